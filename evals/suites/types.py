"""The values of a suite: texts, items with their right answers, and a system's outputs if the data has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from ...assistant.types import Turn
from ..run_file import AnswerStatement, PlacedText

Kind = Literal["question", "unanswerable", "false_premise", "conversation", "disagreement", "quotation", "support"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class SuiteText:
    """A text of a suite's corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SuiteItem:
    """An item of a suite.

    Attributes:
        question: The question; for `support`, the claim; for `quotation`, the quoted words.
        history: Earlier turns of the conversation.
        earlier: Questions that the system answers first.
        gold: The places with the answer; for `false_premise`, those that contradict it. Without offsets, a place is the
            whole document.
        gains: The gain of each gold place, if the data has them.
        answers: Gold answers in words; for `quotation`, the accepted verdicts.
        evidence: The texts that a claim is judged against.
        label: Whether the claim is supported.
        attribution: For `quotation`, pairs of `speaker`, `publisher` or `said_on` with the value to check.
        expected_checks: For `quotation`, pairs of these with the right check (`confirmed` …), and of `flags` with a flag.
        note: A remark for lists of failures.
    """

    id: str
    kind: Kind
    question: str
    history: tuple[Turn, ...] = ()
    earlier: tuple[str, ...] = ()
    gold: tuple[PlacedText, ...] = ()
    gains: tuple[float, ...] = ()
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    label: bool | None = None
    attribution: tuple[tuple[str, str], ...] = ()
    expected_checks: tuple[tuple[str, str], ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What a system answered to an item; `None` for what it does not say.

    Attributes:
        found: Passages, best first.
        score: The probability that the answer or the claim is right.
        valid: Whether the offsets of each citation give its words: first those of the statements, then of `differing`.
        differing: Words shown as contradicting the answer.
        verdict: The verdict of a judge or of the quote check.
        checks: Pairs of `speaker`, `publisher` or `said_on` with the check, and of `flags` with a flag.
    """

    id: str
    answer: str
    statements: tuple[AnswerStatement, ...] = ()
    found: tuple[PlacedText, ...] = ()
    score: float | None = None
    abstained: bool | None = None
    valid: tuple[bool, ...] = ()
    notes: tuple[str, ...] = ()
    differing: tuple[PlacedText, ...] = ()
    verdict: str | None = None
    checks: tuple[tuple[str, str], ...] = ()
    mode: str | None = None
    seconds: float = 0.0

    @property
    def citations(self) -> tuple[PlacedText, ...]:
        """Return the citations of all statements, in order."""
        return tuple(one for statement in self.statements for one in statement.citations)


@dataclass(frozen=True, slots=True)
class Suite:
    """Items, and what to index for them: `corpus`, or the files in `sources`.

    Attributes:
        sha256: A hash of everything that was read.
        names: The name that items use for a document, by Dragoman's id, if it is not the external id.
        outcomes: Another system's outputs.
        fields: The data's own names for fields of `SuiteItem` and `ItemOutcome`.
        remarks: What a figure means on this data, by metric.
    """

    name: str
    sha256: str
    items: tuple[SuiteItem, ...]
    path: str | None = None
    corpus: tuple[SuiteText, ...] = ()
    sources: tuple[Path, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    outcomes: tuple[ItemOutcome, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
