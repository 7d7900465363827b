"""Resolve surnames, pronouns and roles to the people that the text has named so far.

Only the text itself counts. If two people match, the words stay as they are.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..language.lexicon import (
    BODIES,
    DETERMINERS,
    MONTHS,
    PARTICLES,
    PLACES,
    PRONOUNS,
    ROLES,
    TITLES,
    WEEKDAYS,
)
from .given_names import MEN, WOMEN
from .introductions import Introductions, introduced_as, introductions
from .person_names import PEOPLE, bare_name, full_names, surnames
from .tokens import Phrase

# Number of characters before a pronoun in which its person is searched for.
REACH = 1200
# Number of names before a surname and of speakers before a role that are compared: enough for any report, and a bound
# for a huge text.
LOOKED_AT = 300

_HE = frozenset("mr sir lord king prince father brother".split())
_SHE = frozenset("mrs ms miss dame lady queen princess sister".split())
_OFFICE = TITLES - {"mr", "mrs", "ms", "miss", "sir", "king", "doctor"} | frozenset(("prime", "foreign", "defence"))
# Roles of one person each, whom the reader knows if "the" precedes the role.
_PERSONAL = frozenset(
    "boss manager coach striker midfielder defender goalkeeper captain star actor actress singer presenter winger author "
    "founder owner chairman mother father veteran champion comedian designer model judge".split()
)
_THINGS = frozenset(
    "magazine show programme stadium park square avenue bridge tower island islands lake river mountain beach valley hotel "
    "restaurant cup prix championship awards award festival act bill series records record lottery church cathedral palace "
    "castle garden gardens club bay sea ocean war wars station line road lane hill north south east west northern southern "
    "eastern western central royal national american british french german russian chinese african european high supreme "
    "big great grand old first second prime foreign home defence finance health law union media sky yellow red black white "
    "submarine world current affair cup english indian italian spanish australian canadian irish scottish welsh turkish "
    "israeli palestinian egyptian iranian arab asian twitter internet web site flight week law".split()
)
# First words of names of places: no person behind "she".
_PLACED = frozenset("new north south east west saint san los las fort mount el port lake".split())
_NO_PERSON = _THINGS | BODIES | WEEKDAYS | (MONTHS - {"may", "june", "april", "jan"})


@dataclass(slots=True)
class People:
    """The named people of one text, in the order of their mentions; `spoken` lists those who have spoken so far.

    `names` has (offset, name), `spoken` (offset, name, role); `gender` is the pronoun ("he" or "she") of a full name.
    """

    names: list[tuple[int, str]] = field(default_factory=list)
    spoken: list[tuple[int, str, str | None]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    forms: dict[str, set[str]] = field(default_factory=dict)  # "he", "she" by surname, from forms of address
    titles: dict[str, set[str]] = field(default_factory=dict)
    text: str = ""
    gender: dict[str, str] = field(default_factory=dict)
    introduced: Introductions = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "People":
        """Find the people whose names have at least two words in a text whose quotations are blanked out."""
        people = cls(text=text)
        for place, name, title in full_names(text):
            people.names.append((place, name))
            if title:
                people._know(name, title[-1].rstrip("."))
                people.titles.setdefault(name, set()).update(title)
        people.introduced = introductions(text, people.names)
        return people

    def _know(self, name: str, title: str) -> None:
        gender = "he" if title in _HE else "she" if title in _SHE else None
        if gender:
            self.gender[name] = gender
            self.forms.setdefault(name.split()[-1], set()).add(gender)

    def full(self, name: str, at: int, address: str = "") -> str:
        """Return the full name for a surname or first name at offset `at`; the name itself if no full name is known.

        `address` is the word before it: "Mrs" rules out a man of the same name.
        """
        form = address.lower().rstrip(".")
        pronoun = "she" if form in ("mrs", "ms", "miss") else "he" if form in ("mr", "sir") else "any"
        bare = bare_name(name)
        place = bisect_left(self.names, (at + 1, ""))
        if " " in bare:
            longer = [known for _, known in self.names[max(0, place - LOOKED_AT) : place] if known.endswith(" " + bare)]
            return longer[-1] if longer else bare
        lowered = bare.lower()
        earlier = self.names[max(0, place - LOOKED_AT) : place][::-1]
        nearby = [known for _, known in (*earlier, *self.names[place : place + 40]) if lowered in surnames(known)]
        nearby = [known for known in nearby if pronoun == "any" or self.fits(known, pronoun)]
        if nearby:
            return self._foremost_of(nearby) or bare
        if pronoun == "any":
            for _, known in earlier:
                words = known.lower().split()
                person = known.replace(" ", "").isalpha() and words[-1] not in _NO_PERSON | PLACES
                if len(words) > 1 and words[0] == lowered and person:
                    return known
        return f"{address} {bare}" if pronoun == "she" else bare

    def _foremost_of(self, mentions: Sequence[str]) -> str | None:
        """Return whom a surname means; `None` if several people have it, and none of them is named far more often."""
        counted = Counter(" ".join(one.split()[:1] + one.split()[-1:]) for one in mentions).most_common(2)
        if len(counted) > 1 and (counted[0][1] < 3 * counted[1][1]):
            return None
        return next(one for one in mentions if " ".join(one.split()[:1] + one.split()[-1:]) == counted[0][0])

    def add_speaker(self, at: int, name: str, role: str | None, pronoun: str | None) -> None:
        """Record that the person `name` speaks at offset `at`, with the role and the pronoun that the text gives."""
        self.spoken.append((at, name, role))
        if role:
            self.roles[name] = role
        if pronoun in ("he", "she"):
            self.gender.setdefault(name, pronoun)

    def behind_pronoun(
        self, phrase: Phrase, sentence: int, previous: str | None, subject: str | None = None
    ) -> str | None:
        """Resolve "he" or "she": the subject of the sentence, else the last speaker, else the person named last.

        `sentence` is where the pronoun's sentence begins, `previous` the speaker of the sentences before, `subject`
        the subject of the last one. "The 34-year-old" and "the Dutchman" are read as pronouns.
        """
        pronoun = phrase.written.lower()
        if pronoun == "it":
            return previous if previous and not self._surely(previous) and previous[0].isupper() else None
        if pronoun not in ("he", "she"):
            pronoun = "she" if pronoun.endswith("woman") else "he" if pronoun.endswith("man") else "any"
        place = bisect_left(self.names, (phrase.start, ""))
        near = [name for at, name in self.names[bisect_left(self.names, (sentence, "")) : place] if at - sentence < 60]
        for name in near[:1]:
            if self.fits(name, pronoun) and self._surely(name):
                return name
        if subject and self.fits(subject, pronoun) and not is_body(subject):
            return subject
        if previous and previous.lower() not in PRONOUNS and self.fits(previous, pronoun) and _speaks(previous):
            return previous
        earlier = dict.fromkeys(name for _, name in self.names[max(0, place - LOOKED_AT) : place][::-1])
        found = self._foremost([name for name in earlier if self.fits(name, pronoun)], phrase.start)
        if found and not self._surely(found) and found.lower().split()[0] in _PLACED:
            return None  # "New Hampshire"
        return self.full(found, phrase.start) if found else None

    def _foremost(self, people: Sequence[str], at: int) -> str | None:
        """Return whom the text before `at` is about: surely a person, and named most often there, then in the whole text."""
        words = re.findall(r"\w+", self.text[max(0, at - REACH) : at])
        named = Counter(words)
        last = {word: place for place, word in enumerate(words)}
        scored = [
            (
                self._surely(name),
                max(named[part] for part in parts),
                max(self.text.count(part) for part in parts),
                max(last[part] for part in parts),
                name,
            )
            for name in people
            if (parts := [part for part in re.findall(r"\w+", name) if part in named and part[0].isupper()])
        ]
        return max(scored)[-1] if scored else None

    def _surely(self, name: str) -> bool:
        """Whether a name is certainly a person's: a known first name, a form of address, or a speaker with a role."""
        return name.split()[0].lower() in PEOPLE or name in self.gender or name in self.roles

    def person(self, name: str, at: int) -> str | None:
        """Return the full name of the person whom a subject names; `None` if it does not name a person."""
        full = self.full(name, at)
        if not all(word[0].isupper() or word in PARTICLES or not word[0].isalpha() for word in full.split()):
            return None  # "Burnley at Turf Moor"
        thing = {word.lower() for word in full.split()} & (_NO_PERSON | DETERMINERS)
        return full if not thing and not is_body(full) and (" " in full or full.lower() in PEOPLE) else None

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether a pronoun can refer to a person, as far as the name and the text show."""
        known = self.gender.get(name)
        if known is None:
            first = name.split()[0].lower().strip(".")
            known = "he" if first in MEN | _HE else "she" if first in WOMEN | _SHE else None
        if known is None and len(forms := self.forms.get(name.split()[-1], set())) == 1:
            (known,) = forms  # she is "Ms Guode" elsewhere, and there is no "Mr Guode"
        return known is None or pronoun in (known, "any")

    def behind_role(self, phrase: Phrase, subject: str | None = None) -> str | None:
        """Return the only person with the role that a phrase such as "the foreign minister" names.

        `subject` is the person whom the sentence before was about: "the striker" refers back to that person.
        """
        known = introduced_as(phrase, self.introduced)
        if known:
            return known
        words = re.findall(r"[^\W\d_]+", phrase.written.lower())
        if not words or (words[0] != "the" and not re.match(r"\S+['’]s ", phrase.written)):
            return None
        head = next((word for word in reversed(words) if word in ROLES), None)
        if head is None or head.endswith("s"):
            return None
        near = [
            (at, name)
            for at, name, role in self.spoken[-LOOKED_AT:]
            if role and at < phrase.start and head in role.lower().split()
        ]
        rest = set(words) - {"the"} - {head, "of", "for", "s"}
        candidates = {name for _, name in near if not rest or rest & set(self.roles.get(name, "").lower().split())}
        place = bisect_left(self.names, (phrase.start, ""))
        earlier = {name for _, name in self.names[max(0, place - LOOKED_AT) : place]}
        if not candidates:
            candidates = {name for name in earlier if head in self.titles.get(name, ())}
        if not candidates and (head in _PERSONAL or (is_office(phrase) and subject and subject not in self.roles)):
            return subject or self._foremost(sorted(filter(self._surely, earlier)), phrase.start)
        return candidates.pop() if len(candidates) == 1 else None


_LIKE_PRONOUN = re.compile(
    r"[Tt]he (?:\S+-year-old(?: [a-z-]+){0,3}|[A-Z]\w+(?:man|woman|ian|ican|ean|ese|ander|iard))\Z"
)


def like_pronoun(phrase: Phrase) -> bool:
    """Whether a phrase only refers back: "he", "the 34-year-old", "the Dutchman"."""
    return phrase.written.lower() in ("he", "she", "it") or bool(_LIKE_PRONOUN.match(phrase.written))


def is_role(phrase: Phrase) -> bool:
    """Whether a phrase calls somebody by a role: "the England striker"."""
    return phrase.written.split()[-1].lower() in ROLES


def is_office(phrase: Phrase) -> bool:
    """Whether a phrase that looks like a name is only an office: "the Prime Minister"."""
    words = phrase.written.lower().split()
    return words[0] == "the" and len(words) > 1 and all(word in _OFFICE for word in words[1:])


def _speaks(name: str) -> bool:
    """Whether a pronoun for a person can refer to the name, because it is a person's name or a role."""
    return not is_body(name) and (name[0].isupper() or any(word in ROLES for word in name.lower().split()))


@lru_cache(maxsize=20_000)
def is_body(name: str) -> bool:
    """Whether a name is that of a body, country or newspaper rather than of a person."""
    words = {word.lower().strip(".,") for word in name.split()}
    return bool(words & (BODIES | PLACES)) or name.isupper() or name.lower() in ROLES
