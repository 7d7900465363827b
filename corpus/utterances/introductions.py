"""People whom a text introduces with a role: "the deputy ombudsman, Rana Odeh," and "Rana Odeh, the deputy ombudsman,"."""

import re
from collections.abc import Iterable

from .tokens import Phrase

_BEFORE = re.compile(r"\b(?:the|an?|its|his|her|their|\w+['’]s) ((?:[\w’'-]+ ){0,7}[\w’'-]+), \Z", re.IGNORECASE)
_AFTER = re.compile(
    r", (?:(?:the|an?|its|his|her|their|\w+['’]s) )?((?:[\w’'-]+ ){0,7}?[a-z][\w’'-]*)(?=[,.;:)]| who\b| and\b)"
)
_JOINING = re.compile(r" (?:of|for|in|at|to|on|from|with) ")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ARTICLES = frozenset("the a an its his her their".split())
# Characters before and after a name in which its role is looked for.
_REACH = 80

Introductions = dict[str, list[tuple[int, str, frozenset[str]]]]
"""For the head noun of a role: where it was introduced, the name, and all words of the role; in lower case."""


def introductions(text: str, names: Iterable[tuple[int, str]]) -> Introductions:
    """Return the roles with which the people of a text are introduced; `names` are the offsets and names of their mentions."""
    found: Introductions = {}
    for at, name in names:
        before = _BEFORE.search(text, max(0, at - _REACH), at)
        after = _AFTER.match(text, at + len(name), at + len(name) + _REACH)
        for role in (before and before.group(1), after and after.group(1)):
            head = _head(role) if role else None
            if role and head:
                words = frozenset(_WORD.findall(role.lower()))
                found.setdefault(head, []).append((at, name, words))
    return found


def introduced_as(phrase: Phrase, known: Introductions) -> str | None:
    """Return the only person introduced before with the role that a phrase such as "the deputy ombudsman" names."""
    words = _WORD.findall(phrase.written.lower())
    if len(words) < 2 or words[0] != "the":
        return None
    head = _head(phrase.written)
    wanted = set(words) - _ARTICLES
    fitting = {
        name for at, name, role in known.get(head or "", ()) if at < phrase.start and wanted - {"of", "for"} <= role
    }
    return fitting.pop() if len(fitting) == 1 else None


def _head(role: str) -> str | None:
    """Return the head noun of a role, in lower case."""
    words = _WORD.findall(_JOINING.split(role.lower())[0])
    return words[-1] if words and not words[-1].endswith("s") else None
