"""The finer kinds of answer, who holds an office, and what evidence lacks to answer."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dragoman import Dragoman
from dragoman.assistant.answering.abstention import lacking
from dragoman.assistant.answering.answer_kinds import counted_thing, finer_kind, having, prefer_kind
from dragoman.assistant.answering.asked_for import prefer_words
from dragoman.assistant.answering.offices import holder
from dragoman.assistant.answering.spoken_topics import spoken_topic
from dragoman.corpus.segment import segment
from dragoman.corpus.types import Document, Passage, Sentence, Span
from dragoman.index.retrieval.search import EvidenceSentence


def evidence(*texts: str) -> tuple[EvidenceSentence, ...]:
    """Return the sentences of texts, each a document, as evidence whose scores fall by one."""
    found = []
    for text in texts:
        document = Document.make(text, "A title", key=text)
        passage = Passage(document, Span(0, len(text)))
        found += [(Sentence(document, span), passage) for span in segment(text).sentences]
    return tuple(
        EvidenceSentence(sentence, passage, 20.0 - at, np.zeros(3, np.float32))
        for at, (sentence, passage) in enumerate(found)
    )


def unlike(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode texts so that none is like another."""
    return np.zeros((len(texts), 3), np.float32)


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("How long did the dredging take?", "It was done in nine weeks.", "It began nine weeks ago."),
        ("How old is the harbour master?", "Holm, 61, has run the port since May.", "Holm has 61 boats."),
        ("How much did the crane cost?", "Oslo paid 3 million for it.", "It weighs more than the old one."),
        ("What share of the crew voted?", "Turnout was 48 percent.", "Most came late, the mate said."),
        ("What was the turnout in Kiel?", "About 4,000 came.", "Turnout was high."),
        ("How many ferries were sunk?", "Two of the old ferries went down.", "The crew of 20 watched a ferry sink."),
        ("How many senators came?", "Seven Greens came to the hall.", "Two ferries came."),
        ("Who is Ilse Brandt?", "Ilse Brandt, a judge from Kiel, came first.", "Ilse Brandt came first."),
        ("who is brandt and why does she matter", "The judge Ilse Brandt was chosen.", "Nobody saw Brandt there."),
        ("Who is Ilse Brandt?", "The judge Ilse Brandt won.", "A storm and a strike test Brandt's luck."),
        ("What is the Kiel Accord?", "The Kiel Accord is a treaty on fishing.", "They spoke of the Kiel Accord."),
        ("Why was the pier shut?", "It was shut because of the ice.", "It was shut on Monday."),
    ],
)
def test_a_sentence_has_the_finer_kind(question: str, has: str, lacks: str) -> None:
    assert having(question, [has, lacks]) == [True, False]


@pytest.mark.parametrize(
    "question", ["Who signed?", "Where is the port?", "Who is the head of the port?", "When did it open?"]
)
def test_no_finer_kind(question: str) -> None:
    assert finer_kind(question) is None
    assert having(question, ["Anything."]) == [True]


def test_the_finer_kind_leads_and_the_scores_stay_in_place() -> None:
    given_ = evidence("The talks took place in Bergen.", "Why did the talks take so long?", "The talks took nine days.")
    ordered = prefer_kind("How long did the talks take?", given_)
    assert ordered[0].sentence.text == "The talks took nine days."
    assert [one.score for one in ordered] == [one.score for one in given_]


TEXTS = st.text(alphabet="aA 1.“”?$,", min_size=1, max_size=12).filter(str.strip)


@given(st.lists(TEXTS, max_size=6), st.sampled_from(["How long?", "How many cats came?"]))
def test_nothing_is_lost_or_made_up(texts: list[str], question: str) -> None:
    found = evidence(*texts)
    assert sorted(one.sentence.span for one in prefer_kind(question, found)) == sorted(
        one.sentence.span for one in found
    )


def test_an_office_stands_for_whoever_holds_it_there() -> None:
    found = evidence(
        "Bergen Mayor Nils Holm spoke.", "Kiel Mayor Ilse Brandt spoke.", "The former Swedish leader Berg called."
    )
    assert holder("Kiel's mayor", found) == "Ilse Brandt"
    assert holder("Sweden's former president", found) == "Berg"
    assert holder("the mayor of Varna", found) is None
    assert holder("Ilse Brandt", found) is None


def test_a_quotation_of_two_sentences_is_of_whoever_is_named_after_it() -> None:
    (whole,) = evidence("“It is spring, we open” Brandt said.")
    document, first = whole.sentence.document, Span(0, len("“It is spring,"))
    half = EvidenceSentence(Sentence(document, first), whole.passage, 20.0, whole.vector)
    other = replace(half, score=21.0, sentence=Sentence(document, Span(first.end + 1, first.end + 8)))
    assert prefer_words("Ilse Brandt", (other, half))[0].sentence == half.sentence


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did Brandt say about the ice?", "the ice"),
        ("what was brandt's reaction to the vote", "the vote"),
        ("What did Brandt say?", None),
        ("Who said so?", None),
    ],
)
def test_the_topic_of_words(question: str, topic: str | None) -> None:
    assert spoken_topic(question) == topic


def test_what_evidence_lacks() -> None:
    found = evidence("Brandt said that the ferries of the line were late.", "Holm praised the new lighthouse.")
    assert (
        lacking("How many lighthouses were built?", None, found, unlike)
        == "What was found gives no number of lighthouses."
    )
    asked = "What did Brandt say about the lighthouse?"
    assert (
        lacking(asked, "Brandt", found, unlike) == "What was found of the words of Brandt is not about the lighthouse."
    )
    assert lacking("What did Brandt say about the ferry?", "Brandt", found, unlike) is None
    assert lacking("What did Holm say about lighthouses?", "Holm", found, unlike) is None
    assert lacking("In which hotel did Holm stay?", None, found, unlike) == "What was found names no hotel."
    assert lacking("When did the ferries leave?", None, found, unlike) is None


def test_people_and_times_are_counted_by_any_number() -> None:
    assert counted_thing("How many people came?") is None
    assert counted_thing("How many times did they meet?") is None
    assert counted_thing("How many of the ferries came?") == "ferries"


def test_an_answer_says_what_it_lacks(dragoman: Dragoman) -> None:
    answer = dragoman.ask("How many letters did the factions sign in Cairo?")
    assert answer.abstained
    assert answer.claims == ()
    assert "What was found gives no number of letters." in answer.missing
