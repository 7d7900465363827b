"""Full names in running text: runs of capitalised words, without the titles and roles before them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ..language.lexicon import (
    BODIES,
    DETERMINERS,
    MONTHS,
    PARTICLES,
    PARTIES,
    PLACES,
    PRONOUNS,
    ROLES,
    SAYING,
    TITLES,
    WEEKDAYS,
)
from .given_names import MEN, WOMEN
from .naming import SURNAMES

PEOPLE = MEN | WOMEN
"""Common given names, in lower case."""

# An initial ends with a stop, which is no sentence's end before a surname: "Ana B. Ruiz", but "Plan B. The".
_INITIAL = r"\.(?:[A-Z]\.)*(?! (?:The|An?|It|He|She|They|We|I|In|On|At|But|And|This|That)\b)"
_NAME_WORD = rf"(?:(?:[Aa][ldnrstz]|[Ee]l|Ben|O['’])-?)?[A-ZÀ-ÖØ-Þ\u0100-\u024f](?:{_INITIAL}|[\w’'-]*)"
_RUN = re.compile(
    rf"(?<!\w){_NAME_WORD}(?: (?:(?:al|el|bin|ibn|van|von|der|den|de|la|di|da|dos|del) ){{0,2}}{_NAME_WORD})+"
)
_FORMS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "justice"))
_SKIPPED = (
    WEEKDAYS
    | MONTHS
    | DETERMINERS
    | PRONOUNS
    | TITLES
    | frozenset(
        "in on at but and as when while after before if for from by to so yet however according since with did does do is "
        "was were are has had have can could would should neither nor either now then here like once until though although "
        "because just why how what where whether not only even".split()
    )
    | (SAYING - {"states"})
)


# Months that are given names, too, and the words before a month that is one: "last May Trump".
_GIVEN_MONTHS = frozenset(("april", "may", "june", "august"))
_DATED = re.compile(
    r"(?:\b(?:in|on|of|since|until|till|by|last|this|next|early|late|mid|from|to|through|before|after|during|each|every)|\d)"
    r"(?:st|nd|rd|th)?[ -]\Z",
    re.I,
)


def full_names(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the offset of each full name in a text, the name, and the words of the title before it in lower case."""
    for found in _RUN.finditer(text):
        run = found.group()
        if run.split()[0].lower() in _GIVEN_MONTHS and _DATED.search(text, max(0, found.start() - 12), found.start()):
            run = run.partition(" ")[2]
        name = _person(run)
        if name:
            name = _without_team(name, text)
            yield found.start() + found.group().rindex(name), name, found.group()[: -len(name)].lower().split()


@lru_cache(maxsize=20_000)
def _person(run: str) -> str | None:
    """Return the person's name at the end of a run of capitalised words; `None` if it cannot be one."""
    words = run.replace("’s", "").replace("'s", "").split() if run.endswith(("’s", "'s")) else run.split()
    while words and (words[0].lower().rstrip(".") in _SKIPPED or words[0].endswith(("'s", "’s"))):
        if len(words) == 2 and words[0].lower().rstrip(".") in _FORMS:
            break  # "Ms King"
        if words[0].lower() in _GIVEN_MONTHS and len(words) > 1 and run.startswith(words[0]):
            break
        words.pop(0)
    formed = bool(words) and words[0].lower().rstrip(".") in _FORMS
    titles = [at for at, word in enumerate(words) if word.lower().rstrip(".") in TITLES]
    if titles and titles[-1] and titles[-1] == len(words) - 1 and words[-1].lower() in SURNAMES:
        before = words[-2].lower().rstrip(".")
        titles = titles[:-1] if before in _FORMS | PEOPLE else titles  # "Ms King", "Stephen King"
    if titles:
        words = words[titles[-1] + 1 :]
    while len(words) > 2 and words[0].lower() in (ROLES | PARTIES) - BODIES:
        words.pop(0)  # "Photographer Jeff Gusky" at the beginning of a sentence
    formal = len(words) == 1 and bool(titles) and formed
    if not (2 <= len(words) <= 5 or formal) or (words[0].lower() in PARTICLES and words[0].islower()):
        return None
    low = {word.lower().rstrip(".") for word in words}
    if (
        low & (BODIES | WEEKDAYS | (MONTHS - _GIVEN_MONTHS - {"jan"}))
        or words[0].lower() in PLACES
        or words[-1].lower() in PLACES
    ):
        return None
    name = " ".join(words).rstrip(".'’")
    return name if name in run else None


def _without_team(name: str, text: str) -> str:
    """Remove a word before the given name that also occurs by itself in the text: "Liverpool Jordan Henderson"."""
    first, _, rest = name.partition(" ")
    given = rest.split()[0].lower() if " " in rest else ""
    if given in PEOPLE and first.lower() not in PEOPLE and text.count(first) > text.count(f"{first} {rest}") + 1:
        return rest
    return name


def bare_name(name: str) -> str:
    """Return a name without the titles before it."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in TITLES:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=20_000)  # each name of a text is compared with each surname in it
def surnames(name: str) -> frozenset[str]:
    """Return the forms of a person's surname, in lower case; none for a name of one word ("Ms King")."""
    low = name.lower()
    parts = low.split()
    return frozenset((parts[-1], parts[-1].split("-")[-1], _tail(low))) if len(parts) > 1 else frozenset()


def _tail(name: str) -> str:
    """Return the surname with its particle: `de la Cruz`, `al-Sisi`."""
    words = name.split()
    for at in range(1, len(words)):
        if words[at] in PARTICLES:
            return " ".join(words[at:])
    return words[-1]
