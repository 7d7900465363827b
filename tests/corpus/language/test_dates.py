"""Dates in text: single days for comparison, the day on which words were said, and dates that lie ahead."""

from datetime import date

import pytest

from dragoman.corpus.language.dates import dates, days, said_on

PUBLISHED = date(2025, 11, 5)  # a Wednesday


def named(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(day.isoformat(), span.of(text)) for day, span in days(text, published)]


def said(frame: str, published: date | None = PUBLISHED) -> tuple[date | None, str | None]:
    return said_on(frame, 0, len(frame), published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Friday 24 October 2025.", [("2025-10-24", "Friday 24 October 2025")]),
        ("They met on Friday (24 October).", [("2025-10-24", "24 October")]),
        ("They met on October 24: all came.", [("2025-10-24", "October 24")]),
        ("They met on 24 October (Friday).", [("2025-10-24", "24 October")]),
        ("Talks on 23 and 24 October.", [("2025-10-23", "23 and 24 October"), ("2025-10-24", "23 and 24 October")]),
        ("Talks from 23 to 24 October.", [("2025-10-23", "23 to 24 October"), ("2025-10-24", "23 to 24 October")]),
        ("The council will meet on Friday.", [("2025-11-07", "Friday")]),
        ("The council met on Friday.", [("2025-10-31", "Friday")]),
        ("They must leave by Friday.", [("2025-11-07", "Friday")]),
        ("They were trounced by the other side on Friday.", [("2025-10-31", "Friday")]),
        ("Since Sept. 11, 2001, much has changed.", [("2001-09-11", "Sept. 11, 2001")]),
        ("In October they talked; two weeks ago they stopped.", []),
        ("Black Friday came early.", []),
        ("اجتمعوا في 24 تشرين الأول 2025", [("2025-10-24", "24 تشرين الأول 2025")]),
        ("اجتمعوا في 24 أكتوبر 2025", [("2025-10-24", "24 أكتوبر 2025")]),
        ("اجتمعوا يوم 3 جوان 2025", [("2025-06-03", "3 جوان 2025")]),
        ("قالت جوان 12 كلمة", []),
    ],
)
def test_single_days_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_without_publication_only_full_dates_count() -> None:
    assert named("On Friday, 24 October, or 25 October 2025.", None) == [("2025-10-25", "25 October 2025")]


@pytest.mark.parametrize(
    ("frame", "day", "basis"),
    [
        (" said on Monday", date(2025, 11, 3), "“Monday”: the last one up to publication on 2025-11-05"),
        (" said on Monday, 27 October", date(2025, 10, 27), "“Monday, 27 October”: the last before publication on"),
        (" said on Monday after talks on 27 October", date(2025, 10, 27), "“27 October”: the last before publication"),
        (" will say on Monday", date(2025, 11, 3), "“Monday”: the last one up to publication"),
        (" said two days ago", date(2025, 11, 3), "“two days ago”: counted from publication"),
        (" said last week", None, "“last week”, published 2025-11-05: no one day"),
        (" said two weeks ago", None, "“two weeks ago”, published 2025-11-05: no one day"),
        (" said in October", None, "“in October”, published 2025-11-05: no one day"),
        (" قال أول أمس", date(2025, 11, 3), "“أول أمس”: counted from publication"),
    ],
)
def test_the_day_on_which_words_were_said(frame: str, day: date | None, basis: str) -> None:
    found, why = said(frame)
    assert found == day
    assert why is not None and why.startswith(basis)


@pytest.mark.parametrize("frame", [" said", ", in office since March, said", " said of next Monday's vote"])
def test_no_day_is_given(frame: str) -> None:
    assert said(frame) == (None, None)


def test_without_publication_the_basis_says_what_is_missing() -> None:
    assert said(" said on Monday", None) == (None, "“Monday”: no date of publication")
    assert said(" said on 3 May", None) == (None, "“3 May”: no year, and no date of publication")


def test_a_range_keeps_both_ends() -> None:
    text = "The summit was held from 30 October to 2 November."
    (found,) = dates(text, 0, len(text), PUBLISHED)
    assert (found.day, found.until, found.precision) == (date(2025, 10, 30), date(2025, 11, 2), "days")
