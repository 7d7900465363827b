"""The report on a draft in the tab that checks quotations, as HTML: what fails first, each with its line."""

from ...assistant.drafts import CheckedQuote, DraftReport
from ...assistant.quotes.report import QuoteReport
from ...assistant.render.draft_report import as_markdown, as_text, cut, in_marks, summary
from ...assistant.render.markup import escaped
from ...assistant.render.terminal import MEANINGS
from ...corpus.wording import counted
from .check import badge, cited, compared, copies, difference, differs, flagged, searched

_SHOWN = 500
"""Quotations of a draft that are shown; the copied and saved reports have all."""

_COPIED = 200_000
"""Characters of a report that a button holds to be copied; a longer one is saved."""


def progress(job: str, done: int, total: int, left: float | None) -> str:
    """How far a check is: `left` is in seconds, where that can be told already."""
    if not total:
        told, value = "Reading the draft", ""
    else:
        soon = f"; about {counted(max(1, round(left)), 'second')} left" if left is not None else ""
        told, value = f"Checked {done:,} of {counted(total, 'quotation')}{soon}", f' max="{total}" value="{done}"'
    return (
        f'<section class="card checking" data-job="{escaped(job)}"><p class="busy">{told}</p>'
        f'<progress aria-label="How far the check is"{value}></progress>'
        '<p class="does"><button type="button" class="plain stop">Stop</button></p></section>'
    )


def report(value: DraftReport, save: str | None = None) -> str:
    """The whole report; `save` is the address of its page to be saved."""
    passing = [one for one in value.quotations if one.passes]
    parts = (
        f'<h3 class="found" tabindex="-1">{_head(value)}</h3><p class="meaning">{escaped(value.name)}: '
        f"{escaped(summary(value))}</p>",
        _notes(value),
        _does(value, save),
        _failing(value),
        _passing(value, passing),
        _too_short(value),
        f'<p class="hint">{searched(value.quotations[0].report)}</p>' if value.quotations else "",
    )
    return f'<section class="card" aria-label="Report" dir="auto">{"".join(parts)}</section>'


def _head(value: DraftReport) -> str:
    if not value.quotations:
        return '<span class="verdict warn"><span aria-hidden="true">!</span> Nothing to check</span>'
    if value.passes:
        return '<span class="verdict ok"><span aria-hidden="true">✓</span> All as in the reports</span>'
    number = f"{len(value.failures):,} of {len(value.quotations):,} not as in the reports"
    return f'<span class="verdict bad"><span aria-hidden="true">✕</span> {number}</span>'


def _does(value: DraftReport, save: str | None) -> str:
    forms = (("Copy as text", as_text(value)), ("Copy as Markdown", as_markdown(value)))
    saved = f'<a href="{escaped(save)}" download>Save as a page</a>' if save else ""
    return copies(forms if all(len(text) <= _COPIED for _, text in forms) else (), saved)


def _failing(value: DraftReport) -> str:
    if not value.failures:
        return ""
    items = "".join(_failure(one, value) for one in value.failures[:_SHOWN])
    return f'<h4>Not as in the reports</h4><ol class="failures">{items}</ol>{_more(len(value.failures))}'


def _failure(one: CheckedQuote, value: DraftReport) -> str:
    found = one.report
    lead = " ".join(filter(None, (MEANINGS[found.verdict], flagged(found))))
    shown = f'<blockquote dir="auto">{difference(found.diff)}</blockquote>' if differs(found) else compared(found)
    return (
        f'<li><p class="line"><b>{value.unit.capitalize()} {one.quoted.line}</b> {badge(found.verdict)}</p>{shown}'
        f'<p class="meaning">{escaped(lead)}</p>{_speaker(found)}{_source(found)}</li>'
    )


def _source(found: QuoteReport) -> str:
    place = found.earliest or next(iter(found.places), None)
    if place is not None:
        return f'<p class="hint">The reports have {_words(place.text)}: {cited(place)}</p>'
    if found.nearest is not None:
        return f'<p class="hint">Nearest: {_words(found.nearest.text)}: {cited(found.nearest)}</p>'
    return ""


def _words(text: str) -> str:
    return f"<bdi>{escaped(in_marks(cut(text)))}</bdi>"


def _speaker(found: QuoteReport) -> str:
    asked = found.speaker
    if asked.verdict != "different":
        return ""
    return (
        f'<p class="other"><span class="sign bad" aria-hidden="true">✕</span> The draft names <bdi>{escaped(asked.asked or "")}'
        f"</bdi>, the reports <bdi>{escaped(asked.found or '')}</bdi>.</p>"
    )


def _passing(value: DraftReport, passing: list[CheckedQuote]) -> str:
    if not passing:
        return ""
    items = "".join(
        f'<li><p class="line"><b>{value.unit.capitalize()} {one.quoted.line}</b> {badge(one.report.verdict)}</p>'
        f'<p class="words" dir="auto">{_words(one.quoted.words)}</p>{_speaker(one.report)}'
        f'<p class="hint">{cited(one.report.earliest or one.report.places[0])}</p></li>'
        for one in passing[:_SHOWN]
    )
    return f'<h4>As in the reports</h4><ol class="passes">{items}</ol>{_more(len(passing))}'


def _more(number: int) -> str:
    return f'<p class="hint">and {number - _SHOWN:,} more, in the saved report</p>' if number > _SHOWN else ""


def _notes(value: DraftReport) -> str:
    rows = "".join(
        f"<li>{f'{value.unit.capitalize()} {note.line}: ' if note.line else ''}{escaped(note.message)}</li>"
        for note in value.notes[:_SHOWN]
    )
    return f'<ul class="notes">{rows}</ul>' if rows else ""


def _too_short(value: DraftReport) -> str:
    if not value.too_short:
        return ""
    listed = "; ".join(f"{_words(one.words)} ({value.unit} {one.line})" for one in value.too_short[:_SHOWN])
    return f'<p class="hint">Too short to check (fewer than three words): {listed}</p>'
