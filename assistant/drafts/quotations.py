"""Find the quotations of a draft, the speaker that the draft names for each, and what in marks is no quotation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...corpus.interruption import checkpoint
from ...corpus.readers.docx_walk import WordPart
from ...corpus.utterances.layout import blanked
from ...corpus.utterances.marks import Quotation, quotations
from .line_map import DOUBLE_MARKS, DraftText
from .not_quotations import Surroundings, plain, unchecked
from .speaker_names import NamedSpeaker
from .speakers import named_speakers

TOGETHER = 20_000
"""The most characters of paragraphs checked as one quotation, in case a draft never closes its marks."""

INTERRUPTED = 15
"""The most words of the draft between two parts of one quotation: who says it, and when."""

_PARAGRAPH = re.compile(r"[^\n]+")
_MEASURE = re.compile(r"\d[\"”]")  # inches and seconds


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation in a draft: its words, its first line or paragraph (from 1), and the speaker the draft names.

    `spans` are its offsets in the text of the draft, several if the draft interrupts it; `part` is where it stands.
    `unchecked` is the reason if it is no quotation and therefore not checked. `goes_on`: it may continue the one before it.
    """

    line: int
    words: str
    named: NamedSpeaker | None = None
    spans: tuple[tuple[int, int], ...] = ()
    part: WordPart = "text"
    unchecked: str = ""
    goes_on: bool = False

    @property
    def speaker(self) -> str | None:
        """The speaker whom the draft names."""
        return self.named.name if self.named else None

    @property
    def length(self) -> int:
        """The number of words."""
        return sum(any(letter.isalnum() for letter in word) for word in self.words.split())

    def joined(self, other: "DraftQuotation") -> "DraftQuotation":
        """Return this quotation and the one that continues it as one."""
        words = f"{self.words.rstrip().removesuffix(',')} {other.words}"
        return replace(self, words=words, named=self.named or other.named, spans=self.spans + other.spans, unchecked="")


@dataclass(frozen=True, slots=True)
class DraftNote:
    """Something that was not checked, and why; `line` is 0 if it concerns the whole draft."""

    line: int
    message: str


def find_quotations(source: DraftText) -> tuple[list[DraftQuotation], list[DraftNote]]:
    """Return the quotations of a draft in order, each over all its paragraphs, and notes on unpaired marks."""
    text = source.text
    if not text:
        return [], []
    bounds = [(found.start(), found.end()) for found in _PARAGRAPH.finditer(text)]
    found = quotations(text, bounds)
    speakers = dict(zip(found, named_speakers(source, found), strict=True))
    result: list[DraftQuotation] = []
    for parts in _whole(found):
        start, end = parts[0].start, parts[-1].end
        named = next(filter(None, map(speakers.get, parts)), None)
        one = DraftQuotation(source.line(start), text[start:end], named, ((start, end),), source.region(start).part)
        result.append(replace(one, goes_on=bool(result) and _continues(text, result[-1], one)))
    return _sorted_out(source, found, result), list(_unbalanced(text, found, source))


def _continues(text: str, first: DraftQuotation, second: DraftQuotation) -> bool:
    """Whether the draft only interrupts a quotation to say whose it is, as in “We will go,” she said, “and pay”."""
    between = text[first.spans[-1][1] : second.spans[0][0]]
    words = re.findall(r"\w+", between)
    opens = re.match(r"(?:[a-zà-ÿ]|I\b)", second.words)
    # “We will go”, she said, “and pay” has a comma at its seam; What they call “reform” is, for her, “a shame” has none.
    parted = first.words.rstrip()[-1] in ",–—-" or re.match(r"[”\"»’']*\s?[,–—-]", between)
    return (
        "\n" not in between
        and 0 < len(words) <= INTERRUPTED
        and first.words.rstrip()[-1] not in ".?!"
        and bool(opens)
        and bool(parted)
        and bool(re.search(r"[,–—-]\s*[“\"«„‘']\Z", between))
    )


def _sorted_out(
    source: DraftText, found: Sequence[Quotation], all_of: Sequence[DraftQuotation]
) -> list[DraftQuotation]:
    """Return the quotations with the reason for each that is not checked."""
    blank = blanked(source.text, found)
    own_words = f" {plain(blank)} "
    others = [f" {plain(one.words)} " for one in all_of]
    result = []
    for at, one in enumerate(all_of):
        (start, end), *_ = one.spans
        region = source.region(start)
        around = Surroundings(
            source.text[region.start : region.end].rstrip("\n"), blank[region.start : region.end], start - region.start,
            min(end, region.end) - region.start, region, one.named is not None,
        )  # fmt: skip
        rest: list[str] = []
        if end <= region.end and (around.alone or region.kind == "pull-quote"):
            checkpoint()
            # Of the same words twice, one is checked: the first, or the one that has a speaker.
            later = [words for words, other in zip(others[at + 1 :], all_of[at + 1 :], strict=True)
                     if words != others[at] or other.named]  # fmt: skip
            rest = others[:at] + later
        result.append(
            replace(one, unchecked=unchecked(around, one.length, rest, own_words if end <= region.end else ""))
        )
    return result


def _whole(found: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """Group the parts of each quotation: marks reopened in a paragraph, if not closed before, continue the previous part."""
    parts: list[Quotation] = []
    for one in found:
        goes_on = parts and one.continues and one.paragraph > parts[-1].paragraph
        if parts and not (goes_on and one.end - parts[0].start <= TOGETHER):
            yield parts
            parts = []
        parts.append(one)
    if parts:
        yield parts


def _unbalanced(text: str, found: Sequence[Quotation], source: DraftText) -> Iterator[DraftNote]:
    """Yield a note for each double quotation mark that belongs to no quotation."""
    paired = {_before(text, one.start) for one in found} | {_behind(text, one.end) for one in found}
    inside = iter(found)
    current = next(inside, None)
    open_ends = {one.start: one for one in found if not _ends(text, one, found)}
    for one in open_ends.values():
        yield DraftNote(
            source.line(one.start),
            "A quotation mark is never closed; the words up to the end of the paragraph were checked.",
        )
    for mark in DOUBLE_MARKS.finditer(text):
        at = mark.start()
        while current and current.end <= at:
            current = next(inside, None)
        if at in paired or (current and current.start <= at) or _MEASURE.match(text, max(0, at - 1)):
            continue
        opens = mark[0] in "“„‟«" or (at + 1 < len(text) and not text[at + 1].isspace() and mark[0] != "”")
        message = (
            "A quotation mark is never closed; the words after it were not checked."
            if opens
            else "A closing quotation mark has no opening mark; the words before it were not checked."
        )
        yield DraftNote(source.line(at), message)


def _before(text: str, at: int) -> int:
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at - 1


def _behind(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _ends(text: str, one: Quotation, found: Sequence[Quotation]) -> bool:
    """Return whether a closing mark follows the quotation, or it continues in the next paragraph."""
    behind = _behind(text, one.end)
    if behind < len(text) and text[behind] != "\n":
        return True
    following = next((other for other in found if other.start > one.start), None)
    return following is not None and following.paragraph == one.paragraph + 1 and following.continues
