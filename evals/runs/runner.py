"""Run a suite: get outcomes, compute figures, and collect everything for the run file."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from typing import get_args

from ...assistant.factory import judge_of
from ...assistant.quotes.report import QuoteVerdict
from ...assistant.settings import Settings
from ...assistant.verification import Judge
from ...corpus.errors import InputError
from .. import agreement, quotes
from ..environment import commit, machine
from ..metrics.classification import confusion
from ..metrics.grading import QUOTED, grade
from ..metrics.registry import Row
from ..run_file import Confusion, EvalRun, PlacedText
from ..run_file import ItemResult as Kept
from ..suites.loader import load
from ..suites.types import ItemOutcome, Suite, SuiteItem
from . import ask
from .scoring import ItemScores, curves, measure, require_known_metrics

QUOTES = "quotes"
"""The suite whose quotations are generated."""


def run_named(
    name: str, settings: Settings, *, metrics: Sequence[str] | None = None, fresh: bool = False, quiet: bool = True
) -> EvalRun:
    """Run a suite by name or path (`evals.suites.loader`), or `quotes`: quotations generated from the briefs.

    Raises:
        InputError: there is no such suite, or its data or a metric cannot be used.
    """
    if name == "briefs" and metrics is None:
        suite = load(name)
        found = run(suite, settings, fresh=fresh, quiet=quiet)
        given = agreement.pairs()
        with ask.indexed_suite(suite, settings, quiet=quiet) as dragoman:
            beside = agreement.figures(given, agreement.predicted_labels(dragoman, suite, given))
        return replace(found, figures=(*found.figures, *beside))
    if name != QUOTES:
        return run(load(name), settings, metrics=metrics, fresh=fresh, quiet=quiet)
    if metrics:
        raise InputError(f"the suite {QUOTES!r} has its own figures; leave out --metrics")
    briefs = load("briefs")
    with ask.indexed_suite(briefs, settings, quiet=quiet) as dragoman, ask.progress(QUOTES, quiet) as progress:
        return quotes.run(dragoman, progress=progress)


def run(
    suite: Suite,
    settings: Settings,
    *,
    metrics: Sequence[str] | None = None,
    fresh: bool = False,
    quiet: bool = True,
    judge: Judge | None = None,
) -> EvalRun:
    """Ask the questions without a saved answer, and score all answers; `judge` replaces the default judge of claims.

    Raises:
        InputError: the data or a metric cannot be used.
    """
    started = time.perf_counter()
    require_known_metrics(metrics)
    outcomes = ask.outcomes(suite, settings, fresh=fresh, quiet=quiet, judge=judge)
    return score_outcomes(suite, outcomes, metrics, started, judge=judge or judge_of(settings))


def score_outcomes(
    suite: Suite,
    outcomes: Sequence[ItemOutcome],
    metrics: Sequence[str] | None,
    started: float,
    judge: Judge | None = None,
) -> EvalRun:
    """Score outcomes, one for each item in order; `started` is a value of `time.perf_counter`.

    Raises:
        InputError: no metric can be measured.
    """
    rows = list(zip(suite.items, outcomes, strict=True))
    found = [
        replace(one, figure=replace(one.figure, note=suite.remarks.get(one.figure.metric, one.figure.note)))
        for one in measure(metrics, rows, suite.fields, judge)
    ]
    if not found:
        raise InputError(f"no metric can be measured on {suite.name}: its items have no field that says what is right")
    return EvalRun(
        suite=suite.name,
        path=suite.path,
        data_sha256=suite.sha256,
        date=date.today().isoformat(),
        commit=commit(),
        machine=machine(),
        dragoman=version("dragoman"),
        figures=tuple(one.figure for one in found),
        items=tuple(_kept(row, found) for row in rows),
        curves=curves(rows),
        confusion=_confusion([row for row in rows if row[0].kind == "quotation"]),
        seconds=round(time.perf_counter() - started, 2),
    )


def _confusion(rows: Sequence[Row]) -> Confusion | None:
    """Count the verdicts of quotations, given against expected; `None` without quotations."""
    if not rows:
        return None
    verdicts, accepted = [outcome.verdict or "" for _, outcome in rows], [item.answers for item, _ in rows]
    return confusion(verdicts, accepted, get_args(QuoteVerdict))


def _kept(row: Row, found: Sequence[ItemScores]) -> Kept:
    item, outcome = row
    passed, expected, got = grade(item, outcome)
    return Kept(
        id=item.id,
        kind=item.kind,
        question=_question(item),
        scores={one.figure.metric: round(one.scores[item.id], 6) for one in found if item.id in one.scores},
        confidence=outcome.score,
        abstained=outcome.abstained,
        found=_found(outcome),
        gold=item.gold or tuple(PlacedText(text) for text in item.answers),
        expected=expected,
        got=got,
        seconds=outcome.seconds,
        answer=outcome.answer,
        passed=passed,
        retrieved=outcome.found,
        statements=outcome.statements,
        answers=item.answers,
        reason=None if passed else f"expected: {expected}; came: {got}" + (f" ({item.note})" if item.note else ""),
    )


def _question(item: SuiteItem) -> str:
    turns = [turn.content for turn in item.history if turn.role == "user"]
    return " → ".join((*turns, *item.earlier, item.question))


def _found(outcome: ItemOutcome) -> tuple[PlacedText, ...]:
    """Return what was quoted, or the first passages if nothing was."""
    return outcome.citations or outcome.found[:QUOTED]
