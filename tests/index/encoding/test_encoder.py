"""Encoders: both backends pass one contract, and the fast one agrees with the reference and with pinned vectors."""

import threading
import time

import numpy as np
import pytest

from dragoman.index.encoding.encoder import Encoder, PackagedEncoder, SentenceTransformersEncoder

TEXTS = (
    "Egypt hosted the factions in Cairo on Thursday and Friday.",
    "Who leads Egyptian General Intelligence?",
    "وقالت الفصائل إن لجنة من التكنوقراط ستدير قطاع غزة.",
    "a",
    "About 200 US troops work at the coordination center. " * 60,
)
# The first four components of each vector from the reference, sentence-transformers 6.2 with torch 2.13 in fp32.
GOLDEN = (
    (-0.0293, 0.0407, -0.0104, 0.0009),
    (-0.0773, 0.0406, 0.0167, -0.0176),
    (-0.0011, 0.0672, -0.0495, -0.0475),
    (-0.0364, 0.0347, -0.0460, 0.0343),
    (0.0088, -0.1060, -0.0176, -0.0430),
)


@pytest.fixture(scope="session")
def reference() -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder()


@pytest.fixture(params=["packaged", "reference"])
def backend(request: pytest.FixtureRequest) -> Encoder:
    return request.getfixturevalue({"packaged": "encoder", "reference": "reference"}[request.param])


def test_unit_rows_in_order(backend: Encoder) -> None:
    vectors = backend.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    alone = np.concatenate([backend.encode([text]) for text in TEXTS])
    assert (vectors * alone).sum(axis=1).min() > 0.999


def test_no_texts(backend: Encoder) -> None:
    assert backend.encode([]).shape == (0, 384)


def test_many_texts_keep_their_order(backend: Encoder) -> None:
    texts = [
        f"Report {number} speaks of {number * 7} trucks." + " They came by road." * (number % 5) for number in range(70)
    ]
    vectors = backend.encode(texts)
    for at in (0, 33, 69):
        assert float(vectors[at] @ backend.encode([texts[at]])[0]) > 0.999


def test_a_question_does_not_queue_behind_many_sentences() -> None:
    encoder = PackagedEncoder()
    waiting = encoder._workers._work_queue  # what is still to be encoded
    many = threading.Thread(target=encoder.encode, args=([f"Report {number} speaks." for number in range(2_400)],))
    many.start()
    while waiting.qsize() < 200:
        time.sleep(0.001)
    encoder.words([f"A sentence about crossing {number}." for number in range(24)])
    assert waiting.qsize() > 100, "the question went first"
    many.join()


def test_fp32_is_the_reference(reference: SentenceTransformersEncoder) -> None:
    cosines = (PackagedEncoder(int8=False).encode(TEXTS) * reference.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9999


def test_int8_is_near_the_reference(encoder: PackagedEncoder, reference: SentenceTransformersEncoder) -> None:
    assert (encoder.encode(TEXTS) * reference.encode(TEXTS)).sum(axis=1).min() > 0.99


def test_pinned_vectors(reference: SentenceTransformersEncoder) -> None:
    assert np.allclose(reference.encode(TEXTS)[:, :4], GOLDEN, atol=2e-3)


def test_threads_do_not_disturb_each_other(encoder: PackagedEncoder) -> None:
    expected = encoder.encode(TEXTS)
    found: list[float] = []

    def work() -> None:
        for _ in range(5):
            found.append(float((encoder.encode(TEXTS) * expected).sum(axis=1).min()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert min(found) > 0.999


def test_names_differ_by_backend() -> None:
    names = {PackagedEncoder.name, PackagedEncoder(int8=False).name, SentenceTransformersEncoder.named(None)}
    assert len(names) == 3
