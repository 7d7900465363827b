"""Other ways to write the same words: contractions, abbreviations, per cent, `&`.

A reading is a way to read one or more tokens as words. Two texts say the same where a reading of the one equals a reading of the
other. A contraction is only read as what it can stand for: `it's been` as `it has been`, never as `it is been`; `'s` after a noun
is read as nothing else, for it may be a possessive; neither is `'d` before a form that fits both `had` and `would`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...corpus.language.calendar_names import ENGLISH_MONTHS, MONTH_ABBREVIATIONS
from ...corpus.language.vocabulary import dictionary_forms, is_bare_verb, is_participle
from .numerals import figures, has_figures, numeral, sum_of_money
from .report import Normalisation
from .spelling import american
from .tokens import QuoteToken, TokenisedText


@dataclass(frozen=True, slots=True)
class Reading:
    """`length` tokens read as `words`; `name` is the harmless difference."""

    length: int
    words: tuple[str, ...]
    name: Normalisation


_NOT = re.compile(r"(?P<verb>[a-z]+)n't\Z", re.IGNORECASE)
_VERBS = frozenset(
    "is are was were do does did has have had would could should must might may need dare ought mus".split()
)
_IRREGULAR_NOT = {"can't": ("can",), "won't": ("will",), "shan't": ("shall",)}
_ENDINGS = {"'m": ("am",), "'re": ("are",), "'ve": ("have",), "'ll": ("will", "shall")}
_PRONOUNS = frozenset("i you he she it we they that this there these those who what where here how when why".split())
# Hosts whose `'s` is never a possessive.
_NO_POSSESSIVE = frozenset("he she it that there what where here how when why".split())
_SKIPPED = frozenset("not already also always ever just never now only really still yet clearly simply long".split())
_TITLES = {
    "dr": "doctor", "gen": "general", "lt": "lieutenant", "col": "colonel", "capt": "captain", "sgt": "sergeant",
    "maj": "major", "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor", "adm": "admiral",
    "mr": "mr", "mrs": "mrs", "ms": "ms", "st": "st", "jr": "jr", "sr": "sr",
}  # fmt: skip
_FULL_TITLES = {full: short for short, full in _TITLES.items() if full != short}
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_CLOCK = re.compile(r"(\d{1,2}(?::\d\d)?)([ap]m)\Z", re.IGNORECASE)
_PERCENT = "percent"
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound"}
_MONEY = {word: sign for sign, name in _CURRENCIES.items() for word in (name, f"{name}s")}


def readings(text: TokenisedText, at: int) -> Iterator[Reading]:
    """Yield the other readings of the tokens from `at` on, in English and in figures; none for most words."""
    tokens = text.tokens
    token = tokens[at]
    key, low = token.key, token.key.lower()
    if token.kind != "word":
        yield from _marks(text, at)
        if has_figures(key):
            yield from _number(text, at)
        return
    if "'" in key:
        yield from (Reading(1, _cased(words, key), "contractions") for words in _contraction(tokens, at))
    elif low == "cannot":
        yield Reading(1, _cased(("can", "not"), key), "contractions")
    if "." in key and _INITIALS.match(key):
        yield from _initials(tokens, at)
    if low in _TITLES or low in _FULL_TITLES or low in MONTH_ABBREVIATIONS:
        yield from _abbreviations(tokens, at)
    if low == "per" and at + 1 < len(tokens) and tokens[at + 1].key.lower() == "cent":
        yield Reading(2, _cased((_PERCENT,), key), "spelling")
    if low in _MONEY and at and _is_number(tokens, at - 1) and not _is_weight(tokens, at):
        yield Reading(1, (_MONEY[low],), "symbols")
    if low in ("في", "بالمئة", "بالمائة"):
        yield from _arabic_percent(tokens, at)
    if match := _CLOCK.match(key):
        yield Reading(1, (match[1], match[2].lower()), "abbreviations")
    if key.isascii() and len(key) > 3:
        spelt = american(key, counted=low.startswith("metre") and bool(at) and _is_number(tokens, at - 1))
        if spelt != low:
            yield Reading(1, (_with_case_of(spelt, key),), "spelling")
    if low in ("co", "pre", "re") and at + 2 < len(tokens) and tokens[at + 1].key == "-":
        whole = text.text[tokens[at].start : tokens[at + 2].end]
        if (spelt := american(whole)) != whole.lower():
            yield Reading(3, (_with_case_of(spelt, key),), "spelling")
    yield from _number(text, at)


def has_readings(key: str, kind: str) -> bool:
    """Return whether a token can have another reading at all, wherever it stands."""
    alone = TokenisedText(key, (QuoteToken(key, 0, len(key), kind),))  # type: ignore[arg-type]  # one of the kinds
    low = key.lower()
    return (
        next(readings(alone, 0), None) is not None
        or "'" in key
        or low in _ORDINARY
        or low in _TITLES
        or low in _FULL_TITLES
        or low in MONTH_ABBREVIATIONS
        or low in ENGLISH_MONTHS
    )


# Words of expansions, and of numbers: the other text may have them inside another word or not at all.
_ORDINARY = frozenset(
    "am is are was were be have has had do does did will would shall should can could must might may need dare ought not us let "
    "dollar dollars euro euros pound pounds "
    "per cent percent pct and a an am pm us uk un eu me hundred thousand million billion trillion half one first second third "
    "fourth fifth sixth seventh eighth ninth tenth metre metres meter meters".split()
)


def _number(text: TokenisedText, at: int) -> Iterator[Reading]:
    found = numeral(text.text, text.tokens, at)
    if found is not None:
        yield Reading(found.length, (found.name,), "numerals")


def _marks(text: TokenisedText, at: int) -> Iterator[Reading]:
    tokens, key = text.tokens, text.tokens[at].key
    if key == "&":
        spaced = (
            at and text.text[tokens[at].start - 1].isspace() and text.text[tokens[at].end : tokens[at].end + 1] == " "
        )
        if at + 2 < len(tokens) and (tokens[at + 1].key, tokens[at + 2].key) == ("amp", ";"):
            yield Reading(3, ("and",), "symbols")
        elif spaced:
            yield Reading(1, ("and",), "symbols")
    elif key in _CURRENCIES and (found := sum_of_money(text.text, tokens, at + 1)) is not None:
        yield Reading(1 + found.length, (found.name, key), "numerals")
    elif key in "%٪":
        yield Reading(1, (_PERCENT,), "symbols")


def _is_number(tokens: Sequence[QuoteToken], at: int) -> bool:
    """Return whether a number stands at token `at`, or right before a hyphen there."""
    token = tokens[at - 1] if at and tokens[at].kind == "dash" else tokens[at]
    from_words = TokenisedText(token.key, (token._replace(start=0, end=len(token.key)),))
    return has_figures(token.key) or (
        token.key.lower() in ("hundred", "thousand", "million", "billion", "trillion", "one")
        or numeral(token.key, from_words.tokens, 0) is not None
    )


def _is_weight(tokens: Sequence[QuoteToken], at: int) -> bool:
    """Return whether pounds may be a weight: money only where millions of them stand alone."""
    of = at + 1 < len(tokens) and tokens[at + 1].key.lower() == "of"
    millions = tokens[at - 1].key.lower() in ("million", "billion", "trillion")
    return tokens[at].key.lower().startswith("pound") and (of or not millions)


def _contraction(tokens: Sequence[QuoteToken], at: int) -> Iterator[tuple[str, ...]]:
    low = tokens[at].key.lower()
    if low in _IRREGULAR_NOT:
        yield (*_IRREGULAR_NOT[low], "not")
        return
    if (match := _NOT.match(low)) and match["verb"] in _VERBS:
        yield match["verb"] if match["verb"] != "mus" else "must", "not"
        return
    if low == "let's":
        yield "let", "us"
        return
    host, mark, rest = low.partition("'")
    ending = mark + rest
    if ending in _ENDINGS and (host in _PRONOUNS or (ending == "'ve" and host in _VERBS)):
        yield from ((host, verb) for verb in _ENDINGS[ending])
    elif ending == "'s" and host in _NO_POSSESSIVE | {"who"}:
        following = _following(tokens, at)
        if following not in ("been", "got", "had", "become"):
            yield host, "is"
        if is_participle(following):
            yield host, "has"
    elif ending == "'d" and host in _PRONOUNS:
        following = _following(tokens, at)
        if following == "better":
            yield host, "had"
        elif is_bare_verb(following):
            yield host, "would"
        elif following and is_participle(following) and not _bare(following):
            yield host, "had"


def _bare(word: str) -> bool:
    """Return whether a participle is a verb's bare form as well (`come`, `put`), so that `would` fits before it too."""
    return word in dictionary_forms(word, "VERB")


def _following(tokens: Sequence[QuoteToken], at: int) -> str:
    """Return the next word behind adverbs that may stand between an auxiliary and its verb."""
    for token in tokens[at + 1 : at + 5]:
        low = token.key.lower()
        if token.kind != "word":
            return ""
        if low not in _SKIPPED and not (low.endswith("ly") and len(low) > 4):
            return low
    return ""


def _initials(tokens: Sequence[QuoteToken], at: int) -> Iterator[Reading]:
    """Read `U.S` and `U.S.` as `US`; `a.m.` as `am` only behind a number, for `am` is also a verb."""
    bare = tokens[at].key.replace(".", "")
    if bare.islower():
        if bare not in ("am", "pm") or not at or not has_figures(tokens[at - 1].key):
            return
    elif not bare.isupper():
        return
    if at + 1 < len(tokens) and tokens[at + 1].key == "." and tokens[at].end == tokens[at + 1].start:
        yield Reading(2, (bare,), "abbreviations")
    yield Reading(1, (bare,), "abbreviations")


def _abbreviations(tokens: Sequence[QuoteToken], at: int) -> Iterator[Reading]:
    """Read titles before names, and months beside figures, with and without their full stop and in full."""
    key, low = tokens[at].key, tokens[at].key.lower()
    stop = at + 1 < len(tokens) and tokens[at + 1].key == "." and tokens[at].end == tokens[at + 1].start
    behind = tokens[at + 1 + stop].key if at + 1 + stop < len(tokens) else ""
    if not key[:1].isupper():
        return
    if low in _TITLES and (behind[:1].isupper() or low in ("jr", "sr")):
        words = (_with_case_of(_TITLES[low], key),)
        if stop:
            yield Reading(2, words, "abbreviations")
        yield Reading(1, words, "abbreviations")
    elif low in MONTH_ABBREVIATIONS and low != "may":
        dated = has_figures(behind) or (at and has_figures(tokens[at - 1].key))
        if dated:
            words = (_with_case_of(ENGLISH_MONTHS[MONTH_ABBREVIATIONS[low] - 1], key),)
            if stop:
                yield Reading(2, words, "abbreviations")
            yield Reading(1, words, "abbreviations")


def _arabic_percent(tokens: Sequence[QuoteToken], at: int) -> Iterator[Reading]:
    if at and has_figures(figures(tokens[at - 1].key)):
        if tokens[at].key != "في":
            yield Reading(1, (_PERCENT,), "symbols")
        elif at + 1 < len(tokens) and tokens[at + 1].key in ("المئة", "المائة"):
            yield Reading(2, (_PERCENT,), "symbols")


def _cased(words: tuple[str, ...], like: str) -> tuple[str, ...]:
    """Give words the case of the token that they come from: `DON'T` is `DO NOT`, `Don't` is `Do not`."""
    if like.replace("'", "").isupper() and len(like) > 2 and like[-1].isupper():
        return tuple(word.upper() for word in words)
    return (_with_case_of(words[0], like), *words[1:])


def _with_case_of(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word
