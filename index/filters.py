"""Filters for documents and utterances."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args


@dataclass(frozen=True, slots=True)
class Filters:
    """A filter for documents; every condition that is set must hold.

    `publisher` matches, ignoring case, any part of the name of the document's publisher or of the publisher of the
    report it is based on; of several, one must match. `since` and `until` (inclusive) exclude undated documents.
    `language` is an ISO 639-1 code. `within` names a document set (`index.storage.document_sets`), `documents` restricts
    to these ids.
    """

    publisher: str | tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None
    within: str | None = None
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether any condition is given."""
        return any((self.publisher, self.since, self.until, self.language, self.within, self.documents))

    @property
    def publishers(self) -> tuple[str, ...]:
        """The publishers to match, as a tuple; empty if any publisher matches."""
        return (self.publisher,) if isinstance(self.publisher, str) and self.publisher else tuple(self.publisher or ())


EVERYTHING = Filters()
"""No condition: all documents."""

Kind = Literal["direct", "partial", "indirect"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class UtteranceQuery:
    """A query for utterances or dated events; every condition that is set must hold.

    `speaker` is a name in any spelling, or words of a role. `about` is words or a topic. `publisher`, `language`, `within`
    and `documents` are as in `Filters`. `since` and `until` (inclusive) compare with the day on which the words were
    said, or with the day of publication if that is unknown. `spelled` lists speakers' names exactly as documents have
    them; it replaces `speaker`.
    """

    speaker: str | None = None
    about: str | None = None
    publisher: str | tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    language: str | None = None
    within: str | None = None
    documents: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()

    @classmethod
    def among(
        cls, filters: Filters, *, speaker: str | None = None, about: str | None = None, kind: Kind | None = None
    ) -> "UtteranceQuery":
        """Make a query over the documents that match `filters`; its days then apply to the utterances."""
        return cls(
            speaker,
            about,
            filters.publisher,
            filters.since,
            filters.until,
            kind,
            filters.language,
            filters.within,
            filters.documents,
        )

    @property
    def document_filters(self) -> Filters:
        """The conditions on the documents, without the days, which apply to the utterances."""
        return Filters(self.publisher, language=self.language, within=self.within, documents=self.documents)


ALL_UTTERANCES = UtteranceQuery()
"""No condition: all utterances, or all events."""
