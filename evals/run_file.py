"""The run file: the figures of one run of a suite, and each item with the passages found and the right ones.

A run file is one JSON object with the fields of `EvalRun`. The runner writes it; comparison, gate and reports read it, so
that no question is asked twice. Each line of `evals/history.jsonl` is a `HistoryEntry`: the figures of a committed run.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, TypeAdapter, ValidationError

from ..corpus.errors import InputError

Finite = Annotated[float, Field(allow_inf_nan=False)]
Point = tuple[Finite, Finite]

_LESS_IS_BETTER = ("false_answer", "false-answer", "risk", "aurc", "error", "seconds", " ms", "_ms", "hallucinat")

HISTORY = Path(__file__).with_name("history.jsonl")
"""The figures of committed runs, a `HistoryEntry` in each line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value over `n` items with its 95 % interval; the gate checks it against `floor`."""

    metric: str
    value: Finite
    n: int
    low: Finite | None = None
    high: Finite | None = None
    note: str | None = None
    floor: Finite | None = None

    @property
    def less_is_better(self) -> bool:
        """Return whether the figure counts errors, judging by its name; its `floor` is then a ceiling."""
        name = self.metric.casefold()
        return any(word in name for word in _LESS_IS_BETTER)

    @property
    def holds(self) -> bool | None:
        """Return whether the figure reaches its floor; `None` without a floor."""
        if self.floor is None:
            return None
        return self.value <= self.floor if self.less_is_better else self.value >= self.floor


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and its place in a document: `start` and `end` are offsets in code points, if known."""

    text: str
    document: str | None = None
    start: int | None = None
    end: int | None = None

    def overlaps(self, other: "PlacedText") -> bool:
        """Return whether both are known to share characters of one document."""
        if self.document != other.document or None in (self.document, self.start, self.end, other.start, other.end):
            return False
        return max(self.start or 0, other.start or 0) < min(self.end or 0, other.end or 0)


@dataclass(frozen=True, slots=True)
class AnswerStatement:
    """A statement of an answer, with the passages that it cites."""

    text: str
    citations: tuple[PlacedText, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item of a suite with its scores, 0 to 1 (1 is best, except for metrics that count errors).

    `expected` and `got` are labels such as verdicts. `passed` and `reason` are the runner's judgement if it gives one; else
    an item passes if its mean score is at least 0.5. `found` are the passages shown, `retrieved` the passages read,
    `statements` those of the answer with their citations, `answers` the gold answers in words.
    """

    id: str
    kind: str
    question: str
    scores: dict[str, Finite] = field(default_factory=dict)
    confidence: Finite | None = None
    abstained: bool | None = None
    found: tuple[PlacedText, ...] = ()
    gold: tuple[PlacedText, ...] = ()
    expected: str | None = None
    got: str | None = None
    seconds: Finite = 0.0
    answer: str | None = None
    passed: bool | None = None
    reason: str | None = None
    retrieved: tuple[PlacedText, ...] = ()
    statements: tuple[AnswerStatement, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def good(self) -> float | None:
        """Return the mean score, 0 (worst) to 1, with error metrics inverted; `None` without scores."""
        if not self.scores:
            return None
        goods = [1 - score if Figure(name, score, 1).less_is_better else score for name, score in self.scores.items()]
        return sum(min(max(good, 0.0), 1.0) for good in goods) / len(goods)

    @property
    def failed(self) -> bool:
        """Return whether the item counts as a failure."""
        if self.passed is not None:
            return not self.passed
        if self.expected is not None and self.got is not None:
            return self.expected != self.got
        return self.good is not None and self.good < 0.5

    @property
    def why(self) -> str:
        """Explain the result in one line: the runner's reason, the labels, or the scores."""
        if self.reason:
            return self.reason
        if self.expected is not None and self.got is not None:
            return f"expected {self.expected}, got {self.got}"
        return ", ".join(f"{name} {score:.2f}" for name, score in self.scores.items()) or "no scores"


@dataclass(frozen=True, slots=True)
class Curves:
    """Points of curves in order: (coverage, risk) and (false positive rate, true positive rate), each 0 to 1."""

    risk_coverage: tuple[Point, ...] = ()
    roc: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Confusion:
    """A confusion matrix: a row for each right label, a column for each label given."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class EvalRun:
    """The results of a run. `path` is the suite's folder or file, `None` for a bundled suite; `date` is YYYY-MM-DD."""

    suite: str
    data_sha256: str
    date: str
    figures: tuple[Figure, ...]
    items: tuple[ItemResult, ...] = ()
    path: str | None = None
    commit: str | None = None
    machine: str = ""
    dragoman: str = ""
    seconds: Finite = 0.0
    curves: Curves = Curves()
    confusion: Confusion | None = None

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Load a run file.

        Raises:
            InputError: the file cannot be read or is not a run; the message names the field.
        """
        run: Self = _read(Path(path), cls)
        confusion = run.confusion
        if confusion and any(len(row) != len(confusion.labels) for row in (confusion.labels, *confusion.counts)):
            raise InputError(f"{path}: every row of `confusion.counts` needs {len(confusion.labels)} numbers")
        return run

    def save(self, path: Path | str) -> None:
        """Write a run file in one step, so that an interruption keeps the old file. A lone surrogate becomes `?`."""
        target = Path(path)
        part = target.with_name(target.name + ".part")
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False)
        part.write_bytes(content.encode("utf-8", "replace"))
        part.replace(target)

    @property
    def failures(self) -> tuple[ItemResult, ...]:
        """Return the failed items, worst first; among equals, the most confident first."""
        return tuple(sorted((item for item in self.items if item.failed), key=_badness))


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """The figures of a committed run."""

    date: str
    suite: str
    figures: tuple[Figure, ...]
    commit: str | None = None


def history(path: Path | str, suite: str | None = None) -> tuple[HistoryEntry, ...]:
    """Load the committed runs of a suite (without one, of all suites), oldest first; none without a file.

    Raises:
        InputError: a line is not a committed run; the message names the line and the field.
    """
    file = Path(path)
    if not file.exists():
        return ()
    lines = file.read_bytes().splitlines()
    found = (_parsed(line, HistoryEntry, f"{file}, line {at}") for at, line in enumerate(lines, 1) if line.strip())
    return tuple(sorted((one for one in found if suite in (None, one.suite)), key=lambda one: one.date))


def record(run: EvalRun, path: Path | str = HISTORY) -> None:
    """Append the run's figures to the history."""
    past = HistoryEntry(run.date, run.suite, run.figures, run.commit)
    with Path(path).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(past), ensure_ascii=False, allow_nan=False) + "\n")


def _badness(item: ItemResult) -> tuple[float, float]:
    return (item.good if item.good is not None else 0.0, -(item.confidence or 0.0))


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _read(path: Path, kind: type) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}); name a file written by `dragoman eval run --json`"
        ) from error
    return _parsed(content, kind, str(path))


def _parsed(content: bytes, kind: type, where: str) -> Any:
    try:
        return _adapter(kind).validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = _dotted(first["loc"])
        raise InputError(
            f"{where}: {f'`{at}`: ' if at else ''}{first['msg']}; runs are made by `dragoman eval run`"
        ) from error


def _dotted(location: Iterable[int | str]) -> str:
    return ".".join(str(part) for part in location)
