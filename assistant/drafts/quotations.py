"""Find the quotations of a draft, and the speaker that the draft names for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...corpus.types import Document, Utterance
from ...corpus.utterances import utterances
from ...corpus.utterances.marks import Quotation, quotations
from .line_map import DOUBLE_MARKS, DraftText

TOGETHER = 20_000
"""The most characters of paragraphs checked as one quotation, in case a draft never closes its marks."""

_PARAGRAPH = re.compile(r"[^\n]+")
_PRONOUNS = frozenset("i he she they we it you who one هو هي هم".split())
_MEASURE = re.compile(r"\d[\"”]")  # inches and seconds


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation in a draft: its words, its first line or paragraph (from 1), and the speaker the draft names."""

    line: int
    words: str
    speaker: str | None

    @property
    def length(self) -> int:
        """The number of words."""
        return sum(any(letter.isalnum() for letter in word) for word in self.words.split())


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
    spoken = [one for one in utterances(Document.make(text, "draft", key="")) if one.kind != "indirect"]
    signed = {block.start: block.speaker for block in source.blocks}
    result = []
    speakers = dict(zip(found, _speakers(found, spoken), strict=True))
    for parts in _whole(found):
        start, end = parts[0].start, parts[-1].end
        who = next((name for at, name in signed.items() if name and start <= at < end), None)
        who = who or next(filter(None, map(speakers.get, parts)), None)
        result.append(DraftQuotation(source.line(start), text[start:end], who))
    return result, list(_unbalanced(text, found, source))


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


def _speakers(found: Sequence[Quotation], spoken: Sequence[Utterance]) -> Iterator[str | None]:
    """Yield the speaker of each quotation if the draft names one; a pronoun or a role alone is no name."""
    at = 0
    for one in found:
        while at < len(spoken) and spoken[at].span.end <= one.start:
            at += 1
        speaker = spoken[at].speaker if at < len(spoken) and spoken[at].span.start < one.end else None
        yield speaker if speaker and _is_name(speaker) else None


def _is_name(speaker: str) -> bool:
    return speaker.casefold() not in _PRONOUNS and any(one.isalpha() and not one.islower() for one in speaker)


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
