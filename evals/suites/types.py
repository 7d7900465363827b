"""The values of a suite: texts, items with what is right, and the outputs of a system where the data has them."""

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
    """One text of a suite's corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SuiteItem:
    """One case of a suite.

    `question` is what is asked, or for `support` the claim. `history` are earlier turns as given, `earlier` questions that
    the system is first asked itself. `gold` are the places that answer (for `false_premise`: that contradict it; without
    offsets a place is the whole document), with the gain of each in `gains` where they are graded; `answers` gold answers
    in words (for `quotation`: the verdicts accepted); `evidence` what a claim is judged against; `label` whether it is
    supported. For `quotation`, `asked` has what is asked for besides the words (`speaker`, `publisher`, `said_on`) and `told`
    what is to be said of these (`confirmed` …) and of `flags` (each a pair of its own).
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
    """What a system gave for an item; `None` where it does not say.

    `found` are passages, best first, `differing` words that are shown as contradicting the answer, `valid` whether
    each citation's offsets give its words (all statements' citations in order, then those of `differing`), `score`
    the probability that the answer (or the claim) is right, `verdict` a judge's or the quote desk's word, `told` what
    the desk says of what it was asked.
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
        """Every citation, in order."""
        return tuple(one for statement in self.statements for one in statement.citations)


@dataclass(frozen=True, slots=True)
class Suite:
    """Items, and what is to be indexed for them: `corpus`, or files in `sources`.

    `names` gives the name that the items use for a document, by the id that Dragoman gives it, where that is not the
    external id. `outcomes` are another system's outputs. `fields` says how the data calls what `Item` and `Outcome` name
    otherwise, `remarks` what a figure means on this data. `sha256` is over everything that was read.
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
