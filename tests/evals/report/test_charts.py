"""The parts of a report's charts and texts: scales, thinned curves, areas, and cuts between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evals.report.charts import area, axis, thinned
from dragoman.evals.report.text import clean, shortened
from dragoman.evals.run_file import Figure


@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=5), at=st.floats(0, 1))
def test_the_scale_holds_every_value(values: list[float], at: float) -> None:
    scale = axis([Figure("m", value, 1, low=value, floor=at) for value in values])
    assert scale.start <= min(*values, at)
    assert all(0 <= scale.at(value) <= 100 for value in values)
    assert scale.at(1.0) == 100


@given(length=st.integers(0, 900), most=st.integers(2, 300))
def test_thinned_curves_keep_their_ends(length: int, most: int) -> None:
    points = [(float(at), 0.0) for at in range(length)]
    kept = thinned(points, most)
    assert len(kept) == min(length, most)
    assert list(kept) == sorted(set(kept))
    assert not points or (kept[0], kept[-1]) == (points[0], points[-1])


def test_the_area_under_a_curve_is_by_trapezoids() -> None:
    assert area(((0.0, 0.0), (1.0, 1.0))) == 0.5
    assert area(((0.0, 0.0), (0.0, 1.0), (1.0, 1.0))) == 1.0
    assert area(((0.5, 0.2), (1.0, 0.4))) == pytest.approx(0.3)
    assert area(()) == 0.0


def test_short_texts_stay_and_long_ones_are_cut_between_words() -> None:
    assert shortened("two  words\n", 20) == "two words"
    assert shortened("many words that go on and on", 14) == "many words…"
    assert clean("a\x00b\tc\ud800") == "a\ufffdb\tc\ufffd"
