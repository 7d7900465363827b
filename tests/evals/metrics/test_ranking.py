"""Ranking metrics, against values calculated by hand."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evals.metrics.ranking import hit, ndcg, recall, reciprocal_rank

RANKED = [["a", "b", "c"], ["x", "y"], []]
RIGHT = [["b", "d"], ["x"], ["q"]]


def test_hit() -> None:
    assert hit(RANKED, RIGHT, 1).scores == (0.0, 1.0, 0.0)
    assert hit(RANKED, RIGHT, 2).value == pytest.approx(2 / 3)


def test_recall() -> None:
    assert recall(RANKED, RIGHT, 2).scores == (0.5, 1.0, 0.0)


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(RANKED, RIGHT, 3).scores == (0.5, 1.0, 0.0)
    assert reciprocal_rank(RANKED, RIGHT, 1).scores == (0.0, 1.0, 0.0)


def test_ndcg_discounts_by_rank_and_weighs_by_gain() -> None:
    gains = [{"b": 1.0, "d": 1.0}, {"x": 2.0, "y": 1.0}, {"q": 1.0}]
    found = ndcg(RANKED, gains, 10).scores
    assert found[0] == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))
    assert found[1] == pytest.approx(1.0)
    assert found[2] == 0.0
    assert ndcg([["y", "x"]], [{"x": 2.0, "y": 1.0}]).value == pytest.approx(
        (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    )


def test_an_id_found_twice_gains_once() -> None:
    assert ndcg([["a", "a"]], [{"a": 1.0, "b": 1.0}], 2).value < 1


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from("abcdef"), max_size=8), st.sets(st.sampled_from("abcdef"), min_size=1), st.integers(1, 10)
)
def test_bounds_and_order(found: list[str], right: set[str], k: int) -> None:
    ranked, relevant = [list(dict.fromkeys(found))], [right]
    gains = [dict.fromkeys(right, 1.0)]
    values = [hit(ranked, relevant, k).value, recall(ranked, relevant, k).value, ndcg(ranked, gains, k).value]
    assert all(0 <= value <= 1 for value in values)
    assert reciprocal_rank(ranked, relevant, k).value <= values[0] >= values[1]
    assert (ndcg(ranked, gains, k).value > 0) == (values[0] > 0)
