"""Grade an outcome against gold labels: passages, statements, refusals, corrected premises, verdicts."""

from collections.abc import Sequence

from ..run_file import AnswerStatement, PlacedText
from ..suites.types import ItemOutcome, SuiteItem
from .answers import holds

QUOTED = 3
"""The number of an answer's statements that count as shown."""


def overlaps_gold(gold: PlacedText, place: PlacedText) -> bool:
    """Return whether a place overlaps the gold place; gold without offsets is the whole document."""
    return gold.document == place.document and (gold.start is None or gold.overlaps(place))


def ranking(item: SuiteItem, outcome: ItemOutcome) -> tuple[list[str], dict[str, float]]:
    """Return the ids found, best first, and the gain of each right id.

    If gold places are whole documents, the ids are documents, each once. Else they are passages, and a gold place that no
    passage overlaps keeps its gain under a separate id.
    """
    gains = item.gains or (1.0,) * len(item.gold)
    if all(gold.start is None for gold in item.gold):
        found = list(dict.fromkeys(place.document or "" for place in outcome.found))
        return found, {gold.document or "": gain for gold, gain in zip(item.gold, gains, strict=True)}
    found = [f"{place.document}:{place.start}-{place.end}" for place in outcome.found]
    right: dict[str, float] = {}
    for at, (gold, gain) in enumerate(zip(item.gold, gains, strict=True)):
        hits = [name for name, place in zip(found, outcome.found, strict=True) if overlaps_gold(gold, place)]
        for name in hits or [f"gold {at}"]:
            right[name] = max(gain, right.get(name, 0.0))
    return found, right


def statements_right(item: SuiteItem, outcome: ItemOutcome) -> list[bool]:
    """Return for each statement whether it quotes the gold sentence or, without offsets, contains a gold answer."""
    return [_right(item, one) for one in outcome.statements]


def _right(item: SuiteItem, statement: AnswerStatement) -> bool:
    if any(gold.start is not None for gold in item.gold):
        return any(overlaps_gold(gold, place) for gold in item.gold for place in statement.citations)
    words = statement.citations[0].text if statement.citations else statement.text
    return any(holds(words, answer) for answer in item.answers)


def gold_shown(item: SuiteItem, outcome: ItemOutcome) -> list[bool]:
    """Return for each gold place whether one of the first statements quotes it."""
    cited = [place for one in outcome.statements[:QUOTED] for place in one.citations]
    return [any(overlaps_gold(gold, place) for place in cited) for gold in item.gold]


def corrected(item: SuiteItem, outcome: ItemOutcome) -> bool:
    """Return whether an answer quotes the words that contradict a false premise, or says what was not found."""
    return not outcome.abstained and (any(gold_shown(item, outcome)) or bool(outcome.notes))


def grade(item: SuiteItem, outcome: ItemOutcome) -> tuple[bool, str, str]:
    """Return whether the outcome is right, and in a few words the expected result and the actual one."""
    refused = bool(outcome.abstained)
    match item.kind:
        case "unanswerable":
            return refused, "refused", "refused" if refused else "answered"
        case "false_premise":
            fixed = corrected(item, outcome)
            return refused or fixed, "refused or corrected", _actual(refused, "corrected" if fixed else "answered")
        case "conversation":
            found, gains = ranking(item, outcome)
            return _among(found, gains, "passage found in the first three", refused)
        case "disagreement":
            both = sum(gold_shown(item, outcome)) >= 2
            return both, "two versions shown", _actual(refused, "two versions shown" if both else "one side or none")
        case "question" if _has_answers(item):
            right = any(statements_right(item, outcome)[:QUOTED])
            return (
                right,
                "answer in the first three",
                _actual(refused, "answer in the first three" if right else "other sentences"),
            )
        case "support":
            said = outcome.verdict == "supported"
            return said == item.label, _support(item.label), outcome.verdict or "nothing"
        case "quotation":
            return _quotation(item, outcome)
    found, gains = ranking(item, outcome)
    return _among(found, gains, "found in the first three", refused)


def _quotation(item: SuiteItem, outcome: ItemOutcome) -> tuple[bool, str, str]:
    expected = " or ".join(item.answers) + "".join(f", {name} {value}" for name, value in item.expected_checks)
    checks = "".join(f", {name} {value}" for name, value in outcome.checks if name in dict(item.expected_checks))
    return (
        outcome.verdict in item.answers and checks_right(item, outcome),
        expected,
        (outcome.verdict or "nothing") + checks,
    )


def checks_right(item: SuiteItem, outcome: ItemOutcome) -> bool:
    """Return whether a quotation's report has the expected checks of speaker, publisher and day, and the flags."""
    return set(item.expected_checks) <= set(outcome.checks)


def _among(found: Sequence[str], gains: dict[str, float], expected: str, refused: bool) -> tuple[bool, str, str]:
    right = any(gains.get(name, 0) > 0 for name in found[:QUOTED])
    return right, expected, expected if right else _actual(refused, "found further down or not at all")


def _has_answers(item: SuiteItem) -> bool:
    return bool(item.answers) or any(gold.start is not None for gold in item.gold)


def _actual(refused: bool, otherwise: str) -> str:
    return "refused" if refused else otherwise


def _support(label: bool | None) -> str:
    return "supported" if label else "not supported"
