"""The tab that checks quotations: its forms, and the report on one quotation as HTML.

A verdict is a word with a sign, never a colour alone; of a difference the words are told to who cannot see that they are
struck out or underlined.
"""

from collections.abc import Sequence
from datetime import date

from ...assistant.quotes.report import Check, Place, QuoteFlag, QuoteReport, QuoteVerdict, WordEdit
from ...assistant.render.markup import escaped, marks, opener
from ...assistant.render.terminal import MEANINGS, as_markdown, as_text
from ...corpus.wording import attribution, counted, day

NAMES: dict[QuoteVerdict, tuple[str, str, str]] = {
    "verbatim": ("ok", "✓", "Verbatim"),
    "elided": ("ok", "✓", "Elided"),
    "altered": ("bad", "✕", "Altered"),
    "truncated": ("warn", "!", "Truncated"),
    "stitched": ("bad", "✕", "Stitched"),
    "paraphrase": ("warn", "!", "Paraphrase"),
    "not_found": ("bad", "✕", "Not found here"),
}
"""Each verdict's class, sign and name."""

FLAGS: dict[QuoteFlag, str] = {
    "negation": "a negation",
    "number": "a number",
    "name": "a name",
    "added": "words added",
    "dropped": "words left out",
    "order": "the order of words",
    "omission": "something left out without a mark",
    "character": "single letters",
    "punctuation": "punctuation",
    "condition": "a condition",
    "attribution": "whose claim it is",
}
PLACES = 8
"""Places that are shown at once; the others can be opened."""

_MOST = 200
_LONGEST = 320  # characters of a place's words


def shell() -> str:
    """The forms. What the reports are is not known yet: examples are loaded when the tab is shown."""
    return (
        '<h2 class="title">Check a quote</h2><p class="lede">Whether these words stand in the reports, exactly; who says '
        "them there, where and when; and what was changed or left out.</p>"
        '<fieldset class="modes"><legend class="unseen">What to check</legend>'
        '<label><input type="radio" name="mode" value="one" checked> One quotation</label>'
        '<label><input type="radio" name="mode" value="draft"> A whole draft</label></fieldset>'
        '<form class="one"><label class="field wide">The quotation<textarea name="quote" rows="3" dir="auto" required '
        'aria-describedby="check-hint"></textarea></label>'
        '<p class="hint" id="check-hint">With or without quotation marks. The rest is optional; leave out what you do not '
        "know.</p>"
        '<div class="row"><label class="field">Who said it<input name="speaker" maxlength="300" autocomplete="off" '
        'dir="auto"></label><label class="field">Who reports it<input name="publisher" maxlength="300" autocomplete="off" '
        'dir="auto"></label><label class="field">Day it was said<input type="date" name="said_on"></label>'
        '<button type="submit" class="go">Check</button></div><div class="examples-of-quotes"></div></form>'
        '<form class="draft" hidden><label class="field wide">The draft<textarea name="text" rows="8" dir="auto" '
        'aria-describedby="draft-hint"></textarea></label><p class="hint" id="draft-hint">Paste it, or choose a file: '
        "Markdown, text, HTML or DOCX of up to 20 MB. It is read for this check only and not kept in the corpus.</p>"
        '<div class="row"><label class="field">Or a file<input type="file" name="file" '
        'accept=".md,.markdown,.txt,.text,.html,.htm,.docx"></label><label class="field format">The pasted text is'
        '<select name="format"><option value="txt">plain text</option><option value="md">Markdown</option>'
        '<option value="html">HTML</option></select></label><button type="submit" class="go">Check the draft</button>'
        "</div></form>"
        '<div class="result"></div>'
    )


def examples(quotations: Sequence[tuple[str, str | None]]) -> str:
    """Quotations (words, speaker) to try."""
    if not quotations:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="quiet try" data-quote="{escaped(words)}" data-speaker="{escaped(who or "")}">'
        f"“{escaped(words)}”{f' — {escaped(who)}' if who else ''}</button></li>"
        for words, who in quotations
    )
    return f'<p class="hint">For example</p><ul class="tries">{buttons}</ul>'


def badge(verdict: QuoteVerdict) -> str:
    """The verdict in words, with its sign."""
    kind, sign, name = NAMES[verdict]
    return f'<span class="verdict {kind}"><span aria-hidden="true">{sign}</span> {name}</span>'


def flagged(report: QuoteReport) -> str:
    """What kind of difference there is, in words; empty where there is none."""
    if not report.flags or report.verdict in ("verbatim", "elided"):
        return ""
    lead = "What was left out" if report.verdict == "truncated" else "What differs"
    return f"{lead}: {', '.join(FLAGS[flag] for flag in report.flags)}."


def report(value: QuoteReport) -> str:
    """The whole report on one quotation."""
    told = " ".join(filter(None, (MEANINGS[value.verdict], flagged(value))))
    parts = (
        f'<h3 class="found" tabindex="-1">{badge(value.verdict)}</h3><p class="meaning">{escaped(told)}</p>',
        compared(value),
        "".join(f'<p class="reason">{escaped(one)}</p>' for one in _reasons(value)),
        _answers(value),
        places(value),
        f'<p class="hint">Taken for the same: {escaped(", ".join(value.normalisations))}.</p>'
        if value.normalisations
        else "",
        f'<p class="hint">{searched(value)}</p>',
        copies((("Copy as text", as_text(value)), ("Copy as Markdown", as_markdown(value)))),
    )
    return f'<section class="card" aria-label="Report">{"".join(parts)}</section>'


def compared(value: QuoteReport) -> str:
    """The quotation; where the reports have other words, these are struck out in it and its own underlined."""
    before, after = marks(value.quote)
    if value.quote[:1] in "“”„«\"'‘’":
        before = after = ""
    if not differs(value):
        return f'<blockquote dir="auto">{before}{escaped(value.quote)}{after}</blockquote>'
    return (
        f'<blockquote dir="auto">{difference(value.diff)}</blockquote>'
        '<p class="hint"><del>Struck out</del>: only in the reports. <ins>Underlined</ins>: only in the quotation.</p>'
    )


def differs(value: QuoteReport) -> bool:
    """Whether there is a difference that the quotation does not mark itself."""
    return any(one.op != "equal" and not one.marked for one in value.diff)


def difference(edits: Sequence[WordEdit]) -> str:
    """The words of the quotation, with those that only the reports have before them."""
    parts = []
    for one in edits:
        if one.op == "equal" or one.marked:
            parts.append(escaped(one.given))
            continue
        if one.corpus.strip():
            parts.append(f'<del><span class="unseen">only in the reports: </span>{escaped(one.corpus)}</del>')
        if one.given.strip():
            parts.append(f'<ins><span class="unseen">only in the quotation: </span>{escaped(one.given)}</ins>')
    return " ".join(filter(None, parts))


def places(value: QuoteReport) -> str:
    """Where the words stand, or the nearest ones; each opens at its words."""
    if not value.places:
        if value.nearest is None:
            return ""
        return f'<h4>Nearest, which is not the quotation</h4><ul class="places">{_place(value.nearest)}</ul>'
    shown, more = value.places[:PLACES], value.places[PLACES:_MOST]
    first = value.earliest if len(value.places) > 1 and value.verdict != "stitched" else None
    name = "Its pieces" if value.verdict == "stitched" else f"In {counted(len(value.places), 'place')}"
    listed = "".join(_place(one, earliest=one == first) for one in shown)
    rest = ""
    if more:
        items = "".join(_place(one, earliest=one == first) for one in more)
        rest = (
            f'<details><summary>{counted(len(more), "more place")}</summary><ul class="places">{items}</ul></details>'
        )
    beyond = len(value.places) - _MOST
    told = f'<p class="hint">and {beyond:,} more</p>' if beyond > 0 else ""
    return f'<h4>{name}</h4><ul class="places">{listed}</ul>{rest}{told}'


def searched(value: QuoteReport) -> str:
    """How far the report reaches."""
    when = ""
    if value.searched.as_of:
        when = f", the last of them added on {day(date.fromisoformat(value.searched.as_of[:10]))}"
    return f"Searched: {counted(value.searched.documents, 'document')}{when}. Nothing is said about what is not there."


def copies(forms: Sequence[tuple[str, str]], saved: str = "") -> str:
    """Buttons that copy the report in several forms (name, text), and a link that saves it."""
    buttons = "".join(
        f'<button type="button" class="quiet" data-copy="{escaped(text)}">{name}</button>' for name, text in forms
    )
    return f'<p class="does">{buttons}{saved}</p>'


def _place(one: Place, *, earliest: bool = False) -> str:
    words = one.text if len(one.text) <= _LONGEST else f"{one.text[:220].rstrip()} […] {one.text[-80:].lstrip()}"
    before, after = marks(words)
    who = f"{one.speaker}{f', {one.role}' if one.role else ''}" if one.speaker else one.role
    told = [escaped(who) if who else "", f"said on {day(one.said_on)}" if one.said_on else ""]
    said = " · ".join(f"<bdi>{part}</bdi>" for part in told if part)
    mark = ' <span class="earliest">earliest</span>' if earliest else ""
    return (
        f'<li><p class="words" dir="auto">{before}{escaped(" ".join(words.split()))}{after}</p>'
        f'<p class="hint">{said}{" · " if said else ""}{opener(one.document, one.span)}{mark}</p></li>'
    )


def _reasons(value: QuoteReport) -> list[str]:
    """What there is to say besides what stands elsewhere: how far was searched has a line of its own."""
    return [one for one in value.reasons if not one.startswith("Searched: ")]


def _answers(value: QuoteReport) -> str:
    kind, sign, _ = NAMES[value.verdict]
    stands = {
        "verbatim": "Yes, exactly.",
        "elided": "Yes, but for what the quotation marks as left out or put in.",
        "altered": "No; the reports have other words in this place.",
        "truncated": "Yes, but cut so that they mean something else.",
        "stitched": "Only in pieces, from separate places.",
        "paraphrase": "No; a sentence says much the same.",
        "not_found": "No.",
    }[value.verdict]
    rows = [_row("These words", kind, sign, escaped(stands))]
    near = "" if value.places else " in the nearest words"
    for name, one in (("Speaker", value.speaker), ("Publisher", value.publisher), ("Said on", value.said_on)):
        rows.append(_row(name, *_checked(one, near, dated=name == "Said on")))
    return f'<table class="list answers"><caption class="unseen">Four answers</caption><tbody>{"".join(rows)}</tbody></table>'


def _row(name: str, kind: str, sign: str, told: str) -> str:
    shown = f'<span class="sign {kind}" aria-hidden="true">{sign}</span> ' if sign else ""
    return f'<tr><th scope="row">{name}</th><td dir="auto">{shown}{told}</td></tr>'


def _checked(one: Check, near: str, *, dated: bool) -> tuple[str, str, str]:
    """Class, sign and words of one of the other three answers; `near` says that `found` is of other words."""
    asked, found = (_named(value, dated) for value in (one.asked, one.found))
    if one.verdict == "confirmed":
        return "ok", "✓", f"{found or asked}, as asked{near}"
    if one.verdict == "different" and not found:
        return "bad", "✕", f"Not {asked}: the words stand in a report from before that day."
    if one.verdict == "different":
        return "bad", "✕", f"Another: <b>{found}</b>{near}, not {asked}."
    if one.verdict == "unknown":
        return "warn", "?", f"The reports do not tell. Asked: {asked}"
    told = f"{found}{near}" if found else "The reports do not tell"
    return "none", "", f'{told} <span class="hint">(not asked)</span>'


def _named(value: str | None, dated: bool) -> str:
    if value is None:
        return ""
    return escaped(day(date.fromisoformat(value)) if dated else value)


def cited(one: Place) -> str:
    """Whose words these are, as a button that opens them."""
    return opener(one.document, one.span, f"{one.document.title}, {attribution(one.document)}")
