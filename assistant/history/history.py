"""The history stores each user's conversations and reopens them as they were answered.

The documents that a message cites are stored with it (`index.storage.conversation_tables`), so an old conversation shows
its exact words even if the report has since been replaced or removed, and says so. If history is switched off
(`DRAGOMAN_HISTORY`), nothing new is stored; earlier conversations can still be read and deleted.
"""

from dataclasses import dataclass
from datetime import datetime

from ...corpus.errors import DamagedRow, InputError
from ...corpus.types import Document
from ...corpus.wording import attribution, counted
from ...index.home import Home
from ...index.storage.conversation_rows import Conversation as Conversation
from ...index.storage.conversation_rows import Rating as Rating
from ...index.storage.conversation_rows import StoredConversation, StoredMessage
from ...index.storage.conversations import Conversations
from ...index.storage.rows import sound
from ..types import Answer
from .serialisation import documents_of, freeze, thaw, words_of

OFF = "history is switched off on this server (DRAGOMAN_HISTORY), so nothing is stored"

UNREADABLE = "(a question that cannot be read any more)"
"""Stands for the question of a damaged record."""


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A cited document that is no longer in the corpus; `replaced_by` is the id of its newer version, if there is one."""

    document: Document
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryMessage:
    """A question with its answer, as given. `place` counts from 0.

    `gone` lists the cited documents that have left the corpus; they are still quoted. `lost` has the ids of documents that no
    longer exist anywhere, whose citations the answer therefore lacks; `damaged`: nothing of it can be read any more.
    Both happen only in a damaged home.
    """

    place: int
    answer: Answer
    created: datetime
    rating: Rating | None = None
    reason: str = ""
    gone: tuple[RemovedDocument, ...] = ()
    lost: tuple[str, ...] = ()
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation."""

    conversation: Conversation
    messages: tuple[HistoryMessage, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers, in order."""
        return tuple(message.answer for message in self.messages)


class History:
    """All users' conversations in one home. A user can only reach their own.

    Raises:
        InputError: (any method that takes a conversation) the user has none with this id.
        HomeBusy: (any method that writes) another process has been writing for half a minute.
    """

    def __init__(self, home: Home, *, keeps: bool = True) -> None:
        """`keeps` says whether new conversations are stored."""
        self.keeps = keeps
        self._stored = Conversations(home.catalogue)

    def begin(self, user: str) -> Conversation:
        """Start a conversation; it is listed once it has a question.

        Raises:
            InputError: history is switched off.
        """
        self._check()
        return self._stored.begin(user)

    def add(self, user: str, conversation: str, answer: Answer) -> HistoryMessage:
        """Append an answer to the conversation.

        Raises:
            InputError: history is switched off.
        """
        self._check()
        documents = documents_of(answer)
        row = self._stored.add(user, conversation, answer.question, freeze(answer), words_of(answer), documents)
        return HistoryMessage(row.place, answer, row.created)

    def conversations(
        self, user: str, search: str | None = None, limit: int = 50, skip: int = 0
    ) -> tuple[Conversation, ...]:
        """List conversations that have a question, the latest first; with `search`, only those that have all its words.

        The search covers titles, questions and answers and matches the beginnings of words.
        """
        return self._stored.listed(user, search, limit, skip)

    def open(self, user: str, conversation: str) -> Transcript:
        """Return a conversation as it was answered."""
        record = self._stored.read(user, conversation)
        return Transcript(record.conversation, tuple(sound(record.messages, lambda row: _message(row, record))))

    def ratings(self, user: str, conversation: str) -> dict[int, Rating]:
        """Return the user's ratings by place of the answer; empty if the user has no such conversation."""
        return self._stored.ratings(user, conversation)

    def document(self, user: str, document_id: str) -> Document | None:
        """Return a document that one of the user's answers cites or was based on, even if it has left the corpus; else `None`."""
        return self._stored.document(user, document_id)

    def users(self) -> tuple[str, ...]:
        """Return all users who have asked something. For the command line only, whose user can read the files anyway."""
        return self._stored.users()

    def owner(self, conversation: str) -> str:
        """Return the user a conversation belongs to. For the command line only, like `users`."""
        return self._stored.owner(conversation)

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation another title than its first question."""
        self._stored.rename(user, conversation, title)

    def rate(self, user: str, conversation: str, place: int, rating: Rating | None, reason: str = "") -> None:
        """Rate the answer at `place`, replacing an earlier rating; `None` withdraws it.

        Raises:
            InputError: history is switched off, or the reason is too long.
        """
        self._check()
        self._stored.rate(user, conversation, place, rating, reason)

    def truncate(self, user: str, conversation: str, place: int) -> None:
        """Delete the messages from `place` on, before an earlier question is asked again."""
        self._stored.truncate(user, conversation, place)

    def delete(self, user: str, conversation: str) -> None:
        """Delete a conversation with its ratings and the documents that only it needs."""
        self._stored.delete(user, conversation)

    def delete_all(self, user: str) -> int:
        """Delete all conversations of a user; return how many there were."""
        return self._stored.delete_all(user)

    def _check(self) -> None:
        if not self.keeps:
            raise InputError(f"{OFF}; start it with DRAGOMAN_HISTORY=true to keep conversations")


def _message(row: StoredMessage, record: StoredConversation) -> HistoryMessage:
    try:
        thawed = thaw(row.answer, record.documents)
    except DamagedRow:
        nothing = Answer(UNREADABLE, UNREADABLE, (), (), True, 0.0, "quoting", 0.0)
        return HistoryMessage(row.place, nothing, row.created, row.rating, row.reason, damaged=True)
    cited = {citation.document.id: citation.document for citation in thawed.answer.citations}
    gone = tuple(RemovedDocument(one, record.gone[name]) for name, one in cited.items() if name in record.gone)
    return HistoryMessage(row.place, thawed.answer, row.created, row.rating, row.reason, gone, thawed.lost)


def remarks(message: HistoryMessage) -> tuple[str, ...]:
    """What has become of the reports that an answer cites since it was given, in sentences."""
    told = [_left(one) for one in message.gone]
    if message.damaged:
        told.append("The question and its answer cannot be read any more, because their record is damaged; ask again.")
    if message.lost:
        reports = counted(len(message.lost), "report")
        told.append(
            f"{reports} that this answer cited cannot be found any more, so what it quoted from there is not shown."
        )
    return tuple(told)


def _left(gone: RemovedDocument) -> str:
    named = f"{gone.document.title} ({attribution(gone.document)})"
    now = "has been replaced by a newer version" if gone.replaced_by else "is no longer in the corpus"
    return f"{named} {now}; it is quoted as it was."
