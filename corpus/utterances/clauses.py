"""Reported clauses: which of a sentence's words of saying report one without quotation marks."""

from collections.abc import Sequence

from .candidates import _size, _type
from .cues import Saying
from .weights import strength
from .parsing import Bounds, ParsedSentence


def clause_features(sentence: ParsedSentence, one: Saying, quotes: Sequence[Bounds]) -> tuple[str, ...]:
    """Return the features of a word of saying with a source and a clause: is this reported speech?"""
    words, children = sentence.syntax.words, sentence.syntax.children
    word = words[one.at]
    clause = one.clause if one.clause is not None else one.at
    lemma = word.lemma.lower()
    length = sum(end - start for start, end in one.content)
    quoted = sum(max(0, min(e, end) - max(s, start)) for s, e in quotes for start, end in one.content)
    before = bool(one.content) and one.content[0][0] < sentence.starts[one.at]
    own = [c for c in children[clause] if words[c].relation in ("nsubj", "nsubjpass", "expl")]
    wh = next(
        (words[c].text.lower() for c in range(*sentence.syntax.reach[clause]) if words[c].tag in ("WP", "WRB", "WDT")),
        "",
    )
    mark = next((words[c].text.lower() for c in children[clause] if words[c].relation == "mark"), "")
    return (
        "clause",
        f"lemma={lemma}|{one.form}",
        f"lemma={lemma}|{word.tag}",
        f"lemma={lemma}|marked={one.marked}",
        f"strength={round(2 * strength(word))}|{one.form}",
        f"strength={round(2 * strength(word))}|marked={one.marked}|before={before}",
        f"form={one.form}|tag={word.tag}|before={before}",
        f"relation={word.relation}|{one.form}",
        f"source={_type(one.phrases)}",
        f"inherited={one.inherited}|{word.relation}",
        f"polarity={one.polarity}",
        f"verb={words[clause].tag}|subject={bool(own)}",
        f"mark={mark}",
        f"wh={bool(wh)}|{mark}|{one.marked}",
        f"words={_size(len(range(*sentence.syntax.reach[clause])))}",
        f"runs={len(one.content)}|{one.form}",
        f"quoted={round(4 * quoted / max(1, length))}",
        f"distance={_size(abs(clause - one.at))}|before={before}",
    )
