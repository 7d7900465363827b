"""What a question asks for, its period, and whose words lead."""

from datetime import date

import numpy as np
import pytest

from dragoman import Dragoman
from dragoman.assistant.answering.answer_text import answer_text, answer_with_foot
from dragoman.assistant.answering.asked_for import asked_for, prefer_words, tells_words_of, words_of
from dragoman.assistant.answering.period import asked_period, prefer_period
from dragoman.assistant.contract.answers import Answer
from dragoman.assistant.render import chat_markdown
from dragoman.corpus.types import Document, Passage, Sentence, Span
from dragoman.index.retrieval.search import EvidenceSentence

NEWEST = date(2031, 5, 20)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many trucks crossed?", "a number"),
        ("Why did the talks stop?", "a reason"),
        ("Which towns were named?", "a list"),
        ("Did Oman sign?", "yes or no"),
        ("What did Ilse Brandt say about the port?", "words of Ilse Brandt"),
        ("what was brandt's reaction to the vote", "words of brandt"),
        ("Do the reports disagree about the toll?", "how reports compare"),
        ("What happened in Varna?", "an overview from several reports"),
        ("Who leads the mission now?", "a person or a body; the latest state"),
        ("Where did they meet in March 2030?", "a place; reports of March 2030"),
    ],
)
def test_what_is_asked_for_in_words(question: str, words: str) -> None:
    assert asked_for(question, NEWEST).words == words


@pytest.mark.parametrize("question", ["What did it say?", "What did they tell?", "Who said so?", "What is a truce?"])
def test_nobody_in_particular(question: str) -> None:
    assert words_of(question) is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("as of 4 February 2030, who leads?", "up to 4 February 2030"),
        ("Who led before 4 February?", "up to 4 February 2031"),
        ("what was agreed in january?", "January 2031"),
        ("Who signed since March 2030?", "since 1 March 2030"),
        ("What changed last month?", "April 2031"),
        ("What changed in the past two weeks?", "6 May 2031 to 20 May 2031"),
        ("Who won in 2029?", "2029"),
    ],
)
def test_periods(question: str, words: str) -> None:
    found = asked_period(question, NEWEST)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize("question", ["Who may march?", "Who won the 2029 election?", "How long will it last?", "last"])
def test_no_period(question: str) -> None:
    assert asked_period(question, NEWEST) is None


def evidence(text: str, published: date | None, score: float) -> EvidenceSentence:
    document = Document.make(text, text[:20], key=text, published=published)
    span = Span(0, len(text))
    return EvidenceSentence(Sentence(document, span), Passage(document, span), score, np.zeros(3, np.float32))


def test_evidence_of_the_period_comes_first_and_a_named_day_decides() -> None:
    old = evidence("The port was open.", date(2030, 3, 9), 5.0)
    new = evidence("The port is shut.", date(2031, 5, 1), 6.0)
    told = evidence("The port had been shut on 8 March 2030.", date(2031, 5, 2), 4.5)
    ordered = prefer_period(asked_period("Was it open in March 2030?", NEWEST), [new, old, told])
    assert [one.sentence for one in ordered] == [old.sentence, told.sentence, new.sentence]
    assert prefer_period(None, [new, old]) == (new, old)


def test_quoted_words_of_the_person_come_before_reported_ones() -> None:
    report = evidence("Brandt said the port would open.", None, 6.0)
    words = evidence("“The port will open when the last mine is out”, Brandt told reporters.", None, 5.5)
    other = evidence("“We are waiting for the port to open”, Holm said.", None, 6.1)
    assert prefer_words("Ilse Brandt", (other, report, words))[0].sentence == words.sentence
    assert prefer_words(None, (other, report)) == (other, report)


def test_people_read_what_was_looked_for_and_programs_get_the_answer_alone(dragoman: Dragoman) -> None:
    answer = dragoman.ask("How many factions signed the joint statement in Cairo?")
    shown = answer_with_foot(answer)
    assert shown == f"{answer_text(answer)}\n\n(Looked for: {answer.looked_for}.)"
    assert "number" in answer.looked_for
    assert "Looked for" not in Answer.of(answer).as_object()["text"] + chat_markdown.message(answer).content


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Ilse Brandt also warned of a flood.", True),
        ("Brandt, the minister of ports, said that it was late.", True),
        ("“It is late”, said the minister Brandt.", True),
        ("According to Minister Ilse Brandt, it was late.", True),
        ("By Brandt's account it was late.", True),
        ("Haddad says that Brandt was late.", False),
        ("Haddad told Brandt to wait.", False),
        ("The crew led by Brandt waited.", False),
        ("Brandtson said that it was late.", False),
    ],
)
def test_whose_words_a_sentence_tells(text: str, own: bool) -> None:
    assert tells_words_of("Ilse Brandt", text) is own
