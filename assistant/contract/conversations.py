"""Kept conversations, in lists and as exported."""

from typing import Literal

from pydantic import Field

from ..history import history
from ..history.history import remarks
from .answers import Answer, answer_fields
from .base import Shape
from .documents import Document, document_fields


class Conversation(Shape):
    """A conversation in a list; times are in UTC."""

    id: str
    title: str
    created: str
    updated: str
    questions: int

    @classmethod
    def of(cls, value: history.Conversation) -> "Conversation":
        """Describe a conversation."""
        return Conversation(
            id=value.id,
            title=value.title,
            created=value.created.isoformat(timespec="seconds"),
            updated=value.updated.isoformat(timespec="seconds"),
            questions=value.questions,
        )


class _Kept(Shape):
    place: int = Field(description="From 0.")
    created: str
    rating: Literal["like", "dislike"] | None
    reason: str = Field(description="Why it was rated so.")
    remarks: tuple[str, ...] = Field(description="What has become of the cited reports since.")
    lost: tuple[str, ...] = Field(description="Ids of cited documents that cannot be found any more.")


class Message(Answer, _Kept):
    """A question with its answer, as it was given."""

    @classmethod
    def kept(cls, value: history.HistoryMessage) -> "Message":
        """Describe a message."""
        return Message(
            place=value.place,
            created=value.created.isoformat(timespec="seconds"),
            rating=value.rating,
            reason=value.reason,
            remarks=remarks(value),
            lost=value.lost,
            **answer_fields(value.answer),
        )


class CitedDocument(Document):
    """A document that a conversation cites, as it was then."""

    in_corpus: bool
    replaced_by: str | None = Field(description="The id of its newer version.")


class Transcript(Conversation):
    """A whole conversation with the documents that it cites: `text[start:end]` of one is a citation's quote."""

    messages: tuple[Message, ...]
    documents: tuple[CitedDocument, ...]

    @classmethod
    def whole(cls, value: history.Transcript) -> "Transcript":
        """Describe a whole conversation."""
        gone = {one.document.id: one.replaced_by for message in value.messages for one in message.gone}
        cited = {one.document.id: one.document for answer in value.answers for one in answer.citations}
        return Transcript(
            **dict(Conversation.of(value.conversation)),
            messages=tuple(map(Message.kept, value.messages)),
            documents=tuple(
                CitedDocument(**document_fields(one), in_corpus=one.id not in gone, replaced_by=gone.get(one.id))
                for one in cited.values()
            ),
        )


class Deleted(Shape):
    """How many conversations were deleted."""

    deleted: int
