"""Questions for a state: the newest report that tells it leads, and older states are marked as earlier."""

from datetime import date

import numpy as np
import pytest

from dragoman.assistant.answering.answer_text import difference_label
from dragoman.assistant.answering.differences import find_differences
from dragoman.assistant.answering.extractive import quoted_claims
from dragoman.assistant.answering.period import Period
from dragoman.assistant.answering.recency import newest_first
from dragoman.assistant.answering.states import asked_state
from dragoman.corpus.types import Document, Passage, Sentence, Span
from dragoman.index.retrieval.search import EvidenceSentence

SPRING, SUMMER, AUTUMN = date(2031, 3, 4), date(2031, 7, 9), date(2031, 10, 2)


def evidence(*said: tuple[str, date, float], apart: float = 0.1) -> list[EvidenceSentence]:
    """(a report's only sentence, its day, score), best first; their vectors are nearly the same."""
    found = []
    for place, (words, day, score) in enumerate(said):
        document = Document.make(words, f"Report {place}", key=f"{place}", published=day)
        span = Span(0, len(words))
        vector = np.array([1.0, apart * place], np.float32)
        vector /= np.linalg.norm(vector)
        found.append(EvidenceSentence(Sentence(document, span), Passage(document, span), score, vector))
    return sorted(found, key=lambda one: -one.score)


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        ("Who heads the council?", "Ana Reyes heads the council.", "Ilse Brandt, head of the council, met them."),
        ("Who is the head of the council?", "Ana Reyes is the head of the council.", "Ilse Brandt leads the council."),
        ("Is the Varna bridge open?", "The Varna bridge is open.", "The Varna bridge was closed by the city."),
        ("Is the Varna bridge open?", "The Varna bridge is closed.", "The Varna bridge has partly reopened."),
        ("How many members does the council have?", "The council has 9 members.", "The council has 12 members."),
        ("Has Oman signed the treaty yet?", "Oman has not signed the treaty.", "Oman signed the treaty in Varna."),
    ],
)  # fmt: skip
def test_the_newest_state_leads(question: str, older: str, newer: str) -> None:
    found = newest_first(question, evidence((older, SPRING, 9), (newer, AUTUMN, 8)))
    assert found[0].sentence.text == newer
    assert found[0].score == 9


@pytest.mark.parametrize(
    ("question", "state", "other"),
    [
        ("Who heads the port council?", "Ana Reyes heads the port council.", "Ilse Brandt would head the port council."),
        ("Who heads the port council?", "Ana Reyes heads the port council.", "The head of the port council was named in Oslo."),
        ("Who heads the port council?", "Ana Reyes heads the port council.", "Oslo insists on a new head of the port council."),
        ("Is the Varna bridge open?", "The Varna bridge is closed.", "The Varna bridge will open in the coming days."),
        ("Is the Varna bridge open?", "The Varna bridge is closed.", "If the Varna bridge opens, lorries come first."),
        ("Is the Varna bridge open?", "The Varna bridge is closed.", "They spoke about the Varna bridge."),
        ("Has Oslo joined the port council?", "Oslo joined the port council.", "Oslo, which joined a run, met the port council."),
        ("How many members does the council have?", "The council has 9 members.", "The council's members met 3 ministers."),
    ],
)  # fmt: skip
def test_a_plan_a_condition_or_a_mention_is_no_state(question: str, state: str, other: str) -> None:
    assert newest_first(question, evidence((other, AUTUMN, 9), (state, SPRING, 8)))[0].sentence.text == state


@pytest.mark.parametrize(
    "question",
    ["Who headed the council?", "When did it open?", "Was the bridge open?", "Will the bridge open?", "Who is Brandt?"],
)
def test_what_asks_for_no_state(question: str) -> None:
    assert asked_state(question) is None


def test_as_of_a_day_leaves_out_later_reports() -> None:
    found = evidence(
        ("Ana Reyes heads the port council.", SPRING, 9),
        ("Ilse Brandt heads the port council.", SUMMER, 8),
        ("Omar Haddad heads the port council.", AUTUMN, 7),
    )
    first = newest_first("Who heads the port council?", found, Period(None, date(2031, 8, 1)))[0]
    assert first.sentence.text == "Ilse Brandt heads the port council."


def test_an_older_state_is_earlier_and_one_of_the_same_days_differs() -> None:
    question = "How many members does the council have?"
    older, newer = "The council will have 9 members.", "The council will have 12 members."
    for day, label in ((SPRING, "Earlier (4 March 2031)"), (date(2031, 10, 1), "Reports differ")):
        found = newest_first(question, evidence((newer, AUTUMN, 9), (older, day, 8)))
        [difference] = find_differences(quoted_claims(found, question), found, question)
        assert difference.citation.quote == older
        assert difference_label(difference) == label


def test_somebody_who_was_to_head_it_earlier_is_named_as_earlier() -> None:
    question = "Who heads the port council?"
    found = newest_first(
        question,
        evidence(
            ("Ana Reyes would be the head of the port council.", SPRING, 9),
            ("Ilse Brandt heads the port council.", AUTUMN, 8),
            apart=3,
        ),
    )
    [difference] = find_differences(quoted_claims(found, question), found, question)
    assert (difference.earlier, difference.reasons) == (True, ())
    assert difference.citation.quote == "Ana Reyes would be the head of the port council."


def test_reports_of_another_day_of_an_event_dispute_it() -> None:
    question = "How many years has the truce lasted since it began?"
    found = evidence(("The truce began on 3 May 2029.", AUTUMN, 9), ("The truce began on 7 May 2029.", SPRING, 8))
    assert all(not one.earlier for one in find_differences(quoted_claims(found, question), found, question))
