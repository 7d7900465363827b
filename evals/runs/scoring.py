"""Compute figures: the requested metrics, or all that the data allows, with each item's score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...assistant.verification import Judge
from ...corpus.errors import InputError
from ..metrics.abstention_curves import risk_coverage, roc_curve
from ..metrics.registry import (
    COVERED,
    JUDGED,
    Metric,
    Row,
    confidence,
    metric,
    no_confidence,
    no_judgement,
    positive,
    quoted_word_for_word,
    wrong,
)
from ..run_file import Curves, Figure

DEFAULTS = (
    *("hit@1", "hit@3", "recall@5", "nDCG@10", "RR@10", "answer@1", "answer@3", "answered", "false-answer rate"),
    *("refused or corrected", "false premise refused", "false premise corrected", "AUROC", "AURC"),
    *("follow-up hit@1", "follow-up hit@3", "follow-up recall@5", "follow-up answer@3"),
    *(
        "versions shown",
        "both versions",
        "differences told",
        "citation validity",
        "grounding AUROC",
        "balanced accuracy",
        "verdict accuracy",
        "told right",
        "changed passed error",
    ),
)
"""The metrics measured by default, as far as items and outcomes allow."""

WRITTEN = ("EM", "F1", "citation recall", "citation precision", "grounded statements")
"""The metrics measured in addition if answers are written, not quoted."""

TRIVIAL = "tells nothing here: every statement is quoted word for word from what it cites"
"""The note of a figure that is 1 by construction."""


@dataclass(frozen=True, slots=True)
class ItemScores:
    """A figure, and the scores of the items by id."""

    figure: Figure
    scores: Mapping[str, float]


def require_known_metrics(names: Sequence[str] | None) -> None:
    """Check the names of metrics before anything is asked.

    Raises:
        InputError: there is no such metric.
    """
    for name in names or ():
        metric(name)


def measure(
    names: Sequence[str] | None, rows: Sequence[Row], fields: Mapping[str, str], judge: Judge | None = None
) -> list[ItemScores]:
    """Measure the named metrics, or those of `DEFAULTS` that the rows allow.

    `fields` has the data's own names of fields; `judge` judges statements by what they cite (default: `FeatureJudge`).

    Raises:
        InputError: a metric is unknown, or the rows lack a field that it needs.
    """
    found = []
    for name in _defaults(rows) if names is None else names:
        chosen = metric(name, judge)
        of_kind = [row for row in rows if row[0].kind in chosen.kinds]
        able = [row for row in of_kind if not chosen.lacks(*row)]
        if able and {row[0].kind for row in able}.issuperset(chosen.together):
            found.append(_measure(name, chosen, able))
        elif names is not None:
            raise InputError(_cannot(name, chosen, chosen.lacks(*of_kind[0]) if of_kind and not able else "", fields))
    return found


def _defaults(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the default metrics: written statements are judged by their citations; quoted ones would judge themselves."""
    return DEFAULTS + (WRITTEN if any(outcome.statements and outcome.mode != "quoting" for _, outcome in rows) else ())


def _cannot(name: str, chosen: Metric, missing: str, fields: Mapping[str, str]) -> str:
    if not missing:
        kinds = " and ".join(chosen.together) or " or ".join(chosen.kinds)
        return f"the metric {name!r} is over items of the kind {kinds}, of which there are none"
    field = fields.get(missing, missing)
    return f"the metric {name!r} needs the field '{field}', which no item has; add it, or leave the metric out"


def curves(rows: Sequence[Row]) -> Curves:
    """Compute the risk-coverage curve, and the ROC curve of confidence or, in a suite of claims, of the judge's scores."""
    asked = [row for row in rows if row[0].kind in COVERED and not no_confidence(*row)]
    claims = [row for row in rows if row[0].kind == "support" and not no_judgement(*row)]
    risks = risk_coverage([confidence(row) for row in asked], [wrong(row) for row in asked]) if asked else ()
    scored = claims or [row for row in asked if row[0].kind != "false_premise"]
    points = roc_curve([confidence(row) for row in scored], [positive(row) for row in scored]) if scored else ()
    return Curves(risks, points)


def _measure(name: str, chosen: Metric, rows: Sequence[Row]) -> ItemScores:
    scored = chosen.score(rows)
    note = TRIVIAL if name in JUDGED and quoted_word_for_word(rows) else chosen.note
    figure = Figure(name, scored.value, scored.n, scored.low, scored.high, note)
    return ItemScores(figure, {row[0].id: score for row, score in zip(rows, scored.scores, strict=True)})
