"""Read the output of `dragoman ask --jsonl` as outcomes to score."""

from pathlib import Path

from ...corpus.errors import InputError
from ..metrics.citations import CitedSpan
from ..run_file import AnswerStatement, PlacedText
from ..suites.rows import Row, content, digest, json_lines, unique
from ..suites.types import ItemOutcome, Suite, SuiteItem
from .ask import document_name

UNASKED = frozenset(("support", "quotation"))
"""Kinds of items that `dragoman ask` does not answer."""


def load(path: Path, suite: Suite | None = None) -> Suite:
    """Load a file's answers to the items of `suite` (by `id`); without a suite, the items have no gold.

    A row with an `error`, and an item without a row, count as not answered.

    Raises:
        InputError: a line lacks a field, or has a repeated or unknown id.
    """
    rows = unique(json_lines(path), "id")
    items = (
        tuple(item for item in suite.items if item.kind not in UNASKED)
        if suite
        else tuple(SuiteItem(key, "question", _question(row)) for key, row in rows.items())
    )
    known = {item.id for item in items}
    for key, row in rows.items():
        if key not in known:
            raise row.wrong("id", f"{key!r} is not an item of the suite {suite.name if suite else ''!r}")
    named = suite or Suite(path.stem, "", ())
    return Suite(
        name=named.name,
        path=str(path),
        sha256=suite.sha256 if suite else digest(content(path)),
        items=items,
        outcomes=tuple(
            row_outcome(item.id, rows[item.id], named) if item.id in rows else ItemOutcome(item.id, "", abstained=True)
            for item in items
        ),
        fields={**named.fields, "claims": "claims"},
        remarks=named.remarks,
    )


def unanswered(path: Path, suite: Suite) -> int:
    """Return the number of the suite's items without a row in the file."""
    return len(suite.items) - len(json_lines(path))


def row_outcome(key: str, row: Row, suite: Suite) -> ItemOutcome:
    """Turn a row into an outcome. A citation is valid if a retrieved passage has its words at its offsets."""
    if row.has("error"):
        return ItemOutcome(key, "", abstained=True)
    statements = tuple(
        AnswerStatement(claim.text("text"), tuple(_place(one, one, "quote", suite) for one in claim.rows("citations")))
        for claim in row.rows("claims")
    )
    found = tuple(_place(hit, hit.row("passage"), "text", suite) for hit in row.rows("retrieved"))
    cited = [place for statement in statements for place in statement.citations]
    return ItemOutcome(
        id=key,
        answer=row.text("text", empty=True) if row.has("text") else "",
        statements=statements,
        found=found,
        score=_number(row, "confidence"),
        abstained=row.flag("abstained"),
        valid=tuple(_valid(place, found) for place in cited),
        notes=row.texts("notes") if row.has("notes") else (),
        differing=tuple(_place(one, one, "quote", suite) for one in row.rows("differs")) if row.has("differs") else (),
        mode=row.text("mode") if row.has("mode") else None,
        seconds=_number(row, "seconds") or 0.0,
    )


def _question(row: Row) -> str:
    return row.text("question") if not row.has("error") else "?"


def _place(named: Row, words: Row, field: str, suite: Suite) -> PlacedText:
    external = named.text("external_id") if named.has("external_id") else None
    name = document_name(suite, named.text("document_id"), external)
    return PlacedText(words.text(field), name, _offset(words, "start"), _offset(words, "end"))


def _valid(place: PlacedText, found: tuple[PlacedText, ...]) -> bool:
    """Check a citation against the retrieved passages; outside of all of them there is nothing to check it against."""
    for passage in found:
        if passage.overlaps(place) and passage.start is not None and place.start is not None and place.end is not None:
            start, end = place.start - passage.start, place.end - passage.start
            if start >= 0 and end <= len(passage.text):
                return CitedSpan(passage.text, start, end, place.text).valid
    return False


def _offset(row: Row, name: str) -> int:
    value = row.values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise row.wrong(name, "must be a whole number from 0")
    return value


def _number(row: Row, name: str) -> float | None:
    value = row.values.get(name)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise row.wrong(name, "must be a number")
    return float(value)


def is_answer_file(path: Path) -> bool:
    """Return whether a JSONL file has answers of `dragoman ask`."""
    if path.suffix == ".json":
        return False
    values = json_lines(path)[0].values
    return "error" in values or {"claims", "retrieved"} <= set(values)


def require_outcomes(suite: Suite) -> Suite:
    """Return the suite if every item has an outcome.

    Raises:
        InputError: an item has none.
    """
    answered = {one.id for one in suite.outcomes}
    lacking = next((number for number, item in enumerate(suite.items, 1) if item.id not in answered), None)
    if lacking is not None:
        field = suite.fields.get("response", "response")
        raise InputError(f"{suite.path} row {lacking}: '{field}' is missing; add what the system answered")
    return suite
