"""What an omitted word that governs a kept clause makes of it: denied ("it is a lie that …"), doubted, or somebody's claim."""

from collections.abc import Iterator

from . import lexicon
from .cut import Cut
from .omission import OmittedWord
from .sources import said_to, says, source

_THAT = ("ccomp", "acl", "csubj", "csubjpass", "parataxis", "advcl")


def governor(cut: Cut, head: int, node: int) -> Iterator[OmittedWord]:
    """Yield an omitted word `head` if it denies, doubts or ascribes to others the clause `node` that it governs."""
    if cut.lemma(head) == "be":
        yield from _predicate(cut, head, node)
    elif (denied := _denial(cut, head, node)) is not None:
        yield from denied
    elif not cut.finite(node):
        yield from _of_infinitive(cut, head, node)
    elif cut.word(head).part in ("NOUN", "PROPN"):
        yield from _noun(cut, head)
    else:
        yield from source(cut, head, node)


def _negated(cut: Cut, head: int) -> bool:
    """Whether the governing word is itself denied: "does not deny", "no doubt", "without denying"."""
    return (
        cut.negated(head)
        or any(cut.lower(c) in ("no", "little", "without") for c in cut.syntax.children[head])
        or cut.lower(cut.word(head).head) == "without"
    )


def _denial(cut: Cut, head: int, node: int) -> list[OmittedWord] | None:
    """Return the denial by the governing word, none if that is denied in turn; `None` if it is no word of denying."""
    lemma, relation, children = cut.lemma(head), cut.word(node).relation, cut.syntax.children[head]
    finite = cut.finite(node)
    that = finite and (relation in _THAT or cut.marked_that(node))
    bare = cut.word(node).tag == "VB"
    adjective = cut.word(head).part in ("ADJ", "NOUN")
    denied = _negated(cut, head)
    denial = [OmittedWord(cut.word(head).text, "negation")]
    if lemma in ("instead", "rather") or (lemma == "without" and relation == "pcomp"):
        return denial
    if lemma in lexicon.DENIES_THAT if that else lemma in lexicon.PREVENTS and _prevents(cut, head, node):
        return [] if denied else denial
    if (
        bare
        and cut.word(head).part in ("ADJ", "ADV")
        and (too := [c for c in cut.left_out(head) if cut.lower(c) == "too"])
    ):
        return [OmittedWord(cut.text([*too, head]), "negation")]
    if lemma in lexicon.ERRORS and adjective and bare and says(cut, node):
        return [] if denied else denial
    if (
        lemma in lexicon.NO_SUCH
        and not finite
        and denied
        and not any(_denies(cut, c) for c in children if c in cut.kept)
    ):
        return [OmittedWord(f"no {cut.word(head).text}", "negation")]
    if lemma == "have" and relation == "xcomp" and any(cut.lower(c) == "yet" for c in cut.left_out(head)):
        return [OmittedWord("yet to", "negation")]
    if lemma == "rule" and any(cut.lower(c) == "out" for c in children):
        return [OmittedWord(cut.phrase(head, 3), "negation")]
    return None


def _denies(cut: Cut, at: int) -> bool:
    return cut.lower(at) in lexicon.NEGATIVE_ADVERBS


def _prevents(cut: Cut, head: int, node: int) -> bool:
    word = cut.word(node)
    if cut.lemma(head) == "stop" and word.tag == "VB":
        return False  # "stopped to sign"
    return (
        cut.lemma(head) in ("far", "short")
        or word.relation in ("xcomp", "pcomp", "acl", "ccomp", "advcl", "dobj", "prep")
        or word.tag in ("VB", "VBG")
    )


def _of_infinitive(cut: Cut, head: int, node: int) -> Iterator[OmittedWord]:
    """Yield what an infinitive below a verb is: "seems to have …", "is said to have …", "would like to believe …"."""
    lemma = cut.lemma(head)
    if (one := said_to(cut, head, node)) is not None:
        yield one
    elif lemma in ("have", "want", "like", "love", "prefer") and cut.lemma(node) in lexicon.BELIEVES:
        # "they would have you believe", "I would like to think"
        yield OmittedWord(cut.text([head, node]), "attribution" if lemma == "have" else "hedge")
    elif lemma in lexicon.HEDGING_TO and cut.word(node).relation in ("xcomp", "oprd") and not _negated(cut, head):
        yield OmittedWord(cut.word(head).text, "hedge")


def _noun(cut: Cut, head: int) -> Iterator[OmittedWord]:
    """Yield what a noun with a clause makes of it: "no evidence that …", "the allegation that …", "a danger that …"."""
    lemma, shown = cut.lemma(head), cut.word(head).text
    no = next((c for c in cut.left_out(head) if cut.lower(c) in ("no", "little", "hardly", "without")), None)
    if no is not None and lemma not in lexicon.UNDENIED:
        yield OmittedWord(cut.text([no, head] if no < head else [head]), "negation")
    elif lemma in lexicon.CLAIMS:
        yield OmittedWord(shown, "attribution")
    elif lemma in lexicon.HEDGING and not _negated(cut, head):
        yield OmittedWord(shown, "hedge")
    elif lemma in lexicon.DENIES_THAT and not _negated(cut, head):
        yield OmittedWord(shown, "negation")


def judged_saying(cut: Cut, verb: int) -> int | None:
    """Return the predicate of "it is … to say that": what a sentence says of saying what is kept; `None` if it does not."""
    word = cut.word(verb)
    if not says(cut, verb) or word.tag != "VB" or not any(cut.lower(c) == "to" for c in cut.syntax.children[verb]):
        return None
    head = word.head
    if head == verb or word.relation not in ("xcomp", "acl", "csubj", "advcl", "ccomp"):
        return None
    if cut.lemma(head) != "be":
        be = cut.word(head).head
        return (
            head if cut.word(head).part in ("ADJ", "NOUN") and _impersonal(cut, be) and cut.lemma(be) == "be" else None
        )
    predicates = [c for c in cut.syntax.children[head] if cut.word(c).relation in ("attr", "acomp", "oprd")]
    return predicates[0] if predicates and _impersonal(cut, head) else None


def _impersonal(cut: Cut, be: int) -> bool:
    subject = cut.subject(be)
    return subject is None or cut.lower(subject) in ("it", "that", "this", "there")


def judgement_of_saying(cut: Cut, predicate: int) -> Iterator[OmittedWord]:
    """Yield what "it is … to say that" denies by its predicate: "not accurate", "wrong", "too early", but not "not radical"."""
    be = cut.word(predicate).head
    negated = _negated(cut, be) or any(cut.lower(c) == "no" for c in cut.syntax.children[predicate])
    lemma, shown = cut.lemma(predicate), cut.phrase(predicate, 3)
    too = any(cut.lower(c) == "too" for c in cut.left_out(predicate))
    if (lemma in lexicon.ERRORS or too) and not negated:
        yield OmittedWord(shown, "negation")
    elif lemma in lexicon.RIGHT and negated:
        yield OmittedWord(f"not {cut.word(predicate).text}", "negation")
    elif lemma in lexicon.POSSIBLE:
        yield OmittedWord(f"not {cut.word(predicate).text}" if negated else shown, "negation" if negated else "hedge")


def _predicate(cut: Cut, be: int, node: int) -> Iterator[OmittedWord]:
    """Yield what a form of "be" says of a clause: "it is a lie that …", "the rumour is that …", "it is likely that …"."""
    negated = cut.negated(be)
    if not negated and any(cut.word(c).relation == "advmod" and cut.lower(c) == "far" for c in cut.left_out(be)):
        return  # yielded as an operator
    if not cut.finite(node) and not (cut.word(node).relation == "xcomp" and says(cut, node)):
        return
    for child in cut.left_out(be, "attr", "acomp", "nsubj", "advmod", "oprd", "prep"):
        lemma, shown = cut.lemma(child), cut.phrase(child, 3)
        subject = cut.word(child).relation == "nsubj"
        if subject and (child > be or lemma in ("idea", "notion")):
            continue
        if not cut.finite(node):
            if lemma in lexicon.ERRORS and not negated:
                yield OmittedWord(shown, "negation")
            continue
        if any(cut.lower(c) == "no" for c in cut.syntax.children[child]):
            continue
        if lemma == "anything" and cut.lower(child + 1) == "but":
            yield OmittedWord("anything but", "negation")
        elif lemma in lexicon.DENIES_THAT and not negated:
            yield OmittedWord(shown, "negation")
        elif lemma in lexicon.CLAIMS:
            yield OmittedWord(shown, "attribution")
        elif lemma in lexicon.HEDGING and not negated:
            yield OmittedWord(shown, "hedge")
        elif subject and lemma in lexicon.VIEWS and not cut.reported:
            owners = [cut.lower(c) for c in cut.syntax.children[child] if cut.word(c).relation in ("poss", "prep")]
            if owners and owners[0] not in ("my", "our", "of"):
                yield OmittedWord(shown, "attribution")
