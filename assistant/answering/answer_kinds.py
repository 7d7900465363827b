"""Kinds of answer that are finer than those of the ranking, and evidence that has them first.

For the ranking "how long", "how old" and "how much" all ask for a number. Here they ask for a length of time, an age, an
amount; "how many votes" for a number of votes; "Who is X?" for what X is. A reason is also told by words that say why only
where a reason is asked for ("after", "over").
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ...corpus.language.number_words import CARDINALS
from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.terms import terms
from ...corpus.language.titles import OCCUPATIONS, TITLES
from ...index.retrieval.features import answer_kind
from ...index.retrieval.search import EvidenceSentence
from .descriptions import asked_about, describing

FinerKind = Literal["length of time", "age", "amount", "share", "size", "figure", "count", "description", "reason"]

READ = 60
"""The most sentences that are put in a new order."""

_GAINS: dict[FinerKind, float] = {
    "length of time": 6.0, "age": 6.0, "amount": 6.0, "share": 6.0, "size": 6.0, "description": 6.0,
    "figure": 3.0, "reason": 2.5, "count": 0.6,
}  # fmt: skip
"""What a sentence with the kind of answer gains: a fit to four collections, rounded (docs/decisions/0026)."""

HEADLINE = 0.8
"""What a sentence loses that only repeats the title: a report tells more in its text."""

ASKS = 2.0
"""What a question loses: it states nothing."""

NEXT_WORDS = 4
"""Words after a number among which it counts something."""

_TIME = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|centur(?:y|ie)|term)s?"
_SPELT = "|".join(CARDINALS)
_NUMBER = rf"(?:\d[\d.,]*|(?:{_SPELT})(?:-\w+)?|half|several|few|dozens?|hundreds?|thousands?)"
_PATTERNS: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "length of time": rf"\b{_NUMBER}[ -](?:and a half |more |full |straight |consecutive |long )*{_TIME}\b"
        r"(?! (?:ago|earlier|later|before|after)\b|,? old\b|-old\b)"
        rf"|\b(?:for|about|nearly|almost|over|than|lasted|took|within) an? {_TIME}\b"
        r"|\b(?:until|till|since|throughout|indefinitely|overnight|permanent(?:ly)?|lifetime)\b|\b\d{4} ?[–-] ?\d{2,4}\b",
        "age": r",? \d{1,3},|\b\d{1,3}[ -]years?[ -]olds?\b|\baged? (?:of )?\d|\bborn\b|\bturn(?:s|ed) \d",
        "amount": r"[$€£¥]\s?\d|\b(?:dollar|euro|pound|cent|shekel|rupee|rouble|ruble|yen|yuan)s?\b"
        rf"|\b(?:{_NUMBER}) (?:hundred|thousand|million|billion|trillion)\b|\d ?%|\bper ?cent\b"
        r"|\b\d[\d.,]* (?:[a-z]+ )?(?:tons?|tonnes?|kilos?|kg|lit(?:er|re)s?|barrels?|gallons?|acres?|hectares?|hours?)\b",
        "share": r"\d ?%|\bper ?cent(?:age)?\b|\bpoints?\b|\b(?:half|third|quarter|majority)\b|\bout of\b",
        "size": r"\d",
        "figure": r"\d",
    }.items()
}
_HOW = re.compile(r"\bhow (?P<word>much|long|old|far|large|big|tall|high|wide|deep|heavy|fast)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:what|which) (?:\w+ )?(?:percent|percentage|share|proportion)\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\bwhat(?:['’]s| is| was| are| were)? (?:the |a |an )?(?:[\w’'-]+ ){0,2}?"
    r"(?:turnout|toll|price|total|rate|score|count|tally|margin|cost|budget|salary|wage|rent|fee|fine|size|length|height|weight"
    r"|distance|temperature|population|age|value|speed|capacity)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many (?:of (?:the |these |those )?)?(?P<what>(?:[\w’'-]+ ){0,3}?(?:[a-z][\w’'-]*s|people|men|women|children))\b",
    re.IGNORECASE,
)
# A number counts nothing behind these words.
_END_OF_PHRASE = re.compile(
    r"[,;:.!?()](?!\d)|\b(?:an?|in|on|at|to|for|by|with|from|and|but|is|are|was|were|has|have|had)\b", re.IGNORECASE
)
# Who is counted may be called by another role or a name: "how many senators" by "seven Democrats".
_ROLES = TITLES | OCCUPATIONS
_PERSONS = _ROLES | {"people", "persons", "men", "women"}
_ANYTHING = frozenset({"people", "persons", "times"})
_COUNTING = re.compile(
    rf"\d[\d.,]*\d|\d|\b(?:{_SPELT}|both|dozens?|hundreds?|thousands?|no|none|nobody|several|half)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|since|so that|in order|as a result|reasons?|therefore|thus|led to|caus(?:e|ed|ing)|allow\w*"
    r"|purpose|after|over|amid|for|to (?!the\b|a\b|an\b|be\b|his\b|her\b|their\b|this\b|that\b)[a-z]+|fear\w*|concern\w*|want\w*"
    r"|believ\w*|thanks to|given|if|not enough|wasn['’]t|weren['’]t|insufficient|prompt\w*|blam\w*|cit(?:ed|ing)|grounds"
    r"|motivat\w*|protest\w*)\b",
    re.IGNORECASE,
)
_HOW_KINDS: dict[str, FinerKind] = {"much": "amount", "long": "length of time", "old": "age"}


def finer_kind(question: str) -> FinerKind | None:
    """Return the finer kind of answer that a question asks for; `None` if its question word tells all."""
    if asked_about(question):
        return "description"
    kind = answer_kind(question)
    if kind == "why":
        return "reason"
    if kind != "number":
        return "figure" if _FIGURE.search(question) else None
    if how := _HOW.search(question):
        return _HOW_KINDS.get(how["word"].lower(), "size")
    if _SHARE.search(question):
        return "share"
    return "count" if _counted(question) else None


def having(question: str, sentences: Sequence[str]) -> list[bool]:
    """Return which sentences have the finer kind of answer; all of them if none is asked for."""
    kind = finer_kind(question)
    if kind is None:
        return [True] * len(sentences)
    if kind == "description":
        return describing(asked_about(question) or "", sentences)
    if kind == "count" and (thing := _counted(question)):
        return _counting(thing, sentences)
    pattern = _REASON if kind == "reason" else _PATTERNS[kind]
    return [pattern.search(sentence) is not None for sentence in sentences]


def counted_thing(question: str) -> str | None:
    """Return what "how many" asks for a number of, in the question's words; `None` for people and times.

    Those are counted by any number: "a crowd of 700", "24 searches".
    """
    thing = _counted(question) if finer_kind(question) == "count" else None
    return None if thing is None or thing.split()[-1].lower() in _ANYTHING else thing


def counts(thing: str, sentence: str, *, role: bool = False) -> bool:
    """Return whether a number in the sentence counts this thing (a term) or a synonym of it.

    If the thing is a `role` of people, another role or a name in the plural counts as well.
    """
    for number in _COUNTING.finditer(sentence):
        phrase = _END_OF_PHRASE.split(sentence[number.end() : number.end() + 60], maxsplit=1)[0]
        after = re.findall(r"[\w’'-]+", phrase)[:NEXT_WORDS]
        if covered(thing, with_groups(terms(" ".join(after)))):
            return True
        if role and any(word in _PERSONS or (word[0].isupper() and word.endswith("s")) for word in after):
            return True
    return False


def prefer_kind(question: str, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence, best first, with sentences first that have the finer kind of answer asked for.

    The scores stay in place, so that what depends on their differences stays as it is.
    """
    read = list(evidence[:READ])
    kind = finer_kind(question)
    gain = _GAINS[kind] if kind else 0.0
    has = having(question, [one.sentence.text for one in read])
    scores = [
        one.score
        + gain * fits
        - HEADLINE * _repeats_title(one)
        - ASKS * one.sentence.text.rstrip("”\"’' )").endswith("?")
        for one, fits in zip(read, has, strict=True)
    ]
    order = sorted(range(len(read)), key=lambda at: -scores[at])
    moved = [replace(read[at], score=place.score) for at, place in zip(order, read, strict=True)]
    return (*moved, *evidence[READ:])


def _counted(question: str) -> str | None:
    found = _COUNTED.search(question)
    return found["what"] if found else None


def _counting(thing: str, sentences: Sequence[str]) -> list[bool]:
    """Return which sentences have a number of a thing, in the question's words; all of them if these are no terms."""
    term, last = terms(thing)[-1:], thing.split()[-1].lower()
    role = last in _ROLES or last.removesuffix("s") in _ROLES
    return [not term or counts(term[0], sentence, role=role) for sentence in sentences]


def _repeats_title(one: EvidenceSentence) -> bool:
    text, title = one.sentence.text.rstrip(". "), one.sentence.document.title
    return one.sentence.span.start == 0 and bool(title) and title.startswith(text[: len(title)])
