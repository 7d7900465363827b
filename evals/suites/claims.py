"""Claims with the texts they are judged against: SummEdits (one claim per row) and BUMP (a true and a false summary).

Sources: Laban et al. 2023, SummEdits (`document, claim, supported`, or its own `doc, summary, label`); Ma et al. 2023, BUMP
(`article, reference_summary, edited_summary`).
"""

from collections.abc import Iterator
from pathlib import Path

from .rows import Row, content, digest, json_lines
from .types import Suite, SuiteItem


def load(path: Path) -> Suite:
    """Load the suite of a JSONL file of either form.

    Raises:
        InputError: a line lacks a field or repeats an id.
    """
    items: dict[str, SuiteItem] = {}
    for number, row in enumerate(json_lines(path), 1):
        for item in _items(row, row.text("_id", "id") if row.has("_id", "id") else str(number)):
            if item.id in items:
                raise row.wrong("id", f"{item.id!r} is in an earlier row already; ids must differ")
            items[item.id] = item
    folder = path.resolve().parent.name
    return Suite(
        name=folder if path.stem in ("pairs", "task2") else path.stem,
        path=str(path),
        sha256=digest(content(path)),
        items=tuple(items.values()),
        fields={"label": "supported"},
    )


def _items(row: Row, key: str) -> Iterator[SuiteItem]:
    if row.has("reference_summary", "edited_summary", "article"):
        text = (row.text("article"),)
        yield SuiteItem(f"{key} true", "support", row.text("reference_summary"), evidence=text, label=True)
        kind = row.text("error_type") if row.has("error_type") else None
        yield SuiteItem(f"{key} false", "support", row.text("edited_summary"), evidence=text, label=False, note=kind)
        return
    yield SuiteItem(
        key, "support", row.text("claim", "summary"), evidence=(row.text("document", "doc", "text"),), label=_label(row)
    )


def _label(row: Row) -> bool:
    if not row.has("supported") and row.values.get("label") in (0, 1, "0", "1"):
        return int(row.values["label"]) == 1
    return row.flag("supported")
