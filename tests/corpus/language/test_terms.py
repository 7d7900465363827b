"""Search terms: which words count as the same, and which are left out of a question."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.language.terms import FTS_TOKENIZER, content_terms, match_expression, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Türkiye", "turkiye"),
        ("Erdoğan's", "ERDOGAN"),
        ("coordination centre", "coordination center"),
        ("stabilisation", "stabilization"),
        ("labour organisations", "labor organizations"),
        ("defence dialogue", "defense dialog"),
        ("programme", "program"),
        ("2,803", "2803"),
        ("U.S. troops", "US troop"),
        ("Al-Sisi", "al sisi"),
        ("Sana’a", "Sanaa"),
        ("the minister’s talks", "the minister talk"),
        ("led", "leads"),
        ("met", "meeting"),
        ("19th", "19"),
        ("٢٠٢٥", "2025"),
        ("القاهرة", "القاهره"),
        ("مُفاوَضات", "مفاوضات"),
        ("أنقرة", "انقرة"),
        ("ﬁnance", "finance"),
    ],
)
def test_variants_of_a_word_are_one_term(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5", "15"), ("2,80", "280"), ("peace", "piece"), ("hour", "hor"), ("there", "theer")],
)
def test_different_words_stay_different(one, other):
    assert terms(one) != terms(other)


def test_order_and_repetitions_are_kept():
    assert terms("peace, war, peace") == ["peac", "war", "peac"]


@given(st.text())
def test_any_text_gives_terms_that_the_full_text_index_keeps_whole(text):
    found = terms(text)
    assert all(term and not any(char.isspace() for char in term) for term in found)
    assert terms(text) == found
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE VIRTUAL TABLE words USING fts5(body, tokenize="{FTS_TOKENIZER}")')
    connection.execute("INSERT INTO words VALUES (?)", (" ".join(found),))
    for term in {term for term in found if term.isascii()}:
        assert connection.execute(
            "SELECT count(*) FROM words WHERE words MATCH ?", (match_expression([term]),)
        ).fetchone() == (1,)
    connection.close()


@given(st.lists(st.from_regex(r"[a-z]{1,12}|[0-9]{1,4}", fullmatch=True)))
def test_case_spacing_and_quotation_marks_do_not_matter(words):
    assert terms(" ".join(words)) == terms("“" + "” “".join(word.upper() for word in words) + "”")


def test_a_question_is_searched_without_its_function_words():
    assert content_terms("Who is the head of the Egyptian General Intelligence?") == terms(
        "head Egyptian General Intelligence"
    )


def test_each_content_term_stands_once():
    assert content_terms("talks about talks in Cairo, Cairo") == terms("talks Cairo")


def test_capitals_tell_names_from_function_words():
    assert content_terms("What does the US want from the WHO?") == terms("US want WHO")
    assert content_terms("What does he want from us?") == terms("want")
    assert terms("us")[0] not in content_terms("WHAT DOES HE WANT FROM US?")


def test_a_question_of_function_words_only_keeps_them_all():
    assert content_terms("Who is he?") == terms("who is he")


@given(st.text())
def test_content_terms_are_some_of_the_terms_and_never_none_of_them(text):
    kept = content_terms(text)
    assert set(kept) <= set(terms(text))
    assert bool(kept) == bool(terms(text))
    assert len(kept) == len(set(kept))


def test_an_expression_of_thousands_of_terms_is_understood():
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE VIRTUAL TABLE words USING fts5(body, tokenize="{FTS_TOKENIZER}")')
    connection.execute("INSERT INTO words VALUES ('1.5 peac')")
    searched = match_expression([*(f"w{number}" for number in range(5000)), "1.5"])
    assert connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (searched,)).fetchone() == (1,)
    connection.close()
