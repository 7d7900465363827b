"""Verbs of saying in a parsed sentence."""

from ...corpus.language.lexicon import CUES, DOUBTFUL
from ...corpus.language.syntax import Syntax

_LEMMAS = frozenset(
    "say tell add announce argue claim confirm insist state stress warn note explain report reiterate declare maintain "
    "admit acknowledge assert predict pledge promise suggest tweet write post reply respond recall reveal concede conclude "
    "comment remark observe emphasise emphasize vow deny complain testify caution repeat call describe ask demand urge "
    "speak joke shout answer continue go read begin dismiss reject promise quip retort sigh mutter shrug agree put".split()
)


def says(syntax: Syntax, at: int) -> bool:
    """Whether a word is a verb of saying; words that are nouns as often count only as verbs with a common lemma."""
    word = syntax.words[at]
    if word.part not in ("VERB", "AUX"):
        return False
    return word.lemma in _LEMMAS or word.text.casefold() in CUES - DOUBTFUL


def says_or_goes_on(syntax: Syntax, at: int) -> bool:
    """Whether a verb, or one that shares its subject, is a verb of saying: "took the floor and said", "began to say"."""
    return says(syntax, at) or any(
        says(syntax, child)
        for child in syntax.children[at]
        if syntax.words[child].relation in ("conj", "xcomp", "advcl")
    )
