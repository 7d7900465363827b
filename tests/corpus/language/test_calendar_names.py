"""Month and weekday names: those of every country, the spellings of the press, and no name for two months."""

import pytest

from dragoman.corpus.language.calendar_names import (
    AMBIGUOUS_MONTHS,
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)


def test_the_english_names_are_in_order() -> None:
    assert ENGLISH_MONTHS[0] == "january" and ENGLISH_MONTHS[11] == "december" and len(ENGLISH_MONTHS) == 12
    assert ENGLISH_WEEKDAYS[0] == "monday" and ENGLISH_WEEKDAYS[6] == "sunday" and len(ENGLISH_WEEKDAYS) == 7
    assert [MONTHS[name] for name in ENGLISH_MONTHS] == list(range(1, 13))
    assert [WEEKDAYS[name] for name in ENGLISH_WEEKDAYS] == list(range(7))
    assert MONTH_ABBREVIATIONS["sep"] == MONTH_ABBREVIATIONS["sept"] == 9


@pytest.mark.parametrize(
    "names",
    [
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
        "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|"),
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(),
        "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(),
    ],
    ids=["Egypt", "Levant", "Algeria", "Morocco"],
)
def test_the_arabic_months_of_each_region_are_known(names: list[str]) -> None:
    assert [MONTHS[name] for name in names] == list(range(1, 13))


@pytest.mark.parametrize(("spelling", "month"), [("ابريل", 4), ("إبريل", 4), ("اكتوبر", 10), ("ايار", 5), ("اذار", 3)])
def test_spellings_without_hamza_are_known(spelling: str, month: int) -> None:
    assert MONTHS[spelling] == month


def test_arabic_weekdays_are_known_in_both_spellings() -> None:
    assert WEEKDAYS["الاثنين"] == WEEKDAYS["الإثنين"] == 0
    assert WEEKDAYS["الأحد"] == WEEKDAYS["الاحد"] == 6


def test_ambiguous_names_are_names_of_months() -> None:
    assert MONTHS.keys() > AMBIGUOUS_MONTHS
