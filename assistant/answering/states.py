"""Find which evidence tells the state that a question in the present tense asks for: who heads, how many, whether open.

The question's predicate is its verb, or what its "is" says of the subject. A sentence tells the state if it has that predicate,
or a close synonym, opposite, or repetition of it ("reopened"), as a fact and not as a plan, a condition or a wish, together
with the rest of the question, and if it has the kind of answer asked for. A sentence that only mentions the subject does not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...corpus.language.antonyms import opposite
from ...corpus.language.dates import dates
from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.syntax import Syntax, Word, parse, parse_all
from ...corpus.language.terms import content_terms, terms
from ...corpus.language.titles import TITLES
from ...index.retrieval.features import answer_kind, answer_signs
from ...index.retrieval.search import EvidenceSentence

COVERED = 0.75
"""The least share of the question's other terms that a sentence has if it tells the state."""

_ASKING = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:who|how (?:many|much)|where|which|what (?:countries|states|groups|bodies)"
    r"|is|are|has|have|does|do|isn['’]t|aren['’]t|hasn['’]t|haven['’]t|doesn['’]t|don['’]t)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:did|was|were|had|didn['’]t|wasn['’]t|weren['’]t)\b", re.IGNORECASE)
_PLANS = frozenset(
    "agree aim ask call consider demand expect hope insist intend offer plan prepare propose request seek suggest urge want wish"
    .split()
)  # fmt: skip
_HEADING = frozenset(
    term for word in "head lead leader chair chairman chairwoman run command".split() for term in terms(word)
)
_NOW = frozenset(terms("now still yet currently current today latest recently newest far every daily"))
_LIGHT = frozenset({"be", "have", "do"})
_CONDITIONS = frozenset({"if", "unless", "once", "until", "whether"})
_CLAUSES = frozenset({"ROOT", "ccomp", "relcl", "parataxis", "advcl"})


@dataclass(frozen=True, slots=True)
class AskedState:
    """What a question for a state asks: its predicate's terms, the other terms, and what part of speech tells it.

    `objects` are the terms of the predicate's direct object, if it has one.
    """

    question: str
    predicate: frozenset[str]
    others: frozenset[str]
    kind: str | None
    verbal: bool
    objects: frozenset[str] = frozenset()


def asked_state(question: str) -> AskedState | None:
    """Return the state that a question asks for; `None` if it is not in the present tense or its predicate is not found."""
    if not _ASKING.match(question) or _PAST.search(question):
        return None
    parsed = parse(question)
    root = next((at for at, word in enumerate(parsed.words) if word.head == at), None)
    if root is None or not _present(parsed, root):
        return None
    kind = answer_kind(question)
    found = [parsed.words[at] for at in _predicate(parsed, root, kind)]
    content = frozenset(content_terms(question))
    predicate = frozenset(term for word in found for term in terms(word.text)) & content
    verbal = any(word.part in ("VERB", "ADJ", "AUX") for word in found)
    objects = _objects(parsed, root) & content
    return AskedState(question, predicate, content - predicate - _NOW, kind, verbal, objects) if predicate else None


def _present(parsed: Syntax, root: int) -> bool:
    aids = [parsed.words[at] for at in parsed.children[root] if parsed.words[at].relation in ("aux", "auxpass")]
    if any(one.text.lower() in ("has", "have", "is", "are", "does", "do") for one in aids):
        return True
    # Short questions are often misread, "heads" as a noun, "signed" after "has" as a past tense; what is left is not past.
    finite = [one for one in aids if one.tag in ("VBZ", "VBP", "VBD", "MD")] or [parsed.words[root]]
    return not {one.tag for one in finite} & {"VBD", "MD"}


def _predicate(parsed: Syntax, root: int, kind: str | None) -> list[int]:
    words = parsed.words
    if kind == "number":
        counted = [at for at, word in enumerate(words[:-1]) if at > 1 and word.part in ("NOUN", "PROPN")][:1]
        return counted if words[root].lemma in _LIGHT else [*counted, root]
    if words[root].lemma not in _LIGHT:
        return [root]
    below = [at for at in parsed.children[root] if words[at].relation in ("acomp", "attr", "oprd", "prep", "advmod")]
    below = [
        at
        for at in below
        if not words[at].tag.startswith("W") and (content_terms(words[at].text) or parsed.children[at])
    ]
    chosen = next((at for at in below if words[at].relation in ("acomp", "oprd")), below[-1] if below else None)
    if chosen is None and kind == "who":
        # "Who is the head of X?"; "Who is X?" asks for no state.
        subject = [
            at for at in parsed.children[root] if words[at].relation == "nsubj" and words[at].part in ("NOUN", "PROPN")
        ]
        return [
            at
            for at in subject
            if words[at].part == "NOUN" or any(words[one].relation == "det" for one in parsed.children[at])
        ]
    if chosen is None:
        later = [at for at in range(root + 1, len(words)) if words[at].part in ("NOUN", "PROPN", "ADJ", "VERB")]
        return later[-1:]
    if words[chosen].relation == "prep":
        return [at for at in parsed.children[chosen] if words[at].relation == "pobj"]
    return [chosen]


def telling(state: AskedState, evidence: Sequence[EvidenceSentence]) -> list[EvidenceSentence]:
    """Return the sentences that tell the state as a fact."""
    able = [one for one in evidence if _covers(state, one.sentence.text)]
    if state.kind:
        signs = answer_signs(state.question, [one.sentence.text for one in able])
        able = [one for one, sign in zip(able, signs, strict=True) if sign == 1]
    parses = parse_all([one.sentence.text for one in able])
    return [one for one, parsed in zip(able, parses, strict=True) if any(_tells(state, parsed))]


def _covers(state: AskedState, text: str) -> bool:
    own = frozenset(terms(text))
    meant = with_groups(own)
    shared = sum(covered(term, meant) for term in state.others)
    return shared >= COVERED * len(state.others) and any(_related(term, state.predicate) for term in own)


def _related(term: str, predicate: frozenset[str]) -> bool:
    """Return whether a term is one of the predicate's, a synonym, an opposite or a repetition of it."""
    return (
        term in predicate
        or (term in _HEADING and bool(predicate & _HEADING))
        or term.removeprefix("re") in predicate
        or any(opposite(term, one) or covered(one, with_groups({term})) for one in predicate)
    )


def told_earlier(
    state: AskedState, leading: EvidenceSentence, others: Sequence[EvidenceSentence]
) -> list[EvidenceSentence]:
    """Return which older sentences tell another state than the leading one: for "who", somebody else, even if only planned.

    Counts are left to the rules that compare reports, since two numbers need not count the same.
    """
    if state.kind not in ("who", None) or not telling(state, [leading]):
        return []
    if state.kind is None:
        return telling(state, others)
    able = [one for one in others if _covers(state, one.sentence.text)]
    known = frozenset(terms(leading.sentence.text))
    parses = parse_all([one.sentence.text for one in able])
    found = []
    for one, parsed in zip(able, parses, strict=True):
        named = frozenset[str]().union(*(_names(state, parsed, at) for at in _said(state, parsed)))
        if named and not named & known:
            found.append(one)
    return found


def _said(state: AskedState, parsed: Syntax) -> list[int]:
    """Return the words that have the predicate."""
    return [
        at for at, word in enumerate(parsed.words) if any(_related(term, state.predicate) for term in terms(word.text))
    ]


def _tells(state: AskedState, parsed: Syntax) -> Iterator[bool]:
    for at in _said(state, parsed):
        # "Has X endorsed Y?" is not told by "X, who has endorsed Z, met Y".
        objects = with_groups(_objects(parsed, at))
        others = state.objects and objects and not any(covered(one, objects) for one in state.objects)
        if others or _planned(parsed, at):
            continue
        if state.kind == "who":
            yield bool(_names(state, parsed, at))
        elif state.kind == "number" and not state.verbal:
            yield _has(parsed, at, "nummod")
        else:
            yield not state.verbal or parsed.words[at].part in ("VERB", "ADJ", "AUX")


def _objects(parsed: Syntax, at: int) -> frozenset[str]:
    """Return the terms of a word's direct objects, with what belongs to them."""
    spans = [parsed.reach[one] for one in parsed.children[at] if parsed.words[one].relation == "dobj"]
    return frozenset(term for first, last in spans for word in parsed.words[first:last] for term in terms(word.text))


def _has(parsed: Syntax, at: int, relation: str) -> bool:
    return any(parsed.words[one].relation == relation for one in parsed.children[at])


def _planned(parsed: Syntax, at: int) -> bool:
    """Return whether a word stands in a plan, a condition or a wish."""
    for node in (at, *parsed.ancestors(at)):
        word, below = parsed.words[node], [parsed.words[child] for child in parsed.children[node]]
        if any(_opens_plan(one) for one in below) or (node != at and word.lemma in _PLANS):
            return True
        if word.relation in _CLAUSES and word.part in ("VERB", "AUX"):
            above = parsed.words[word.head]
            return word.head != node and above.lemma in _PLANS
    return False


def _opens_plan(word: Word) -> bool:
    modal = word.relation in ("aux", "auxpass") and (word.tag == "MD" or word.text.lower() == "to")
    return modal or (word.relation in ("mark", "advmod") and word.text.lower() in _CONDITIONS)


def _names(state: AskedState, parsed: Syntax, at: int) -> frozenset[str]:
    """Return the terms of the names of whom a predicate is said: "X heads", "X, head of", "X is the head", "X, who chairs".

    An office without a name ("the president, who chairs") is none.
    """
    words = parsed.words
    word = words[at]
    linked = [one for one in parsed.children[at] if words[one].relation in ("nsubj", "appos", "compound", "agent")]
    if word.relation in ("appos", "relcl", "acl", "compound"):
        linked.append(word.head)
    if word.relation in ("attr", "acomp", "oprd", "dobj"):
        linked += [one for one in parsed.children[word.head] if words[one].relation == "nsubj"]
    linked += [below for one in linked if words[one].relation == "agent" for below in parsed.children[one]]
    heads = [one for one in linked if words[one].part == "PROPN" and words[one].text.lower() not in TITLES]
    return frozenset(term for one in heads for term in terms(words[one].text)) - state.predicate - state.others


def state_day(one: EvidenceSentence) -> date:
    """Return the day of the state that a sentence tells: its report's, or the last one it names if it tells of the past."""
    published = one.sentence.document.published
    if published is None:
        return date.min
    text = one.sentence.text
    if not _PAST.search(text):
        return published
    named = [mention.until for mention in dates(text, 0, len(text), published)]
    return min(published, max(named, default=published))
