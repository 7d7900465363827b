"""Different members: one report counts a name among participants or signatories, another says that it was absent.

"Palestinian factions, among them Hamas and Fatah, announced …" and "Fatah was not present at that gathering". The preceding
sentences say what "that gathering" was, so their words and dates count. Two complete lists of one thing ("the mediators
are …") differ if one has a member that the other lacks; a list of examples ("including …") is not complete.
"""

import re
from collections.abc import Iterator
from datetime import date

from ....corpus.language.dates import days
from ....corpus.language.synonyms import groups
from ....corpus.language.terms import content_terms, terms
from ....corpus.language.words import words
from ...statements.named_entities import canonical
from ...statements.reported import ReportedSentence, read_once

_NAME = r"(?:(?:the )?[A-Z][\w’'ʼ-]*(?: (?:of the |of |for the |al-)?[A-Z][\w’'ʼ-]*)*)"
_ABSENT = re.compile(
    rf"(?P<name>{_NAME}) (?:(?:is|was|were|are|has been|had been)(?: not|n['’]t) (?:listed|present|among|invited|represented"
    r"|mentioned|included|named|part of|a signatory|a party|at)"
    r"|(?:did|does)(?: not|n['’]t) (?:sign|attend|take part|participate|join|endorse)"
    r"|(?:boycotted|skipped|stayed away|was absent|were absent|refused to (?:sign|attend|join|take part)))"
)
_NEITHER = re.compile(rf"neither (?P<one>[^,;.]*?{_NAME}) nor (?P<other>{_NAME})")
_PRESENT = re.compile(
    rf"(?:,? (?:including|among them|among which were|such as|namely|notably)|:) (?P<list>{_NAME}(?:(?:, and |, | and ){_NAME})*)"
)
_LIST = re.compile(rf"(?P<list>{_NAME}(?:, {_NAME})+,? and {_NAME})")
_SOME = re.compile(
    r"\b(?:including|among|such as|like|notably|e\.g\.|elsewhere|others?|especially|above all|namely also|from|talking)\b"
)
_MISSING = re.compile(r"\b(?:not|neither|boycott|skipp|stayed away|absent|refused)|n['’]t\b")
_GROUPS = frozenset(
    term
    for word in (
        "faction group party country nation state delegation meeting gathering talks summit session conference statement "
        "dialogue signatory signed agreement declaration deal letter coalition alliance member"
    ).split()
    for term in terms(word)
)
# Words too general to show that two lists are about the same thing.
_GENERAL = _GROUPS | {label for term in _GROUPS for label in groups(term)}
# The share of members that two lists of one thing have in common.
_MOSTLY = 0.6


def may_miss(text: str) -> bool:
    """Return whether a sentence may say that somebody was absent: a quick test before the sentence is analysed."""
    return _MISSING.search(text) is not None


def member_reasons(one: ReportedSentence, other: ReportedSentence) -> Iterator[str]:
    """Yield a reason if one sentence has a member that the other excludes or leaves out of a complete list."""
    for here, there, where in ((one, other, "there"), (other, one, "here")):
        for name in absent(here):
            if _is_in(name, _listed(there)) and _one_occasion(here, there):
                said, listed = ("here", "there") if where == "there" else ("there", "here")
                yield f"{name} is said not to have taken part {said}, but is included {listed}"
                return
    ours, theirs = _whole(one), _whole(other)
    if ours is None or theirs is None or not _one_list(one, other):
        return
    shared = [name for name in ours if _is_in(name, theirs)]
    if len(shared) < 2 or len(shared) < _MOSTLY * max(len(ours), len(theirs)):
        return
    only_ours = [name for name in ours if not _is_in(name, theirs)]
    only_theirs = [name for name in theirs if not _is_in(name, ours)]
    parts = [
        f"{' and '.join(names)} only {where}" for names, where in ((only_ours, "here"), (only_theirs, "there")) if names
    ]
    if parts:
        yield ", ".join(parts)


@read_once
def absent(sentence: ReportedSentence) -> list[str]:
    """Return the names that a sentence says did not take part."""
    text = sentence.bare
    found = [match["name"] for match in _ABSENT.finditer(text)]
    for match in _NEITHER.finditer(text):
        found += [match["one"], match["other"]]
    return [re.sub(r"\A[Tt]he ", "", name) for name in found]


@read_once
def _listed(sentence: ReportedSentence) -> list[str]:
    """Return the names that a sentence counts as members of a group."""
    text = sentence.bare
    found: list[str] = []
    for match in _PRESENT.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        if {word.term for word in words(before)} & _GROUPS:
            found += _split(match["list"])
    return found


@read_once
def _whole(sentence: ReportedSentence) -> list[str] | None:
    """Return the members of a sentence's only list, if the list is complete; else `None`."""
    found = list(_LIST.finditer(sentence.bare))
    if len(found) != 1 or _SOME.search(sentence.bare[max(0, found[0].start() - 60) : found[0].start()]):
        return None
    if _SOME.match(sentence.bare, found[0].end() + 1) or " other" in found[0].group():
        return None
    return _split(found[0]["list"])


def _split(listed: str) -> list[str]:
    return [re.sub(r"\A(?:and )?[Tt]he ", "", name) for name in re.split(r",? and |, ", listed) if name]


def _is_in(name: str, listed: list[str]) -> bool:
    wanted = _key(name)
    return any(_key(one) == wanted for one in listed)


def _key(name: str) -> frozenset[str]:
    short = {"united states": "us", "united kingdom": "uk", "united nations": "un"}.get(name.lower(), name)
    return frozenset(canonical(term) for term in terms(short))


def _one_occasion(here: ReportedSentence, there: ReportedSentence) -> bool:
    """Return whether both sentences, with the text before them, are about one gathering or statement on one day."""
    ours = {word.term for word in words(f"{here.before} {here.text}")} & _GROUPS
    theirs = {word.term for word in words(f"{there.before[-200:]} {there.text}")} & _GROUPS
    if not ours & theirs:
        return False
    if not set(content_terms(here.before)) & there.named and not here.named & there.named:
        return False
    one, other = _occasion(here), _occasion(there)
    return one is not None and other is not None and abs((one - other).days) <= (0 if here.days and there.days else 1)


def _occasion(sentence: ReportedSentence) -> date | None:
    """Return the date that a sentence is about: its own, the last one before it, or that of the report."""
    if sentence.days:
        return sentence.days[0][0]
    before = days(sentence.before, sentence.published)
    return before[-1][0] if before else sentence.published


def _one_list(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Return whether the two sentences say the same about their lists."""
    if one.days and other.days and not {day for day, _ in one.days} & {day for day, _ in other.days}:
        return False
    ours, theirs = (
        {*sentence.content, *(label for term in sentence.content for label in groups(term))}
        for sentence in (one, other)
    )
    return bool(ours & theirs - _GENERAL)
