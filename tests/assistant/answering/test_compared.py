"""Questions that compare: what is compared, and the words of each side."""

from collections.abc import Callable

import pytest

from dragoman.assistant.answering.asked_comparison import AskedComparison, asked_comparison, outlets
from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.types import Answer


@pytest.mark.parametrize(
    ("question", "topic", "sides"),
    [
        ("How do Fjord Daily and Harbour Post differ on the ferry?", "the ferry", ("Fjord Daily", "Harbour Post")),
        ("how did the NTB and Tidende describe the fall of the bridge", "the fall of the bridge", ("NTB", "Tidende")),
        ("What is the difference between Lund and Okafor on fishing?", "fishing", ("Lund", "Okafor")),
        ("Do the reports disagree about whether the ferry sank?", "the ferry sank", ()),
        ("Are there conflicting reports of how many drowned?", "how many drowned", ()),
        ("Does anyone dispute that the pier is closed?", "the pier is closed", ()),
        ("When did the ferry sink? Do the two stories agree?", "When did the ferry sink", ()),
    ],
)
def test_what_is_compared(question: str, topic: str, sides: tuple[str, ...]) -> None:
    assert asked_comparison(question) == AskedComparison(topic, sides)


@pytest.mark.parametrize(
    "question",
    [
        "Lund and Okafor differ on fishing. Why does she want fewer boats?",
        "How did Lund describe the ferry?",
        "Do the islands agree to the plan?",
        "Do reports disagree?",
        "How many reports are there about the ferry?",
    ],
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert asked_comparison(question) is None


def test_a_name_stands_for_an_outlet() -> None:
    known = ["Bergen Gazette (text: NTB)", "Norsk Telegram Byrå", "harbour-post", "The Skipper"]
    assert outlets("NTB", known) == ("Bergen Gazette (text: NTB)", "Norsk Telegram Byrå")
    assert outlets("HarbourPost", known) == ("harbour-post",)
    assert outlets("the Skipper", known) == ("The Skipper",)
    assert outlets("TB", known) == ()


@pytest.fixture(scope="module")
def ferries(opened_with: Callable[..., Dragoman]) -> Dragoman:
    head = "---\ntitle: The {} report\npublisher: {}\npublished: 2031-05-0{}\n---\n"
    return opened_with(
        ".md",
        one=head.format("first", "Fjord Daily", 2)
        + "The ferry Solveig carried 40 passengers when it sank. It was old.\n",
        two=head.format("second", "Harbour Post", 3)
        + "The ferry Solveig carried 55 passengers when it sank. It rained.\n",
        three=head.format("third", "The Skipper", 4)
        + "Mayor Ingrid Lund said that fishing quotas must fall. Minister Nils Okafor said fishing quotas must rise.\n",
    )


def _leading(answer: Answer) -> list[str]:
    return [claim.citations[0].quote for claim in answer.claims]


def test_reports_that_differ_are_both_quoted_with_the_reason(ferries: Dragoman) -> None:
    for question in (
        "Do reports disagree about how many passengers the ferry Solveig carried?",
        "How do Fjord Daily and Harbour Post differ on the passengers of the ferry Solveig?",
    ):
        answer = ferries.ask(question)
        assert not answer.abstained
        (difference,) = answer.differing
        assert {answer.claims[0].citations[0].document.publisher, difference.citation.document.publisher} == {
            "Fjord Daily", "Harbour Post",
        }  # fmt: skip
        assert "40" in difference.reasons[0] and "55" in difference.reasons[0]
        assert "compare" in answer.looked_for


def test_speakers_are_compared_by_their_own_words(ferries: Dragoman) -> None:
    lund, okafor = _leading(ferries.ask("How do Lund and Okafor differ on fishing quotas?"))
    assert "Lund" in lund and "Okafor" in okafor


def test_a_side_without_words_is_named(ferries: Dragoman) -> None:
    answer = ferries.ask("How do Fjord Daily and The Lighthouse differ on the passengers of the ferry Solveig?")
    assert answer.notes[0] == "Nothing by Lighthouse was found on this."
    assert answer.claims[0].citations[0].document.publisher == "Fjord Daily"


def test_nothing_on_the_topic_is_an_abstention(ferries: Dragoman) -> None:
    assert ferries.ask("Do reports disagree about the volcano in Chile?").abstained
