"""From the labels of a transcript to the full names of its people, by what the document itself says.

Full names are looked for in other labels and their notes, in metadata, in the title and the lines before the first turn, and
then in the words of the turns, in this order. If two people fit equally well, the label stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...language.lexicon import PARTICLES
from ...language.names import same_person
from ...language.titles import FORMS_OF_ADDRESS
from ...types import Document
from ..given_names import MEN, WOMEN
from ..person_names import PEOPLE as GIVEN
from .interviewee import answerer
from .label import Label, is_name
from .offices import behind_office
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
_BEFORE = re.compile(rf"(?:(?<![\w.])(?:{UPPER}[\w’'-]*\.?|(?:al|el|bin|ibn|van|von|de|der|la|da|dos|del)) ){{1,4}}\Z")
_SUFFIX = re.compile(r",? (?:jr\.?|sr\.?|i{2,3}|iv)\Z")
_INITIALS = re.compile(rf"{UPPER}{{2,4}}")
_CAPITALISED = re.compile(rf"{UPPER}[\w’'-]+(?: {UPPER}[\w’'-]+)+")
_FIELDS = frozenset(
    "speaker speakers author authors participants guests guest people name by president host panelists".split()
)
_CONTRACTED = re.compile(r"[a-z]+[’'](?:m|s|re|ve|ll|d|t)")  # "I'm Tessa Quill": no given name


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
            full[name, notes] = next((one for one in notes if one in labelled or _is_named(one)), spelled(name))
    for name, notes in sorted(offices, key=lambda one: not one[1]):
        written = spelled(name).casefold().removeprefix("the ") + " "
        held = {
            full[one] for one in full if spelled(one[0]).casefold().startswith(written) and " " in (full[one] or "")
        }
        if len(held) == 1 and not notes:
            full[name, notes] = held.pop()  # "Secretary General Ana Ruiz" and then "Secretary General"
            continue
        named = {full[one] for one in offices if one in full and one[0] == name and not is_office(full[one] or name)}
        full[name, notes] = (
            named.pop()
            if len(named) == 1 and not notes
            else _holder_of(name, notes, sources, sorted({*filter(None, full.values())}))
        )
    persons = {full[one] for one in full if one[0] and role_of(one[0]) == "speaker"}
    for one in answers:
        only = len(persons) == 1 and len(labels) > 2
        full[one] = next(iter(persons)) if only else answerer(document.title, document.text[:first])
    return full


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


def _fits(given: str, gender: str | None) -> bool:
    low = given.casefold().strip(".")
    if gender == "he":
        return low in MEN or low not in WOMEN
    if gender == "she":
        return low in WOMEN or low not in MEN
    return True


def _full(name: str, sources: Sources, labelled: Sequence[str]) -> str:
    """Return the full name of the person whom a label calls by surname, by first name, or in full already."""
    bare = bare_words(name)
    gender = _gender(name)
    if bare[0].casefold() in ("of", "for"):
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
            and _fits(one.split()[0], gender)
            and one.split()[0][0].isupper()
        }
        if len(fitting) == 1:
            return fitting.pop()
    fronted = _surname_first(bare, f"{sources.title}\n{sources.head}")
    if fronted:
        return fronted
    title = spelled(name)[: -len(wanted)].casefold().strip(" .")
    for text in (sources.title, sources.head, sources.text):
        found = _in_text(text, wanted, gender, title)
        if found:
            return found
    listed = (*sources.known, *map(spelled, labelled), *_CAPITALISED.findall(f"{sources.title}\n{sources.head}"))
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


def _surname_first(bare: Sequence[str], text: str) -> str | None:
    """Return the name of which a text writes the surname first and in capitals, as in Japan: "KONDO Taro"."""
    if len(bare) != 1:
        return None
    given = {found[1] for found in re.finditer(rf"\b{re.escape(bare[0].upper())} ({UPPER}[a-zà-ÿ]+)\b", text)}
    given -= {one for one in given if one.casefold() in NO_GIVEN}
    return f"{bare[0]} {given.pop()}" if len(given) == 1 and len(bare[0]) > 2 else None


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


def _in_text(text: str, surname: str, gender: str | None, title: str) -> str | None:
    """Return the full name with this surname that a text has most often, or that follows the label's title."""
    counts: Counter[str] = Counter()
    pattern = re.compile(rf"(?<=[\w.] ){re.escape(surname)}(?![\w-]|’[^s\W])", re.I)
    for found in list(pattern.finditer(text))[:400]:
        if found.group().islower():
            continue
        before = _BEFORE.search(text, max(0, found.start() - 60), found.start())
        if not before:
            continue
        given = _given(before.group().split(), text, found.start())
        if given and _fits(given[0], gender):
            titled = " ".join(before.group().split()[: -len(given)]).casefold().strip(" .")
            counts[" ".join(given)] += 1 + 100 * bool(
                title and title not in FORMS_OF_ADDRESS and titled.endswith(title)
            )
    if not counts:
        return None
    # "Jake" and "Jacob J." may be one person: only a given name of somebody else is in the way.
    (best, most), *others = counts.most_common()
    rivals = [count for given, count in others if not same_person(f"{given} {surname}", f"{best} {surname}")]
    if rivals and max(rivals) * 2 > most:
        return None
    return f"{best} {surname}"


def _given(words: list[str], text: str, at: int) -> list[str]:
    """Return the given names at the end of the capitalised words before a surname."""
    given: list[str] = []
    for word in reversed(words):
        low = word.casefold().strip(".,")
        initial = len(low) == 1 and word.endswith(".")
        if (
            (word.endswith((".", ",")) and not initial)
            or (low in NO_GIVEN and low not in GIVEN)
            or low in FORMS_OF_ADDRESS
            or _CONTRACTED.fullmatch(low)
        ):
            break
        if given and low not in GIVEN and not initial and low not in PARTICLES and len(given[0].strip(".")) != 1:
            break
        if word.isupper() and len(low) > 1:
            word = spelled(word)
        given.insert(0, word)
    while given and (given[0].casefold().strip(".") in PARTICLES and given[0][0].islower()):
        given.pop(0)
    if not given or (len(given) == 1 and len(given[0].strip(".")) == 1 and len(words) > 1):
        return given if given and words[0][0].isupper() else []
    first = given[0].casefold().strip(".")
    if first in GIVEN or len(first) == 1:
        return given
    # An unknown given name counts if it is not merely the capitalised first word of a sentence.
    start = at - len(" ".join(given)) - 1
    before = text[max(0, start - 3) : start].rstrip()
    return given if before and before[-1] not in '.!?…—:“"\n' else []


def in_full(name: str, text: str) -> str:
    """Return a surname with the given name that a text has for it; any other name unchanged."""
    return name if " " in name else (_in_text(text, name, None, "") or name)


def _holder_of(name: str, notes: Sequence[str], sources: Sources, others: Sequence[str]) -> str:
    def completed(person: str) -> str:
        return _full(person, sources, others)

    return behind_office(name, notes, sources.title, sources.head, sources.text, sources.holder, others, completed)
