"""Parsing of dates, languages and titles as sources write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.readers.fields import (
    guess_language,
    opening,
    other_fields,
    parse_date,
    parse_language,
    parse_url,
    title_of_stem,
)

DAY = date(2025, 10, 25)


@pytest.mark.parametrize(
    "written",
    [
        "2025-10-25",
        "2025-10-25T10:00:00Z",
        "2025-10-25 10:00",
        "2025/10/25",
        "20251025",
        "25 October 2025",
        "25 Oct. 2025",
        "25th October, 2025",
        "October 25, 2025",
        "Sat, 25 Oct 2025 10:00:00 +0200",
        "Saturday 25 October 2025",
        "25-Oct-2025",
        "25/10/2025",
        "10/25/2025",
        "٢٥ أكتوبر ٢٠٢٥",
        "25 تشرين الأول 2025",
        "السبت 25 تشرين الأول/أكتوبر 2025",
        "2025/10/25 9:07",
        "25.10.2025",
        "Sat, 25 Oct 25 10:00:00 GMT",
        "Sat Oct 25 10:00:00 UTC 2025",
        "20251025T093000Z",
        20251025,
        1761350400,
        "1761350400123",
        "Sat, 10/25/2025 - 10:00",
        "1:35 PM EST, Sat October 25, 2025",
        "Saturday, October 25, 2025 - 10:00",
        "Sat, 25 Oct 2025 23:30:00 GMT+3",
        "samedi 25 octobre 2025 à 18h30",
        "Sa, 25. Okt. 2025",
        "25 de octubre de 2025",
        "25 октября 2025, 10:00",
        "25 באוקטובר 2025",
        "2025年10月25日",
        DAY,
        datetime(2025, 10, 25, 23, 59),
    ],
)
def test_dates_as_sources_write_them(written: object) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2025",
        "2025-02-31",
        "2025-13-01",
        "2025",
        "October 2025",
        "24-25 October 2025",
        "soon",
        "yesterday",
        "2 days ago",
        "25/10/26",
        "Fri, 25 Oct 25 10:00:00 GMT",  # that day is a Saturday
        "25 Oct 10:30",
        "16 zzz 2025",
        "Chapter 4, 2025",
        "2 جمادى الأولى 1447",
        "17613504",
        True,
        "",
        None,
    ],
)
def test_impossible_and_ambiguous_days_are_unknown(written: object) -> None:
    assert parse_date(written) is None


@given(st.text())
def test_any_words_are_a_date_or_not(words: str) -> None:
    assert isinstance(parse_date(words), date | None)


@given(st.dates())
def test_every_day_in_iso_format(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("written", "code"),
    [("en-GB", "en"), ("EN", "en"), ("ar_EG", "ar"), ("Arabic", "ar"), ("", None), ("x", None), (1, None)],
)
def test_languages(written: object, code: str | None) -> None:
    assert parse_language(written) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قال الوزير إن المحادثات ستستأنف", "ar"),
        ("שר החוץ אמר כי השיחות יתחדשו", "he"),
        ("وزیر امور خارجه گفت که گفتگوها ادامه دارد", None),
        ("The minister", None),
        ("1234", None),
    ],
)
def test_a_script_tells_the_language_only_where_it_can(text: str, code: str | None) -> None:
    assert guess_language(text) == code


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example", "a.example", "https://", None, 3])
def test_only_web_addresses_are_addresses(address: object) -> None:
    assert parse_url(address) is None


def test_a_title_from_a_file_name_and_from_the_first_words() -> None:
    assert title_of_stem("leaders-mena_gaza%20talks") == "Leaders mena gaza talks"
    assert opening("word " * 40) == ("word " * 16).strip() + "…"
    assert opening("a few words") == "a few words"


def test_other_fields_are_text() -> None:
    fields = {
        "title": "used",
        "n": 3,
        "tags": ["a", "b"],
        "deep": {"x": {}},
        "none": None,
        "metadata": {"desk": "Cairo"},
    }
    assert other_fields(fields, ["title"]) == (("n", "3"), ("tags", "a; b"), ("desk", "Cairo"))


@pytest.mark.parametrize(
    ("written", "day"),
    [("Thu, 05/04/2023", date(2023, 5, 4)), ("Thu, 04/05/2023", date(2023, 5, 4)), ("Fri, 05/04/2023", None)],
)
def test_a_weekday_tells_day_from_month(written: str, day: date | None) -> None:
    assert parse_date(written) == day
