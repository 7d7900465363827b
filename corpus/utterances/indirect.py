"""Indirect speech: the clause that a verb of saying introduces or follows."""

import re
from collections.abc import Sequence

from ..language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from ..language.lexicon import DOUBTFUL, SAYING
from .attribution import MARKS, Attribution, Bounds, Saying, first_word
from .tokens import QUOTED

_ADDRESSEE = re.compile(r"\s+(?:(?:[^\s,.;:]+\s+){1,10}?)that\b", re.I)
_THAT = re.compile(rf"(?:[^.;:?!{QUOTED}]{{0,120}}?[\s,])?that\b,?", re.I)
_MONTHS = f"(?:{'|'.join(name.capitalize() for name in ENGLISH_MONTHS)})"
_WEEKDAYS = "|".join(name.capitalize() for name in ENGLISH_WEEKDAYS)
_DAY = (
    r"(?:(?:on|earlier|late|last|early|in|earlier on|also)\s+)*"
    rf"(?:(?:{_WEEKDAYS})\b|\d{{1,2}} [A-Z][a-z]+|{_MONTHS}\b)"
    rf"(?:,? ?(?:\d{{1,2}}\b|\d{{4}}\b|[A-Z][a-z]+ \d{{4}}|{_MONTHS}\b))*"
)
_AFTER_CUE = re.compile(rf"\s+(?:{_DAY},?\s+)?")
_NOT_CLAUSE = frozenset(
    "in on at to during after before about of for with by from as when while into against over and or but something so "
    "yes goodbye hello sorry".split()
)


def reported(text: str, sentence: Bounds, said: Sequence[Saying]) -> list[tuple[Bounds, Attribution]]:
    """Return the clauses of a sentence that report speech without quotation marks, each with its attribution."""
    start, end = sentence
    while end > start and (text[end - 1] in ".!?… " or text[end - 1] in MARKS):
        end -= 1
    verbs = [one for one in said if one.phrase and (one.cue in SAYING or one.cue == "according to")]
    if not verbs:
        return []
    leads = [one for one in verbs if one.cue != "according to" and not _closing(text, one, end)]
    leads += [one for one in verbs if one.cue == "according to" and one.first <= start + 2]
    leading = next((one for one in leads if _content(text, one, end) is not None), None)
    low = start + 8 if leading is None else (_content(text, leading, end) or start) + 10
    closing = [one for one in verbs if _closing(text, one, end) and one is not leading and one.first > low]
    stop = end
    for one in closing:
        comma = text.rfind(",", start, one.first)
        if comma > start and one.first - comma < 60:
            stop = min(stop, comma)
    if leading:
        content = _content(text, leading, stop)
        if content is None:
            return []
        earlier = [one for one in verbs if one is not leading and one.start < leading.start]
        via = next((one.phrase for one in [*earlier, *closing] if one.phrase and not one.phrase.pronoun), None)
        if inner := _inner_verb(leading, content, verbs):
            within = _content(text, inner, stop)
            if within is not None and within < stop:
                return [((within, stop), Attribution(inner, (start, within), leading.phrase))]
        return [((content, stop), Attribution(leading, (start, content), via))] if stop > content else []
    if closing and stop < end:
        first = first_word(text, start)
        via = next((one.phrase for one in closing[1:] if one.phrase and not one.phrase.pronoun), None)
        return [((first, stop), Attribution(closing[0], (stop, sentence[1]), via))] if first < stop else []
    return []


def _inner_verb(outer: Saying, content: int, verbs: Sequence[Saying]) -> Saying | None:
    """Return the verb of saying inside the clause of `outer`: in "X told Y that Z said …" the speaker is Z, via X."""
    for one in verbs:
        if one.start > outer.start and one.phrase and not one.phrase.pronoun and not one.inverted:
            return one if 0 <= one.first - content <= 4 else None
    return None


def _closing(text: str, saying: Saying, end: int) -> bool:
    """Whether a verb of saying and its subject follow the clause that they report, with only circumstances after them."""
    comma = text[max(0, saying.first - 5) : saying.first].rstrip()
    if not (comma.endswith((",", "–", "—", ", as")) or (saying.cue == "according to" and saying.first > 0)):
        return False
    rest = text[saying.last : end].strip()
    return len(rest) < 90 and not re.match(r"(?:that\b|:)", rest) and ("," not in rest[:2] or len(rest) < 90)


def _content(text: str, saying: Saying, stop: int) -> int | None:
    """Return the offset of the clause that a verb of saying introduces; `None` if it introduces none."""
    at = saying.last
    if saying.cue == "according to":
        comma = text.find(",", at, min(stop, at + 120))
        if comma < 0:
            return None
        return _word_at(text, comma + 1, stop)
    if saying.cue in ("told", "tells", "tell", "informed", "assured", "reminded", "advised"):
        found = _ADDRESSEE.match(text, at, stop)
        return _word_at(text, found.end(), stop) if found else None
    day = _AFTER_CUE.match(text, at, stop)
    place = day.end() if day else at
    if text[place : place + 5].lower() == "that ":
        return _word_at(text, place + 5, stop)
    word = re.match(r"[^\W\d_’']+", text[place : place + 20])
    first = word.group().lower() if word else ""
    if first in _NOT_CLAUSE or not first or saying.cue in DOUBTFUL:
        found = _THAT.match(text, place, stop)
        return _word_at(text, found.end(), stop) if found else None
    if saying.cue in (
        "said",
        "says",
        "claimed",
        "claims",
        "insisted",
        "insists",
        "believes",
        "added",
        "adds",
        "warned",
    ) or first in ("there it he she they we the its his her their".split()):
        return place if saying.cue in ("said", "says", "added", "insisted", "claimed", "believes") else None
    return None


def _word_at(text: str, at: int, stop: int) -> int | None:
    while at < stop and not (text[at].isalnum() or text[at] == QUOTED):
        at += 1
    return at if at < stop else None
