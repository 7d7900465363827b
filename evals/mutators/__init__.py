"""Make quotations from a document's words by a known change, each with its right verdict.

They test any system that checks quotations: Dragoman's, or yours. Everything is deterministic, and a mutation always
changes something.

>>> from dragoman.corpus.types import Span
>>> from dragoman.evals.mutators import Original, mutate
>>> text = "The council will not accept any of the 12 proposals before Friday."
>>> mutation = mutate("negation_dropped", Original(text, Span(0, len(text))))
>>> mutation.text
'The council will accept any of the 12 proposals before Friday.'
>>> mutation.expected, mutation.flags, mutation.changed
(('altered',), ('negation',), (('not', ''),))

`KINDS` has every mutator by name; `mutations` yields one mutation of each kind that the words allow.
"""

from .attributions import said_on_swapped
from .kinds import ASKED, CHANGED, CUT, EDITED, HARMLESS, KINDS, OMITTED, OPEN, disguised, mutate, mutations, usable
from .mutation import Mutation, Original, TextEdit, apply_edits
from .words import canonical, flat

__all__ = [
           "ASKED",
           "CHANGED",
           "CUT",
           "EDITED",
           "HARMLESS",
           "KINDS",
           "OMITTED",
           "OPEN",
           "Mutation",
           "Original",
           "TextEdit",
           "apply_edits",
           "canonical",
           "disguised",
           "flat",
           "mutate",
           "mutations",
           "said_on_swapped",
           "usable",
]  # fmt: skip
