"""Reports side by side as JSON objects and as text for a terminal."""

from datetime import date
from typing import Any

from ...corpus.wording import attribution, day, quoted
from ..comparison import Cell, Comparison, EventGroup, EventGroups, Voice
from ..contract.answers import source
from .tables import as_object as utterance

Object = dict[str, Any]

STANDS = {"says": "says", "same": "says the same", "differs": "differs", "silent": "says nothing of it"}
"""How a cell is called."""


def events_object(value: EventGroups) -> Object:
    """`compare` without documents: the events found, and in how many of the corpus's reports they were looked for."""
    return {
        "events": [
            {
                "title": one.title,
                "first": _iso(one.first),
                "last": _iso(one.last),
                "documents": [source(document) for document in one.documents],
            }
            for one in value.found
        ],
        "looked_at": value.looked_at,
        "documents": value.documents,
    }


def as_object(value: Comparison) -> Object:
    """`compare`: every cell that is not silent has `quote`, which is `text[start:end]` of its document."""
    return {
        "topic": value.topic,
        "documents": [source(one) for one in value.documents],
        "statements": [
            {"differs": row.differs, "reports": row.speaking, "cells": [_cell(one) for one in row.cells]}
            for row in value.statements
        ],
        "voices": [_voice(one) for one in value.voices],
        "alone": [
            {
                "document_id": document.id,
                "sentences": [{"start": one.start, "end": one.end, "text": one.of(document.text)} for one in spans],
            }
            for document, spans in zip(value.documents, value.alone, strict=True)
        ],
        "silent": [source(one) for one in value.silent],
        "left_out": value.left_out,
    }


def events_text(value: EventGroups) -> str:
    """The events, each with its reports and their ids."""
    if not value.found:
        return "There are no two reports of one event." + _looked(value)
    lines = []
    for one in value.found:
        lines += [f"{when(one)}: {one.title}", *(f"  {attribution(each)} [{each.id}]" for each in one.documents), ""]
    return "\n".join(lines).rstrip() + _looked(value)


def as_text(value: Comparison) -> str:
    """The reports, then the rows, then who says what."""
    lines = [f"{at}. {one.title} — {attribution(one)} [{one.id}]" for at, one in enumerate(value.documents, 1)]
    if value.left_out:
        lines.append(f"({value.left_out} more were left out; name fewer reports, or a narrower topic.)")
    for kind, rows in (
        ("Where they differ", [row for row in value.statements if row.differs]),
        ("What several say", [row for row in value.statements if not row.differs]),
    ):
        if rows:
            lines += ["", kind]
        for row in rows:
            lines.append("")
            ordered = sorted(enumerate(row.cells, 1), key=lambda pair: pair[1].stand != "says")
            lines += [f"  {at} {_told(cell)}" for at, cell in ordered if cell.span]
    if not value.statements:
        lines += ["", "No two of them tellably say the same or differ."]
    if value.voices:
        lines += ["", "Who says what"]
        for voice in value.voices:
            counts = ", ".join(f"{at}: {len(said)}" for at, said in enumerate(voice.said, 1) if said)
            lines.append(f"  {voice.speaker}{f', {voice.role}' if voice.role else ''} (in {counts})")
    return "\n".join(lines)


def when(value: EventGroup) -> str:
    """The days of an event's reports, in words."""
    if value.first is None or value.last is None:
        return "Undated"
    first, last = value.first, value.last
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def _told(cell: Cell) -> str:
    reasons = f" ({'; '.join(cell.reasons)})" if cell.reasons else ""
    return f"{STANDS[cell.stand]}{reasons}: {quoted(' '.join(cell.quote.split()))}"


def _looked(value: EventGroups) -> str:
    if value.looked_at >= value.documents:
        return ""
    return f"\n(Among the {value.looked_at} newest of {value.documents} reports; --about finds older ones.)"


def _cell(value: Cell) -> Object:
    told: Object = {"document_id": value.document.id, "stand": value.stand, "reasons": list(value.reasons)}
    if value.span:
        told |= {"start": value.span.start, "end": value.span.end, "quote": value.quote}
    return told


def _voice(value: Voice) -> Object:
    said = [utterance(one) for part in value.said for one in part]
    return {"speaker": value.speaker, "role": value.role, "reports": value.reports, "said": said}


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
