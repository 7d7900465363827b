"""The dates that a page shows at the head of its report, in `<time>` elements and in words.

A page's lines are read as a visitor reads them. What the words before a date say decides: "Published", "Updated", or another
day altogether ("Next session: …"). A date inside a sentence, or in a part of the page that is not the report (sidebar,
comments, footer, events), is none of the report's own.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .date_fields import parse_date, parse_moment
from .page_lines import Line, headline, names_other_part, page_lines, report_container
from .structured_dates import Role, StatedDate, alike

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

_DATED = re.compile(r"date|time|byline|meta|publish|posted|dateline|stamp|pub[-_]", re.IGNORECASE)
_LONG = 100  # characters; a longer line is a paragraph
_LONGEST = 400  # characters of a line that its class calls a byline
_MOST = 300  # lines of a page in which dates are looked for
_LABEL = 25  # characters of a label on a line of its own
_HEAD = 2  # paragraphs: a standfirst and the first one may stand above the byline

_WORD = r"[^\W\d_]+\.?"
_CLOCK = r"(?:(?:at|um|à|às|в|الساعة)?\s*\d{1,2}(?:[:.h]\d\d)+\s*(?:[ap]\.?m\.?)?)"
_DATE = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?<![\d:.])\d{1,2}([-/.])\d{1,2}\2\d{4}(?!\d)"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    rf"|(?<![\d:.])\d{{1,2}}(?:st|nd|rd|th|\.|º)?[\s-]+(?:(?:de|of)\s+)?{_WORD}(?:\s?/\s?{_WORD})?(?:\s(?:الأول|الثاني))?"
    r",?[\s-]+(?:de\s+|del\s+)?\d{4}(?!\d)"
    rf"|{_WORD}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:pub{1,2}li(?:sh|é|k|ca[dtz]|cer|que)|opublik|gepubliceerd|posted|release|issued|filed|first (?:appeared|aired)|"
    r"dated?\b|"
    r"created|erschienen|veröffentlicht|опубл|yay[ıi][nm]|نُ?شر|تاريخ النشر|פורסם)",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:updat|stand\b|modifi|chang|revis|edited|amend|correct|aktuali[sz]|geändert|mise? à jour|màj|a[ct]{1,2}uali[sz]|"
    r"aggiorn|bijgewerkt|gewijzigd|обновл|güncel|تحديث|عُ?دّ?ل|עודכן)",
    re.IGNORECASE,
)
# What may stand before the word that makes a label; "He was released on 4 May" is none.
_LABEL_START = re.compile(
    r"[\W\d]*(?:(?:first|last|originally|date|press|news|article|page|story|post|latest|zuletzt|dernière|última|último|ultimo|son|آخر|"
    r"laatst|ostatnia|this (?:article|page|story|post|piece|report) was(?: last| first)?)\s+)?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"review|event|\bwhen\b|start|begin|\bend|deadline|closing|expire|valid|effective|force|until|due|session|meeting|hearing|"
    r"\bborn|\bdied|founded|since|retriev|access|©|copyright|next|\bvenue|scheduled|appointed|\bjoined|recorded|\bheld",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|von|par|por|di|от|بقلم|كتب|מאת)\b", re.IGNORECASE)
_SEPARATED = re.compile(r"[|·•,،:;/–—―()\[\]-]\s*\Z")
_RUNNING = re.compile(
    r"\b(?:on|until|by|from|since|before|after|in|for|to|of|and|the|till|am|le|du|el|del|في|منذ|حتى|يوم)\s*\Z", re.I
)
_ENDS_LABEL = re.compile(rf":\s*(?:{_WORD}[,،]?)?\s*\Z")  # "Current time: Friday, "
_WEEKDAY_BEFORE = re.compile(rf"{_WORD}[,،]?\s*\Z")
_AFTER = re.compile(rf"^[\s,|·•–—-]*(?:{_CLOCK})?\s*(?:[A-Z]{{2,5}}\b|[+-]\d\d:?\d\d)?[\s,.|·•()–—-]*")


def shown_dates(tree: "HtmlElement", title: str) -> Iterator[StatedDate]:
    """Yield the dates that are said to be of publication or of a change, then the others at the head of the report."""
    heading = headline(tree, title)
    container = report_container(tree, heading)
    paragraphs, begun = 0, heading is None or container.tag not in ("body", "html")
    unlabelled, above, looked = [], "", 0
    for line in page_lines(container, heading):
        words = line.words
        line.above, above = above, _label_line(words)
        if line.heading:
            begun = begun or heading is None or alike(words, heading.text_content())
            continue
        if len(words) >= (_LONGEST if any(map(_DATED.search, line.hints)) else _LONG):
            paragraphs += 1
            continue
        in_head = paragraphs < _HEAD
        if line.foreign or not begun or looked >= _MOST or not (in_head or _is_labelled(line)):
            continue
        looked += 1
        for found, labelled in _dates(line):
            if labelled:
                yield found
            elif in_head:
                unlabelled.append(found)
    yield from unlabelled


def _dates(line: Line) -> Iterator[tuple[StatedDate, bool]]:
    """Yield the dates of a line that can be the report's own, and whether a word says so."""
    text, places = _with_places(line)
    end = 0
    for start, stop, day, element in places:
        before = text[end:start]
        following = next((other for other, *_ in places if other >= stop), len(text))
        end = stop
        after = text[stop:following]
        before = before if before.strip() or start != places[0][0] else line.above
        role = _role(before, after, line, element, last=following == len(text))
        if role is None or (role[1] is False and not _stands_alone(before, after, line, element)):
            continue
        where = "a time element" if element is not None else "the words"
        source = f"{where} at the head of the report" if not role[1] else f"{where} behind “{_label(before) or 'date'}”"
        moment = parse_moment(element.get("datetime")) if element is not None else None
        yield StatedDate(role[0], day, source, moment), role[1]


def _with_places(line: Line) -> "tuple[str, list[tuple[int, int, date, HtmlElement | None]]]":
    """Return the line's words, and the place and day of each date in it; those of `<time>` elements have the element."""
    text = ""
    places: list[tuple[int, int, date, HtmlElement | None]] = []
    for part in line.parts:
        if isinstance(part, str):
            piece = " ".join(part.split())
            lead = " " if text and part[:1].isspace() and not text.endswith(" ") else ""
            base = len(text) + len(lead)
            text += lead + piece + (" " if piece and part[-1:].isspace() else "")
            for found in _DATE.finditer(piece):
                if day := parse_date(found.group()):
                    places.append((base + found.start(), base + found.end(), day, None))
        else:
            words = " ".join(part.text_content().split())
            if day := _day_of_time(part, words):
                text += "" if not text or text.endswith(" ") else " "
                places.append((len(text), len(text) + len(words), day, part))
            text += words + " "
    if not places and any(map(_DATED.search, line.hints)) and (whole := parse_date(text.strip())):
        places.append((0, len(text), whole, None))  # "05 Mar 19", which is a date only because the class says so
    return text, places


def _day_of_time(element: "HtmlElement", words: str) -> date | None:
    """Return the day of a `<time>`: as it is shown, if that is at most a day from the attribute's, which may be in UTC."""
    found = _DATE.search(words)
    shown = parse_date(found.group()) if found else None
    stated = parse_date(element.get("datetime") or element.get("title") or element.get("content"))
    if shown and stated and abs((shown - stated).days) <= 1:
        return shown
    return stated or shown


def _role(before: str, after: str, line: Line, element: "HtmlElement | None", last: bool) -> tuple[Role, bool] | None:
    """Return the role of a date by the words before it, else by the class names; `None` for another day.

    `last`: no date follows in the line, so that "(updated)" behind it belongs to it.
    """
    label = _label(before)
    if _OTHER.search(label) and not _PUBLISHED.search(label):
        return None
    words = _AFTER.sub("", label, count=1)  # without the time of the date before
    start = _LABEL_START.match(words)
    marked = start is not None and any(form.match(words, start.end()) for form in (_UPDATED, _PUBLISHED))
    updated, published = (list(form.finditer(label)) if marked else [] for form in (_UPDATED, _PUBLISHED))
    if updated or published:
        nearest = max((*updated, *published), key=lambda one: one.start())
        return ("updated" if nearest in updated else "published"), True
    own = " ".join(filter(None, (element.get("class"), element.get("itemprop")))) if element is not None else ""
    names = own or " ".join(line.hints)
    if (
        _UPDATED.search(after)
        and not _PUBLISHED.search(after)
        and not _SEPARATED.search(after[:2])
        and len(after.split()) < 3
        and last
    ):
        return "updated", True
    if _UPDATED.search(names) and not _PUBLISHED.search(names):
        return "updated", True
    if any(map(names_other_part, line.hints)):
        return None
    if _ENDS_LABEL.search(label) and not _BYLINE.match(label):
        return None  # "Next session: 2 June 2025"
    return "published", bool(
        re.search(r"publi|pub[-_]?date|posted|entry-date|post-date|article-date", names, re.IGNORECASE)
    )


def _is_labelled(line: Line) -> bool:
    """Whether a line below the head of the report can say that a date is its own."""
    words = f"{line.above} {line.words} {' '.join(line.hints)}"
    return bool(_PUBLISHED.search(words) or _UPDATED.search(words))


def _label_line(words: str) -> str:
    """Return the words of a line if they are nothing but the label of a date."""
    labels = (_PUBLISHED, _UPDATED, _OTHER)
    return (
        words if len(words) <= _LABEL and not _DATE.search(words) and any(one.search(words) for one in labels) else ""
    )


def _label(before: str) -> str:
    """Return the words before a date that may say what it is: at most forty characters, from the last separator."""
    words = before[-60:].strip()
    pieces = re.split(r"[|·•]", words)
    return next((piece.strip() for piece in reversed(pieces) if piece.strip()), "")


def _stands_alone(before: str, after: str, line: Line, element: "HtmlElement | None") -> bool:
    """Whether a date without a label stands apart, as in a byline, and not in a sentence."""
    rest = _AFTER.sub("", after, count=1)
    goes_on = len(re.findall(r"\b[a-z]{2,}\b", rest)) >= 3 and "read" not in rest
    if goes_on or _RUNNING.search(before):
        return False
    plain = before.strip()
    if not plain or _SEPARATED.search(before) or _BYLINE.match(line.words) or element is not None:
        return True
    return any(map(_DATED.search, line.hints)) or (len(plain.split()) == 1 and bool(_WEEKDAY_BEFORE.match(plain)))
