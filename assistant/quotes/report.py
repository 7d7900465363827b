"""The values of checking a quotation. Frozen; how they are found is in the modules beside, rendering elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ...corpus.types import Document, Span
from ...corpus.wording import counted
from .truncation import Dropped

QuoteVerdict = Literal["verbatim", "elided", "altered", "truncated", "stitched", "paraphrase", "not_found"]
"""What a quotation is to the corpus; what each one means stands in `assistant.quotes.desk`."""

Confirmation = Literal["confirmed", "different", "unknown", "not_asked"]
"""Whether the corpus bears out what was asked; `unknown`: it does not tell."""

QuoteFlag = Literal[
    "negation", "number", "name", "added", "dropped", "order", "omission", "character", "punctuation", "condition",
    "attribution",
]  # fmt: skip
"""What kind of difference there is: between the words, or (with `truncated`) in what was left out around them."""


@dataclass(frozen=True, slots=True)
class Check:
    """One of the separate answers: what was asked, what the corpus has, and whether that is the same."""

    asked: str | None
    found: str | None
    verdict: Confirmation


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A step from the corpus's words to those given.

    `op` is `equal`, `replace`, `insert` (only given) or `delete` (only in the corpus). `marked`: the quotation itself
    says so, by an ellipsis or square brackets.
    """

    op: Literal["equal", "replace", "insert", "delete"]
    corpus: str
    given: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a document, and who says them there: `said_on` only where the document tells the day."""

    document: Document
    span: Span
    speaker: str | None = None
    role: str | None = None
    said_on: date | None = None

    @property
    def text(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)


Fit = Callable[[Place], int] | None
"""How much of what was asked for a place bears out; `None` where nothing was, so that all places fit alike."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A W3C TextQuoteSelector: words with what stands before and behind them, which finds them in any copy.

    `prefix` and `suffix` have 32 characters, or as many more as tell the place from others in the same document.
    """

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What was searched: the home, how many documents it holds, and when the last one was added (UTC, ISO 8601).

    `home` is the name of the home's folder. Its path is for users of this machine only, who get it by
    `QuoteReport.searched_in`.
    """

    home: str
    documents: int
    as_of: str | None

    @property
    def sentence(self) -> str:
        """How far "not found" reaches."""
        when = f" as of {self.as_of[:10]}" if self.as_of else ""
        return f"Searched: {counted(self.documents, 'document')} in {self.home}{when}. Nothing is said about what is not there."


@dataclass(frozen=True, slots=True)
class QuoteReport:
    """What the corpus has to say about a quotation: four separate answers, never one score.

    `words` says whether the words stand there; `speaker`, `publisher` and `said_on` are about the places where they do.
    `places` has every place, those that fit what was asked first, then by date; `nearest` is what comes closest where
    the words do not stand. `diff` goes from the nearest words to those given. `findings` are sentences for people about
    the words; `reasons` adds what was searched where the words were not found.
    """

    quote: str
    verdict: QuoteVerdict
    flags: tuple[QuoteFlag, ...]
    diff: tuple[WordEdit, ...]
    words: Check
    speaker: Check
    publisher: Check
    said_on: Check
    places: tuple[Place, ...]
    earliest: Place | None
    nearest: Place | None
    normalisations: tuple[str, ...]
    selector: Selector | None
    searched: Extent
    findings: tuple[str, ...]
    seconds: float

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences for people: what was found, and how far the search reaches."""
        return (
            (*self.findings, self.searched.sentence) if self.verdict in ("not_found", "paraphrase") else self.findings
        )

    def searched_in(self, home: Path) -> "QuoteReport":
        """Name the home by its whole path, for users of this machine."""
        return replace(self, searched=replace(self.searched, home=str(home)))


FLAGS: tuple[QuoteFlag, ...] = (
    "negation", "number", "name", "condition", "attribution", "added", "dropped", "omission", "order", "character",
    "punctuation",
)  # fmt: skip
"""The order in which flags are listed: what matters most first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on the words, with what it rests on; `nearest` where the words do not stand as given."""

    verdict: QuoteVerdict
    flags: tuple[QuoteFlag, ...] = ()
    diff: tuple[WordEdit, ...] = ()
    places: tuple[Place, ...] = ()
    nearest: Place | None = None
    normalisations: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def listed(flags: set[QuoteFlag]) -> tuple[QuoteFlag, ...]:
    """Flags in their order."""
    return tuple(flag for flag in FLAGS if flag in flags)


def cut(dropped: Sequence[Dropped]) -> tuple[tuple[QuoteFlag, ...], tuple[str, ...]]:
    """Flags and reasons for words left out that turn the meaning."""
    named = ", ".join(dict.fromkeys(f"“{one.word}”" for one in dropped))
    kinds = " and ".join(dict.fromkeys(f"{'an' if one.turn == 'attribution' else 'a'} {one.turn}" for one in dropped))
    flags: set[QuoteFlag] = {one.turn for one in dropped}
    return listed(flags), (f"What is left out turns the meaning: {named} ({kinds}).",)
