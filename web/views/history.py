"""The History tab as HTML: the list of kept conversations."""

from collections.abc import Sequence

from markupsafe import Markup

from ...assistant.history.history import Conversation
from ...corpus.wording import counted
from .templating import macros

THANKS = "Thank you. This is kept with the answer."
_FORMS = (("md", "Markdown"), ("html", "HTML"), ("json", "JSON"))

_html = macros("history.html")


def shell(keeps: bool, *, users: bool = False) -> Markup:
    """Return the initial HTML of the tab; the list is loaded into it.

    `keeps`: whether questions are stored. `users`: whether visitors sign in.
    """
    return _html.shell(keeps, users)


def conversations(found: Sequence[Conversation], search: str, following: int | None, *, first: bool) -> Markup:
    """Return a page of the list; `following` says after how many the next one begins, `first` that none comes before it."""
    searched = bool(search.strip())
    if found or not first:
        return _html.conversations(found, _FORMS, following, first, searched)
    return message(f"No conversation has all of these words: {search.strip()}") if searched else _html.empty()


def conversation(one: Conversation) -> Markup:
    """Return one conversation of the list, with its links and buttons."""
    return _html.conversation(one, _FORMS)


def message(words: str) -> Markup:
    """Return a line that says what has happened."""
    return _html.message(words)


def all_deleted(number: int) -> Markup:
    """Return how many are deleted, and what to do next."""
    return message(f"{counted(number, 'conversation')} deleted.") + _html.empty()
