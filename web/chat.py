"""What the page's events do, without Gradio: from a session and what was pressed to what is shown next."""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.dragoman import Dragoman
from assistant.render import html
from assistant.stop import Stop
from assistant.types import Answer, Answered, Checked, Citation, Event, Searched, Turn, Written
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
    """What is shown next. `source` is None where the panel stays as it is; `said` is for a screen reader."""

    session: Session
    question: str
    talk: str
    said: str = ""
    source: str | None = None


class Chat:
    """The conversations of all open pages, each in its own `Session`."""

    def __init__(self, dragoman: Dragoman) -> None:
        """The examples are made once; how many documents there are is looked up each time."""
        self._dragoman = dragoman
        self._examples = dragoman.examples()
        self.writes = dragoman.writes is not None

    def header(self) -> str:
        """The top of the page."""
        return html.header(self._documents(), self._dragoman.writes)

    def talk(
        self, session: Session | None = None, trouble: str | None = None, writing: Sequence[Written | Checked] = ()
    ) -> str:
        """The conversation, or the welcome where there is none yet."""
        if session is None or not (session.answers or session.asking):
            return html.welcome(self._examples) + (html.problem(trouble) if trouble else "")
        asking = session.asking[:_LONGEST_SHOWN] if session.asking else None
        return html.conversation(session.answers, self._documents(), asking, trouble, writing)

    def ask(self, question: str, session: Session, literal: bool = False) -> Iterator[View]:
        """First the question with a note that it is being answered, then the answer, or what is wrong with it.

        Where a model writes, the answer is shown as it grows. `literal`: search for these words alone.
        """
        asking = replace(session, asking=question, stop=Stop() if self.writes else None)
        if question.strip():
            yield View(asking, "", self.talk(asking), html.status("Reading the reports"))
        try:
            with closing(self._dragoman.stream(question, session.turns(), literal=literal, stop=asking.stop)) as events:
                answer = yield from self._growing(events, asking)
        except DragomanError as error:
            yield self._failed(question, session, str(error))
            return
        answered = Session((*session.answers, answer))
        first = _panel(answer, len(session.answers), answer.citations[0]) if answer.citations else None
        yield View(answered, "", self.talk(answered), html.status(html.announcement(answer)), first)

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
                yield View(asking, "", self.talk(asking, writing=list(seen.values())), html.status("Writing"))
        raise AssertionError("a stream ends with the answer")

    def example(self, number: int, session: Session) -> Iterator[View]:
        """Ask one of the examples; a number that is none of theirs raises `IndexError`."""
        return self.ask(self._examples[number], session)

    def literal(self, turn: int, session: Session) -> Iterator[View]:
        """Ask an earlier question again, for its own words alone; nothing where the session does not hold it any more."""
        if turn < len(session.answers):
            yield from self.ask(session.answers[turn].question, session, literal=True)

    def broken(self, session: Session) -> View:
        """After an error that nobody foresaw: the question goes back into its box."""
        return self._failed(session.asking or "", session, _OUR_FAULT)

    def fresh(self) -> View:
        """A new conversation."""
        return View(Session(), "", self.talk(), html.status("New conversation"), html.no_source())

    def cited(self, session: Session, turn: int, marker: int) -> tuple[str, str]:
        """The source panel for a citation, and its announcement."""
        if turn >= len(session.answers):
            return _lost()
        answer = session.answers[turn]
        chosen = {citation.marker: citation for citation in answer.citations}[marker]
        return _panel(answer, turn, chosen), html.status(f"Source {marker}: {chosen.document.title}")

    def nearest(self, session: Session, turn: int) -> tuple[str, str]:
        """The source panel for the passage nearest to a question that was not answered, and its announcement."""
        if turn >= len(session.answers):
            return _lost()
        passage = session.answers[turn].hits[0].passage
        panel = html.source(passage.document, passage.span, key=f"{turn}-nearest", nearest=True)
        return panel, html.status(f"Not an answer. Nearest passage: {passage.document.title}")

    def _documents(self) -> int:
        return self._dragoman.stats()["documents"]

    def _failed(self, question: str, session: Session, message: str) -> View:
        before = replace(session, asking=None, stop=None)
        return View(before, question, self.talk(before, message), html.status(f"That did not work: {message}"))


def _panel(answer: Answer, turn: int, chosen: Citation) -> str:
    also = [each.span for each in answer.citations if each.document.id == chosen.document.id]
    return html.source(chosen.document, chosen.span, also, key=f"{turn}-{chosen.marker}")


def _lost() -> tuple[str, str]:
    # The page outlives its session when the server is restarted.
    return html.lost_source(), html.status("This conversation is no longer held. Ask again.")
