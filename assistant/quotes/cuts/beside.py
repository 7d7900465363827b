"""Omitted words directly beside the words kept that turn them, whatever the parser makes of the sentence.

Where a word hangs is what a parser gets wrong most often. These rules look at what stands next to a cut: "None of | the three
came", "but | not | until Friday", "nothing | short of a scandal", "According to the agency, | 571 came".
"""

from collections.abc import Iterator

from .cut import FINITE, Cut
from .omission import OmittedWord

_SOME = frozenset(("none", "neither", "few", "hardly any", "scarcely any", "not all", "not many", "not one", "not any"))
_NOTHING = frozenset(("nothing", "nobody", "none"))
_NO_DENIAL = frozenset(("matter", "doubt", "wonder", "surprise"))


def beside(cut: Cut) -> Iterator[OmittedWord]:
    """Yield the omitted words beside those kept that deny them, say of how many they hold, or whose claim they are."""
    first = min(cut.kept)
    states = any(cut.word(at).tag in FINITE or cut.word(at).tag == "VBN" for at in cut.kept)
    number = _of_how_many(cut, first) if states else None
    if number:
        yield OmittedWord(number, "quantity")
    if states and (source := _according(cut, first)):
        yield OmittedWord(source, "attribution")
    before = first - 1
    if not number and before in cut.omitted and cut.lower(before) in _NOTHING and cut.word(first).head == before:
        yield OmittedWord(cut.word(before).text, "negation")
    last = max(cut.kept)
    for at in sorted(cut.omitted):
        if cut.lower(at) not in ("not", "never") or at > last or at - 1 not in cut.kept:
            continue
        # "but … like the clinic" for "but not the hospitals like the clinic"
        if cut.lower(at - 1) == "but" and cut.lower(at + 1) not in ("only", "just", "merely", "least"):
            yield OmittedWord(cut.word(at).text, "negation")
    for top in cut.tops():
        yield from _above(cut, top)


def _of_how_many(cut: Cut, first: int) -> str | None:
    """Return "none of" and the like directly before the words kept, or before their "of"."""
    of = first if cut.lower(first) == "of" else first - 1
    if cut.lower(of) != "of" or of == 0:
        return None
    one, two = cut.lower(of - 1), f"{cut.lower(of - 2)} {cut.lower(of - 1)}"
    if of - 1 not in cut.omitted or (one == "few" and two in ("a few", "the few", "quite few")):
        return None
    if two in _SOME and of - 2 in cut.omitted:
        return f"{cut.word(of - 2).text} {cut.word(of - 1).text} of"
    return f"{cut.word(of - 1).text} of" if one in _SOME else None


def _according(cut: Cut, first: int) -> str | None:
    """Return "According to …," at the beginning of the sentence, if the words kept follow its comma."""
    before = [at for at in range(first) if cut.word(at).part != "PUNCT"]
    if [cut.lower(at) for at in before[:2]] != ["according", "to"] or not cut.omitted.issuperset(before):
        return None
    if cut.lower(first - 1) != "," or any(cut.word(at).tag in FINITE for at in before):
        return None
    return cut.shown(before)


def _above(cut: Cut, top: int) -> Iterator[OmittedWord]:
    """Yield a negation of an omitted noun between two words kept: "there will … pensions" for "… be no cuts to pensions"."""
    at = cut.word(top).head
    denied: list[int] = []
    while at in cut.omitted and not cut.verbal(at) and cut.word(at).head != at:
        if cut.word(at).part not in ("NOUN", "PRON", "PROPN", "ADP", "ADJ"):
            return
        if cut.lower(at) in _NOTHING:
            denied.append(at)
        elif cut.lower(at) not in _NO_DENIAL:
            denied += [c for c in _inside(cut, at) if cut.lower(c) == "no"]
        at = cut.word(at).head
    # "there will … pensions" for "there will be no cuts to pensions": of the verb only the auxiliary is kept.
    kept = at in cut.kept or any(c in cut.kept and c < at for c in cut.syntax.children[at])
    if kept and denied and min(denied) > at:
        yield OmittedWord(cut.word(denied[0]).text, "negation")


def _inside(cut: Cut, noun: int) -> Iterator[int]:
    """Yield the omitted words before a noun in its phrase."""
    for at in range(cut.below(noun)[0], noun):
        if at in cut.omitted and cut.word(at).head in range(cut.below(noun)[0], noun + 1):
            yield at
