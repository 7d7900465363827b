"""Means, intervals and paired differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evals.metrics.statistics import Score, mean, paired, resampled


def test_without_items_there_is_no_figure() -> None:
    assert mean([]) == Score(0.0, 0.0, 0.0, ())
    assert resampled(lambda _: 1.0, []).n == 0


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_mean_lies_in_its_interval_and_comes_out_the_same_again(scores: list[float]) -> None:
    found = mean(scores)
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    assert found == mean(scores)
    assert found.n == len(scores)


def test_interval_of_a_proportion_is_near_the_normal_one() -> None:
    found = mean([1.0] * 300 + [0.0] * 100)
    half = 1.96 * np.sqrt(0.75 * 0.25 / 400)
    assert (found.low, found.high) == (pytest.approx(0.75 - half, abs=0.01), pytest.approx(0.75 + half, abs=0.01))


def test_undefined_samples_are_left_out() -> None:
    found = resampled(lambda picks: float("nan") if 0 not in picks else 1.0, [1.0, 0.0])
    assert (found.low, found.high) == (1.0, 1.0)


def test_paired_difference() -> None:
    found = paired([0.0] * 90 + [1.0] * 10, [1.0] * 60 + [0.0] * 40)
    assert found.difference == pytest.approx(0.5)
    assert (found.wins, found.losses, found.n) == (60, 10, 100)
    assert found.significant and found.low > 0.3


def test_equal_systems_differ_in_nothing() -> None:
    found = paired([1.0, 0.0, 1.0], [1.0, 0.0, 1.0])
    assert (found.difference, found.low, found.high, found.significant) == (0.0, 0.0, 0.0, False)
