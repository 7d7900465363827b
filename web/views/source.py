"""The source panel as HTML: a whole document, with the cited words marked and what can be done with them.

The words are cut from the document by their offsets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType
from urllib.parse import urlsplit

from markupsafe import Markup

from ...assistant.render.citations import about_url, original
from ...corpus.types import Document, Span
from ...corpus.utterances.turns import turns
from ...corpus.wording import attribution, date_notes
from .templating import macros

_PARAGRAPH_END = re.compile(r"\n\s*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

_html = macros("source.html")

Voice = tuple[str, str]
"""The speaker of a turn and its role."""

MarkedWords = tuple[tuple[str, str], ...]
"""Words in order, each with the class of its mark: `cited`, `also` or nothing."""


def source(
    document: Document,
    span: Span | None = None,
    also: Iterable[Span] = (),
    *,
    nearest: bool = False,
    gone: bool = False,
) -> Markup:
    """Return the whole document with the words of `span` marked, and fainter those of `also` (cited by the same answer).

    `nearest`: the words are not an answer. `gone`: the corpus does not contain the document any more.
    """
    # Without chosen words the link leads to the report's beginning.
    url = original(document, span.of(document.text) if span else "") or about_url(document)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    language = document.language if document.language and _LANGUAGE.fullmatch(document.language) else ""
    about = document.based_on
    meta = [attribution(document), *date_notes(document), *(_place(document, span) if span else ())]
    if document.published and about and about.published and about.published != document.published:
        meta.append(f"written {document.published.isoformat()}")
    return _html.source(
        document,
        span,
        _paragraphs(document.text, span, tuple(also), _turn_starts(document)),
        url,
        host,
        meta,
        language,
        right_to_left=language.split("-")[0] in _RIGHT_TO_LEFT,
        nearest=nearest,
        gone=gone,
        dialogue=len(turns(document)) > 1,
    )


def body(text: str, cited: Span | None, also: Iterable[Span] = ()) -> Markup:
    """Return the whole text in paragraphs: `cited` in `<mark class="cited">`, what else is cited in `<mark class="also">`.

    Without its tags and unescaped this is the text again, with the white space between paragraphs.
    """
    return _html.body(_paragraphs(text, cited, tuple(also)))


def no_source() -> Markup:
    """Return what the source panel shows before a citation is chosen."""
    return _html.no_source()


def _turn_starts(document: Document) -> dict[int, Voice]:
    """Return for each turn of a transcript of several the offset of its label, with its speaker and role."""
    found = turns(document)
    starts: dict[int, Voice] = {}
    behind = 0
    for turn in found if len(found) > 1 else ():
        first = turn.span.start
        label = document.text.rfind(turn.label, behind, first) if turn.label else first
        starts[label if label >= 0 else first] = (turn.speaker or "Another speaker", turn.role)
        behind = turn.span.end
    return starts


def _paragraphs(
    text: str, cited: Span | None, also: Sequence[Span], voices: Mapping[int, Voice] = MappingProxyType({})
) -> Iterator[tuple[bool, MarkedWords, Voice | None]]:
    """Yield each paragraph, and as `False` the white space between two, with its pieces and the turn that begins with it.

    Turns begin paragraphs, whether an empty line stands between them or not.
    """
    gaps = {match.span() for match in _PARAGRAPH_END.finditer(text)}
    gaps |= {(at, line) for line in _lines_of(text, voices) if (at := len(text[:line].rstrip())) < line}
    ends = [at for gap in sorted(gaps) for at in gap]
    of_line = dict(zip(_lines_of(text, voices), voices.values(), strict=True))
    for number, (start, end) in enumerate(pairwise([0, *ends, len(text)])):
        if end > start:
            yield number % 2 == 0, _pieces(text, start, end, cited, also), of_line.get(start)


def _lines_of(text: str, voices: Iterable[int]) -> list[int]:
    """Return where the line of each label begins; signs and times stand before some."""
    return [text.rfind("\n", 0, at) + 1 for at in voices]


def _pieces(text: str, start: int, end: int, cited: Span | None, also: Sequence[Span]) -> MarkedWords:
    if text[start:end].isspace():
        return (("", text[start:end]),)
    spans = (*also, cited) if cited else also
    bounds = {at for span in spans for at in (span.start, span.end) if start < at < end}
    between = pairwise(sorted({start, end} | bounds))

    def kind(piece: tuple[int, int]) -> str:
        here = Span(*piece)
        if cited and here.overlaps(cited):
            return "cited"
        return "also" if any(here.overlaps(other) for other in also) else ""

    runs = ((name, list(group)) for name, group in groupby(between, kind))
    return tuple((name, text[run[0][0] : run[-1][1]]) for name, run in runs)


def _place(document: Document, span: Span) -> list[str]:
    """Return where in a PDF or a recording the words are: `page 3`, `at 00:12:05, Jane Doe`."""
    places = []
    for kind in ("page", "cue"):
        before = [mark for mark in document.marks if mark.kind == kind and mark.span.start <= span.start]
        if before:
            last = max(before, key=lambda mark: mark.span.start)
            label = f"page {last.label}" if kind == "page" else f"at {last.label}"
            places.append(label + (f", {last.speaker}" if last.speaker else ""))
    return places
