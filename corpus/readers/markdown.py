"""Markdown with YAML front matter, as plain text: markup and struck words are removed; other words, lists and code stay."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from ..types import BRIEFS_PUBLISHER, Source
from .emphasis import emphasis_marks, signs_for, unmarked
from .fields import headline, other_fields, parse_date, parse_language, parse_title, parse_url
from .html import visible
from .origin import Origin, Results
from .text import LARGEST_MARKED, text_of

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from markdown_it.token import Token

_DATES = (
    "published",
    "date",
    "publishDate",
    "publish_date",
    "pubDate",
    "publicationDate",
    "date_published",
    "datePublished",
)
_CHANGES = ("updated", "modified", "lastmod", "last_modified", "last_modified_at", "date_modified", "dateModified")
_USED = (*_DATES, *_CHANGES, "title", "publisher", "source", "url", "language", "lang", "id", "based_on")
_STRUCK = ("s", "del", "strike")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_GAP = "\U000f7a03"  # where struck words stood; a private-use character, removed at once
_AROUND_GAP = re.compile(rf" (?={_GAP}+[ .,;:!?)])")


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a Markdown file as one document.

    Raises:
        UnreadableSource: it is binary data, empty, or its front matter is not YAML.
    """
    fields, content = _split_front_matter(text_of(stream, origin, LARGEST_MARKED), origin)
    signs = signs_for(content)
    marked, heading = _plain(content, signs)
    text, runs = unmarked(marked, signs)
    title = parse_title(fields.get("title")) or heading or headline(text)
    based_on = _based_on(fields.get("based_on"), origin)
    identifier = fields.get("id")
    yield origin.document(
        text,
        title,
        publisher=_words(fields.get("publisher"))
        or _words(fields.get("source"))
        or (BRIEFS_PUBLISHER if based_on else None),
        url=parse_url(fields.get("url")),
        published=_day(fields, _DATES),
        updated=_day(fields, _CHANGES),
        date_source="the file's front matter",
        language=parse_language(fields.get("language")) or parse_language(fields.get("lang")),
        based_on=based_on,
        external_id=None if identifier is None else str(identifier),
        marks=emphasis_marks(text, title or "", runs),
        metadata=other_fields(fields, _USED),
    )


def _split_front_matter(content: str, origin: Origin) -> tuple[Mapping[str, object], str]:
    """Return the front matter's fields and the Markdown below it."""
    import frontmatter  # here for start-up time
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    content = content.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        fields, below = frontmatter.parse(content, handler=YAMLHandler())
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:  # for example the date 2025-13-45
        where = getattr(getattr(error, "problem_mark", None), "line", None)
        line = f" (near line {where + 2})" if where is not None else ""
        raise origin.unreadable(
            f"has front matter that is not valid YAML{line}; correct the part between ---."
        ) from error
    # Text between two horizontal rules looks like front matter, but has no fields.
    return (fields, below) if fields else ({}, content)


def _day(fields: Mapping[str, object], names: Iterable[str]) -> date | None:
    """Return the day in the first of the fields that has one."""
    return next(filter(None, (parse_date(fields.get(name)) for name in names)), None)


def _words(value: object) -> str | None:
    """Return a field that is one line of words, for example a publisher's name; `None` for other values."""
    return parse_title(value) if isinstance(value, str | int) else None


def _based_on(value: object, origin: Origin) -> Source | None:
    """Return the report that a brief summarises, `None` for other documents."""
    if value is None:
        return None
    publisher = _words(value.get("publisher")) if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not publisher:
        raise origin.unreadable("has a based_on without a publisher; name the publisher of the report it is about.")
    return Source(
        publisher, parse_title(value.get("title")), parse_url(value.get("url")), parse_date(value.get("published"))
    )


def _plain(content: str, signs: tuple[str, str]) -> tuple[str, str | None]:
    """Return the words of a Markdown text, with signs around emphasis, and its first heading if it has one."""
    from markdown_it import MarkdownIt  # here for start-up time

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(content)
    heading = next((tokens[i + 1] for i, token in enumerate(tokens) if token.type == "heading_open"), None)
    return "".join(_blocks(tokens, signs)), (parse_title(_inline(heading)) if heading else None)


def _blocks(tokens: "list[Token]", signs: tuple[str, str]) -> Iterator[str]:
    """Yield the words of each block and the line ends around it."""
    bullets: list[int | None] = []  # for each open list the next number, None for a bulleted one
    before = ""
    for token in tokens:
        if token.type == "inline":
            above = signs if before == "heading_open" else ("", "")  # a question may be a heading of its answer
            yield above[0] + _inline(token, signs) + above[1]
        elif token.type in ("fence", "code_block"):
            yield token.content + "\n"
        elif token.type == "html_block":
            yield visible(token.content) + "\n\n"
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            bullets.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type == "list_item_open":
            number = bullets[-1]
            yield "• " if number is None else f"{number}. "
            bullets[-1] = None if number is None else number + 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            bullets.pop()
            yield "\n"
        elif token.type in ("th_open", "td_open"):
            yield " | " if before in ("th_close", "td_close") else ""
        elif token.type == "tr_close":
            yield "\n"
        elif token.type in ("paragraph_close", "heading_close", "table_close"):
            yield "\n" if token.hidden or bullets else "\n\n"
        before = token.type


def _inline(token: "Token", signs: tuple[str, str] = ("", "")) -> str:
    """Return the words of a paragraph or heading with signs around emphasis; a line end in the source becomes a space."""
    words: list[str] = []
    struck = 0
    for child in token.children or ():
        opening, name = _inline_tag(child)
        if name in _STRUCK:
            struck = max(0, struck + (1 if opening else -1))
            words.append("" if opening else _GAP)
        elif struck:
            continue
        elif name == "q":
            words.append("“" if opening else "”")
        elif child.type in ("text", "code_inline", "text_special"):
            words.append(child.content)
        elif child.type in ("strong_open", "em_open"):
            words.append(signs[0])
        elif child.type in ("strong_close", "em_close"):
            words.append(signs[1])
        elif child.type == "softbreak":
            words.append(" ")
        elif child.type == "hardbreak" or name == "br":
            words.append("\n")
    return _AROUND_GAP.sub("", "".join(words)).replace(_GAP, "")


def _inline_tag(token: "Token") -> tuple[bool, str]:
    """Return whether a token opens an element, and the element's name: of inline HTML, or `s` for struck words (`~~`)."""
    if token.type in ("s_open", "s_close"):
        return token.type == "s_open", "s"
    found = _TAG.match(token.content) if token.type == "html_inline" else None
    return (not found[1], found[2].lower()) if found else (False, "")
