"""Whose claim a kept clause is where words between commas part it from what governs it, so that the parser does not join them."""

from collections.abc import Iterator

from . import lexicon
from .cut import Cut
from .omission import OmittedWord

FARTHEST = 14
"""The most words between a noun of claiming and the clause that says what is claimed."""

_FILLERS = frozenset("you know well of course look oh yes yeah hey like i mean and but so now okay ok that".split())


def parted(cut: Cut) -> Iterator[OmittedWord]:
    """Yield the omitted claim or speaker that a kept clause belongs to across commas.

    "There is this story, an old one, that | the well is haunted"; "Some say, you know, | the bridge is finished".
    """
    first = min(cut.kept)
    if first in cut.omitted or first == 0:
        return
    before = [at for at in range(first) if at in cut.omitted]
    that = next((at for at in reversed(before[-3:]) if cut.lower(at) == "that"), None)
    if that is not None and cut.lower(that - 1) == "," and cut.word(that).tag == "IN":
        yield from _noun(cut, that)
    yield from _saying(cut, before)


def _noun(cut: Cut, that: int) -> Iterator[OmittedWord]:
    for at in range(that - 1, max(-1, that - FARTHEST), -1):
        if at not in cut.omitted or cut.lower(at) in (";", ":") or cut.lower(at) == "that":
            return
        if cut.word(at).part == "NOUN" and cut.lemma(at) in lexicon.CLAIMS | (lexicon.DENIES_THAT - lexicon.PREVENTS):
            kind = "attribution" if cut.lemma(at) in lexicon.CLAIMS else "negation"
            yield OmittedWord(cut.word(at).text, kind)  # type: ignore[arg-type]  # one of two kinds
            return


def _saying(cut: Cut, before: list[int]) -> Iterator[OmittedWord]:
    """Yield others who say what is kept, if only fillers stand between: "They say, well, | …"."""
    while before and (cut.word(before[-1]).part in ("PUNCT", "INTJ") or cut.lower(before[-1]) in _FILLERS):
        before = before[:-1]
    if not before or cut.lower(before[-1] + 1) != ",":
        return
    verb = before[-1]
    subject = cut.subject(verb)
    if cut.word(verb).relation == "relcl":
        return  # "the letter, which nobody had read, | was …"
    if cut.lemma(verb) not in lexicon.SAYS or subject is None or subject not in cut.omitted or subject > verb:
        return
    own = cut.lower(subject) in (*lexicon.SELF, "you", "it")
    vague = cut.lemma(subject) in lexicon.NOBODY_IN_PARTICULAR or any(
        cut.lemma(c) in lexicon.NOBODY_IN_PARTICULAR for c in cut.syntax.children[subject]
    )
    if not own and (vague or not cut.reported):
        yield OmittedWord(cut.text([*[c for c in cut.below(subject) if c in cut.omitted][:4], verb]), "attribution")
