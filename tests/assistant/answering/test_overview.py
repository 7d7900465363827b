"""Overviews quote several reports that name the topic; the latest state is told by the newest report."""

from datetime import date

import numpy as np
import pytest

from dragoman.assistant.answering.extractive import quoted_claims
from dragoman.assistant.answering.overview import Topic, on_topic, overview_topic
from dragoman.assistant.answering.recency import newest_first
from dragoman.corpus.segment import segment
from dragoman.corpus.types import Document, Passage, Sentence, Span
from dragoman.index.retrieval.search import EvidenceSentence


def evidence(*reports: tuple[str, str, float]) -> list[EvidenceSentence]:
    """Return the sentences of reports (day, text, score of the first sentence); each next one scores 3 less."""
    found = []
    for day, text, score in reports:
        document = Document.make(text, f"Report of {day}", key=day, published=date.fromisoformat(day))
        for at, span in enumerate(segment(text).sentences):
            passage = Passage(document, Span(0, len(text)))
            vector = np.array([1.0, 0.0], np.float32)
            found.append(EvidenceSentence(Sentence(document, span), passage, score - 3 * at, vector))
    return sorted(found, key=lambda one: -one.score)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What happened at the ferry talks in Oslo?", "the ferry talks in Oslo"),
        ("please summarise the harbour plan.", "the harbour plan"),
        ("Tell me about Olin", "Olin"),
        ("what’s the deal with the pier", "the pier"),
        ("What role does the port play?", "the port"),
        ("Latest news from the ferry talks?", "the ferry talks"),
        ("What happened?", None),
        ("Who told you about the pier?", None),
        ("When will the ferry sail?", None),
    ],
)
def test_the_topic_of_an_overview(question: str, topic: str | None) -> None:
    found = overview_topic(question)
    assert (found.words if found else None) == topic


def test_an_overview_takes_a_sentence_of_each_report_before_a_second_one() -> None:
    found = evidence(
        ("2025-03-01", "The harbour plan was signed. Critics of the harbour plan left.", 9),
        ("2025-03-02", "Nobody came. The harbour plan lacks money.", 4),
    )
    told = [one.sentence.text for one in on_topic(Topic("the harbour plan"), found)]
    assert told == [
        "The harbour plan was signed.",
        "The harbour plan lacks money.",
        "Critics of the harbour plan left.",
    ]
    newest = on_topic(Topic("the harbour plan", newest=True), found)
    assert newest[0].sentence.text == "The harbour plan lacks money."
    assert on_topic(Topic("the harbour plan of Bergen"), found) == ()


def test_the_newest_of_close_reports_leads_if_the_latest_state_is_asked_for() -> None:
    found = evidence(
        ("2025-03-01", "The fleet has 4 ferries.", 9),
        ("2025-06-01", "The fleet has 6 ferries.", 8.5),
        ("2025-09-01", "It rained.", 3),
    )
    leads = {
        question: newest_first(question, found)[0].sentence.text
        for question in (
            "How many ferries does the fleet have now?",
            "how many ferries does it have",
            "Did it have ferries?",
        )
    }
    assert list(leads.values()) == ["The fleet has 6 ferries.", "The fleet has 6 ferries.", "The fleet has 4 ferries."]
    changed = newest_first("How many ferries now?", found)
    assert [one.score for one in changed] == [9, 9, 3]


def test_the_leading_piece_grows_to_the_neighbour_that_has_the_answer() -> None:
    found = evidence(("2025-03-01", "The ferry will sail again. It leaves on 12 May from the old pier.", 20))
    assert quoted_claims(found[:1], "When will the ferry sail?")[0].text == "The ferry will sail again."
    apart = [found[0], EvidenceSentence(found[1].sentence, found[1].passage, 1.0, found[1].vector)]
    assert quoted_claims(apart, "When will the ferry sail?")[0].text.endswith("12 May from the old pier.")
    assert quoted_claims(apart, "Will the ferry sail?")[0].text == "The ferry will sail again."
