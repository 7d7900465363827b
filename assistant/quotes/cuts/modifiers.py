"""Omitted words that hang on a kept clause or on one that governs it: negations, adverbs, modal verbs, conditions, limits."""

from collections.abc import Iterator

from . import lexicon
from .conditions import condition
from .cut import SUBJECTS, Cut
from .limits import contrast, limit
from .omission import OmittedWord


def operators(
    cut: Cut, verb: int, inner: int | None = None, *, governor: bool = False, reporting: bool = False
) -> Iterator[OmittedWord]:
    """Yield the omitted dependents of a verb that change what it states.

    Args:
        cut: the sentence.
        verb: the head of a kept clause, or of one that governs the kept clause.
        inner: the dependent through which it governs the kept clause.
        governor: whether it is such a governing clause.
        reporting: whether it is the reporter's "he said": then only its negation and modal verb count.
    """
    kept_subject = (subject := cut.subject(verb)) is not None and subject in cut.kept
    for child in cut.left_out(verb):
        word = cut.word(child)
        if child == inner:
            continue
        if word.relation in ("neg", "advmod", "preconj", "det", "cc", "amod", "quantmod", "dep", "predet"):
            yield from _adverb(cut, child, verb, governor=governor)
        elif word.relation == "aux" and word.tag == "MD" and not (reporting and not governor):
            yield from _modal(cut, child, verb, kept_subject=kept_subject, governor=governor)
        if reporting:
            if word.relation in SUBJECTS:
                yield from (one for one in before_clause(cut, child) if one.kind != "restriction")
            continue
        if word.relation == "parataxis" and cut.lemma(child) in lexicon.HEDGING and child != inner:
            yield OmittedWord(cut.phrase(child), "hedge")
        if word.relation in SUBJECTS:
            denying = governor and (cut.lemma(verb) in lexicon.DENIES_THAT or cut.lemma(verb) in lexicon.PREVENTS)
            yield from () if denying else before_clause(cut, child, verb)
        elif word.relation in ("advcl", "ccomp", "dobj", "acl", "xcomp", "advmod"):
            yield from condition(cut, child, verb)
        if word.relation == "dobj" and cut.lower(child) != "provided":
            continue
        if word.relation in (
            "prep",
            "advmod",
            "advcl",
            "agent",
            "npadvmod",
            "pcomp",
            "mark",
            "acomp",
            "conj",
            "dobj",
            "dep",
        ):
            yield from limit(cut, child, verb)
        if word.relation == "conj" and not governor:
            yield from contrast(cut, child, verb)


def _adverb(cut: Cut, at: int, verb: int, *, governor: bool) -> Iterator[OmittedWord]:
    lower, shown = cut.lower(at), cut.word(at).text
    if lower in lexicon.NEGATIVE_ADVERBS or (
        lower in ("longer", "more", "wise") and any(cut.lower(c) == "no" for c in cut.left_out(at, "neg"))
    ):
        if cut.lower(at + 1) == "matter":
            return
        if lower == "not" and cut.lower(at + 1) in ("only", "just", "merely", "simply"):
            return
        if governor and cut.lemma(verb) in lexicon.FACTIVE and lower != "nor":
            return
        if governor and (cut.lemma(verb) in lexicon.DENIES_THAT or cut.lemma(verb) in lexicon.PREVENTS):
            return  # "does not deny that …" leaves it as stated
        if cut.word(at).relation == "cc" and lower != "nor":
            return
        if at > verb and cut.lower(at - 1) in (",", "-", "–", "—") and cut.word(at).relation == "neg":
            return  # "the refugees, not the soldiers": a contrast, which denies something else
        longer = cut.text([*cut.left_out(at, "neg"), at])
        yield OmittedWord(longer, "negation")
    elif lower in lexicon.HEDGING_ADVERBS:
        yield OmittedWord(shown, "hedge")
    elif lower in ("otherwise", "else") and at < verb:
        yield OmittedWord(shown, "condition")
    elif lower in ("though", "although", "albeit", "however") and at > verb:
        if cut.lower(at + 1) in lexicon.TAKES_BACK or (lower != "however" and cut.lower(at + 1) in (".", "”", "")):
            yield OmittedWord(
                cut.text([c for c in (at, at + 1) if c in cut.omitted and cut.word(c).part != "PUNCT"]), "restriction"
            )
    elif lower == "far" and _far_from(cut, at, verb):
        yield OmittedWord("far from", "negation")


def _far_from(cut: Cut, far: int, verb: int) -> bool:
    """Whether "far from" denies what follows ("far from ready", "far from winning"); before a noun it may be a distance."""
    if cut.lower(far - 1) == "not":
        return False
    if far < verb and cut.lower(cut.below(far)[-1] + 1) == ",":
        return False  # "Far from being broke, the club has savings" denies something else
    phrases = (c for c in cut.syntax.children[far] if cut.lower(c) == "from")
    return any(
        cut.word(c).relation == "pcomp" or cut.word(c).part in ("ADJ", "VERB")
        for one in phrases
        for c in cut.syntax.children[one]
    )


def _modal(cut: Cut, at: int, verb: int, *, kept_subject: bool, governor: bool) -> Iterator[OmittedWord]:
    lower, tag = cut.lower(at), cut.word(verb).tag
    if governor:
        saying = cut.lemma(verb) in lexicon.SAYS or cut.lemma(verb) in lexicon.BELIEVES
        if lower in ("may", "might", "could") and not (saying and lower == "could"):
            yield OmittedWord(cut.word(at).text, "hedge")
    elif lower in ("may", "might") or (
        lower in ("could", "should", "must", "would") and (kept_subject or tag in ("VBN", "VBD"))
    ):
        yield OmittedWord(cut.word(at).text, "hedge")


def before_clause(cut: Cut, subject: int, verb: int | None = None) -> Iterator[OmittedWord]:
    """Yield what an omitted subject, or the omitted head of a subject, says of how many: "none of …", "nobody", "few …"."""
    lower, lemma = cut.lower(subject), cut.lemma(subject)
    inside = [c for c in cut.syntax.children[subject] if c in cut.omitted]
    negative = next(
        (c for c in inside if cut.lower(c) in ("no", "not", "neither", "hardly", "scarcely", "barely")), None
    )
    shown = cut.phrase(subject, 4)
    if cut.lower(subject) == "it" and cut.lower(subject - 1) not in ("no", "not"):
        return
    kept_part = [c for c in cut.below(subject) if c in cut.kept]
    if lower in ("none", "neither") and kept_part:
        yield OmittedWord(cut.word(subject).text + " of" * (cut.lower(subject + 1) == "of"), "quantity")
    elif lower in lexicon.NEGATIVE_NOUNS or (lower == "one" and negative is not None):
        yield OmittedWord(cut.text([c for c in cut.below(subject) if c in cut.omitted and c <= subject]), "negation")
    elif negative is not None:
        many = lemma in lexicon.OF_ALL or lower in ("any", "many", "all", "half")
        yield OmittedWord(shown, "quantity" if many else "negation")
    elif (lower == "few" and not _a(cut, subject)) or any(
        (cut.lower(c) == "only" and not _sole(cut, c))
        or (cut.lower(c) in lexicon.LIMITING_DETERMINERS and not _a(cut, c))
        for c in inside
    ):
        yield OmittedWord(shown, "quantity")
    elif kept_part and verb is not None and kept_part[-1] < verb and _inside_phrase(cut, subject, kept_part[0]):
        if lower in ("all", "each", "both", "every"):
            return
        # "half of the crew signed"
        if lower in lexicon.QUANTITIES or lemma in lexicon.QUANTITIES or cut.word(subject).tag == "CD":
            yield OmittedWord(shown, "quantity")


def _inside_phrase(cut: Cut, subject: int, first: int) -> bool:
    """Whether the words kept of a subject begin with the noun of its phrase: "half of | the crew signed"."""
    phrases = [c for c in cut.left_out(subject, "prep") if first in cut.below(c)]
    return bool(phrases) and any(
        cut.word(c).relation == "pobj" and cut.below(c)[0] == first for c in cut.syntax.children[phrases[0]]
    )


def _a(cut: Cut, few: int) -> bool:
    """Whether "few" or "little" has an article: "a few" are some."""
    return cut.lower(few - 1) in ("a", "an", "the", "quite")


def _sole(cut: Cut, only: int) -> bool:
    """Whether "only" says that there is no other ("the town's only theatre"), not how many."""
    return cut.lower(only) == "only" and only > 0 and cut.word(only - 1).tag in ("DT", "POS", "PRP$")


def quantified(cut: Cut, noun: int) -> Iterator[OmittedWord]:
    """Yield the omitted words before a kept noun that say of how many or how much it is: "no", "few", "only"."""
    for child in cut.left_out(noun, *_BEFORE_NOUN):
        lower, shown = cut.lower(child), cut.word(child).text
        if child > noun:
            continue
        deeper = [c for c in cut.left_out(child) if cut.lower(c) in ("not", "hardly", "barely", "only")]
        if lower in ("neither", "nor", "no", "not", "n't", "never"):
            if lower != "not" or cut.lower(child + 1) not in ("only", "just"):
                every = lower == "not" and cut.lower(child + 1) in lexicon.OF_ALL
                yield OmittedWord(shown, "quantity" if every else "negation")
        elif (lower in lexicon.LIMITING_DETERMINERS and not _a(cut, child)) or (
            lower in _FOCUSING and not _sole(cut, child)
        ):
            yield OmittedWord(shown, "quantity")
        elif lower in lexicon.HEDGING_ADJECTIVES:
            yield OmittedWord(shown, "hedge")
        elif deeper and cut.word(child).relation in ("det", "predet", "nummod"):
            yield OmittedWord(cut.text([*deeper, child]), "quantity")


_BEFORE_NOUN = ("det", "neg", "amod", "advmod", "preconj", "predet", "nummod", "quantmod", "cc", "nmod", "prep", "dep")
_FOCUSING = ("only", "hardly", "barely", "scarcely", "almost", "nearly")
