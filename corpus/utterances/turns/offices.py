"""Who holds the office that a label names: "THE PRESIDENT", "Spokesman", "PM"."""

import re
from collections.abc import Callable, Sequence

from ...language.lexicon import ROLES, TITLES
from ...language.names import same_person
from .label import is_name
from .spelling import ABBREVIATED_OFFICES, NO_GIVEN, UPPER, bare_words, leading_name, people_in, person_in, spelled

Completed = Callable[[str], str]
"""Returns the full name of a person from a surname, with or without a title."""

_PERSON = rf"(?P<name>(?:{UPPER}[\w’'.-]*\s?){{1,4}})"
_NAME = rf"{UPPER}[\w’'-]+(?: (?:{UPPER}[\w’'.-]*|al|el|bin|van|von|de|der|la|da)){{0,2}} {UPPER}[\w’'-]+"
_CHAIRS = {"officer", "chairman", "chairwoman", "chair", "speaker", "clerk", "tempore"}
_APART = frozenset("for to of by and told with from".split())
_UNDER = frozenset("deputy principal chief associate assistant acting official".split())
"""Words before "spokesman", who still is one; a deputy minister is no minister."""
_LABEL_BEFORE = re.compile(r"(?:\A|\n)The \Z")
_NEAR = 1500  # characters at the top in which an office of one or two words is looked for


def behind_office(
    name: str,
    notes: Sequence[str],
    title: str,
    head: str,
    text: str,
    holder: str | None,
    others: Sequence[str],
    completed: Completed,
) -> str:
    """Return who holds an office by its note, the title or the lines at the top; else the label.

    `others` are the people who have labels of their own; `holder` is the person that the name of a speech's file gives.
    """
    for note in notes:
        if is_name(note) and any(word[0].isupper() and word.casefold() not in NO_GIVEN for word in bare_words(note)):
            return completed(note)
    office = re.sub(r"\A(?:the|acting) ", "", spelled(name).casefold()).strip()
    office = ABBREVIATED_OFFICES.get(office, office)
    words = office.split()
    for place in (title, head, text[:_NEAR] if len(words) < 3 else ""):
        found = _in(place, name, office, others, completed)
        if found:
            return found
    listed = people_in(f"{title}\n{head}")
    if len(listed) < 2 or _CHAIRS & set(words):
        listed = []  # a name alone at the top may be that of whom they speak about
    left = [one for one in listed if not any(same_person(one, other) for other in others)]
    if len(left) == 1 and words[-1] in TITLES:
        return left[0]
    if holder and words[-1] in TITLES and not any(same_person(holder, other) for other in others):
        return f"{spelled(name).removeprefix('The ')} {holder}"
    return spelled(name)


def _in(text: str, name: str, office: str, others: Sequence[str], completed: Completed) -> str | None:
    """Return whom a text names with an office: "President Ana Ruiz", "Ana Ruiz, the spokeswoman"."""
    written = re.escape(office)
    if office.startswith(("spokes", "chair")) and " " not in office:
        written = "spokes(?:man|woman|person)" if office.startswith("spokes") else "chair(?:man|woman|person)?"
    field = r"(?P<field>:(?= (?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\b))?"  # "President: Mr. Okello (Uganda)"
    before = re.compile(rf"\b(?i:{written}){field} (?i:of the united states )?{_PERSON}")
    for found in before.finditer(text):
        if office == "president" and re.search(r"\bvice[ -]\Z", text[: found.start()], re.I):
            continue
        if _LABEL_BEFORE.search(text, max(0, found.start() - 5), found.start()):
            continue  # "The Taoiseach Next week" is a label and its words
        named = person_in(found["name"]) if found["field"] else leading_name(found["name"])
        if named and not any(same_person(named, other) for other in others):
            title = office if name.casefold() in ABBREVIATED_OFFICES else re.sub(r"\A[Tt]he ", "", spelled(name))
            return completed(f"{title} {named}")
    behind = re.compile(rf"(?P<name>{_NAME})(?:,| \(| [–—-])\s?(?P<gap>(?:[\w’'-]+ ){{0,4}}?)(?i:{written})\b")
    for found in behind.finditer(text):
        gap = {word.casefold() for word in found["gap"].split()}
        gap -= _UNDER if office.startswith("spokes") else set()
        named = person_in(found["name"])
        if named and " " in named and not gap & (_APART | ROLES) and not any(same_person(named, one) for one in others):
            return named
    return None
