"""Read paragraphs with source lines from HTML and from Markdown, which may contain HTML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from ...corpus.readers.docx_walk import WordPart
from .line_map import Paragraph, ParagraphKind

if TYPE_CHECKING:  # loaded on use, for start-up time
    from markdown_it.token import Token

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html li main nav ol p pre section summary table td th tr ul".split()
)
_UNSEEN = frozenset("script style template noscript head title code pre svg math iframe object".split())
_SHOWN_INLINE = frozenset(("title", "head"))  # these hide nothing inside a paragraph
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SIGNATURES = frozenset("cite footer figcaption".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Names that web pages give to pull-quotes and notes, in `class`, `id` or `role`.
_PULLED = re.compile(r"\bpull-?_?(?:ed|out)?-?_?quotes?\b", re.I)
_NOTED = re.compile(r"\b(?:(?:doc-)?(foot|end)-?_?notes?)\b", re.I)
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_DEFINITION = re.compile(r"^( {0,3}\[\^[^\]\s]+\]):(?=\s|$)", re.M)


class _OpenTag(NamedTuple):
    """An open tag, whether it hides its content, and what it says of it."""

    name: str
    hidden: bool = False
    kind: ParagraphKind = "text"
    part: WordPart = "text"


class MarkupReader(HTMLParser):
    """Collects the visible text. `<q>` becomes quotation marks; scripts and hidden elements are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._found: list[Paragraph] = []
        self._lines: dict[int, str] = {}
        self._open: list[_OpenTag] = []
        self._first = 1
        self._blockquotes = 0
        self._after_break = False

    def read(self, source: str, line: int = 1) -> None:
        """Read a piece of HTML whose first line has this number; tags stay open from one piece to the next."""
        self.reset()
        self._first = line
        self.feed(source)
        self.close()
        self.end_paragraph()

    def add_words(self, number: int, words: str) -> None:
        """Add words to a line."""
        if words and not any(one.hidden for one in self._open):
            self._lines[number] = self._lines.get(number, "") + words

    def block(self, tag: str, opens: bool) -> None:
        """Open or close a block quotation or heading."""
        self.end_paragraph()
        if opens:
            self._blockquotes += tag == "blockquote"
            self._open.append(_OpenTag(tag, kind="heading" if tag in _HEADINGS else "text"))
        else:
            self.handle_endtag(tag)

    def paragraphs(self) -> list[Paragraph]:
        """Return all paragraphs, after ending the last one."""
        self.end_paragraph()
        return self._found

    @property
    def quotes(self) -> int:
        """The number of open `<q>` elements."""
        return sum(one.name == "q" for one in self._open)

    def _line(self) -> int:
        return self._first + self.getpos()[0] - 1

    def end_paragraph(self, *, soft: bool = False) -> None:
        """End the current paragraph; `soft`: only a line break ends it."""
        if any(line.strip() for line in self._lines.values()):
            tags = [one.name for one in self._open]
            quoted = self._blockquotes if "blockquote" in tags else None
            signed = quoted is not None and any(tag in _SIGNATURES for tag in tags)
            lines = tuple(sorted(self._lines.items()))
            kind: ParagraphKind = next((one.kind for one in reversed(self._open) if one.kind != "text"), "text")
            part: WordPart = next((one.part for one in reversed(self._open) if one.part != "text"), "text")
            self._found.append(Paragraph(lines, quoted, signed, self._after_break, part, kind))
        self._lines = {}
        self._after_break = soft

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle an opening tag."""
        if tag in _BLOCKS or (tag == "cite" and self._within("blockquote")):
            self.end_paragraph(soft=tag == "br")
        attributes = {name: value or "" for name, value in attrs}
        style = attributes.get("style", "").replace(" ", "").casefold()
        hidden = (
            tag in _UNSEEN
            or "hidden" in attributes
            or attributes.get("aria-hidden", "").strip().casefold() == "true"
            or "display:none" in style
            or "visibility:hidden" in style
        )
        if tag == "q":
            self.add_words(self._line(), "‘" if self.quotes else "“")
        if tag == "blockquote" and not self._within("blockquote"):
            self._blockquotes += 1
        if tag not in _VOID:
            self._open.append(_OpenTag(tag, hidden, *_said_by(tag, attributes)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle a self-closing tag; the slash has no meaning in HTML."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Handle a closing tag; close all tags opened inside it."""
        if tag in _BLOCKS or (tag == "cite" and self._within("blockquote")):
            self.end_paragraph()
        if not self._within(tag):
            return
        if tag == "q":
            self.add_words(self._line(), "’" if self.quotes > 1 else "”")
        while self._open.pop().name != tag:
            pass

    def _within(self, tag: str) -> bool:
        return any(one.name == tag for one in self._open)

    def handle_data(self, data: str) -> None:
        """Add text of one line or several."""
        for at, words in enumerate(data.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            self.add_words(self._line() + at, words + " " if at < data.count("\n") else words)

    def handle_entityref(self, name: str) -> None:
        """Add a character by name."""
        self.add_words(self._line(), unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Add a character by number."""
        self.add_words(self._line(), unescape(f"&#{name};"))


def from_html(source: str) -> list[Paragraph]:
    """Return the paragraphs of a web page or of part of one."""
    markup = MarkupReader()
    markup.read(source.replace("\r\n", "\n").replace("\r", "\n"))
    return markup.paragraphs()


def from_markdown(source: str) -> list[Paragraph]:
    """Return the paragraphs of a Markdown text, without front matter and code."""
    from markdown_it import MarkdownIt  # imported here for start-up time

    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # To CommonMark the definition of a footnote may be that of a link, which is not shown.
    content = _DEFINITION.sub(r"\1\\:", "\n".join(_without_front_matter(lines)))
    markup = MarkupReader()
    for token in MarkdownIt("commonmark").enable("table").parse(content):
        first = (token.map[0] if token.map else 0) + 1
        if token.type == "inline":
            for number, words in _inline(token, first):
                markup.add_words(number, words)
            markup.end_paragraph()
        elif token.type == "html_block":
            markup.read(token.content, first)
        elif token.type.startswith(("blockquote_", "heading_")):
            markup.block(token.tag, token.type.endswith("_open"))
    return [one for paragraph in markup.paragraphs() for one in _footnotes_apart(paragraph)]


def _footnotes_apart(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Take the signs of footnotes out of a paragraph; a line that begins with such a sign and a colon begins a footnote."""
    if "[^" not in paragraph.text:
        yield paragraph
        return
    lines: list[tuple[int, str]] = []
    part = paragraph.part
    for number, words in paragraph.lines:
        if defined := _DEFINITION.match(words):
            if lines:
                yield replace(paragraph, lines=tuple(lines), part=part)
            lines, part, words = [], "footnote", words[defined.end() :].lstrip()
        lines.append((number, _REFERENCE.sub("", words)))
    yield replace(paragraph, lines=tuple(lines), part=part)


def _said_by(tag: str, attributes: Mapping[str, str]) -> tuple[ParagraphKind, WordPart]:
    """Return what a tag and its attributes say of their content."""
    named = " ".join(attributes.get(one, "") for one in ("class", "id", "role"))
    kind: ParagraphKind = "heading" if tag in _HEADINGS else "pull-quote" if _PULLED.search(named) else "text"
    note = _NOTED.search(named)
    return kind, "text" if note is None else "endnote" if note[1].casefold() == "end" else "footnote"


def _without_front_matter(lines: list[str]) -> list[str]:
    """Blank out YAML front matter, so that the other lines keep their numbers."""
    if lines and lines[0].removeprefix("\ufeff").rstrip() == "---":
        for at, line in enumerate(lines[1:], 1):
            if line.rstrip() in ("---", "..."):
                return [""] * (at + 1) + lines[at + 1 :]
    return lines


def _inline(token: "Token", first: int) -> Iterator[tuple[int, str]]:
    """Yield (line, words) of a paragraph or heading, piece by piece."""
    number = first
    unseen = ""  # the open tag that hides its content, if any
    for child in token.children or ():
        if child.type == "html_inline":
            tag, closes = _tag(child.content)
            if tag == "q" and not unseen:
                yield number, "”" if closes else "“"
            if tag in _UNSEEN and tag not in _SHOWN_INLINE:
                unseen = "" if closes and tag == unseen else unseen or tag
            number += child.content.count("\n")
        elif child.type in ("softbreak", "hardbreak"):
            number += 1
        elif child.type == "code_inline":
            yield number, " "
        elif child.type in ("text", "text_special") and not unseen:
            yield number, child.content


def _tag(markup: str) -> tuple[str, bool]:
    """Return the name of a tag, and whether it closes."""
    words = markup.strip("</> \n").split()
    return (words[0].casefold() if words else ""), markup.startswith("</")
