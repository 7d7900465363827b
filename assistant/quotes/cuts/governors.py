"""Omitted words that govern a kept clause from above: "It is not true that …", "critics say …", "refused to …", "if …".

From the head of the kept clause the rules climb the heads above it while the clause is an argument: what governs an argument
governs what it states. An adverbial or relative clause ends the climb, because the sentence does not state it.
"""

from collections.abc import Iterator

from . import lexicon
from .cut import FINITE, Cut
from .modifiers import before_clause, operators
from .omission import OmittedWord

_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "parataxis", "oprd", "acl", "advcl_to"})
_SAID = frozenset({"said", "accused", "alleged", "believed", "suspected", "reported", "rumoured", "rumored", "thought", "charged", "seems",
                  "seem", "seemed", "appears", "appear", "appeared"})  # fmt: skip
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
    while (head := cut.word(node).head) != node:
        relation = cut.word(node).relation
        yield from _introduced(cut, node)
        if relation == "conj":
            yield from _coordinated(cut, node, head)
            if cut.subject(node) is not None and not _marked_that(cut, node):
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
        if not stated and relation in ("dobj", "nsubj", "pobj", "attr"):
            return
        if head in cut.omitted:
            yield from _predicate(cut, head, node) if cut.lemma(head) == "be" else _governor(cut, head, node)
        if cut.verbal(head):
            reporting = cut.reported and _says(cut, head)
            yield from operators(cut, head, node, governor=True, reporting=reporting)
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
    if words in ("as if", "as though"):
        yield OmittedWord(shown, "hedge")
    elif relation in ("ccomp", "pcomp", "acl", "csubj", "xcomp", "dobj") and words.split()[-1] in ("whether", "if"):
        yield OmittedWord(shown, "question")
    elif relation in ("advcl", "ccomp", "pcomp", "acl", "dep") and any(
        one in lexicon.CONDITIONAL for one in words.split()
    ):
        yield OmittedWord(shown, "condition")
    elif relation == "advcl" and words.split()[-1] in ("whether", "unless", "lest"):
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
    if cut.word(node).tag == "VB" or cut.word(node).tag == cut.word(first).tag == "VBN":
        # "did not sign and leave": the auxiliary and its negation hold for both.
        for child in cut.left_out(first, "neg"):
            yield OmittedWord(cut.word(child).text, "negation")


def _imperative(cut: Cut, at: int) -> bool:
    word = cut.word(at)
    first = cut.below(at)[0]
    return word.tag in ("VB", "VBP") and cut.subject(at) is None and (at - first <= 2) and not cut.auxiliaries(at)


def _marked_that(cut: Cut, node: int) -> bool:
    return any(cut.lower(c) == "that" and cut.word(c).relation == "mark" for c in cut.syntax.children[node])


def _beside(cut: Cut, node: int, head: int) -> bool:
    """Whether two clauses only stand side by side, though the parser takes one for the other's object.

    A frame ("they say", "it seems") governs what stands beside it; another verb does not: "The boats sail (they do not rest)".
    """
    relation = cut.word(node).relation
    if relation not in ("ccomp", "parataxis") or _says(cut, head) or cut.lemma(head) in lexicon.HEDGING:
        return False
    between = [cut.lower(at) for at in range(min(node, head) + 1, max(node, head))]
    if relation == "parataxis" or head > node:
        return not _marked_that(cut, node) or head < node
    return any(mark in between for mark in (";", ":", "—", "–", "--"))


def _to(cut: Cut, node: int) -> bool:
    """Whether a clause is an infinitive that a word before it demands: "too tired to sign"."""
    head = cut.word(node).head
    return (
        cut.word(node).tag == "VB"
        and any(cut.lower(c) == "to" for c in cut.syntax.children[node])
        and (cut.lemma(head) in lexicon.PREVENTS or any(cut.lower(c) == "too" for c in cut.syntax.children[head]))
    )


def _says(cut: Cut, at: int) -> bool:
    return cut.lemma(at) in lexicon.SAYS or cut.lemma(at) in lexicon.BELIEVES


def _own(cut: Cut, at: int) -> bool:
    """Whether a verb's subject is the speaker, or the verb is an order or an infinitive: "I can tell you", "let me say"."""
    subject = cut.subject(at)
    passive = any(cut.word(c).relation == "auxpass" for c in cut.syntax.children[at])
    if passive or (subject is None and cut.reported):
        return False
    if subject is not None:
        return (
            cut.lower(subject) in lexicon.SELF
            or cut.lower(subject) in ("me", "us")
            or (cut.lower(subject) == "it" and cut.lemma(at) not in lexicon.SAYS)
        )
    word = cut.word(at)
    if word.relation in ("xcomp", "ccomp", "conj") and word.head != at:
        above = cut.subject(word.head)
        return above is None or cut.lower(above) in (*lexicon.SELF, "it", "me", "us", "you")
    if word.relation in ("relcl", "advcl", "acl"):
        return False
    return word.tag in ("VB", "VBP", "VBG")


def _governor(cut: Cut, head: int, node: int) -> Iterator[OmittedWord]:
    """Yield an omitted word if it denies, doubts or ascribes to others what it governs."""
    lemma, shown = cut.lemma(head), cut.word(head).text
    relation = cut.word(node).relation
    finite = _finite(cut, node)
    that = finite and (
        relation in ("ccomp", "acl", "csubj", "csubjpass", "parataxis", "advcl") or _marked_that(cut, node)
    )
    negated = (
        cut.negated(head)
        or any(cut.lower(c) in ("no", "little", "without") for c in cut.syntax.children[head])
        or cut.lower(cut.word(head).head) == "without"
    )
    if lemma in ("instead", "rather") or (lemma in ("without",) and relation == "pcomp"):
        yield OmittedWord(shown, "negation")
        return
    if (that and lemma in lexicon.DENIES_THAT) or (
        not that and lemma in lexicon.PREVENTS and _prevents(cut, head, node)
    ):
        if not negated:
            yield OmittedWord(shown, "negation")
        elif lemma in ("deny", "doubt", "dispute"):
            return
        return
    if (
        any(cut.lower(c) == "too" for c in cut.left_out(head))
        and cut.word(node).tag == "VB"
        and cut.word(head).part in ("ADJ", "ADV")
    ):
        yield OmittedWord(cut.text([*(c for c in cut.left_out(head) if cut.lower(c) == "too"), head]), "negation")
        return
    if (
        lemma in lexicon.ERRORS
        and cut.word(head).part in ("ADJ", "NOUN")
        and _says(cut, node)
        and cut.word(node).tag == "VB"
    ):
        if not negated:
            yield OmittedWord(shown, "negation")
        return
    if lemma in lexicon.NO_SUCH and negated and not finite:
        yield OmittedWord(f"no {shown}", "negation")
        return
    if not finite and (one := _said_to(cut, head, node)) is not None:
        yield one
        return
    if cut.lemma(head) in ("have", "want", "like", "love", "prefer") and cut.lemma(node) in lexicon.BELIEVES:
        yield OmittedWord(cut.text([head, node]), "attribution" if cut.lemma(head) == "have" else "hedge")
        return
    if lemma == "have" and any(cut.lower(c) == "yet" for c in cut.left_out(head)) and relation == "xcomp":
        yield OmittedWord("yet to", "negation")
        return
    if lemma == "rule" and any(cut.lower(c) == "out" for c in cut.syntax.children[head]):
        yield OmittedWord(cut.phrase(head, 3), "negation")
        return
    if not finite:
        if lemma in lexicon.HEDGING_TO and relation in ("xcomp", "oprd") and not negated:
            yield OmittedWord(shown, "hedge")
        return
    if cut.word(head).part in ("NOUN", "PROPN"):
        no = next((c for c in cut.left_out(head) if cut.lower(c) in ("no", "little", "hardly", "without")), None)
        if no is not None and lemma not in (
            "doubt",
            "question",
            "denial",
            "secret",
            "wonder",
            "surprise",
            "coincidence",
        ):
            yield OmittedWord(cut.text([no, head] if no < head else [head]), "negation")
        elif lemma in lexicon.CLAIMS:
            yield OmittedWord(shown, "attribution")
        elif lemma in lexicon.HEDGING and not negated:
            yield OmittedWord(shown, "hedge")
        elif lemma in lexicon.DENIES_THAT and not negated:
            yield OmittedWord(shown, "negation")
        return
    yield from _source(cut, head, node)


def _said_to(cut: Cut, head: int, node: int) -> OmittedWord | None:
    """Return the source of what somebody is said to do, or is accused of."""
    lemma = cut.lemma(head)
    passive = any(cut.word(c).relation == "auxpass" for c in cut.syntax.children[head])
    said = passive and cut.word(node).relation == "xcomp" and (lemma in ("say", "allege", "report", "rumour", "rumor", "claim")
                                                              or lemma in lexicon.BELIEVES)  # fmt: skip
    accused = lemma in ("accuse", "suspect", "charge") and cut.word(node).relation == "prep"
    if not said and not accused:
        return None
    return OmittedWord(cut.word(head).text, "attribution")


def _predicate(cut: Cut, be: int, node: int) -> Iterator[OmittedWord]:
    """Yield what a form of "be" says of a clause: "it is a lie that …", "the rumour is that …", "it is likely that …"."""
    negated = cut.negated(be)
    if not negated and any(cut.word(c).relation == "advmod" and cut.lower(c) == "far" for c in cut.left_out(be)):
        return  # yielded as an operator
    if not _finite(cut, node) and not (cut.word(node).relation == "xcomp" and _says(cut, node)):
        return
    for child in cut.left_out(be, "attr", "acomp", "nsubj", "advmod", "oprd", "prep"):
        lemma, shown = cut.lemma(child), cut.phrase(child, 3)
        subject = cut.word(child).relation == "nsubj"
        if subject and (child > be or lemma in ("idea", "notion")):
            continue
        if not _finite(cut, node):
            if lemma in lexicon.ERRORS and not negated:
                yield OmittedWord(shown, "negation")
            continue
        if any(cut.lower(c) == "no" for c in cut.syntax.children[child]):
            continue
        if lemma == "anything" and cut.lower(child + 1) == "but":
            yield OmittedWord("anything but", "negation")
        if lemma in lexicon.DENIES_THAT and lemma != "propaganda" and not negated:
            yield OmittedWord(shown, "negation")
        elif lemma in lexicon.CLAIMS:
            yield OmittedWord(shown, "attribution")
        elif lemma in lexicon.HEDGING and not negated:
            yield OmittedWord(shown, "hedge")
        elif subject and lemma in lexicon.VIEWS and not cut.reported:
            owners = [cut.lower(c) for c in cut.syntax.children[child] if cut.word(c).relation in ("poss", "prep")]
            if owners and owners[0] not in ("my", "our", "of"):
                yield OmittedWord(shown, "attribution")


def _finite(cut: Cut, node: int) -> bool:
    words = [node, *cut.auxiliaries(node)]
    return any(cut.word(at).tag in FINITE or cut.lower(at) in ("'s", "’s", "'re", "’re") for at in words)


def _prevents(cut: Cut, head: int, node: int) -> bool:
    lemma, relation = cut.lemma(head), cut.word(node).relation
    if lemma in ("far", "short"):
        return True
    if lemma == "stop" and cut.word(node).tag == "VB":
        return False  # "stopped to sign"
    return relation in ("xcomp", "pcomp", "acl", "ccomp", "advcl", "dobj", "prep") or cut.word(node).tag in (
        "VB",
        "VBG",
    )


def _source(cut: Cut, head: int, node: int) -> Iterator[OmittedWord]:
    """Yield whose claim a kept clause is, if its governor says or believes it."""
    lemma = cut.lemma(head)
    subject = cut.subject(head)
    passive = any(cut.word(c).relation == "auxpass" for c in cut.syntax.children[head])
    shown = cut.text([c for c in ((*cut.below(subject),) if subject is not None else ()) if c in cut.omitted][:6]
                     + [c for c in cut.auxiliaries(head) if c in cut.omitted] + [head])  # fmt: skip
    own = _own(cut, head)
    name = cut.lower(subject) if subject is not None else ""
    false = next((c for c in cut.left_out(head, "advmod") if cut.lower(c) in lexicon.WRONGLY), None)
    if lemma == "hear" or (lemma == "have" and subject is not None and cut.lemma(subject) in lexicon.HEARSAY):
        yield OmittedWord(shown, "attribution")
    elif false is not None:
        yield OmittedWord(cut.text([false, head]), "negation")
    elif lemma in lexicon.CLAIM_VERBS and not own:
        yield OmittedWord(shown, "attribution")
    elif lemma in lexicon.SAYS and not own:
        vague = subject is not None and (
            cut.lemma(subject) in lexicon.NOBODY_IN_PARTICULAR
            or cut.lemma(subject) in lexicon.CLAIMS
            or any(cut.lemma(c) in lexicon.NOBODY_IN_PARTICULAR for c in cut.syntax.children[subject])
        )
        impersonal = passive and (name == "it" or not cut.reported)
        trails = head > node and cut.word(node).relation in ("ccomp", "parataxis") and name not in ("he", "she", "they")
        if not cut.reported or vague or impersonal or trails:
            yield OmittedWord(shown, "attribution")
    elif lemma in lexicon.BELIEVES and not own and subject is not None:
        if name != "you" or not cut.reported:
            yield OmittedWord(shown, "attribution")
    elif lemma in lexicon.HEDGING and not cut.negated(head):
        yield OmittedWord(shown, "hedge")
