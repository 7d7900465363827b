"""Verbs of saying with an object: what is listed as reported, and what is not; people and places are invented."""

import pytest

from dragoman.corpus.types import Document
from dragoman.corpus.utterances import utterances
from tests.corpus.utterances.news import said


def acts(text: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of what is told by a verb with its object."""
    return [(one.speaker, one.text) for one in said(text) if one.cue and one.text.startswith(one.cue)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Minister Rana Odeh called for a new ferry across the strait.",
            ("Rana Odeh", "called for a new ferry across the strait"),
        ),
        (
            "On Monday, Rana Odeh accused the harbour board of hiding the figures.",
            ("Rana Odeh", "accused the harbour board of hiding the figures"),
        ),
        (
            "Rana Odeh criticized the decision to close the old pier.",
            ("Rana Odeh", "criticized the decision to close the old pier"),
        ),
    ],
)
def test_a_verb_with_its_object_is_reported_speech(text: str, found: tuple[str, str]) -> None:
    """The words begin with the verb, since the object alone tells nothing."""
    assert acts(text) == [found]
    assert {one.kind for one in said(text)} == {"indirect"}


@pytest.mark.parametrize(
    "text",
    [
        "Rana Odeh wants a new ferry across the strait.",
        "Rana Odeh never called for a new ferry across the strait.",
        "Rana Odeh is expected to call for a new ferry across the strait.",
        "The court ordered the harbour board to pay the crews.",
        "Rana Odeh wrote a long letter to the harbour board.",
    ],
)
def test_wishes_orders_and_what_was_not_said_are_none(text: str) -> None:
    """Nobody need have spoken, or nobody did."""
    assert acts(text) == []


def test_what_somebody_reports_is_theirs() -> None:
    """Inside a reported clause the verb is the speaker's own word."""
    text = "Omar Saleh said that Rana Odeh had called for a new ferry across the strait."
    assert [one.speaker for one in said(text)] == ["Omar Saleh"]


def test_words_are_those_of_the_document() -> None:
    """Offsets bound the words, whatever stands around them."""
    text = "Calls grew.\n\nRana Odeh (who leads the board) praised the crews of both ferries on Friday."
    document = Document.make(text, "t", key="k")
    (one,) = utterances(document)
    assert (one.speaker, one.span.start) == ("Rana Odeh", text.index("praised"))
    assert one.text.startswith("praised the crews of both ferries")
