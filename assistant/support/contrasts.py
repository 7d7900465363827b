"""Where a claim says otherwise than its evidence: negations, hedges, opposites, changed places, replaced words."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from assistant.support.finding import Beside, Finding, Kind
from assistant.support.lexicon import hedges, opposite
from assistant.support.names import canonical, held, names
from assistant.support.stated import Stated
from assistant.support.words import Word

# A sentence speaks of the claim where it covers this share of it.
SPEAKS = 0.4
# So much of a claim's weight must two names' sentence cover before their order says anything.
SAME_WORDS = 0.75
# What two do with each other, whoever is named first.
_MUTUAL = frozenset("meet talk discuss speak agre marri negoti hold say".split())


def check_contrasts(beside: Beside) -> list[Finding]:
    """Everything that the claim turns round."""
    speaking = [one for one, share in zip(beside.chosen, beside.shares, strict=True) if share >= SPEAKS]
    return [
        *_negations(beside, speaking),
        *_hedges(beside, speaking),
        *_opposites(beside.claim, speaking),
        *_replaced(beside),
        *_order(beside),
    ]


def _negations(beside: Beside, speaking: Sequence[Stated]) -> list[Finding]:
    found = []
    there = {word.term for one in beside.chosen for word in one.words if word.negated}
    said = {word.term for one in beside.chosen for word in one.words}
    for word in beside.claim.words:
        if word.negated and word.term not in there:
            reason = f"the claim says *not* of “{word.text}”, the evidence does not"
            found.append(Finding("negation", reason, word.term in said))
    cues = any(word.cue for one in beside.chosen for word in one.words)
    if not found and not cues and any(word.cue for word in beside.claim.words):
        found.append(Finding("negation", "the claim says *not*, the evidence does not", True))
    return found + _unsaid(beside.claim, speaking, "negated", "negation", "the evidence says *not* of “{}”", True)


def _hedges(beside: Beside, speaking: Sequence[Stated]) -> list[Finding]:
    if hedges(beside.claim.text):
        return []
    reason = "the evidence says “{}” only as wished, possible or conditional"
    return _unsaid(beside.claim, speaking, "hedged", "hedge", reason, False)


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


def _opposites(claim: Stated, speaking: Sequence[Stated]) -> list[Finding]:
    """Words whose opposite stands beside the same neighbour in the evidence."""
    held_terms = frozenset().union(*(one.terms for one in speaking))
    said = {word.term for word in claim.words}
    found = []
    for at, word in enumerate(claim.words):
        if word.term in held_terms:
            continue
        for one in speaking:
            for place, other in enumerate(one.words):
                if other.term in said or not opposite(word.term, other.term):
                    continue
                if _beside(claim.words, at) & _beside(one.words, place):
                    reason = f"the claim says “{word.text}”, the evidence “{other.text}”"
                    found.append(Finding("opposite", reason, True))
    return found


def _beside(words: Sequence[Word], at: int) -> set[str]:
    """The content terms within three words."""
    return {word.term for word in (*words[max(0, at - 3) : at], *words[at + 1 : at + 4]) if word.content}


def _replaced(beside: Beside) -> list[Finding]:
    """Names, numbers and opposites that stand where a sentence of which the claim is a copy has others."""
    found = []
    claim = beside.claim
    given = [word.term for word in claim.words]
    claimed = {word.start for word in names(claim.text, claim.words)}
    for one in beside.copied:
        matcher = SequenceMatcher(None, [word.term for word in one.words], given, autojunk=False)
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


def _order(beside: Beside) -> list[Finding]:
    """Two names that have changed places around a word between them, passives reckoned with."""
    claim = beside.claim
    ours = [word for word in claim.words if word.content]
    runs = _runs(claim, names(claim.text, claim.words))
    found = []
    for one, share in zip(beside.chosen, beside.shares, strict=True):
        if share < SAME_WORDS:
            continue
        theirs: dict[str, int] = {}
        for at, word in enumerate(one.words):
            theirs.setdefault(canonical(word.term), at)
        for i, first in enumerate(ours):
            for j in range(i + 2, len(ours)):
                a, b = canonical(first.term), canonical(ours[j].term)
                apart = runs.get(first.start) != runs.get(ours[j].start)
                if a == b or not apart or {first.start, ours[j].start} - runs.keys() or {a, b} - theirs.keys():
                    continue
                low, high = sorted((theirs[a], theirs[b]))
                between = {word.term for word in one.words[low + 1 : high] if word.content}
                if not between & {word.term for word in ours[i + 1 : j]} - _MUTUAL:
                    continue
                mine = any(w.text == "by" for w in claim.words if first.end <= w.start < ours[j].start)
                passive = mine != any(w.text == "by" for w in one.words[low:high])
                if (theirs[a] > theirs[b]) != passive:
                    reason = f"“{first.text}” and “{ours[j].text}” have changed places in the claim"
                    found.append(Finding("order", reason, True))
    return found


def _runs(sentence: Stated, found: Sequence[Word]) -> dict[int, int]:
    """Where each word of a name starts → the number of the name."""
    runs: dict[int, int] = {}
    number = last = 0
    for word in found:
        number += sentence.text[last : word.start].strip(" -’'") != "" or not last
        runs[word.start] = number
        last = word.end
    return runs


def _shown(sentence: Stated, part: Sequence[Word]) -> str:
    return sentence.text[part[0].start : part[-1].end]
