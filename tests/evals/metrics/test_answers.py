"""Metrics of answers, abstention, confidence, citations and judges, against values calculated by hand."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from dragoman.evals.metrics.abstention_curves import (
    answered_rate,
    aurc,
    refusal_rate,
    risk_coverage,
    roc_auc,
    roc_curve,
)
from dragoman.evals.metrics.answers import answer_sentence, exact_match, holds, normalised, token_f1
from dragoman.evals.metrics.citations import (
    CitedStatement,
    citation_precision,
    citation_recall,
    quotes_only,
)
from dragoman.evals.metrics.classification import balanced_accuracy, confusion, verdict_accuracy


def test_squad_normalisation() -> None:
    assert normalised("  The “Board of Peace”, a BODY.") == "board of peace body"
    assert holds("He leads the Board of Peace.", "Board of peace")
    assert not holds("He leads the Keyboard.", "board")
    assert not holds("anything", "the")


def test_exact_match_and_f1_take_the_best_gold_answer() -> None:
    answers, gold = ["the Nile", "in Cairo", "", "x"], [["Nile", "river"], ["Cairo, Egypt", "Giza"], [], []]
    assert exact_match(answers, gold).scores == (1.0, 0.0, 1.0, 0.0)
    assert token_f1(answers, gold).scores == (1.0, pytest.approx(0.5), 1.0, 0.0)


def test_answer_sentence() -> None:
    right = [[False, True], [True], []]
    assert answer_sentence(right, 1).scores == (0.0, 1.0, 0.0)
    assert answer_sentence(right, 3).scores == (1.0, 1.0, 0.0)


def test_abstention() -> None:
    assert answered_rate([False, True]).value == 0.5
    assert answered_rate([True, True, False, True]).value == 0.25
    assert refusal_rate([True, False, False], [False, True, False]).value == pytest.approx(2 / 3)


def test_roc_auc_counts_ties_half_and_reverses() -> None:
    assert roc_auc([0.9, 0.8, 0.1], [True, True, False]).value == 1.0
    assert roc_auc([0.5, 0.5], [True, False]).value == 0.5
    assert roc_auc([0.1, 0.9], [True, False]).value == 0.0
    assert roc_auc([0.1, 0.9], [True, True]).value == 0.0


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 1).map(lambda x: round(x, 1)), st.booleans()), min_size=2, max_size=20))
def test_area_under_the_curve_is_the_area(cases: list[tuple[float, bool]]) -> None:
    scores, labels = [one for one, _ in cases], [label for _, label in cases]
    points = roc_curve(scores, labels)
    area = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in itertools.pairwise(points))
    found = roc_auc(scores, labels)
    assert found.value == pytest.approx(area)
    assert not points or points[-1] == (1.0, 1.0)
    if points:
        assert sum(s for s, label in zip(found.scores, labels, strict=True) if label) / sum(labels) == pytest.approx(
            found.value
        )


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 1).map(lambda x: round(x, 1)), st.booleans()), min_size=2, max_size=20))
def test_area_equals_that_of_scikit_learn(cases: list[tuple[float, bool]]) -> None:
    scores, labels = [one for one, _ in cases], [label for _, label in cases]
    if len(set(labels)) == 2:
        assert roc_auc(scores, labels).value == pytest.approx(roc_auc_score(labels, scores), abs=1e-9)


def test_risk_and_coverage() -> None:
    assert risk_coverage([0.9, 0.5, 0.1], [False, True, True]) == (
        (pytest.approx(1 / 3), 0.0),
        (pytest.approx(2 / 3), 0.5),
        (1.0, pytest.approx(2 / 3)),
    )
    assert aurc([0.9, 0.5, 0.1], [False, True, True]).value == pytest.approx((0 + 0.5 + 2 / 3) / 3)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 1).map(lambda x: round(x, 1)), st.booleans()), min_size=1, max_size=20))
def test_shares_of_the_risk_add_up_to_it(cases: list[tuple[float, bool]]) -> None:
    scores, wrong = [one for one, _ in cases], [lost for _, lost in cases]
    found = aurc(scores, wrong)
    assert sum(found.scores) / len(cases) == pytest.approx(found.value)
    risks = [risk for _, risk in risk_coverage(scores, wrong)]
    assert sum(risks) / len(risks) == pytest.approx(found.value)


def test_items_of_equal_confidence_are_covered_together_whatever_their_order() -> None:
    assert aurc([0.5, 0.5], [True, False]).value == aurc([0.5, 0.5], [False, True]).value == 0.5


def by_words(claim: str, evidence: Sequence[str]) -> bool:
    return set(claim.split()) <= set(" ".join(evidence).split())


def test_citation_recall_and_precision_as_in_alce() -> None:
    both = CitedStatement("red blue", ("red", "blue"))
    spare = CitedStatement("red", ("red", "green"))
    unsupported = CitedStatement("yellow", ("red",))
    uncited = CitedStatement("red", ())
    assert citation_recall([[both, unsupported], [uncited], []], by_words).scores == (0.5, 0.0)
    # `green` neither supports a statement alone nor is needed; `red` and `blue` are both needed; nothing supports yellow.
    assert citation_precision([[both], [spare], [unsupported], [uncited]], by_words).scores == (1.0, 0.5, 0.0)


def test_words_that_are_the_citation_are_trivial() -> None:
    assert quotes_only([[CitedStatement("red", ("a red one",))]])
    assert not quotes_only([[CitedStatement("red", ("a red one",)), CitedStatement("blue", ("a red one",))]])
    assert not quotes_only([])


def test_balanced_accuracy_ignores_how_many_there_are_of_each() -> None:
    assert balanced_accuracy([True] * 10, [True] * 9 + [False]).value == 0.5
    assert balanced_accuracy([True, True, False], [True, True, False]).value == 1.0


def test_quotation_verdicts() -> None:
    given = ["verbatim", "altered", "verbatim"]
    assert verdict_accuracy(given, [["verbatim"], ["altered", "not_found"], ["altered"]]).scores == (1.0, 1.0, 0.0)
    found = confusion(given, [["verbatim"], ["altered"], ["altered", "stitched"]], ("verbatim", "altered", "stitched"))
    assert found.labels == ("verbatim", "altered", "stitched")
    assert found.counts == ((1, 0, 0), (1, 1, 0), (0, 0, 0))
