"""An answer as one message of a chat, in Markdown, with the place of each citation's number in it.

The words of documents and models are escaped so that they stay words; a client that shows Markdown as plain text then
shows some backslashes. Line breaks inside quoted words become spaces: they could begin a list or a heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.types import Span
from ...corpus.wording import attribution, quoted
from ..answering.answer_text import label, quoted_because
from ..types import ABSTAINED, Answer, Citation, Claim
from . import markdown
from .citations import original, permanent
from .markdown import plain

SOURCES = "**Sources**"
"""The line above the list of sources."""

_NUMBER = re.compile(r"\[\d+\]")
_ESCAPED = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, slots=True)
class Message:
    """Markdown; `markers` are the spans (code points) of `[1]`, `[2]` … in it, in order, each with its citation."""

    content: str
    markers: tuple[tuple[Span, Citation], ...]


def message(answer: Answer) -> Message:
    """The whole message: statements with their numbers, then the sources."""
    made = _Made()
    if answer.abstained:
        made.add(f"{ABSTAINED} Searched for: {plain(answer.searched_for)}")
        return made.message()
    if answer.mode == "writing":
        _write(made, answer.claims)
        _differ(made, answer)
    else:
        _quote(made, answer)
    _list_sources(made, answer)
    return made.message()


def beginning(claims: Sequence[Claim]) -> Message:
    """How the message of a written answer begins that has these claims so far."""
    made = _Made()
    _write(made, claims)
    return made.message()


def words_of(content: str) -> str:
    """What an earlier message said, without its numbers, sources and backslashes."""
    said = content.partition(f"\n\n{SOURCES}\n")[0]
    return _ESCAPED.sub(r"\1", _NUMBER.sub("", said)).strip()


def permalink(base: str, citation: Citation) -> str:
    """The address of a citation's words on the page at `base`, which ends with a slash."""
    return base.rstrip("/") + permanent(citation.document, citation.span)


def link(base: str, citation: Citation) -> str:
    """The address of the report, where it has one on the web; else of the words here."""
    return original(citation.document, citation.quote) or permalink(base, citation)


class _Made:
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

    def message(self) -> Message:
        return Message(self._content, tuple(self._markers))


def _quote(made: _Made, answer: Answer) -> None:
    for note in answer.notes:
        made.add(f"*{plain(note)}*")
    for place, claim in enumerate((*answer.claims[:1], *answer.further)):
        others = len(claim.citations) - 1
        more = f" and {others} more report{'s' if others > 1 else ''}" if others else ""
        whose = plain(attribution(claim.citations[0].document))
        lead = "Also: " if place else ""
        made.add(f"{lead}{plain(quoted(claim.citations[0].quote))} — {whose}{more}", claim.citations)
        if place == 0:
            _differ(made, answer)
    if answer.trace and answer.trace.fallback:
        made.add(f"*{plain(quoted_because(answer.trace.fallback))}*")


def _differ(made: _Made, answer: Answer) -> None:
    for one in answer.differing:
        words, whose = plain(quoted(one.citation.quote)), plain(attribution(one.citation.document))
        made.add(f"**Reports differ** ({plain('; '.join(one.reasons))}): {words} — {whose}", (one.citation,))


def _write(made: _Made, claims: Sequence[Claim]) -> None:
    for claim in claims:
        told = label(claim)
        text = plain(claim.text)
        made.add(text if told is None else f"~~{text}~~ *{plain(told)}.*", claim.citations)


def _list_sources(made: _Made, answer: Answer) -> None:
    made.add(SOURCES)
    for place, citation in enumerate({one.marker: one for one in answer.citations}.values()):
        document = citation.document
        url = original(document, citation.quote)
        named = markdown.link(document.title, url) if url else plain(document.title)
        line = f"- \\[{citation.marker}\\] {named} — {plain(attribution(document))}"
        made.add(line, gap="\n\n" if place == 0 else "\n")
