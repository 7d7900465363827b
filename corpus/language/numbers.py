"""Numbers in a text, in figures or in words, with their places: `three hundred` is 300, `2.5m` 2,500,000, `5 per cent` 5 %.

Dates give their parts: the day and the year as numbers, the month and the weekday as `calendar` words.
"""

import re
from dataclasses import dataclass

_ONES = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {
    name: 10 * value for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "k": 1e3,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "second": 2, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "half": 0.5, "double": 2, "triple": 3}
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_ALL = {**_ONES, **_TENS}
_NAMES = "|".join(
    sorted((*_ALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"), key=len, reverse=True)
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|mln|bln|mn|bn|tn|[mk])"
_FIGURES = rf"(?<![\w.])(?<!\d,)\d++(?:[,\u202f]\d{{3}}(?!\d))*+(?:\.\d++)*+(?::\d\d)?(?:(?:st|nd|rd|th|s)\b|[-\s]?{_SCALE}s?\b)?"
_HALF = r"(?:\sand\sa\shalf\b(?:\s(?:hundred|thousand|million|billion|trillion)\b)?)?"
_A = r"(?:an?\s(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?"
_SPELT = rf"\b{_A}(?:{_NAMES})s?(?:(?:[\s-]|\sand\s)(?:{_NAMES}))*\b{_HALF}"
_ORDINAL = rf"\b(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ORDINALS)})\b"
_NUMBER = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)|(?P<figures>{_FIGURES})|(?P<ordinal>{_ORDINAL})|(?P<spelt>{_SPELT})"
    rf"|(?P<times>\b(?:{'|'.join(_TIMES)})\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent\b|percent\b|percentage\b|pc\b)", re.IGNORECASE)
_CURRENCY = {"$": "$", "usd": "$", "dollar": "$", "€": "€", "eur": "€", "euro": "€", "£": "£", "gbp": "£", "pound": "£"}
_MONEY_BEFORE = re.compile(r"(?:US|A|C)?([$€£])\s?\Z|\b(USD|EUR|GBP)\s\Z")
_MONEY_AFTER = re.compile(r"[\s-](?:US\s)?(dollar|euro|pound|USD|EUR|GBP)s?\b", re.IGNORECASE)
_FULL_NAMES = "|".join(name.capitalize() for name in (*_MONTHS[:4], *_MONTHS[5:], *_DAYS))
_CALENDAR = re.compile(
    rf"\b(?:(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|\b)(?=\s?\d)|({_FULL_NAMES})s?\b|(May)(?=,?\s\d)|(?<=\d\s)(May))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number: `value`, what it counts in `unit`, and where it stands.

    `unit` is `%`, `$`, `€`, `£`, `+` for a vague number (`hundreds of`) or empty.
    """

    value: float
    unit: str
    start: int
    end: int

    def same(self, other: "Number") -> bool:
        """Whether both are the same quantity; a missing unit fits any."""
        if self.unit != other.unit and ("+" in (self.unit, other.unit) or (self.unit and other.unit)):
            return False
        return abs(self.value - other.value) <= 1e-12 * max(abs(self.value), abs(other.value))


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text in order; a lone `one` is a pronoun or an article, and is none."""
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        start, end, words = match.start(), match.end(), match.group().lower()
        if match["iso"]:
            year, _, day = words.split("-")
            found += [Number(float(year), "", start, start + 4), Number(float(day), "", end - 2, end)]
            continue
        if match["spelt"] and words in ("one", "ones") and text[end : end + 1] != "-":
            continue
        value = _value(words, match.lastgroup or "")
        if value is not None:
            vague = words in ("hundreds", "thousands", "millions", "billions", "trillions", "dozens")
            found.append(Number(value, "+" if vague else _unit(text, start, end), start, end))
    return tuple(found)


def calendar(text: str) -> tuple[tuple[str, int, int], ...]:
    """The months and weekdays of a text, by their full names, with their places."""
    found = []
    for match in _CALENDAR.finditer(text):
        name = next(filter(None, match.groups())).lower()
        full = next((month for month in (*_MONTHS, *_DAYS) if month.startswith(name[:3]) and name in month), None)
        found.append((full or _MONTHS[8], match.start(), match.end()))
    for match in re.finditer(r"\b\d{4}-(\d\d)-\d\d\b", text):
        if 1 <= int(match[1]) <= 12:
            found.append((_MONTHS[int(match[1]) - 1], match.start(1), match.end(1)))
    return tuple(found)


def _unit(text: str, start: int, end: int) -> str:
    if _PERCENT.match(text, end):
        return "%"
    before = _MONEY_BEFORE.search(text[max(0, start - 5) : start])
    if before:
        return _CURRENCY[next(filter(None, before.groups())).lower()]
    after = _MONEY_AFTER.match(text, end)
    return _CURRENCY[after[1].lower()] if after else ""


def _value(words: str, kind: str) -> float | None:
    if kind == "times":
        return _TIMES[words]
    if kind == "ordinal":
        tens, _, last = words.rpartition("-")
        return float(_TENS.get(tens, 0) + _ORDINALS[last])
    if kind == "spelt":
        return _spelt(words)
    match = re.fullmatch(rf"([\d,\u202f.:]+)(?:st|nd|rd|th|s|[-\s]?({_SCALE})s?)?", words)
    if match is None:
        return None
    figures = match[1].replace(",", "").replace("\u202f", "").rstrip(".")
    if ":" in figures:
        hours, minutes = figures.split(":")
        figures = f"{hours}.00{minutes}"  # a time of day; no quantity is written like it
    if figures.count(".") > 1:
        figures = figures.replace(".", "")
    try:
        return round(float(figures) * _SCALES.get(match[2] or "", 1.0), 6)
    except ValueError:
        return None


def _spelt(words: str) -> float:
    if "half" in words:
        whole, _, scale = words.partition(" and a half")
        return (_spelt(whole) + 0.5) * _SCALES.get(scale.strip(), 1.0)
    total, part = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words):
        name = word if word in _ALL or word in _SCALES else word.removesuffix("s")
        if name in _ALL:
            part += _ALL[name]
        elif name in ("hundred", "dozen"):
            part = max(part, 1) * _SCALES[name]
        elif name in _SCALES:
            total, part = total + max(part, 1) * _SCALES[name], 0.0
    return total + part
