"""Contradictions between a claim and its evidence: negations, hedges, antonyms, swapped names, replaced words."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from ...corpus.language.antonyms import hedges, opposite
from ...corpus.language.synonyms import covered, groups
from ...corpus.language.words import AnalysedWord
from ..statements.named_entities import canonical, held, known, names
from ..statements.statement import ParsedSentence
from .discrepancies import ClaimInEvidence, Discrepancy, Kind

# Minimum share of the claim that a sentence must cover to be about the same thing.
SPEAKS = 0.4
# Minimum share of the claim's weight that a sentence must cover for the order of its names to matter.
SAME_WORDS = 0.75
# Minimum share of the claim's words in a close copy, in which every word that the sentence lacks is a change.
CLOSE_COPY = 0.8
# Things that two people do with each other; the order of their names does not matter.
_MUTUAL = frozenset("meet talk discuss speak agre marri negoti hold".split())
# Verbs of reporting; their subject may be named at either end of a sentence.
_REPORTING = frozenset("say tell report accord announc state cite add write note".split())
# Maximum number of content words between two names of which one does something to the other.
_APART = 4


def check_contrasts(beside: ClaimInEvidence) -> list[Discrepancy]:
    """Return every contradiction between the claim and the evidence."""
    speaking = [one for one, share in zip(beside.chosen, beside.shares, strict=True) if share >= SPEAKS]
    return [
        *_negations(beside, speaking),
        *_hedges(beside, speaking),
        *_opposites(beside.claim, speaking),
        *_replaced(beside),
        *_order(beside),
    ]


def _negations(beside: ClaimInEvidence, speaking: Sequence[ParsedSentence]) -> list[Discrepancy]:
    found = []
    there = {word.term for one in beside.chosen for word in one.words if word.negated}
    said = {word.term for one in beside.chosen for word in one.words}
    for at, word in enumerate(beside.claim.words):
        if word.negated and word.term not in there:
            unsaid = word.term not in said
            after = {other.term for other in beside.claim.words[at + 1 : at + 7] if other.content}
            other_word = unsaid and any(after & _denied(one) for one in speaking)
            reason = f"the claim says *not* of “{word.text}”, the evidence does not"
            found.append(Discrepancy("negation", reason, not unsaid, blocks=not other_word))
    cues = any(word.cue for one in beside.chosen for word in one.words)
    if not found and not cues and any(word.cue for word in beside.claim.words):
        found.append(Discrepancy("negation", "the claim says *not*, the evidence does not", True))
    return found + _unsaid(beside.claim, speaking, "negated", "negation", "the evidence says *not* of “{}”", True)


def _denied(sentence: ParsedSentence) -> set[str]:
    """Return the content terms within seven words after a negation."""
    cues = [at for at, word in enumerate(sentence.words) if word.cue]
    return {word.term for at in cues for word in sentence.words[at + 1 : at + 8] if word.content}


def _hedges(beside: ClaimInEvidence, speaking: Sequence[ParsedSentence]) -> list[Discrepancy]:
    if hedges(beside.claim.text):
        return []
    reason = "the evidence says “{}” only as wished, possible or conditional"
    return _unsaid(beside.claim, speaking, "hedged", "hedge", reason, False)


def _unsaid(
    claim: ParsedSentence,
    evidence: Sequence[ParsedSentence],
    what: Literal["negated", "hedged"],
    kind: Kind,
    reason: str,
    against: bool,
) -> list[Discrepancy]:
    """Find words that are always negated (or hedged) in the evidence, and never in the claim."""
    said = {word.term: word for word in claim.words if word.content}
    plain = {word.term for word in claim.words if word.content and not getattr(word, what)}
    every = [word for one in evidence for word in one.words if word.content and word.term in plain]
    free = {word.term for word in every if not getattr(word, what)}
    turned = {word.term for word in every if getattr(word, what)}
    also = {word.term for word in claim.words if getattr(word, what)}
    return [Discrepancy(kind, reason.format(said[term].text), against) for term in sorted(turned - free - also)]


def _opposites(claim: ParsedSentence, speaking: Sequence[ParsedSentence]) -> list[Discrepancy]:
    """Find words whose opposite has the same neighbour in the evidence."""
    evidence_terms = frozenset().union(*(one.terms for one in speaking))
    said = {word.term for word in claim.words}
    found = []
    for at, word in enumerate(claim.words):
        if word.term in evidence_terms:
            continue
        for one in speaking:
            for place, other in enumerate(one.words):
                if other.term in said or not opposite(word.term, other.term):
                    continue
                if _beside(claim.words, at) & _beside(one.words, place):
                    reason = f"the claim says “{word.text}”, the evidence “{other.text}”"
                    found.append(Discrepancy("opposite", reason, True))
    return found


def _beside(words: Sequence[AnalysedWord], at: int) -> set[str]:
    """Return the content terms within three words of the word at `at`."""
    return {word.term for word in (*words[max(0, at - 3) : at], *words[at + 1 : at + 4]) if word.content}


def _replaced(beside: ClaimInEvidence) -> list[Discrepancy]:
    """Find names, numbers and opposites in place of others, if the claim is otherwise a copy of a sentence."""
    found = []
    claim = beside.claim
    given = [word.term for word in claim.words]
    claimed = {word.start for word in names(claim.text, claim.words)}
    for one in beside.copied:
        matcher = SequenceMatcher(None, [word.term for word in one.words], given, autojunk=False)
        stated = {word.start for word in names(one.text, one.words)}
        close = sum(block.size for block in matcher.get_matching_blocks()) >= CLOSE_COPY * len(given)
        meant = frozenset().union(*(other.meant for other in ((one,) if close else beside.chosen)))
        found += _changed_negations(matcher, one, claim)
        if close:
            found += _added(matcher, claim, meant) + _moved(matcher, one, claim, claimed)
        for was, now in _slots(matcher, one, claim):
            reason = f"the claim says “{_shown(claim, now)}” where the evidence says “{_shown(one, was)}”"
            if _clash(was, now, stated, claimed, one, claim):
                found.append(Discrepancy("replaced", reason, True))
            elif _reworded(was, now, one.terms.union(*(groups(word.term) for word in was)) if close else meant):
                found.append(Discrepancy("reworded", reason))
    return found


def _slots(
    matcher: "SequenceMatcher[str]", one: ParsedSentence, claim: ParsedSentence
) -> Iterator[tuple[Sequence[AnalysedWord], Sequence[AnalysedWord]]]:
    """Yield the words of a sentence (at most six) and the words in their place in the claim (at most four).

    If the claim begins or ends within a longer sentence, its words are compared with the nearest words of the sentence.
    """
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "replace" or d - c > 4:
            continue
        reach = d - c + 2
        if b - a > 4 and d == len(claim.words):
            b = a + reach
        elif b - a > 4 and c == 0:
            a = max(0, b - reach)
        if b - a <= max(4, reach):
            yield one.words[a:b], claim.words[c:d]


def _added(matcher: "SequenceMatcher[str]", claim: ParsedSentence, meant: frozenset[str]) -> list[Discrepancy]:
    """Find content words that the claim inserts between those of the evidence."""
    added = [word for what, _, _, c, d in matcher.get_opcodes() if what == "insert" for word in claim.words[c:d]]
    return [
        Discrepancy("reworded", f"the claim adds “{word.text}”")
        for word in added
        if word.content and not covered(word.term, meant)
    ]


def _reworded(was: Sequence[AnalysedWord], now: Sequence[AnalysedWord], meant: frozenset[str]) -> bool:
    """Whether a content word replaces another one, and is not among the terms and synonyms of the evidence."""
    return any(word.content for word in was) and any(word.content and not covered(word.term, meant) for word in now)


def _changed_negations(
    matcher: "SequenceMatcher[str]", one: ParsedSentence, claim: ParsedSentence
) -> list[Discrepancy]:
    """Find negations that a copy has inserted or dropped, from its first common word to the word after its last one."""
    found = []
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size + 1
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        ours = any(_negates(word) for word in claim.words[c:d])
        theirs = any(_negates(word) for word in one.words[max(a, first) : min(b, last)])
        if ours and not theirs:
            found.append(Discrepancy("negation", "the claim says *not* where the evidence does not", True))
        elif theirs and not ours:
            found.append(Discrepancy("negation", "the evidence says *not* where the claim does not", True))
    return found


def _negates(word: AnalysedWord) -> bool:
    return word.cue or word.text.lower() == "not"


def _moved(
    matcher: "SequenceMatcher[str]", one: ParsedSentence, claim: ParsedSentence, claimed: set[int]
) -> list[Discrepancy]:
    """Find names of a close copy that the sentence has in another place."""
    found = []
    for what, _, _, c, d in matcher.get_opcodes():
        part = claim.words[c:d] if what in ("insert", "replace") else ()
        for word in part:
            if word.start not in claimed or (_attribution(part) and _reports(one, word)):
                continue
            if word.term in {other.term for other in one.words}:
                found.append(Discrepancy("order", f"“{word.text}” stands at another place in the evidence"))
    return found


def _clash(
    was: Sequence[AnalysedWord],
    now: Sequence[AnalysedWord],
    stated: set[int],
    claimed: set[int],
    one: ParsedSentence,
    claim: ParsedSentence,
) -> bool:
    if any(opposite(old.term, new.term) for old in was for new in now):
        return True
    theirs = [number for number in one.numbers if was[0].start <= number.start < was[-1].end]
    ours = [number for number in claim.numbers if now[0].start <= number.start < now[-1].end]
    if theirs and ours and not any(number.same(other) for number in ours for other in theirs):
        return True
    before = [word for word in was if word.start in stated]
    # A word with a capital in the place of a name is a name, even at the beginning of a sentence.
    after = [word for word in now if word.start in claimed or (word.content and word.text[0].isupper())]
    if _attribution(was) and _attribution(now) and all(_reports(one, word) for word in after):
        return False
    return bool(before and after) and not any(held(word, *known(_shown(one, was), was)) for word in after)


def _attribution(part: Sequence[AnalysedWord]) -> bool:
    return any(word.term in _REPORTING for word in part)


def _reports(sentence: ParsedSentence, name: AnalysedWord) -> bool:
    """Whether the name is the one who reports something in the sentence, at either end."""
    places = [at for at, word in enumerate(sentence.words) if word.term == name.term]
    return any(_attribution(sentence.words[max(0, at - 2) : at + 3]) for at in places)


def _order(beside: ClaimInEvidence) -> list[Discrepancy]:
    """Find two names that have changed places around a word between them, taking passives into account."""
    claim = beside.claim
    ours = [word for word in claim.words if word.content]
    runs = _runs(claim, names(claim.text, claim.words))
    named = {word.term for word in claim.words if word.start in runs}
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
                between = {word.term for word in one.words[low + 1 : high] if word.content} - named
                mid = {word.term for word in ours[i + 1 : j]} - named
                if max(len(between), len(mid)) > _APART or not (between & mid) - _MUTUAL - _REPORTING:
                    continue
                mine = any(w.text == "by" for w in claim.words if first.end <= w.start < ours[j].start)
                passive = mine != any(w.text == "by" for w in one.words[low:high])
                if (theirs[a] > theirs[b]) != passive:
                    reason = f"“{first.text}” and “{ours[j].text}” have changed places in the claim"
                    found.append(Discrepancy("order", reason, True))
    return found


def _runs(sentence: ParsedSentence, found: Sequence[AnalysedWord]) -> dict[int, int]:
    """Map the offset of each word of a name to the number of the name."""
    runs: dict[int, int] = {}
    number = last = 0
    for word in found:
        number += sentence.text[last : word.start].strip(" -’'") != "" or not last
        runs[word.start] = number
        last = word.end
    return runs


def _shown(sentence: ParsedSentence, part: Sequence[AnalysedWord]) -> str:
    return sentence.text[part[0].start : part[-1].end]
