"""Words hidden under an ellipsis inside a quotation: a negation, an exception, a share, or the clause that the rest is from."""

from collections.abc import Iterator

from . import lexicon
from .cut import FINITE, SUBJECTS, Cut
from .omission import OmittedWord

_EXCEPTING = frozenset({"but", "bar", "minus"})
_EXCEPT = frozenset({"except", "excepting", "excluding"})
_WHOLE = frozenset({"all", "each", "both", "every"})
_PARTING = frozenset(",;:—–")
_RELATIVE = frozenset({"WP", "WDT"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd"})
_HANGING = frozenset({"prep", "agent", "advmod", "npadvmod"}) | _OBJECTS


def hidden(cut: Cut) -> Iterator[OmittedWord]:
    """Yield what the omissions inside a quotation hide of what holds for the words kept."""
    yield from _operators(cut)
    for at in sorted(cut.omitted):
        if min(cut.kept) < at < max(cut.kept):
            yield from _exception(cut, at)
            yield from _share(cut, at)
            yield from _other_clause(cut, at)
            yield from _other_subject(cut, at)


def spliced(first: Cut, last: Cut) -> OmittedWord | None:
    """Return whose the end of one sentence is that an omission joins to the beginning of another: "The cook … set sail".

    Args:
        first: the sentence whose beginning is kept; an omission that begins behind its end joins nothing.
        last: the sentence whose end is kept.
    """
    if not any(at > max(first.kept) and first.word(at).part != "PUNCT" for at in first.omitted):
        return None
    opening = next((at for at in sorted(last.kept) if last.word(at).part != "PUNCT"), None)
    if opening is None:
        return None
    clause = next((at for at in (opening, *last.syntax.ancestors(opening)) if last.verbal(at)), None)
    if clause is not None and clause in last.omitted and (torn := _torn(first, last, clause)) is not None:
        return torn
    subject = None if clause is None else last.subject(clause)
    if clause is None or subject is None or subject not in last.omitted or last.below(subject)[-1] > opening:
        return None
    own = {first.lower(at) for at in first.kept if first.word(at).relation in SUBJECTS}
    # "We will stay … will not sell": one speaker's "we" in both.
    return None if not own or last.lower(subject) in own else OmittedWord(last.phrase(subject), "omission")


def _torn(first: Cut, last: Cut, verb: int) -> OmittedWord | None:
    """Return what parts the end of a sentence from the verb kept of another: "It took the … lamp" for "It didn't take the lamp".

    `verb` is the omitted verb of the end kept. Where both sentences say the same of the same subject nothing is torn.
    """
    verbs = [at for at in sorted(first.kept) if first.word(at).part == "VERB" or first.word(at).tag in FINITE]
    if not verbs:
        return None
    denied = next((at for at in last.left_out(verb, "neg")), None)
    if denied is None and last.negated(verb):
        denied = last.subject(verb)
    if denied is not None:
        return OmittedWord(last.word(denied).text, "negation")
    same = any(first.lemma(at) == last.lemma(verb) and not first.negated(at) for at in verbs)
    subject = last.subject(verb)
    own = {first.lower(at) for at in first.kept if first.word(at).relation in SUBJECTS}
    if same and subject is not None and last.lower(subject) in own:
        return None
    return OmittedWord(last.shown([at for at in range(verb + 1) if at in last.omitted]), "omission")


def _operators(cut: Cut) -> Iterator[OmittedWord]:
    """Yield a negation or condition under an omission inside the quotation, if it holds for words that are kept.

    What the omission hides may be the verb itself: "The envoy … participation in combat" for "is not considering".
    """
    low, high = min(cut.kept), max(cut.kept)
    for at in sorted(cut.omitted):
        if not low < at < high:
            continue
        word = cut.word(at)
        negative = word.text.lower() in lexicon.NEGATIVE_ADVERBS | {"no"} and cut.lower(at + 1) not in (
            "only",
            "just",
            "matter",
            "longer",
        )
        but = word.text.lower() == "anything" and cut.lower(at + 1) == "but"
        if but and at + 1 in cut.omitted:
            yield OmittedWord("anything but", "negation")
        conditional = word.relation == "mark" and word.text.lower() in lexicon.CONDITIONAL
        heads = {word.head}
        if word.relation == "det" or cut.word(word.head).relation in ("xcomp", "ccomp"):
            above = cut.word(word.head).head
            heads.add(above)  # "made no comment", "told them not to come"
            heads.update(cut.auxiliaries(above))  # "had … made no comment"
        holds = not cut.kept.isdisjoint(heads) or any(one in cut.kept for one in cut.below(word.head))
        if holds and (negative or conditional):
            yield OmittedWord(word.text, "negation" if negative else "condition")


def _exception(cut: Cut, at: int) -> Iterator[OmittedWord]:
    """Yield "except …", or "but …" behind a kept word for everybody or nobody: "Everyone | but the cook | signed"."""
    noun = at - 1
    if cut.lower(at) in _EXCEPT and at + 1 in cut.omitted:
        yield OmittedWord(cut.word(at).text, "restriction")
        return
    if cut.lower(at) not in _EXCEPTING or noun not in cut.kept:
        return
    words = {cut.lower(noun), *(cut.lower(c) for c in cut.syntax.children[noun])}
    if words & (lexicon.EVERYBODY | lexicon.UNIVERSAL | lexicon.NEGATIVE_NOUNS):
        yield OmittedWord(cut.text([one for one in range(at, at + 3) if one in cut.omitted]), "restriction")


def _share(cut: Cut, at: int) -> Iterator[OmittedWord]:
    """Yield the share of a kept whole that a verb before it has: "lost | half of | the harvest"."""
    word = cut.word(at)
    if word.relation not in _OBJECTS or word.head not in cut.kept or cut.lower(at) in _WHOLE:
        return
    if not (word.tag == "CD" or {cut.lower(at), cut.lemma(at)} & lexicon.QUANTITIES):
        return
    for of in cut.left_out(at, "prep"):
        whole = next((c for c in cut.syntax.children[of] if cut.word(c).relation == "pobj"), None)
        if cut.lower(of) == "of" and whole in cut.kept and cut.below(whole)[0] in cut.kept:
            yield OmittedWord(cut.phrase(at), "quantity")


def _other_clause(cut: Cut, verb: int) -> Iterator[OmittedWord]:
    """Yield a hidden clause whose end is kept as if of the one before: "We sailed … by bus" for "and they went by bus".

    A relative or adverbial clause does not count: what hangs on it and what on the clause around it, parsers often confuse.
    """
    word, children = cut.word(verb), cut.syntax.children[verb]
    if word.part != "VERB" or word.relation not in ("conj", "ROOT", "parataxis"):
        return
    ends = [c for c in children if c > verb and c in cut.kept and cut.word(c).relation in _HANGING]
    if not ends or not all(c in cut.omitted for c in range(verb, cut.below(ends[0])[0])):
        return
    own = [c for c in children if c in cut.omitted and c < verb and cut.word(c).relation in SUBJECTS]
    own = [c for c in own if cut.below(c)[0] > min(cut.kept) and cut.word(c).part in ("NOUN", "PROPN", "PRON")]
    # "praised the crews and blamed the owners": with one object for both verbs nothing would be lost.
    objects = (
        word.relation == "conj" and word.head in cut.kept and any(True for _ in cut.left_out(word.head, *_OBJECTS))
    )
    own = [c for c in own if _parted(cut, c) and _states_before(cut, c)]
    if own or (objects and cut.word(ends[0]).relation in _OBJECTS):
        first = own[-1] if own else verb
        yield OmittedWord(cut.text([c for c in range(first, verb + 1) if c in cut.omitted]), "omission")


def _states_before(cut: Cut, at: int) -> bool:
    """Whether a finite verb is kept before word `at` that is not one of an adverbial or relative clause."""
    finite = (one for one in cut.kept if one < at and cut.word(one).tag in FINITE)
    return any(
        cut.word(cut.word(one).head if cut.word(one).relation in ("aux", "auxpass") else one).relation
        not in ("advcl", "relcl")
        for one in finite
    )


def _parted(cut: Cut, subject: int) -> bool:
    """Whether a hidden clause begins at its subject: a comma, a semicolon or "and" stands hidden before it."""
    before = cut.below(subject)[0] - 1
    if before not in cut.omitted or not any(at in cut.kept for at in range(before)):
        return False
    return cut.lower(before) in _PARTING or cut.word(before).relation == "cc"


def _other_subject(cut: Cut, subject: int) -> Iterator[OmittedWord]:
    """Yield the hidden subject of a kept verb that seems to have an earlier, kept one: "The cook … set sail"."""
    verb = cut.word(subject).head
    if cut.word(subject).relation not in SUBJECTS or verb not in cut.kept or not subject < verb:
        return
    if not _parted(cut, subject):
        return
    for other in sorted(cut.kept):
        word = cut.word(other)
        if other < subject and word.relation in SUBJECTS and word.head in cut.omitted and word.tag not in _RELATIVE:
            yield OmittedWord(cut.phrase(subject), "omission")
            return
