"""What happens to a conversation, without Gradio: from a session and what was asked to what is shown next."""

import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from ..assistant.contract.requests import AskRequest
from ..assistant.dragoman import Dragoman
from ..assistant.history.history import remarks
from ..assistant.render.markup import problem
from ..assistant.runtime.cancellation import Stop
from ..assistant.runtime.faults import OUR_FAULT
from ..assistant.types import Answer, Answered, Checked, Event, Searched, Turn, Written
from ..corpus.errors import DragomanError
from .views import ask as html

_BETWEEN = 0.1  # seconds between two views of an answer that is being written
_LONGEST_SHOWN = 600  # characters of a question that is shown while it waits; it may turn out to be far too long


@dataclass(frozen=True, slots=True)
class Session:
    """One open page's conversation. `asking` is the question that is being answered, until `stop` is pressed.

    `conversation` is the stored one's id, empty where nothing is stored yet; `keeping` ends when storing failed, since what
    the page shows and what is stored would then be counted differently. `remarks` are by answer.
    """

    answers: tuple[Answer, ...] = ()
    asking: str | None = None
    stop: Stop | None = None
    user: str = ""
    conversation: str = ""
    keeping: bool = True
    remarks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def turns(self) -> list[Turn]:
        """The conversation as `Dragoman.ask` takes it; an abstention said nothing that could be followed up."""
        turns = []
        for answer in self.answers:
            turns.append(Turn("user", answer.question))
            if not answer.abstained:
                told = (claim.text for claim in answer.claims if claim.verdict == "supported")
                turns.append(Turn("assistant", " ".join(told)))
        return turns


@dataclass(frozen=True, slots=True)
class View:
    """What is shown next: the conversation as HTML, with its `html.state`."""

    session: Session
    talk: str


class Chat:
    """The conversations of all open pages, each in its own `Session`."""

    def __init__(self, dragoman: Dragoman) -> None:
        """The examples are made once; how many documents there are is looked up each time."""
        self._dragoman = dragoman
        self._examples = dragoman.examples()

    def welcome(self) -> View:
        """Before anything is asked."""
        return View(Session(), html.welcome(self._examples) + html.state())

    def resume(self, conversation: str, user: str) -> View:
        """A kept conversation, or why it cannot be opened."""
        try:
            opened = self._opened(conversation, user)
        except DragomanError as error:
            return self._failed("", Session(), str(error))
        return self._view(opened, f"Conversation opened: {opened.answers[0].question if opened.answers else 'empty'}")

    def _opened(self, conversation: str, user: str) -> Session:
        kept = self._dragoman.history.open(user, conversation)
        told = {message.place: remarks(message) for message in kept.messages}
        return Session(kept.answers, user=user, conversation=conversation, remarks=told)

    def ask(self, request: AskRequest, session: Session, turn: int | None = None, user: str = "") -> Iterator[View]:
        """First the question with a note that it is being answered, then the answer, or what is wrong with it.

        Where a model writes, the answer is shown as it grows. `turn`: ask in the place of that question, and forget what
        came after it. The answer is kept for `user`, where there is one.
        """
        before = session if turn is None else replace(session, answers=session.answers[:turn])
        asking = replace(before, asking=request.question, stop=Stop())
        if request.question.strip():
            yield self._view(asking, "Reading the reports")
        try:
            stream = self._dragoman.stream(
                request.question, before.turns(), request.filters, literal=request.literal, stop=asking.stop
            )
            with closing(stream) as events:
                answer = yield from self._growing(events, asking)
        except DragomanError as error:
            yield self._failed(request.question, session, str(error))
            return
        if asking.stop and asking.stop.pressed and answer.mode == "quoting" and self._dragoman.writes is None:
            yield self._view(replace(session, asking=None, stop=None), "Stopped", question=request.question)
            return
        answered, trouble = self._keep(before, answer, user, again=turn is not None)
        yield self._view(answered, html.announcement(answer), trouble=trouble)

    def _keep(self, before: Session, answer: Answer, user: str, *, again: bool) -> tuple[Session, str | None]:
        """The session with the answer, which is stored where it can be, and why it could not be."""
        history = self._dragoman.history
        place = len(before.answers)
        told = {at: one for at, one in before.remarks.items() if at < place}
        session = replace(before, answers=(*before.answers, answer), asking=None, stop=None, user=user, remarks=told)
        if not (history.keeps and user and before.keeping):
            return session, None
        try:
            conversation = before.conversation or history.begin(user).id
            if again and before.conversation:
                history.truncate(user, conversation, place)
            if history.add(user, conversation, answer).place != place:
                return self._opened(conversation, user), None  # it was gone on with in another window
        except DragomanError as error:
            return replace(session, conversation="", keeping=False), f"this answer is not kept: {error}"
        return replace(session, conversation=conversation), None

    def _growing(self, events: Iterable[Event], asking: Session) -> Generator[View, None, Answer]:
        """Views of what is written so far, no more often than can be looked at; returns the answer."""
        seen: dict[int, Written | Checked] = {}
        shown = 0.0
        for event in events:
            if isinstance(event, Answered):
                return event.answer
            if isinstance(event, Searched):
                continue
            seen[event.place] = event
            if isinstance(event, Checked) or time.monotonic() - shown > _BETWEEN:
                shown = time.monotonic()
                yield self._view(asking, "Writing", writing=list(seen.values()))
        raise AssertionError("a stream ends with the answer")

    def following(self, session: Session) -> str:
        """Questions that follow from the newest answer."""
        asked = self._dragoman.suggest(session.answers[-1]) if session.answers else ()
        return html.suggestions(asked, len(session.answers))

    def refused(self, question: str, session: Session, message: str) -> View:
        """After a request that cannot be understood."""
        return self._failed(question, session, message)

    def broken(self, session: Session) -> View:
        """After an error that nobody foresaw: the question goes back into its box."""
        return self._failed(session.asking or "", session, OUR_FAULT)

    def _failed(self, question: str, session: Session, message: str) -> View:
        before = replace(session, asking=None, stop=None)
        return self._view(before, f"That did not work: {message}", question=question, trouble=message)

    def _view(
        self,
        session: Session,
        said: str,
        *,
        question: str = "",
        trouble: str | None = None,
        writing: Sequence[Written | Checked] = (),
    ) -> View:
        state = html.state(
            said, asking=session.asking is not None, question=question, conversation=session.conversation
        )
        if not session.answers and session.asking is None:
            return View(session, html.welcome(self._examples) + (problem(trouble) if trouble else "") + state)
        asking = session.asking[:_LONGEST_SHOWN] if session.asking is not None else None
        documents = self._dragoman.stats()["documents"]
        stored = session.conversation
        ratings = self._dragoman.history.ratings(session.user, stored) if stored else None
        shown = html.conversation(
            session.answers, documents, asking, trouble, writing, ratings=ratings, remarks=session.remarks
        )
        return View(session, shown + state)
