"""Whether a word of saying tells that something was said, was not said, or is only alleged or still to come.

The parse says which words govern a word of saying; which of these disown it is a short list, since labelled news does not
tell the two apart.
"""

from typing import Literal

from .parsing import ParsedSentence

Polarity = Literal["said", "denied", "alleged"]

DENYING = frozenset(
    "deny refuse decline refute reject dispute disavow rebut retract withdraw avoid resist shun disown recant".split()
)
_STOPPING = frozenset("stop short refrain keep shrink abstain".split())
# Negated, these say that it was said: "did not hesitate to say", "never failed to mention".
_HINDERING = frozenset("hesitate fail neglect forget omit shy tire fear mind".split())
_NOT_DONE = frozenset("fail neglect forget omit".split())
_CLAIMING = frozenset("allege accuse purport rumour rumor suppose misquote fabricate invent".split())
# The parser's lemma of "hoped" is "hop".
_PLANNING = frozenset(
    "plan expect intend want hope hop prepare schedule threaten aim wish set go likely poised due ready urge ask tell force "
    "allow need".split()
)
_MODALS = frozenset("might may could would will should must can 'll ’ll wo ca 'd ’d".split())
_NEGATIVE = frozenset("no neither nor never not n't n’t hardly scarcely".split())
_NOBODY = frozenset("nobody none neither no".split())
_FALSE = frozenset("false untrue wrong fake doctored fabricated forged bogus invented falsified manipulated".split())
_DOUBTING = frozenset("allegedly falsely wrongly supposedly purportedly erroneously mistakenly incorrectly".split())
# "At no point", "under no circumstances".
_NEVER = frozenset("point time moment stage way circumstance occasion".split())
# Who denies "the words" that follow did not say them.
_WORDING = frozenset("word quote quotation remark statement comment sentence phrase line saying".split())
# Relations of a word of saying, or of a noun or preposition above it, to what governs it.
_GOVERNED = frozenset("xcomp ccomp pcomp prep acl dobj pobj csubj csubjpass relcl oprd nsubj nsubjpass conj".split())


def polarity(sentence: ParsedSentence, at: int, source: int | None) -> Polarity:
    """Return the polarity of the word of saying `at`, whose source is the noun phrase of word `source`."""
    words, children = sentence.syntax.words, sentence.syntax.children
    if words[at].lemma.lower() in DENYING:
        return "denied"
    if any(words[c].tag == "JJR" and words[c].relation == "acomp" for c in children[at]):
        return "said"  # "she could not have been clearer"
    if words[at].lemma.lower() == "mince":
        return "said"  # "she did not mince her words"
    if inverted(sentence, at, source):
        return "alleged"
    if negated(sentence, at) != (source is not None and nobody(sentence, source)):
        return "denied"
    below = [words[c] for c in children[at]]
    if any(word.text.lower() in _DOUBTING for word in below):
        return "alleged"
    if any(w.relation == "mark" and w.text.lower() in ("if", "whether", "unless") for w in below):
        return "alleged"
    only = any(word.text.lower() in ("only", "just") and word.relation == "advmod" for word in below)
    for child in children[at]:
        # "May Trevanian said": a month's name inside a sentence is no verb.
        name = child > 0 and words[child].text[:1].isupper()
        if words[child].relation == "aux" and words[child].text.lower() in _MODALS and not name and not only:
            return "alleged"
    return _governed(sentence, at)


def states(sentence: ParsedSentence, at: int, quoted: int) -> bool:
    """Return whether a word of denial rejects something else than the quotation after it: "denied the charge: “I was ill”".

    `quoted` is the first word of the quotation.
    """
    words = sentence.syntax.words
    if words[at].lemma.lower() not in DENYING or at >= quoted:
        return False
    rejected = [c for c in sentence.syntax.children[at] if at < c < quoted and words[c].relation == "dobj"]
    colon = next((word for word in reversed(words[:quoted]) if word.text[:1] not in "“\"‘'«`"), None)
    return (
        colon is not None
        and colon.text == ":"
        and any(words[c].lemma.lower() not in _WORDING and words[c].tag[:2] == "NN" for c in rejected)
    )


def inverted(sentence: ParsedSentence, at: int, source: int | None) -> bool:
    """Return whether a clause is a condition without "if": "Had she said “yes”, …"."""
    words = sentence.syntax.words
    first = next((c for c in sentence.syntax.children[at] if words[c].relation == "aux"), None)
    if first is None or source is None or words[first].text.lower() not in ("had", "should", "were"):
        return False
    asked = any(word.text == "?" for word in words[-2:])
    opens = not any(word.text[:1].isalnum() for word in words[:first]) or words[first - 1].text in (",", ";")
    return first < sentence.syntax.reach[source][0] + 1 and first < source and opens and not asked


def negated(sentence: ParsedSentence, at: int) -> bool:
    """Return whether a verb is negated: "did not", "never", "at no point"."""
    words, children = sentence.syntax.words, sentence.syntax.children
    outside = [
        c for c in children[at] if sentence.quotation(c) is None or sentence.quotation(c) == sentence.quotation(at)
    ]
    return any(
        words[c].relation == "neg"
        or (words[c].text.lower() in _NEGATIVE and words[c].relation in ("advmod", "preconj"))
        or (words[c].relation == "prep" and any(_at_no_time(sentence, below) for below in children[c]))
        for c in outside
    )


def _at_no_time(sentence: ParsedSentence, noun: int) -> bool:
    """Return whether a noun after a preposition negates the whole clause: "at no point", "in no way"."""
    words = sentence.syntax.words
    return words[noun].lemma.lower() in _NEVER and any(
        words[c].text.lower() == "no" for c in sentence.syntax.children[noun]
    )


def nobody(sentence: ParsedSentence, source: int) -> bool:
    """Return whether a noun phrase is "no official", "none of them", "not one of"."""
    words = sentence.syntax.words
    if any(words[c].text.lower() in ("but", "except") for c in sentence.syntax.children[source]):
        return False  # "nobody but the mayor"
    if words[source].text.lower() in _NOBODY:
        return True
    lead = [words[at].text.lower() for at in range(max(0, sentence.syntax.reach[source][0] - 1), source)]
    return bool({"no", "neither"} & set(lead[:2])) or any(
        pair in (["not", "one"], ["not", "a"])
        for pair in (lead[:2], lead[1:3], [*lead[-1:], words[source].text.lower()])
    )


def _governed(sentence: ParsedSentence, at: int) -> Polarity:
    """Return the polarity that the words above give: "refused to say", "denied reports that he had said"."""
    words, children = sentence.syntax.words, sentence.syntax.children
    low = at
    for up in sentence.syntax.ancestors(at):
        relation, lemma = words[low].relation, words[up].lemma.lower()
        if lemma == "bring" and negated(sentence, up):
            return "denied"  # "could not bring herself to say"
        if relation == "xcomp" and any(words[c].text.lower() == "yet" for c in children[up]):
            return "alleged"  # "has yet to say"
        if (
            relation not in _GOVERNED
            or sentence.quotation(up) is not None
            or (relation == "acl" and words[low].tag == "VBG")
        ):
            return "said"
        below = [words[c].text.lower() for c in children[up]]
        denied = negated(sentence, up)
        if relation != "conj":
            if lemma in _HINDERING:
                if lemma in _NOT_DONE and not denied:
                    return "denied"
            elif lemma in DENYING or (lemma in _STOPPING and relation in ("prep", "pcomp")):
                return "said" if denied else "denied"
            elif lemma in _CLAIMING or any(word in _DOUBTING for word in below):
                return "alleged"
            elif _false(sentence, up) or (denied and "true" in below):
                return "denied"
            elif relation == "xcomp" and lemma in _PLANNING | {"be"}:
                done = any(words[c].text.lower() in ("have", "having") for c in children[low])
                if not done or lemma == "expect":
                    return "alleged"
            elif relation == "xcomp" and denied:
                return "denied"
        low = up
    return "said"


def _false(sentence: ParsedSentence, up: int) -> bool:
    """Return whether what governs a word of saying is called false: "it is false that", "a doctored video had"."""
    words, children = sentence.syntax.words, sentence.syntax.children
    near = [c for c in children[up] if words[c].relation in ("acomp", "attr", "amod", "oprd", "nsubj", "nsubjpass")]
    return any(words[c].text.lower() in _FALSE for one in near for c in (one, *children[one]))
