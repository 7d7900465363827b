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
