from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.comparison.agreement import NEARLY, SAME, says_same
from dragoman.assistant.statements.reported import ReportedSentence, read_sentence
from dragoman.corpus.types import Document, Sentence, Span

PARTS = [
    "Medics said on Monday that", "eight people died", ", Reuters reports", "according to the UN,", "in Khan Younis",
    "on 3 May 2025", "“we did not agree”", "the Hamas delegation", ".", ",", "قال المتحدث", "15", "\u202f", "ﷺ", "-",
]  # fmt: skip


def told(words: str, key: str = "a", published: date | None = date(2024, 6, 1)) -> ReportedSentence:
    document = Document.make(words, "x", key=key, published=published)
    return read_sentence(Sentence(document, Span(0, len(words))))


def same(one: str, other: str, cosine: float) -> bool:
    return says_same(told(one), told(other, "b"), cosine)


def test_reports_in_other_words_say_the_same() -> None:
    one = "Delegations of Hamas and Fatah met in Cairo on Thursday, ILKHA reports."
    other = "An informed source told AFP that delegations of Hamas and Fatah talked in Cairo on Thursday."
    assert same(one, other, SAME)
    assert same(one, other, NEARLY)
    assert not same(one, other, NEARLY - 0.01)


@pytest.mark.parametrize(
    "other",
    [
        "Fifteen people were wounded in the strike on Khan Younis.",  # killed is not wounded
        "Fourteen people were killed in the strike on Khan Younis.",
        "Fifteen people were killed in the strike on Rafah, not on Khan Younis.",
        "Officials denied that fifteen people were killed in the strike on Khan Younis.",
    ],
)
def test_what_must_agree(other: str) -> None:
    assert not same("Fifteen people were killed in the strike on Khan Younis.", other, 0.95)


def test_opposites_names_and_times_keep_apart() -> None:
    assert not same("The airport remains closed, the ministry said.", "The airport has reopened.", 0.9)
    assert not same("Egypt and Qatar sent envoys to the talks.", "Egypt and Qatar welcomed the deal.", 0.9)
    assert not same("The talks in Oslo began on Monday.", "The talks in Oslo began on Friday.", 0.95)
    words = "The board of peace oversees how Gaza is governed."
    other = "A board of peace is to oversee how Gaza is governed until later."
    far = told(other, "b", date(2025, 6, 1))
    assert says_same(told(words), told(other, "b"), 0.75)
    assert not says_same(told(words), far, 0.75), "a year later it needs to be closer"


def test_arabic_needs_the_same_words() -> None:
    one, other = "التقى وفد حماس وسطاء مصريين في القاهرة", "أعلنت الوزارة افتتاح مدرسة جديدة في عمان"
    assert not same(one, other, 0.99), "the encoder finds all Arabic alike"
    assert same(one, one + " ", 0.99)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=9))
def test_what_is_told_is_the_sentence_with_blanks(parts: list[str]) -> None:
    words = " ".join(parts)
    one = told(words)
    assert len(one.bare) == len(words)
    assert all(kept in (given, " ") for kept, given in zip(one.bare, words, strict=True))
    assert all(words[word.start : word.end] == word.text for word in one.words)
    assert all(span.of(one.bare) == span.of(words) for _, span in one.days)
    assert not says_same(one, told(words, "b"), 0.5)
