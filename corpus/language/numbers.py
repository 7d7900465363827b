"""Numbers in figures or words, with their offsets: `three hundred` is 300, `2.5m` is 2,500,000, `5 per cent` is 5 %.

A date yields its day and year as numbers; `calendar` finds months and weekdays.
"""

import re
from dataclasses import dataclass

from .calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTH_ABBREVIATIONS, MONTHS
from .number_words import CARDINALS, MULTIPLES, ORDINALS, SCALE_ABBREVIATIONS, SCALES, TENS

_ALL_SCALES = SCALES | SCALE_ABBREVIATIONS
_NAMES = "|".join(sorted((*CARDINALS, *SCALES), key=len, reverse=True))
_SCALE = rf"(?:{'|'.join(sorted(_ALL_SCALES, key=len, reverse=True))})"
_POWERS = "|".join(scale for scale in SCALES if scale != "dozen")
_FIGURES = rf"(?<![\w.])(?<!\d,)\d++(?:[,\u202f]\d{{3}}(?!\d))*+(?:\.\d++)*+(?::\d\d)?(?:(?:st|nd|rd|th|s)\b|[-\s]?{_SCALE}s?\b)?"
_HALF = rf"(?:\sand\sa\shalf\b(?:\s(?:{_POWERS})\b)?)?"
_A = rf"(?:an?\s(?=(?:{'|'.join(SCALES)})\b))?"
_SPELT = rf"\b{_A}(?:{_NAMES})s?(?:(?:[\s-]|\sand\s)(?:{_NAMES}))*\b{_HALF}"
_ORDINAL = rf"\b(?:(?:{'|'.join(TENS)})-)?(?:{'|'.join(ORDINALS)})\b"
_NUMBER = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)|(?P<figures>{_FIGURES})|(?P<ordinal>{_ORDINAL})|(?P<spelt>{_SPELT})"
    rf"|(?P<times>\b(?:{'|'.join(MULTIPLES)})\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent\b|percent\b|percentage\b|pc\b)", re.IGNORECASE)
_CURRENCY = {"$": "$", "usd": "$", "dollar": "$", "€": "€", "eur": "€", "euro": "€", "£": "£", "gbp": "£", "pound": "£"}
_MONEY_BEFORE = re.compile(r"(?:US|A|C)?([$€£])\s?\Z|\b(USD|EUR|GBP)\s\Z")
_MONEY_AFTER = re.compile(r"[\s-](?:US\s)?(dollar|euro|pound|USD|EUR|GBP)s?\b", re.IGNORECASE)
_FULL_NAMES = "|".join(name.capitalize() for name in (*ENGLISH_MONTHS[:4], *ENGLISH_MONTHS[5:], *ENGLISH_WEEKDAYS))
_ABBREVIATIONS = "|".join(
    sorted((name.capitalize() for name in MONTH_ABBREVIATIONS if name != "may"), key=len, reverse=True)
)
_CALENDAR = re.compile(
    rf"\b(?:({_ABBREVIATIONS})(?:\.|\b)(?=\s?\d)|({_FULL_NAMES})s?\b|(May)(?=,?\s\d)|(?<=\d\s)(May))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its unit and offsets.

    `unit` is `%`, `$`, `€`, `£`, `+` for a vague number (`hundreds of`) or empty.
    """

    value: float
    unit: str
    start: int
    end: int

    def same(self, other: "Number") -> bool:
        """Whether both are the same quantity; a missing unit matches any unit but `+`."""
        if self.unit != other.unit and ("+" in (self.unit, other.unit) or (self.unit and other.unit)):
            return False
        return abs(self.value - other.value) <= 1e-12 * max(abs(self.value), abs(other.value))


def numbers(text: str) -> tuple[Number, ...]:
    """Return every number of a text in order; a lone `one` is a pronoun and does not count."""
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
    """Return (full lower-case name, start, end) of every English month and weekday in a text."""
    found = []
    for match in _CALENDAR.finditer(text):
        name = next(filter(None, match.groups())).lower()
        full = ENGLISH_MONTHS[MONTHS[name] - 1] if name in MONTHS else name
        found.append((full, match.start(), match.end()))
    for match in re.finditer(r"\b\d{4}-(\d\d)-\d\d\b", text):
        if 1 <= int(match[1]) <= 12:
            found.append((ENGLISH_MONTHS[int(match[1]) - 1], match.start(1), match.end(1)))
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
        return MULTIPLES[words]
    if kind == "ordinal":
        tens, _, last = words.rpartition("-")
        return float(TENS.get(tens, 0) + ORDINALS[last])
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
        return round(float(figures) * _ALL_SCALES.get(match[2] or "", 1.0), 6)
    except ValueError:
        return None


def _spelt(words: str) -> float:
    if "half" in words:
        whole, _, scale = words.partition(" and a half")
        return (_spelt(whole) + 0.5) * SCALES.get(scale.strip(), 1)
    total, part = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words):
        name = word if word in CARDINALS or word in SCALES else word.removesuffix("s")
        if name in CARDINALS:
            part += CARDINALS[name]
        elif name in ("hundred", "dozen"):
            part = max(part, 1) * SCALES[name]
        elif name in SCALES:
            total, part = total + max(part, 1) * SCALES[name], 0.0
    return total + part
