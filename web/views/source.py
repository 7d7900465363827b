"""The source panel as HTML: a whole document, the cited words marked, what can be done with them.

The words are cut from the document by their offsets; nothing of a document becomes markup.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from ...assistant.render.markup import copyable, escaped, original, permanent
from ...corpus.types import Document, Span
from ...corpus.wording import attribution

_PARAGRAPH_END = re.compile(r"\n\s*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_CLOSE = '<button type="button" class="close"><span aria-hidden="true">‹ </span>Back</button>'
_CAUTION = '<p class="caution"><b>Not an answer.</b> This is only the passage nearest to the question.</p>'
_GONE = (
    '<p class="caution"><b>No longer in the corpus.</b> This report was removed or replaced after it was quoted; '
    "this is the text as it was then.</p>"
)


def body(text: str, cited: Span | None, also: Iterable[Span] = ()) -> str:
    """The whole text in paragraphs: `cited` in `<mark class="cited">`, what else is cited in `<mark class="also">`.

    Without its tags and unescaped this is the text again, with the white space between paragraphs.
    """
    others = tuple(also)
    ends = [span for match in _PARAGRAPH_END.finditer(text) for span in match.span()]
    paragraphs = []
    for number, (start, end) in enumerate(pairwise([0, *ends, len(text)])):
        inside = _marked(text, start, end, cited, others)
        paragraphs.append(inside if number % 2 else f'<p dir="auto">{inside}</p>' if end > start else "")
    return "".join(paragraphs)


def _marked(text: str, start: int, end: int, cited: Span | None, also: Sequence[Span]) -> str:
    if text[start:end].isspace():
        return escaped(text[start:end])
    spans = (*also, cited) if cited else also
    bounds = {at for span in spans for at in (span.start, span.end) if start < at < end}
    pieces = pairwise(sorted({start, end} | bounds))

    def kind(piece: tuple[int, int]) -> str:
        here = Span(*piece)
        if cited and here.overlaps(cited):
            return "cited"
        return "also" if any(here.overlaps(other) for other in also) else ""

    marked = []
    for name, group in groupby(pieces, kind):
        run = list(group)
        words = escaped(text[run[0][0] : run[-1][1]])
        marked.append(f'<mark class="{name}">{words}</mark>' if name else words)
    return "".join(marked)


def _place(document: Document, span: Span) -> list[str]:
    """Where in a PDF or a recording the words are: `page 3`, `at 00:12:05, Jane Doe`."""
    places = []
    for kind in ("page", "cue"):
        before = [mark for mark in document.marks if mark.kind == kind and mark.span.start <= span.start]
        if before:
            last = max(before, key=lambda mark: mark.span.start)
            label = f"page {last.label}" if kind == "page" else f"at {last.label}"
            places.append(label + (f", {last.speaker}" if last.speaker else ""))
    return places


def _bar(document: Document, span: Span | None) -> str:
    # Without chosen words the link leads to the report's beginning.
    url = original(document, span.of(document.text) if span else "")
    host = urlsplit(url).hostname if url else None
    link = ""
    if url:
        link = (
            f'<a class="open" href="{escaped(url)}" target="_blank" rel="noopener noreferrer">Open original '
            f'<span class="host">{escaped((host or "").removeprefix("www."))}</span> <span aria-hidden="true">↗</span>'
            '<span class="unseen"> (opens in a new tab)</span></a>'
        )
    copy = ""
    if span:
        copy = (
            f'<button type="button" data-copy="{escaped(copyable(document, span))}">Copy as quotation</button>'
            f'<button type="button" class="link" data-link="{escaped(permanent(document, span))}">'
            "Copy link to these words</button>"
        )
    return f'<div class="bar">{_CLOSE}{link}{copy}</div>'


def source(
    document: Document,
    span: Span | None = None,
    also: Iterable[Span] = (),
    *,
    nearest: bool = False,
    gone: bool = False,
    others: str = "",
) -> str:
    """The whole document with the words of `span` marked, and fainter those of `also` (cited by the same answer).

    `nearest` says that the words are not an answer, `gone` that the corpus does not hold the document any more; `others`
    is HTML with what other reports say.
    """
    about = document.based_on
    retold = f" of “{escaped(about.title)}”" if about and about.title else ""
    note = f'<p class="note">A brief{retold}, not in the report’s own words.</p>' if about else ""
    language = document.language if document.language and _LANGUAGE.fullmatch(document.language) else ""
    direction = ' dir="rtl"' if language.split("-")[0] in _RIGHT_TO_LEFT else ""
    caution = (_CAUTION if nearest else "") + (_GONE if gone else "")
    meta = [attribution(document), *(_place(document, span) if span else ())]
    if document.published and about and about.published and about.published != document.published:
        meta.append(f"written {document.published.isoformat()}")
    kind = "report unsure" if nearest else "report"
    named = f' data-start="{span.start}" data-end="{span.end}"' if span else ""
    return (
        f'<article class="{kind}" data-document="{escaped(document.id)}"{named} aria-label="Source">'
        f'{_bar(document, span)}<div class="page">{caution}'
        f'<h2 dir="auto">{escaped(document.title)}</h2><p class="meta" dir="auto">{escaped(" · ".join(meta))}</p>{note}'
        f'<div class="text" lang="{language}"{direction}>{body(document.text, span, also)}</div>{others}</div></article>'
    )


def no_source() -> str:
    """What stands in the source panel before a citation is chosen."""
    return (
        '<div class="nothing"><p>The report opens here.</p>'
        "<p>Choose the number after a quotation: its exact words are marked in the text they come from.</p></div>"
    )
