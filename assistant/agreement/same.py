"""Whether two sentences of different reports say the same: close vectors *and* the same numbers and negation.

A vector hardly sees a changed number or a *not*, so these must agree before two sentences are said to say the same. Of
sentences that are close but no copies of each other, the names must agree, too.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.terms import terms

SAME = 0.82
"""Cosine from which two sentences may say the same; set by judgement, not measured."""

_NEGATION = re.compile(
    r"\b(?:not?|never|none|nor|neither|without|cannot|\w+n['’]t|لا|لم|لن|ليس|ليست|غير)\b", re.IGNORECASE
)
_WRITTEN = frozenset(
    terms(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty hundred thousand million billion"
    )
)


def says_same(one: str, other: str, cosine: float) -> bool:
    """Whether two sentences whose vectors have this cosine say the same."""
    return cosine >= SAME and telling(one) == telling(other)


def telling(text: str) -> tuple[frozenset[str], bool]:
    """The numbers in a sentence, and whether it negates: what must agree before two sentences say the same."""
    numbers = frozenset(term for term in terms(text) if term[0].isdigit() or term in _WRITTEN)
    return numbers, bool(_NEGATION.search(text))
