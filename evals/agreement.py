"""Agreement and contradiction between sentences of the bundled briefs, measured on labelled pairs.

`evals/suites/briefs/agreement.jsonl` has pairs labelled by hand: contradicting versions of the golden disagreements, pairs
that say the same, and pairs with close vectors that do neither. The rules were corrected on these pairs, so the figures do
not show how the rules do on unseen text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ..assistant.comparison.related import EmbeddedSentence, relate
from ..assistant.dragoman import Dragoman
from ..corpus.errors import InputError
from .run_file import Figure
from .suites.golden import FOLDER
from .suites.rows import Row, json_lines
from .suites.types import Suite

Label = Literal["differs", "same", "neither"]


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Two sentences, each as (name of the brief, words), and their relation."""

    id: str
    label: Label
    one: tuple[str, str]
    other: tuple[str, str]


def pairs(folder: Path = FOLDER) -> tuple[SentencePair, ...]:
    """Load the labelled pairs.

    Raises:
        InputError: a row lacks a field or has an unknown label.
    """
    return tuple(_pair(row) for row in json_lines(folder / "agreement.jsonl"))


def _pair(row: Row) -> SentencePair:
    label = row.text("label")
    known = next((one for one in get_args(Label) if one == label), None)
    if known is None:
        raise row.wrong("label", f"is {label!r}, not one of {', '.join(get_args(Label))}")
    one, other = ((part.text("document"), part.text("quote")) for part in (row.row("one"), row.row("other")))
    return SentencePair(row.text("id"), known, one, other)


def predicted_labels(dragoman: Dragoman, suite: Suite, given: Sequence[SentencePair]) -> dict[str, Label]:
    """Return the relation that Dragoman predicts for each pair, by id; the suite's briefs must be indexed.

    Raises:
        InputError: no sentence of a brief has the words of a pair.
    """
    placed: dict[str, list[EmbeddedSentence]] = {}
    for document in dragoman.documents():
        placed[suite.names.get(document.id, document.id)] = dragoman.sentences_of(document)
    found: dict[str, Label] = {}
    for pair in given:
        judged = relate(_find(placed, pair.one), _find(placed, pair.other))
        found[pair.id] = "neither" if judged is None else judged.kind
    return found


def figures(given: Sequence[SentencePair], called: dict[str, Label]) -> tuple[Figure, ...]:
    """Return precision and recall of `differs` and `same`; a figure without pairs is left out."""
    found = []
    for kind in ("differs", "same"):
        said = [pair for pair in given if called[pair.id] == kind]
        labelled = [pair for pair in given if pair.label == kind]
        right = sum(pair.label == kind for pair in said)
        if said:
            found.append(Figure(f"{kind} precision", right / len(said), len(said), note="pairs of reports' sentences"))
        if labelled:
            found.append(
                Figure(f"{kind} recall", right / len(labelled), len(labelled), note="pairs of reports' sentences")
            )
    return tuple(found)


def _find(placed: dict[str, list[EmbeddedSentence]], pair_side: tuple[str, str]) -> EmbeddedSentence:
    name, words = pair_side
    for one in placed.get(name, ()):
        if words in one.sentence.text or one.sentence.text in words:
            return one
    raise InputError(f"no sentence of the brief {name!r} has the words {words!r}")
