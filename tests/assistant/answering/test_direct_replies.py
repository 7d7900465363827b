"""Messages that ask nothing of the reports, and questions in languages that the encoder does not read."""

import pytest

from dragoman.assistant.answering.direct_replies import kind_of_message, without_direct
from dragoman.assistant.answering.language_notice import language_notice
from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.types import Turn
from dragoman.corpus.language.question_language import question_language


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Good evening!", "greeting"),
        ("ok, thanks a lot", "thanks"),
        ("bye", "farewell"),
        ("What can I ask you?", "help"),
        ("which reports do you have", "sources"),
        ("Where did you get that information from?", "sources"),
        ("Are you a robot?", "maker"),
    ],
)
def test_kinds(message: str, kind: str) -> None:
    assert kind_of_message(message) == kind


@pytest.mark.parametrize(
    "message",
    [
        "Hello Kitty sales in 2030",
        "Who made you-know-who minister?",
        "What sources did Brandt name?",
        "thanks to whom did it end?",
    ],
)
def test_a_question_is_none_of_these(message: str) -> None:
    assert kind_of_message(message) is None


def test_in_a_conversation_it_is_what_was_spoken_of() -> None:
    assert kind_of_message("How does it work?") == "help"
    assert kind_of_message("How does it work?", continues=True) is None
    assert kind_of_message("What can you do?", continues=True) == "help"


def test_they_are_left_out_of_a_conversation() -> None:
    asked = [Turn("user", "Who is Lund?"), Turn("assistant", "Lund leads.")]
    assert without_direct([Turn("user", "hi"), Turn("assistant", "Hello."), *asked, Turn("user", "thanks")]) == asked


def test_replies_come_from_what_is_there_and_are_no_quotations(briefed: Dragoman) -> None:
    answer = briefed.ask("What sources do you have?")
    assert not answer.abstained
    assert answer.claims == ()
    assert "33 briefs from 23 July 2024" in answer.reply
    assert "does not say" not in briefed.ask("hello").reply
    assert briefed.ask("hello", literal=True).abstained


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer leitet die Kommission?", "de"),
        ("Quand les pourparlers ont-ils commencé ?", "fr"),
        ("متى بدأت المحادثات؟", "ar"),
        ("Коли почалися переговори, і де?", "uk"),
        ("¿Cuántos camiones?", "es"),
        ("Who is Erdoğan?", "en"),
        ("De Mistura Geneva", "en"),
        ("How would one write T(n) = 7n2 + 15n?", "en"),
        ("???", "en"),
    ],
)
def test_languages(question: str, language: str) -> None:
    assert question_language(question) == language
    assert (language_notice(question) is None) == (language == "en")


def test_a_language_without_a_text_of_its_own_is_named_in_english() -> None:
    notice = language_notice("회담은 언제 시작되었습니까?")
    assert notice is not None
    assert "Korean" in notice[1]


def test_a_reader_is_told_in_the_language_of_the_question(briefed: Dragoman) -> None:
    answer = briefed.ask("Wer leitet das Komitee in Gaza?")
    assert answer.abstained
    assert answer.claims == ()
    assert "Englisch" in answer.reply
