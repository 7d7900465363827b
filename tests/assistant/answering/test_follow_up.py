import pytest

from dragoman.assistant.answering.follow_up import is_follow_up, query_text, searched_query
from dragoman.assistant.types import Turn

BEFORE = [
    Turn("user", "How many US troops are at the coordination center?"),
    Turn("assistant", "The center includes about 200 US troops."),
]


@pytest.mark.parametrize(
    "question",
    ["and who from the US visited?", "What about Qatar?", "When was that?", "Why?", "Who leads it?"],
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
    assert searched_query("and when was that?", aside).context[0][0] == aside[0].content
