"""Names of months and weekdays in English and Arabic, in lower case, from Unicode's CLDR through Babel.

Arabic month names differ by country: the standard ones (Egypt, the Gulf), those of the Levant and Iraq, and those of the
Maghreb and Mauritania. The few spellings that newspapers use and CLDR lacks are added here, each with its reason.
"""

from typing import Literal

from babel import Locale


def _months(locale: Locale, width: Literal["wide", "abbreviated"] = "wide") -> dict[str, int]:
    names = locale.months["format"][width]
    return {names[number].lower(): number for number in range(1, 13)}


def _weekdays(locale: Locale, width: Literal["wide", "abbreviated"] = "wide") -> dict[str, int]:
    names = locale.days["format"][width]
    return {names[number].lower(): number for number in range(7)}


def _with_bare_alif(names: dict[str, int]) -> dict[str, int]:
    """Add each name without hamza and madda on its alifs ("ابريل" for "أبريل"), as much of the press writes it."""
    return names | {name.translate(str.maketrans("أإآ", "ااا")): number for name, number in names.items()}


_ENGLISH, _ARABIC = Locale("en"), Locale("ar")
# One country for each set of names: Lebanon, Jordan and Iraq share Syria's, Tunisia shares Algeria's.
_ARABIC_COUNTRIES = tuple(Locale("ar", country) for country in ("SY", "DZ", "MA", "MR"))

ENGLISH_MONTHS = tuple(_months(_ENGLISH))
"""`january` to `december`."""

ENGLISH_WEEKDAYS = tuple(_weekdays(_ENGLISH))
"""`monday` to `sunday`."""

MONTH_ABBREVIATIONS = _months(_ENGLISH, "abbreviated") | {"sept": 9}  # newspapers write "Sept"; CLDR has "Sep"
"""English abbreviations without a full stop (`may` among them), each with its number from 1 to 12."""

WEEKDAY_ABBREVIATIONS = _weekdays(_ENGLISH, "abbreviated") | {"tues": 1, "thurs": 3}  # as usual as CLDR's "Tue", "Thu"
"""English abbreviations without a full stop, each with its number from 0 (Monday) to 6."""

_ARABIC_MONTHS = {name: number for locale in (_ARABIC, *_ARABIC_COUNTRIES) for name, number in _months(locale).items()}

MONTHS = _months(_ENGLISH) | MONTH_ABBREVIATIONS | _with_bare_alif(_ARABIC_MONTHS)
"""Every full name and every English abbreviation of a month, each with its number from 1 to 12."""

WEEKDAYS = _weekdays(_ENGLISH) | _with_bare_alif(_weekdays(_ARABIC) | {"الإثنين": 0})  # CLDR has "الاثنين" only
"""Every full name of a weekday, each with its number from 0 (Monday) to 6, as in `date.weekday`."""

AMBIGUOUS_MONTHS = frozenset(("جوان", "أوت", "اوت", "اب"))
"""Spellings of months that are also other words (Joan, "she sheltered", "father"); they are months only after a number."""
