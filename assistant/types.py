"""Values of answering: citations, claims, answers, and the events of a stream. They are frozen; `assistant.render` shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..corpus.types import Document, Span
from ..corpus.utterances.turns.replies import question_before
from ..index.retrieval.search import Hit

ABSTAINED = "This corpus does not say."
"""How the text of an abstention begins."""

Verdict = Literal["supported", "contradicted", "not_enough_evidence", "unchecked"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document, by their offsets. `marker` is the number that the answer shows, from 1."""

    marker: int
    document: Document
    span: Span

    @property
    def quote(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)

    @property
    def replies_to(self) -> Span | None:
        """Where in a transcript the question stands that these words reply to; `None` if nobody asked."""
        return question_before(self.document, self.span)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer with its citations.

    In quoting mode `text` is the first citation's words, and further citations are reports that say the same.
    """

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of another report that contradict an answer's leading claim.

    `reasons` say how: "15 here, 8 there", where "here" is the claim and "there" are these words. `earlier`: a state is asked for
    and the report is so much older that its words were overtaken; then `reasons` may be empty.
    """

    citation: Citation
    reasons: tuple[str, ...]
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a language model. `messages` are (role, content); `reply` is what came back, raw.

    Tokens are as the model's server counts them, `None` if it does not. `failed` says why the reply is incomplete.
    """

    purpose: Literal["condense", "write", "judge"]
    messages: tuple[tuple[str, str], ...]
    reply: str
    seconds: float
    tokens_in: int | None = None
    tokens_out: int | None = None
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a language model did for one answer. `fallback` is why the answer quotes in spite of a model."""

    model: str
    prompt_version: str
    calls: tuple[Call, ...] = ()
    fallback: str | None = None

    @property
    def tokens_in(self) -> int | None:
        """Tokens sent; `None` if a server did not count them."""
        return _sum(call.tokens_in for call in self.calls)

    @property
    def tokens_out(self) -> int | None:
        """Tokens written; `None` if a server did not count them."""
        return _sum(call.tokens_out for call in self.calls)

    @property
    def model_seconds(self) -> float:
        """Seconds spent waiting for the model."""
        return round(sum(call.seconds for call in self.calls), 4)


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    `searched_for` is the question as it was searched, with words from earlier turns. `confidence` (0 to 1) is the
    calibrated probability that the corpus answers; below the threshold the answer has `abstained` and has no claims.
    `hits` are the passages that were read, best first. `seconds` is the time it took. `trace` says what a language model
    had to do with it, and why the answer quotes although a model is configured; it is `None` where none was asked.
    `unmentioned` has words of the question that nothing quoted mentions (`answering.unmentioned_words`). `differing` are words of
    other reports that contradict the leading claim (`assistant.comparison.rules`); what is cited already keeps its marker.
    `looked_for` says in words what the question was read as asking for. `reply` is set instead of claims where the message asks
    nothing of the reports, or in a language that is not read; `missing` are sentences on why it abstained. Both are Dragoman's
    own words, never shown as a quotation.
    """

    question: str
    searched_for: str
    claims: tuple[Claim, ...]
    hits: tuple[Hit, ...]
    abstained: bool
    confidence: float
    mode: Literal["quoting", "writing"]
    seconds: float
    trace: Trace | None = None
    unmentioned: tuple[str, ...] = ()
    differing: tuple[Difference, ...] = ()
    looked_for: str = ""
    reply: str = ""
    missing: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before relying on the answer, in sentences."""
        if not self.unmentioned:
            return self.missing
        # Without quotation marks: these are the question's words, not a document's.
        return (
            *self.missing,
            f"Not mentioned in what is quoted: {', '.join(self.unmentioned)}.",
        )

    @property
    def further(self) -> tuple[Claim, ...]:
        """The claims after the leading one, without those already shown as differing from it."""
        against = {one.citation for one in self.differing}
        return tuple(claim for claim in self.claims[1:] if not against.issuperset(claim.citations))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all claims in the order of their markers, then those of reports that differ."""
        cited = tuple(citation for claim in self.claims for citation in claim.citations)
        return cited + tuple(one.citation for one in self.differing if one.citation not in cited)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Searched:
    """The search is done: the first event of a stream."""

    searched_for: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Written:
    """The words so far of the claim at `place` (from 0): not checked yet, and without quotation marks and addresses."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The claim at `place` has been checked; `claim` is `None` where it is dropped."""

    place: int
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The last event of a stream; the answer replaces everything shown before it."""

    answer: Answer


Event = Searched | Written | Checked | Answered
"""What `Dragoman.stream` yields: `Searched`, then `Written` and `Checked` in turns, then `Answered`."""
