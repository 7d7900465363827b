"""The candidates for who said a quotation, and the features by which one of them is chosen.

Candidates are the sources of the words of saying in the quotation's own sentence, its other noun phrases, who spoke last,
and the sources and subjects of the sentences beside it. Features are named flags; their weights are fitted to labelled
news (`weights`).
"""

from collections.abc import Iterator, Sequence

from .contexts import Beside, Candidate, QuotedPlace, Spoken
from .cues import Saying, subject
from .features import headline, size, source_type, who
from .labels import MARKS, label
from .parsing import ParsedSentence
from .sources import heads, phrases
from .tokens import Phrase
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
            found.append(Candidate("own", one.phrases, one, _own(place, one, said) + who(sentence, one.phrases, "own")))
    nouns = 0
    for head in _near_heads(place):
        if head in used or nouns >= NOUNS:
            continue
        named = tuple(phrases(sentence, head))
        if named and (named[0].name or named[0].written[:1].isalpha()):
            nouns += 1
            found.append(Candidate("noun", named, None, _noun(place, head, named, said) + who(sentence, named, "noun")))
    found += _label(place, before)
    own_verb = any(one.phrases and strength(sentence.syntax.words[one.at]) > 0 for one in said)
    for which, spoken in enumerate(last):
        found.append(
            Candidate(
                "last",
                spoken.phrases,
                None,
                _last(place, spoken, which, own_verb) + who(sentence, spoken.phrases, "last"),
            )
        )
    for name, beside in (("before", before), ("after", after)):
        if beside:
            found += _beside(place, name, beside, own_verb)
    return found


def nobody(place: QuotedPlace, found: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the features of the answer that nobody is named, beside the candidates that were found."""
    sentence = place.sentence
    whole, alone = sentence.whole[place.number], stands_alone(place)
    left, ends, right = _around(place)
    kinds = {one.kind for one in found}
    words = len(sentence.text[place.start : place.end].split())
    state = f"{'whole' if whole else 'part'}|{alone}"
    return (
        "nobody",
        f"nobody|{state}|own={'own' in kinds}|last={'last' in kinds}",
        f"nobody|words={size(words)}|{state}",
        f"nobody|left={left}|{state}",
        f"nobody|ends={ends}|{right}|{state}",
        f"nobody|quotes={min(len(sentence.quotes), 3)}|{state}",
        f"nobody|headline={headline(sentence)}",
        f"nobody|capital={sentence.text[place.start].isupper()}|words={size(words)}",
    )


def _first(place: QuotedPlace) -> int:
    words = place.sentence.quotes[place.number]
    return words[0] if words else 0


def _nearest(place: QuotedPlace, said: Sequence[Saying]) -> Sequence[Saying]:
    """Return the words of saying that are near enough to a quotation, in order: a bound for endless sentences."""
    if len(said) <= 2 * SAYINGS:
        return said
    before = sum(one.at < _first(place) for one in said)
    return said[max(0, before - SAYINGS) : before + SAYINGS]


def _near_heads(place: QuotedPlace) -> Sequence[int]:
    found = list(heads(place.sentence))
    if len(found) <= 4 * NOUNS:
        return found
    before = sum(head < _first(place) for head in found)
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


def _outside(sentence: ParsedSentence, low: int, high: int) -> int:
    """Return how many of the reporter's words stand between two words."""
    words = sentence.syntax.words
    return sum(
        1
        for at in range(low, high)
        if words[at].text[:1].isalnum()
        and not (sentence.quotation(at) is not None and sentence.whole[sentence.quotation(at) or 0])
    )


def _around(place: QuotedPlace) -> tuple[str, str, str]:
    text, low, high = place.sentence.text, place.sentence.bounds[0], place.sentence.bounds[1]
    before = text[max(low, place.start - 12) : place.start].rstrip(" " + MARKS)
    after = text[place.end : min(high, place.end + 12)].lstrip(MARKS + " ")
    ends = text[place.end - 1]
    left = "start" if not before else "word" if before[-1].isalnum() else before[-1]
    return (
        left,
        ends if ends in ",.?!-—…" else "word",
        "end" if not after else "word" if after[0].isalnum() else after[0],
    )


def stands_alone(place: QuotedPlace) -> bool:
    """Return whether a sentence has no words beside its quotations."""
    words = place.sentence.syntax.words
    return not any(w.text[:1].isalnum() and place.sentence.quotation(at) is None for at, w in enumerate(words))


def _own(place: QuotedPlace, one: Saying, said: Sequence[Saying]) -> tuple[str, ...]:
    sentence, syntax = place.sentence, place.sentence.syntax
    words = syntax.words
    inside = sentence.quotes[place.number]
    whole = sentence.whole[place.number]
    left, ends, right = _around(place)
    first = inside[0] if inside else 0
    behind = one.at >= first
    if one.clause is not None and one.clause in inside:
        relation = "content"
    elif inside and any(up == one.at for up in syntax.ancestors(inside[0])):
        relation = "below"
    elif inside and words[one.at].head in inside:
        relation = "above"
    else:
        relation = "apart"
    low, high = (inside[-1] + 1 if inside else first, one.at) if behind else (one.at + 1, first)
    gap = _outside(sentence, low, high)
    between = [s for s in said if s is not one and s.phrases and low <= s.at < high and strength(words[s.at]) > 0]
    rivals = [s for s in said if s is not one and s.phrases and s.clause is not None and s.clause in inside]
    other = [
        k for k, words_of in enumerate(sentence.quotes) if k != place.number and words_of and low <= words_of[0] < high
    ]
    lemma = words[one.at].lemma.lower()
    order = "after" if behind else "before"
    side = f"{order}|{'whole' if whole else 'part'}"
    return (
        "own",
        f"own|{side}",
        f"own|{relation}|{side}",
        f"own|gap={size(gap)}|{side}",
        f"own|between={min(len(between), 2)}|{side}",
        f"own|rivals={min(len(rivals), 2)}|{relation}",
        f"own|quotes={min(len(other), 2)}|{side}",
        f"own|left={left}|{order}|{min(gap, 3)}",
        f"own|ends={ends}|{right}|{order}",
        f"own|form={one.form}|{relation}",
        f"own|source={source_type(one.phrases)}",
        f"own|inherited={one.inherited}",
        f"own|strength={round(2 * strength(words[one.at]))}|{relation}",
        f"own|marked={one.marked}|{relation}|{side}",
        f"own|within={_within(sentence, one.at, one, said)}|{relation}",
        f"own|lemma={lemma}",
        f"own|lemma={lemma}|{order}",
        f"own|{one.polarity}",
    )


def _noun(place: QuotedPlace, head: int, named: Sequence[Phrase], said: Sequence[Saying]) -> tuple[str, ...]:
    sentence, words = place.sentence, place.sentence.syntax.words
    inside = sentence.quotes[place.number]
    first = inside[0] if inside else 0
    behind = head >= first
    word = words[head]
    low, high = (inside[-1] + 1 if inside else first, head) if behind else (head + 1, first)
    gap = _outside(sentence, low, high)
    up = words[word.head]
    governor = up.lemma.lower() if word.relation == "pobj" else up.tag[:2]
    verbs = any(one.phrases and strength(words[one.at]) > 0 for one in said)
    order = "after" if behind else "before"
    over = bool(inside) and word.head in set(sentence.syntax.ancestors(inside[0]))
    left, _ends, right = _around(place)
    grand = words[up.head].lemma.lower() if word.relation == "pobj" else ""
    return (
        "noun",
        f"noun|{word.relation}|{order}",
        f"noun|{word.relation}|{governor}|{verbs}",
        f"noun|{governor}|{grand}",
        f"noun|source={source_type(named)}|{order}|{verbs}",
        f"noun|gap={size(gap)}|{order}",
        f"noun|over={over}|{verbs}|{sentence.whole[place.number]}",
        f"noun|verbs={verbs}",
        f"noun|within={_within(sentence, head, None, said)}|{word.relation}",
        f"noun|whole={sentence.whole[place.number]}|{word.relation}|{verbs}",
        f"noun|right={right if behind else left}|{order}|{min(gap, 3)}|{source_type(named)}",
        f"noun|start={head == 0 or _outside(sentence, 0, head) < 3}|{word.relation}|{verbs}",
    )


def _within(sentence: ParsedSentence, at: int, own: Saying | None, said: Sequence[Saying]) -> bool:
    """Return whether a word stands in the clause that another word of saying reports."""
    start = sentence.starts[at]
    return any(
        one is not own
        and one.phrases
        and any(low <= start < high for low, high in one.content)
        and one.form in ("verb", "noun")
        for one in said
    )


def _label(place: QuotedPlace, before: Beside | None) -> Iterator[Candidate]:
    text, sentence = place.sentence.text, place.sentence
    here = label(text, sentence.bounds[0], place.start)
    if here:
        yield Candidate("label", (here,), None, ("label", f"label|{source_type((here,))}"))
    elif before and _around(place)[0] == "start":
        there = label(text, *before.sentence.bounds)
        if there:
            yield Candidate("before-label", (there,), None, ("before-label", f"before-label|{before.same_paragraph}"))


def _last(place: QuotedPlace, spoken: Spoken, which: int, own_verb: bool) -> tuple[str, ...]:
    alone = stands_alone(place)
    away = place.paragraph - spoken.paragraph
    near = min(away, 4) if away else f"same{min(place.index - spoken.index, 3)}"
    whole = place.sentence.whole[place.number]
    left, _ends, _right = _around(place)
    opens = place.index == 0 and left == "start"
    state = f"{alone}|{whole}|{own_verb}"
    return (
        "last",
        f"last{which}|{state}",
        f"last{which}|{near}|{state}",
        f"last{which}|{near}|continues={place.continues}",
        f"last|quoted={spoken.quoted}|{near}|{alone}",
        f"last|opens={opens}|{near}|{alone}",
        f"last|source={source_type(spoken.phrases)}|{near}",
        f"last|left={left}|{own_verb}|{whole}",
    )


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
