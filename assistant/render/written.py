"""Written claims as HTML: what the evidence supports as it is, what it does not struck and labelled.

Everything is shown as text; quotation marks in it are the checker's own (`assistant.writing.quotations`).
"""

from collections.abc import Sequence
from html import escape

from assistant.render.text import label, quoted_because
from assistant.types import Checked, Claim, Trace, Written


def written_claim(claim: Claim, chips: str) -> str:
    """One claim; `chips` are its citations, as HTML already."""
    told = label(claim)
    if told is None:
        return f'<p class="prose" dir="auto">{escape(claim.text)} {chips}</p>'
    struck = f'<s aria-label="not supported">{escape(claim.text)}</s>'
    return (
        f'<p class="prose unsupported" dir="auto">{struck} {chips}</p><p class="doubt" dir="auto">{escape(told)}.</p>'
    )


def instead(trace: Trace | None) -> str:
    """A line above a quoting answer that says why nothing was written; empty where nothing was to be."""
    if trace is None or not trace.fallback:
        return ""
    return f'<p class="doubt instead">{escape(quoted_because(trace.fallback))}</p>'


def in_writing(events: Sequence[Written | Checked]) -> str:
    """The card of an answer that is being written: checked claims with their marks, then the words that are not yet."""
    last: dict[int, Written | Checked] = {event.place: event for event in events}
    parts = [_piece(last[place]) for place in sorted(last)]
    told = '<p class="said">Writing; each sentence is checked against the reports when it is complete.</p>'
    return f'<div class="a waiting writing">{"".join(parts)}{told}</div>'


def _piece(event: Written | Checked) -> str:
    if isinstance(event, Written):
        return f'<p class="prose unchecked" dir="auto">{escape(event.text)}</p>' if event.text else ""
    if event.claim is None:
        return ""
    # No buttons: there is nothing to open before the answer is complete.
    chips = "".join(f'<span class="cite">{citation.marker}</span>' for citation in event.claim.citations)
    return written_claim(event.claim, chips)
