"""Titles and search of conversations."""

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from ...corpus.language.terms import folded, terms
from .conversation_tables import conversations, messages

TITLE = 80  # maximum length in characters of a title made from a question
_SEARCHED = 20  # maximum number of words searched for


def title_of(question: str) -> str:
    """Make a title from a question: its words, cut after a whole word if it is longer than `TITLE`."""
    words = " ".join(storable(question).split())
    if len(words) <= TITLE:
        return words
    cut = words[:TITLE]
    return f"{cut[: cut.rindex(' ')] if ' ' in cut else cut}…"


def searchable(text: str) -> str:
    """Return every word of a text once, as written and as its stem, each after a space."""
    words = storable(text)
    return "".join(f" {word}" for word in dict.fromkeys((*folded(words), *terms(words))))


def having(search: str) -> ColumnElement[bool]:
    """Return the condition that every word of `search` is, or begins, a word of the title or of a message."""
    given = storable(search)
    words = list(dict.fromkeys(zip(folded(given), terms(given), strict=True)))[:_SEARCHED]
    return and_(*(_holding(forms) for forms in words)) if words else false()


def _holding(forms: tuple[str, ...]) -> ColumnElement[bool]:
    inside = messages.alias()
    in_messages = or_(*(func.instr(inside.c.words, f" {form}") > 0 for form in forms))
    in_title = or_(*(func.instr(conversations.c.words, f" {form}") > 0 for form in forms))
    return or_(
        in_title, select(inside.c.place).where(inside.c.conversation == conversations.c.id, in_messages).exists()
    )


def storable(text: str) -> str:
    """Replace lone surrogates, which a browser may send and UTF-8 lacks, by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
