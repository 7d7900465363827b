"""A draft's reading text that knows the source line of each of its characters.

Every format gives `Paragraph`s: lines of reading text with the numbers that an editor shows beside them (for DOCX the
number of the paragraph). Block quotations get quotation marks, so that what follows reads all quotations alike.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ...corpus.clean import one_line

LineUnit = Literal["line", "paragraph"]
_DOUBLE = re.compile('[“”„‟«»"＂]')
_SIGNED = re.compile(r"^\s*(?:[—–―]|--?)\s*(?=\w)(?P<who>.{2,80})$")
_OPENING = ("“", "«", "„", '"', "‘", "'")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of reading text (number, words) that are one paragraph.

    `quoted`: it stands in a block quotation; all paragraphs of one have the same number. `signed`: it names whose words
    the block quotation has. `joined`: no empty line stands before it.
    """

    lines: tuple[tuple[int, str], ...]
    quoted: int | None = None
    signed: bool = False
    joined: bool = False

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(words for _, words in self.lines)


@dataclass(frozen=True, slots=True)
class BlockQuotation:
    """A block quotation in the reading text, inside its added marks (code points), and who signed it."""

    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class DraftText:
    """The reading text of a draft. `starts` are offsets where source lines begin in it, `numbers` which ones."""

    text: str
    unit: LineUnit
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    blocks: tuple[BlockQuotation, ...]

    def line(self, offset: int) -> int:
        """The line or paragraph of the source, from 1, that the character at `offset` stands in."""
        return self.numbers[max(0, bisect_right(self.starts, offset) - 1)] if self.numbers else 1


def assemble(paragraphs: Iterable[Paragraph], unit: LineUnit = "line") -> DraftText:
    """The reading text of the paragraphs."""
    kept = [one for one in map(_cleaned, paragraphs) if one.lines]
    made = _Text(unit)
    at = 0
    while at < len(kept):
        behind = at + 1
        if kept[at].quoted is None:
            made.paragraph(kept[at])
        else:
            while behind < len(kept) and kept[behind].quoted == kept[at].quoted:
                behind += 1
            made.block(kept[at:behind])
        at = behind
    return made.source()


def _cleaned(paragraph: Paragraph) -> Paragraph:
    lines = tuple((number, words) for number, line in paragraph.lines if (words := one_line(line)))
    return Paragraph(lines, paragraph.quoted, paragraph.signed, paragraph.joined)


class _Text:
    """The text as it grows."""

    def __init__(self, unit: LineUnit) -> None:
        self._unit = unit
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._blocks: list[BlockQuotation] = []

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
        self._lines(one.lines)

    def block(self, paragraphs: Sequence[Paragraph]) -> None:
        """A block quotation: in marks, and on the line of the words that introduce it."""
        said, signature = _unsigned(paragraphs)
        for at, one in enumerate(said):
            introduced = at == 0 and self._pieces and self._pieces[-1].rstrip().endswith((":", ","))
            if self._length:
                self._add(" " if introduced else "\n\n")
            if one.text.startswith(_OPENING):  # it has marks of its own
                self._lines(one.lines)
                continue
            self._add("“")
            start = self._length
            self._lines([(number, _DOUBLE.sub("'", words)) for number, words in one.lines])
            self._blocks.append(BlockQuotation(start, self._length, signature))
            self._add("”" if at == len(said) - 1 or said[at + 1].text.startswith(_OPENING) else "")
        if signature:
            self._add(f" — {signature}")

    def source(self) -> DraftText:
        return DraftText(
            "".join(self._pieces), self._unit, tuple(self._starts), tuple(self._numbers), tuple(self._blocks)
        )


def _unsigned(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], str | None]:
    """The paragraphs of a block quotation without the line that says whose words they are, and that name."""
    said = [one for one in paragraphs if not one.signed]
    signed = next((one.text for one in paragraphs if one.signed), None)
    if signed is None and said:
        last = said[-1]
        found = _SIGNED.match(last.lines[-1][1])
        if found and (len(last.lines) > 1 or len(said) > 1):
            signed = found["who"]
            said[-1:] = [Paragraph(last.lines[:-1], last.quoted)] if len(last.lines) > 1 else []
    return said, _name(signed) if signed else None


def _name(signed: str) -> str | None:
    """Who signed, without a dash before the name and without what is told of the person behind it."""
    return re.split(r"\s*[,;:(]", _SIGNED.sub(r"\g<who>", signed), maxsplit=1)[0].strip(" .") or None
