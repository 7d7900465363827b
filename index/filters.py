"""Filters for documents and utterances."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args


@dataclass(frozen=True, slots=True)
class Filters:
    """A filter for documents; every given condition must hold.

    `publisher` is matched case-insensitively as a part of the name of the document's publisher or of the publisher of
    the report it is based on; of several, one must match. `since` and `until` (inclusive) exclude
    undated documents. `language` is an ISO 639-1 code. `within` names a document set (`index.storage.document_sets`),
    `documents` restricts to these ids.
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


Kind = Literal["direct", "partial", "indirect"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: utterances that pass everything given.

    `speaker` is a name in any spelling, or words of a role; `about` words or a topic; `publisher`, `language` and
    `within` as in `Filters`; `since` and `until` (inclusive) go by the day it was said, else by the day of publication.
    `spelled` are speakers' names exactly as documents have them, instead of `speaker`.
    """

    speaker: str | None = None
    about: str | None = None
    publisher: str | tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    language: str | None = None
    within: str | None = None
    spelled: tuple[str, ...] = ()

    @property
    def documents(self) -> Filters:
        """What the documents have to be; the days are those of the utterances."""
        return Filters(self.publisher, language=self.language, within=self.within)
