"""From the labels of a transcript to the full names of its people, by what the document itself says.

Full names are looked for in other labels and their notes, in metadata, in the title and the lines before the first turn, and
then in the words of the turns, in this order. If two people fit equally well, the label stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...language.lexicon import BODIES, MONTHS, PARTICLES, PLACES, ROLES, TITLES, WEEKDAYS
from ...language.names import same_person
from ...language.titles import FORMS_OF_ADDRESS
from ...types import Document
from ..given_names import MEN, WOMEN
from .label import Label, is_name
from .roles import REPORTER, role_of

_GIVEN = MEN | WOMEN
_HE, _SHE = frozenset(("mr", "sir", "lord")), frozenset(("mrs", "ms", "miss", "dame", "lady"))
_UPPER = r"[A-ZÀ-ÖØ-Þ\u0100-\u024f]"
_BEFORE = re.compile(rf"(?:(?<![\w.])(?:{_UPPER}[\w’'-]*\.?|(?:al|el|bin|ibn|van|von|de|der|la|da|dos|del)) ){{1,4}}\Z")
_FIELDS = frozenset(
    "speaker speakers author authors participants guests guest people name by president host panelists".split()
)
_NO_GIVEN = (
    TITLES | ROLES | BODIES | PLACES | MONTHS - {"april", "may", "june"} | WEEKDAYS | FORMS_OF_ADDRESS
    | frozenset(
        "the a an and but so with thank thanks from to of by for in on as is was hi hey hello good dear our your my yes no "
        "well okay ok now then when while that this these those because if or not like also just here there about between "
        "former first second third strategic communications national security senior administration staff vice deputy prime "
        "foreign home defense defence state press general chief justice hon united american british russian israeli messrs "
        "counsel brother sister friend gentleman gentlewoman honorable honourable right hon both see ask let what how why who "
        "under acting associate assistant former".split()
    )
)  # fmt: skip


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
    labelled = [_spelled(name) for name, _ in distinct if name and role_of(name) != "question"]
    for name, notes in sorted(distinct, key=lambda one: -len(one[0].split())):
        if not name:
            full[name, notes] = None
            continue
        if role_of(name) == "question":
            full[name, notes] = _asker(notes)
            continue
        kind = _kind(name)
        if kind == "office":
            offices.append((name, notes))
        elif kind == "person":
            full[name, notes] = _full(name, sources, [*filter(None, full.values()), *labelled])
        elif kind == "answer":
            full[name, notes] = answerer(document.title)
        else:
            full[name, notes] = _spelled(name)
    for name, notes in sorted(offices, key=lambda one: not one[1]):
        named = {full[one] for one in offices if one in full and one[0] == name and not is_office(full[one] or name)}
        full[name, notes] = (
            named.pop()
            if len(named) == 1
            else _behind_office(name, notes, sources, sorted({*filter(None, full.values())}))
        )
    return full


def _kind(name: str) -> str:
    """Tell an office ("THE PRESIDENT") and a described or numbered person ("SPEAKER 1") from a person."""
    words = [word.casefold().strip(".,") for word in name.split()]
    if words[0] == "the":
        return "office"
    if name == "A":
        return "answer"
    if words[0] == "senior" or words[-1].isdigit() or role_of(name) == "moderator":
        return "described"
    if all(word in ROLES | _NO_GIVEN for word in words):
        return "office" if words[-1] in TITLES else "described"
    return "person"


def answerer(title: str) -> str | None:
    """Return the person whose answers a title announces: "Interview with Ana Ruiz"."""
    found = re.search(
        r"\b(?i:interview|q ?& ?a|conversation|deposition|testimony|talk|questions)\b.{0,30}?\b(?i:with|of|to|by|for) (.+)",
        title,
    )
    if not found:
        return None
    people = people_in(found[1])
    return person_in(found[1]) or (people[0] if people else None)


def is_office(name: str) -> bool:
    """Whether a transcript's speaker is an office without a name: "The Prime Minister"."""
    return _kind(name) == "office"


def _asker(notes: Iterable[str]) -> str:
    named = [note for note in notes if is_name(note) and len(note.split()) > 1]
    return named[0] if named else REPORTER


def from_metadata(document: Document) -> tuple[str, ...]:
    """Return the full names in fields such as `speakers` and `author`."""
    values = [value for name, value in document.metadata if name.casefold() in _FIELDS]
    names = [one.strip() for value in values for one in re.split(r"[;,]| and ", value)]
    return tuple(one for one in names if is_name(one) and len(one.split()) > 1)


def _spelled(name: str) -> str:
    """Return a label as a name is written: "MR. O'BRIEN" is "Mr. O'Brien", "SENIOR OFFICIAL" is "Senior Official"."""

    def one(word: str) -> str:
        if not word.isupper() or len(word.strip(".")) < 2 or re.fullmatch(r"(?:[A-Z]\.)+", word):
            return word
        lowered = re.sub(r"(?<![^\W\d_])[^\W\d_]|(?<=\bMc)[a-z]", lambda found: found.group().upper(), word.lower())
        return re.sub(
            r"(?<=[^\W\d_])([’'])([Ss])\Z", r"\1s", re.sub(r"\AMc([a-z])", lambda m: "Mc" + m[1].upper(), lowered)
        )

    words = [one(word) for word in name.split()]
    links = ("Of", "And", "For", "The")
    return " ".join(word.lower() if at and word in links else word for at, word in enumerate(words))


def _bare(name: str) -> list[str]:
    """Return the words of a name behind its last title."""
    words = _spelled(name).split()
    low = [word.casefold().strip(".") for word in words]
    cut = 0
    for at, word in enumerate(low[:-1]):
        if (word not in _NO_GIVEN and word != "of") or (word in _GIVEN and word not in FORMS_OF_ADDRESS):
            break
        if word in TITLES | FORMS_OF_ADDRESS | ROLES | {"the", "hon", "justice"}:
            cut = at + 1
    return words[cut:]


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


def _full(name: str, sources: Sources, labelled: Iterable[str]) -> str:
    """Return the full name of the person whom a label calls by surname, by first name, or in full already."""
    bare = _bare(name)
    gender = _gender(name)
    if len(bare) > 1 and bare[0].casefold().strip(".") not in PARTICLES:
        longer = {
            one
            for one in sources.known
            if one.casefold().startswith(bare[0].casefold()) and same_person(" ".join(bare), one)
        }
        return longer.pop() if len(longer) == 1 else " ".join(bare)
    wanted = " ".join(bare)
    for pool in (sources.known, [" ".join(_bare(one)) for one in labelled]):
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
    title = _spelled(name)[: -len(wanted)].casefold().strip(" .")
    for text in (sources.title, sources.head, sources.text):
        found = _in_text(text, wanted, gender, title)
        if found:
            return found
    first = {one for one in sources.known if one.split()[0].casefold() == wanted.casefold()}
    if len(first) == 1:
        return first.pop()
    return _spelled(name)


def _ends(name: str, surname: str) -> bool:
    return _folded(name).endswith(" " + _folded(surname))


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
            or (low in _NO_GIVEN and low not in _GIVEN)
            or low in FORMS_OF_ADDRESS
        ):
            break
        if given and low not in _GIVEN and not initial and low not in PARTICLES and len(given[0].strip(".")) != 1:
            break
        if word.isupper() and len(low) > 1:
            word = _spelled(word)
        given.insert(0, word)
    while given and (given[0].casefold().strip(".") in PARTICLES and given[0][0].islower()):
        given.pop(0)
    if not given or (len(given) == 1 and len(given[0].strip(".")) == 1 and len(words) > 1):
        return given if given and words[0][0].isupper() else []
    first = given[0].casefold().strip(".")
    if first in _GIVEN or len(first) == 1:
        return given
    # An unknown given name counts if it is not merely the capitalised first word of a sentence.
    start = at - len(" ".join(given)) - 1
    before = text[max(0, start - 3) : start].rstrip()
    return given if before and before[-1] not in '.!?…—:“"\n' else []


def person_in(run: str) -> str | None:
    """Return the name at the beginning of a run of words, behind its titles: "Ana Ruiz" of "President Ana Ruiz on Trade"."""
    split = re.split(r"\s(?:[a-z]+)\s", _spelled(run) + " ")[0].split()
    bare = _bare(" ".join(split)) if split else []
    name = _leading_name(" ".join(bare))
    if not name or not is_name(name) or name.casefold() in PLACES | BODIES | ROLES or not name[0].isupper():
        return None
    if {word.casefold() for word in name.split()} & (BODIES | PLACES):
        return None
    titled = len(bare) < len(split)
    return name if len(name.split()) > 1 or titled else None


def in_full(name: str, text: str) -> str:
    """Return a surname with the given name that a text has for it; any other name unchanged."""
    return name if " " in name else (_in_text(text, name, None, "") or name)


def office(label: Label) -> str | None:
    """Return the office that a label names ("President", "Mayor of Ostrel"), if it names one besides the person."""
    for note in label.notes:
        if any(word.casefold() in ROLES for word in note.split()) and _kind(note) != "person":
            return _spelled(note)
    name = _spelled(label.name).split()
    held = name[: -len(_bare(label.name))]
    kept = [word for word in held if word.casefold().strip(".") not in FORMS_OF_ADDRESS | {"the", "hon"}]
    return " ".join(kept) or None


def _behind_office(name: str, notes: Sequence[str], sources: Sources, others: Sequence[str]) -> str:
    """Return who holds an office ("THE PRESIDENT") by its note, the title or the lines at the top; else the label."""
    for note in notes:
        if is_name(note) and any(word[0].isupper() and word.casefold() not in _NO_GIVEN for word in _bare(note)):
            return _full(note, sources, others)
    office = re.sub(r"\A(?:the|acting) ", "", _spelled(name).casefold()).strip()
    words = office.split()
    person = rf"((?:{_UPPER}[\w’'.-]*\s?){{1,4}})"
    for text in (sources.title, sources.head, sources.text[:1500] if len(words) < 3 else ""):
        pattern = re.compile(
            rf"\b{re.escape(office)} (?i:of the united states )?{person}".replace(office, f"(?i:{office})")
        )
        for found in pattern.finditer(text):
            if office == "president" and re.search(r"\bvice[ -]\Z", text[: found.start()], re.I):
                continue
            named = _leading_name(found[1])
            if named and not any(same_person(named, other) for other in others):
                return _full(f"{_spelled(name).removeprefix('The ').removeprefix('the ')} {named}", sources, others)
    left = [
        one
        for one in people_in(f"{sources.title}\n{sources.head}")
        if not any(same_person(one, other) for other in others)
    ]
    if len(left) == 1 and words[-1] in TITLES:
        return left[0]
    if sources.holder and words[-1] in TITLES and not any(same_person(sources.holder, other) for other in others):
        return f"{_spelled(name).removeprefix('The ')} {sources.holder}"
    return _spelled(name)


def _leading_name(run: str) -> str | None:
    """Return the words of a name at the beginning of a run of capitalised words: "Ana Ruiz" of "Ana Ruiz Before Congress"."""
    kept: list[str] = []
    for word in run.split():
        low = re.sub(r"['’]s?\Z", "", word.casefold().strip(".,"))
        if low in _NO_GIVEN and low not in _GIVEN:
            break
        kept.append(re.sub(r"['’]s?\Z", "", word.strip(",")))
        if word.endswith((",", "’s", "'s", "’", "'")) or (word.endswith(".") and len(low) > 1):
            break
    return _spelled(" ".join(kept)).rstrip(".") or None


def people_in(text: str) -> list[str]:
    """Return the people named in full, by a known given name, in a title or heading."""
    found = []
    for run in re.finditer(rf"{_UPPER}[\w’'-]+(?: {_UPPER}[\w’'.-]*){{1,3}}", text):
        words = run.group().split()
        while len(words) > 1 and words[0].casefold().strip(".") not in _GIVEN:
            words.pop(0)
        kept = _leading_name(" ".join(words))
        if kept and len(kept.split()) > 1 and kept not in found:
            found.append(kept)
    return found
