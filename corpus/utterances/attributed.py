"""Words with the phrases that name who said them, and what the sentence around them tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .cues import Saying
from .parsing import Bounds, ParsedSentence
from .polarity import Polarity
from .tokens import Phrase

Kind = Literal["direct", "partial", "indirect"]


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words with the phrases that name who said them, before these are resolved.

    `span` bounds the words. `frame` is the stretch of the sentence that tells who said it and when. `relays` names who passed
    it on. An empty phrase is an Arabic verb's own "he".
    """

    span: Bounds
    kind: Kind
    phrases: tuple[Phrase, ...]
    cue: str | None
    sentence: Bounds
    frame: Bounds
    relays: tuple[Phrase, ...]
    polarity: Polarity
    paragraph: int
    verb: int | None = None
    """The word of saying in the parse of `sentence`, or the verb that governs the quotation; `None` where none was parsed."""
    act: bool = False
    """Whether the words are the objects of a verb, which belongs to what is shown: "called for new elections"."""


def cue_of(read: ParsedSentence, saying: Saying | None) -> str | None:
    """Return the word of saying as it is written."""
    if saying is None:
        return None
    return "according to" if saying.form == "according" else read.written(saying.at, saying.at)


def frame_of(
    read: ParsedSentence, saying: Saying | None, start: int, end: int, quotes: Sequence[Bounds], sentence: Bounds
) -> Bounds:
    """Return the stretch beside a quotation that has its word of saying, up to the next quotation."""
    before = max((e for _, e in quotes if e <= start), default=sentence[0])
    behind = min((s for s, _ in quotes if s >= end), default=sentence[1])
    if saying is not None and read.starts[saying.at] < start:
        return min(before, read.starts[saying.at]), start
    return (end, behind) if saying is not None else (before, start)
