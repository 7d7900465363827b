"""The text of a draft, with the source line of each character.

Each format yields `Paragraph`s: lines of text with the numbers that an editor shows (for DOCX, the paragraph's number). Block
quotations get quotation marks, so that later steps treat all quotations alike.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ...corpus.clean import one_line
from ...corpus.readers.docx_walk import WordPart

LineUnit = Literal["line", "paragraph"]
ParagraphKind = Literal["text", "heading", "pull-quote"]
DOUBLE_MARKS = re.compile('[“”„‟«»"＂]')
_SIGNED = re.compile(r"^\s*(?:[—–―]|--?)\s*(?=\w)(?P<who>.{2,80})$")
_OPENING = ("“", "«", "„", '"', "‘", "'")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as lines (number, words).

    `quoted` numbers the block quotation that it is part of. `signed` means that it names the speaker of the block quotation.
    `joined` means that no empty line precedes it. `part` is where it stands, `kind` what the format says that it is.
    """

    lines: tuple[tuple[int, str], ...]
    quoted: int | None = None
    signed: bool = False
    joined: bool = False
    part: WordPart = "text"
    kind: ParagraphKind = "text"

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(words for _, words in self.lines)


@dataclass(frozen=True, slots=True)
class BlockQuotation:
    """A block quotation in the text: code points inside the added marks, and the speaker who signed it."""

    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Region:
    """A paragraph in the text of a draft: its offsets (half-open), where it stands and what it is."""

    start: int
    end: int
    part: WordPart = "text"
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class DraftText:
    """The text of a draft. `starts` are the offsets at which source lines begin, `numbers` their line numbers.

    `regions` are its paragraphs in order.
    """

    text: str
    unit: LineUnit
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    blocks: tuple[BlockQuotation, ...]
    regions: tuple[Region, ...]

    def region(self, offset: int) -> Region:
        """Return the paragraph that has the character at `offset`."""
        at = bisect_right(self.regions, offset, key=lambda one: one.start) - 1
        return self.regions[max(0, at)] if self.regions else Region(0, len(self.text))

    def line(self, offset: int) -> int:
        """Return the line or paragraph of the source, from 1, of the character at `offset`."""
        return self.numbers[max(0, bisect_right(self.starts, offset) - 1)] if self.numbers else 1


def assemble(paragraphs: Iterable[Paragraph], unit: LineUnit = "line") -> DraftText:
    """Join paragraphs into the text of a draft."""
    filled = [one for one in map(_cleaned, paragraphs) if one.lines]
    text = _Text(unit)
    at = 0
    while at < len(filled):
        end = at + 1
        if filled[at].quoted is None:
            text.paragraph(filled[at])
        else:
            while end < len(filled) and filled[end].quoted == filled[at].quoted:
                end += 1
            text.block(filled[at:end])
        at = end
    return text.source()


def _cleaned(paragraph: Paragraph) -> Paragraph:
    lines = tuple((number, words) for number, line in paragraph.lines if (words := one_line(line)))
    return replace(paragraph, lines=lines)


class _Text:
    """Builds the text."""

    def __init__(self, unit: LineUnit) -> None:
        self._unit = unit
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._blocks: list[BlockQuotation] = []
        self._regions: list[Region] = []

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _lines(self, lines: Sequence[tuple[int, str]]) -> None:
        for at, (number, words) in enumerate(lines):
            if at:
                self._add(" ")
            self._starts.append(self._length)
            self._numbers.append(number)
            self._add(words)

    def paragraph(self, one: Paragraph) -> None:
        if self._length:
            self._add("\n" if one.joined else "\n\n")
        start = self._length
        self._lines(one.lines)
        self._regions.append(Region(start, self._length, one.part, one.kind))

    def block(self, paragraphs: Sequence[Paragraph]) -> None:
        """Add a block quotation: in marks, and on the line of the words that introduce it."""
        quoted, signature = _unsigned(paragraphs)
        for at, one in enumerate(quoted):
            introduced = at == 0 and self._pieces and self._pieces[-1].rstrip().endswith((":", ","))
            if self._length:
                self._add(" " if introduced else "\n\n")
            if not introduced or not self._regions:
                self._regions.append(Region(self._length, self._length, one.part, one.kind))
            if one.text.startswith(_OPENING):  # it has its own marks
                self._lines(one.lines)
                continue
            self._add("“")
            start = self._length
            self._lines([(number, DOUBLE_MARKS.sub("'", words)) for number, words in one.lines])
            self._blocks.append(BlockQuotation(start, self._length, signature))
            self._add("”" if at == len(quoted) - 1 or quoted[at + 1].text.startswith(_OPENING) else "")
        if signature:
            self._add(f" — {signature}")

    def source(self) -> DraftText:
        ends = [*(one.start for one in self._regions), self._length][1:]
        return DraftText(
            "".join(self._pieces),
            self._unit,
            tuple(self._starts),
            tuple(self._numbers),
            tuple(self._blocks),
            tuple(replace(one, end=end) for one, end in zip(self._regions, ends, strict=True)),
        )


def _unsigned(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], str | None]:
    """Split the signature from a block quotation; return its paragraphs and the name."""
    quoted = [one for one in paragraphs if not one.signed]
    signed = next((one.text for one in paragraphs if one.signed), None)
    if signed is None and quoted:
        last = quoted[-1]
        found = _SIGNED.match(last.lines[-1][1])
        if found and (len(last.lines) > 1 or len(quoted) > 1):
            signed = found["who"]
            quoted[-1:] = [Paragraph(last.lines[:-1], last.quoted)] if len(last.lines) > 1 else []
    return quoted, _name(signed) if signed else None


def _name(signed: str) -> str | None:
    """Return the name in a signature, without the dash before it and the description after it."""
    return re.split(r"\s*[,;:(]", _SIGNED.sub(r"\g<who>", signed), maxsplit=1)[0].strip(" .") or None
