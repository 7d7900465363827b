"""From the labels of a transcript to the full names of its people, by what the document itself says.

Full names are looked for in other labels and their notes, in metadata, in the title and the lines before the first turn, and
then in the words of the turns, in this order. If two people fit equally well, the label stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...language.dates import dates
from ...language.lexicon import PARTICLES
from ...language.names import same_person
from ...types import Document
from ..person_names import PEOPLE as GIVEN
from .given_in_text import fits, name_in_text, surname_first
from .interviewee import answerer
from .label import Label, is_name
from .offices import behind_office
from .presidents import in_office
from .spelling import (
    NO_GIVEN,
    REPORTER,
    UPPER,
    bare_words,
    is_office,
    kind_of,
    people_in,
    role_of,
    spelled,
)

_HE, _SHE = frozenset(("mr", "sir", "lord")), frozenset(("mrs", "ms", "miss", "dame", "lady"))
_SUFFIX = re.compile(r",? (?:jr\.?|sr\.?|i{2,3}|iv)\Z")
_IM = re.compile(r"\bI[’']m\b")
_WELCOME = 1500  # characters in which a host says who is there
_INITIALS = re.compile(rf"{UPPER}{{2,4}}")
_CAPITALISED = re.compile(rf"{UPPER}[\w’'-]+(?: {UPPER}[\w’'-]+)+")
_PEERS = frozenset("Lord Lady Baroness Viscount Viscountess Earl Countess".split())
_FIELDS = frozenset(
    "speaker speakers author authors participants guests guest people name by president host panelists".split()
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the names of people are looked for.

    `known` are full names from metadata, `head` is what is before the first turn, `text` the whole document; `holder` is the
    person that the name of a speech's file gives.
    """

    known: tuple[str, ...]
    title: str
    head: str
    text: str
    holder: str | None = None


def names_of(
    document: Document, labels: Sequence[Label], first: int, holder: str | None = None
) -> dict[tuple[str, tuple[str, ...]], str | None]:
    """Return the speaker for each (name, notes) of the labels; the first turn begins at offset `first`."""
    sources = Sources(from_metadata(document), document.title, document.text[:first][-3000:], document.text, holder)
    distinct = Counter((one.name, one.notes) for one in labels)
    full: dict[tuple[str, tuple[str, ...]], str | None] = {}
    offices: list[tuple[str, tuple[str, ...]]] = []
    answers: list[tuple[str, tuple[str, ...]]] = []
    labelled = [spelled(name) for name, _ in distinct if name and role_of(name) != "question"]
    for name, notes in sorted(distinct, key=lambda one: -len(one[0].split())):
        if not name:
            full[name, notes] = None
            continue
        if role_of(name) == "question":
            full[name, notes] = _asker(notes)
            continue
        kind = kind_of(name)
        if kind == "person" and _INITIALS.fullmatch(name):
            found = _behind_initials(name, sources)
            completed = found if found != name else _full(name, sources, labelled)  # "BRAM" may be a first name
            full[name, notes] = completed if " " in completed else name
        elif kind == "office":
            offices.append((name, notes))
        elif kind == "person":
            full[name, notes] = _full(name, sources, [*filter(None, full.values()), *labelled])
        elif kind == "answer":
            answers.append((name, notes))
        else:
            told = [note.partition(",")[0] for note in notes]
            full[name, notes] = next((one for one in told if one in labelled or _is_named(one)), spelled(name))
    for name, notes in sorted(offices, key=lambda one: not one[1]):
        written = spelled(name).casefold().removeprefix("the ") + " "
        held = {
            full[one] for one in full if spelled(one[0]).casefold().startswith(written) and " " in (full[one] or "")
        }
        if len(held) == 1 and not notes:
            full[name, notes] = held.pop()  # "Secretary General Ana Ruiz" and then "Secretary General"
            continue
        noted = {
            full[one]
            for one in full
            if any(spelled(note).casefold() == written.strip() for note in one[1]) and kind_of(one[0]) == "person"
        }
        if len(noted) == 1 and not notes and None not in noted:
            full[name, notes] = noted.pop()  # "ANA RUIZ, PRIME MINISTER" and then "PRIME MINISTER"
            continue
        named = {full[one] for one in offices if one in full and one[0] == name and not is_office(full[one] or name)}
        full[name, notes] = (
            named.pop()
            if len(named) == 1 and not notes
            else _holder_of(name, notes, sources, sorted({*filter(None, full.values())}))
        )
        if full[name, notes] == spelled(name):
            full[name, notes] = in_office(written.strip(), _top(document, sources), _day(document, sources)) or spelled(
                name
            )
    for name, notes in distinct:  # "Panelist 1 (Ana Ruiz, Bell Lines)" and then "Panelist 1"
        same = {full[one] for one in full if one[0] == name and one[1]} - {None, spelled(name)}
        if name and not notes and kind_of(name) == "described" and len(same) == 1:
            full[name, notes] = same.pop()
    persons = {full[one] for one in full if one[0] and role_of(one[0]) == "speaker"}
    for one in answers:
        only = len(persons) == 1 and len(labels) > 2
        full[one] = next(iter(persons)) if only else answerer(document.title, document.text[:first])
    return full


def _top(document: Document, sources: Sources) -> str:
    return "\n".join((sources.title, sources.head, document.publisher or "", document.url or ""))


def _day(document: Document, sources: Sources) -> date | None:
    """Return the day at the top of a transcript, or else the one of its publication."""
    head = f"{sources.title}\n{sources.head}"
    return next((one.day for one in dates(head, 0, len(head), None) if one.precision == "day"), document.published)


def _is_named(note: str) -> bool:
    """Whether the note behind a role is a person in full: "Moderator (Ana Ruiz)"."""
    words = note.split()
    return is_name(note) and 1 < len(words) < 5 and kind_of(note) == "person" and words[0].casefold() in GIVEN


def _behind_initials(name: str, sources: Sources) -> str:
    """Return the only person in metadata, title or head whose initials are those of a label; else the label as written."""
    for pool in (sources.known, (sources.title, sources.head)):
        fitting = {
            " ".join(words[at : at + len(name)])
            for text in pool
            for run in _CAPITALISED.findall(text)
            for words in [run.split()]
            for at in range(len(words) - len(name) + 1)
            if "".join(word[0] for word in words[at : at + len(name)]) == name
            and not {word.casefold() for word in words[at : at + len(name)]} & (NO_GIVEN - GIVEN)
        }
        mixed = {one for one in fitting if not one.isupper()} or {spelled(one) for one in fitting}
        if len(mixed) == 1:
            return mixed.pop()
    return name


def _asker(notes: Iterable[str]) -> str:
    named = [note for note in notes if is_name(note) and len(note.split()) > 1]
    return named[0] if named else REPORTER


def from_metadata(document: Document) -> tuple[str, ...]:
    """Return the full names in fields such as `speakers` and `author`."""
    values = [value for name, value in document.metadata if name.casefold() in _FIELDS]
    names = [one.strip() for value in values for one in re.split(r"[;,]| and ", value)]
    return tuple(one for one in names if is_name(one) and len(one.split()) > 1)


def _gender(name: str) -> str | None:
    form = name.split()[0].casefold().strip(".")
    return "he" if form in _HE else "she" if form in _SHE else None


def _full(name: str, sources: Sources, labelled: Sequence[str]) -> str:
    """Return the full name of the person whom a label calls by surname, by first name, or in full already."""
    bare = bare_words(name)
    if "of" in bare[1:] and spelled(name).split()[0] in _PEERS:
        return spelled(name)  # "Lord Hale of Ostrel" has no other name
    gender = _gender(name)
    if bare[0].casefold() in ("of", "for"):
        if {word.casefold() for word in bare[-2:]} & {"and", "of", "for", "the"}:
            return spelled(name)  # "Secretary for Piers and Quays" names nobody
        bare = _behind_country(bare, sources, labelled)
    if len(bare) > 1 and bare[0].casefold().strip(".") not in PARTICLES:
        longer = {
            one
            for one in sources.known
            if one.casefold().startswith(bare[0].casefold()) and same_person(" ".join(bare), one)
        }
        return longer.pop() if len(longer) == 1 else " ".join(bare)
    wanted = " ".join(bare)
    for pool in (sources.known, [" ".join(bare_words(one)) for one in labelled]):
        fitting = {
            one
            for one in pool
            if len(one.split()) > 1
            and _ends(one, wanted)
            and fits(one.split()[0], gender)
            and one.split()[0][0].isupper()
        }
        if len(fitting) == 1:
            return fitting.pop()
    fronted = surname_first(bare, f"{sources.title}\n{sources.head}")
    if fronted:
        return fronted
    title = spelled(name)[: -len(wanted)].casefold().strip(" .")
    for text in (sources.title, sources.head, sources.text):
        found = name_in_text(text, wanted, gender, title)
        if found:
            return found
    top = f"{sources.title}\n{sources.head}\n{sources.text[:_WELCOME]}"
    listed = (*sources.known, *map(spelled, labelled), *_CAPITALISED.findall(_IM.sub(" ", top)))
    first = {
        one
        for one in listed
        if len(words := one.split()) in (2, 3)
        and words[0].casefold() == wanted.casefold()
        and not {word.casefold() for word in words[1:]} & NO_GIVEN
    }
    if len(first) == 1:
        (name,) = first
        return name
    return spelled(name)


def _behind_country(words: list[str], sources: Sources, labelled: Sequence[str]) -> list[str]:
    """Return the name behind an office with its country or firm: "Ana Ruiz" of "of Gozo Ana Ruiz"."""
    whole = " ".join(words)
    for one in (*labelled, *sources.known, *people_in(f"{sources.title}\n{sources.head}")):
        if 1 < len(one.split()) < len(words) and _ends(whole, one):
            return one.split()
    given = next((at for at, word in enumerate(words) if at > 1 and word.casefold() in GIVEN), len(words) - 2)
    return words[given:]


def _ends(name: str, surname: str) -> bool:
    return _SUFFIX.sub("", _folded(name)).endswith(" " + _SUFFIX.sub("", _folded(surname)))


def _folded(name: str) -> str:
    return re.sub(r"[’‘`´]", "'", name.casefold())


def _holder_of(name: str, notes: Sequence[str], sources: Sources, others: Sequence[str]) -> str:
    def completed(person: str) -> str:
        return _full(person, sources, others)

    return behind_office(name, notes, sources.title, sources.head, sources.text, sources.holder, others, completed)
