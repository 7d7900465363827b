"""Nouns with a clause that a verb gives its subject: "voiced fears that …", "gave an assurance that …", "was of the view that …".

The weights of words of saying know few nouns, since the labels have few. Here the verb above the noun tells that it is said.
"""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from .cues import CLEAR, VIEWS, Saying
from .parsing import ParsedSentence
from .weights import lemmas, verb_strength

# Verbs with which any thought is said aloud, and verbs that need a noun made from a verb of saying ("gave a warning that").
_VOICING = frozenset("express voice convey reiterate air".split())
_MAKING = frozenset("give issue make offer deliver repeat".split())
_FORMS = frozenset(
    "expressed expressing voiced voices voicing conveyed conveying reiterated aired airing gave given gives giving issued "
    "issuing made makes making offered offering delivered delivering repeated repeating".split()
)
# A noun made from a verb begins like it: "assurance", "warning", "pledge".
_STEM = 3
_SAID = 1.0  # the least strength of that verb
_VIEWS = VIEWS | frozenset("belief conviction mind".split())
_HOLDING = frozenset("be remain hold take".split())


def may_voice(words: AbstractSet[str]) -> bool:
    """Return whether the words of a text, in lower case, may voice something: one of these verbs, and "that"."""
    return "that" in words and not _FORMS.isdisjoint(words)


def voiced(sentence: ParsedSentence, one: Saying) -> bool:
    """Return whether a noun with a clause is something that its source is said to say."""
    if one.form == "according" and sentence.syntax.words[one.at].lemma.lower() in _VIEWS:
        return bool(one.phrases and one.content)  # "in the opinion of the auditors"
    if one.form == "verb" and one.marked and one.clause is not None and one.phrases:
        words = sentence.syntax.words
        adjective = words[words[one.clause].head].lemma.lower()
        return words[one.at].lemma.lower() == "make" and adjective in CLEAR  # "made it clear that"
    if one.form != "noun" or not one.inherited or one.clause is None or not one.phrases:
        return False
    words = sentence.syntax.words
    noun = words[one.at]
    over = words[noun.head]
    of = over.tag == "IN"
    verb = words[over.head].lemma.lower() if of else over.lemma.lower()
    if noun.lemma.lower() in _VIEWS:
        return verb in _HOLDING and (over.text.lower() == "of" or not of)
    if of:
        return False
    return verb in _VOICING or (verb in _MAKING and _from_verb(noun.lemma.lower()))


@lru_cache(maxsize=1_000)
def _from_verb(noun: str) -> bool:
    """Return whether a noun is made from a verb of saying."""
    made = (one for one in lemmas() if len(one) > _STEM and noun.startswith(one.removesuffix("e")))
    return any(verb_strength(one) >= _SAID for one in made)
