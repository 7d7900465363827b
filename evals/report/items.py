"""The report's items, failures first: the passages found next to the right ones, with differing words marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..run_file import EvalRun, ItemResult, PlacedText
from .text import differing, number, shortened

OPEN = 8
"""How many failures are unfolded at first."""

MOST = 1_500
"""Maximum number of items on a page; with more, browsers get slow. Failures come first."""

FOUND = 3
"""How many of the passages found are shown."""

_LONGEST = 500  # characters of a text that are shown
_CHANGES = 40

Pieces = tuple[tuple[str, str], ...]
"""A text in pieces, each with the class of its mark: `extra`, `lacking`, `both`, or empty."""

Changes = tuple[tuple[str, tuple[ItemResult, ...], int], ...]
"""Groups of items that changed: (title, items shown, how many more)."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage: its document and offsets, whether it is a right place that was found, and its marked text."""

    where: str
    right: bool
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class PassageList:
    """Passages under a title; `more` are not shown, `nothing` says that there are none."""

    title: str
    places: tuple[PassageView, ...]
    more: int
    nothing: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the page shows it. `answer` is empty if the passages found already show its words."""

    item: ItemResult
    open: bool
    kind: str
    question: str
    answer: str
    sides: tuple[PassageList, ...]
    scores: dict[str, str]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many items of a kind there are, and how many of them failed."""

    name: str
    label: str
    failed: int
    total: int


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items shown, how many `more` there are, and the counts of all."""

    views: tuple[ItemView, ...]
    kinds: tuple[KindCount, ...]
    failures: int
    total: int
    more: int


def item_list(run: EvalRun) -> ItemList | None:
    """Return the run's items, worst first, or `None` if it has none."""
    if not run.items:
        return None
    failures = run.failures
    ordered = [*failures, *(item for item in run.items if not item.failed)]
    failed = Counter(item.kind for item in failures)
    return ItemList(
        views=tuple(_view(item, item.failed and at < OPEN) for at, item in enumerate(ordered[:MOST])),
        kinds=tuple(
            KindCount(kind, _label(kind), failed[kind], total)
            for kind, total in Counter(item.kind for item in run.items).items()
        ),
        failures=len(failures),
        total=len(run.items),
        more=max(len(ordered) - MOST, 0),
    )


def item_changes(run: EvalRun, baseline: EvalRun) -> Changes | None:
    """Return the items that fail now and passed in the baseline, and those that pass now; `None` without items."""
    if not run.items or not baseline.items:
        return None
    worse, better = changed_items(run, baseline)
    groups = (("Fail now, passed before", worse), ("Pass now, failed before", better))
    return tuple((title, found[:_CHANGES], max(len(found) - _CHANGES, 0)) for title, found in groups if found)


def changed_items(run: EvalRun, baseline: EvalRun) -> tuple[tuple[ItemResult, ...], tuple[ItemResult, ...]]:
    """Return the items that got worse and those that got better since the baseline, matched by their ids."""
    failed_before = {item.id: item.failed for item in baseline.items}
    worse = tuple(item for item in run.items if item.failed and failed_before.get(item.id) is False)
    better = tuple(item for item in run.items if not item.failed and failed_before.get(item.id))
    return worse, better


def _view(item: ItemResult, unfolded: bool) -> ItemView:
    found = item.found or item.retrieved
    repeated = any(_contains(item.answer or "", place.text) for place in found)
    scores = {name: number(score) for name, score in item.scores.items()}
    if item.confidence is not None:
        scores["confidence"] = number(item.confidence)
    if item.seconds:
        scores["seconds"] = number(item.seconds)
    sides: tuple[PassageList, ...] = ()
    if found or item.gold:
        shown = tuple(_passage(place, item.gold, "extra") for place in found[:FOUND])
        right = tuple(_passage(place, found, "lacking") for place in item.gold)
        sides = (
            PassageList("What was found", shown, len(found) - len(shown), "Nothing."),
            PassageList("What was right", right, 0, "No passage."),
        )
    answer = "" if repeated else _cut(item.answer or "")
    return ItemView(item, unfolded, _label(item.kind), _cut(item.question), answer, sides, scores)


def _passage(place: PlacedText, others: Sequence[PlacedText], mark: str) -> PassageView:
    span = f"{place.start}–{place.end}" if place.start is not None else ""
    right = mark == "extra" and any(
        place.overlaps(other) or _contains(place.text, other.text) or _contains(other.text, place.text)
        for other in others
    )
    where = " · ".join(part for part in (place.document or "", span) if part)
    return PassageView(where, right, _marked(place, others, mark))


def _marked(place: PlacedText, others: Sequence[PlacedText], mark: str) -> Pieces:
    for other in others:
        at = place.text.find(other.text) if other.text.strip() else -1
        if at >= 0:
            before, after = place.text[:at], place.text[at + len(other.text) :]
            before = before if len(before) <= _LONGEST // 2 else "…" + before[-_LONGEST // 2 :]
            return (("", before), ("both", _cut(other.text)), ("", _cut(after)))
    text = _cut(place.text)
    best = min(
        (differing(text, _cut(other.text)) for other in others),
        key=lambda pieces: (not any(one for one, _ in pieces), sum(len(words) for one, words in pieces if one)),
        default=[(False, text)],
    )
    return tuple((mark if missing else "", words) for missing, words in best)


def _contains(text: str, words: str) -> bool:
    return bool(words.strip()) and words in text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _label(kind: str) -> str:
    return shortened(kind.replace("_", " "), 40)
