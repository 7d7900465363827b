"""Find who holds an office that a question names instead of a person: "What did Kiel's mayor say?"."""

import re
from collections.abc import Sequence

from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.terms import content_terms, of_one_family, terms
from ...corpus.language.titles import FORMS_OF_ADDRESS, OCCUPATIONS, TITLES
from ...index.retrieval.search import EvidenceSentence
from ...index.storage.queries import heading

ENDING = 4
"""The most letters that a country and its adjective differ in length: "Mexico", "Mexican"."""

_OFFICES = (TITLES | OCCUPATIONS) - FORMS_OF_ADDRESS
_WORD_BEFORE_NAME = re.compile(r"\b[A-Za-z]\w+(?= [A-Z])")
_NAME = re.compile(r" (?P<name>[A-Z][\w.’'-]+(?: (?:al-|bin |van |de )?[A-Z][\w.’'-]+){0,3})")
_LIGHT = frozenset(terms("former ex current the then new old"))


def holder(description: str | None, evidence: Sequence[EvidenceSentence]) -> str | None:
    """Return the name that stands behind this office in the evidence, best first; `None` if it is no office, or nobody has it.

    All other words of the description must stand in the same sentence or its title: "Flint's mayor" is not any mayor.
    """
    words = re.sub(r"['’]s\b", "", description or "").rstrip("?.! ").split()
    if not words or words[-1].lower() not in _OFFICES:
        return None
    office = terms(words[-1])
    others = [term for term in content_terms(" ".join(words[:-1])) if term not in _LIGHT]
    for one in evidence:
        text = one.sentence.text
        own = [*terms(text), *terms(heading(one.sentence.document))]
        if not all(any(_akin(term, word) for word in own) for term in others):
            continue
        for found in _WORD_BEFORE_NAME.finditer(text):
            name = _NAME.match(text, found.end())
            if name and office and covered(office[0], with_groups(terms(found[0]))):
                return re.sub(r"['’]s$", "", name["name"])
    return None


def _akin(one: str, other: str) -> bool:
    return one == other or (of_one_family(one, other) and abs(len(one) - len(other)) <= ENDING)
