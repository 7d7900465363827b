"""Suggestions have an answer, follow from the given answer, and use the document's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import Dragoman
from dragoman.assistant.questions import GeneratedQuestion, generate_questions
from dragoman.corpus.clean import clean
from dragoman.corpus.types import Document
from dragoman.index.ingest import ingest

ASKED = (
    "Which factions signed the joint statement in Cairo?",
    "How many lorries a day were to enter Gaza?",
    "When did Rafah partly reopen?",
    "What did Netanyahu say about Turkish troops?",
    "Who is to head the committee for Gaza?",
)


def made(text: str, **more: str) -> list[str]:
    return [one.text for one in generate_questions(Document.make(clean(text), "A title", key="k", **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ASKED)
def test_a_suggestion_is_answered_by_another_sentence(briefed: Dragoman, asked: str) -> None:
    answer = briefed.ask(asked)
    offered = briefed.suggest(answer)
    assert 1 <= len(offered) <= 3
    assert len(set(offered)) == len(offered)
    assert briefed.suggest(answer) == offered
    lead = answer.citations[0]
    for one in offered:
        assert one.endswith("?")
        following = briefed.ask(one)
        assert not following.abstained
        first = following.citations[0]
        assert first.document.id != lead.document.id or not first.span.overlaps(lead.span)


def test_nothing_follows_from_an_abstention(briefed: Dragoman) -> None:
    answer = briefed.ask("What is the melting point of tungsten?")
    assert answer.abstained
    assert briefed.suggest(answer) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Delegations of Hamas and Fatah met in Cairo on 23 October 2025, ILKHA reports. More delegations came.",
            ["When did delegations of Hamas and Fatah meet in Cairo?", "Who met in Cairo on 23 October 2025?"],
        ),
        (
            "The plan was presented in the White House on 29 September 2025.",
            ["When was the plan presented in the White House?"],
        ),
        (
            "Seven factions signed the joint statement of 24 October in Cairo.",
            ["How many factions signed the joint statement of 24 October in Cairo?"],
        ),
        (
            "Ilham Aliyev said that the parliament would not send any soldiers.",
            ["What did Ilham Aliyev say about the parliament?"],
        ),
        (
            "The State Department said that the revised proposal would stay.",
            ["What did the State Department say about the revised proposal?"],
        ),
        ("Ali Shaath, who leads the committee, lives in Cairo.", ["Who is Ali Shaath?"]),
        ("The Beijing Declaration is a document of fourteen groups.", ["What is the Beijing Declaration?"]),
        ("It was adopted in 1989 by eleven states.", []),
        ("The source said that it would do so.", []),
        ("“We came,” he said.", []),
        ("Others signed it, too, and left on 3 May 2025.", []),
        ("واجتمعت الوفود في القاهرة يوم 24 أكتوبر 2025.", []),
        ("", []),
    ],
)  # fmt: skip
def test_questions_of_plain_sentences(text: str, expected: list[str]) -> None:
    found = made(text)
    assert [one for one in expected if one not in found] == []
    assert bool(found) == bool(expected)


def test_no_question_is_made_of_another_language() -> None:
    assert made("Delegations of Hamas and Fatah met in Cairo on 23 October 2025.", language="fr") == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    document = Document.make(clean(text), "A title", key="k")
    for one in generate_questions(document):
        assert isinstance(one, GeneratedQuestion)
        assert one.span.end <= len(document.text)


def test_examples_are_questions_that_the_corpus_answers(tmp_path: Path) -> None:
    texts = {
        "a": "Delegations of two movements met in Doha on 3 May 2025. They spoke about a prisoner exchange.",
        "b": "Fourteen engineers inspected the desalination plant near the harbour. Their report is to follow.",
        "c": "Salma Haddad, who chairs the water office, called for patience. She gave no date.",
        "d": "Short.",
    }
    with Dragoman.open(tmp_path / "home", lasting=False) as dragoman:
        assert dragoman.examples() == []
        ingest(dragoman._home, [Document.make(text, f"Report number {name}", key=name) for name, text in texts.items()])
        examples = dragoman.examples()
        assert "What is reported about “Report number a”?" in examples
        tried = [one for one in examples if not one.startswith("What is reported about")]
        assert tried
        assert all(not dragoman.ask(one).abstained for one in tried)
