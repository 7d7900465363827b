"""The values that every other package passes around: frozen, and with no knowledge of storage or screens.

A text is stored once, in `Document.text`; everything else that has words (passage, sentence, utterance) holds a
`Span` into it, and its words are a property. So offsets and words cannot disagree.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

BRIEFS = "Dragoman briefs"
"""The publisher of briefs: our own wording about somebody else's report."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, `0 <= start < end`, counted in Unicode code points from 0.

    Raises:
        ValueError: the bounds are empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that cannot name words."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words of this span in `text`; raises `ValueError` where the span ends beyond the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}..{self.end} ends beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """The report that a document is about, where the document's own words are somebody else's (a brief)."""

    publisher: str
    title: str | None = None
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something outside the words begins: a page of a PDF, or a speaker's turn in a transcript.

    `kind` is `page` (then `label` is the page's number, from 1) or `cue` (then `label` is the time in the recording,
    `hh:mm:ss.mmm`, and `speaker` whoever speaks, where the transcript says so). It holds until the next of its kind.
    """

    kind: Literal["page", "cue"]
    span: Span
    label: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text, as it is quoted from for ever.

    `id` is derived from the content (`content_hash`), so an id never changes its words. `publisher` is whoever wrote
    *these* words; `based_on` names the report that a brief is about. `language` is an ISO 639-1 code. `external_id` is
    the caller's own id, `key` what a newer version of the same report has in common with this one.
    """

    id: str
    text: str
    title: str
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    based_on: Source | None = None
    external_id: str | None = None
    key: str = ""
    marks: tuple[Mark, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()

    @classmethod
    def make(
        cls,
        text: str,
        title: str,
        *,
        key: str,
        publisher: str | None = None,
        url: str | None = None,
        published: date | None = None,
        language: str | None = None,
        based_on: Source | None = None,
        external_id: str | None = None,
        marks: tuple[Mark, ...] = (),
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> "Document":
        """A document with the id that its content gives it; `text` must have gone through `corpus.clean` already."""
        unnamed = cls("", text, title, publisher, url, published, language, based_on, external_id, key, marks, metadata)
        return replace(unnamed, id=content_hash(unnamed))


def content_hash(document: Document) -> str:
    """The first 16 hexadecimal digits of SHA-256 over everything of a document but its `id` and `key`.

    64 bits: among a million documents the chance of one collision is about 3 in 100 million.
    """
    said = replace(document, id="", key="")
    return hashlib.sha256(repr(said).encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of a document that belong together: the unit of lexical search."""

    document: Document
    span: Span

    @property
    def text(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, headline or list item of a document: the unit of evidence."""

    document: Document
    span: Span

    @property
    def text(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words that a document reports somebody to have said.

    `kind`: `direct` (whole quoted words), `partial` (a quoted fragment inside the reporter's sentence), `indirect`. The
    span of the first two is what stands inside the quotation marks. `speaker` is a name where the text tells one, else
    as written ("the foreign minister"), `role` what the text calls the speaker, `cue` the word that says that somebody
    spoke. `via` is who relayed the words, where the speaker was not heard directly. `said_on_basis` tells what
    `said_on` was read from and how it was resolved; it may stand without a day ("last week").
    """

    document: Document
    span: Span
    speaker: str | None
    cue: str | None
    kind: Literal["direct", "partial", "indirect"]
    role: str | None = None
    said_on: date | None = None
    said_on_basis: str | None = None
    via: str | None = None

    @property
    def text(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)
