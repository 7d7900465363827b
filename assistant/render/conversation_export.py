"""A kept conversation as Markdown and as plain text; `assistant.render.conversation_page` has the page.

Its citations are numbered through, so that every number leads to one note: whose words these are, the original, and the
document with its offsets.
"""

from dataclasses import dataclass

from ...corpus.types import Span
from ...corpus.wording import attribution, counted, day
from ..answering.answer_text import answer_text, label, quoted_because, sources
from ..history.history import Conversation, Transcript, remarks
from ..types import ABSTAINED, Answer, Citation, Claim
from .markdown import link, plain
from .markup import marks, original


@dataclass(frozen=True, slots=True)
class Notes:
    """The citations of a conversation, each place of a document once, in the order in which they are first cited."""

    cited: tuple[Citation, ...]
    numbers: dict[tuple[str, Span], int]

    @classmethod
    def of(cls, transcript: Transcript) -> "Notes":
        """Of all its answers."""
        first = {_place(one): one for answer in transcript.answers for one in answer.citations}
        return cls(tuple(first.values()), {place: number for number, place in enumerate(first, 1)})

    def number(self, citation: Citation) -> int:
        """The number of a citation's note, from 1."""
        return self.numbers[_place(citation)]


def _place(citation: Citation) -> tuple[str, Span]:
    return citation.document.id, citation.span


def held(conversation: Conversation) -> str:
    """When it was held, and how much was asked."""
    first, last = day(conversation.created.date()), day(conversation.updated.date())
    when = first if first == last else f"{first} to {last}"
    return f"{counted(conversation.questions, 'question')} asked of Dragoman, {when} (UTC)"


def standing(citation: Citation) -> str:
    """Where cited words stand: the document's id with the offsets, counted in characters from 0."""
    return f"document {citation.document.id}, characters {citation.span.start} to {citation.span.end}"


# Markdown


def as_markdown(transcript: Transcript) -> str:
    """Questions as headings, quoted words as block quotes with their notes' numbers, the notes at the end."""
    notes = Notes.of(transcript)
    parts = [f"# {plain(transcript.conversation.title)}", f"*{plain(held(transcript.conversation))}*"]
    for message in transcript.messages:
        parts.append(f"## {plain(message.answer.question)}")
        parts += [f"*Note: {plain(one)}*" for one in (*message.answer.notes, *remarks(message))]
        parts += _answered(message.answer, notes)
    if notes.cited:
        parts += ["## Notes", "\n".join(f"{n}. {_note(one)}" for n, one in enumerate(notes.cited, 1))]
    return "\n\n".join(parts) + "\n"


def _answered(answer: Answer, notes: Notes) -> list[str]:
    told = [f"Searched for: {plain(answer.searched_for)}"] if answer.searched_for != answer.question.strip() else []
    if answer.abstained:
        return [ABSTAINED, *told]
    if answer.trace and answer.trace.fallback:
        told.append(f"*{plain(quoted_because(answer.trace.fallback))}*")
    show = _written if answer.mode == "writing" else _quoted
    return [*told, *(show(claim, notes) for claim in answer.claims)]


def _numbers(claim: Claim, notes: Notes) -> str:
    return " ".join(f"\\[{notes.number(one)}\\]" for one in claim.citations)


def _quoted(claim: Claim, notes: Notes) -> str:
    first = claim.citations[0]
    before, after = marks(first.quote)
    reports = len({one.document.id for one in claim.citations})
    more = f" ({reports} reports say this)" if reports > 1 else ""
    words = f"> {before}{plain(first.quote)}{after} {_numbers(claim, notes)}"
    return f"{words}\n>\n> — {plain(attribution(first.document))}{more}"


def _written(claim: Claim, notes: Notes) -> str:
    told = label(claim)
    text = f"{plain(claim.text)} {_numbers(claim, notes)}".rstrip()
    return text if told is None else f"{text}\n*({plain(told)})*"


def _note(citation: Citation) -> str:
    document = citation.document
    url = original(document, citation.quote)
    leads = f"{link('original', url)}, " if url else ""
    return f"“{plain(document.title)}”, {plain(attribution(document))}: {leads}{plain(standing(citation))}"


# Plain text


def as_text(transcript: Transcript) -> str:
    """For a terminal: the title, then each question with its answer and sources."""
    parts = [transcript.conversation.title, held(transcript.conversation)]
    for message in transcript.messages:
        answer = message.answer
        told = [f"({one})" for one in remarks(message)]
        parts += [f"Q: {answer.question}", *told, answer_text(answer), sources(answer)]
    return "\n\n".join(filter(None, parts))
