"""The Ask tab as HTML: answers, the conversation and the page's header. The source panel is in `web.views.source`.

Quoted words are cut from the document by their offsets, never taken from a claim's text. `data-` attributes tell the page's
scripts what a button does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...assistant.answering.answer_text import answer_with_foot, sources
from ...assistant.types import Answer, Checked, Citation, Claim, Written
from ...corpus.types import Passage
from ...corpus.wording import counted
from .markup import problem
from .templating import macros

ALSO_READ = 6
"""The most passages that an answer lists as read but not cited."""

_html = macros("ask.html")


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer with what its card shows beside it.

    `turn` counts the conversation's questions from 0. `documents` is the corpus's size, `None` if it is not shown. `kept`:
    the conversation is stored, so the answer can be `rated` (`like`, `dislike`). `remarks` are sentences on what has happened
    to the cited reports since.
    """

    answer: Answer
    turn: int = 0
    documents: int | None = None
    rated: str | None = None
    kept: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before relying on the answer."""
        return (*self.answer.notes, *self.remarks)

    @property
    def reworded(self) -> bool:
        """Whether other words than the question's own were searched."""
        return " ".join(self.answer.question.split()) != self.answer.searched_for

    @property
    def took(self) -> str:
        """The time that the answer took, in words."""
        return "under 0.1 s" if self.answer.seconds < 0.1 else f"{self.answer.seconds:.1f} s"

    @property
    def copied(self) -> str:
        """The question with its answer and sources, as plain text."""
        return "\n\n".join(filter(None, (self.answer.question, answer_with_foot(self.answer), sources(self.answer))))

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The first citation of each report; a report that is cited again later comes later."""
        first = {citation.document.id: citation for citation in reversed(self.answer.citations)}
        return tuple(reversed(first.values()))

    @property
    def also_read(self) -> tuple[Passage, ...]:
        """The best passages that were read and are not cited."""
        passages = (hit.passage for hit in self.answer.hits)
        return tuple(passage for passage in passages if not self._cites(passage))[:ALSO_READ]

    def _cites(self, passage: Passage) -> bool:
        return any(
            one.document.id == passage.document.id and one.span.overlaps(passage.span) for one in self.answer.citations
        )


def answer(value: Answer, turn: int = 0, documents: int | None = None) -> Markup:
    """Return the card for an answer that is not stored."""
    return _html.answer(AnswerCard(value, turn, documents))


def conversation(
    answers: Sequence[Answer],
    documents: int | None = None,
    asking: str | None = None,
    trouble: str | None = None,
    writing: Sequence[Written | Checked] = (),
    *,
    ratings: Mapping[int, str] | None = None,
    remarks: Mapping[int, Sequence[str]] | None = None,
) -> Markup:
    """Return every turn so far, then the question that is being answered (`asking`) or what went wrong (`trouble`).

    `writing` is what a model has written of the answer so far. `ratings` and `remarks` are by turn; `ratings` is `None` if
    the conversation is not stored.
    """
    cards = [
        AnswerCard(
            one,
            turn,
            documents,
            rated=(ratings or {}).get(turn),
            kept=ratings is not None,
            remarks=tuple((remarks or {}).get(turn, ())),
        )
        for turn, one in enumerate(answers)
    ]
    failed = problem(trouble) if trouble is not None else Markup()
    return _html.conversation(cards, asking, _in_writing(writing), failed)


def _in_writing(events: Sequence[Written | Checked]) -> list[tuple[str, Claim | None]]:
    """Return, for each place of the answer in order, its unchecked words or its checked claim; neither if it was dropped."""
    last: dict[int, Written | Checked] = {event.place: event for event in events}
    newest = (last[place] for place in sorted(last))
    return [(event.text, None) if isinstance(event, Written) else ("", event.claim) for event in newest]


def welcome(examples: Iterable[str]) -> Markup:
    """Return the content of an empty conversation: an introduction, and questions to start with."""
    return _html.welcome(tuple(examples))


def suggestions(questions: Iterable[str], turns: int) -> Markup:
    """Return questions that follow from the newest of `turns` answers."""
    return _html.suggestions(tuple(questions), turns)


def state(said: str = "", *, asking: bool = False, question: str = "", conversation: str = "") -> Markup:
    """Return what the page's scripts need to know.

    `said` is for a screen reader, `question` goes back into the box, `conversation` is the id of the stored one.
    """
    return _html.state(said, asking, question, conversation)


def composer() -> Markup:
    """Return the question box."""
    return _html.composer()


def announcement(answer: Answer) -> str:
    """Return what a screen reader says when the answer appears, as plain text."""
    if answer.reply:
        return answer.reply
    if answer.abstained:
        return "This corpus does not say."
    words = answer.claims[0].text if answer.mode == "writing" else answer.claims[0].citations[0].quote
    return f"Answer with {counted(len(answer.citations), 'citation')}: {words}"


def header(
    tabs: Iterable[tuple[str, str]],
    documents: int | None,
    writer: str | None = None,
    user: str | None = None,
    *,
    editing: bool = True,
    leaves: bool = False,
) -> Markup:
    """Return the top of the page: the tabs as (name, title), the number of documents, and the model that writes, if any.

    `user` is who has signed in, `editing` whether they may change the corpus, `leaves` whether they can sign out here.
    """
    return _html.header(tuple(tabs), documents, writer, user, editing, leaves)
