"""Filters for documents and utterances."""

from dataclasses import dataclass, fields
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


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceQuery(Filters):
    """A query for utterances or dated events: a filter, and who spoke about what.

    `since` and `until` (inclusive) compare with the day on which the words were said, or with the day of publication if
    that is unknown. `speaker` is a name in any spelling, or words of a role. `about` is words or a topic. `spelled` lists
    speakers' names exactly as documents have them; it replaces `speaker`.
    """

    speaker: str | None = None
    about: str | None = None
    kind: Kind | None = None
    spelled: tuple[str, ...] = ()

    @classmethod
    def among(
        cls, filters: Filters, *, speaker: str | None = None, about: str | None = None, kind: Kind | None = None
    ) -> "UtteranceQuery":
        """Make a query over the documents that match `filters`; its days then apply to the utterances."""
        conditions = {field.name: getattr(filters, field.name) for field in fields(Filters)}
        return cls(**conditions, speaker=speaker, about=about, kind=kind)

    @property
    def document_filters(self) -> Filters:
        """The conditions on the documents, without the days, which apply to the utterances."""
        return Filters(self.publisher, language=self.language, within=self.within, documents=self.documents)


ALL_UTTERANCES = UtteranceQuery()
"""No condition: all utterances, or all events."""
