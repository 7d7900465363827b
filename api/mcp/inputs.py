"""Arguments of the tools, checked, with descriptions for a language model."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ...assistant.contract import limits
from ...assistant.contract.fields import AllowedFaults, TypographyOnly
from ...assistant.contract.requests import DraftFormat, HistoryTurn
from ...assistant.quotes.house_rules import Allowed, DraftRules
from ...assistant.types import Turn
from ...corpus.excerpt import MOST
from ...index.filters import Filters, Kind, UtteranceQuery

Words = Annotated[str, Field(max_length=4_000)]
Name = Annotated[str, Field(max_length=400)]
Offset = Annotated[int, Field(ge=0)]


class Arguments(BaseModel):
    """Arguments of a tool. Unknown ones are refused, because a misspelt filter would silently not filter."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Filtered(Arguments):
    """Arguments of a tool that takes filters."""

    publisher: Name | None = Field(
        default=None, description="Only reports whose publisher's name contains this, in any case."
    )
    since: date | None = Field(default=None, description="Only reports published on this day (YYYY-MM-DD) or later.")
    until: date | None = Field(default=None, description="Only reports published on this day (YYYY-MM-DD) or earlier.")
    language: Name | None = Field(default=None, description="Only reports in this language: a code such as en or ar.")

    @property
    def filters(self) -> Filters:
        """The filters as a value."""
        return Filters(self.publisher, self.since, self.until, self.language)


class SearchInput(Filtered):
    """Arguments of `search`."""

    query: Words = Field(description="What to look for: a question, or a few words.")
    k: int = Field(default=10, ge=1, le=50, description="How many passages at most.")


class AskInput(Filtered):
    """Arguments of `ask`."""

    question: Words = Field(description="The question, in a sentence.")
    history: tuple[HistoryTurn, ...] = Field(
        default=(),
        max_length=40,
        description="Earlier messages of the conversation, oldest first, where the question is a follow-up such as "
        "'and who else?'.",
    )

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The history as values."""
        return tuple(Turn(message.role, message.content) for message in self.history)


class HouseRules(Arguments):
    """Arguments of a tool that checks quotations by the rules of a house."""

    allow: AllowedFaults = ()
    strict: TypographyOnly = False

    @property
    def rules(self) -> DraftRules:
        """The rules as a value."""
        return DraftRules(Allowed.of(self.allow), self.strict)


class QuoteInput(HouseRules):
    """Arguments of `check_quote`."""

    quote: str = Field(
        max_length=limits.QUOTE,
        description="The quotation to check, letter for letter, with or without quotation marks.",
    )
    speaker: Name | None = Field(default=None, description="Who is said to have said it.")
    publisher: Name | None = Field(default=None, description="Who is said to report it. This is checked, not a filter.")
    said_on: date | None = Field(default=None, description="The day (YYYY-MM-DD) it is said to have been said.")


class DraftInput(HouseRules):
    """Arguments of `check_draft`."""

    text: str = Field(max_length=limits.DRAFT_AT_ONCE, description="The whole draft, letter for letter.")
    format: DraftFormat = Field(default="markdown", description="What the draft is written in.")
    name: str = Field(default="draft", max_length=200, description="What the report calls the draft.")


class SaidInput(Arguments):
    """Arguments of `said`."""

    speaker: Name | None = Field(
        default=None,
        description="A person or organisation in any spelling ('Netanyahu'), or words of a role ('foreign minister').",
    )
    about: Words | None = Field(default=None, description="Words or a topic; the best utterances then come first.")
    publisher: Name | None = Field(
        default=None, description="Only reports whose publisher's name contains this, in any case."
    )
    since: date | None = Field(
        default=None, description="Only what was said (else published) on this day (YYYY-MM-DD) or later."
    )
    until: date | None = Field(
        default=None, description="Only what was said (else published) on this day (YYYY-MM-DD) or earlier."
    )
    kind: Kind | None = Field(
        default=None,
        description="direct: whole quoted words; partial: a quoted fragment; indirect: reported without quotation marks.",
    )
    limit: int = Field(default=20, ge=1, le=200, description="How many utterances at most.")

    @property
    def utterances(self) -> UtteranceQuery:
        """The utterances to look for, as a value."""
        limits = Filters(self.publisher, self.since, self.until)
        return UtteranceQuery.among(limits, speaker=self.speaker, about=self.about, kind=self.kind)


class DocumentInput(Arguments):
    """Arguments of `get_document`."""

    document_id: Name = Field(description="The document_id of a result of another tool.")
    start: Offset | None = Field(
        default=None, description="Where to begin, in characters from 0: a citation's start, or the last next_start."
    )
    end: Offset | None = Field(
        default=None, description="Where to end (exclusive): a citation's end. Without it, the text from start on."
    )
    context: int = Field(
        default=300, ge=0, le=5_000, description="With start and end: characters to add on either side of the words."
    )
    max_chars: int = Field(
        default=8_000, ge=200, le=MOST, description="Characters at most; next_start says where the text goes on."
    )
