"""The Timeline tab as HTML: the picture with its controls, the list of days, and one day with what is told of it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from ...assistant.render.markup import escaped, marks, opener
from ...assistant.timeline.backlog import Unread
from ...assistant.timeline.calendar_bins import Bin, CalendarUnit
from ...assistant.timeline.days import Day, DayCounts, TimelineEntry
from ...corpus.types import Document, Span, Utterance
from ...corpus.wording import attribution, counted, day
from . import chart

UTTERANCES = 60
"""Utterances of one day that are shown; the other tab has them all."""


def shell() -> str:
    """What the tab begins with; the rest is loaded into it."""
    return (
        '<h2 class="title">Timeline</h2><p class="lede">What the reports tell to have happened, and who spoke, by day. '
        "Choose a day to read the sentences; choose a sentence to read it where it stands.</p>"
        f"{filters('Person or body', 'speaker')}"
        '<div class="chart"><p class="hint busy">Loading the days</p></div><div class="days"></div>'
    )


def filters(who: str, name: str, more: str = "") -> str:
    """The form that both this tab and that of speakers have; `name` is the field for somebody's name."""
    typed = 'type="search" autocomplete="off" maxlength="200" dir="auto"'
    return (
        f'<form class="row filters" role="search"><label class="field">Words or topic<input name="about" {typed}></label>'
        '<button type="button" class="quiet fields" aria-expanded="false">More filters</button>'
        f'<label class="field">{who}<input name="{name}" {typed}></label>'
        f'<label class="field">Publisher<input name="publisher" {typed}></label>'
        '<label class="field">From<input type="date" name="since"></label>'
        f'<label class="field">To<input type="date" name="until"></label>{more}'
        '<button type="submit" class="go">Show</button><button type="reset" class="quiet">Clear</button></form>'
    )


def unread(found: Unread) -> str:
    """A line that says how far reading is; the page asks again while it is there."""
    if found.trouble:
        return (
            f'<p class="hint unread" dir="auto">Not all documents have been read: {escaped(found.trouble)}. '
            "What has been read is shown.</p>"
        )
    return (
        f'<p class="hint busy unread" data-again>Reading the documents for this: {found.done:,} of {found.total:,}. '
        "What has been read is shown.</p>"
    )


def nothing(filtered: bool) -> str:
    """What stands in the place of the picture where there is nothing to draw."""
    if filtered:
        return '<p class="hint empty">Nothing fits these words, names and dates. Take one of them away, or clear them all.</p>'
    return (
        '<p class="hint empty">No document names a day, and none has a date of publication. '
        "Reports with dates are shown here when they are added.</p>"
    )


def picture(
    shown: Sequence[Bin],
    unit: CalendarUnit,
    width: int,
    window: tuple[date, date],
    whole: tuple[date, date],
    note: str = "",
) -> str:
    """The picture of these bins with its controls.

    `window` are the first and last day that were asked for, `whole` those that there is anything of.
    """
    since, until = window
    controls = "".join(
        f'<button type="button" class="plain {name}"{"" if on else " disabled"}>{words}</button>'
        for name, words, on in (
            ("earlier", "Earlier", since > whole[0]),
            ("later", "Later", until < whole[1]),
            ("wider", "Zoom out", since > whole[0] or until < whole[1]),
            ("everything", "All dates", since > whole[0] or until < whole[1]),
        )
    )
    sums = [sum(getattr(one, name) for one in shown) for name in ("reports", "events", "utterances")]
    total = ", ".join(
        counted(number, noun) for number, noun in zip(sums, ("report", "event", "utterance"), strict=True)
    )
    words = chart.days(since, until)
    return (
        f'{note}<div class="over"><h3 tabindex="-1">{words}</h3><p class="hint">{total}, by {unit}</p></div>'
        f'<div class="drawn" data-since="{since.isoformat()}" data-until="{until.isoformat()}" data-unit="{unit}"'
        f' data-first="{whole[0].isoformat()}" data-last="{whole[1].isoformat()}">{chart.picture(shown, unit, width)}</div>'
        '<p class="readout hint" aria-hidden="true">Drag across the picture to zoom in. Choose a bar to read.</p>'
        f'<div class="row controls">{controls}</div>'
        f'<details class="as-table"><summary>The same as a table</summary>{chart.table(shown, f"{words}, by {unit}")}</details>'
    )


def listed(
    counts: Sequence[DayCounts],
    told: dict[date, tuple[TimelineEntry, ...]],
    following: int | None,
    months: Sequence[TimelineEntry] = (),
) -> str:
    """Days in order, each with the event that most reports tell; `following`: how many days stand before the next page."""
    items = "".join(_item(one, told.get(one.day, ())) for one in counts)
    more = (
        f'<button type="button" class="plain more" data-skip="{following}">Show more days</button>' if following else ""
    )
    imprecise = ""
    if months and not following:
        entries = "".join(f"<li>{_entry(one, of_month=True)}</li>" for one in months)
        imprecise = f'<section class="months"><h3>Only the month is told</h3><ul class="told">{entries}</ul></section>'
    return f'<ol class="by-day">{items}</ol>{more}{imprecise}'


def _item(one: DayCounts, told: Sequence[TimelineEntry]) -> str:
    numbers = ((one.reports, "report"), (len(told), "event"), (one.utterances, "utterance"))
    counts = " · ".join(counted(number, noun) for number, noun in numbers if number)
    headline = ""
    if told:
        before, after = marks(told[0].text)
        headline = f'<span class="headline" dir="auto">{before}{escaped(told[0].text)}{after}</span>'
    name = one.day.isoformat()
    return (
        f'<li data-day="{name}"><h3><button type="button" class="open-day" aria-expanded="false" aria-controls="day-{name}">'
        f'<time datetime="{name}">{day(one.day)}</time> <span class="counts">{counts}</span></button></h3>{headline}'
        f'<div class="of-day" id="day-{name}" hidden></div></li>'
    )


def day_of(found: Day) -> str:
    """Everything of one day: what is told of it, who spoke, what was published."""
    parts = []
    if found.events:
        entries = "".join(f"<li>{_entry(one)}</li>" for one in found.events)
        parts.append(f'<h4>Told of this day</h4><ul class="told">{entries}</ul>')
    if found.utterances:
        parts.append(f"<h4>Said</h4>{_said(found)}")
    if found.reports:
        reports = "".join(
            f"<li>{opener(one, _opening(one.text), one.title)} {_whose(one)}</li>" for one in found.reports if one.text
        )
        parts.append(f'<h4>Published</h4><ul class="published">{reports}</ul>')
    return "".join(parts) or nothing_of_day()


def nothing_of_day() -> str:
    """What stands under a day of which there is nothing."""
    return '<p class="hint">Nothing is told of this day.</p>'


def _whose(document: Document) -> str:
    return f'<span class="hint"><bdi>{escaped(attribution(document))}</bdi></span>'


def _opening(text: str) -> Span:
    """The first line, which opens a report at its beginning."""
    ends = text.find("\n")
    return Span(0, ends if ends > 0 else len(text))


def _entry(one: TimelineEntry, *, of_month: bool = False) -> str:
    """One event: its leading sentence, who reports it, and how its day was found."""
    before, after = marks(one.text)
    reports = " ".join(opener(each.document, each.span) for each in one.citations)
    several = f"<b>{len(one.citations)} reports tell this:</b> " if len(one.citations) > 1 else ""
    days = f'<span class="until">{chart.days(one.day, one.until)}</span> ' if one.until != one.day or of_month else ""
    how = resolved("; ".join(dict.fromkeys(basis for basis in one.bases if ": " in basis)))
    return (
        f'<p class="words" dir="auto">{before}{escaped(one.text)}{after}</p>'
        f'<p class="from">{days}{several}{reports}</p>{how}'
    )


def resolved(basis: str) -> str:
    """How a day was worked out, where the text does not name it in full."""
    return f'<p class="hint basis" dir="auto">Day read from {escaped(basis)}.</p>' if ": " in basis else ""


def _said(found: Day) -> str:
    shown = sorted(found.utterances, key=lambda one: (one.speaker or "~", one.document.id, one.span))
    # Reports that tell of others stand last, since the names of speakers are what is looked for.
    groups = [(speaker, list(rows)) for speaker, rows in groupby(shown, key=lambda one: one.speaker)]
    groups.sort(key=lambda group: (group[0] is None, (group[0] or "").lower().startswith("the "), -len(group[1])))
    parts, left = [], UTTERANCES
    for speaker, rows in groups:
        if left <= 0:
            break
        kept, left = rows[:left], left - len(rows)
        items = "".join(f"<li>{utterance(one)}</li>" for one in kept)
        name = _speaker_link(speaker) if speaker else '<span class="nobody">No speaker named</span>'
        parts.append(f'<section class="speaker"><h5>{name}</h5><ul class="told">{items}</ul></section>')
    rest = len(found.utterances) - UTTERANCES
    if rest > 0:
        link = urlencode({"tab": "said", "since": found.day.isoformat(), "until": found.day.isoformat()})
        parts.append(
            f'<p class="hint"><a class="tab-link" href="/?{escaped(link)}">{counted(rest, "more utterance")}</a></p>'
        )
    return "".join(parts)


def _speaker_link(name: str) -> str:
    return f'<a class="tab-link" href="/?{escaped(urlencode({"tab": "said", "speaker": name}))}"><bdi>{escaped(name)}</bdi></a>'


def utterance(one: Utterance) -> str:
    """Words that somebody is reported to have said, with the report that opens at them."""
    before, after = marks(one.text) if one.kind != "indirect" else ("", "")
    via = f", via <bdi>{escaped(one.via)}</bdi>" if one.via else ""
    return (
        f'<p class="words {one.kind}" dir="auto">{before}{escaped(one.text)}{after}</p>'
        f'<p class="from"><span class="kind">{KINDS[one.kind]}{via}</span> {opener(one.document, one.span)}</p>'
    )


KINDS = {"direct": "in quotation marks", "partial": "partly quoted", "indirect": "reported"}
"""How words stand in the report."""
