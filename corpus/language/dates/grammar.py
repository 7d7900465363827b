"""The grammar of date expressions: one regular expression, whose named groups identify the form and capture its parts.

| groups | form |
|---|---|
| `iso` | 2025-10-24 |
| `a1` `am1` `b1` `m1` `y1` | 23 to 24 October 2025; 30 October to 2 November |
| `m2` `a2` `bm2` `b2` `y2` | October 23-24, 2025; October 30 to November 2 |
| `d3` `m3` `y3` | Friday 24 October 2025 |
| `m4` `d4` `y4` | Friday, October 24, 2025 |
| `figures` | 24/10/2025, 24.10.2025 |
| `month` `my` `year` | in late November; in May 2024; in May last year |
| `relative` `weekday` `arabic` | next Thursday, الخميس المقبل |
| `week` `back` `weekday`; `week_before` `weekday_after` | Monday last week, Monday two weeks ago; last week on Monday |
| `near` | yesterday, the day before yesterday, tonight, غدا |
| `ago` `unit` | two days ago |
| `count` `side` `base` | two days after Monday's vote, the day before the vote on 3 May |
| `vague` | last week, at the weekend, a few days ago: no single day |
"""

import re
from collections.abc import Iterable, Iterator

from ..calendar_names import AMBIGUOUS_MONTHS, ENGLISH_MONTHS, MONTHS, WEEKDAYS
from ..number_words import CARDINALS


def _any_of(names: Iterable[str]) -> str:
    """Return an alternation of names, longer ones first, so that "september" is not read as "sep"."""
    return "|".join(sorted(names, key=len, reverse=True))


_MONTH = _any_of(MONTHS)
_SURE_MONTH = _any_of(MONTHS.keys() - AMBIGUOUS_MONTHS)
_WEEKDAY = _any_of(WEEKDAYS)
_ORDINAL = r"(?:st|nd|rd|th)?"
_DOT = r"(?:(?<=\b\w{3})(?<!may)\.|(?<=\bsept)\.)?"  # the full stop of an abbreviation, not of the sentence
_TO = r"(?: ?[-–—] ?| (?:to|and|until|till|through) (?:the )?| و| ?(?:إلى|حتى) )"
_OTHER_CALENDAR = rf"(?: ?[/(] ?(?:{_MONTH})\)?)?"  # "24 تشرين الأول/أكتوبر"
_DAY_BEFORE = rf"(?:\b(?:{_WEEKDAY}),? (?:the )?)?"  # a weekday before a date belongs to it
_YEAR = r"(?:,? (?P<y{}>(?:1[0-9]|20)\d\d)\b)?"
_IN = r"\b(?:in|since|during|of|by|until|from|throughout|في|خلال|منذ) (?:(?:early|late|mid|شهر)[ -])?"
_NO_FEAST = "".join(
    rf"(?<!{word} )" for word in "good easter palm black ash super bloody shrove fat cyber holy".split()
)
_NEAR = (
    "(?:the )?day before yesterday|(?:the )?day after tomorrow|"
    "yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night|"
    "أول أمس|أمس|غدا|غدًا|اليوم(?! ال)"
)
_COUNTED = _any_of(word for word, value in CARDINALS.items() if 1 < value <= 20)
_WEEK = "(?:the )?week before last|last week|this (?:past )?week|earlier this week|later this week|next week"
_PART_OF_DAY = "(?: (?:morning|afternoon|evening|night))?"
# A day to count from: a date or a weekday, up to six words after the word that counts ("two days after the vote on Monday").
_FROM = (
    rf"(?:(?!(?:after|before|said|says)\b)[\w’'-]+ ){{0,6}}?"
    rf"(?P<base>(?:last )?(?:{_WEEKDAY})|(?:\d{{1,2}} (?:{_SURE_MONTH})|(?:{_SURE_MONTH}) \d{{1,2}}\b)"
    r"(?:,? (?:1[0-9]|20)\d\d\b)?)"
    r"(?![\w-])"
)
_EXPRESSION = re.compile(
    "|".join(
        (
            r"(?P<iso>\b\d{4}-\d\d-\d\d)(?!\d)",
            rf"{_DAY_BEFORE}\b(?P<a1>\d{{1,2}}){_ORDINAL}(?: (?P<am1>{_MONTH}){_DOT})?{_TO}(?:(?:{_WEEKDAY}),? )?"
            rf"(?P<b1>\d{{1,2}}){_ORDINAL}(?: of)? (?P<m1>{_MONTH})\b{_DOT}{_OTHER_CALENDAR}" + _YEAR.format(1),
            rf"{_DAY_BEFORE}\b(?P<m2>{_SURE_MONTH}){_DOT} (?P<a2>\d{{1,2}}){_ORDINAL}{_TO}"
            rf"(?:(?P<bm2>{_SURE_MONTH}){_DOT} )?(?P<b2>\d{{1,2}}){_ORDINAL}\b(?!:?\d)" + _YEAR.format(2),
            rf"{_DAY_BEFORE}\b(?P<d3>\d{{1,2}}){_ORDINAL}(?: of)? (?P<m3>{_MONTH})\b{_DOT}{_OTHER_CALENDAR}"
            + _YEAR.format(3),
            rf"{_DAY_BEFORE}\b(?P<m4>{_SURE_MONTH}){_DOT} (?P<d4>\d{{1,2}}){_ORDINAL}\b(?!:?\d)" + _YEAR.format(4),
            r"(?P<figures>(?<![\d./])\d{1,2}[./]\d{1,2}[./](?:1[0-9]|20)\d\d(?![\d/]))",
            rf"{_IN}(?P<month>{_SURE_MONTH})\b{_DOT}{_OTHER_CALENDAR}"
            r"(?:(?:,? (?P<my>(?:1[0-9]|20)\d\d)| (?:of )?(?P<year>last|this|next) year)\b)?(?!\.? ?\d)",
            rf"\b(?P<week_before>{_WEEK}),? on (?P<weekday_after>{_WEEKDAY})\b{_PART_OF_DAY}",
            rf"{_NO_FEAST}\b(?:(?P<relative>last|next|this)(?: past| coming)? )?(?P<weekday>{_WEEKDAY})\b{_PART_OF_DAY}"
            r"(?: (?P<arabic>الماضي|المقبل|القادم)\b)?"
            rf"(?:,? (?:of )?(?P<week>{_WEEK})\b|,? (?P<back>an?|one|{_COUNTED}) (?:weeks?|fortnight) ago\b)?",
            rf"\b(?P<count>the|an?|one|\d{{1,2}}|{_COUNTED}) (?:days?|nights?|(?P<weeks>weeks?|fortnight|months?|years?)) "
            rf"(?P<side>after|before|following|ahead of) {_FROM}",
            rf"\b(?P<near>{_NEAR})\b",
            rf"\b(?P<ago>\d{{1,2}}|an?|one|{_COUNTED}) (?P<unit>days?|nights?|weeks?|fortnight) ago\b",
            r"\b(?P<vague>(?:last|earlier this|late last|earlier in the|earlier last|later this|this) (?:week|month|year)|"
            r"(?:on|at|over) the weekend|"
            r"(?:a few|several|some|a couple of|many|\d{1,2}|an?) (?:hours|days|weeks|months|years) ago|"
            r"(?:an?|one) (?:month|year) ago|the other day)\b",
        )
    ),
    re.IGNORECASE,
)
# "5 people may", "in march": English months have a capital.
_SMALL = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(ENGLISH_MONTHS)})\b")


def expressions(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return the matches of every date expression between `start` and `end`, in order, without overlaps."""
    return (found for found in _EXPRESSION.finditer(text, start, end) if not _SMALL.search(found.group()))
