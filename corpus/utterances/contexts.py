"""Where a quotation stands, what stands beside it, and who may have said it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Saying
from .parsing import ParsedSentence
from .tokens import Phrase


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A quotation in its sentence: quotation `number` of `sentence`, which is sentence `index` of paragraph `paragraph`."""

    sentence: ParsedSentence
    number: int
    start: int
    end: int
    paragraph: int
    index: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who spoke last: the phrases that named them, and where."""

    phrases: tuple[Phrase, ...]
    paragraph: int
    index: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible speaker of a quotation; `saying` is the word of saying, if there is one."""

    kind: str
    phrases: tuple[Phrase, ...]
    saying: Saying | None
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence before or after the quotation's own, with its words of saying, its subject and how many sentences away it is."""

    sentence: ParsedSentence
    sayings: Sequence[Saying]
    distance: int
    same_paragraph: bool
