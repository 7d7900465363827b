"""Which documents, and which utterances, to look at."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents to look at: all that pass every one given.

    `publisher` is compared without regard to case, as a part of the name, with the document's publisher and with that
    of the report it is based on; where there are several, one of them has to fit. `since` and `until` (inclusive) leave
    out documents without a date. `language` is an ISO 639-1 code. `within` names a document set (`index.storage.document_sets`),
    `documents` has the ids of the only ones to look at.
    """

    publisher: str | tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None
    within: str | None = None
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return any((self.publisher, self.since, self.until, self.language, self.within, self.documents))

    @property
    def publishers(self) -> tuple[str, ...]:
        """The publishers that are asked for, none where any will do."""
        return (self.publisher,) if isinstance(self.publisher, str) and self.publisher else tuple(self.publisher or ())


EVERYTHING = Filters()


Kind = Literal["direct", "partial", "indirect"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class UtteranceQuery:
    """Which utterances (or dated events) to look for: those that pass every condition given.

    `speaker` is a name in any spelling, or words of a role. `about` is words or a topic. `publisher`, `language`, `within`
    and `documents` are as in `Filters`. `since` and `until` (inclusive) compare with the day on which it was said, or with
    the day of publication where that is not known. `spelled` lists speakers' names exactly as documents have them; it
    replaces `speaker`.
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
        """Utterances of the documents that `filters` describe; its days are those of the utterances."""
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
        """The conditions on the documents, without the days, which are those of the utterances."""
        return Filters(self.publisher, language=self.language, within=self.within, documents=self.documents)


ALL_UTTERANCES = UtteranceQuery()
