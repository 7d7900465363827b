"""Conversations and messages as they are stored, and how a row becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Row

from ...corpus.errors import DamagedRow
from ...corpus.types import Document
from .rows import identified, moment, number, words

Rating = Literal["like", "dislike"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """An entry in the list of conversations. `questions` is the number of questions; times are in UTC."""

    id: str
    title: str
    created: datetime
    updated: datetime
    questions: int


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One stored message: `place` counts from 0, `answer` is the JSON of the answer, question included."""

    place: int
    answer: str
    created: datetime
    rating: Rating | None
    reason: str


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A whole conversation. `documents` are those that its messages cite, by id, as they were then.

    `gone` maps the ids of those no longer in the corpus to the id of the newer version, `None` if there is none.
    """

    conversation: Conversation
    messages: tuple[StoredMessage, ...]
    documents: Mapping[str, Document]
    gone: Mapping[str, str | None]


def sound_conversation(row: Row[Any], questions: int | None = None) -> Conversation:
    """Make the list entry of a row; `questions`: how many there are, if the row does not say.

    Raises:
        DamagedRow: the row cannot be read.
    """
    try:
        made, changed = moment(row.created, "creation"), moment(row.updated, "last change")
        asked = row.questions if questions is None else questions
        return Conversation(words(row.id, "id"), words(row.title, "title"), _utc(made), _utc(changed), asked)
    except ValueError as error:
        raise DamagedRow(identified("conversation", row.id, row.title), str(error)) from error


def sound_message(row: Row[Any]) -> StoredMessage:
    """Make the message of a row, with its rating if the row has one.

    Raises:
        DamagedRow: the row cannot be read.
    """
    try:
        place, made = number(row.place, "place"), _utc(moment(row.created, "creation"))
        reason = getattr(row, "reason", None)
        rating = rating_of(getattr(row, "rating", None))
        answer = words(row.answer, "answer")
        return StoredMessage(place, answer, made, rating, reason if isinstance(reason, str) else "")
    except ValueError as error:
        raise DamagedRow(f"an answer of conversation {row.conversation}", str(error)) from error


def rating_of(value: object) -> Rating | None:
    """Return a stored rating; `None` for anything else."""
    return next((one for one in get_args(Rating) if one == value), None)


def _utc(moment: datetime) -> datetime:
    """Return the moment with its time zone, without which it cannot be compared with others."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
