"""The values of a quotation check. All are frozen; other modules compute and render them."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from ...corpus.types import Document, Span
from ...corpus.wording import counted

QuoteVerdict = Literal["verbatim", "elided", "altered", "truncated", "stitched", "paraphrase", "not_found"]
"""How a quotation relates to the corpus; `assistant.quotes.desk` explains each verdict."""

PASSING: tuple[QuoteVerdict, ...] = ("verbatim", "elided")
"""The verdicts with which a quotation passes: exact words, or exact but for what it marks itself."""

WordStatus = Literal["quoted", "reported", "narration"]
"""Whose words a place has.

`quoted`: inside quotation marks, or in a speaker's turn of a transcript, or in a speech of one speaker. `reported`: what
somebody said, in the document's words. `narration`: the document's own words, or a stretch that mixes them with quoted ones.
"""

STATUSES: tuple[WordStatus, ...] = ("quoted", "reported", "narration")
"""Every status, the one that a quotation needs first."""

Confirmation = Literal["confirmed", "reported", "brief", "different", "unknown", "not_asked"]
"""Whether the corpus confirms what was asked; `unknown` means that it does not say.

`reported` is for speakers only: the document reports in its own words that the speaker said so. `brief` is for publishers
only: the words stand in a brief on the publisher's report, which is not in the publisher's own words.
"""

QuoteFlag = Literal[
    "negation", "number", "name", "added", "dropped", "order", "omission", "character", "punctuation", "condition",
    "attribution", "quantity", "hedge", "restriction", "question", "spelling",
]  # fmt: skip
"""The kind of difference: between the words, or (with `truncated`) in the words left out around them."""

Normalisation = Literal[
    "quotation marks", "dashes", "ellipsis marks", "white space", "compatibility forms", "invisible characters",
    "Arabic lengthening strokes", "Arabic vowel marks", "case of the first letter", "closing punctuation", "letter case",
    "spelling", "accents", "contractions", "abbreviations", "numerals", "symbols", "Arabic hamza forms", "emphasis marks",
    "editor's notes", "stage directions", "interruption", "carrying sentence",
]  # fmt: skip
"""Differences between a quotation and its source that leave it verbatim; from `letter case` on not with `strict`."""


@dataclass(frozen=True, slots=True)
class Check:
    """One of the separate answers: what was asked, what the corpus has, and whether they agree."""

    asked: str | None
    found: str | None
    verdict: Confirmation


@dataclass(frozen=True, slots=True)
class WordEdit:
    """One edit step from the words of the corpus to those of the quotation.

    `op` is `equal`, `replace`, `insert` (only in the quotation) or `delete` (only in the corpus). `marked` means that the
    quotation itself marks the change with an ellipsis or square brackets.
    """

    op: Literal["equal", "replace", "insert", "delete"]
    corpus: str
    given: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document, whose words it has, and who says them; `said_on` is set only if the document gives the day.

    Narration has no speaker.
    """

    document: Document
    span: Span
    speaker: str | None = None
    role: str | None = None
    said_on: date | None = None
    status: WordStatus = "narration"

    @property
    def text(self) -> str:
        """The words, cut from the document."""
        return self.span.of(self.document.text)


class PlaceFit(Protocol):
    """How much of what was asked about the speaker, the publisher and the day a place confirms."""

    def __call__(self, place: Place, /) -> int:
        """Return a score, higher for a place that confirms more."""

    def satisfied(self, place: Place) -> bool:
        """Return whether the place confirms all that was asked, with quoted words."""

    def promise(self, document: Document) -> int:
        """Return how likely places of a document confirm it, higher for likelier, without a parse."""


Fit = PlaceFit | None
"""`None` if nothing was asked, so that no place is preferred."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A W3C TextQuoteSelector: words with their surroundings, which locate them in any copy of the document.

    `prefix` and `suffix` have 32 characters, or as many more as are needed to tell the place from others in the document.
    """

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What was searched: the home, its number of documents, and when the last one was added (UTC, ISO 8601).

    `home` is the name of the home's folder. Its path is for users of this machine only; see `QuoteReport.searched_in`.
    """

    home: str
    documents: int
    as_of: str | None

    @property
    def sentence(self) -> str:
        """What was searched, as a sentence; it limits what "not found" means."""
        when = f" as of {self.as_of[:10]}" if self.as_of else ""
        return (
            f"Searched: {counted(self.documents, 'document')} in {self.home}{when}. Only these documents were checked."
        )


@dataclass(frozen=True, slots=True)
class QuoteReport:
    """The result of checking a quotation: four separate answers, never a single score.

    `words` says whether the corpus has the words; `speaker`, `publisher` and `said_on` refer to the places that have them.
    `places` lists the places, best match for what was asked first, then by date; `further` is the number of places with the
    same words that are not listed, because their speakers were not read (`assistant.quotes.repeated_words`). `nearest` is the
    closest place if the words do not occur as given. `diff` goes from the words of the nearest place to those of the
    quotation. `findings` are sentences for people about the words; `reasons` adds what was searched if the words were not
    found. `seconds` is the time taken.
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
    further: int = 0

    @property
    def passes(self) -> bool:
        """Whether the words are exact, or differ only where the quotation marks it."""
        return self.verdict in PASSING

    @property
    def status(self) -> WordStatus | None:
        """The status of the words at the best place (of the least quoted piece if they are stitched); `None` without one."""
        if not self.places:
            return None
        if self.verdict == "stitched":
            return max((one.status for one in self.places), key=STATUSES.index)
        return self.places[0].status

    @property
    def printable(self) -> bool:
        """Whether the words may be printed as a quotation: they pass, are quoted, and the speaker is not contradicted."""
        return self.passes and self.status == "quoted" and self.speaker.verdict != "different"

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
    "negation", "number", "name", "quantity", "condition", "attribution", "hedge", "restriction", "question", "added", "dropped",
    "omission", "order", "character", "punctuation", "spelling",
)  # fmt: skip
"""The order in which flags are listed: the most important first."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on the words, with its evidence; `nearest` is set if the words do not occur as given."""

    verdict: QuoteVerdict
    flags: tuple[QuoteFlag, ...] = ()
    diff: tuple[WordEdit, ...] = ()
    places: tuple[Place, ...] = ()
    nearest: Place | None = None
    normalisations: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    further: int = 0


def in_order(flags: set[QuoteFlag]) -> tuple[QuoteFlag, ...]:
    """Sort flags by importance."""
    return tuple(flag for flag in FLAGS if flag in flags)
