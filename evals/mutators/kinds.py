"""All mutators by name, and the checks that a mutation is a real one."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from random import Random

from ...corpus.types import Span
from . import attributions, changes, cuts, editing, near_changes, scope_cuts
from . import harmless_changes as harmless
from .mutation import Mutation, Original
from .words import flat

Mutator = Callable[[Original, Random], Mutation | None]


def _verbatim(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    return Mutation("verbatim", original.words, ("verbatim",), "nothing is changed")


CHANGED: Mapping[str, Mutator] = {
    mutator.__name__: mutator
    for mutator in (
        changes.negation_dropped,
        changes.negation_added,
        changes.number_swapped,
        changes.name_swapped,
        changes.date_swapped,
        changes.word_dropped,
        changes.word_added,
        changes.word_replaced,
        changes.words_swapped,
        changes.homoglyph,
        cuts.unmarked_omission,
        cuts.marked_and_changed,
        cuts.bracketed_negation,
        cuts.bracketed_number,
        cuts.splice,
        cuts.marked_splice,
        cuts.half_splice,
        near_changes.misspelt,
        near_changes.number_rewritten,
        near_changes.bracketed_addition,
        near_changes.bracketed_quantity,
        near_changes.case_turned,
    )
}
"""Mutators whose verdict is never `verbatim` or `elided`."""

CUT: Mapping[str, Mutator] = {
    mutator.__name__: mutator
    for mutator in (
        cuts.condition_cut,
        cuts.negation_cut,
        cuts.attribution_cut,
        cuts.marked_turn,
        scope_cuts.quantity_cut,
        scope_cuts.hedge_cut,
        scope_cuts.claim_cut,
        scope_cuts.promise_cut,
        scope_cuts.restriction_cut,
        scope_cuts.question_stated,
    )
}
"""Mutators that keep the document's words in their order, and whose verdict is `truncated` (of a question also `altered`)."""

OMITTED: Mapping[str, Mutator] = {
    "marked_omission": cuts.marked_omission,
    "sentences_left_out": editing.sentences_left_out,
}
"""Mutators whose verdict is `elided`."""

HARMLESS: Mapping[str, Mutator] = {
    "verbatim": _verbatim,
    **{
        mutator.__name__: mutator
        for mutator in (
            cuts.fragment,
            scope_cuts.time_cut,
            harmless.quotation_marks,
            harmless.dashes,
            harmless.white_space,
            harmless.compatibility,
            harmless.soft_hyphens,
            harmless.zero_width,
            harmless.direction_marks,
            harmless.first_letter,
            harmless.closing,
        )
    },
}
"""Mutators whose verdict is `verbatim`."""

EDITED: Mapping[str, Mutator] = {
    mutator.__name__: mutator
    for mutator in (
        editing.capitals,
        editing.spelling_variant,
        editing.number_written,
        editing.contraction,
        editing.emphasised,
        editing.interruption_joined,
        editing.interruption_added,
    )
}
"""Mutators of what editors may change: the words pass unless a desk is strict."""

OPEN: Mapping[str, Mutator] = {
    "direction_overrides": harmless.direction_overrides,
    "marked_ends": cuts.marked_ends,
    "bracketed_letter": cuts.bracketed_letter,
}
"""Mutators with more than one right verdict."""

ASKED: Mapping[str, Mutator] = {
    "speaker_kept": attributions.speaker_kept,
    "speaker_swapped": attributions.speaker_swapped,
}
"""Mutators that keep the words and name a speaker; only for originals with a speaker."""

KINDS: Mapping[str, Mutator] = {**CHANGED, **CUT, **OMITTED, **HARMLESS, **EDITED, **OPEN, **ASKED}
"""Every mutator by the name of its kind."""


def usable(words: str) -> bool:
    """Return whether words can be an original: their own ellipsis or brackets would look like marks of omission."""
    return not any(mark in words for mark in ("…", "...", "[", "]", ". ."))


def mutate(kind: str, original: Original, seed: int = 0) -> Mutation | None:
    """Make a mutation of a kind, or return `None` if the words have nothing of that kind to change.

    The same arguments give the same mutation. Raises `KeyError` for a kind that is not in `KINDS`.
    """
    mutation = KINDS[kind](original, Random(f"{seed}:{kind}:{original.words}"))
    return mutation if mutation is not None and _changes(mutation, original) else None


def mutations(original: Original, seed: int = 0, kinds: Collection[str] = tuple(KINDS)) -> Iterator[Mutation]:
    """Yield a mutation of each kind that the words allow, in the order of `kinds`; none for words that are not `usable`."""
    if usable(original.words):
        for kind in kinds:
            mutation = mutate(kind, original, seed)
            if mutation is not None:
                yield mutation


def disguised(mutation: Mutation, seed: int = 0) -> Mutation:
    """Add a harmless difference to a mutation, which must not change the verdict."""
    rng = Random(f"{seed}:{mutation.text}")
    text = mutation.text
    kinds = (
        "quotation_marks",
        "dashes",
        "white_space",
        "soft_hyphens",
        "zero_width",
        "direction_marks",
        "first_letter",
    )
    given = Original(text, Span(0, len(text)))
    other = HARMLESS[rng.choice(kinds)](given, rng)
    if other is None:
        return mutation
    return Mutation(
        mutation.kind, other.text, mutation.expected, mutation.reason, mutation.changed, mutation.flags, mutation.asked
    )


def _changes(mutation: Mutation, original: Original) -> bool:
    """Return whether changed words do not occur in the document, and cut words occur at most once."""
    if mutation.kind == "case_turned" or (mutation.kind not in CHANGED and mutation.kind not in CUT):
        return True
    given, there = flat(mutation.text), _flat_document(original.text)
    if mutation.kind in CHANGED:
        return given not in there
    return there.count(given) <= 1  # another place may have them complete


@lru_cache(maxsize=8)
def _flat_document(text: str) -> str:
    return flat(text)
