"""Plain text, and the decoding of legacy encodings."""

import textwrap
from datetime import date

import pytest

from dragoman.corpus.readers.decode import decode
from tests.corpus.readers.inputs import ARABIC, ENGLISH, document, reason

FRENCH = "Le ministre a déclaré à Genève que les négociations étaient « très avancées » et qu’un accord était possible."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        ("El señor Núñez dijo que volverá mañana.", "cp1252"),
        ("Ministerpräsident Müller sprach in München über größere Fortschritte.", "cp1252"),
        ("Dışişleri Bakanı görüşmelerin pazar günü Kahire’de süreceğini söyledi.", "cp1254"),
        ("وقال الوزير: «نحن قريبون من الاتفاق».", "cp1256"),
        (ARABIC, "utf-8"),
        (ARABIC.replace("ُ", ""), "cp1256"),
        (ARABIC, "utf-16"),
        ("Министр иностранных дел заявил, что переговоры в Каире продолжатся.", "cp1251"),
    ],
)
def test_texts_come_out_right_whatever_their_encoding(text: str, encoding: str) -> None:
    assert document("report.txt", text.encode(encoding)).text == text


def test_a_sample_that_ends_inside_a_character_is_utf8() -> None:
    assert decode(ARABIC.encode()[:21]) is not None


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x01\x02\x03" * 50])
def test_binary_data_is_not_text(data: bytes) -> None:
    assert "is not text" in reason("report.txt", data)


@pytest.mark.parametrize("data", [" \n \n", "\u200b\u200b", "***\n---"])
def test_a_text_without_words_is_refused(data: str) -> None:
    assert "has no text" in reason("report.txt", data)


def test_an_empty_file_is_refused() -> None:
    assert "is empty" in reason("report.txt", b"")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Cairo talks end without agreement\n\n{ENGLISH}", "Cairo talks end without agreement"),
        (f"Cairo talks end\n{ENGLISH}", "Cairo talks end"),
        (f"{ENGLISH}\n{ENGLISH}", "Leaders mena gaza"),
        (f"Cairo.\n\n{ENGLISH}", "Leaders mena gaza"),
        ("\n".join(textwrap.wrap(ENGLISH * 3, 50)), "Leaders mena gaza"),
        (f"محادثات القاهرة تنتهي دون اتفاق\n\n{ARABIC}", "محادثات القاهرة تنتهي دون اتفاق"),
    ],
)
def test_the_title_is_a_headline_or_the_file_name(text: str, title: str) -> None:
    found = document("leaders-mena_gaza.txt", text)
    assert found.title == title
    assert title not in text or found.text.startswith(title)


def test_two_header_lines_are_metadata() -> None:
    found = document(
        "a.txt", f"Title: Talks: day 2\nDate: 25 October 2025\nURL: https://a.example/1\nBy: A. B.\n\n{ENGLISH}"
    )
    assert (found.title, found.published, found.url) == ("Talks: day 2", date(2025, 10, 25), "https://a.example/1")
    assert found.metadata == (("author", "A. B."), ("date_source", "the lines at the top of the file"))
    assert found.text == ENGLISH


def test_one_header_line_is_text() -> None:
    assert document("a.txt", f"Date: unknown\n{ENGLISH}").text.startswith("Date: unknown")


def test_wrapped_lines_are_joined_and_the_script_gives_the_language() -> None:
    found = document("a.txt", "\n".join(textwrap.wrap(ARABIC + " " + ARABIC, 60)))
    assert found.text == ARABIC + " " + ARABIC
    assert found.language == "ar"
