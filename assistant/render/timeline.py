"""A timeline as JSON objects and a table."""

from typing import Any

from ...corpus.wording import attribution, day
from ..contract.answers import citation
from ..timeline.days import Day, Timeline, TimelineEntry
from . import tables

Object = dict[str, Any]


def as_object(value: Timeline) -> Object:
    """`timeline`: days in order, and events of which only the month is known."""
    return {"days": [_day(one) for one in value.days], "months": [entry(one) for one in value.months]}


def _day(value: Day) -> Object:
    return {
        "day": value.day.isoformat(),
        "headline": value.headline.text if value.headline else None,
        "reports": [
            {"document_id": one.id, "external_id": one.external_id, "title": one.title, "publisher": one.publisher}
            for one in value.reports
        ],
        "events": [entry(one) for one in value.events],
        "utterances": [tables.as_object(one) for one in value.utterances],
    }


def entry(value: TimelineEntry) -> Object:
    """One event: `basis` of a citation says how its day was resolved."""
    return {
        "text": value.text,
        "day": value.day.isoformat(),
        "until": value.until.isoformat(),
        "precision": value.precision,
        "citations": [
            {**citation(one), "basis": basis} for one, basis in zip(value.citations, value.bases, strict=True)
        ],
    }


def as_table(value: Timeline) -> str:
    """For reading: each day with how much there is of it, and its events with where they stand."""
    lines = []
    for one in value.days:
        counts = ((len(one.reports), "report"), (len(one.events), "event"), (len(one.utterances), "utterance"))
        told = ", ".join(f"{number} {noun}{'s' if number > 1 else ''}" for number, noun in counts if number)
        lines.append(f"{one.day.isoformat()}  {told}")
        lines += [line for each in one.events for line in _entry(each)]
    for imprecise in value.months:
        lines += [f"{imprecise.day:%Y-%m}     day not known", *_entry(imprecise)]
    return "\n".join(lines)


def _entry(value: TimelineEntry) -> list[str]:
    first, others = value.citations[0], len(value.citations) - 1
    span = f"to {day(value.until)}: " if value.precision == "days" else ""
    more = f" and {others} more report{'s' if others > 1 else ''}" if others else ""
    place = f"[{first.document.id} {first.span.start}:{first.span.end}]"
    return [f"{'':12}{span}{' '.join(value.text.split())}", f"{'':12}— {attribution(first.document)}{more} {place}"]
