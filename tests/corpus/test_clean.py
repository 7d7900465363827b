"""Cleaning of texts: which characters are removed, which are kept, and which lines are joined."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.clean import clean, letters, one_line, reflow

PARAGRAPHS = [
    "Hamas and a number of other Palestinian factions agreed that a committee of technocrats would run the Gaza "
    "Strip, following a series of meetings in Cairo.",
    "Cairo Meetings",
    "On Thursday and Friday, Egypt hosted talks involving a number of factions to reach a consensus on the second "
    "phase of the peace plan. According to the broadcaster Al-Qahera News, the Head of Egyptian General Intelligence "
    "held separate meetings with the representatives of five of them.",
    "Postwar Arrangements",
    "Hamas said earlier that it had received “clear guarantees” from mediators – Egypt, Qatar, Türkiye and the US – "
    "that “the war has effectively ended” and that the implementation of the terms would mark its complete end.",
]
ARABIC = (
    "قال وزير الخارجية المصري إن المحادثات التي جرت في القاهرة خلال الأيام الماضية أحرزت تقدما ملموسا في ملف تبادل "
    "الأسرى والمحتجزين، مضيفا أن الوسطاء سيواصلون جهودهم من أجل التوصل إلى اتفاق شامل ينهي الحرب."
)
ODD = st.text(st.sampled_from("aé\u0301\u00ad\u200b\u200d\u2028\ufeff\ud800 \t\n\r\f\x00-‐A1.\u3000か\u3099ᄀ\u1161ابًّ"))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("  a \t b\u00a0c \n\n\n\n d ", "a b c\n\nd"),
        ("\ufeffa\x00b\x07c\u200bd\u2060e\u00adf", "abcdef"),
        ("\u202eevil\u202c \u2067x\u2069\u200e\u200f", "evil x"),
        ("shown\U000e0068\U000e0069", "shown"),
        ("cafe\u0301", "café"),
        ("a\ud800b", "a\ufffdb"),
        ("negoti\u00ad\n  ations", "negotiations"),
    ],
)
def test_what_cannot_be_seen_goes(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "“curly” ‘quotes’ – and — dashes…",
        "½ ﷺ ﬁ ²",
        "مـــصر بِسْمِ ٱللّٰه",
        "می\u200cخواهم",
        "👨\u200d👩\u200d👧",
        ARABIC,
    ],
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("glyphs", "written"),
    [("ceaseﬁre oﬃcials", "ceasefire officials"), ("ﻣﺤﺎدﺛﺎت اﻟﻘﺎﻫﺮة", "محادثات القاهرة"), ("ﷺ ½ م", "ﷺ ½ م")],
)
def test_glyphs_of_a_pdf_become_letters(glyphs: str, written: str) -> None:
    assert letters(glyphs) == written
    assert clean(glyphs) == glyphs


@given(st.one_of(st.text(), ODD))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.one_of(st.text(), ODD))
def test_one_line_is_one_line(text: str) -> None:
    assert one_line(text).split("\n") == [one_line(text)]


@given(st.lists(st.text(st.sampled_from("abc ABC-.,\u3042ا"), max_size=60), max_size=12))
def test_joining_lines_keeps_the_text_clean_and_loses_only_line_ends_and_hyphens(lines: list[str]) -> None:
    text = clean("\n".join(lines))
    joined = reflow(text)
    assert clean(joined) == joined
    assert "".join(joined.split()).replace("-", "") == "".join(text.split()).replace("-", "")


@pytest.mark.parametrize("width", [40, 60, 72, 100])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_wrapped_lines_become_the_paragraphs_they_were(width: int, between: str) -> None:
    wrapped = between.join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in PARAGRAPHS)
    assert reflow(wrapped) == between.join(PARAGRAPHS)


def test_wrapped_arabic_becomes_a_paragraph() -> None:
    assert reflow("\n".join(textwrap.wrap(ARABIC, 60))) == ARABIC


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "Cairo talks end without agreement\nThe parties left.",
        "Present:\n- Egypt, represented by its minister\n- Qatar\n- the United States",
        "1. The fighting ends.\n2. The captives are freed.\n3. Aid enters.",
        "apples\npears and plums\nbananas\nfigs",
        "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n"
        "Rough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a date;",
        "",
    ],
)
def test_lines_that_are_meant_stay(text: str) -> None:
    assert reflow(text) == text


def test_a_list_inside_wrapped_text_stays_a_list() -> None:
    items = "• The fighting ends as soon as both of the parties have signed this document.\n• Aid enters."
    wrapped = "\n".join("\n".join(textwrap.wrap(part, 50)) for part in [*PARAGRAPHS, *items.split("\n")])
    assert reflow(wrapped).endswith(items)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the long negoti-\nations", "the long negotiations"),
        ("after the cease-\nfire of last week", "after the cease-fire of last week"),
        ("the broadcaster Al-\nQahera", "the broadcaster Al-Qahera"),
        ("all the pre-\nand post-war plans", "all the pre- and post-war plans"),
        ("a peace-\nkeeping force", "a peacekeeping force"),
    ],
)
def test_words_broken_at_line_ends_are_made_whole(broken: str, whole: str) -> None:
    filler = "\n".join(textwrap.wrap(" ".join(["officials in the capital kept talking about it"] * 6), 40))
    assert whole in reflow(f"{filler}\nand they had met before, {broken} until the last day of all")


def test_a_hyphen_stays_where_the_text_writes_it_elsewhere() -> None:
    lines = [
        "The stabilisation force was to be under-",
        "manned for months, as everyone in the room",
        "could see, and it was called under-manned by",
        "those who had been against it from the start.",
    ]
    assert "to be under-manned for months" in reflow("\n".join(lines))
