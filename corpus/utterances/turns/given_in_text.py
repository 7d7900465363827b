"""The given name that a text has with a surname: "Ana Ruiz" for "Ms. Ruiz"."""

import re
from collections import Counter
from collections.abc import Sequence

from ...language.lexicon import PARTICLES
from ...language.names import same_person
from ...language.titles import FORMS_OF_ADDRESS
from ..given_names import MEN, WOMEN
from ..person_names import PEOPLE as GIVEN
from .spelling import NO_GIVEN, UPPER, spelled

_BEFORE = re.compile(rf"(?:(?<![\w.])(?:{UPPER}[\w’'-]*\.?|(?:al|el|bin|ibn|van|von|de|der|la|da|dos|del)) ){{1,4}}\Z")
_CONTRACTED = re.compile(r"[a-z]+[’'](?:m|s|re|ve|ll|d|t)")  # "I'm Tessa Quill": no given name


def fits(given: str, gender: str | None) -> bool:
    """Whether a given name fits "Mr." (`gender` is "he") or "Ms." ("she"); names of both, and unknown ones, do."""
    low = given.casefold().strip(".")
    if gender == "he":
        return low in MEN or low not in WOMEN
    if gender == "she":
        return low in WOMEN or low not in MEN
    return True


def name_in_text(text: str, surname: str, gender: str | None, title: str) -> str | None:
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
        if given and fits(given[0], gender):
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
    return name if " " in name else (name_in_text(text, name, None, "") or name)


def surname_first(bare: Sequence[str], text: str) -> str | None:
    """Return the name of which a text writes the surname first and in capitals, as in Japan: "KONDO Taro"."""
    if len(bare) != 1:
        return None
    given = {found[1] for found in re.finditer(rf"\b{re.escape(bare[0].upper())} ({UPPER}[a-zà-ÿ]+)\b", text)}
    given -= {one for one in given if one.casefold() in NO_GIVEN}
    return f"{bare[0]} {given.pop()}" if len(given) == 1 and len(bare[0]) > 2 else None
