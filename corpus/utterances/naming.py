"""Split a noun phrase into the name and the role, title or body.

In news writing the name comes last, after titles and roles ("Fatah spokesman Abdel Fattah Dawla"), or first, followed
by a preposition ("Mike Waltz of the party").
"""

import re

from ..language.lexicon import BODIES, DETERMINERS, JOINING, MONTHS, PARTICLES, PARTIES, PLACES, ROLES, TITLES, WEEKDAYS
from ..language.titles import FORMS_OF_ADDRESS
from .given_names import MEN, WOMEN
from .tokens import Phrase, TextToken

SURNAMES = frozenset(
    "king judge pope bishop dean major prince duke marshal sergeant constable baron count sister father chair speaker "
    "private head rabbi queen sheriff chief".split()
)
"""Titles that are surnames too."""


def named_phrase(text: str, row: list[TextToken]) -> Phrase | None:
    """Return the phrase with its name and role, from the tokens of one noun phrase; `None` if it cannot be a speaker."""
    if not any(one.capital or one.low in ROLES for one in row) and row[0].low not in DETERMINERS:
        return None
    if not any(one.capital for one in row) and not any(
        one.low not in DETERMINERS and (one.low[:1].isalpha() or one.low.endswith("-year-old")) for one in row
    ):
        return None
    if len(row) == 1 and (row[0].low in DETERMINERS or row[0].low in WEEKDAYS or row[0].low in MONTHS):
        return None
    written = text[row[0].start : row[-1].end].rstrip("'’,")
    start, end = row[0].start, row[-1].end
    cut = _name_start(row)
    if cut is None and row[-1].low == "statement" and len(row) > 1 and row[-2].capital and row[-2].end < row[-1].start:
        return named_phrase(text, row[:-1])  # "the White House statement": a body speaks by its statement
    if cut is None:
        return Phrase(written, None, None, start, end)
    first, last = cut
    name = text[row[first].start : row[last - 1].end]
    name = re.sub(r"['’]s?\Z", "", name)
    role = text[row[0].start : row[first - 1].end] if first else None
    if first == 0 and last < len(row):
        role = text[row[last].start : row[-1].end] if row[last].low not in JOINING else None
    return Phrase(written, name, _role(role), start, end)


def _role(role: str | None) -> str | None:
    """Return a role without its article; `None` for a form of address."""
    if role is None:
        return None
    role = re.sub(r"\A(?:the|a|an|his|her|their)\s+", "", role, flags=re.I)
    return None if role.lower().rstrip(".") in ("the", "mr", "mrs", "ms", "miss", "a", "an", "") else role


def _name_start(row: list[TextToken]) -> tuple[int, int] | None:
    """Return the first and the last (exclusive) token of the name in a noun phrase, or `None` if it has no name."""
    last = len(row)
    start = last
    while start and (row[start - 1].capital or (row[start - 1].low in PARTICLES and start < last)):
        start -= 1
    if start == last:
        # "Mike Waltz of the party": the name comes first, and the words joined to it explain it.
        head = 0
        while head < last and (row[head].capital or row[head].low in PARTICLES):
            head += 1
        if head in (0, last) or row[head].low not in JOINING or row[0].low in DETERMINERS:
            return None
        last, start = head, 0
    elif start and row[start - 1].low in JOINING | {"the"}:
        return _behind_preposition(row, start)
    if start == last - 2 and row[start].low == "the" and _people(row[last - 1].low):
        return None  # "The Dutchman"
    if last - start > 1 and row[last - 1].low in SURNAMES and row[last - 2].low in FORMS_OF_ADDRESS:
        return (last - 1, last)  # "Ms King"
    if last - start > 1 and row[last - 1].low in SURNAMES and row[last - 2].low in MEN | WOMEN:
        return (last - 2, last)  # "Stephen King"
    titles = [at for at in range(start, last) if row[at].low in TITLES]
    if titles:
        if titles[-1] == last - 1:
            return None
        start = titles[-1] + 1
    while start < last - 1 and row[start].low in (ROLES | PARTIES) - BODIES:
        start += 1
    for at in range(start, last - 1):
        if re.search(r"['’]s\Z", row[at].word):
            start = at + 1  # "Labour’s Simon Danczuk"
    if start == last - 1 and last > 1 and row[start - 1].low == "the" and _people(row[start].low):
        return None  # "the Dutchman"
    while start < last - 1 and row[start].low in PARTICLES and row[start].word[0].islower():
        start += 1
    return (start, last) if start < last else None


def _people(word: str) -> bool:
    """Whether a word with a capital denotes a person from a place or country ("Dutchman", "Palestinian")."""
    return word.endswith(("man", "woman", "ian", "ican", "ean", "ese", "ander", "iard")) and len(word) > 5


def _behind_preposition(row: list[TextToken], start: int) -> tuple[int, int] | None:
    """Find the name if the capitals follow "of": "President of Azerbaijan Ilham Aliyev", "Bank of England"."""
    last = len(row)
    at = start - 1
    if row[at].low == "the" and at and row[at - 1].low in JOINING:
        at -= 1
    elif row[at].low == "the":
        return (start, last)  # "the Pentagon", "the White House"
    head = row[:at]
    if not head or not head[-1].plain:
        return None
    title = head[-1].low in TITLES
    if title:
        first = start + 1
        bodies = [
            one for one in range(start, last) if row[one].low in BODIES and row[one].low not in ("state", "states")
        ]
        if bodies:
            first = bodies[-1] + 1
        elif row[start].low in ("united", "saudi", "south", "north", "new", "sri", "foreign", "great"):
            first = start + 2
        inner = [one for one in range(start, last) if row[one].low in TITLES]
        if inner:
            first = max(first, inner[-1] + 1)
        if first < last and (head[-1].capital or first < last - 1 or row[start].low in PLACES):
            return (first, last)
        return None
    if all(one.capital or one.low in PARTICLES for one in head):
        # A name, then the body it belongs to; but the name of a body is one name ("Bank of England").
        if any(one.low in BODIES for one in head) or len(head) == 1:
            return (0, last)
        return (0, at)
    return None
