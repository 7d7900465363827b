"""The metrics by name: `hit@1`, `nDCG@10`, `answer@3`, `F1`, `AUROC` …; those with `@` take any k.

`follow-up hit@3` is `hit@3` over questions in a conversation. Each metric knows its kinds of items and the fields that it
needs; the formulas are in the other modules of this package.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...assistant.verification import FeatureJudge, Judge
from ...corpus.errors import InputError
from ..suites.types import ItemOutcome, Kind, SuiteItem
from .abstention_curves import answered_rate, aurc, refusal_rate, roc_auc
from .answers import answer_sentence, exact_match, token_f1
from .citations import CitedStatement, Supports, citation_precision, citation_recall, quotes_only
from .classification import balanced_accuracy, verdict_accuracy
from .grading import checks_right, corrected, gold_shown, ranking, statements_right
from .ranking import hit, ndcg, recall, reciprocal_rank
from .statistics import Score, mean

Row = tuple[SuiteItem, ItemOutcome]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over the rows of these `kinds`; `lacks` returns the name of a field that a row needs and lacks, or "".

    The figure is meaningless without a row of each kind in `together`.
    """

    kinds: tuple[Kind, ...]
    lacks: Callable[[SuiteItem, ItemOutcome], str]
    score: Callable[[Sequence[Row]], Score]
    note: str | None = None
    together: tuple[Kind, ...] = ()


def metric(name: str, judge: Judge | None = None) -> Metric:
    """Return the metric of this name; `judge` judges statements by what they cite (default: `FeatureJudge`).

    Raises:
        InputError: there is no such metric.
    """
    if name in _NAMED:
        return _NAMED[name]
    if name in JUDGED:
        return _judged(name, judge)
    cut = re.fullmatch(r"(follow-up )?(hit|recall|nDCG|RR|answer)@([1-9]\d{0,3})", name)
    if not cut:
        known = ", ".join((*_NAMED, *JUDGED, "hit@k", "recall@k", "nDCG@k", "RR@k", "answer@k", "follow-up hit@k …"))
        raise InputError(f"there is no metric {name!r}; choose from {known}")
    follow, family, k = cut[1], cut[2], int(cut[3])
    kinds: tuple[Kind, ...] = ("conversation",) if follow else ("question",)
    if family == "answer":
        return Metric(kinds, _no_answer, lambda rows: answer_sentence([statements_right(*row) for row in rows], k))
    return Metric(kinds, _no_ranking, lambda rows: _ranked(family, rows, k))


def _ranked(family: str, rows: Sequence[Row], k: int) -> Score:
    found, gains = zip(*(ranking(*row) for row in rows), strict=True)
    if family == "nDCG":
        return ndcg(found, gains, k)
    right = [[name for name, gain in one.items() if gain > 0] for one in gains]
    return {"hit": hit, "recall": recall, "RR": reciprocal_rank}[family](found, right, k)


def _no_ranking(item: SuiteItem, outcome: ItemOutcome) -> str:
    return "gold" if not item.gold else "" if outcome.abstained is not None or outcome.found else "retrieved"


def _no_answer(item: SuiteItem, outcome: ItemOutcome) -> str:
    if not item.answers and all(gold.start is None for gold in item.gold):
        return "answers"
    return "" if outcome.abstained is not None or outcome.statements else "claims"


def _no_gold_answers(item: SuiteItem, _: ItemOutcome) -> str:
    return "" if item.answers else "answers"


def _no_abstention(_: SuiteItem, outcome: ItemOutcome) -> str:
    return "abstained" if outcome.abstained is None else ""


def no_confidence(item: SuiteItem, outcome: ItemOutcome) -> str:
    """Return the field that is missing to compare confidence with correctness, or ""."""
    if outcome.score is None:
        return "confidence"
    return _no_answer(item, outcome) if item.kind == "question" else ""


def _no_gold(item: SuiteItem, _: ItemOutcome) -> str:
    return "" if item.gold else "gold"


def _no_citations(_: SuiteItem, outcome: ItemOutcome) -> str:
    return "" if outcome.valid else "citations"


def no_judgement(item: SuiteItem, outcome: ItemOutcome) -> str:
    """Return the field that is missing to compare a judgement with its label, or ""."""
    return "supported" if item.label is None else "" if outcome.score is not None else "score"


def _no_verdict(_: SuiteItem, outcome: ItemOutcome) -> str:
    return "" if outcome.verdict else "verdict"


def confidence(row: Row) -> float:
    """Return the confidence in the answer, or the judge's score of the claim; 0 if there is none."""
    return row[1].score or 0.0


def positive(row: Row) -> bool:
    """Return whether confidence should be high: the corpus answers the question, or the claim is supported."""
    item = row[0]
    return bool(item.label) if item.kind == "support" else item.kind == "question"


def wrong(row: Row) -> bool:
    """Return whether the answer is wrong: the question has no answer, or the first sentence is not the right one."""
    item, outcome = row
    if item.kind == "false_premise":
        return not corrected(item, outcome)
    return item.kind != "question" or not any(statements_right(item, outcome)[:1])


def _refused(rows: Sequence[Row]) -> list[bool]:
    return [bool(outcome.abstained) for _, outcome in rows]


def _refused_or_corrected(rows: Sequence[Row]) -> Score:
    return refusal_rate(_refused(rows), [item.kind == "false_premise" and corrected(item, out) for item, out in rows])


def quoted_word_for_word(rows: Sequence[Row]) -> bool:
    """Return whether every statement repeats the words it cites, so that judging it by them means nothing."""
    return quotes_only([_cited(row) for row in rows])


def _cited(row: Row) -> list[CitedStatement]:
    return [CitedStatement(one.text, tuple(place.text for place in one.citations)) for one in row[1].statements]


def _read(row: Row) -> list[CitedStatement]:
    return [CitedStatement(one.text, tuple(place.text for place in row[1].found)) for one in row[1].statements]


def _judged(name: str, judge: Judge | None) -> Metric:
    judges = judge or FeatureJudge()

    def supports(claim: str, evidence: Sequence[str]) -> bool:
        return judges.judge(claim, evidence).verdict == "supported"

    lacks, score, note = JUDGED[name]
    return Metric(_ALL, lacks, lambda rows: score(rows, supports), note)


def _no_statements(_: SuiteItem, outcome: ItemOutcome) -> str:
    return "" if outcome.statements else "claims"


def _no_cited(_: SuiteItem, outcome: ItemOutcome) -> str:
    return "" if outcome.citations else "citations"


def _no_read(item: SuiteItem, outcome: ItemOutcome) -> str:
    return (
        "citations"
        if outcome.mode == "quoting"
        else _no_statements(item, outcome) or ("" if outcome.found else "retrieved")
    )


def _response(outcome: ItemOutcome) -> str:
    """Return the answer's statements without the words around them; empty without statements."""
    return " ".join(one.text for one in outcome.statements)


JUDGED: dict[str, tuple[Callable[[SuiteItem, ItemOutcome], str], Callable[[Sequence[Row], Supports], Score], str]] = {
    "citation recall": (
        _no_cited,
        lambda rows, supports: citation_recall([_cited(row) for row in rows], supports),
        "statements that their citations support, as in ALCE",
    ),
    "citation precision": (
        _no_cited,
        lambda rows, supports: citation_precision([_cited(row) for row in rows], supports),
        "citations that are of use to their statement, as in ALCE",
    ),
    "grounded statements": (
        _no_read,
        lambda rows, supports: citation_recall([_read(row) for row in rows], supports),
        "statements that the passages read support, all together",
    ),
}
"""Metrics that need a judge: (field that a row lacks, score, note)."""

PASSED = frozenset(("verbatim", "elided"))
"""The verdicts by which a quotation passes."""

COVERED: tuple[Kind, ...] = ("question", "unanswerable", "false_premise")
"""The kinds of items that risk and coverage are computed over."""
_ALL: tuple[Kind, ...] = (*COVERED, "conversation", "disagreement")

_NAMED: dict[str, Metric] = {
    "EM": Metric(
        ("question",),
        _no_gold_answers,
        lambda rows: exact_match([_response(o) for _, o in rows], [i.answers for i, _ in rows]),
    ),
    "F1": Metric(
        ("question",),
        _no_gold_answers,
        lambda rows: token_f1([_response(o) for _, o in rows], [i.answers for i, _ in rows]),
    ),
    "answered": Metric(("question",), _no_abstention, lambda rows: answered_rate(_refused(rows))),
    "false-answer rate": Metric(("unanswerable",), _no_abstention, lambda rows: answered_rate(_refused(rows))),
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
        lambda rows: roc_auc([confidence(row) for row in rows], [positive(row) for row in rows]),
        "confidence: questions with an answer against those without",
        together=("question", "unanswerable"),
    ),
    "AURC": Metric(
        COVERED,
        no_confidence,
        lambda rows: aurc([confidence(row) for row in rows], [wrong(row) for row in rows]),
        "less is better; an abstention from a question with an answer counts as wrong",
        together=("question",),
    ),
    "versions shown": Metric(
        ("disagreement",),
        _no_gold,
        lambda rows: mean([sum(gold_shown(*row)) / len(row[0].gold) for row in rows]),
        "share of the reports' differing versions that are quoted",
    ),
    "both versions": Metric(
        ("disagreement",),
        _no_gold,
        lambda rows: mean([float(sum(gold_shown(*row)) >= 2) for row in rows]),
        "at least two quoted",
    ),
    "differences told": Metric(
        ("disagreement",),
        _no_gold,
        lambda rows: mean([float(bool(out.differing)) for _, out in rows]),
        "answers that say that reports differ, and in what",
    ),
    "citation validity": Metric(
        _ALL, _no_citations, lambda rows: mean([sum(out.valid) / len(out.valid) for _, out in rows])
    ),
    "grounding AUROC": Metric(
        ("support",),
        no_judgement,
        lambda rows: roc_auc([confidence(row) for row in rows], [positive(row) for row in rows]),
    ),
    "balanced accuracy": Metric(
        ("support",),
        lambda item, outcome: no_judgement(item, outcome) or _no_verdict(item, outcome),
        lambda rows: balanced_accuracy([o.verdict == "supported" for _, o in rows], [bool(i.label) for i, _ in rows]),
    ),
    "told right": Metric(
        ("quotation",),
        lambda item, _: "" if item.expected_checks else "expected",
        lambda rows: mean([float(checks_right(*row)) for row in rows]),
        "speaker, publisher and day confirmed or not, and what kind of change it is",
    ),
    "changed passed error": Metric(
        ("quotation",),
        lambda item, _: "expected" if PASSED & set(item.answers) else "",
        lambda rows: mean([float(out.verdict in PASSED) for _, out in rows]),
        "quotations that are not verbatim or elided, and are called so; less is better",
    ),
    "verdict accuracy": Metric(
        ("quotation",),
        _no_verdict,
        lambda rows: verdict_accuracy([o.verdict or "" for _, o in rows], [i.answers for i, _ in rows]),
    ),
}
