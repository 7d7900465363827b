"""A speaker whom a draft names, and what can be the name of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.language.lexicon import PRONOUNS, ROLES
from ...corpus.language.titles import TITLES
from ...corpus.language.vocabulary import is_known
from ...corpus.utterances.given_names import MEN, WOMEN
from ...corpus.utterances.voices import may_speak
from ..quotes.attribution import people

ANYBODY = PRONOUNS | frozenset("one who someone somebody nobody everyone everybody others هو هي هم".split())
"""Words that name nobody."""

_LABELS = frozenset("pull pullquote quote quotation caption photo photograph picture image".split())


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A speaker whom the draft names: `name` is a full name if the draft gives one anywhere, or the words of a role.

    `nearby` is empty if the draft surely means this speaker; otherwise it has the draft's own words around the quotation, and
    whoever they name may be meant. `unproven`: the draft does not show that the name is a person's.
    `joined` has the names or roles of several who say the words together.
    """

    name: str
    role: str | None = None
    nearby: str = ""
    unproven: bool = False
    joined: tuple[str, ...] = ()

    @property
    def is_role(self) -> bool:
        """Whether the draft names no person or body, only a role such as "the mayor"."""
        head = re.split(r"\s(?:of|for|in|at|from|on)\s", self.name)[0].split()[-1]
        return head.islower() or (head.casefold() in ROLES and self.name.casefold().startswith("the "))

    @property
    def members(self) -> Sequence[str]:
        """Everybody whom the name joins ("Ada Rehn and Olof Brandt"); the name alone if it joins none."""
        return self.joined or people(self.name)


def together(names: Sequence[str]) -> NamedSpeaker:
    """Return several who say the same words as one speaker."""
    return NamedSpeaker(" and ".join(names), joined=tuple(names))


def is_name(name: str) -> bool:
    """Whether words have the form of a name: a capital, and no word for a picture or a pull-quote."""
    words = name.split()
    return (
        name.casefold() not in ANYBODY
        and any(word[0].isupper() or not word[0].isascii() for word in words)
        and not words[-1][0].isdigit()
        and not _LABELS & set(re.findall(r"[a-z]+", name.casefold()))
    )


def has_surname(text: str, name: str) -> bool:
    """Whether a text has the word as a surname: behind a given name, a title, or a word with a capital that is not English."""
    found = re.finditer(rf"(?<![\w’'-])(?P<before>[^\W\d_a-z][\w.’'-]*) {re.escape(name)}(?![\w’'-])", text)
    return any(_may_be_given(one["before"].casefold()) for one in found)


def _may_be_given(word: str) -> bool:
    return word in MEN or word in WOMEN or word in TITLES or not is_known(word)


def is_role(name: str) -> bool:
    """Whether a word for an office or a profession is among the words."""
    return any(word.casefold() in ROLES for word in re.findall(r"[\w-]+", name)) or (name.islower() and may_speak(name))
