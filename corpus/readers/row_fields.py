"""The fields of a row under the names that exports give them: BEIR, NewsAPI, GDELT, Guardian, scrapers and feeds in JSON.

Names are compared without case and punctuation, so `publishedAt`, `published_at` and `Published at` are one. A value may be
a list of paragraphs or an object; in a table it may be one written as Python or JSON.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ..clean import clean
from .fields import parse_date, parse_title, parse_url
from .html import visible

Fields = Mapping[str, object]

TEXTS = ("text", "body", "content", "fulltext", "articlebody", "maintext", "bodytext", "contenttext", "articletext", "paragraphs",
         "rawcontent", "contenthtml", "bodyhtml", "html", "transcript")  # fmt: skip
_TEASERS = ("description", "summary", "abstract", "leadparagraph", "snippet", "excerpt", "trailtext")
_TITLES = ("title", "headline", "webtitle", "subject")
_IDS = ("_id", "id")
_PUBLISHERS = ("publisher", "source", "sourcename", "sitename", "site", "outlet", "newspaper", "publication", "publishername",
               "medium", "sourcedomain", "hostname", "sourcehostname", "domain")  # fmt: skip
_PUBLISHED = ("published", "publishedat", "datepublished", "publicationdate", "pubdate", "publishdate", "publisheddate",
              "datepublish", "publishedon", "webpublicationdate", "datetimepub", "publishtime", "publishedtime", "articledate",
              "firstpublicationdate", "issued", "dateissued", "postedat", "date", "datetime", "day", "seendate", "timestamp",
              "time", "createdat", "created")  # fmt: skip
_UPDATED = ("updated", "updatedat", "modified", "modifiedat", "datemodified", "lastmodified", "lastmod", "datemodify",
            "dateupdated", "lastupdated")  # fmt: skip
_URLS = ("url", "link", "weburl", "sourceurl", "canonicalurl", "articleurl", "permalink", "documentidentifier")
_LANGUAGES = ("language", "lang", "languagecode")
_NESTED = ("metadata", "meta", "fields", "attributes")
_INSIDE = (
    "text",
    "name",
    "title",
    "content",
    "value",
    "main",
    "body",
    "rendered",
    "paragraphs",
    "uri",
    "domain",
    "$t",
    "#text",
)
_LISTS = ("articles", "items", "results", "documents", "docs", "data", "hits", "entries", "rows", "response", "records", "news",
          "stories")  # fmt: skip
_MARKUP = re.compile(r"\s*<(?:!doctype|html|body|article|section|div|p|h[1-6]|blockquote|ul|ol|table)\b", re.IGNORECASE)
_DEEPEST = 6  # objects inside objects
_LITERAL = re.compile(r"\s*[\[{].*[\]}]\s*\Z", re.DOTALL)

T = TypeVar("T")


def row_lists(content: object) -> list[object]:
    """Return the rows of a parsed JSON file: a list, one object, or the list inside the answer of a news service."""
    for _ in range(_DEEPEST):
        if isinstance(content, list):
            return [
                one["_source"] if isinstance(one, dict) and isinstance(one.get("_source"), dict) else one
                for one in content
            ]
        if not isinstance(content, dict) or has_text(content):
            break
        inner = next((content[name] for name in _LISTS if isinstance(content.get(name), list | dict)), None)
        if inner is None:
            break
        content = inner
    return [content]


def has_text(fields: Fields) -> bool:
    """Whether the fields of a row name a text, or are those of a news list that has titles only."""
    names = {plain_name(name) for name in fields}
    if names & {*TEXTS, *_TEASERS} or (names & {"title"} and "seendate" in names):
        return True
    return any(isinstance(fields[name], Mapping) and has_text(fields[name]) for name in _nested(fields))  # type: ignore[arg-type]


def plain_name(name: str) -> str:
    """Return a field's name in lower case without signs, but for the first: `publishedAt` and `published_at` are one."""
    low = name.strip().lower()
    return low if low == "_id" else re.sub(r"[^\w]|_", "", low.rsplit(":", 1)[-1])


class RowFields:
    """The fields of one row."""

    def __init__(self, row: Fields) -> None:
        """`row` is what the file has, names as they are written there."""
        self._fields: dict[str, tuple[str, object]] = {}
        for name in _nested(row):  # first, so that the row's own fields win
            inner = _parsed(row[name])
            if isinstance(inner, Mapping):
                self._fields |= {plain_name(str(one)): (f"{name}.{one}", value) for one, value in inner.items()}
        own = {plain_name(str(one)): (str(one), value) for one, value in row.items() if value not in (None, "", [], {})}
        self._fields |= own
        self.used: set[str] = set()
        """The names of the row, as written, that were asked for and had a value."""

    def text(self) -> str:
        """Return the text: of the first field that has one, a teaser if no field has the whole text, else the title."""
        for names in (TEXTS, _TEASERS, _TITLES if "seendate" in self._fields else ()):
            for name in names:
                text = clean("\n\n".join(_paragraphs(self._value(name))))
                if text:
                    self._use(name)
                    return text
        return ""

    def title(self) -> str | None:
        """Return the title."""
        return self._first(_TITLES, lambda value: parse_title(_words(value)))

    def identifier(self) -> str | None:
        """Return the row's own id."""
        return self._first(_IDS, lambda value: str(value) if isinstance(value, str | int | float) else None)

    def publisher(self) -> str | None:
        """Return who published the text; of an address its host."""
        return self._first(_PUBLISHERS, _publisher)

    def published(self) -> tuple[date | None, str | None]:
        """Return the day of publication and the name of its field."""
        for name in _PUBLISHED:
            if day := parse_date(_words(self._value(name), keep=True)):
                return day, f"the field {self._use(name)}"
        return None, None

    def updated(self) -> date | None:
        """Return the day of the last change."""
        return self._first(_UPDATED, lambda value: parse_date(_words(value, keep=True)))

    def url(self) -> str | None:
        """Return the address."""
        return self._first(_URLS, parse_url)

    def language(self) -> object:
        """Return the language as it is written."""
        return self._first(_LANGUAGES, lambda value: value)

    def _value(self, name: str) -> object:
        return _parsed(self._fields[name][1]) if name in self._fields else None

    def _use(self, name: str) -> str:
        written = self._fields[name][0]
        self.used.update((written, written.rpartition(".")[2]))
        return written

    def _first(self, names: Sequence[str], parse: Callable[[Any], T | None]) -> T | None:
        for name in names:
            found = parse(self._value(name)) if name in self._fields else None
            if found:
                self._use(name)
                return found
        return None


def _nested(row: Fields) -> list[str]:
    return [name for name in row if plain_name(str(name)) in _NESTED]


def _parsed(value: object) -> object:
    """Return an object or list that a table has as words; any other value as it is."""
    if not isinstance(value, str) or not _LITERAL.match(value) or len(value) > 1_000_000:
        return value
    for parse in (json.loads, ast.literal_eval):
        try:
            found = parse(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if found and (
            isinstance(found, dict) or (isinstance(found, list) and all(isinstance(one, str | dict) for one in found))
        ):
            return found
    return value


def _paragraphs(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs of a text that may be a list, or an object with a text in it."""
    if isinstance(value, str):
        yield visible(value) if _MARKUP.match(value) else value
    elif isinstance(value, bool) or value is None or depth > _DEEPEST:
        return
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _paragraphs(one, depth + 1)
    elif isinstance(value, Mapping):
        names = {plain_name(str(name)): name for name in value}
        inner = next((value[names[name]] for name in (*TEXTS, *_INSIDE) if value.get(names.get(name))), None)
        yield from _paragraphs(inner, depth + 1)


def _words(value: object, keep: bool = False) -> Any:
    """Return a value, or the words of an object or list around it; `keep` leaves dates and numbers as they are."""
    for _ in range(_DEEPEST):
        if isinstance(value, Mapping):
            value = next(
                (value[name] for name in (*_INSIDE, "date", "$date", "@value", "iso") if value.get(name)), None
            )
        elif isinstance(value, list | tuple):
            value = value[0] if value else None
        else:
            break
    return value if keep or value is None or isinstance(value, str) else str(value)


def _publisher(value: object) -> str | None:
    """Return a publisher's name; the host of an address."""
    name = parse_title(_words(value))
    address = parse_url(name)
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else name
