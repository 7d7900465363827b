"""An answer as one chat message in Markdown, with the position of each citation's number.

The words of documents and models are escaped so that they cannot become markup. A client that shows Markdown as plain text
therefore shows some backslashes. Line breaks inside quoted words become spaces, since they could begin a list or a heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.types import Span
from ...corpus.wording import attribution, counted, quoted
from ..answering.answer_text import difference_label, in_answer_to, label, quoted_because
from ..types import ABSTAINED, Answer, Citation, Claim
from . import markdown
from .citations import about_url, original, permanent
from .markdown import plain

SOURCES = "**Sources**"
"""The line above the list of sources."""

_NUMBER = re.compile(r"\[\d+\]")
_ESCAPED = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, slots=True)
class MarkdownReply:
    """Markdown; `markers` are the spans (code points) of `[1]`, `[2]` … in it, in order, each with its citation."""

    content: str
    markers: tuple[tuple[Span, Citation], ...]


def message(answer: Answer) -> MarkdownReply:
    """Return the whole message: statements with their numbers, then the sources."""
    draft = _Draft()
    if answer.reply:
        draft.add(plain(answer.reply))
        return draft.message()
    if answer.abstained:
        draft.add(" ".join((ABSTAINED, *map(plain, answer.notes), f"Searched for: {plain(answer.searched_for)}")))
        return draft.message()
    if answer.mode == "writing":
        _write(draft, answer.claims)
        _differ(draft, answer)
    else:
        _quote(draft, answer)
    _list_sources(draft, answer)
    return draft.message()


def beginning(claims: Sequence[Claim]) -> MarkdownReply:
    """Return the beginning of the message of a written answer, which has these claims so far."""
    draft = _Draft()
    _write(draft, claims)
    return draft.message()


def words_of(content: str) -> str:
    """Return the text of an earlier message, without its numbers, sources and backslashes."""
    said = content.partition(f"\n\n{SOURCES}\n")[0]
    return _ESCAPED.sub(r"\1", _NUMBER.sub("", said)).strip()


def permalink(base: str, citation: Citation) -> str:
    """Return the address of a citation's words on the page at `base`."""
    return base.rstrip("/") + permanent(citation.document, citation.span)


def link(base: str, citation: Citation) -> str:
    """Return the address of the report on the web, or without one the address of its words on our page."""
    return original(citation.document, citation.quote) or permalink(base, citation)


class _Draft:
    """A message as it grows, in paragraphs."""

    def __init__(self) -> None:
        self._content = ""
        self._markers: list[tuple[Span, Citation]] = []

    def add(self, paragraph: str, citations: Sequence[Citation] = (), *, gap: str = "\n\n") -> None:
        """Add a paragraph and the numbers of its citations."""
        self._content += (gap if self._content else "") + paragraph + (" " if citations else "")
        for citation in citations:
            start = len(self._content)
            self._content += f"[{citation.marker}]"
            self._markers.append((Span(start, len(self._content)), citation))

    def message(self) -> MarkdownReply:
        return MarkdownReply(self._content, tuple(self._markers))


def _quote(draft: _Draft, answer: Answer) -> None:
    for note in answer.notes:
        draft.add(f"*{plain(note)}*")
    for place, claim in enumerate((*answer.claims[:1], *answer.further)):
        others = len(claim.citations) - 1
        more = f" and {counted(others, 'more report')}" if others else ""
        whose = plain(attribution(claim.citations[0].document))
        lead = "Also: " if place else ""
        draft.add(f"{lead}{plain(quoted(claim.citations[0].quote))} — {whose}{more}", claim.citations)
        if asked := in_answer_to(claim.citations[0]):
            draft.add(f"*{plain(asked)}*")
        if place == 0:
            _differ(draft, answer)
    if answer.trace and answer.trace.fallback:
        draft.add(f"*{plain(quoted_because(answer.trace.fallback))}*")


def _differ(draft: _Draft, answer: Answer) -> None:
    for one in answer.differing:
        words, whose = plain(quoted(one.citation.quote)), plain(attribution(one.citation.document))
        why = f" ({plain('; '.join(one.reasons))})" if one.reasons else ""
        draft.add(f"**{difference_label(one)}**{why}: {words} — {whose}", (one.citation,))


def _write(draft: _Draft, claims: Sequence[Claim]) -> None:
    for claim in claims:
        doubt = label(claim)
        text = plain(claim.text)
        draft.add(text if doubt is None else f"~~{text}~~ *{plain(doubt)}.*", claim.citations)


def _list_sources(draft: _Draft, answer: Answer) -> None:
    draft.add(SOURCES)
    for place, citation in enumerate({one.marker: one for one in answer.citations}.values()):
        document = citation.document
        url = original(document, citation.quote)
        named = markdown.link(document.title, url) if url else plain(document.title)
        subject = about_url(document)
        more = f" (about {markdown.link('this report', subject)})" if subject else ""
        line = f"- \\[{citation.marker}\\] {named} — {plain(attribution(document))}{more}"
        draft.add(line, gap="\n\n" if place == 0 else "\n")
