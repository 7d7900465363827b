"""The dates that a page shows at the head of its report, in `<time>` elements and in words.

A page's lines are read as a visitor reads them. What the words before a date say decides: "Published", "Updated", or another
day altogether ("Next session: …"). A date inside a sentence, or in a part of the page that is not the report (sidebar,
comments, footer, events), is none of the report's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .date_fields import parse_date, parse_moment
from .structured_dates import Role, StatedDate, alike

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table td th tr ul".split()
)
_FOREIGN_TAGS = ("aside", "nav", "form", "footer", "figure", "blockquote", "table")
_FOREIGN_ROLES = ("complementary", "navigation", "contentinfo", "search")
_FOREIGN = re.compile(
    r"(?:.*[-_])?(?:comments?|repl(?:y|ies)|disqus|related|recommend(?:ed|ations?)?|sidebar|widget|teasers?|promos?|popular|"
    r"most|trending|latest|newsletter|footer|copyright|events?|calendar|deadline|upcoming|agenda|archives?|carousel|"
    r"recirc(?:ulation)?|ticker|advert\w*|masthead|weather|breadcrumbs?|more|next|previous|prev|also|tweet|embed)(?:[-_].*)?",
    re.IGNORECASE,
)
_NAMES_NOT = re.compile(r"(?:has|with|no|hide|show|is|without)[-_]", re.IGNORECASE)  # "has-sidebar" is not the sidebar
_DATED = re.compile(r"date|time|byline|meta|publish|posted|dateline|stamp|pub[-_]", re.IGNORECASE)
_LONG = 100  # characters; a longer line is a paragraph
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
    r"publi(?:sh|c|é|k)|posted|release|issued|\bfiled|first (?:appeared|aired)|\bdated?\b|created|erschienen|veröffentlicht|"
    r"\bstand vom|опубл|yayın|نُ?شر|تاريخ النشر|פורסם|\bon:?\s*\Z(?<=posted on)",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|modifi|chang|revis|edited|amend|correct|aktualis|geändert|mis(?:e)? à jour|màj|actuali[sz]|обновл|güncel|تحديث|"
    r"عُ?دّ?ل|עודכן",
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
_WEEKDAY_BEFORE = re.compile(rf"{_WORD}[,،]?\s*\Z")
_AFTER = re.compile(rf"^[\s,|·•–—-]*(?:{_CLOCK})?\s*(?:[A-Z]{{2,5}}\b|[+-]\d\d:?\d\d)?[\s,.|·•()–—-]*")


@dataclass(slots=True)
class _Line:
    """A line of the page. `parts` are its words and `<time>` elements; `hints` the class names around them."""

    parts: "list[str | HtmlElement]" = field(default_factory=list)
    hints: set[str] = field(default_factory=set)
    foreign: bool = False
    heading: bool = False

    @property
    def words(self) -> str:
        return " ".join("".join(one if isinstance(one, str) else one.text_content() for one in self.parts).split())


def shown_dates(tree: "HtmlElement", title: str) -> Iterator[StatedDate]:
    """Yield the dates at the head of the report, in order, and those further down that are said to be of publication."""
    headline = _headline(tree, title)
    container = _container(tree, headline)
    paragraphs, begun = 0, headline is None or container.tag not in ("body", "html")
    for line in _lines(container, headline):
        if line.heading:
            begun = begun or headline is None or bool(alike(line.words, headline.text_content()))
            continue
        if len(line.words) >= _LONG and not any(map(_DATED.search, line.hints)):
            paragraphs += 1
            continue
        if not line.foreign and begun:
            for found, labelled in _dates(line):
                if labelled or paragraphs < _HEAD:
                    yield found


def _headline(tree: "HtmlElement", title: str) -> "HtmlElement | None":
    """Return the heading of the report: the only `<h1>`, or the first heading that is like the page's title."""
    first = [one for one in tree.iter("h1") if one.text_content().strip()]
    if len(first) == 1:
        return first[0]
    every = first or [one for one in tree.iter("h2") if one.text_content().strip()]
    return next((one for one in every if alike(one.text_content(), title)), None)


def _container(tree: "HtmlElement", headline: "HtmlElement | None") -> "HtmlElement":
    """Return the element that holds the report: the article around the headline, or the page's only one."""
    if headline is not None:
        for one in headline.iterancestors():
            if one.tag in ("article", "main") or one.get("role") in ("main", "article") or _is_report(one):
                return one
    articles = [one for one in tree.iter("article") if not any(up.tag == "article" for up in one.iterancestors())]
    if headline is None and len(articles) == 1:
        return articles[0]
    main = next(iter(tree.iter("main")), None)
    body = tree.find("body")
    return main if main is not None and headline is None else tree if body is None else body


def _is_report(element: "HtmlElement") -> bool:
    return "Article" in (element.get("itemtype") or "") or "hentry" in (element.get("class") or "").split()


def _lines(container: "HtmlElement", headline: "HtmlElement | None") -> Iterator[_Line]:
    """Yield the lines of an element, each with what is known about where it stands."""
    from lxml import etree  # type: ignore[import-untyped]  # here for start-up time; no types

    above = set(headline.iterancestors()) if headline is not None else set()
    above.add(container)
    line, depth, skipped = _Line(), 0, None
    for event, element in etree.iterwalk(container, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                line.parts.append(element.tail or "")
            continue
        if element.tag in _LINES:
            if line.words or any(not isinstance(one, str) for one in line.parts):
                yield line
            line = _Line()
        inside = event == "start" or element.tag not in _LINES
        if event == "start" and element is not container and element not in above and _is_foreign(element, container):
            depth += 1
        line.foreign = line.foreign or (depth > 0 and inside)
        if event == "start":
            line.heading = line.heading or element.tag in _HEADINGS
            if _is_time(element):
                line.parts.append(element)
                line.hints.update(_hints(element, container))
                line.foreign = line.foreign or depth > 0
                skipped = element
                continue
            line.parts.append((" " if line.parts else "") + (element.text or ""))
            if (element.text or "").strip():
                line.hints.update(_hints(element, container))
        else:
            if element is not container and element not in above and _is_foreign(element, container):
                depth -= 1
            if element is not container:
                line.parts.append(element.tail or "")
                if element.tag in _LINES and depth:
                    line.foreign = True
    if line.words:
        yield line


def _is_time(element: "HtmlElement") -> bool:
    return bool(
        element.tag == "time"
        or element.get("datetime")
        or (element.tag in ("abbr", "span") and parse_date(element.get("title")))
    )


def _hints(element: "HtmlElement", container: "HtmlElement") -> set[str]:
    """Return the class names of an element and of two elements around it."""
    hints: set[str] = set()
    for one in (element, *list(element.iterancestors())[:2]):
        if one is container or one.tag == "body":
            break
        hints.update((one.get("class") or "").split())
        hints.update(filter(None, (one.get("id"), one.get("itemprop"))))
    return hints


def _is_foreign(element: "HtmlElement", container: "HtmlElement") -> bool:
    """Whether an element is a part of the page that does not belong to the report."""
    if element.tag in _FOREIGN_TAGS or element.get("role") in _FOREIGN_ROLES:
        return element.tag != "footer" or container.tag in ("body", "html", "main")
    if element.tag == "article" and container.tag in ("article", "main"):
        return True
    names = [*(element.get("class") or "").split(), element.get("id") or ""]
    return any(_FOREIGN.fullmatch(one) and not _NAMES_NOT.match(one) for one in names if one)


def _dates(line: _Line) -> Iterator[tuple[StatedDate, bool]]:
    """Yield the dates of a line that can be the report's own, and whether a word says so."""
    text, places = _with_places(line)
    end = 0
    for start, stop, day, element in places:
        before, after = text[end:start], text[stop:]
        following = next((other for other, *_ in places if other >= stop), len(text))
        end = stop
        role = _role(before, text[stop:following], line, element)
        if role is None or (role[1] is False and not _stands_alone(before, after, line, element)):
            continue
        where = "a time element" if element is not None else "the words"
        source = f"{where} at the head of the report" if not role[1] else f"{where} behind “{_label(before) or 'date'}”"
        moment = parse_moment(element.get("datetime")) if element is not None else None
        yield StatedDate(role[0], day, source, moment), role[1]


def _with_places(line: _Line) -> "tuple[str, list[tuple[int, int, date, HtmlElement | None]]]":
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
    return text, places


def _day_of_time(element: "HtmlElement", words: str) -> date | None:
    """Return the day of a `<time>`: as it is shown, if that is at most a day from the attribute's, which may be in UTC."""
    found = _DATE.search(words)
    shown = parse_date(found.group()) if found else None
    stated = parse_date(element.get("datetime") or element.get("title") or element.get("content"))
    if shown and stated and abs((shown - stated).days) <= 1:
        return shown
    return stated or shown


def _role(before: str, after: str, line: _Line, element: "HtmlElement | None") -> tuple[Role, bool] | None:
    """Return the role of a date by the words before it, else by the class names; `None` for another day."""
    label = _label(before)
    if _OTHER.search(label) and not _PUBLISHED.search(label):
        return None
    updated, published = (list(form.finditer(label)) for form in (_UPDATED, _PUBLISHED))
    if updated or published:
        last = max((*updated, *published), key=lambda one: one.start())
        return ("updated" if last in updated else "published"), True
    own = " ".join(filter(None, (element.get("class"), element.get("itemprop")))) if element is not None else ""
    names = own or " ".join(line.hints)
    if (
        _UPDATED.search(after)
        and not _PUBLISHED.search(after)
        and re.match(r"[\s:(–—-]*", after)
        and len(after.split()) < 3
    ):
        return "updated", True
    if _UPDATED.search(names) and not _PUBLISHED.search(names):
        return "updated", True
    if any(_FOREIGN.fullmatch(one) and not _NAMES_NOT.match(one) for one in line.hints):
        return None
    if re.search(r":\s*\Z", label) and not _BYLINE.match(label):
        return None  # "Next session: 2 June 2025"
    return "published", bool(
        re.search(r"publi|pub[-_]?date|posted|entry-date|post-date|article-date", names, re.IGNORECASE)
    )


def _label(before: str) -> str:
    """Return the words before a date that may say what it is: at most forty characters, from the last separator."""
    words = before[-60:].strip()
    pieces = re.split(r"[|·•]", words)
    return next((piece.strip() for piece in reversed(pieces) if piece.strip()), "")


def _stands_alone(before: str, after: str, line: _Line, element: "HtmlElement | None") -> bool:
    """Whether a date without a label stands apart, as in a byline, and not in a sentence."""
    rest = _AFTER.sub("", after, count=1)
    goes_on = len(re.findall(r"\b[a-z]{2,}\b", rest)) >= 3 and "read" not in rest
    if goes_on or _RUNNING.search(before):
        return False
    plain = before.strip()
    if not plain or _SEPARATED.search(before) or _BYLINE.match(line.words) or element is not None:
        return True
    return any(map(_DATED.search, line.hints)) or (len(plain.split()) == 1 and bool(_WEEKDAY_BEFORE.match(plain)))
