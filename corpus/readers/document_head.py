"""What stands at the head of a report that is not marked up: its byline and the day of publication, in words of its own.

A line counts only if it has nothing but a byline, a day, or both. A day with another label ("Next session: 5 May 2025") and
a day inside a sentence are none of the report's own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .fields import parse_date, parse_title

_LINES = 8  # at the head of a report
_LONG = 110  # characters; a longer line is a paragraph
_DAY = (
    r"(?:[^\W\d_]+\.?,? +)?(?:\d{1,2}(?:st|nd|rd|th)?\.? +(?:of +)?[^\W\d_]+\.?,? +\d{4}"
    r"|[^\W\d_]+\.? +\d{1,2}(?:st|nd|rd|th)?,? +\d{4}"
    r"|\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
_LABEL = (
    r"(?:first +)?(?:published|posted|issued|released|dated?|date of (?:issue|publication)|publication date|for release"
    r"|veröffentlicht|erschienen|publié|publicado|pubblicato|опубликовано|yayın tarihi"
    r"|تاريخ النشر|نُ?شر|التاريخ|פורסם)(?: +(?:on|in|am|le|el|il|بتاريخ|في))?[:： ]*"
)
_BY = r"(?:by|author|from the desk of|بقلم|מאת)[: ]+(?P<by>[^\d|,;:]{3,60}?)"
_PLACE = r"(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}, +)"
_DATE_LINE = re.compile(
    rf"(?:{_LABEL}|{_PLACE})?[\[(]?(?P<day>{_DAY})[\])]?(?:,? +(?:at +)?\d{{1,2}}[:.]\d\d.{{0,12}})?\.?", re.I
)
_BYLINE = re.compile(rf"{_BY}\.?(?:\s*[,|–—·•-]\s*(?:{_LABEL})?(?P<day>{_DAY}))?", re.I)
_BEHIND = re.compile(rf".{{0,80}}[|–—·•]\s*(?:{_LABEL})?(?P<day>{_DAY})", re.I)
# Days of something else: "Next session, 5 May 2025".
_OTHER = re.compile(
    r"\b(?:next|session|sitting|deadline|until|due|expir\w+|valid|effective|born|died|retrieved|accessed)\b", re.I
)
# Titles that programs write, not people: "Microsoft Word - draft3.docx", "Word Document", "untitled", "report_v2.pdf".
_NO_TITLE = re.compile(
    r"(?:microsoft .*|powerpoint.*|(?:word|new) ?document.*|untitled.*|do[ck]ument ?\(?\d*\)?|title|(?:slide|page) ?\d+"
    r"|.*\.(?:docx?|pdf|indd|rtf|odt|tmp|html?|qxd|pages))",
    re.I,
)


_NO_AUTHOR = re.compile(
    r"python-docx|microsoft office user|(?:windows )?user|admin(?:istrator)?|unknown|author|owner|root|x{1,3}", re.I
)


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """The author and the day that a report gives at its head; `None` where it gives none."""

    author: str | None = None
    published: date | None = None


def document_head(lines: Iterable[str]) -> DocumentHead:
    """Read the first lines of a report, without its title."""
    author, published = None, None
    for line in [one.strip() for one in lines if one.strip()][:_LINES]:
        if len(line) > _LONG or (published and author):
            break
        if found := _BYLINE.fullmatch(line):
            author = author or parse_title(found["by"])
            published = published or parse_date(found["day"])
        elif _OTHER.search(line):
            continue
        elif found := _DATE_LINE.fullmatch(line) or _BEHIND.fullmatch(line):
            published = published or parse_date(found["day"])
    return DocumentHead(author, published)


def own_title(value: object) -> str | None:
    """Return the title that a file's properties give; `None` if a program wrote it."""
    title = parse_title(value)
    return None if title and _NO_TITLE.fullmatch(title) else title


def own_author(value: object) -> str | None:
    """Return the author that a file's properties give; `None` if a program filled it in."""
    author = parse_title(value)
    return None if author and _NO_AUTHOR.fullmatch(author) else author
