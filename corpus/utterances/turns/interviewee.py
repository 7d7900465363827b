"""Who answers in an interview whose answers have no name: the person whom its title or the words above it are about."""

import re
from collections import Counter

from ...language.lexicon import BODIES, PLACES
from .evidence import FULL_NAME
from .spelling import NO_GIVEN, people_in, person_in

_HEAD = 3000  # characters above the first question
_WITH = re.compile(
    r"\b(?i:interview|q ?& ?a|conversation|deposition|testimony|talk|questions|remarks|statement|briefing|conference|doorstep)\b"
    r".{0,30}?\b(?i:with|of|to|by|for) (.+)"
)


_WITH_ARABIC = re.compile(
    r"(?:حوار|مقابلة|لقاء|حديث)\w* (?:خاصة? )?مع (?P<who>[^:،\-–—\n]{4,80}?)(?= (?:حول|عن|بشأن|في) |[:،\-–—\n]|\Z)"
)


def answerer(title: str, head: str = "") -> str | None:
    """Return the person whose answers a title announces ("Interview with Ana Ruiz") or whom title and head name alone.

    `head` is the text before the first question. `None` if several people are named there as often.
    """
    for line in (title, *head.split("\n")[:4]):
        named = _announced(line) if len(line) < 200 else None
        if named:
            return named
    before, colon, _ = title.partition(":")
    fronted = person_in(before) if colon else None
    if fronted and _is_person(fronted):
        return fronted
    for text in (title, head[-_HEAD:]):
        names = _names(text)
        if len(names) == 1:
            return next(iter(names))
    counts = Counter({name: _mentions(name, f"{title}\n{head[-_HEAD:]}") for name in _names(head[-_HEAD:])})
    (best, most), *others = [*counts.most_common(2), ("", 0)]
    return best if most > 1 and most > others[0][1] else None


def _announced(line: str) -> str | None:
    """Return the person in "Interview with Ana Ruiz"; in Arabic the name follows the office."""
    arabic = _WITH_ARABIC.search(line)
    if arabic:
        return " ".join(arabic["who"].split()[-2:])
    found = _WITH.search(line)
    people = people_in(found[1]) if found else []
    return (person_in(found[1]) or (people[0] if people else None)) if found else None


def _names(text: str) -> set[str]:
    names = {name for name in FULL_NAME.findall(text) if _is_person(name)}
    return {name for name in names if not any(name != other and name in other for other in names)}


def _mentions(name: str, text: str) -> int:
    return len(re.findall(rf"\b{re.escape(name.split()[-1])}\b", text))


def _is_person(name: str) -> bool:
    words = [word.casefold().strip(".") for word in name.split()]
    return 1 < len(words) < 5 and not set(words) & (NO_GIVEN | BODIES | PLACES)
