"""Results as tables and lists for the terminal, and utterances as CSV."""

import csv
from collections.abc import Iterable
from typing import TextIO

from ...corpus.types import Utterance
from ...corpus.utterances.turns.replies import question_words
from ...corpus.wording import attribution, counted, day, quoted
from ...index.document_list import DocumentEntry
from ..comparison import Cell, Comparison, EventGroup, EventGroups
from ..contract import timeline as contract
from ..timeline.days import Timeline, TimelineEntry
from ..timeline.speakers import Speaker

ABOUT = ("about_publisher", "about_url")
"""The columns that name the report that a brief is about; the words are not that report's."""

COLUMNS = (*(name for name in contract.Utterance.model_fields if name != "based_on"), *ABOUT)
"""The columns of the CSV: those of the contract."""

STANDS = {"says": "says", "same": "says the same", "differs": "differs", "silent": "says nothing of it"}
"""How a cell of a comparison is shown."""


_TALKS = 3  # talks and reports that are listed for a speaker
_SPEAKERS = {"person": "People", "organisation": "Bodies", "unnamed": "Unnamed sources", "report": "Reports"}


def write_csv(values: Iterable[Utterance], stream: TextIO) -> None:
    """Write a heading and a row for each utterance; text that a spreadsheet would run as a formula gets an apostrophe."""
    rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for value in values:
        fields = contract.Utterance.of(value).as_object()
        about = fields.pop("based_on") or {}
        fields |= dict(zip(ABOUT, (about.get("publisher"), about.get("url")), strict=True))
        rows.writerow({name: _harmless(given) for name, given in fields.items()})


def _harmless(given: object) -> object:
    return "'" + given if isinstance(given, str) and given[:1] in ("=", "+", "-", "@") else given


def said_table(values: Iterable[Utterance]) -> str:
    """List utterances: the day, the speaker, the question if there was one, the words, and where they stand."""
    lines: list[str] = []
    last: tuple[str, int | None] | None = None  # a question is shown once for each turn
    for value in values:
        source = value.document
        said_on = value.said_on.isoformat() if value.said_on else f"({source.published or 'no date'})"
        who = value.speaker or "somebody"
        role = f", {value.role}" if value.role else ""
        via = f", via {value.via}" if value.via else ""
        words = " ".join(value.text.split())
        shown = words if value.kind == "indirect" else f"“{words}”"
        turn = (source.id, value.turn)
        asked = question_words(source, value.span) if value.part == "speaker" and turn != last else None
        last = turn
        lines.append(f"{said_on:12}  {who}{role}{via} ({'question' if value.part == 'question' else value.kind})")
        if asked:
            lines.append(f"{'':12}  In answer to: {quoted(asked)}")
        lines.append(f"{'':12}  {shown}")
        whose = attribution(source)  # without a publisher it has the title already
        talk = f"{source.title} — {whose}" if source.publisher or source.based_on else whose
        lines.append(f"{'':12}  {talk} [{source.id} {value.span.start}:{value.span.end}]")
    return "\n".join(lines)


def people_table(values: Iterable[Speaker]) -> str:
    """List people, bodies, unnamed sources and reports apart.

    Each has the number of utterances, name, roles, other spellings, first and last day, and the newest talks and reports.
    """
    by_kind: dict[str, list[str]] = {kind: [] for kind in _SPEAKERS}
    for one in values:
        roles = f" ({'; '.join(one.roles)})" if one.roles else ""
        days = f"  {one.first} to {one.last}" if one.first != one.last else f"  {one.first or 'no date'}"
        lines = by_kind[one.kind]
        lines.append(f"{one.utterances:6}  {one.name}{roles}{days}")
        others = [name for name in one.spellings if name != one.name]
        lines += [f"{'':8}also: {', '.join(others)}"] if others else []
        lines += [f"{'':8}{talk.day or 'no date'}  {talk.title} [{talk.document}]" for talk in one.talks[:_TALKS]]
        left = one.reports - _TALKS
        lines += [f"{'':8}and {counted(left, 'more report')}"] if left > 0 else []
    return "\n\n".join("\n".join((_SPEAKERS[kind], *lines)) for kind, lines in by_kind.items() if lines)


def timeline_table(value: Timeline) -> str:
    """List days: how much there is of each, and its events with where they stand."""
    lines = []
    for one in value.days:
        counts = ((len(one.reports), "report"), (len(one.events), "event"), (len(one.utterances), "utterance"))
        told = ", ".join(counted(number, noun) for number, noun in counts if number)
        lines.append(f"{one.day.isoformat()}  {told}")
        lines += [line for each in one.events for line in _entry(each)]
    for imprecise in value.months:
        lines += [f"{imprecise.day:%Y-%m}     day not known", *_entry(imprecise)]
    return "\n".join(lines)


def _entry(value: TimelineEntry) -> list[str]:
    first, others = value.citations[0], len(value.citations) - 1
    span = f"to {day(value.until)}: " if value.precision == "days" else ""
    more = f" and {counted(others, 'more report')}" if others else ""
    place = f"[{first.document.id} {first.span.start}:{first.span.end}]"
    return [f"{'':12}{span}{' '.join(value.text.split())}", f"{'':12}— {attribution(first.document)}{more} {place}"]


def documents_table(values: Iterable[DocumentEntry]) -> str:
    """List documents: id, day, publisher, length and title."""
    lines = []
    for one in values:
        who = one.based_on.publisher if one.based_on else one.publisher or "no publisher"
        kind = " (brief)" if one.based_on else ""
        published = one.published.isoformat() if one.published else "undated"
        state = "" if one.state == "ready" else f" [{one.state}]"
        lines += [
            f"{one.id}  {published:10}  {who}{kind}, {one.characters:,} characters{state}",
            f"{'':16}  {one.title}",
        ]
    return "\n".join(lines)


def events_list(value: EventGroups) -> str:
    """List events, each with its reports and their ids."""
    if not value.found:
        return "There are no two reports of one event." + _looked(value)
    lines = []
    for one in value.found:
        lines += [f"{when(one)}: {one.title}", *(f"  {attribution(each)} [{each.id}]" for each in one.documents), ""]
    return "\n".join(lines).rstrip() + _looked(value)


def comparison_table(value: Comparison) -> str:
    """List the reports, then the rows, then who says what."""
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
        lines += ["", "No two of them clearly say the same or differ."]
    if value.voices:
        lines += ["", "Who says what"]
        for voice in value.voices:
            counts = ", ".join(f"{at}: {len(said)}" for at, said in enumerate(voice.said, 1) if said)
            lines.append(f"  {voice.speaker}{f', {voice.role}' if voice.role else ''} (in {counts})")
    return "\n".join(lines)


def when(value: EventGroup) -> str:
    """Give the days of an event's reports in words."""
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
