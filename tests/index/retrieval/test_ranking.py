"""Ranking and confidence on sentences with made-up vectors: cases that words alone decide, and edge cases."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index.encoding.word_vectors import WordVectors
from dragoman.index.retrieval.features import FEATURES, Candidate
from dragoman.index.retrieval.ranking import CLOSE, CONFIDENCE, Query, Ranker, Ranking, Weights, load_weights

TEXTS = (
    "Egypt hosted the factions in Cairo. Hassan Rashad, the head of Egyptian General Intelligence, received them. He left.",
    "About 200 US troops work at the coordination centre. Rubio visited it on Thursday.",
    "The weather in Geneva was fine. Nobody spoke about it. Why should they?",
    "Netanyahu opposed Turkish troops. “I have very strong opinions about that,” he said in 2025.",
)


def unit(seed: int, rows: int) -> np.ndarray:
    """Make unit vectors (n, 64) that belong to no text, all orthogonal to `VECTOR`."""
    drawn = np.random.default_rng(seed).normal(size=(rows, 64)).astype(np.float32)
    drawn[:, 0] = 0
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def candidate(key: int, text: str, title: str = "") -> Candidate:
    sentences = tuple(part if part.endswith("?") else part + "." for part in text.rstrip(".").split(". "))
    return Candidate(key, title, sentences, unit(key, len(sentences)))


CANDIDATES = [candidate(key, text) for key, text in enumerate(TEXTS)]
VECTOR = np.eye(64, dtype=np.float32)[0]


@pytest.fixture(scope="module")
def ranker():
    return Ranker(load_weights())


def spelt(texts):
    """Return words whose vectors depend only on their spelling: equal words have equal vectors."""
    found = []
    for text in texts:
        words = tuple(re.findall(r"\w+", text))
        rows = [np.random.default_rng(list(word.lower().encode())).normal(size=64) for word in words]
        vectors = np.array(rows, np.float32).reshape(-1, 64)
        found.append(WordVectors(words, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)))
    return found


def rank(ranker, question, candidates=CANDIDATES, context=()):
    query = Query(question, context)
    return ranker.rank(query, VECTOR, candidates, ranker.weights.background.rarity({}, len(candidates)), spelt)


@pytest.mark.parametrize(
    ("question", "passage", "sentence"),
    [
        ("Who leads Egyptian General Intelligence?", 0, 1),
        ("How many US troops are at the coordination center?", 1, 0),
        ("What did Netanyahu say about Turkish troops?", 3, 0),
    ],
)
def test_the_words_of_the_question_find_passage_and_sentence(ranker, question, passage, sentence):
    first = rank(ranker, question).passages[0]
    assert first.passage == passage
    assert int(np.argmax(first.sentence_scores)) == sentence


def test_words_that_are_there_give_more_confidence_than_words_that_are_not(ranker):
    there = rank(ranker, "How many US troops are at the coordination centre?").confidence
    absent = rank(ranker, "Who won the football championship in Uruguay?").confidence
    assert 0 <= absent < ranker.weights.threshold
    assert absent < there <= 1


def test_no_candidates_give_no_passages_and_no_confidence(ranker):
    assert rank(ranker, "Who leads?", []) == Ranking((), 0.0)


@pytest.mark.parametrize("question", ["", "?!", "_", "_ __", "who", "Rubio", "قاهرة", "x" * 5000])
def test_any_question_ranks_one_candidate_of_one_sentence(ranker, question):
    only = candidate(7, "Rubio spoke.")
    ranking = rank(ranker, question, [only])
    assert [passage.passage for passage in ranking.passages] == [7]
    assert len(ranking.passages[0].sentence_scores) == 1
    assert 0 <= ranking.confidence <= 1


@settings(deadline=None)
@given(st.permutations(CANDIDATES), st.sampled_from(["troops in Cairo", "Who received the factions?", "nothing of it"]))
def test_the_order_of_candidates_does_not_matter(candidates, question):
    ranker = Ranker(load_weights())
    assert rank(ranker, question, candidates) == rank(ranker, question)


@settings(deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_words_give_finite_scores_in_falling_order(question, sentences):
    ranker = Ranker(load_weights())
    candidates = [Candidate(1, question, tuple(sentences), unit(1, len(sentences))), *CANDIDATES[2:]]
    ranking = rank(ranker, question, candidates, ((TEXTS[0], 0.3),))
    scores = [passage.score for passage in ranking.passages]
    assert scores == sorted(scores, reverse=True)
    assert all(np.isfinite(passage.sentence_scores).all() for passage in ranking.passages)
    assert 0 <= ranking.confidence <= 1


def test_equal_passages_stand_in_the_order_of_their_keys(ranker):
    twin = CANDIDATES[1]
    assert [passage.passage for passage in rank(ranker, "US troops", [replace(twin, passage=5), twin]).passages] == [
        1,
        5,
    ]


def test_an_earlier_turn_finds_what_the_question_leaves_out(ranker):
    question = "And who came?"
    plain, after = rank(ranker, question), rank(ranker, question, context=(("Netanyahu Turkish troops", 0.3),))
    place = [passage.passage for passage in after.passages].index(3)
    assert place == 0
    assert [passage.passage for passage in plain.passages] != [passage.passage for passage in after.passages]


def test_what_was_quoted_before_is_not_quoted_first_again(ranker):
    said = CANDIDATES[1].sentences[0]
    query = Query.following("And how many US troops?", "US troops at the centre", f"According to AP: {said}")
    without = replace(query, context=((query.context[0]), ("According to AP:", 0.2)))
    score = {
        one: next(
            passage.sentence_scores[0]
            for passage in ranker.rank(one, VECTOR, CANDIDATES, ranker.weights.background.rarity({}, 4), spelt).passages
            if passage.passage == 1
        )
        for one in (query, without)
    }
    assert score[query] < score[without]


def test_a_query_blends_its_parts_by_their_weights():
    query = Query("a", (("b", 0.5),))
    assert query.parts == ("a", "b")
    blended = query.blend(np.eye(2, dtype=np.float32))
    assert np.linalg.norm(blended) == pytest.approx(1)
    assert blended[0] == pytest.approx(2 * blended[1])


def test_empty_turns_add_nothing():
    assert Query.following("Who?", " ", "") == Query("Who?")


def test_a_question_is_matched_alone_and_with_the_turn_before():
    assert Query.following("Who signed?", "Which statement came from Cairo?", "").matches == (
        '"sign"',
        '"sign" OR "statement" OR "come" OR "cairo"',
    )
    assert Query("Who signed?").matches == ('"sign"',)


def test_a_candidate_needs_a_vector_for_each_sentence():
    with pytest.raises(ValueError, match="passage 3"):
        Candidate(3, "", ("One.", "Two."), unit(0, 1))
    with pytest.raises(ValueError, match="passage 4"):
        Candidate(4, "", (), unit(0, 0))


def test_rarity_is_positive_falls_with_use_and_knows_common_words_without_a_corpus():
    background = load_weights().background
    alone = background.rarity({}, 0)
    assert alone("unheardofword") > alone("govern") > alone("the") >= 0
    assert background.rarity({"govern": 500}, 1000)("govern") < alone("govern")
    assert background.rarity({"the": 1000}, 1000)("the") >= 0


def test_weights_survive_json_and_the_shipped_ones_fit_the_code():
    weights = load_weights()
    assert Weights.from_json(weights.to_json()) == weights
    assert set(weights.ranking) == set(FEATURES)
    assert set(weights.confidence) == set(CONFIDENCE)
    assert len(weights.made["data_sha256"]) == 64
    assert set(weights.reading) == set(CLOSE)
    assert 0 < weights.threshold < 1


@pytest.mark.parametrize(
    "change",
    [{"ranking": {}}, {"reading": {}}, {"confidence": {"else": 1.0}}, {"bias": float("nan")}, {"threshold": 1.5}],
)
def test_weights_of_another_kind_are_refused(change):
    with pytest.raises(ValueError, match="dragoman eval calibrate"):
        replace(load_weights(), **change)
