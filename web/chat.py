"""The conversation, without Gradio: from a session and a question to what is shown next."""

import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from ..assistant.contract.requests import AskRequest
from ..assistant.dragoman import Dragoman
from ..assistant.history.history import remarks
from ..assistant.runtime.cancellation import Stop
from ..assistant.runtime.faults import OUR_FAULT
from ..assistant.types import Answer, Answered, Checked, Event, Searched, Turn, Written
from ..corpus.errors import DragomanError
from .views import ask as html
from .views.markup import problem

_INTERVAL = 0.1  # seconds between two views of an answer that is being written
_LONGEST_SHOWN = 600  # characters of a question shown while it waits; it may be far too long to be answered


@dataclass(frozen=True, slots=True)
class Session:
    """The conversation of one open page. `asking` is the question that is being answered, until `stop` is pressed.

    `conversation` is the id of the stored one, empty if nothing is stored yet. `keeping` ends when storing has failed, since
    the page and the store would then number the turns differently. `remarks` are by answer.
    """

    answers: tuple[Answer, ...] = ()
    asking: str | None = None
    stop: Stop | None = None
    user: str = ""
    conversation: str = ""
    keeping: bool = True
    remarks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def turns(self) -> list[Turn]:
        """Return the conversation as `Dragoman.ask` takes it; an abstention has no words to follow up."""
        turns = []
        for answer in self.answers:
            turns.append(Turn("user", answer.question))
            if not answer.abstained:
                supported = (claim.text for claim in answer.claims if claim.verdict == "supported")
                turns.append(Turn("assistant", " ".join(supported)))
        return turns


@dataclass(frozen=True, slots=True)
class View:
    """What is shown next: the conversation as HTML, with its `state`."""

    session: Session
    talk: str


class Chat:
    """The conversations of all open pages, each in its own `Session`."""

    def __init__(self, dragoman: Dragoman) -> None:
        """Make the examples once; the number of documents is looked up each time."""
        self._dragoman = dragoman
        self._examples = dragoman.examples()

    def welcome(self) -> View:
        """Return the view of an empty conversation."""
        return View(Session(), html.welcome(self._examples) + html.state())

    def resume(self, conversation: str, user: str) -> View:
        """Return a kept conversation, or why it cannot be opened."""
        try:
            opened = self._opened(conversation, user)
        except DragomanError as error:
            return self._failed("", Session(), str(error))
        return self._view(opened, f"Conversation opened: {opened.answers[0].question if opened.answers else 'empty'}")

    def _opened(self, conversation: str, user: str) -> Session:
        kept = self._dragoman.history.open(user, conversation)
        about = {message.place: remarks(message) for message in kept.messages}
        return Session(kept.answers, user=user, conversation=conversation, remarks=about)

    def ask(self, request: AskRequest, session: Session, turn: int | None = None, user: str = "") -> Iterator[View]:
        """Yield the question with a note that it is being answered, then the answer, or what is wrong.

        If a model writes, the answer is shown as it grows. `turn`: replace that question, and drop the turns after it. The
        answer is kept for `user`, unless that is empty.
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
        """Store the answer if possible; return the session with it, and why it could not be stored."""
        history = self._dragoman.history
        place = len(before.answers)
        earlier = {at: one for at, one in before.remarks.items() if at < place}
        session = replace(before, answers=(*before.answers, answer), asking=None, stop=None, user=user, remarks=earlier)
        if not (history.keeps and user and before.keeping):
            return session, None
        try:
            conversation = before.conversation or history.begin(user).id
            if again and before.conversation:
                history.truncate(user, conversation, place)
            if history.add(user, conversation, answer).place != place:
                return self._opened(conversation, user), None  # it was continued in another window
        except DragomanError as error:
            return replace(session, conversation="", keeping=False), f"this answer is not kept: {error}"
        return replace(session, conversation=conversation), None

    def _growing(self, events: Iterable[Event], asking: Session) -> Generator[View, None, Answer]:
        """Yield views of what is written so far, at most one in a tenth of a second; return the answer."""
        seen: dict[int, Written | Checked] = {}
        shown = 0.0
        for event in events:
            if isinstance(event, Answered):
                return event.answer
            if isinstance(event, Searched):
                continue
            seen[event.place] = event
            if isinstance(event, Checked) or time.monotonic() - shown > _INTERVAL:
                shown = time.monotonic()
                yield self._view(asking, "Writing", writing=list(seen.values()))
        raise AssertionError("a stream ends with the answer")

    def following(self, session: Session) -> str:
        """Return questions that follow from the newest answer."""
        asked = self._dragoman.suggest(session.answers[-1]) if session.answers else ()
        return html.suggestions(asked, len(session.answers))

    def refused(self, question: str, session: Session, message: str) -> View:
        """Return the view after an invalid request."""
        return self._failed(question, session, message)

    def broken(self, session: Session) -> View:
        """Return the view after an unexpected error: the question goes back into its box."""
        return self._failed(session.asking or "", session, OUR_FAULT)

    def _failed(self, question: str, session: Session, message: str) -> View:
        before = replace(session, asking=None, stop=None)
        return self._view(before, message[:1].upper() + message[1:], question=question, trouble=message)

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
