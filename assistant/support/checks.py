"""What a claim says that its evidence does not say, or says otherwise: the checks behind every reason.

A claim with a finding that `blocks` is never called supported, whatever the score; one that `contradicts` is called
contradicted where the evidence is about the same thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.support.lexicon import bound, opposite
from assistant.support.names import canonical, held, names
from assistant.support.numbers import Number, calendar
from assistant.support.stated import Stated
from assistant.support.words import Word

Kind = Literal["number", "name", "date", "negation", "opposite", "hedge", "order", "replaced", "bound"]
KINDS: tuple[Kind, ...] = ("number", "name", "date", "negation", "opposite", "hedge", "order", "replaced", "bound")

# What two do with each other, whoever is named first.
_MUTUAL = frozenset("meet talk talks discuss speak agre marri negoti hold say".split())
# So many words to either side of a number are said of it.
AROUND = 4
# A sentence of which so much stands in the claim, in order, is what the claim was made from.
MADE_FROM = 0.6


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: `reason` is a clause in plain words."""

    kind: Kind
    reason: str
    contradicts: bool


def check(claim: Stated, evidence: Sequence[Stated], everything: Sequence[Stated]) -> list[Finding]:
    """What is wrong with a claim, given the sentences that speak of it and all there are."""
    found = [
        *_numbers(claim, evidence, everything),
        *_names(claim, evidence, everything),
        *_dates(claim, evidence, everything),
        *_negations(claim, evidence),
        *_hedges(claim, evidence),
        *_opposites(claim, evidence),
        *_replaced(claim, evidence),
        *_order(claim, evidence),
    ]
    return list({finding.reason: finding for finding in found}.values())


def _numbers(claim: Stated, evidence: Sequence[Stated], everything: Sequence[Stated]) -> list[Finding]:
    found = []
    for number in claim.numbers:
        shown = claim.text[number.start : number.end]
        places = [(one, other) for one in evidence for other in one.numbers if number.same(other)]
        if not places:
            elsewhere = any(number.same(other) for one in everything for other in one.numbers)
            reason = f"the number {shown} is not in the evidence"
            if elsewhere:
                reason = f"the evidence has the number {shown}, but not said of this"
            clash = any(_around(claim, number) & _around(one, other) for one in evidence for other in one.numbers)
            found.append(Finding("number", reason, clash and not elsewhere))
            continue
        around = _around(claim, number)
        if around and not any(around & _around(one, other) for one, other in places):
            found.append(Finding("number", f"the evidence has the number {shown}, but not said of this", False))
        limits = {bound(one.text, other.start) for one, other in places}
        said = bound(claim.text, number.start)
        if said not in limits and {said, *limits} >= {"more", "less"}:
            found.append(Finding("bound", f"the evidence sets the limit {shown} the other way round", True))
        elif said not in limits and said in ("more", "less") and "about" not in limits:
            found.append(Finding("bound", f"the evidence does not say “{said} than” {shown}", False))
    return found


def _around(sentence: Stated, number: Number) -> frozenset[str]:
    """The content terms near a number, itself left out."""
    at = next((i for i, word in enumerate(sentence.words) if word.end > number.start), len(sentence.words))
    near = sentence.words[max(0, at - AROUND) : at + AROUND + 1]
    return frozenset(
        word.term for word in near if word.content and not (word.start < number.end and number.start < word.end)
    )


def _names(claim: Stated, evidence: Sequence[Stated], everything: Sequence[Stated]) -> list[Finding]:
    found = []
    for name in names(claim.text, claim.words):
        if any(held(name, *one.known) for one in evidence):
            continue
        if any(held(name, *one.known) for one in everything):
            reason = f"the evidence names {name.text}, but not together with this"
        else:
            reason = f"the name {name.text} is not in the evidence"
        found.append(Finding("name", reason, False))
    return found


def _dates(claim: Stated, evidence: Sequence[Stated], everything: Sequence[Stated]) -> list[Finding]:
    found = []
    for name, start, end in calendar(claim.text):
        if any(name in one.calendar for one in evidence):
            continue
        others = set().union(*(one.calendar for one in evidence))
        elsewhere = any(name in one.calendar for one in everything)
        shown = claim.text[start:end]
        reason = f"the evidence has {shown}, but not said of this" if elsewhere else f"{shown} is not in the evidence"
        found.append(Finding("date", reason, bool(others) and not elsewhere))
    return found


def _negations(claim: Stated, evidence: Sequence[Stated]) -> list[Finding]:
    found = []
    cues = any(word.cue or word.negated for one in evidence for word in one.words)
    for word in claim.words:
        if not word.negated:
            continue
        there = [other for one in evidence for other in one.words if word.term == other.term]
        if (there and not any(other.negated for other in there)) or not cues:
            found.append(Finding("negation", f"the claim says *not* of “{word.text}”, the evidence does not", True))
    if not found and any(word.cue for word in claim.words) and not cues:
        found.append(Finding("negation", "the claim says *not*, the evidence does not", True))
    return found + _unsaid(claim, evidence, "negated", "negation", "the evidence says *not* of “{}”", True)


def _hedges(claim: Stated, evidence: Sequence[Stated]) -> list[Finding]:
    return _unsaid(
        claim, evidence, "hedged", "hedge", "the evidence says “{}” only as wished, possible or conditional", False
    )


def _unsaid(
    claim: Stated,
    evidence: Sequence[Stated],
    what: Literal["negated", "hedged"],
    kind: Kind,
    reason: str,
    against: bool,
) -> list[Finding]:
    """Words that the evidence only has negated (or hedged), and the claim without."""
    said = {word.term: word for word in claim.words if word.content}
    plain = {word.term for word in claim.words if word.content and not getattr(word, what)}
    every = [word for one in evidence for word in one.words if word.content and word.term in plain]
    free = {word.term for word in every if not getattr(word, what)}
    turned = {word.term for word in every if getattr(word, what)}
    also = {word.term for word in claim.words if getattr(word, what)}
    return [Finding(kind, reason.format(said[term].text), against) for term in sorted(turned - free - also)]


def _opposites(claim: Stated, evidence: Sequence[Stated]) -> list[Finding]:
    held_terms = frozenset().union(*(one.terms for one in evidence))
    said = {word.term for word in claim.words}
    found = []
    for word in claim.words:
        if word.term in held_terms:
            continue
        for one in evidence:
            for other in one.words:
                if other.term not in said and opposite(word.term, other.term):
                    reason = f"the claim says “{word.text}”, the evidence “{other.text}”"
                    found.append(Finding("opposite", reason, True))
    return found


def _replaced(claim: Stated, evidence: Sequence[Stated]) -> list[Finding]:
    """Names, numbers and opposites that stand where a sentence that the claim was made from has others."""
    found = []
    given = [word.term for word in claim.words]
    claimed = {word.start for word in names(claim.text, claim.words)}
    for one in evidence:
        theirs = [word.term for word in one.words]
        matcher = SequenceMatcher(None, theirs, given, autojunk=False)
        blocks = matcher.get_matching_blocks()
        if sum(block.size for block in blocks) < MADE_FROM * len(given):
            continue
        stated = {word.start for word in names(one.text, one.words)}
        for what, a, b, c, d in matcher.get_opcodes():
            if what != "replace" or b - a > 4 or d - c > 4:
                continue
            was, now = one.words[a:b], claim.words[c:d]
            if _clash(was, now, stated, claimed, one, claim):
                reason = f"the claim says “{_shown(claim, now)}” where the evidence says “{_shown(one, was)}”"
                found.append(Finding("replaced", reason, True))
    return found


def _clash(
    was: Sequence[Word], now: Sequence[Word], stated: set[int], claimed: set[int], one: Stated, claim: Stated
) -> bool:
    if any(opposite(old.term, new.term) for old in was for new in now):
        return True
    theirs = [number for number in one.numbers if was[0].start <= number.start < was[-1].end]
    ours = [number for number in claim.numbers if now[0].start <= number.start < now[-1].end]
    if theirs and ours and not any(number.same(other) for number in ours for other in theirs):
        return True
    before = [word for word in was if word.start in stated]
    after = [word for word in now if word.start in claimed]
    return bool(before and after) and not any(
        canonical(word.term) == canonical(other.term) or held(word, frozenset({other.term}), frozenset())
        for word in after
        for other in before
    )


def _order(claim: Stated, evidence: Sequence[Stated]) -> list[Finding]:
    """Two names that have changed places around a word between them, passives reckoned with."""
    ours = [word for word in claim.words if word.content]
    named = {canonical(word.term) for word in names(claim.text, claim.words)}
    found = []
    for one in evidence:
        theirs: dict[str, int] = {}
        for at, word in enumerate(one.words):
            theirs.setdefault(canonical(word.term), at)
        for i, first in enumerate(ours):
            for j in range(i + 2, len(ours)):
                a, b = canonical(first.term), canonical(ours[j].term)
                if a == b or a not in named or b not in named or a not in theirs or b not in theirs:
                    continue
                low, high = sorted((theirs[a], theirs[b]))
                between = {word.term for word in one.words[low + 1 : high] if word.content}
                if not (between & {word.term for word in ours[i + 1 : j]}) - _MUTUAL:
                    continue
                turned = theirs[a] > theirs[b]
                mine = any(w.text == "by" for w in claim.words if first.end <= w.start < ours[j].start)
                passive = mine != any(w.text == "by" for w in one.words[low:high])
                if turned != passive:
                    reason = f"“{first.text}” and “{ours[j].text}” have changed places in the claim"
                    found.append(Finding("order", reason, True))
    return found


def _shown(sentence: Stated, part: Sequence[Word]) -> str:
    return sentence.text[part[0].start : part[-1].end]
