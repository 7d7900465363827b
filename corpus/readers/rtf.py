"""Rich text (.rtf): striprtf gives the text; footnotes follow it, and deleted, hidden and struck words are left out."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from ..clean import clean
from ..sandbox.limits import MEBIBYTE
from ..types import NOT_READ
from ..wording import counted
from .document_head import document_head, own_author, own_title
from .fields import headline, parse_title
from .origin import Origin, Results
from .text import LARGEST_MARKED

_NOTE = re.compile(r"\{\\footnote\b")
_GONE = re.compile(r"\{(?:\\[a-z]+-?\d* ?)*?\\(?:deleted|v|striked?1?)(?![a-z0-9])")
_STRUCK = re.compile(r"\\striked?1?(?![a-z0-9])[^{}]{0,4000}?\\striked?0")
_SIGN = re.compile(
    r"\{\\super ?[^{}]{1,6}\}(?=\s*\{\\footnote)"
)  # the number of a footnote, which begins the note as well
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_PICTURE = re.compile(r"\{\\(?:\*\\shppict ?\{)?\\?pict\b")
_ROW = re.compile(r"^.*\|$", re.M)
_MOST_GROUPS = 20_000


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read an .rtf file as one document, dated by its head or else by the day on which it was made.

    Raises:
        UnreadableSource: it is too large, damaged, or empty.
    """
    data = stream.read(LARGEST_MARKED + 1)
    if len(data) > LARGEST_MARKED:
        raise origin.unreadable(f"is larger than {LARGEST_MARKED // MEBIBYTE} MB; save its text alone, as .txt.")
    source = _without(data.decode("latin-1"), _GONE)
    source = _SIGN.sub("", _STRUCK.sub("", source))
    encoding = _encoding(source)
    notes = [_plain(note, encoding, origin) for note in _groups(source, _NOTE)]
    text = clean(_ROW.sub(_cells, "\n".join([_plain(source, encoding, origin), *filter(None, notes)])))
    named = own_title(_field(source, "title", encoding, origin)) or headline(text)
    head = document_head(line for line in text.split("\n")[:10] if parse_title(line) != named)
    pictures = len(_PICTURE.findall(source))
    author = own_author(_field(source, "author", encoding, origin)) or head.author
    yield origin.document(
        text,
        named,
        published=head.published or _created(source),
        metadata=(("author", author), (NOT_READ, counted(pictures, "picture") if pictures else None)),
    )


def _plain(source: str, encoding: str, origin: Origin) -> str:
    from striprtf.striprtf import rtf_to_text  # here for start-up time

    if _NOTE.match(source):
        source = "{\\rtf1" + source[len("{\\footnote") :]
    try:
        return str(rtf_to_text(source, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise origin.unreadable("is not a whole .rtf file; open it in a word processor and save it again.") from error


def _cells(row: re.Match[str]) -> str:
    """Write the cells of a table's row, which striprtf ends with bars, as in other files."""
    return " | ".join(cell.strip() for cell in row[0].removesuffix("|").split("|"))


def _encoding(source: str) -> str:
    found = _CODE_PAGE.search(source[:2000])
    return (
        f"cp{found[1]}"
        if found and found[1] in ("1250", "1251", "1252", "1253", "1254", "1255", "1256", "874", "932")
        else "cp1252"
    )


def _field(source: str, name: str, encoding: str, origin: Origin) -> str | None:
    start = re.compile(rf"\{{\\{name}\b")
    group = next(_groups(source[:20_000], start), None)
    return _plain("{\\rtf1 " + group[len(name) + 2 :], encoding, origin).strip() if group else None


def _created(source: str) -> date | None:
    found = _CREATED.search(source[:20_000])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:  # a month 0, which programs write for an unknown day
        return None


def _groups(source: str, start: re.Pattern[str]) -> Iterator[str]:
    """Yield the groups, with their braces, that begin like this."""
    for count, found in enumerate(start.finditer(source)):
        if count >= _MOST_GROUPS:
            return
        yield source[found.start() : _end(source, found.start())]


def _end(source: str, start: int) -> int:
    """Return where the group that begins at `start` ends."""
    depth = 0
    for brace in re.compile(r"\\[\\{}]|[{}]").finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _without(source: str, start: re.Pattern[str]) -> str:
    kept, at = [], 0
    for found in start.finditer(source):
        if found.start() >= at:
            kept.append(source[at : found.start()])
            at = _end(source, found.start())
    return "".join([*kept, source[at:]])
