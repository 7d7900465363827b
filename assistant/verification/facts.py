"""Check facts: numbers, names and dates of a claim that the evidence lacks, or has elsewhere."""

from collections.abc import Sequence

from ...corpus.language.antonyms import limit
from ...corpus.language.numbers import Number, calendar
from ..statements.named_entities import held, names
from ..statements.statement import ParsedSentence
from .discrepancies import ClaimInEvidence, Discrepancy

# The most words on either side of a number that say what it counts.
AROUND = 4
# Words for 1 that `numbers` does not read as numbers.
_ONE = frozenset("one a an single".split())
# A report names the year once; it applies to the rest of the report.
YEARS = range(1900, 2101)


def check_facts(beside: ClaimInEvidence) -> list[Discrepancy]:
    """Return what the evidence lacks or says of something else. The latter blocks only a claim that is otherwise a copy."""
    return [*_numbers(beside), *_names(beside), *_dates(beside)]


def with_facts(
    claim: ParsedSentence,
    chosen: Sequence[tuple[ParsedSentence, float]],
    ranked: Sequence[tuple[ParsedSentence, float]],
) -> tuple[tuple[ParsedSentence, float], ...]:
    """Add to the chosen sentences, for each number or negation that they lack, the best sentence that has it in that context."""
    found = list(chosen)
    for number in claim.numbers:
        around = _around(claim, number)
        if not any(_says(one, number, around) for one, _ in found):
            found += [row for row in ranked if _says(row[0], number, around)][:1]
    for word in claim.words:
        if word.negated and not any(_denies(one, word.term) for one, _ in found):
            found += [row for row in ranked if _denies(row[0], word.term)][:1]
    return tuple(found)


def _says(one: ParsedSentence, number: Number, around: frozenset[str]) -> bool:
    return any(number.same(other) and (not around or around & _around(one, other)) for other in one.numbers)


def _denies(one: ParsedSentence, term: str) -> bool:
    return any(word.negated and word.term == term for word in one.words)


def _numbers(beside: ClaimInEvidence) -> list[Discrepancy]:
    found = []
    claim = beside.claim
    for number in claim.numbers:
        shown = claim.text[number.start : number.end].strip()
        around = _around(claim, number)
        places = [(one, other) for one in beside.chosen for other in one.numbers if number.same(other)]
        if number.value == 1 and any(word.term in _ONE for one in beside.chosen for word in one.words):
            continue
        if not places and not any(number.same(other) for one in beside.every for other in one.numbers):
            others = [(one, other) for one in beside.chosen for other in one.numbers if other.unit == number.unit]
            clash = any(around & _around(one, other) for one, other in others)
            found.append(Discrepancy("number", f"the number {shown} is not in the evidence", clash))
            continue
        if not places or (around and not any(around & _around(one, other) for one, other in places)):
            strict = bool(beside.copied) and int(number.value) not in YEARS
            reason = f"the evidence has the number {shown}, but not said of this"
            found.append(Discrepancy("number_apart", reason, False, strict))
            continue
        limits = {limit(one.text, other.start) for one, other in places}
        said = limit(claim.text, number.start)
        if said in ("more", "less") and said not in limits:
            against = bool(limits & {"more", "less"})
            words = {"more": "more than", "less": "less than"}[said]
            found.append(Discrepancy("limit", f"the evidence does not say “{words}” of {shown}", against))
    return found


def _around(sentence: ParsedSentence, number: Number) -> frozenset[str]:
    """Return the content terms near a number, without the number itself."""
    at = next((i for i, word in enumerate(sentence.words) if word.end > number.start), len(sentence.words))
    near = sentence.words[max(0, at - AROUND) : at + AROUND + 1]
    return frozenset(
        word.term for word in near if word.content and not (word.start < number.end and number.start < word.end)
    )


def _names(beside: ClaimInEvidence) -> list[Discrepancy]:
    found = []
    for name in names(beside.claim.text, beside.claim.words):
        if any(held(name, *one.known) for one in beside.chosen):
            continue
        if any(held(name, *one.known) for one in beside.every):
            reason = f"the evidence names {name.text}, but not together with this"
            found.append(Discrepancy("name_apart", reason, False, bool(beside.copied)))
        else:
            found.append(Discrepancy("name", f"the name {name.text} is not in the evidence"))
    return found


def _dates(beside: ClaimInEvidence) -> list[Discrepancy]:
    found = []
    for name, start, end in calendar(beside.claim.text):
        if any(name in one.calendar for one in beside.chosen):
            continue
        shown = beside.claim.text[start:end]
        if any(name in one.calendar for one in beside.every):
            reason = f"the evidence has {shown}, but not said of this"
            found.append(Discrepancy("date_apart", reason, False, bool(beside.copied)))
        else:
            clash = any(one.calendar for one in beside.copied)
            found.append(Discrepancy("date", f"{shown} is not in the evidence", clash))
    return found
