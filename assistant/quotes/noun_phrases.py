"""Words in square brackets as phrases: whether they name somebody or something, and may stand for what they replace."""

from collections.abc import Sequence

from ...corpus.language.lexicon import BODIES, ROLES
from ...corpus.language.syntax import Syntax, Word, parse
from .flags import negates

QUANTITIES = frozenset(
    "all every each both most many much few fewer some any several no none half more less least only just majority "
    "minority almost nearly entire whole enough lots dozens hundreds thousands millions everyone everybody everything nobody "
    "nothing always never sometimes often".split()
)
"""Words that say how many or how often."""

CONDITIONS = frozenset(
    "if unless until till except provided when whenever while although though because without".split()
)
"""Words that open a condition, an exception or a reason."""

VAGUE = frozenset(
    "group body people man men woman women boy girl child thing things place area country state nation city town "
    "village region territory side sides party parties organisation organization movement company firm deal agreement "
    "accord plan proposal move decision matter issue problem situation document letter report leader leaders official "
    "officials guy guys person panel institution entity government authorities administration minister president "
    "chief commander spokesman spokeswoman delegation team war conflict operation attack event process incident "
    "measure law bill site building vote ruling truce ceasefire".split()
)
"""Nouns that name something without saying which: what editors replace by its name."""

_DEFINITE = frozenset("the this that these those its his her their our my your".split())
_SINGULAR = frozenset("i me my mine he him his she her hers it its this that".split())
_FIRST_OR_SECOND = {
    "i": "s", "me": "s", "my": "s", "mine": "s", "myself": "s", "we": "p", "us": "p", "our": "p", "ours": "p", "ourselves": "p",
    "you": "sp", "your": "sp", "yours": "sp",
}  # fmt: skip
_THIRD = {
    "he": "s", "him": "s", "his": "s", "himself": "s", "she": "s", "her": "s", "hers": "s", "herself": "s", "it": "s", "its": "s",
    "they": "sp", "them": "sp", "their": "sp", "theirs": "sp", "themselves": "sp",
}  # fmt: skip
_PRONOUNS = frozenset((*_FIRST_OR_SECOND, *_THIRD, "this", "that", "these", "those"))


def lower(words: Sequence[Word]) -> list[str]:
    """Return the words in lower case, without punctuation."""
    return [word.text.lower() for word in words if word.part != "PUNCT"]


def quantifies(words: Sequence[Word]) -> bool:
    """Return whether words say how many, negate, or open a condition."""
    return any(
        word.tag in ("CD", "PDT") or low in QUANTITIES or low in CONDITIONS or negates(low) or low == "n't"
        for word in words
        for low in [word.text.lower()]
    )


def is_pronoun(words: Sequence[Word]) -> bool:
    """Return whether the words are one pronoun that refers to somebody or something."""
    plain = lower(words)
    return len(plain) == 1 and plain[0] in _PRONOUNS


def is_name(words: Sequence[Word]) -> bool:
    """Return whether a phrase is a proper name, with or without an article and a title."""
    plain = [word for word in words if word.part != "PUNCT"]
    return bool(plain) and all(
        word.text[0].isupper() or word.text.lower() in ("the", "of", "al", "bin", "de", "van", "'s", "’s")
        for word in plain
    )


def head_of(words: Sequence[Word], syntax: Syntax, inside: range) -> Word | None:
    """Return the noun or pronoun at the head of a phrase; `None` if the words are not one noun phrase."""
    tops = [
        at
        for at in inside
        if syntax.words[at].part != "PUNCT" and (syntax.words[at].head not in inside or syntax.words[at].head == at)
    ]
    if len(tops) != 1:
        return None
    head = syntax.words[tops[0]]
    if not (head.tag.startswith("NN") or head.tag in ("PRP", "PRP$", "DT")):
        return None
    clean = not any(
        word.relation in ("advmod", "npadvmod", "neg", "preconj", "advcl") for word in words if word is not head
    )
    return head if clean else None


def noun_phrase(text: str) -> tuple[tuple[Word, ...], Word] | None:
    """Return the words and the head of a text that is one noun phrase by itself; `None` if it is not."""
    syntax = parse(text)
    head = head_of(syntax.words, syntax, range(len(syntax.words)))
    return (syntax.words, head) if head is not None else None


def may_replace_pronoun(old: str, old_is_possessive: bool, words: Sequence[Word], head: Word) -> bool:
    """Return whether a phrase can say whom a pronoun means."""
    plain = lower(words)
    if is_pronoun(words):
        new = plain[0]
        if old in _FIRST_OR_SECOND and new in _THIRD:
            return bool(set(_FIRST_OR_SECOND[old]) & set(_THIRD[new]))
        group = {old, new}
        return any(group <= set(forms.split()) for forms in _FORMS)
    if quantifies(words) or head.tag == "DT":
        return False
    if not (is_definite(words) or plain[0] in ("a", "an") or head.tag in ("NNS", "NNPS", "NNP")):
        return False
    possessive = plain[-1] in ("'s", "’s", "'", "’") or plain[-1].endswith(("'s", "’s"))
    if old_is_possessive != possessive:
        return False
    plural = head.tag in ("NNS", "NNPS") or (" and " in f" {' '.join(plain)} " and not is_name(words))
    return not (old in _SINGULAR and plural and old not in ("this", "that"))


_FORMS = (
    "he him his", "she her hers", "they them their theirs", "it its", "we us our ours", "i me my mine", "this that it",
    "these those they them",
)  # fmt: skip


def may_replace_phrase(old: Sequence[Word], old_head: Word, words: Sequence[Word], head: Word) -> bool:
    """Return whether a phrase says the same as the noun phrase that it replaces, or more precisely whom it means."""
    if quantifies(old) or quantifies(words):
        return False
    if is_pronoun(words):
        return not (old_head.tag in ("NNS", "NNPS") and lower(words)[0] in _SINGULAR)
    content, new = _content(old), _content(words)
    if not content:
        return False
    if content <= new:
        return True
    if _initials(content, words) or _initials(new, old):
        return True
    first = lower(old)[0]
    definite = first in _DEFINITE and len(content) == 1
    if definite and old_head.text.lower() in VAGUE:
        return is_name(words) or lower(words)[0] in _DEFINITE
    return definite and old_head.tag in ("NN", "NNS") and is_name(words) and head.tag.startswith("NNP")


def _content(words: Sequence[Word]) -> set[str]:
    return {word.lemma.lower() for word in words if word.part in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM")}


def _initials(short: set[str], words: Sequence[Word]) -> bool:
    """Return whether a phrase is an abbreviation of the words."""
    letters = "".join(word.text[0].lower() for word in words if word.text[0].isupper())
    return len(short) == 1 and len(letters) > 1 and next(iter(short)).replace(".", "") == letters


def names_people(head: Word) -> bool:
    """Return whether a noun names a person or a body, by its meaning or its ending: `mayor`, `council`, `painters`."""
    low, lemma = head.text.lower(), head.lemma.lower()
    return (
        head.tag.startswith("NNP")
        or bool({low, lemma} & (ROLES | BODIES))
        or lemma in ("people", "man", "woman", "child", "boy", "girl", "villager", "crowd", "public")
        or (len(lemma) > 4 and lemma.endswith(("er", "or", "ist", "ian", "man", "woman", "ant", "ee")))
    )


def is_definite(words: Sequence[Word]) -> bool:
    """Return whether a phrase begins with an article or possessive that points at something known, or is a name."""
    return lower(words)[:1] != [] and (lower(words)[0] in _DEFINITE or is_name(words))
