"""Excerpts: the text is the one at the given offsets, and reading page by page misses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.errors import InputError
from dragoman.corpus.excerpt import excerpt
from dragoman.corpus.types import Document

TEXTS = st.text(st.sampled_from("ab ن\n.🙂"), min_size=1, max_size=400)


def document(text: str) -> Document:
    return Document.make(text, "A report", key="k")


@given(TEXTS, st.integers(1, 60))
def test_pages_follow_on_each_other_and_are_the_whole(text: str, most: int) -> None:
    start: int | None = 0
    read = ""
    while start is not None:
        page = excerpt(document(text), start, most=most)
        assert page.span.start == start
        assert len(page.text) <= most
        read += page.text
        start = page.next_start
    assert read == text


@given(TEXTS, st.data(), st.integers(0, 50))
def test_words_are_given_whole_with_what_stands_around_them(text: str, data: st.DataObject, context: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = excerpt(document(text), start, end, context=context)
    assert found.words is not None
    assert found.words.of(text) == text[start:end]
    assert max(0, start - context) <= found.span.start <= start
    assert end <= found.span.end <= min(len(text), end + context)
    for at in (found.span.start, found.span.end):
        if at not in (0, start, end, len(text)):
            assert text[at - 1] in " \n" or text[at] in " \n", "context begins and ends with a whole word"
    assert found.next_start == (found.span.end if found.span.end < len(text) else None)


@given(TEXTS.filter(lambda text: len(text) > 20))
def test_words_that_are_too_long_are_read_in_pages_up_to_their_end(text: str) -> None:
    end, start, read = len(text) - 1, 2, ""
    while start < end:
        page = excerpt(document(text), start, end, most=7)
        read += page.text
        start = page.span.end
    assert read == text[2:end]


def test_a_page_ends_at_a_line_or_a_word() -> None:
    assert excerpt(document("One line here.\nAnother line here."), most=20).text == "One line here.\n"
    assert excerpt(document("One line here and on it goes"), most=16).text == "One line here "


@pytest.mark.parametrize(("start", "end"), [(-1, None), (5, None), (2, 2), (3, 1), (0, 6), (None, 0)])
def test_offsets_outside_the_text_are_refused(start: int | None, end: int | None) -> None:
    with pytest.raises(InputError, match=r"characters|must lie"):
        excerpt(document("Words"), start, end)
