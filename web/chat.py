"""What happens to a conversation, without Gradio: from a session and what was asked to what is shown next."""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.dragoman import Dragoman
from assistant.render import html
from assistant.render.markup import problem
from assistant.requests import AskRequest
from assistant.stop import Stop
from assistant.types import Answer, Answered, Checked, Event, Searched, Turn, Written
from corpus.errors import DragomanError

_OUR_FAULT = "this is a fault of ours, and the server's log says more; ask again, or put it in other words"
_BETWEEN = 0.1  # seconds between two views of an answer that is being written
_LONGEST_SHOWN = 600  # characters of a question that is shown while it waits; it may turn out to be far too long


@dataclass(frozen=True, slots=True)
class Session:
    """One open page's conversation. `asking` is the question that is being answered, until `stop` is pressed."""

    answers: tuple[Answer, ...] = ()
    asking: str | None = None
    stop: Stop | None = None

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

    def ask(self, request: AskRequest, session: Session, turn: int | None = None) -> Iterator[View]:
        """First the question with a note that it is being answered, then the answer, or what is wrong with it.

        Where a model writes, the answer is shown as it grows. `turn`: ask in the place of that question, and forget what
        came after it.
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
        answered = Session((*before.answers, answer))
        yield self._view(answered, html.announcement(answer))

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

    def refused(self, question: str, session: Session, message: str) -> View:
        """After a request that cannot be understood."""
        return self._failed(question, session, message)

    def broken(self, session: Session) -> View:
        """After an error that nobody foresaw: the question goes back into its box."""
        return self._failed(session.asking or "", session, _OUR_FAULT)

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
        state = html.state(said, asking=session.asking is not None, question=question)
        if not session.answers and session.asking is None:
            return View(session, html.welcome(self._examples) + (problem(trouble) if trouble else "") + state)
        asking = session.asking[:_LONGEST_SHOWN] if session.asking is not None else None
        documents = self._dragoman.stats()["documents"]
        return View(session, html.conversation(session.answers, documents, asking, trouble, writing) + state)
