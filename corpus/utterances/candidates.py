"""The candidates for who said a quotation, each with the features by which one of them is chosen.

Candidates are the sources of the words of saying in the quotation's own sentence, its other noun phrases, who spoke last,
and the sources and subjects of the sentences beside it.
"""

from collections.abc import Iterator, Sequence

from .candidate_features import around, first_word, of_last, of_noun, of_source, stands_alone
from .contexts import Beside, Candidate, QuotedPlace, Spoken
from .cues import Saying, subject
from .features import source_type, who
from .labels import MARKS, label
from .parsing import ParsedSentence
from .sources import heads, phrases
from .weights import strength

SAYINGS = 8
"""The most words of saying before and after a quotation that are compared."""

NOUNS = 12
"""The most noun phrases that are compared."""


def candidates(
    place: QuotedPlace, said: Sequence[Saying], last: Sequence[Spoken], before: Beside | None, after: Beside | None
) -> list[Candidate]:
    """Return the candidates for a quotation; `said` are the words of saying of its own sentence."""
    sentence = place.sentence
    said = _nearest(place, said)
    found = []
    used = set()
    for one in said:
        if one.phrases and not _inside(sentence, one) and not _passes_on(sentence, one, said):
            used.add(one.source)
            found.append(
                Candidate("own", one.phrases, one, of_source(place, one, said) + who(sentence, one.phrases, "own"))
            )
    nouns = 0
    for head in _near_heads(place):
        if head in used or nouns >= NOUNS:
            continue
        named = tuple(phrases(sentence, head))
        if named and (named[0].name or named[0].written[:1].isalpha()):
            nouns += 1
            found.append(
                Candidate("noun", named, None, of_noun(place, head, named, said) + who(sentence, named, "noun"))
            )
    found += _label(place, before)
    own_verb = any(one.phrases and strength(sentence.syntax.words[one.at]) > 0 for one in said)
    for which, spoken in enumerate(last):
        found.append(
            Candidate(
                "last",
                spoken.phrases,
                None,
                of_last(place, spoken, which, own_verb) + who(sentence, spoken.phrases, "last"),
            )
        )
    for name, beside in (("before", before), ("after", after)):
        if beside:
            found += _beside(place, name, beside, own_verb)
    return found


def _nearest(place: QuotedPlace, said: Sequence[Saying]) -> Sequence[Saying]:
    """Return the words of saying that are near enough to a quotation, in order: a bound for endless sentences."""
    if len(said) <= 2 * SAYINGS:
        return said
    before = sum(one.at < first_word(place) for one in said)
    return said[max(0, before - SAYINGS) : before + SAYINGS]


def _near_heads(place: QuotedPlace) -> Sequence[int]:
    found = list(heads(place.sentence))
    if len(found) <= 4 * NOUNS:
        return found
    before = sum(head < first_word(place) for head in found)
    return found[max(0, before - NOUNS) : before + NOUNS]


def _passes_on(sentence: ParsedSentence, one: Saying, said: Sequence[Saying]) -> bool:
    """Return whether a word of saying only passes on what its object says: "the paper quoted X as saying"."""
    words, ancestors = sentence.syntax.words, sentence.syntax.ancestors
    return words[one.at].lemma.lower() in ("quote", "cite") and any(
        other.inherited and other.phrases and other.source != one.source and one.at in ancestors(other.at)
        for other in said
    )


def _inside(sentence: ParsedSentence, one: Saying) -> bool:
    return one.source is not None and sentence.quotation(one.source) is not None


def _label(place: QuotedPlace, before: Beside | None) -> Iterator[Candidate]:
    text, sentence = place.sentence.text, place.sentence
    here = label(text, sentence.bounds[0], place.start)
    if here:
        yield Candidate("label", (here,), None, ("label", f"label|{source_type((here,))}"))
    elif before and around(place)[0] == "start":
        there = label(text, *before.sentence.bounds)
        if there:
            yield Candidate("before-label", (there,), None, ("before-label", f"before-label|{before.same_paragraph}"))


def _beside(place: QuotedPlace, name: str, beside: Beside, own_verb: bool) -> Iterator[Candidate]:
    sentence, words = beside.sentence, beside.sentence.syntax.words
    alone = stands_alone(place)
    colon = sentence.text[sentence.bounds[0] : sentence.bounds[1]].rstrip(MARKS + " ").endswith(":")
    seen = set()
    chosen = [one for one in beside.sayings if one.phrases and not _inside(sentence, one)]
    chosen = chosen[-2:] if name == "before" else chosen[:1]
    whole = place.sentence.whole[place.number]
    state = f"{alone}|{whole}|{own_verb}|{beside.same_paragraph}"
    for one in chosen:
        seen.add(one.source)
        features: tuple[str, ...] = (
            name,
            f"{name}|say|{state}",
            f"{name}|colon={colon}|{state}",
            f"{name}|distance={min(beside.distance, 3)}|{alone}|{beside.same_paragraph}",
            f"{name}|source={source_type(one.phrases)}",
            f"{name}|strength={round(2 * strength(words[one.at]))}|{alone}",
            f"{name}|quotes={min(len(sentence.quotes), 2)}|{alone}|{beside.same_paragraph}",
            f"{name}|at-end={one is beside.sayings[-1]}",
        )
        yield Candidate(name, one.phrases, one, features + who(sentence, one.phrases, name))
    root = next((at for at, word in enumerate(words) if word.head == at and word.tag[:2] == "VB"), None)
    head = subject(sentence, root)[0] if root is not None else None
    if head is not None and head not in seen and sentence.quotation(head) is None:
        named = tuple(phrases(sentence, head))
        if named:
            features = (
                f"{name}-subject",
                f"{name}-subject|{state}",
                f"{name}-subject|colon={colon}|{state}",
                f"{name}-subject|source={source_type(named)}|{alone}",
                f"{name}-subject|sayings={min(len(chosen), 1)}|{alone}",
            )
            yield Candidate(f"{name}-subject", named, None, features + who(sentence, named, f"{name}-subject"))
    if name == "before" and colon:
        for at in list(heads(sentence))[-3:]:
            named = tuple(phrases(sentence, at))
            if at not in seen and at != head and named:
                up = words[words[at].head].lemma.lower()
                yield Candidate(
                    "before-noun",
                    named,
                    None,
                    ("before-noun", f"before-noun|{words[at].relation}|{up}", f"before-noun|{source_type(named)}"),
                )
