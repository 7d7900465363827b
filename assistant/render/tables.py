"""Utterances as JSON objects, CSV and a table."""

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from ...corpus.types import Utterance
from ...corpus.wording import attribution

COLUMNS = (
    "document_id", "external_id", "title", "publisher", "published", "url", "start", "end", "text", "speaker", "role", "cue",
    "kind", "said_on", "said_on_basis", "via",
)  # fmt: skip


def as_object(value: Utterance) -> dict[str, Any]:
    """One utterance: `text` is `text[start:end]` of the document."""
    source = value.document
    return {
        "document_id": source.id,
        "external_id": source.external_id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else None,
        "url": source.url,
        "start": value.span.start,
        "end": value.span.end,
        "text": value.text,
        "speaker": value.speaker,
        "role": value.role,
        "cue": value.cue,
        "kind": value.kind,
        "said_on": value.said_on.isoformat() if value.said_on else None,
        "said_on_basis": value.said_on_basis,
        "via": value.via,
    }


def write_csv(values: Iterable[Utterance], stream: TextIO) -> None:
    """A line for each, with a heading. Words that a spreadsheet would take for a formula get an apostrophe."""
    rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for value in values:
        rows.writerow({name: _harmless(given) for name, given in as_object(value).items()})


def _harmless(given: object) -> object:
    return "'" + given if isinstance(given, str) and given[:1] in ("=", "+", "-", "@") else given


def as_table(values: Iterable[Utterance]) -> str:
    """For reading: the day and who speaks, the words (in marks where the document has them), and where they stand."""
    lines = []
    for value in values:
        source = value.document
        day = value.said_on.isoformat() if value.said_on else f"({source.published or 'no date'})"
        who = value.speaker or "somebody"
        role = f", {value.role}" if value.role else ""
        via = f", via {value.via}" if value.via else ""
        words = " ".join(value.text.split())
        shown = words if value.kind == "indirect" else f"“{words}”"
        lines += [f"{day:12}  {who}{role}{via} ({value.kind})", f"{'':12}  {shown}"]
        lines.append(
            f"{'':12}  {source.title} — {attribution(source)} [{source.id} {value.span.start}:{value.span.end}]"
        )
    return "\n".join(lines)
