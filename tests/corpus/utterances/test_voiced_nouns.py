"""Reported clauses with a noun, or on both sides of who says them; people and places are invented."""

import pytest

from tests.corpus.utterances.news import said


def reported(text: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of reported clauses."""
    return [(one.speaker, one.text) for one in said(text) if one.kind == "indirect" and one.text != one.cue]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Rana Odeh voiced fears that the pier would sink.", "Rana Odeh", "the pier would sink"),
        ("Rana Odeh gave an assurance that no clerk would go.", "Rana Odeh", "no clerk would go"),
        ("Rana Odeh was of the view that the toll was too high.", "Rana Odeh", "the toll was too high"),
        ("Rana Odeh made it clear that the toll would stay.", "Rana Odeh", "the toll would stay"),
        ("Three locks had rusted through, a city audit found last month.", "a city audit", "Three locks had rusted through"),
    ],
)  # fmt: skip
def test_what_is_voiced_is_reported(text: str, speaker: str, words: str) -> None:
    assert reported(text) == [(speaker, words)]


def test_words_on_both_sides_of_who_says_them_are_reported() -> None:
    found = reported("It was a pity, Rana Odeh said, that nobody had warned the village.")
    assert found == [("Rana Odeh", "It was a pity"), ("Rana Odeh", "nobody had warned the village")]


@pytest.mark.parametrize(
    "text",
    [
        "The storm gave the impression that the roof would go.",
        "The plan has the advantage that nobody must pay.",
        "Rana Odeh bought a boat, a wreck found last year.",
        "Rana Odeh made the mistake that everybody makes.",
    ],
)
def test_nouns_that_nobody_voices_report_nothing(text: str) -> None:
    assert reported(text) == []
