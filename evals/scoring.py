"""Which metrics a suite's items and outcomes can give, and what they are: `evals.metrics` fed with rows.

A metric is named as in figures: `hit@1`, `nDCG@10`, `answer@3`, `F1`, `AUROC` …; `follow-up hit@3` is `hit@3` over
questions that stand in a conversation. Metrics with `@` take any k.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import InputError
from evals.metrics.abstention import answered_rate, false_answer_rate, refusal_rate
from evals.metrics.answer_sentence import answer_sentence
from evals.metrics.exact_match import exact_match
from evals.metrics.grounding import balanced_accuracy
from evals.metrics.hit import hit
from evals.metrics.ndcg import ndcg
from evals.metrics.quotation_verdicts import verdict_accuracy
from evals.metrics.recall import recall
from evals.metrics.reciprocal_rank import reciprocal_rank
from evals.metrics.risk_coverage import aurc, risk_coverage
from evals.metrics.roc_auc import roc_auc, roc_curve
from evals.metrics.scored import Scored, mean
from evals.metrics.token_f1 import token_f1
from evals.rightness import corrected, ranking, shown, statements_right
from evals.run import Curves, Figure
from evals.suites.types import Item, Kind, Outcome

Row = tuple[Item, Outcome]

DEFAULTS = (
    *("hit@1", "hit@3", "recall@5", "nDCG@10", "RR@10", "answer@1", "answer@3", "answered", "false-answer rate"),
    *("refused or corrected", "false premise refused", "false premise corrected", "AUROC", "AURC"),
    *("follow-up hit@1", "follow-up hit@3", "follow-up recall@5", "follow-up answer@3"),
    *(
        "versions shown",
        "both versions",
        "citation validity",
        "grounding AUROC",
        "balanced accuracy",
        "verdict accuracy",
    ),
)
"""What is measured unless told otherwise, as far as the items and outcomes can give it."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure over the rows of these `kinds`; `lacks` names the field that a row would need (empty: it has it)."""

    kinds: tuple[Kind, ...]
    lacks: Callable[[Item, Outcome], str]
    score: Callable[[Sequence[Row]], Scored]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, and the score of each item by its id."""

    figure: Figure
    scores: Mapping[str, float]


def measured(names: Sequence[str] | None, rows: Sequence[Row], fields: Mapping[str, str]) -> list[Measured]:
    """The metrics asked for, or those of `DEFAULTS` that the rows can give; `fields`: how the data calls its fields.

    Raises:
        InputError: a metric is not known, or no row can give it; says which field is missing.
    """
    found = []
    for name in DEFAULTS if names is None else names:
        metric = _metric(name)
        of_kind = [row for row in rows if row[0].kind in metric.kinds]
        able = [row for row in of_kind if not metric.lacks(*row)]
        if able:
            found.append(_measure(name, metric, able))
        elif names is not None:
            raise InputError(_cannot(name, metric, metric.lacks(*of_kind[0]) if of_kind else "", fields))
    return found


def _cannot(name: str, metric: Metric, missing: str, fields: Mapping[str, str]) -> str:
    if not missing:
        return f"the metric {name!r} is over items of the kind {' or '.join(metric.kinds)}, of which there are none"
    field = fields.get(missing, missing)
    return f"the metric {name!r} needs the field '{field}', which no item has; add it, or leave the metric out"


def curves(rows: Sequence[Row]) -> Curves:
    """Risk over coverage, and the ROC curve of confidence (of the judge's scores, in a suite of claims)."""
    asked = [row for row in rows if row[0].kind in _COVERED and not _no_confidence(*row)]
    claims = [row for row in rows if row[0].kind == "support" and not _no_judgement(*row)]
    risks = risk_coverage([_confidence(row) for row in asked], [_wrong(row) for row in asked]) if asked else ()
    told = claims or [row for row in asked if row[0].kind != "false_premise"]
    points = roc_curve([_confidence(row) for row in told], [_positive(row) for row in told]) if told else ()
    return Curves(risks, points)


def _measure(name: str, metric: Metric, rows: Sequence[Row]) -> Measured:
    scored = metric.score(rows)
    figure = Figure(name, scored.value, scored.n, scored.low, scored.high, metric.note)
    return Measured(figure, {row[0].id: score for row, score in zip(rows, scored.scores, strict=True)})


def _metric(name: str) -> Metric:
    if name in _NAMED:
        return _NAMED[name]
    cut = re.fullmatch(r"(follow-up )?(hit|recall|nDCG|RR|answer)@([1-9]\d{0,3})", name)
    if not cut:
        known = ", ".join((*_NAMED, "hit@k", "recall@k", "nDCG@k", "RR@k", "answer@k", "follow-up hit@k …"))
        raise InputError(f"there is no metric {name!r}; choose from {known}")
    follow, family, k = cut[1], cut[2], int(cut[3])
    kinds: tuple[Kind, ...] = ("conversation",) if follow else ("question",)
    if family == "answer":
        return Metric(kinds, _no_answer, lambda rows: answer_sentence([statements_right(*row) for row in rows], k))
    return Metric(kinds, _no_ranking, lambda rows: _ranked(family, rows, k))


def _ranked(family: str, rows: Sequence[Row], k: int) -> Scored:
    found, gains = zip(*(ranking(*row) for row in rows), strict=True)
    if family == "nDCG":
        return ndcg(found, gains, k)
    right = [[name for name, gain in one.items() if gain > 0] for one in gains]
    return {"hit": hit, "recall": recall, "RR": reciprocal_rank}[family](found, right, k)


def _no_ranking(item: Item, outcome: Outcome) -> str:
    return "gold" if not item.gold else "" if outcome.abstained is not None or outcome.found else "retrieved"


def _no_answer(item: Item, outcome: Outcome) -> str:
    if not item.answers and all(gold.start is None for gold in item.gold):
        return "answers"
    return "" if outcome.abstained is not None or outcome.statements else "claims"


def _no_gold_answers(item: Item, _: Outcome) -> str:
    return "" if item.answers else "answers"


def _no_abstention(_: Item, outcome: Outcome) -> str:
    return "abstained" if outcome.abstained is None else ""


def _no_confidence(item: Item, outcome: Outcome) -> str:
    if outcome.score is None:
        return "confidence"
    return _no_answer(item, outcome) if item.kind == "question" else ""


def _no_gold(item: Item, _: Outcome) -> str:
    return "" if item.gold else "gold"


def _no_citations(_: Item, outcome: Outcome) -> str:
    return "" if outcome.valid else "citations"


def _no_judgement(item: Item, outcome: Outcome) -> str:
    return "supported" if item.label is None else "" if outcome.score is not None else "score"


def _no_verdict(_: Item, outcome: Outcome) -> str:
    return "" if outcome.verdict else "verdict"


def _confidence(row: Row) -> float:
    return row[1].score or 0.0


def _positive(row: Row) -> bool:
    item = row[0]
    return bool(item.label) if item.kind == "support" else item.kind == "question"


def _wrong(row: Row) -> bool:
    """Whether it would be wrong to give this answer: any answer to a question that has none, else the wrong sentence."""
    item, outcome = row
    if item.kind == "false_premise":
        return not corrected(item, outcome)
    return item.kind != "question" or not any(statements_right(item, outcome)[:1])


def _refused(rows: Sequence[Row]) -> list[bool]:
    return [bool(outcome.abstained) for _, outcome in rows]


def _refused_or_corrected(rows: Sequence[Row]) -> Scored:
    return refusal_rate(_refused(rows), [item.kind == "false_premise" and corrected(item, out) for item, out in rows])


_COVERED: tuple[Kind, ...] = ("question", "unanswerable", "false_premise")
_ALL: tuple[Kind, ...] = (*_COVERED, "conversation", "disagreement")

_NAMED: dict[str, Metric] = {
    "EM": Metric(
        ("question",),
        _no_gold_answers,
        lambda rows: exact_match([o.answer for _, o in rows], [i.answers for i, _ in rows]),
    ),
    "F1": Metric(
        ("question",),
        _no_gold_answers,
        lambda rows: token_f1([o.answer for _, o in rows], [i.answers for i, _ in rows]),
    ),
    "answered": Metric(("question",), _no_abstention, lambda rows: answered_rate(_refused(rows))),
    "false-answer rate": Metric(("unanswerable",), _no_abstention, lambda rows: false_answer_rate(_refused(rows))),
    "refused or corrected": Metric(
        ("unanswerable", "false_premise"),
        _no_abstention,
        _refused_or_corrected,
        "corrected: the words that contradict the premise are quoted, or a note says what was not found",
    ),
    "false premise refused": Metric(("false_premise",), _no_abstention, lambda rows: refusal_rate(_refused(rows))),
    "false premise corrected": Metric(
        ("false_premise",), _no_abstention, lambda rows: mean([float(corrected(*row)) for row in rows])
    ),
    "AUROC": Metric(
        ("question", "unanswerable"),
        lambda _, outcome: "confidence" if outcome.score is None else "",
        lambda rows: roc_auc([_confidence(row) for row in rows], [_positive(row) for row in rows]),
        "confidence: questions with an answer against those without",
    ),
    "AURC": Metric(
        _COVERED,
        _no_confidence,
        lambda rows: aurc([_confidence(row) for row in rows], [_wrong(row) for row in rows]),
        "less is better; an abstention from a question with an answer counts as wrong",
    ),
    "versions shown": Metric(
        ("disagreement",),
        _no_gold,
        lambda rows: mean([sum(shown(*row)) / len(row[0].gold) for row in rows]),
        "share of the reports' differing versions that are quoted",
    ),
    "both versions": Metric(
        ("disagreement",),
        _no_gold,
        lambda rows: mean([float(sum(shown(*row)) >= 2) for row in rows]),
        "at least two quoted",
    ),
    "citation validity": Metric(
        _ALL, _no_citations, lambda rows: mean([sum(out.valid) / len(out.valid) for _, out in rows])
    ),
    "grounding AUROC": Metric(
        ("support",),
        _no_judgement,
        lambda rows: roc_auc([_confidence(row) for row in rows], [_positive(row) for row in rows]),
    ),
    "balanced accuracy": Metric(
        ("support",),
        lambda item, outcome: _no_judgement(item, outcome) or _no_verdict(item, outcome),
        lambda rows: balanced_accuracy([o.verdict == "supported" for _, o in rows], [bool(i.label) for i, _ in rows]),
    ),
    "verdict accuracy": Metric(
        ("quotation",),
        _no_verdict,
        lambda rows: verdict_accuracy([o.verdict or "" for _, o in rows], [i.answers for i, _ in rows]),
    ),
}
