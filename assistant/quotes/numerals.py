"""Numbers in figures and in words, read from tokens: `400`, `four hundred`, `2.5 million`, `21st`, `half`, `٢٠`.

A number is read whole or not at all: from the first token of its run to the last. Its value is exact, so `5` is not `5.0`
to a reader who counts digits. `one` is a number only where the parser says so, `second` and `third` only where an ordinal must
stand, for a second is also a unit of time and a third also a share.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...corpus.language.calendar_names import ENGLISH_MONTHS
from ...corpus.language.number_words import CARDINALS, SCALES, TENS
from ...corpus.language.number_words import ORDINALS as _TO_TWELFTH
from ...corpus.language.syntax import parse
from ...corpus.language.vocabulary import dictionary_forms
from .tokens import QuoteToken

_UNITS = {word: value for word, value in CARDINALS.items() if 1 <= value <= 9}
_POWERS = {word: value for word, value in SCALES.items() if word not in ("dozen", "hundred")}
_ORDINALS = (
    dict(_TO_TWELFTH)
    | {f"{word}th": value for word, value in CARDINALS.items() if 13 <= value <= 19}
    | {word.removesuffix("y") + "ieth": value for word, value in TENS.items()}
)
_FIGURES = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+|[1-9]\d*|0)(?:\.(?P<part>\d*[1-9]))?(?P<half>½)?(?P<rest>st|nd|rd|th|mn|bn|tn)?\Z"
)
_ABBREVIATED = {"mn": 10**6, "bn": 10**9, "tn": 10**12}
_OF_MONEY = {"k": 10**3, "m": 10**6, "b": 10**9} | _ABBREVIATED  # elsewhere `3m` may be metres
_SUM = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+|[1-9]\d*|0)(?:\.(?P<part>\d*[1-9]))?(?P<rest>k|m|b|mn|bn|tn)\Z", re.IGNORECASE
)
_SYMBOLS = {"½": Fraction(1, 2)}
_NUMBER_WORDS = frozenset((*CARDINALS, *SCALES, *_ORDINALS, "half"))
_BEFORE_ORDINALS = frozenset("the this that his her its their our my your every each".split())
_NOUN_LIKE = re.compile("[a-z]{3,}")
# Behind "a third" these speak of a share: "a third more", "a third share".
_AFTER_A_THIRD = frozenset(
    "more less higher lower larger smaller bigger as the and off down share full over out again".split()
)
_AROUND = 200  # characters on either side of a word that are parsed with it


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of `length` tokens; `name` is the same for numbers of the same value and kind."""

    length: int
    name: str


def figures(key: str) -> str:
    """Return a word with digits of any script as ASCII digits, and Arabic separators as English ones."""
    if key.isascii():
        return key
    shown = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in key)
    return shown.replace("٬", ",").replace("٫", ".") if shown[:1].isdigit() else key


def sum_of_money(text: str, tokens: Sequence[QuoteToken], at: int) -> Numeral | None:
    """Return the number that starts at token `at`, behind the sign of a currency: `$3m`, `$3 million`."""
    if at >= len(tokens) or not has_figures(tokens[at].key):
        return None
    if match := _SUM.match(figures(tokens[at].key)):
        value = Fraction(f"{match['whole'].replace(',', '')}.{match['part'] or 0}") * _OF_MONEY[match["rest"].lower()]
        return None if _goes_on(tokens, at + 1) else Numeral(1, f"#{value}")
    return numeral(text, tokens, at)


def has_figures(key: str) -> bool:
    """Return whether a token may begin a number in figures."""
    return key[:1].isdecimal() or key in _SYMBOLS


def numeral(text: str, tokens: Sequence[QuoteToken], at: int) -> Numeral | None:
    """Return the number that starts at token `at`, or `None`: it is none, or only part of one."""
    low = tokens[at].key.lower()
    if not (has_figures(tokens[at].key) or low in _NUMBER_WORDS or low in ("a", "an")):
        return None
    if _continues(tokens, at):
        return None
    found = _in_figures(text, tokens, at) if has_figures(tokens[at].key) else _in_words(text, tokens, at)
    return None if found is None or _goes_on(tokens, at + found.length) else found


def _continues(tokens: Sequence[QuoteToken], at: int) -> bool:
    """Return whether a number already stands right before token `at`."""
    if at and tokens[at - 1].kind == "dash" and _adjacent(tokens, at - 1) and at > 1:
        return _numeric(tokens[at - 2].key)
    return bool(at) and _numeric(tokens[at - 1].key)


def _goes_on(tokens: Sequence[QuoteToken], at: int) -> bool:
    """Return whether the number would go on at token `at`."""
    if at < len(tokens) and tokens[at].kind == "dash" and _adjacent(tokens, at):
        at += 1
    return at < len(tokens) and (
        _numeric(tokens[at].key) or tokens[at].key.lower() in ("dozen", "hundreds", "thousands")
    )


def _numeric(key: str) -> bool:
    return has_figures(key) or key.lower() in _NUMBER_WORDS


def _adjacent(tokens: Sequence[QuoteToken], at: int) -> bool:
    """Return whether a dash has no space on either side."""
    return (at == 0 or tokens[at - 1].end == tokens[at].start) and (
        at + 1 >= len(tokens) or tokens[at].end == tokens[at + 1].start
    )


def _in_figures(text: str, tokens: Sequence[QuoteToken], at: int) -> Numeral | None:
    key = tokens[at].key
    if key in _SYMBOLS:
        return Numeral(1, f"#{_SYMBOLS[key]}")
    match = _FIGURES.match(figures(key))
    if match is None:
        return None
    whole, rest, after = match["whole"].replace(",", ""), match["rest"], at + 1
    if rest in ("st", "nd", "rd", "th"):
        return None if match["part"] or not _is_ordinal_place(tokens, at, after) else Numeral(1, f"#{whole}.")
    if not match["part"] and not rest and len(whole) <= 3 and whole != "0" and "," not in match["whole"]:
        while after < len(tokens) and _group(text, tokens, after):  # 1 000 000
            whole += figures(tokens[after].key)
            after += 1
    value = Fraction(f"{whole}.{match['part'] or 0}") + (_SYMBOLS["½"] if match["half"] else 0)
    if rest:
        value *= _ABBREVIATED[rest]
    elif after + 1 < len(tokens) and tokens[after].key == "/" and tokens[after + 1].key == "2" and whole == "1":
        return Numeral(3, "#1/2") if tokens[after].end == tokens[after + 1].start else None
    elif after < len(tokens) and tokens[after].key in _SYMBOLS and after == at + 1:
        value, after = value + _SYMBOLS[tokens[after].key], after + 1
    value, after = _scaled(tokens, value, after)
    return Numeral(after - at, f"#{value}")


def _group(text: str, tokens: Sequence[QuoteToken], at: int) -> bool:
    """Return whether token `at` is a group of three digits behind a single space."""
    between = text[tokens[at - 1].end : tokens[at].start]
    key = figures(tokens[at].key)
    return len(between) == 1 and between.isspace() and between != "\n" and len(key) == 3 and key.isdigit()


def _scaled(tokens: Sequence[QuoteToken], value: Fraction, after: int) -> tuple[Fraction, int]:
    while after < len(tokens):
        step = after
        if tokens[step].kind == "dash" and _adjacent(tokens, step) and step + 1 < len(tokens):
            step += 1
        power = _POWERS.get(tokens[step].key.lower())
        if power is None:
            break
        value, after = value * power, step + 1
    return value, after


def _in_words(text: str, tokens: Sequence[QuoteToken], at: int) -> Numeral | None:
    words: list[tuple[str, int]] = []  # number words, and the token after each
    place = at
    while place < len(tokens) and len(words) < 24:
        low = tokens[place].key.lower()
        if words and ((tokens[place].kind == "dash" and _adjacent(tokens, place)) or low in ("and", "a")):
            place += 1
            words.append((low if low in ("and", "a") else "-", place))
            continue
        if low not in _NUMBER_WORDS and not (not words and low in ("a", "an")):
            break
        place += 1
        words.append((low, place))
    while words and words[-1][0] in ("and", "a", "-") and len(words) > 1:
        words.pop()
    found = _value(text, tokens, at, words) if words else None
    if found is None and (joint := next((k for k, (word, _) in enumerate(words) if word == "and" and k), None)):
        found = _value(text, tokens, at, words[:joint])  # `seven and eight` are two numbers
    return found


def _value(text: str, tokens: Sequence[QuoteToken], at: int, words: list[tuple[str, int]]) -> Numeral | None:
    plain = " ".join(word for word, _ in words if word != "-")
    length = words[-1][1] - at
    if plain in ("half", "one half", "a half"):
        behind = tokens[at + length].key.lower() if at + length < len(tokens) else ""
        return Numeral(length, "#1/2") if plain != "half" or behind not in ("a", "an", "-") else None
    if match := re.fullmatch(r"half an? (million|billion|trillion)", plain):
        return Numeral(length, f"#{Fraction(_POWERS[match[1]], 2)}")
    head = plain.split()[0]
    if head in ("a", "an"):
        if len(plain.split()) < 2 or plain.split()[1] not in ("hundred", "thousand", "million", "billion", "trillion"):
            return None
        plain = "one " + plain.split(" ", 1)[1]
    if match := re.fullmatch(r"(.+) and a half(?: (million|billion|trillion))?", plain):
        whole = _cardinal(match[1].split())
        scale = _POWERS.get(match[2] or "", 1)
        return None if whole is None else Numeral(length, f"#{(whole + Fraction(1, 2)) * scale}")
    parts = plain.split()
    if parts[-1] in _ORDINALS:
        ordinal = _ordinal(parts)
        return Numeral(length, f"#{ordinal}.") if ordinal and _is_ordinal_place(tokens, at, at + length) else None
    value = _cardinal(parts)
    if value is None or (parts == ["one"] and not _counts(text, tokens[at])):
        return None
    return Numeral(length, f"#{Fraction(value)}")


def _cardinal(parts: Sequence[str]) -> int | None:
    """Return the value of cardinal number words, or `None` if they are not one number."""
    total, below, last = 0, 0, 10**15
    seen_unit = False
    for word in parts:
        if word == "and":
            if not (below % 100 == 0 and (total or below)):
                return None
        elif word in CARDINALS:
            value = CARDINALS[word]
            room = below % 100
            fits = room == 0 if value == 0 or value > 9 else (room == 0 or (room in TENS.values() and room))
            if not fits or (seen_unit and room) or (value == 0 and len(parts) > 1):
                return None
            below += value
            seen_unit = value < 20
        elif word == "hundred":
            if not 1 <= below <= 99:
                return None
            below *= 100
            seen_unit = False
        elif word in _POWERS:
            if not below or _POWERS[word] >= last:
                return None
            total, below, last, seen_unit = total + below * _POWERS[word], 0, _POWERS[word], False
        else:
            return None
    return total + below if parts and parts[-1] != "and" else None


def _ordinal(parts: Sequence[str]) -> int | None:
    last = _ORDINALS[parts[-1]]
    if len(parts) == 1:
        return last
    if len(parts) == 2 and parts[0] in TENS and last <= 9:
        return TENS[parts[0]] + last
    return None


def _is_ordinal_place(tokens: Sequence[QuoteToken], first: int, last: int) -> bool:
    """Return whether an ordinal must stand here: after an article or a possessive, or at a month."""
    before = tokens[first - 1].key.lower() if first else ""
    behind = [token.key.lower() for token in tokens[last : last + 2]]
    if before in _BEFORE_ORDINALS or before in ENGLISH_MONTHS:
        return True
    if before in ("a", "an", "another") and behind[:1] and _NOUN_LIKE.fullmatch(behind[0]):
        return behind[0] not in _AFTER_A_THIRD and bool(dictionary_forms(behind[0], "NOUN"))
    return behind[:1] != [] and (behind[0] in ENGLISH_MONTHS or (behind[0] == "of" and behind[-1] in ENGLISH_MONTHS))


def _counts(text: str, token: QuoteToken) -> bool:
    """Return whether `one` counts something, unlike in `one another`, `no one` and `one can see`."""
    low, high = max(0, token.start - _AROUND), token.end + _AROUND
    syntax = parse(text[low:high])
    at = next((at for at, word in enumerate(syntax.words) if word.start == token.start - low), None)
    if at is None:
        return False
    word = syntax.words[at]
    head = syntax.words[word.head]
    return (
        word.part == "NUM" and word.relation in ("nummod", "compound") and head.tag.startswith("NN") and word.head > at
    )
