"""Word vectors: every word that the encoder has read, once, in order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index.encoding.encoder import Encoder, PackagedEncoder, SentenceTransformersEncoder
from dragoman.index.encoding.word_vectors import gather

TEXTS = (
    "Who leads Egyptian General Intelligence?",
    "About 200 US troops don't work at the co-ordination centre.",
    "وقالت الفصائل إن لجنة من التكنوقراط ستدير قطاع غزة.",
    "which factions signed",
    "",
    "…!",
)
WORDS = (
    ("Who", "leads", "Egyptian", "General", "Intelligence"),
    ("About", "200", "US", "troops", "don't", "work", "at", "the", "co-ordination", "centre"),
    ("وقالت", "الفصائل", "إن", "لجنة", "من", "التكنوقراط", "ستدير", "قطاع", "غزة"),
    ("which", "factions", "signed"),
    (),
    (),
)


@pytest.fixture(scope="session")
def reference() -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder()


@pytest.mark.parametrize("which", ["encoder", "reference"])
def test_words_in_order_with_unit_vectors(request: pytest.FixtureRequest, which: str) -> None:
    backend: Encoder = request.getfixturevalue(which)
    found = backend.words(TEXTS)
    assert tuple(one.words for one in found) == WORDS
    for one in found:
        assert one.vectors.shape == (len(one.words), 384)
        assert np.allclose(np.linalg.norm(one.vectors, axis=1), 1, atol=1e-3)
    assert backend.words([]) == []


def test_the_fast_backend_reads_as_the_reference_does(
    encoder: PackagedEncoder, reference: SentenceTransformersEncoder
) -> None:
    for fast, slow in zip(encoder.words(TEXTS[:4]), reference.words(TEXTS[:4]), strict=True):
        assert (fast.vectors * slow.vectors).sum(axis=1).min() > 0.99


def test_a_word_is_read_in_its_context(encoder: PackagedEncoder) -> None:
    troops, soldiers, banks = encoder.words(["US troops in Gaza", "US soldiers in Gaza", "US banks in Gaza"])
    assert troops.vectors[1] @ soldiers.vectors[1] > troops.vectors[1] @ banks.vectors[1]


def test_what_was_not_read_has_no_vector(encoder: PackagedEncoder) -> None:
    text = "word " * 1000
    assert 0 < len(encoder.words([text])[0].words) < 300


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4)), max_size=20))
def test_words_come_from_the_text_in_order(text: str, pieces: list[tuple[int, int]]) -> None:
    offsets = sorted((start, start + length) for start, length in pieces)
    found = gather(text, offsets, np.ones((len(offsets), 3), np.float32))
    assert len(found.words) == len(found.vectors)
    at = 0
    for word in found.words:
        at = text.index(word, at) + len(word)
