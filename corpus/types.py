"""The values that all packages share: frozen, and independent of storage and user interfaces.

A text is stored once, in `Document.text`; everything else that has words (passage, sentence, utterance) has a `Span`
into it, and its words are a property. Offsets and words therefore cannot disagree.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

NOT_READ = "not_read"
"""The name of a document's metadata that says what of the source was left out: "2 pictures, 1 comment"."""

OCR = "ocr"
"""The name of metadata that says that a document's words were recognised in pictures, and by what."""

BRIEFS_PUBLISHER = "Dragoman briefs"
"""The publisher of the bundled briefs, which summarise other publishers' reports in our own words."""

UPDATED, DATE_SOURCE = "updated", "date_source"
"""Names of metadata: the day of a report's last change (ISO 8601), and where its day of publication was found, in words."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, `0 <= start < end`, counted in Unicode code points from 0.

    Raises:
        ValueError: the bounds are empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty, reversed or negative span."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the span's words in `text`; raise `ValueError` if it ends beyond the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}..{self.end} ends beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """The report that a brief summarises; a brief does not have the report's own words."""

    publisher: str
    title: str | None = None
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The start of a page of a PDF or of a speaker's turn in a transcript, or bold or italic words that tell turns apart.

    `kind` is `page` (then `label` is the page's number, from 1), `cue` (then `label` is the time in the recording,
    `hh:mm:ss.mmm`, and `speaker` the name that the transcript gives, if any) or `emphasis` (then `label` is empty). A page or
    cue applies up to the next mark of its kind, emphasis to its span alone.
    """

    kind: Literal["page", "cue", "emphasis"]
    span: Span
    label: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One immutable text that citations refer to.

    `id` is derived from the content (`content_hash`), so the text behind an id never changes. `publisher` published
    *these* words; `based_on` is the report that a brief summarises. `language` is an ISO 639-1 code. `external_id` is the
    caller's own id; `key` is the same for all versions of a report.
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
        """Make a document with the id of its content; `text` must have been cleaned by `corpus.clean`."""
        unnamed = cls("", text, title, publisher, url, published, language, based_on, external_id, key, marks, metadata)
        return replace(unnamed, id=content_hash(unnamed))

    @property
    def updated(self) -> date | None:
        """The day of the last change, if the source tells it."""
        return day_of_change(dict(self.metadata))

    @property
    def date_source(self) -> str | None:
        """Where `published` was found ("the feed's entry"), if that was recorded."""
        return dict(self.metadata).get(DATE_SOURCE)

    @property
    def other_metadata(self) -> tuple[tuple[str, str], ...]:
        """The metadata without those that have a property of their own."""
        own = {DATE_SOURCE} | ({UPDATED} if self.updated else set())
        return tuple(pair for pair in self.metadata if pair[0] not in own)


def day_of_change(metadata: Mapping[str, str]) -> date | None:
    """Return the day of a report's last change; `None` if its metadata have none."""
    try:
        return date.fromisoformat(metadata.get(UPDATED, ""))
    except ValueError:  # none, or a front matter's own words ("often")
        return None


def content_hash(document: Document) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of all fields but `id`, `key` and where the date was found.

    64 bits: among a million documents the chance of one collision is about 3 in 100 million. The place of the date is left out,
    so that a file which is read again has the id that it had before such places were recorded.
    """
    metadata = tuple(pair for pair in document.metadata if pair[0] != DATE_SOURCE)
    said = replace(document, id="", key="", metadata=metadata)
    return hashlib.sha256(repr(said).encode("utf-8")).hexdigest()[:16]


def storable(document: Document) -> Document:
    """Return the document without halves of characters, which UTF-8 cannot encode: a file's name may have some.

    In its `key` and `external_id` each becomes an escape, so that different names stay different, elsewhere U+FFFD.
    """
    fields = (document.text, document.title, document.publisher, document.url, document.external_id, document.key)
    rest = (document.language, document.based_on, document.marks, document.metadata)
    # `repr` escapes them, as it does a backslash that the text itself has: such a document is only copied.
    if not any(_HALF.search(one) for one in fields if one) and "\\ud" not in repr(rest):
        return document
    shown = [_shown(value) for value in (document.text, document.title, document.publisher, document.url)]
    text, title, publisher, url = shown
    based_on = document.based_on
    if based_on is not None:
        about = _shown(based_on.publisher) or ""
        based_on = replace(based_on, publisher=about, title=_shown(based_on.title), url=_shown(based_on.url))
    mended = replace(
        document,
        text=text or "",
        title=title or "",
        publisher=publisher,
        url=url,
        language=_shown(document.language),
        based_on=based_on,
        external_id=_escaped(document.external_id),
        key=_escaped(document.key) or "",
        marks=tuple(replace(one, label=_shown(one.label) or "", speaker=_shown(one.speaker)) for one in document.marks),
        metadata=tuple((_shown(name) or "", _shown(value) or "") for name, value in document.metadata),
    )
    return replace(mended, id=content_hash(mended))


_HALF = re.compile("[\ud800-\udfff]")


def _shown(text: str | None) -> str | None:
    return None if text is None else _HALF.sub("\ufffd", text)


def _escaped(text: str | None) -> str | None:
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()


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
    """Words that a document attributes to a speaker.

    `kind`: `direct` (whole quoted words), `partial` (a quoted fragment inside the reporter's sentence), `indirect`. The
    span of the first two is the text inside the quotation marks. `speaker` is a name if the text gives one, else the
    description in the text ("the foreign minister"); `role` is the speaker's role in the text's words, `cue` the verb of
    saying, `via` the person or newspaper that relayed the words. `said_on_basis` says from which words `said_on` was read
    and how they were resolved; there may be a basis without a day ("last week").

    In a transcript `turn` is the number of the speaker's turn, from 0, and `part` its role in the conversation.
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
    turn: int | None = None
    part: Literal["speaker", "question", "moderator", "narration"] | None = None

    @property
    def text(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)
