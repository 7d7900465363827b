import pytest

from dragoman.assistant.answering.elliptical import completed
from dragoman.assistant.answering.follow_up import is_follow_up, query_text, searched_query
from dragoman.assistant.types import Turn
from dragoman.index.retrieval.ranking import Query

BEFORE = [
    Turn("user", "How many US troops are at the coordination center?"),
    Turn("assistant", "The center includes about 200 US troops."),
]


@pytest.mark.parametrize(
    "question",
    ["and who from the US visited?", "When did he say that?", "Who leads it?", "And his deputy in the north?"],
)
def test_follow_ups(question: str) -> None:
    assert is_follow_up(question)
    query = searched_query(question, BEFORE)
    assert query.text == question
    assert [text for text, _ in query.context] == [turn.content for turn in BEFORE]
    assert all(0 < weight < 1 for _, weight in query.context), "damped"
    assert BEFORE[0].content in query_text(query)


@pytest.mark.parametrize(
    "question", ["Which factions signed the joint statement in Cairo?", "Who won the football World Cup in 2022?"]
)
def test_questions_that_stand_alone(question: str) -> None:
    query = searched_query(question, BEFORE)
    assert query.context == ()
    assert query_text(query) == question


def test_without_history_nothing_is_added() -> None:
    assert searched_query("Why?", []).context == ()
    assert searched_query("Why?", [Turn("assistant", "Welcome.")]).context == ()


def test_a_question_that_was_not_answered_is_passed_over() -> None:
    aside = [
        Turn("user", "Who won the 2022 World Cup?"),
        Turn("assistant", "This corpus does not say. Searched for: …"),
    ]
    assert searched_query("and who from the US visited?", BEFORE + aside).context[0][0] == BEFORE[0].content
    assert searched_query("and who from the US visited?", [*BEFORE, aside[0]]).context[0][0] == BEFORE[0].content
    assert searched_query("and who lost it?", aside).context[0][0] == aside[0].content


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Why?", "Why US troops are at the coordination center?"),
        ("since when", "Since when US troops are at the coordination center?"),
        ("and when was that?", "When US troops are at the coordination center?"),
        ("Are you sure?", BEFORE[0].content),
        ("What about Danish ones", None),
        ("And in Jenin?", "How many US troops are at the coordination center in Jenin?"),
        ("and Oman?", "How many Oman troops are at the coordination center?"),
    ],
)
def test_a_few_words_are_completed_by_the_question_before(question: str, whole: str | None) -> None:
    query = searched_query(question, BEFORE)
    assert query.text == whole or whole is None
    if whole:
        assert [text for text, _ in query.context] == [BEFORE[1].content], "the answer before is added"


def test_completions_follow_each_other() -> None:
    history = [
        Turn("user", "Is Norway sending trucks?"),
        Turn("assistant", "Norway sends nine."),
        Turn("user", "And Oman?"),
    ]
    assert completed("why", [*history, Turn("assistant", "Oman sends none.")]) == "Why is Oman sending trucks?"
    aside = [Turn("user", "Who is Lund?"), Turn("assistant", "This corpus does not say.")]
    assert completed("by whom?", [*history[:2], *aside]) == "By whom is Norway sending trucks?", (
        "not answered: passed over"
    )


@pytest.mark.parametrize("question", ["Who is Lund?", "what is UNRWA", "Where is Kiryat Gat?", "who is vasylenko"])
def test_a_question_about_a_name_stands_alone(question: str) -> None:
    assert searched_query(question, BEFORE) == Query(question)


@pytest.mark.parametrize("question", ["Who is he?", "what is the date", "who gave the most?"])
def test_a_question_about_a_common_word_may_continue(question: str) -> None:
    assert completed(question, BEFORE) is None
    assert searched_query(question, BEFORE).context or question == "who gave the most?"
