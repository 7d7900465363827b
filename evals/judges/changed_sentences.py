"""Sentences of the bundled briefs with a known change, as claims on the sentences around them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random

from ...assistant.library.sources import BRIEFS_FOLDER
from ...corpus.readers import read
from ...corpus.segment import segment
from ...corpus.types import Document
from ..calibration.verification_data import JudgedClaim, JudgedSet
from ..mutators.changes import names_in
from ..mutators.kinds import mutate, usable
from ..mutators.mutation import Original
from ..quotes.outside_sentences import SENTENCES
from ..suites.rows import digest

NAME = "changed sentences of the briefs"

CHANGES: Mapping[str, tuple[str, ...]] = {
    "number": ("number_swapped",),
    "name": ("name_swapped",),
    "date": ("date_swapped",),
    "negation": ("negation_dropped", "negation_added"),
    "antonym or other word": ("word_replaced",),
}
"""The kinds of change, each with its mutators; `swapped roles` and `invented` are made here."""

HARMLESS = ("spelling_variant", "number_written", "contraction")
"""Changes after which the sentence says the same; such claims are supported."""

AROUND = 2  # sentences of evidence on each side
_FEWEST = 6  # words of a sentence
# Between two names, these make the sentence mean the same with the names in the other order, or may.
_EITHER_WAY = frozenset("and or nor with between met meet meets meeting including both like as while".split())


def changed_sentences(limit: int) -> JudgedSet:
    """Return at most `limit` claims, always the same ones.

    Supported are sentences as they stand or with a harmless change; not supported are those with each kind of change.
    """
    documents = [one for one in read(BRIEFS_FOLDER) if isinstance(one, Document)]
    sentences = [(document, segment(document.text).sentences) for document in documents]
    places = [(document, spans, at) for document, spans in sentences for at in range(len(spans))]
    names = tuple(sorted(set().union(*(names_in(document.text) for document in documents))))
    rng = Random(0)
    rng.shuffle(places)
    rows: list[JudgedClaim] = []
    for document, spans, at in places:
        words = spans[at].of(document.text)
        if len(words.split()) < _FEWEST or not usable(words):
            continue
        first, last = spans[max(at - AROUND, 0)], spans[min(at + AROUND, len(spans) - 1)]
        evidence = document.text[first.start : last.end]
        original = Original(document.text, spans[at], spans, names=names)
        made = list(_changed(original, rng))
        if made:
            same = [one.text for kind in HARMLESS if (one := mutate(kind, original)) is not None]
            rows += [JudgedClaim(document.id, text, evidence, True, "", ()) for text in (words, *same)]
            rows += [JudgedClaim(document.id, text, evidence, False, kind, ()) for kind, text in made]
        if len(rows) >= limit:
            break
    kept = tuple(rows[:limit])
    return JudgedSet(NAME, kept, digest(*(f"{row.claim}\n{row.evidence}".encode() for row in kept)))


def _changed(original: Original, rng: Random) -> Iterator[tuple[str, str]]:
    for change, kinds in CHANGES.items():
        for kind in kinds:
            mutation = mutate(kind, original)
            if mutation is not None:
                yield change, mutation.text
    swapped = roles_swapped(original.words)
    if swapped is not None:
        yield "swapped roles", swapped
    yield "invented", rng.choice(SENTENCES)


def roles_swapped(sentence: str) -> str | None:
    """Return the sentence with two names in each other's place, or `None` if it has no two that it tells different things of."""
    places = sorted((sentence.find(name), name) for name in names_in(sentence) if sentence.count(name) == 1)
    for (start, first), (other, second) in pairwise(places):
        between = sentence[start + len(first) : other]
        if other < start + len(first) or not _tells(between.split()):
            continue
        return sentence[:start] + second + between + first + sentence[other + len(second) :]
    return None


def _tells(words: Sequence[str]) -> bool:
    plain = [word.strip(",.;:()").casefold() for word in words]
    return sum(word.islower() for word in words) >= 2 and not _EITHER_WAY & set(plain)
