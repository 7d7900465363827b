"""A kept conversation as a file in each form, and as plain text for a terminal."""

import json
import re
import unicodedata
from typing import Any, Literal

from ...corpus.types import Document
from ..answering.answer_text import answer_text, sources
from ..contract import answers as wire
from ..history.history import Conversation, Message, Transcript
from .conversation_html import as_html
from .conversation_markdown import as_markdown
from .conversation_notes import period, remarks

Object = dict[str, Any]
Form = Literal["md", "html", "json"]

KINDS: dict[Form, str] = {"md": "text/markdown", "html": "text/html", "json": "application/json"}
"""The media type of each form."""

_TITLE = 50  # characters of a title in a file's name


def exported(transcript: Transcript, form: Form) -> str:
    """Return the text of the file in this form."""
    if form == "md":
        return as_markdown(transcript)
    if form == "html":
        return as_html(transcript)
    return json.dumps(as_json(transcript), ensure_ascii=False, indent=2) + "\n"


def file_name(transcript: Transcript, form: Form) -> str:
    """Return a name that is safe everywhere: the day, then ASCII letters, digits and hyphens from the title."""
    ascii_title = (
        unicodedata.normalize("NFKD", transcript.conversation.title).encode("ascii", "ignore").decode().lower()
    )
    words = re.sub(r"[^a-z0-9]+", "-", ascii_title)[:_TITLE].strip("-") or "conversation"
    return f"{transcript.conversation.updated:%Y-%m-%d}-{words}.{form}"


def as_json(transcript: Transcript) -> Object:
    """Return each message as `ask` gives it, and the cited documents: a citation's quote is `text[start:end]` of its document."""
    gone = {one.document.id: one.replaced_by for message in transcript.messages for one in message.gone}
    cited = {one.document.id: one.document for answer in transcript.answers for one in answer.citations}
    return {
        **listed(transcript.conversation),
        "messages": [_message(message) for message in transcript.messages],
        "documents": [_document(one, gone) for one in cited.values()],
    }


def listed(conversation: Conversation) -> Object:
    """Return a conversation as it is in a list."""
    return {
        "id": conversation.id,
        "title": conversation.title,
        "created": conversation.created.isoformat(timespec="seconds"),
        "updated": conversation.updated.isoformat(timespec="seconds"),
        "questions": conversation.questions,
    }


def _message(message: Message) -> Object:
    return {
        "place": message.place,
        "created": message.created.isoformat(timespec="seconds"),
        "rating": message.rating,
        "reason": message.reason,
        "remarks": list(remarks(message)),
        "lost": list(message.lost),
        **wire.answer(message.answer),
    }


def _document(document: Document, gone: dict[str, str | None]) -> Object:
    return {
        **wire.document(document),
        "in_corpus": document.id not in gone,
        "replaced_by": gone.get(document.id),
    }


def as_text(transcript: Transcript) -> str:
    """Return text for a terminal: the title, then each question with its answer and sources."""
    parts = [transcript.conversation.title, period(transcript.conversation)]
    for message in transcript.messages:
        answer = message.answer
        about = [f"({one})" for one in remarks(message)]
        parts += [f"Q: {answer.question}", *about, answer_text(answer), sources(answer)]
    return "\n\n".join(filter(None, parts))
