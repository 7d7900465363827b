import pytest

from dragoman.assistant.answering.elliptical import completed, standing_question
from dragoman.assistant.answering.follow_up import searched_query
from dragoman.assistant.answering.pointing import asks_for_more, further_words, said_question, with_person
from dragoman.assistant.types import Turn
from tests.assistant.answering.test_statements import TALK as BRIEFING
from tests.assistant.answering.test_statements import evidence

ABOUT_THE_DAM = "What did Ingrid Lund say about the dam?"
TALK = [Turn("user", ABOUT_THE_DAM), Turn("assistant", "“It must wait,” Ingrid Lund said. — The Daily Fjord [1]")]


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Why did she say that?", "Why did Ingrid Lund say that about the dam?"),
        ("and when did Lund say so?", "When did Ingrid Lund say that about the dam?"),
        ("and when was that?", "When did Ingrid Lund say that about the dam?"),
        ("what else did she say", "What else did Ingrid Lund say about the dam?"),
        ("anything else?", "What else did Ingrid Lund say about the dam?"),
        ("Why did Okafor say that?", None),
        ("Where does the dam stand?", None),
    ],
)
def test_a_follow_up_on_words_names_their_speaker_and_topic(question: str, whole: str | None) -> None:
    assert said_question(question, ABOUT_THE_DAM) == whole
    assert said_question(question, "Who built the dam?") is None


def test_follow_ups_on_words_follow_each_other() -> None:
    history = [*TALK, Turn("user", "Why did she say that?"), Turn("assistant", "“The rock is soft.” — The Daily Fjord")]
    assert completed("what else did she say?", history) == "What else did Ingrid Lund say about the dam?"


@pytest.mark.parametrize("doubt", ["who said that?", "Who told them?", "and who reported this?"])
def test_who_said_so_asks_the_same_question_again(doubt: str) -> None:
    assert completed(doubt, TALK) == ABOUT_THE_DAM


def test_whose_words_are_asked_for_is_named_instead_of_a_pronoun() -> None:
    assert (
        with_person("What did she say about the lake?", ABOUT_THE_DAM, "") == "What did Ingrid Lund say about the lake?"
    )
    asked, told = "Who runs the harbour?", "“David Miller runs the harbour of Oslo.” — Anna Smith Daily [1]"
    assert with_person("And what does he say?", asked, told) == "And what does David Miller say?"
    assert with_person("what did he say?", "who is nils okafor", "") == "what did nils okafor say?"
    assert with_person("When did it open?", asked, told) == "When did it open?"
    assert (
        with_person("What did he say?", "Where is the dam?", "“By the lake.” — Anna Smith Daily [1]")
        == "What did he say?"
    )
    history = [
        Turn("user", asked),
        Turn("assistant", told),
        Turn("user", "what did he say?"),
        Turn("assistant", "“No.”"),
    ]
    assert standing_question(history) == "what did David Miller say?"
    assert searched_query("what did he say about ships?", history).text == "what did David Miller say about ships?"


def test_more_leaves_out_what_was_quoted_and_what_others_say() -> None:
    assert asks_for_more("And what else did she say?")
    assert not asks_for_more("What did she say?")
    report = evidence(
        "“It must wait,” Ingrid Lund said. Ingrid Lund said the rock is soft. Nils Okafor said the lake is full.",
        "Fjord",
    )
    assert [one.sentence.text for one in further_words("Ingrid Lund", TALK, report)] == [
        "Ingrid Lund said the rock is soft."
    ]
    assert len(further_words(None, TALK, report)) == 2
    said = [one.sentence.text for one in further_words("Marek Olin", (), evidence(BRIEFING))]
    assert any("The pier is broken" in one for one in said)
    assert not any("storm" in one for one in said), "somebody else's turn"
