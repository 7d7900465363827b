"""Omitted phrases that limit a kept clause: "except for …", "exclusively for …", "in exchange for …", "…, but not …"."""

from collections.abc import Iterator

from . import lexicon
from .cut import SUBJECTS, Cut
from .omission import OmittedWord

_UNDER = tuple(f"{one} " for one in (
    "on condition", "on the condition", "under the condition", "under condition", "in exchange for", "in return for",
    "in the event of", "in event of", "in case of", "with the proviso", "with the exception", "on the understanding",
    "conditional on", "contingent on", "contingent upon", "subject to", "depending on", "pending", "barring", "provided",
    "at the price of", "as long as", "so long as",
))  # fmt: skip
_EXCEPT = tuple(f"{one} " for one in (
    "except", "excepting", "excluding", "save for", "apart from", "aside from", "other than", "but for", "with the exception",
))  # fmt: skip
_HALF = tuple(f"{one} " for one in (
    "in theory", "on paper", "in principle", "at best", "to some extent", "to a certain extent", "up to a point", "in name only",
    "to a degree", "with any luck", "with luck", "with a little luck", "to my knowledge", "to our knowledge",
    "to the best of my", "to the best of our", *(f"{so} far as {one}" for so in ("as", "so") for one in (
        "i know", "we know", "i can", "we can", "i am aware", "we are aware", "i remember", "i recall", "anyone knows",
    )),
))  # fmt: skip


def limit(cut: Cut, at: int, verb: int) -> Iterator[OmittedWord]:
    """Yield an omitted dependent of a kept clause that limits it."""
    start = [one for one in cut.below(at)[:5] if cut.word(one).part != "PUNCT"]
    if start and start[0] in cut.kept:
        return
    words = " ".join(cut.lower(one) for one in start) + " "
    shown = cut.phrase(at)
    lower = cut.lower(at)
    if any(one in lexicon.ANONYMITY for one in (cut.lower(c) for c in cut.below(at)[:6])):
        return
    if lower in lexicon.FOCUS and cut.word(at).relation in ("advmod", "dep", "amod"):
        if _focuses(cut, at, verb):
            yield OmittedWord(cut.text([c for c in range(at, at + 3) if c in cut.omitted]), "restriction")
    elif start and cut.lower(start[0]) in lexicon.FOCUS and not _only_past(cut, words, verb):
        yield OmittedWord(shown, "restriction")
    elif words.startswith(_EXCEPT):
        if not (words.startswith(("apart from", "aside from", "other than")) and at < verb and cut.past(verb)):
            yield OmittedWord(shown, "restriction")
    elif words.startswith(_UNDER) and not (words.startswith(("in exchange", "in return")) and cut.past(verb)):
        yield OmittedWord(shown, "condition")
    elif cut.word(at).relation == "prep" and cut.lower(cut.below(at)[-1]) == "only" and not cut.past(verb):
        yield OmittedWord(shown, "restriction")
    elif words.startswith(_HALF):
        yield OmittedWord(shown, "hedge")
    elif cut.word(at).relation == "prep":
        yield from _prepositional(cut, at, verb, words, shown)


def _only_past(cut: Cut, words: str, verb: int) -> bool:
    """Whether "only" dates something past, or tells what came of it ("only to lose it again")."""
    return words.startswith("only ") and (cut.past(verb) or words.startswith("only to "))


def _prepositional(cut: Cut, at: int, verb: int, words: str, shown: str) -> Iterator[OmittedWord]:
    if words.startswith("according to"):
        if cut.lower(at + 2) not in ("my", "our", "me", "us", "plan", "schedule"):
            yield OmittedWord(shown, "attribution")
        return
    lower = cut.lower(at)
    thing = next((c for c in cut.syntax.children[at] if cut.word(c).relation == "pobj"), None)
    if thing is None or thing in cut.kept:
        return
    if any(cut.lower(c) == "no" for c in cut.left_out(thing)) and (
        cut.lemma(thing) in lexicon.IN_NO or (cut.lemma(thing), lower) == ("time", "at")
    ):
        yield OmittedWord(shown, "negation")
    elif lower == "for" and at < verb and cut.lemma(thing) in lexicon.NOBODY_IN_PARTICULAR and cut.lower(at + 2) == ",":
        yield OmittedWord(shown, "attribution")
    elif lower in ("in", "by", "on", "to", "from") and (
        cut.lemma(thing) in lexicon.VIEWS or "point of view" in " ".join(cut.lower(c) for c in cut.below(at))
    ):
        owners = [c for c in cut.syntax.children[thing] if cut.word(c).relation in ("poss", "prep")]
        if owners and cut.lower(owners[0]) not in ("my", "our", "in"):
            yield OmittedWord(shown, "attribution")
    elif lower == "without" and cut.lemma(thing) not in lexicon.SURE:
        # "will sail without a pilot" is limited; "left without a word" only tells how.
        if cut.future(verb) or (at < verb and not cut.past(verb)):
            yield OmittedWord(shown, "condition" if at < verb else "restriction")
    elif lower in ("on", "under", "with") and cut.lemma(thing) in lexicon.PROVISOS:
        yield OmittedWord(shown, "condition")
    elif _narrows_denial(cut, at, verb):
        yield OmittedWord(shown, "restriction")
    elif lower in ("before", "until", "till") and cut.negated(verb) and (cut.future(verb) or lower != "before"):
        yield OmittedWord(shown, "condition")


_TOPICAL = frozenset(
    {"of", "as", "because", "since", "despite", "like", "unlike", "about", "given", "due", "including", "than", "along"}
)


def _narrows_denial(cut: Cut, at: int, verb: int) -> bool:
    """Whether a phrase after a denied verb says to what the denial is limited: "will not withdraw | from the north".

    A denial of the past is told with its time and place, which may be left out. A phrase behind a comma only adds something.
    """
    return (
        at > verb
        and cut.lemma(verb) not in ("be", "forget", "regret")
        and cut.negated(verb)
        and any(c in cut.kept and (cut.lower(c) in lexicon.NEGATIVE_ADVERBS) for c in cut.syntax.children[verb])
        and not cut.past(verb)
        and not any(cut.lemma(c) == "have" for c in cut.auxiliaries(verb))
        and cut.lower(at) not in _TOPICAL
        and cut.lower(at - 1) not in (",", "—", "–", "-", ";", ":")
        and cut.lower(at + 1) not in ("all", "least", "fact", "particular", "general", "any", "this", "now")
    )


def _focuses(cut: Cut, at: int, verb: int) -> bool:
    """Whether an omitted "only" limits the clause: not "not only", and not a time that has passed ("only yesterday")."""
    if cut.lower(at - 1) in ("not", "n't", "n’t", "if"):
        return False
    following = cut.word(at + 1) if at + 1 < len(cut.syntax.words) else None
    if cut.lower(at) == "only" and following is not None and cut.past(verb):
        return following.text.lower() not in (
            "yesterday",
            "recently",
            "last",
            "then",
            "later",
            "after",
            "to",
            "now",
            "days",
            "hours",
        )
    return True


def contrast(cut: Cut, other: int, first: int) -> Iterator[OmittedWord]:
    """Yield an omitted "but not …", "but only …" or "or …" that takes back or halves a kept clause."""
    joins = [
        c for c in cut.syntax.children[first] if cut.word(c).relation == "cc" and first < c < other and c in cut.omitted
    ]
    if not joins:
        return
    join = joins[-1]
    then = next((at for at in range(join + 1, len(cut.syntax.words)) if cut.word(at).part != "PUNCT"), join)
    if cut.lower(join) in ("but", "yet", "though", "although") and cut.lower(then) in lexicon.TAKES_BACK:
        if any(cut.lower(at) == "only" and cut.lower(at - 1) in ("not", "n't", "n’t") for at in cut.kept):
            return
        yield OmittedWord(cut.text([join, then]), "restriction")
    elif cut.lower(join) == "or" and cut.verbal(other) and cut.subject(other) in cut.omitted and cut.future(first):
        yield OmittedWord(cut.text([join, *([then] if cut.lower(then) in ("else", "otherwise") else [])]), "condition")


def taken_back(cut: Cut, claims: list[int]) -> OmittedWord | None:
    """Return an omitted "but not …", "though not …" or "only for …" directly behind the words kept, whatever it hangs on."""
    last = max(cut.kept)
    behind = [at for at in sorted(cut.omitted) if at > last and cut.word(at).part != "PUNCT"][:3]
    focused = len(behind) > 1 and cut.lower(behind[0]) in lexicon.FOCUS and cut.word(behind[1]).part == "ADP"
    if focused and behind[0] == last + 1 and cut.lower(last) not in ("not", "n't", "n’t", "almost"):
        return None if any(cut.past(one) for one in claims) else OmittedWord(cut.text(behind), "restriction")
    excepts = len(behind) > 1 and behind[0] == last + 1 and cut.lower(behind[0]) in _BUT and _universal(cut, last)
    if excepts and cut.word(behind[1]).relation not in SUBJECTS:
        return OmittedWord(cut.text(behind), "restriction")
    if len(behind) < 3 or cut.lower(behind[0]) not in ("but", "yet", "though", "although", "albeit"):
        return None
    if cut.lower(behind[1]) not in lexicon.TAKES_BACK or cut.lower(behind[2]) in ("only", "just", "after", "because"):
        return None
    if any(cut.lower(at) == "only" and cut.lower(at - 1) in ("not", "n't", "n’t") for at in cut.kept):
        return None
    return OmittedWord(cut.text(behind[:2]), "restriction")


def restrictor(cut: Cut, noun: int, claim: int) -> Iterator[OmittedWord]:
    """Yield an omitted clause that limits a kept noun with "no", "any", "every", "only" or a superlative.

    "We accept no timetable | that splits the crews" refuses some; without its clause it refuses all. A clause on another
    noun only describes what is kept, or says which one is meant.
    """
    determiners = {cut.lower(c) for c in cut.syntax.children[noun]} | {cut.lower(noun)}
    universal = bool(determiners & (lexicon.UNIVERSAL | lexicon.EVERYBODY)) and cut.lemma(noun) not in (
        "time",
        "day",
        "moment",
    )
    inner = any(one in cut.kept and one > noun for one in cut.below(claim))
    bare = (
        not any(cut.word(c).relation in ("det", "poss", "nummod") for c in cut.syntax.children[noun])
        and cut.word(noun).tag == "NNS"
    )
    for clause in cut.left_out(noun, "relcl", "acl"):
        first = cut.below(clause)[0]
        if first in cut.kept or cut.lower(first - 1) in (",", "(", "—", "–", "-") or first <= noun:
            continue
        denied = not _definite(cut, noun) and _denied(cut, noun)
        hides = bare and inner and cut.word(noun).relation in ("nsubj", "nsubjpass") and clause < claim
        negative = cut.negated(clause) and inner and clause < claim
        if universal or hides or negative or denied:
            yield OmittedWord(cut.phrase(clause), "restriction")
    for phrase in cut.left_out(noun, "prep"):
        if universal and inner and noun < phrase < claim and cut.subject(claim) == noun:
            yield OmittedWord(cut.phrase(phrase), "restriction")
    for phrase in cut.left_out(noun, "prep", "amod", "advmod"):
        words = " ".join(cut.lower(c) for c in cut.below(phrase)[:3]) + " "
        if words.startswith(_EXCEPT):
            yield OmittedWord(cut.phrase(phrase), "restriction")


_BUT = frozenset({"but", "bar", "save", "except", "minus", "excluding"})


def _universal(cut: Cut, at: int) -> bool:
    """Whether a word, or its determiner, means all or none: "everybody", "no boat", "all of them"."""
    words = {cut.lower(at), *(cut.lower(c) for c in cut.syntax.children[at])}
    return bool(words & (lexicon.EVERYBODY | lexicon.UNIVERSAL | lexicon.NEGATIVE_NOUNS))


def _definite(cut: Cut, noun: int) -> bool:
    """Whether a noun is one that is known, so that a clause behind it only says which one."""
    return cut.word(noun).part == "PROPN" or any(
        cut.lower(c) in ("the", "this", "that", "these", "those") or cut.word(c).relation == "poss"
        for c in cut.syntax.children[noun]
    )


def _denied(cut: Cut, noun: int) -> bool:
    """Whether a noun is the object of a verb with a negation that is kept: "will not sign a treaty | that …"."""
    verb = cut.word(noun).head
    return cut.word(noun).relation == "dobj" and any(
        c in cut.kept and cut.lower(c) in lexicon.NEGATIVE_ADVERBS for c in cut.syntax.children[verb]
    )
