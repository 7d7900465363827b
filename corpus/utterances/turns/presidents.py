"""Who was President or Vice President of the United States on a day: transcripts of the White House only say "THE PRESIDENT".

From the lists that the Senate and the White House publish.
"""

import re
from bisect import bisect_right
from datetime import date

_WHITE_HOUSE = re.compile(
    r"\bwhite house\b|\bwhitehouse\.gov\b|\bpresident of the united states\b|\bair force one\b", re.I
)

# The first day of each, in order.
_PRESIDENTS = (
    (date(1933, 3, 4), "Franklin D. Roosevelt"), (date(1945, 4, 12), "Harry S. Truman"),
    (date(1953, 1, 20), "Dwight D. Eisenhower"),
    (date(1961, 1, 20), "John F. Kennedy"), (date(1963, 11, 22), "Lyndon B. Johnson"), (date(1969, 1, 20), "Richard Nixon"),
    (date(1974, 8, 9), "Gerald Ford"), (date(1977, 1, 20), "Jimmy Carter"), (date(1981, 1, 20), "Ronald Reagan"),
    (date(1989, 1, 20), "George H. W. Bush"), (date(1993, 1, 20), "Bill Clinton"), (date(2001, 1, 20), "George W. Bush"),
    (date(2009, 1, 20), "Barack Obama"), (date(2017, 1, 20), "Donald Trump"), (date(2021, 1, 20), "Joe Biden"),
    (date(2025, 1, 20), "Donald Trump"),
)  # fmt: skip
_VICE_PRESIDENTS = (
    (date(1977, 1, 20), "Walter Mondale"), (date(1981, 1, 20), "George H. W. Bush"), (date(1989, 1, 20), "Dan Quayle"),
    (date(1993, 1, 20), "Al Gore"), (date(2001, 1, 20), "Dick Cheney"), (date(2009, 1, 20), "Joe Biden"),
    (date(2017, 1, 20), "Mike Pence"), (date(2021, 1, 20), "Kamala Harris"), (date(2025, 1, 20), "JD Vance"),
)  # fmt: skip
_UNTIL = date(2029, 1, 20)
"""The end of the last term in the lists."""


def in_office(office: str, top: str, day: date | None) -> str | None:
    """Return who held an office ("president", "vice president") on a day, if the top of a text is that of the White House.

    `None` for other offices and days outside the lists, and on 20 January of a year in which the office may change hands.
    """
    held = {"president": _PRESIDENTS, "vice president": _VICE_PRESIDENTS}.get(office)
    if held is None or day is None or not held[0][0] < day < _UNTIL or not _WHITE_HOUSE.search(top):
        return None
    at = bisect_right(held, day, key=lambda one: one[0]) - 1
    return None if any(day == first for first, _ in held) else held[at][1]
