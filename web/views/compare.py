"""The Compare tab as HTML, and what other reports say of the words that are open in the source panel.

Where reports differ each has a column with its own words and, in words, in what it differs from the first; where they say
the same one of them is quoted and the others are named. Every report's words open where they stand.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from ...assistant.comparison import Cell, Comparison, ComparisonRow, EventGroup, EventGroups, Voice
from ...assistant.comparison.related import RelatedSentence
from ...assistant.render.markup import escaped, marks, opener, place
from ...assistant.render.tables import when
from ...corpus.types import Document, Span, Utterance
from ...corpus.wording import attribution, counted

ALONE = 6
"""Sentences that only one report has, shown of each."""

WORDS = 4
"""Utterances of one speaker in one report that are shown; the tab "Who said what" has them all."""

_QUOTED = re.compile(r"(“[^”]*”)")


def shell() -> str:
    """What the tab begins with; the rest is loaded into it."""
    return (
        '<h2 class="title">Compare</h2><p class="lede">Reports of one event side by side: where they differ and in what, what '
        "several of them say, and who says what. Choose an event, or ask for a topic.</p>"
        '<form class="row about" role="search"><label class="field">Topic or question'
        '<input name="about" type="search" autocomplete="off" maxlength="400" dir="auto"></label>'
        '<button type="submit" class="go">Compare</button></form>'
        '<div class="beside"><p class="hint busy">Looking for reports of one event</p></div>'
    )


def events(found: EventGroups) -> str:
    """The events of which there are several reports, each a link that sets them side by side."""
    if not found.found:
        why = (
            "The corpus has no two reports of one event. Ask for a topic, or add reports."
            if found.documents
            else "The corpus is empty. Add reports in the library."
        )
        return f'<h3 tabindex="-1">No events</h3><p class="hint empty">{why}</p>'
    listed = "".join(f"<li>{_event(one)}</li>" for one in found.found)
    some = (
        f'<p class="hint">Among the {found.looked_at:,} newest of {found.documents:,} reports. A topic finds older ones.</p>'
        if found.looked_at < found.documents
        else ""
    )
    return (
        f'<h3 tabindex="-1">{counted(len(found.found), "event")} with several reports</h3>{some}'
        f'<ol class="events">{listed}</ol>'
    )


def _event(one: EventGroup) -> str:
    address = escaped(f"/?{urlencode({'tab': 'compare', 'reports': ','.join(each.id for each in one.documents)})}")
    publishers = " · ".join(dict.fromkeys(_publisher(each) for each in one.documents))
    return (
        f'<a class="tab-link event" href="{address}"><span class="hint">{escaped(when(one))} · '
        f'{counted(len(one.documents), "report")}</span><b dir="auto">{escaped(one.title)}</b>'
        f'<span class="hint" dir="auto">{escaped(publishers)}</span></a>'
    )


def _publisher(document: Document) -> str:
    return document.based_on.publisher if document.based_on else (document.publisher or document.title)


def comparison(value: Comparison) -> str:
    """Reports side by side."""
    if not value.documents:
        topic = escaped(value.topic or "")
        return f'{_BACK}<h3 tabindex="-1">Nothing found</h3><p class="hint empty" dir="auto">No report speaks of {topic}.</p>'
    differ = [row for row in value.statements if row.differs]
    agree = [row for row in value.statements if not row.differs]
    title = (
        f"On <i>{escaped(value.topic)}</i>"
        if value.topic
        else f"{counted(len(value.documents), 'report')} side by side"
    )
    left = (
        f'<p class="hint">{counted(value.left_out, "more report")} left out: so many are compared at once. '
        "A narrower topic has fewer.</p>"
        if value.left_out
        else ""
    )
    parts = [f'{_BACK}<h3 tabindex="-1" dir="auto">{title}</h3>', _reports(value.documents), left]
    if differ:
        parts.append(
            f'<section class="differing"><h4>Where they differ</h4>{"".join(map(_differing, differ))}</section>'
        )
    if agree:
        rows = "".join(f"<li>{_agreeing(row)}</li>" for row in agree)
        parts.append(f'<section><h4>What several of them say</h4><ul class="agreeing">{rows}</ul></section>')
    if not value.statements and len(value.documents) > 1:
        parts.append(f'<p class="hint">{_NOTHING}</p>')
    if value.voices:
        parts.append(_voices(value.voices, value.documents))
    if any(value.alone):
        parts.append(_alone(value))
    if value.silent:
        silent = ", ".join(opener(one, _whole(one)) for one in value.silent)
        parts.append(f'<p class="hint">Also found, but without a statement that others have: {silent}</p>')
    return "".join(parts)


_BACK = '<a class="tab-link back" href="/?tab=compare">‹ All events</a>'
_NOTHING = "No two of these reports tellably say the same or differ. Read them side by side by who speaks in them."


def _reports(documents: Sequence[Document]) -> str:
    """Which reports are compared."""
    items = "".join(
        f'<li>{opener(one, _whole(one))}<span class="hint" dir="auto">{escaped(one.title)}</span></li>'
        for one in documents
    )
    return f'<ol class="reports" aria-label="Reports compared, oldest first">{items}</ol>'


def _whole(document: Document) -> Span:
    """The report's beginning: its first line."""
    end = document.text.find("\n")
    return Span(0, end if end > 0 else len(document.text))


def _differing(row: ComparisonRow) -> str:
    """A column for each report that speaks: the first one and those that say the same, then those that differ."""
    lead = row.lead
    same = [cell for cell in row.cells if cell.stand == "same"]
    also = f'<p class="also"><span class="hint">The same:</span> {" ".join(map(_chip, same))}</p>' if same else ""
    columns = [f'<div class="cell">{_words(lead)}{also}</div>']
    for cell in row.cells:
        if cell.stand == "differs":
            reasons = "; ".join(map(_beside, cell.reasons))
            columns.append(
                f'<div class="cell other"><p class="verdict warn"><span aria-hidden="true">!</span> '
                f"<span>Differs: {escaped(reasons)}</span></p>{_words(cell)}</div>"
            )
    return f'<div class="card statement"><div class="columns">{"".join(columns)}</div>{_silent(row)}</div>'


def _beside(reason: str) -> str:
    """A reason with the places named as they stand on the page; what is quoted in it stays as it is."""
    parts = _QUOTED.split(reason)
    parts[::2] = [re.sub(r"\bthere\b", "in this one", re.sub(r"\bhere\b", "in the first", part)) for part in parts[::2]]
    return "".join(parts)


def _words(cell: Cell) -> str:
    assert cell.span is not None
    before, after = marks(cell.quote)
    return (
        f'<p class="words" dir="auto">{before}{escaped(cell.quote)}{after}</p>'
        f'<p class="from">{opener(cell.document, cell.span)}</p>'
    )


def _chip(cell: Cell) -> str:
    """A report that says the same, as a button that opens its words."""
    assert cell.span is not None
    told = escaped(_publisher(cell.document))
    title = escaped(f"{attribution(cell.document)}: {cell.quote}")
    return (
        f'<button type="button" class="chip" data-open {place(cell.document, cell.span)} title="{title}">'
        f'<span aria-hidden="true">✓</span> <bdi>{told}</bdi>'
        '<span class="unseen"> says the same (opens the report)</span></button>'
    )


def _agreeing(row: ComparisonRow) -> str:
    chips = " ".join(_chip(cell) for cell in row.cells if cell.stand == "same")
    return f'{_words(row.lead)}<p class="also"><span class="hint">Also:</span> {chips}</p>{_silent(row)}'


def _silent(row: ComparisonRow) -> str:
    names = [escaped(_publisher(cell.document)) for cell in row.cells if cell.stand == "silent"]
    told = ", ".join(f"<bdi>{name}</bdi>" for name in names)
    return f'<p class="hint silent">No statement on this found in: {told}</p>' if names else ""


def _voices(found: Sequence[Voice], documents: Sequence[Document]) -> str:
    items = "".join(_voice(one, documents) for one in found)
    return f'<section><h4>Who says what</h4><div class="voices">{items}</div></section>'


def _voice(one: Voice, documents: Sequence[Document]) -> str:
    role = f'<span class="hint" dir="auto">{escaped(one.role)}</span>' if one.role else ""
    columns = []
    for document, said in zip(documents, one.said, strict=True):
        if said:
            words = "".join(f"<li>{_utterance(each)}</li>" for each in said[:WORDS])
            more = f'<p class="hint">and {len(said) - WORDS:,} more</p>' if len(said) > WORDS else ""
            columns.append(
                f'<div class="cell"><h5 dir="auto">{escaped(attribution(document))}</h5><ul>{words}</ul>{more}</div>'
            )
    everything = escaped(f"/?{urlencode({'tab': 'said', 'speaker': one.speaker})}")
    spoken = sum(map(len, one.said))
    return (
        f'<details><summary><bdi>{escaped(one.speaker)}</bdi> {role}<span class="hint">{counted(spoken, "utterance")} in '
        f'{counted(one.reports, "report")}</span></summary><div class="columns">{"".join(columns)}</div>'
        f'<p><a class="tab-link" href="{everything}">Everything <bdi>{escaped(one.speaker)}</bdi> said</a></p></details>'
    )


def _utterance(one: Utterance) -> str:
    before, after = marks(one.text) if one.kind != "indirect" else ("", "")
    return (
        f'<button type="button" class="read said" data-open {place(one.document, one.span)}>'
        f'<span dir="auto">{before}{escaped(one.text)}{after}</span><span class="unseen"> (opens the report)</span></button>'
    )


def _alone(value: Comparison) -> str:
    """What only one report has."""
    parts = []
    for document, spans in zip(value.documents, value.alone, strict=True):
        if not spans:
            continue
        items = "".join(f"<li>{_sentence(document, span)}</li>" for span in spans[:ALONE])
        more = f'<p class="hint">and {len(spans) - ALONE:,} more</p>' if len(spans) > ALONE else ""
        parts.append(
            f"<details><summary><bdi>{escaped(attribution(document))}</bdi> "
            f'<span class="hint">{counted(len(spans), "sentence")}</span></summary><ul class="alone">{items}</ul>{more}</details>'
        )
    return (
        '<section><h4>What only one of them says</h4><p class="hint">Or says so that no rule can tell whether another says '
        f'the same.</p><div class="voices">{"".join(parts)}</div></section>'
    )


def _sentence(document: Document, span: Span) -> str:
    return (
        f'<button type="button" class="read said" data-open {place(document, span)}><span dir="auto">'
        f'{escaped(span.of(document.text))}</span><span class="unseen"> (opens the report)</span></button>'
    )


def others(document: Document, found: Sequence[RelatedSentence]) -> str:
    """What other reports say of the words that are open: `here` in a reason is those words."""
    differ = [one for one in found if one.kind == "differs"]
    same = [one for one in found if one.kind == "same"]
    if not found:
        none = "None tellably says the same or differs."
        return f'<section class="others"><h3>Other reports</h3><p class="hint">{none}</p></section>'
    parts = []
    if differ:
        parts.append(f'<h4><span aria-hidden="true">!</span> Differ</h4><ul>{"".join(map(_other, differ))}</ul>')
    if same:
        parts.append(f'<h4><span aria-hidden="true">✓</span> Say the same</h4><ul>{"".join(map(_other, same))}</ul>')
    ids = dict.fromkeys((document.id, *(one.sentence.document.id for one in found)))
    address = escaped(f"/?{urlencode({'tab': 'compare', 'reports': ','.join(ids)})}")
    return (
        f'<section class="others"><h3>Other reports</h3>{"".join(parts)}'
        f'<p><a class="tab-link" href="{address}">Set these reports side by side</a></p></section>'
    )


def _other(one: RelatedSentence) -> str:
    sentence = one.sentence
    reasons = f'<p class="why">{escaped("; ".join(one.reasons))}</p>' if one.reasons else ""
    before, after = marks(sentence.text)
    return (
        f'<li class="{one.kind}">{reasons}<p class="words" dir="auto">{before}{escaped(sentence.text)}{after}</p>'
        f'<p class="from">{opener(sentence.document, sentence.span)}</p></li>'
    )
