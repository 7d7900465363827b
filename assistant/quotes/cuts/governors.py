"""Omitted words that govern a kept clause from above: "It is not true that …", "critics say …", "refused to …", "if …".

From the head of the kept clause the rules climb the heads above it while the clause is an argument: what governs an argument
governs what it states. An adverbial or relative clause ends the climb, because the sentence does not state it.
"""

from collections.abc import Iterator

from . import lexicon
from .cut import FINITE, Cut
from .frames import governor, judged_saying, judgement_of_saying
from .modifiers import before_clause, operators
from .omission import OmittedWord
from .sources import says

_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "parataxis", "oprd", "acl"})
_SAID = frozenset(
    "said accused alleged believed suspected reported rumoured rumored thought charged seems seem seemed appears appear "
    "appeared".split()
)
_NOMINAL = frozenset(
    {"prep", "pobj", "dobj", "attr", "nsubj", "nsubjpass", "appos", "acomp", "agent", "dative", "npadvmod"}
)


def governing(cut: Cut, claim: int) -> Iterator[OmittedWord]:
    """Yield the omitted words that govern a kept clause from above."""
    stated = _stated(cut, claim)
    for one in _climb(cut, claim, stated=stated):
        # "to sign the treaty" states nothing, so that it can only be denied.
        if stated or one.kind == "negation" or (one.word in _SAID and not _with_to(cut, claim)):
            yield one


def _with_to(cut: Cut, claim: int) -> bool:
    return any(cut.lower(c) == "to" and c in cut.kept for c in cut.auxiliaries(claim))


def _stated(cut: Cut, claim: int) -> bool:
    """Whether a kept clause is a statement: it has a finite verb, or a participle that can be read as one."""
    if any(cut.word(at).tag in FINITE and at in cut.kept for at in (claim, *cut.auxiliaries(claim))):
        return True
    if cut.subject(claim) in cut.kept and cut.word(claim).tag != "VBG":
        return not _with_to(cut, claim)
    return cut.word(claim).tag == "VBN" and bool(cut.auxiliaries(claim))


def _climb(cut: Cut, claim: int, *, stated: bool) -> Iterator[OmittedWord]:
    node = claim
    if cut.word(node).head == node:
        yield from _introduced(cut, node)  # "If only | we had listened"
    while (head := cut.word(node).head) != node:
        relation = cut.word(node).relation
        yield from _introduced(cut, node)
        if relation == "conj":
            yield from _coordinated(cut, node, head)
            if cut.subject(node) is not None and not cut.marked_that(node):
                return
            node = head
            continue
        if relation == "relcl" and cut.word(head).relation == "attr" and head in cut.omitted:
            # "It is not something that | has anything to do with us"
            for child in cut.left_out(cut.word(head).head, "neg"):
                yield OmittedWord(cut.word(child).text, "negation")
        if relation in ("advcl", "relcl") and not _to(cut, node) and not cut.content_clause(node):
            return
        if relation != "relcl" and relation not in _COMPLEMENTS and relation not in _NOMINAL and not _to(cut, node):
            return
        if _beside(cut, node, head):
            return
        if not stated and (
            relation in ("dobj", "nsubj", "pobj", "attr", "csubj", "csubjpass") or cut.lemma(head) == "be"
        ):
            return
        if head in cut.omitted and (predicate := judged_saying(cut, head)) is not None:
            yield from judgement_of_saying(cut, predicate)
            return
        if head in cut.omitted:
            yield from governor(cut, head, node)
        if cut.verbal(head):
            reporting = cut.reported and says(cut, head)
            yield from operators(cut, head, node, governor=True, reporting=reporting)
        if cut.lemma(head) in lexicon.GRANTED and cut.finite(node):
            return
        node = head


def _introduced(cut: Cut, node: int) -> Iterator[OmittedWord]:
    """Yield the omitted conjunction that makes a kept clause a condition, a comparison or an indirect question."""
    relation = cut.word(node).relation
    marks = [c for c in cut.syntax.children[node] if cut.word(c).relation in ("mark", "advmod") and c < node]
    marks = [c for c in marks if c in cut.omitted]
    words = " ".join(cut.lower(c) for c in marks)
    if not marks:
        return
    shown = cut.text(marks)
    if words in ("as if", "as though") or (relation == "ROOT" and not lexicon.CONDITIONAL.isdisjoint(words.split())):
        yield OmittedWord(shown, "hedge")
    elif relation in ("ccomp", "pcomp", "acl", "csubj", "xcomp", "dobj") and words.split()[-1] in ("whether", "if"):
        yield OmittedWord(shown, "question")
    elif relation in ("advcl", "ccomp", "pcomp", "acl", "dep") and (
        not lexicon.CONDITIONAL.isdisjoint(words.split()) or (relation == "advcl" and words.split()[-1] == "whether")
    ):
        yield OmittedWord(shown, "condition")
    elif relation == "advcl" and any(one in lexicon.TEMPORAL for one in words.split()):
        head = cut.word(node).head
        if cut.future(head) or (
            not cut.past(node) and not cut.past(head) and words.split()[-1] in ("until", "till", "before")
        ):
            yield OmittedWord(shown, "condition")


def _coordinated(cut: Cut, node: int, first: int) -> Iterator[OmittedWord]:
    """Yield what an omitted first clause does to a kept second one: "Pay us and …", "… or else …", "nobody came and …"."""
    joins = [c for c in cut.syntax.children[first] if cut.word(c).relation == "cc" and first < c < node]
    joined = cut.lower(joins[-1]) if joins else ""
    has_subject = cut.subject(node) is not None
    if has_subject:
        if joins and joins[-1] in cut.omitted and joined == "or":
            yield OmittedWord(cut.word(joins[-1]).text, "condition")
        elif joins and joins[-1] in cut.omitted and joined == "nor":
            yield OmittedWord(cut.word(joins[-1]).text, "negation")
        elif joined == "and" and first in cut.omitted and _imperative(cut, first) and cut.future(node):
            yield OmittedWord(cut.phrase(first), "condition")
        return
    subject = cut.subject(first)
    if subject is not None and subject in cut.omitted:
        yield from before_clause(cut, subject)
    if any(cut.lower(c) == "but" and cut.word(c).relation == "cc" for c in range(first, node)):
        return
    if cut.word(node).tag == "VB" or cut.word(node).tag == cut.word(first).tag == "VBN":
        # "did not sign and leave": the auxiliary and its negation hold for both.
        for child in cut.left_out(first, "neg"):
            yield OmittedWord(cut.word(child).text, "negation")


def _imperative(cut: Cut, at: int) -> bool:
    word = cut.word(at)
    first = cut.below(at)[0]
    return word.tag in ("VB", "VBP") and cut.subject(at) is None and (at - first <= 2) and not cut.auxiliaries(at)


def _beside(cut: Cut, node: int, head: int) -> bool:
    """Whether two clauses only stand side by side, though the parser takes one for the other's object.

    A frame ("they say", "it seems") governs what stands beside it; another verb does not: "The boats sail (they do not rest)".
    """
    relation = cut.word(node).relation
    own = any(cut.word(c).relation in ("dobj", "ccomp") and c < node for c in cut.left_out(head) if c != node)
    if head > node and cut.lower(head - 1) == "," and _complete(cut, head):
        return True
    if (
        own
        and head < node
        and cut.lower(cut.below(node)[0] - 1) == ","
        and cut.lemma(head) in ("say", "think", "believe")
    ):
        return True
    if relation not in ("ccomp", "parataxis") or says(cut, head) or cut.lemma(head) in lexicon.HEDGING:
        return False
    between = [cut.lower(at) for at in range(min(node, head) + 1, max(node, head))]
    if relation == "parataxis" or head > node:
        return not cut.marked_that(node) or head < node
    return any(mark in between for mark in (";", ":", "—", "–", "--"))


def _complete(cut: Cut, head: int) -> bool:
    """Whether a verb without a subject behind a comma has its own complement: "…, seems as if we will agree"."""
    return cut.subject(head) is None and any(
        c > head and cut.word(c).relation in ("advcl", "ccomp", "xcomp") for c in cut.syntax.children[head]
    )


def _to(cut: Cut, node: int) -> bool:
    """Whether a clause is an infinitive that a word before it demands: "too tired to sign"."""
    head = cut.word(node).head
    return (
        cut.word(node).tag == "VB"
        and any(cut.lower(c) == "to" for c in cut.syntax.children[node])
        and (cut.lemma(head) in lexicon.PREVENTS or any(cut.lower(c) == "too" for c in cut.syntax.children[head]))
    )
