"""How well sentences of different reports are set beside each other: pairs of the briefs' sentences with a label.

`evals/suites/briefs/agreement.jsonl` has, labelled by reading: the versions of the golden disagreements that contradict
each other, pairs that say the same, and pairs with close vectors that do neither. Rules were corrected while looking at
these pairs, so their figures are not of unseen text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ..assistant.comparison.related import Placed, judge
from ..assistant.dragoman import Dragoman
from ..corpus.errors import InputError
from .run_file import Figure
from .suites.golden import FOLDER
from .suites.rows import Row, json_lines
from .suites.types import Suite

Label = Literal["differs", "same", "neither"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences as (name of the brief, words), and what they are to each other."""

    id: str
    label: Label
    one: tuple[str, str]
    other: tuple[str, str]


def pairs(folder: Path = FOLDER) -> tuple[Pair, ...]:
    """The labelled pairs.

    Raises:
        InputError: a row lacks a field or has another label.
    """
    return tuple(_pair(row) for row in json_lines(folder / "agreement.jsonl"))


def _pair(row: Row) -> Pair:
    label = row.text("label")
    known = next((one for one in get_args(Label) if one == label), None)
    if known is None:
        raise row.wrong("label", f"is {label!r}, not one of {', '.join(get_args(Label))}")
    one, other = ((part.text("document"), part.text("quote")) for part in (row.row("one"), row.row("other")))
    return Pair(row.text("id"), known, one, other)


def told(dragoman: Dragoman, suite: Suite, given: Sequence[Pair]) -> dict[str, Label]:
    """What Dragoman calls each pair, by its id; the suite's briefs must be in its home.

    Raises:
        InputError: the words of a pair stand in no sentence of their brief.
    """
    placed: dict[str, list[Placed]] = {}
    for document in dragoman.documents():
        placed[suite.names.get(document.id, document.id)] = dragoman.sentences_of(document)
    found: dict[str, Label] = {}
    for pair in given:
        judged = judge(_find(placed, pair.one), _find(placed, pair.other))
        found[pair.id] = "neither" if judged is None else judged.kind
    return found


def figures(given: Sequence[Pair], called: dict[str, Label]) -> tuple[Figure, ...]:
    """Precision and recall of `differs`, precision of `same`; a figure over no pair is left out."""
    found = []
    for kind in ("differs", "same"):
        said = [pair for pair in given if called[pair.id] == kind]
        wanted = [pair for pair in given if pair.label == kind]
        right = sum(pair.label == kind for pair in said)
        if said:
            found.append(Figure(f"{kind} precision", right / len(said), len(said), note="pairs of reports' sentences"))
        if wanted:
            found.append(Figure(f"{kind} recall", right / len(wanted), len(wanted), note="pairs of reports' sentences"))
    return tuple(found)


def _find(placed: dict[str, list[Placed]], wanted: tuple[str, str]) -> Placed:
    name, words = wanted
    for one in placed.get(name, ()):
        if words in one.sentence.text or one.sentence.text in words:
            return one
    raise InputError(f"no sentence of the brief {name!r} has the words {words!r}")
