"""Reported clauses: which of a sentence's words of saying report one without quotation marks."""

from collections.abc import Sequence

from .cues import Saying
from .features import size, source_type
from .parsing import Bounds, ParsedSentence
from .tokens import Phrase
from .voiced_nouns import voiced
from .weights import clause_model, strength

QUOTED_SHARE = 0.4
"""A clause of which a larger share than this stands in quotation marks is a quotation."""

# The least strength of a word that reports a clause, or an infinitive ("pledged to pay").
_CLAUSE_STRENGTH, _INFINITIVE_STRENGTH = -1.0, 0.3
# The strength of a word that says something in so many words: not "want" or "think".
_PLAIN = 1.0
NESTED = 2.0
"""By how much less (log-odds) a clause inside a reported one is taken for reported."""
_ASKING = frozenset("ask wonder inquire enquire question".split())


def reported_clauses(
    sentence: ParsedSentence, said: Sequence[Saying], quotes: Sequence[Bounds]
) -> list[tuple[Saying, tuple[Phrase, ...]]]:
    """Return the words of saying that report a clause as said, each with who passed it on.

    Of two clauses, one inside the other, the inner counts if it is most of the outer ("X told Y that Z said …"), else the
    outer.
    """
    model = clause_model()
    sure = [one for one in said if voiced(sentence, one) and not mostly_quoted(one.content, quotes)]
    able = {
        id(one): model.score(clause_features(sentence, one, quotes))
        for one in said
        if may_report(sentence, one, quotes)
    }
    kept = [one for one in said if one in sure or able.get(id(one), model.threshold - 1) >= model.threshold]
    for one in said:
        # Inside a clause that somebody else reports ("X said that …, Reuters reports") less is needed.
        nested = any(other is not one and _holds(other.content, one.content) for other in kept)
        if nested and one not in kept and able.get(id(one), model.threshold - NESTED - 1) >= model.threshold - NESTED:
            kept.append(one)
    found = []
    for one in kept:
        if one.polarity != "said" or _asks(sentence, one):
            continue
        others = [other for other in kept if other is not one]
        outer = [other for other in others if _holds(other.content, one.content)]
        inner = [other for other in others if _holds(one.content, other.content)]
        if any(_says_most(sentence, other, one) for other in inner):
            continue
        if any(not _says_most(sentence, one, other) for other in outer):
            continue
        found.append((one, tuple(phrase for other in outer for phrase in other.phrases)))
    return found


def may_report(sentence: ParsedSentence, one: Saying, quotes: Sequence[Bounds]) -> bool:
    """Return whether a word of saying has a named source and a clause outside quotation marks (`quotes`)."""
    if not one.phrases or not one.content or (one.source is not None and sentence.quotation(one.source) is not None):
        return False
    least = _INFINITIVE_STRENGTH if one.form == "to" else _CLAUSE_STRENGTH
    if one.form != "according" and strength(sentence.syntax.words[one.at]) < least:
        return False
    return not mostly_quoted(one.content, quotes)


def mostly_quoted(content: Sequence[Bounds], quotes: Sequence[Bounds]) -> bool:
    """Return whether more of what is reported than `QUOTED_SHARE` stands inside quotation marks."""
    length = sum(end - start for start, end in content)
    quoted = sum(max(0, min(e, end) - max(s, start)) for s, e in quotes for start, end in content)
    return quoted > QUOTED_SHARE * length


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
    # Words at the end of a sentence that the parser takes for a relative clause report all of it ("…, the ministry says").
    whole = words[clause].head == clause and word.relation in ("relcl", "appos", "dep", "acl")
    relation = "ROOT" if whole else word.relation
    tag = "VBD" if whole and word.tag == "VBN" else word.tag
    mark = next((words[c].text.lower() for c in children[clause] if words[c].relation == "mark"), "")
    return (
        "clause",
        f"lemma={lemma}|{one.form}",
        f"lemma={lemma}|{tag}",
        f"lemma={lemma}|marked={one.marked}",
        f"strength={round(2 * strength(word))}|{one.form}",
        f"strength={round(2 * strength(word))}|marked={one.marked}|before={before}",
        f"form={one.form}|tag={tag}|before={before}",
        f"relation={relation}|{one.form}",
        f"source={source_type(one.phrases)}",
        f"inherited={one.inherited}|{relation}",
        f"polarity={one.polarity}",
        f"verb={words[clause].tag}|subject={bool(own)}",
        f"mark={mark}",
        f"wh={bool(wh)}|{mark}|{one.marked}",
        f"words={size(len(range(*sentence.syntax.reach[clause])))}",
        f"runs={len(one.content)}|{one.form}",
        f"quoted={round(4 * quoted / max(1, length))}",
        f"distance={size(abs(clause - one.at))}|before={before}",
    )


def _asks(sentence: ParsedSentence, one: Saying) -> bool:
    """Return whether a clause is a question: "asked whether"."""
    words = sentence.syntax.words
    marks = [words[c].text.lower() for c in sentence.syntax.children[one.clause]] if one.clause is not None else []
    return words[one.at].lemma.lower() in _ASKING or "whether" in marks or (one.form == "verb" and marks[:1] == ["if"])


def _holds(outer: Sequence[Bounds], inner: Sequence[Bounds]) -> bool:
    return bool(inner) and all(any(s <= start and end <= e for s, e in outer) for start, end in inner)


def _says_most(sentence: ParsedSentence, inner: Saying, outer: Saying) -> bool:
    """Return whether a clause inside another is what is really said, in so many words: the outer verb or most of the clause."""
    size = sum(end - start for start, end in outer.content)
    most = inner.at == outer.clause or 2 * sum(end - start for start, end in inner.content) > size
    return most and inner.form == "verb" and strength(sentence.syntax.words[inner.at]) >= _PLAIN
