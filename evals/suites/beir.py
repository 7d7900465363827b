"""Folders in BEIR format: `corpus.jsonl` (`_id, title, text`), `queries.jsonl` (`_id, text`) and `qrels/*.tsv`.

Source: Thakur et al. 2021, BEIR. `qrels` have the columns query-id, corpus-id, score; a score above 0 is a gain.
"""

from pathlib import Path

from ...corpus.errors import InputError
from ..run_file import PlacedText
from .rows import Row, content, digest, json_lines, tab_separated, unique
from .types import Suite, SuiteItem, SuiteText

COLUMNS = ("query-id", "corpus-id", "score")


def load(folder: Path) -> Suite:
    """Load the suite, without the queries that have no judgement (BEIR has all splits in one file).

    Raises:
        InputError: a line lacks a field, repeats an id, or names an unknown query or document.
    """
    judged = _judgements(folder / "qrels")
    documents = unique(json_lines(folder / "corpus.jsonl"), "_id", "id")
    queries = unique(json_lines(folder / "queries.jsonl"), "_id", "id")
    gains: dict[str, dict[str, float]] = {}
    for row in tab_separated(judged, COLUMNS):
        query, document = row.text("query-id"), row.text("corpus-id")
        if query not in queries:
            raise row.wrong("query-id", f"{query!r} is not in queries.jsonl")
        if document not in documents:
            raise row.wrong("corpus-id", f"{document!r} is not in corpus.jsonl")
        gain = _gain(row)
        if gain > 0:
            gains.setdefault(query, {})[document] = gain
    items = tuple(
        SuiteItem(
            key,
            "question",
            row.text("text"),
            gold=tuple(PlacedText("", document) for document in gains[key]),
            gains=tuple(gains[key].values()),
        )
        for key, row in queries.items()
        if key in gains
    )
    if not items:
        raise InputError(f"{judged} marks no document as relevant; give at least one line with a score above 0")
    return Suite(
        name=folder.resolve().name,
        path=str(folder),
        sha256=digest(*(content(path) for path in (folder / "corpus.jsonl", folder / "queries.jsonl", judged))),
        items=items,
        corpus=corpus(documents),
        fields={"gold": "qrels", "answers": "answers"},
    )


def corpus(rows: dict[str, Row]) -> tuple[SuiteText, ...]:
    """Return the texts of `corpus.jsonl`."""
    return tuple(
        SuiteText(key, row.text("title", empty=True) if row.has("title") else "", row.text("text"))
        for key, row in rows.items()
    )


def _judgements(folder: Path) -> Path:
    files = sorted(folder.glob("*.tsv"))
    chosen = files[0] if len(files) == 1 else next((path for path in files if path.stem == "test"), None)
    if chosen is None:
        raise InputError(f"{folder} needs one .tsv file, or one called test.tsv; it has {len(files)}")
    return chosen


def _gain(row: Row) -> float:
    try:
        return float(row.text("score"))
    except ValueError:
        raise row.wrong("score", "must be a number") from None
