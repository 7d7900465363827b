"""The history: conversations that are kept for a user, and opened again as they were answered.

A citation is frozen with its message: the document that it quotes is kept with it (`conversation_tables`), so an old conversation
shows its exact words though the report has since been replaced or removed, and says that it has. Where history is switched
off (`DRAGOMAN_HISTORY`) nothing is stored; what was stored before can still be read and deleted.
"""

from dataclasses import dataclass
from datetime import datetime

from ...corpus.errors import InputError
from ...corpus.types import Document
from ...index.home import Home
from ...index.storage.conversations import Conversation as Conversation
from ...index.storage.conversations import Conversations, StoredConversation, StoredMessage
from ...index.storage.conversations import Rating as Rating
from ..types import Answer
from .serialisation import documents_of, freeze, thaw, words_of

OFF = "history is switched off on this server (DRAGOMAN_HISTORY), so nothing is stored"


@dataclass(frozen=True, slots=True)
class Gone:
    """A cited document that is no longer in the corpus; `replaced_by` is the id of its newer version, where there is one."""

    document: Document
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A question with its answer, as it was given. `place` counts from 0.

    `gone` names the cited documents that have left the corpus; they are quoted all the same. `lost` has the ids of those that
    are nowhere any more, whose citations the answer therefore lacks; there are none unless the home was damaged.
    """

    place: int
    answer: Answer
    created: datetime
    rating: Rating | None = None
    reason: str = ""
    gone: tuple[Gone, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation."""

    conversation: Conversation
    messages: tuple[Message, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers in their order."""
        return tuple(message.answer for message in self.messages)


class History:
    """Every user's conversations in one home; a user's own are all that there are to that user.

    Raises:
        InputError: (any method that takes a conversation) the user has none with this id.
        HomeBusy: (any method that writes) another process has been writing for half a minute.
    """

    def __init__(self, home: Home, *, keeps: bool = True) -> None:
        """`keeps`: whether anything new is stored."""
        self.keeps = keeps
        self._stored = Conversations(home.catalogue)

    def begin(self, user: str) -> Conversation:
        """A new conversation; it is listed once something is asked in it.

        Raises:
            InputError: history is switched off.
        """
        self._check()
        return self._stored.begin(user)

    def add(self, user: str, conversation: str, answer: Answer) -> Message:
        """Store an answer at the conversation's end.

        Raises:
            InputError: history is switched off.
        """
        self._check()
        documents = documents_of(answer)
        row = self._stored.add(user, conversation, answer.question, freeze(answer), words_of(answer), documents)
        return Message(row.place, answer, row.created)

    def conversations(
        self, user: str, search: str | None = None, limit: int = 50, skip: int = 0
    ) -> tuple[Conversation, ...]:
        """Those in which something was asked, the latest first; only those that have every word of `search`.

        Titles, questions and answers are searched; a word may be the beginning of one.
        """
        return self._stored.listed(user, search, limit, skip)

    def open(self, user: str, conversation: str) -> Transcript:
        """A conversation as it was answered."""
        record = self._stored.read(user, conversation)
        return Transcript(record.conversation, tuple(_message(row, record) for row in record.messages))

    def ratings(self, user: str, conversation: str) -> dict[int, Rating]:
        """What the user thinks of the answers, by place; nothing where the user has no such conversation."""
        return self._stored.ratings(user, conversation)

    def document(self, user: str, document_id: str) -> Document | None:
        """A document that one of the user's answers cites or was read for, though the corpus may not hold it any more."""
        return self._stored.document(user, document_id)

    def users(self) -> tuple[str, ...]:
        """Everybody who has asked something: for the command line, which has the home's files anyway, and for no page."""
        return self._stored.users()

    def owner(self, conversation: str) -> str:
        """Whose a conversation is: as `users`."""
        return self._stored.owner(conversation)

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation a title other than its first question."""
        self._stored.rename(user, conversation, title)

    def rate(self, user: str, conversation: str, place: int, rating: Rating | None, reason: str = "") -> None:
        """Say what is thought of the answer at `place`; `None` takes it back. What was said before is replaced.

        Raises:
            InputError: history is switched off, or the reason is too long.
        """
        self._check()
        self._stored.rate(user, conversation, place, rating, reason)

    def truncate(self, user: str, conversation: str, place: int) -> None:
        """Forget the messages from `place` on, before an earlier question is asked anew."""
        self._stored.truncate(user, conversation, place)

    def delete(self, user: str, conversation: str) -> None:
        """Forget a conversation with its feedback and with the documents that were kept for it alone."""
        self._stored.delete(user, conversation)

    def delete_all(self, user: str) -> int:
        """Forget all that a user has; returns how many conversations that was."""
        return self._stored.delete_all(user)

    def _check(self) -> None:
        if not self.keeps:
            raise InputError(f"{OFF}; start it with DRAGOMAN_HISTORY=true to keep conversations")


def _message(row: StoredMessage, record: StoredConversation) -> Message:
    thawed = thaw(row.answer, record.documents)
    cited = {citation.document.id: citation.document for citation in thawed.answer.citations}
    gone = tuple(Gone(one, record.gone[name]) for name, one in cited.items() if name in record.gone)
    return Message(row.place, thawed.answer, row.created, row.rating, row.reason, gone, thawed.lost)
