"""A kept conversation as a file: its text, its kind and its name."""

import json
import re
import unicodedata
from typing import Literal

from ..contract import conversations as contract
from ..history.history import Transcript
from .conversation_export import as_markdown
from .conversation_page import page

Form = Literal["md", "html", "json"]

KINDS: dict[Form, str] = {"md": "text/markdown", "html": "text/html", "json": "application/json"}
"""The media type of each form."""

_NAMED = 50  # characters of a title in a file's name


def exported(transcript: Transcript, form: Form) -> str:
    """The conversation in this form."""
    if form == "md":
        return as_markdown(transcript)
    if form == "html":
        return page(transcript)
    return json.dumps(contract.Transcript.whole(transcript).as_object(), ensure_ascii=False, indent=2) + "\n"


def file_name(transcript: Transcript, form: Form) -> str:
    """A name that is safe everywhere: letters of ASCII, digits and hyphens of the title, with the day."""
    plain = unicodedata.normalize("NFKD", transcript.conversation.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:_NAMED].strip("-") or "conversation"
    return f"{transcript.conversation.updated:%Y-%m-%d}-{words}.{form}"
