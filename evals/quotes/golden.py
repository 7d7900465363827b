"""The golden quotations on the bundled briefs as cases, where the briefs are what is indexed."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.filling import BRIEFS
from corpus.readers import read
from corpus.types import Document
from evals.mutators import Mutation
from evals.quotes.cases import Case

ROWS = Path(__file__).parents[1] / "suites" / "briefs" / "quotations.jsonl"
GOLDEN = "golden "
"""How the kinds of these cases begin; the verdict follows."""


def golden(documents: Sequence[Document]) -> Iterator[Case]:
    """Every golden quotation; none where a brief is missing, for then other verdicts would be right."""
    indexed = {one.id: one for one in documents}
    briefs = {path.stem: one for path in sorted(BRIEFS.glob("*.md")) for one in read(path)}
    mine = {name: indexed[one.id] for name, one in briefs.items() if isinstance(one, Document) and one.id in indexed}
    if len(mine) < len(briefs):
        return
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected = row["expected"]
        asked = tuple((name, row[name], expected[name]) for name in ("speaker", "publisher", "said_on") if name in row)
        verdict = str(expected["verdict"])
        flags = tuple(expected.get("flags", ()))
        words = row.get("span_quote") or " ".join(piece["quote"] for piece in row.get("pieces", ()))
        mutation = Mutation(GOLDEN + verdict, row["quote"], (verdict,), "golden row", (), flags, asked)
        yield Case(row["id"], mutation, mine.get(row.get("document", "")), words)
