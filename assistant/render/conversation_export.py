"""A kept conversation as a file in each form, and as plain text for a terminal."""

import json
import re
import unicodedata
from typing import Literal

from ..answering.answer_text import answer_with_foot, sources
from ..contract import conversations as contract
from ..history.history import Transcript, remarks
from .conversation_html import as_html
from .conversation_markdown import as_markdown
from .conversation_notes import period

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
    return json.dumps(contract.Transcript.whole(transcript).as_object(), ensure_ascii=False, indent=2) + "\n"


def file_name(transcript: Transcript, form: Form) -> str:
    """Return a name that is safe everywhere: the day, then ASCII letters, digits and hyphens from the title."""
    ascii_title = (
        unicodedata.normalize("NFKD", transcript.conversation.title).encode("ascii", "ignore").decode().lower()
    )
    words = re.sub(r"[^a-z0-9]+", "-", ascii_title)[:_TITLE].strip("-") or "conversation"
    return f"{transcript.conversation.updated:%Y-%m-%d}-{words}.{form}"


def as_text(transcript: Transcript) -> str:
    """Return text for a terminal: the title, then each question with its answer and sources."""
    parts = [transcript.conversation.title, period(transcript.conversation)]
    for message in transcript.messages:
        answer = message.answer
        about = [f"({one})" for one in remarks(message)]
        parts += [f"Q: {answer.question}", *about, answer_with_foot(answer), sources(answer)]
    return "\n\n".join(filter(None, parts))
