"""Answers, sources and messages as HTML: the only place that makes HTML from values.

Pure functions. Every value goes through `_escape` and every address through `pasted.original`; quoted words are cut from the
document by their offsets, never taken from a claim's text. What a press should do is told in `data-` attributes that
the page's scripts read; nothing here is a script.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from assistant.render.pasted import copyable, marks, original
from assistant.render.text import attribution
from assistant.render.written import in_writing, instead, written_claim
from assistant.types import Answer, Checked, Citation, Claim, Written
from corpus.types import Document, Span

_PARAGRAPH_END = re.compile(r"\n\s*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CLOSE = '<button type="button" class="close"><span aria-hidden="true">‹ </span>Back to the answer</button>'
_CAUTION = '<p class="caution"><b>Not an answer.</b> This is only the passage nearest to the question.</p>'


def _escape(value: str) -> str:
    # A browser reads a carriage return as a line feed, so it is spelled out to stay what the document has.
    return escape(value, quote=True).replace("\r", "&#13;")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _chip(citation: Citation, turn: int) -> str:
    told = _escape(f"{citation.document.title}, {attribution(citation.document)}")
    return (
        f'<button type="button" class="cite" data-turn="{turn}" data-marker="{citation.marker}" aria-pressed="false"'
        f' aria-label="Citation {citation.marker}: {told}" title="{told}">{citation.marker}</button>'
    )


def _quotation(citation: Citation, turn: int) -> str:
    before, after = marks(citation.quote)
    # The chip stays in one line with the last word.
    return (
        f'<p dir="auto">{before}<span class="words">{_escape(citation.quote)}</span>'
        f'<span class="tail">{after} {_chip(citation, turn)}</span></p>'
    )


def _whose(claim: Claim, turn: int) -> str:
    first, others = claim.citations[0], claim.citations[1:]
    parts = [f"<bdi>{_escape(attribution(first.document))}</bdi>"]
    reports = len({citation.document.id for citation in claim.citations})
    if reports > 1:
        parts.insert(0, f"<b>{reports} reports say this</b>")
    if others:
        parts.append("also " + " ".join(_chip(citation, turn) for citation in others))
    return f'<p class="said">{" · ".join(parts)}</p>'


def _quoted_claim(claim: Claim, turn: int, lead: bool) -> str:
    kind = "lead" if lead else "further"
    return f'<blockquote class="{kind}">{_quotation(claim.citations[0], turn)}</blockquote>{_whose(claim, turn)}'


def _claims(answer: Answer, turn: int) -> str:
    if answer.mode == "writing":
        chips = (" ".join(_chip(citation, turn) for citation in claim.citations) for claim in answer.claims)
        return "".join(written_claim(claim, held) for claim, held in zip(answer.claims, chips, strict=True))
    lead = "".join(_quoted_claim(claim, turn, True) for claim in answer.claims[:1])
    further = "".join(f"<li>{_quoted_claim(claim, turn, False)}</li>" for claim in answer.claims[1:])
    return lead + (f'<h3>Also reported</h3><ul class="also">{further}</ul>' if further else "")


def answer(answer: Answer, turn: int = 0, documents: int | None = None) -> str:
    """The card for an answer. `turn` counts the conversation's questions from 0; `documents` is the corpus's size."""
    searched = f"<i>{_escape(answer.searched_for)}</i>"
    if answer.abstained:
        where = f" in {_counted(documents, 'document')}" if documents is not None else ""
        attributes = f'type="button" class="nearest" data-turn="{turn}" aria-pressed="false"'
        nearest = f"<button {attributes}>See the nearest passage anyway</button>" if answer.hits else ""
        return (
            f'<div class="a none"><h3>This corpus does not say.</h3><p class="said">Searched for {searched}{where}.'
            f" No sentence answers it well enough to be quoted.</p>{nearest}{_literal(answer, turn)}</div>"
        )
    notes = "".join(f'<p class="caution" dir="auto">{_escape(note)}</p>' for note in answer.notes)
    took = "under 0.1 s" if answer.seconds < 0.1 else f"{answer.seconds:.1f} s"
    return (
        f'<div class="a">{instead(answer.trace)}{notes}{_claims(answer, turn)}'
        f'<p class="foot"><span>searched: {searched}{_literal(answer, turn)}</span><span>{took}</span></p></div>'
    )


def _literal(answer: Answer, turn: int) -> str:
    """A button that searches for the question's own words, where something else was searched."""
    if " ".join(answer.question.split()) == answer.searched_for:
        return ""
    return f' <button type="button" class="literal" data-turn="{turn}">search my words alone</button>'


def _turn(question: str, number: int, card: str) -> str:
    return (
        f'<article class="turn" data-turn="{number}"><h2 class="q" dir="auto">'
        f'<span class="unseen">You asked: </span>{_escape(question)}</h2>{card}</article>'
    )


def problem(message: str) -> str:
    """The card for a question that could not be answered: what is wrong and what to do next."""
    message = f"{message[:1].upper()}{message[1:].rstrip('.')}."
    return f'<div class="a problem"><h3>That did not work.</h3><p dir="auto">{_escape(message)}</p></div>'


def welcome(examples: Iterable[str]) -> str:
    """What stands where the conversation will: what this is, and questions to begin with."""
    chips = "".join(
        f'<li><button type="button" class="example" data-example="{number}">{_escape(example)}</button></li>'
        for number, example in enumerate(examples)
    )
    asked = f'<h3>Questions to begin with</h3><ul class="examples">{chips}</ul>' if chips else ""
    return (
        '<div class="welcome"><h2>Ask about the talks</h2><p>Answers are sentences quoted word for word from the '
        f"reports. Choose the number after a quotation to read it where it stands.</p>{asked}</div>"
    )


def conversation(
    answers: Sequence[Answer],
    documents: int | None = None,
    asking: str | None = None,
    trouble: str | None = None,
    writing: Sequence[Written | Checked] = (),
) -> str:
    """Every turn so far, then the question that is being answered (`asking`) or what went wrong with it (`trouble`).

    `writing` is what a model has written of the answer so far.
    """
    turns = [_turn(each.question, number, answer(each, number, documents)) for number, each in enumerate(answers)]
    if asking is not None:
        waiting = in_writing(writing) if writing else '<div class="a waiting"><p>Reading the reports…</p></div>'
        turns.append(_turn(asking, len(answers), waiting))
    if trouble is not None:
        turns.append(problem(trouble))
    return "".join(turns)


def announcement(answer: Answer) -> str:
    """What a screen reader says when the answer is there, as plain text."""
    if answer.abstained:
        return "This corpus does not say."
    told = answer.claims[0].text if answer.mode == "writing" else answer.claims[0].citations[0].quote
    return f"Answer with {_counted(len(answer.citations), 'citation')}: {told}"


def status(told: str) -> str:
    """What a screen reader is to say, in an element that stays while its words change."""
    return f'<div role="status">{_escape(told)}</div>'


def body(text: str, cited: Span, also: Iterable[Span] = ()) -> str:
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


def _marked(text: str, start: int, end: int, cited: Span, also: Sequence[Span]) -> str:
    if text[start:end].isspace():
        return _escape(text[start:end])
    bounds = {at for span in (cited, *also) for at in (span.start, span.end) if start < at < end}
    pieces = pairwise(sorted({start, end} | bounds))

    def kind(piece: tuple[int, int]) -> str:
        here = Span(*piece)
        return "cited" if here.overlaps(cited) else "also" if any(here.overlaps(other) for other in also) else ""

    marked = []
    for name, group in groupby(pieces, kind):
        run = list(group)
        words = _escape(text[run[0][0] : run[-1][1]])
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


def _bar(document: Document, span: Span, caution: str) -> str:
    url = original(document, span.of(document.text))
    host = urlsplit(url).hostname if url else None
    link = ""
    if url:
        link = (
            f'<a class="open" href="{_escape(url)}" target="_blank" rel="noopener noreferrer">Open original '
            f'<span class="host">{_escape((host or "").removeprefix("www."))}</span> ↗'
            '<span class="unseen"> (opens in a new tab)</span></a>'
        )
    copy = _escape(copyable(document, span))
    return (
        f'<div class="bar">{_CLOSE}{link}<button type="button" class="copy" data-copy="{copy}">Copy as quotation</button>'
        f"{caution}</div>"
    )


def source(document: Document, span: Span, also: Iterable[Span] = (), key: str = "", nearest: bool = False) -> str:
    """The whole document with the words of `span` marked, and fainter those of `also` (cited by the same answer).

    `key` tells the page's scripts which citation this is. `nearest` says that the words are not an answer.
    """
    about = document.based_on
    retold = f" of “{_escape(about.title)}”" if about and about.title else ""
    note = f'<p class="note">A brief{retold}, not in the report’s own words.</p>' if about else ""
    language = document.language if document.language and _LANGUAGE.fullmatch(document.language) else ""
    caution = _CAUTION if nearest else ""
    meta = " · ".join([attribution(document), *_place(document, span)])
    kind = "report unsure" if nearest else "report"
    return (
        f'<article class="{kind}" data-key="{_escape(key)}">{_bar(document, span, caution)}'
        f'<h2 dir="auto">{_escape(document.title)}</h2><p class="meta" dir="auto">{_escape(meta)}</p>{note}'
        f'<div class="text" lang="{language}">{body(document.text, span, also)}</div></article>'
    )


def no_source() -> str:
    """What stands in the source panel before a citation is chosen."""
    return (
        '<div class="nothing"><p>The report opens here.</p>'
        "<p>Choose the number after a quotation: its exact words are marked in the text they come from.</p></div>"
    )


def lost_source() -> str:
    """What stands there for a citation of a conversation that the server does not hold any more."""
    return (
        f'<div class="bar">{_CLOSE}</div><div class="nothing"><p>This conversation is no longer held.</p>'
        "<p>The server was started anew, or this page long unused. Ask again to see the source.</p></div>"
    )


def header(documents: int | None, writer: str | None = None) -> str:
    """The top of the page; `writer` is the model that writes answers, where one does."""
    how = f"written by {_escape(writer)}, each sentence checked" if writer else "answers by quoting"
    size = f"<span>{_counted(documents, 'document')}</span>" if documents is not None else ""
    return f"<h1>Dragoman</h1><small>{size}<span>{how}</span></small>"
