"""A kept conversation as Markdown: questions as headings, quoted words as block quotes, numbered notes at the end."""

from ...corpus.wording import attribution
from ..answering.answer_text import in_answer_to, label, quoted_because
from ..history.history import Transcript, remarks
from ..types import ABSTAINED, Answer, Citation, Claim
from .citations import about_url, marks, original
from .conversation_notes import Notes, location, period
from .markdown import link, plain


def as_markdown(transcript: Transcript) -> str:
    """Return the whole conversation; words of documents and questions cannot become markup."""
    notes = Notes.of(transcript)
    parts = [f"# {plain(transcript.conversation.title)}", f"*{plain(period(transcript.conversation))}*"]
    for message in transcript.messages:
        parts.append(f"## {plain(message.answer.question)}")
        parts += [f"*Note: {plain(one)}*" for one in (*message.answer.notes, *remarks(message))]
        parts += _answered(message.answer, notes)
    if notes.cited:
        parts += ["## Notes", "\n".join(f"{n}. {_note(one)}" for n, one in enumerate(notes.cited, 1))]
    return "\n\n".join(parts) + "\n"


def _answered(answer: Answer, notes: Notes) -> list[str]:
    if answer.reply:
        return [plain(answer.reply)]
    before = [f"Searched for: {plain(answer.searched_for)}"] if answer.searched_for != answer.question.strip() else []
    if answer.abstained:
        return [ABSTAINED, *before]
    if answer.trace and answer.trace.fallback:
        before.append(f"*{plain(quoted_because(answer.trace.fallback))}*")
    show = _written if answer.mode == "writing" else _quoted
    return [*before, *(show(claim, notes) for claim in answer.claims)]


def _numbers(claim: Claim, notes: Notes) -> str:
    return " ".join(f"\\[{number}\\]" for number in notes.of_claim(claim))


def _quoted(claim: Claim, notes: Notes) -> str:
    first = claim.citations[0]
    before, after = marks(first.quote)
    reports = len({one.document.id for one in claim.citations})
    more = f" ({reports} reports say this)" if reports > 1 else ""
    words = f"> {before}{plain(first.quote)}{after} {_numbers(claim, notes)}"
    asked = in_answer_to(first)
    words = f"{plain(asked)}\n\n{words}" if asked else words
    return f"{words}\n>\n> — {plain(attribution(first.document))}{more}"


def _written(claim: Claim, notes: Notes) -> str:
    doubt = label(claim)
    text = f"{plain(claim.text)} {_numbers(claim, notes)}".rstrip()
    return text if doubt is None else f"{text}\n*({plain(doubt)})*"


def _note(citation: Citation) -> str:
    document = citation.document
    url, subject = original(document, citation.quote), about_url(document)
    address = f"{link('original', url)}, " if url else f"about {link('this report', subject)}, " if subject else ""
    return f"“{plain(document.title)}”, {plain(attribution(document))}: {address}{plain(location(citation))}"
