"""The features of the candidates for who said a quotation, and of the answer that nobody is named.

Features are named flags; their weights are fitted to labelled news (`weights`).
"""

from collections.abc import Sequence

from .contexts import Candidate, QuotedPlace, Spoken
from .cues import Saying
from .features import headline, size, source_type
from .labels import MARKS
from .parsing import ParsedSentence
from .tokens import Phrase
from .weights import strength


def nobody(place: QuotedPlace, found: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the features of the answer that nobody is named, beside the candidates that were found."""
    sentence = place.sentence
    whole, alone = sentence.whole[place.number], stands_alone(place)
    left, ends, right = around(place)
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


def stands_alone(place: QuotedPlace) -> bool:
    """Return whether a sentence has no words beside its quotations."""
    words = place.sentence.syntax.words
    return not any(w.text[:1].isalnum() and place.sentence.quotation(at) is None for at, w in enumerate(words))


def first_word(place: QuotedPlace) -> int:
    """Return the number of the first word of a quotation, or 0 if it has none."""
    words = place.sentence.quotes[place.number]
    return words[0] if words else 0


def around(place: QuotedPlace) -> tuple[str, str, str]:
    """Return what stands before a quotation, at its end and after it: a character, "word", "start" or "end"."""
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


def of_source(place: QuotedPlace, one: Saying, said: Sequence[Saying]) -> tuple[str, ...]:
    """Return the features of the source of a word of saying in the quotation's own sentence."""
    sentence, syntax = place.sentence, place.sentence.syntax
    words = syntax.words
    inside = sentence.quotes[place.number]
    whole = sentence.whole[place.number]
    left, ends, right = around(place)
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


def of_noun(place: QuotedPlace, head: int, named: Sequence[Phrase], said: Sequence[Saying]) -> tuple[str, ...]:
    """Return the features of another noun phrase of the sentence; `head` is its head word."""
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
    left, _ends, right = around(place)
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


def of_last(place: QuotedPlace, spoken: Spoken, which: int, own_verb: bool) -> tuple[str, ...]:
    """Return the features of who spoke last; `which` is 0 for who was quoted and 1 for who was reported."""
    alone = stands_alone(place)
    away = place.paragraph - spoken.paragraph
    near = min(away, 4) if away else f"same{min(place.index - spoken.index, 3)}"
    whole = place.sentence.whole[place.number]
    left, _ends, _right = around(place)
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


def _outside(sentence: ParsedSentence, low: int, high: int) -> int:
    """Return how many of the reporter's words stand between two words."""
    words = sentence.syntax.words
    return sum(
        1
        for at in range(low, high)
        if words[at].text[:1].isalnum()
        and not (sentence.quotation(at) is not None and sentence.whole[sentence.quotation(at) or 0])
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
