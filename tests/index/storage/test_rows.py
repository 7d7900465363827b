"""A row becomes a sound value or is named; nothing else is raised, whatever is in it."""

from contextlib import suppress
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.errors import DamagedRow
from dragoman.corpus.types import Span
from dragoman.index.storage.rows import as_document, sentence_spans, stacked, unpack
from dragoman.index.storage.writes import columns_of
from tests.index.samples import report

VALUES = st.one_of(
    st.none(), st.integers(), st.floats(), st.binary(max_size=40), st.text(max_size=40), st.just("[" * 50_000)
)


@given(st.dictionaries(st.sampled_from(sorted(columns_of(report(1)))), VALUES, min_size=1))
def test_a_document_or_a_named_fault(damaged: dict[str, object]) -> None:
    row = SimpleNamespace(**(columns_of(report(1)) | damaged))
    with suppress(DamagedRow):
        as_document(row)  # type: ignore[arg-type]  # it has a row's attributes


@given(VALUES, VALUES)
def test_vectors_or_a_value_error(vectors: object, bounds: object) -> None:
    for read in (lambda: unpack(vectors, bounds), lambda: sentence_spans(bounds, Span(0, 100))):
        with suppress(ValueError):
            read()


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e38, 0.0])
def test_vectors_that_are_not_of_unit_length(value: float) -> None:
    with pytest.raises(ValueError, match="unit length"):
        unpack(np.full(8, value, np.float32).tobytes(), np.array([0, 5], np.int32).tobytes())


def test_vectors_of_another_width_are_left_out() -> None:
    usual, other = np.eye(2, 4, dtype=np.float32), np.eye(1, 3, dtype=np.float32)
    sizes, matrix = stacked([(1, usual), (2, other), (3, usual)])
    assert sizes == [(1, 2), (3, 2)]
    assert matrix.shape == (4, 4)
