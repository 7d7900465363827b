"""What is right about one outcome: which passages, which statements, whether it was refused or corrected."""

from collections.abc import Sequence

from ..run_file import AnswerStatement, PlacedText
from ..suites.types import ItemOutcome, SuiteItem
from .answers import holds

QUOTED = 3
"""The statements of an answer that count as shown."""


def overlaps_gold(gold: PlacedText, place: PlacedText) -> bool:
    """Whether a place holds words of the gold one; gold without offsets is the whole document."""
    return gold.document == place.document and (gold.start is None or gold.overlaps(place))


def ranking(item: SuiteItem, outcome: ItemOutcome) -> tuple[list[str], dict[str, float]]:
    """The ids of what was found, best first, and the gain of each right id.

    Where gold is whole documents these are documents, each once; else passages, and gold that no passage found holds
    stays in the gains under a name of its own.
    """
    gains = item.gains or (1.0,) * len(item.gold)
    if all(gold.start is None for gold in item.gold):
        found = list(dict.fromkeys(place.document or "" for place in outcome.found))
        return found, {gold.document or "": gain for gold, gain in zip(item.gold, gains, strict=True)}
    found = [f"{place.document}:{place.start}-{place.end}" for place in outcome.found]
    wanted: dict[str, float] = {}
    for at, (gold, gain) in enumerate(zip(item.gold, gains, strict=True)):
        held = [name for name, place in zip(found, outcome.found, strict=True) if overlaps_gold(gold, place)]
        for name in held or [f"gold {at}"]:
            wanted[name] = max(gain, wanted.get(name, 0.0))
    return found, wanted


def statements_right(item: SuiteItem, outcome: ItemOutcome) -> list[bool]:
    """Of each statement whether it quotes words of the gold sentence; without spans, whether it holds a gold answer."""
    return [_right(item, one) for one in outcome.statements]


def _right(item: SuiteItem, statement: AnswerStatement) -> bool:
    if any(gold.start is not None for gold in item.gold):
        return any(overlaps_gold(gold, place) for gold in item.gold for place in statement.citations)
    words = statement.citations[0].text if statement.citations else statement.text
    return any(holds(words, answer) for answer in item.answers)


def gold_shown(item: SuiteItem, outcome: ItemOutcome) -> list[bool]:
    """Of each gold place whether one of the first statements quotes it."""
    cited = [place for one in outcome.statements[:QUOTED] for place in one.citations]
    return [any(overlaps_gold(gold, place) for place in cited) for gold in item.gold]


def corrected(item: SuiteItem, outcome: ItemOutcome) -> bool:
    """Whether an answer to a false premise shows the words that contradict it, or says what was not found."""
    return not outcome.abstained and (any(gold_shown(item, outcome)) or bool(outcome.notes))


def grade(item: SuiteItem, outcome: ItemOutcome) -> tuple[bool, str, str]:
    """(whether the outcome is right, what was expected, what came), in a few words, for lists of failures."""
    refused = bool(outcome.abstained)
    match item.kind:
        case "unanswerable":
            return refused, "refused", "refused" if refused else "answered"
        case "false_premise":
            fixed = corrected(item, outcome)
            return refused or fixed, "refused or corrected", _came(refused, "corrected" if fixed else "answered")
        case "conversation":
            found, gains = ranking(item, outcome)
            return _among(found, gains, "passage found in the first three", refused)
        case "disagreement":
            both = sum(gold_shown(item, outcome)) >= 2
            return both, "two versions shown", _came(refused, "two versions shown" if both else "one side or none")
        case "question" if _has_answers(item):
            right = any(statements_right(item, outcome)[:QUOTED])
            return (
                right,
                "answer in the first three",
                _came(refused, "answer in the first three" if right else "other sentences"),
            )
        case "support":
            said = outcome.verdict == "supported"
            return said == item.label, _support(item.label), outcome.verdict or "nothing"
        case "quotation":
            return _quotation(item, outcome)
    found, gains = ranking(item, outcome)
    return _among(found, gains, "found in the first three", refused)


def _quotation(item: SuiteItem, outcome: ItemOutcome) -> tuple[bool, str, str]:
    wanted = " or ".join(item.answers) + "".join(f", {name} {value}" for name, value in item.expected_checks)
    told = "".join(f", {name} {value}" for name, value in outcome.checks if name in dict(item.expected_checks))
    return (
        outcome.verdict in item.answers and checks_right(item, outcome),
        wanted,
        (outcome.verdict or "nothing") + told,
    )


def checks_right(item: SuiteItem, outcome: ItemOutcome) -> bool:
    """Whether a quotation's report says what it was to say of speaker, publisher and day, and names the flags."""
    return set(item.expected_checks) <= set(outcome.checks)


def _among(found: Sequence[str], gains: dict[str, float], wanted: str, refused: bool) -> tuple[bool, str, str]:
    right = any(gains.get(name, 0) > 0 for name in found[:QUOTED])
    return right, wanted, wanted if right else _came(refused, "found further down or not at all")


def _has_answers(item: SuiteItem) -> bool:
    return bool(item.answers) or any(gold.start is not None for gold in item.gold)


def _came(refused: bool, otherwise: str) -> str:
    return "refused" if refused else otherwise


def _support(label: bool | None) -> str:
    return "supported" if label else "not supported"
