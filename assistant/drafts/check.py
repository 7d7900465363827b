"""Every quotation of a draft, with the speaker that the draft gives, checked against the corpus."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ...corpus.progress import Progress
from ...corpus.types import Document, Utterance
from ...corpus.utterances import utterances
from ...corpus.utterances.marks import Quotation, quotations
from ..quotes.report import QuoteReport
from .line_map import Source, Unit
from .reader import read_draft

LEAST = 3
"""Words of a quotation that can be checked; shorter ones are titles, names and words used with reserve."""

TOGETHER = 20_000
"""Characters up to which paragraphs are checked as one quotation: a draft that forgets its closing marks is not one."""

PASSING = ("verbatim", "elided")
"""The verdicts with which a quotation passes."""

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile('[“”„‟«»"＂]')
_PRONOUNS = frozenset("i he she they we it you who one هو هي هم".split())
_MEASURE = re.compile(r"\d[\"”]")  # inches and seconds


class Checker(Protocol):
    """Checks one quotation, as `Dragoman.check_quote` does."""

    def __call__(self, quote: str, *, speaker: str | None = None) -> QuoteReport:
        """What the corpus says about the words, and about the speaker where one is given."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as it stands in a draft: its words, where it begins (line or paragraph, from 1), and who is named."""

    line: int
    words: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation of a draft and what the corpus says about it."""

    quoted: Quoted
    report: QuoteReport

    @property
    def passes(self) -> bool:
        """Whether the words stand in the corpus so, or with marked omissions."""
        return self.report.verdict in PASSING


@dataclass(frozen=True, slots=True)
class Note:
    """What was not checked, and why; `line` is 0 where it concerns the whole draft."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class DraftReport:
    """All quotations of one draft in order. `unit` is what the numbers count: lines, or paragraphs of a DOCX file.

    `too_short` have fewer than three words: they are listed, not checked, and fail nothing.
    """

    name: str
    unit: Unit
    quotations: tuple[CheckedQuote, ...]
    too_short: tuple[Quoted, ...]
    notes: tuple[Note, ...]
    seconds: float

    def searched_in(self, home: Path) -> "DraftReport":
        """Name the home by its whole path in every report, for users of this machine."""
        located = tuple(replace(one, report=one.report.searched_in(home)) for one in self.quotations)
        return replace(self, quotations=located)

    @property
    def failures(self) -> tuple[CheckedQuote, ...]:
        """Those that do not pass."""
        return tuple(one for one in self.quotations if not one.passes)

    @property
    def passes(self) -> bool:
        """Whether every quotation that was checked passes; also where there is none."""
        return not self.failures


def check_draft(path: Path, check: Checker, progress: Progress | None = None) -> DraftReport:
    """Read a draft and check its quotations.

    Raises:
        InputError: the file cannot be read, or is no Markdown, text, HTML or DOCX.
    """
    return check_source(read_draft(path), str(path), check, progress)


def check_source(source: Source, name: str, check: Checker, progress: Progress | None = None) -> DraftReport:
    """Check the quotations of a draft that has been read; `name` is what the report calls it."""
    started = time.perf_counter()
    found, notes = quoted(source)
    too_short = tuple(one for one in found if _count(one.words) < LEAST)
    long = [one for one in found if _count(one.words) >= LEAST]
    known: dict[tuple[str, str | None], QuoteReport] = {}
    checked = []
    for at, one in enumerate(long):
        if progress:
            progress(at, len(long))
        key = (one.words, one.speaker)
        if key not in known:
            known[key] = check(one.words, speaker=one.speaker)
        checked.append(CheckedQuote(one, known[key]))
    if not found:
        notes = [*notes, Note(0, "No quotation was found: the draft has no quotation marks and no block quotation.")]
    seconds = round(time.perf_counter() - started, 3)
    return DraftReport(name, source.unit, tuple(checked), too_short, tuple(notes), seconds)


def quoted(source: Source) -> tuple[list[Quoted], list[Note]]:
    """Every quotation of a draft in order, one over several paragraphs as one, and the marks without a partner."""
    text = source.text
    if not text:
        return [], []
    bounds = [(found.start(), found.end()) for found in _PARAGRAPH.finditer(text)]
    found = quotations(text, bounds)
    said = [one for one in utterances(Document.make(text, "draft", key="")) if one.kind != "indirect"]
    signed = {block.start: block.speaker for block in source.blocks}
    made = []
    speakers = dict(zip(found, _speakers(found, said), strict=True))
    for parts in _whole(found):
        start, end = parts[0].start, parts[-1].end
        who = next((name for at, name in signed.items() if name and start <= at < end), None)
        who = who or next(filter(None, map(speakers.get, parts)), None)
        made.append(Quoted(source.line(start), text[start:end], who))
    return made, list(_unbalanced(text, found, source))


def _whole(found: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """The paragraphs of each quotation: marks that are opened again, not closed before, go on with the one before."""
    parts: list[Quotation] = []
    for one in found:
        goes_on = parts and one.continues and one.paragraph > parts[-1].paragraph
        if parts and not (goes_on and one.end - parts[0].start <= TOGETHER):
            yield parts
            parts = []
        parts.append(one)
    if parts:
        yield parts


def _speakers(found: Sequence[Quotation], said: Sequence[Utterance]) -> Iterator[str | None]:
    """The speaker of each quotation, where the draft names one: a pronoun or a bare role is nobody's name."""
    at = 0
    for one in found:
        while at < len(said) and said[at].span.end <= one.start:
            at += 1
        speaker = said[at].speaker if at < len(said) and said[at].span.start < one.end else None
        yield speaker if speaker and _is_name(speaker) else None


def _is_name(speaker: str) -> bool:
    return speaker.casefold() not in _PRONOUNS and any(one.isalpha() and not one.islower() for one in speaker)


def _unbalanced(text: str, found: Sequence[Quotation], source: Source) -> Iterator[Note]:
    """The double marks that belong to no quotation."""
    paired = {_before(text, one.start) for one in found} | {_behind(text, one.end) for one in found}
    inside = iter(found)
    current = next(inside, None)
    open_ends = {one.start: one for one in found if not _ends(text, one, found)}
    for one in open_ends.values():
        yield Note(
            source.line(one.start),
            "A quotation mark is opened and never closed; the words up to the end of the paragraph were checked.",
        )
    for mark in _DOUBLE.finditer(text):
        at = mark.start()
        while current and current.end <= at:
            current = next(inside, None)
        if at in paired or (current and current.start <= at) or _MEASURE.match(text, max(0, at - 1)):
            continue
        opens = mark[0] in "“„‟«" or (at + 1 < len(text) and not text[at + 1].isspace() and mark[0] != "”")
        told = (
            "A quotation mark is opened and never closed; what follows it was not checked."
            if opens
            else "A quotation mark closes what none opened; the words before it were not checked."
        )
        yield Note(source.line(at), told)


def _before(text: str, at: int) -> int:
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at - 1


def _behind(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _ends(text: str, one: Quotation, found: Sequence[Quotation]) -> bool:
    """Whether a closing mark stands behind the quotation, or it goes on in another paragraph."""
    behind = _behind(text, one.end)
    if behind < len(text) and text[behind] != "\n":
        return True
    following = next((other for other in found if other.start > one.start), None)
    return following is not None and following.paragraph == one.paragraph + 1 and following.continues


def _count(words: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in words.split())
