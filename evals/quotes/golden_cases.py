"""The golden quotations on the bundled briefs, as cases for an index of the briefs."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ...assistant.library.sources import BRIEFS_FOLDER
from ...corpus.readers import read
from ...corpus.types import Document
from ..mutators import Mutation
from .cases import QuoteCase
from .speakers import labels, speaker_accuracy

ROWS = Path(__file__).parents[1] / "suites" / "briefs" / "quotations.jsonl"
GOLDEN = "golden "
"""The start of the kinds of these cases; the verdict follows."""


def golden_cases(documents: Sequence[Document]) -> Iterator[QuoteCase]:
    """Yield every golden quotation; none if a brief is missing, because other verdicts would then be right."""
    mine = bundled_briefs(documents)
    if not mine:
        return
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected = row["expected"]
        asked = tuple((name, row[name], expected[name]) for name in ("speaker", "publisher", "said_on") if name in row)
        verdict = str(expected["verdict"])
        flags = tuple(expected.get("flags", ()))
        words = row.get("span_quote") or " ".join(piece["quote"] for piece in row.get("pieces", ()))
        mutation = Mutation(GOLDEN + verdict, row["quote"], (verdict,), "golden row", (), flags, asked)
        yield QuoteCase(row["id"], mutation, mine.get(row.get("document", "")), words)


def speakers_found(documents: Sequence[Document]) -> list[bool]:
    """Return for each quotation with a hand-labelled speaker whether that speaker is found; empty without the briefs.

    Indirect speech and speakers without a name ("an official") do not count.
    """
    mine = bundled_briefs(documents)
    labelled = [one for one in labels() if one.kind != "indirect" and one.named] if mine else []
    wrong = {label.id for label, _ in speaker_accuracy(labelled, mine).wrong}
    return [one.id not in wrong for one in labelled]


def bundled_briefs(documents: Sequence[Document]) -> dict[str, Document]:
    """Return the bundled briefs among the documents, by their names in golden rows; empty if one is missing."""
    indexed = {one.id: one for one in documents}
    briefs = {path.stem: one for path in sorted(BRIEFS_FOLDER.glob("*.md")) for one in read(path)}
    mine = {name: indexed[one.id] for name, one in briefs.items() if isinstance(one, Document) and one.id in indexed}
    return mine if len(mine) == len(briefs) else {}
