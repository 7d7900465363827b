"""Whose claim a kept clause is, if an omitted verb of saying or believing governs it.

In a speaker's own words another's claim counts ("critics say …", "I was told …"), and the speaker's own does not ("I can tell
you …"). In a reporter's words a plain "he said that" does not count, unless it doubts what it reports ("he claimed") or
nobody in particular says it ("some argue").
"""

from collections.abc import Iterator

from . import lexicon
from .cut import Cut
from .omission import OmittedWord

_HE = ("he", "she", "they")


def says(cut: Cut, at: int) -> bool:
    """Return whether a verb is one of saying or believing."""
    return cut.lemma(at) in lexicon.SAYS or cut.lemma(at) in lexicon.BELIEVES


def source(cut: Cut, head: int, node: int) -> Iterator[OmittedWord]:
    """Yield whose claim a kept clause is, if its governor says or believes it."""
    lemma = cut.lemma(head)
    subject = cut.subject(head)
    named = [] if subject is None else [c for c in cut.below(subject) if c in cut.omitted][:6]
    shown = cut.text([*named, *(c for c in cut.auxiliaries(head) if c in cut.omitted), head])
    own = _own(cut, head)
    name = cut.lower(subject) if subject is not None else ""
    false = next((c for c in cut.left_out(head, "advmod") if cut.lower(c) in lexicon.WRONGLY), None)
    if lemma == "hear" or (lemma in ("have", "go") and subject is not None and cut.lemma(subject) in lexicon.HEARSAY):
        yield OmittedWord(shown, "attribution")
    elif false is not None:
        yield OmittedWord(cut.text([false, head]), "negation")
    elif lemma in lexicon.CLAIM_VERBS and not own:
        yield OmittedWord(shown, "attribution")
    elif lemma in lexicon.SAYS and not own and not _goes_on(cut, head):
        vague = subject is not None and any(
            cut.lemma(c) in lexicon.NOBODY_IN_PARTICULAR for c in (subject, *cut.syntax.children[subject])
        )
        impersonal = cut.passive(head) and (name == "it" or not cut.reported)
        trails = (
            head > node
            and (subject is None or subject in cut.omitted)
            and cut.word(node).relation in ("ccomp", "parataxis")
            and name not in _HE
        )
        if not cut.reported or vague or impersonal or trails:
            yield OmittedWord(shown, "attribution")
    elif lemma in lexicon.BELIEVES and not own and subject is not None:
        if name != "you" or not cut.reported:
            yield OmittedWord(shown, "hedge" if lemma in lexicon.HEDGING else "attribution")
    elif lemma in lexicon.HEDGING and not cut.negated(head):
        yield OmittedWord(shown, "hedge")


def _goes_on(cut: Cut, head: int) -> bool:
    """Whether a verb of saying only continues one that is kept: "said … | adding that"."""
    above = cut.word(head).head
    return above in cut.kept and says(cut, above) and cut.word(head).tag == "VBG" and cut.subject(head) is None


def said_to(cut: Cut, head: int, node: int) -> OmittedWord | None:
    """Return the omitted verb if somebody "is said to" do what is kept, or "is accused of" it."""
    lemma = cut.lemma(head)
    verb = lemma in lexicon.SAID_TO or lemma in lexicon.BELIEVES
    said = verb and cut.passive(head) and cut.word(node).relation == "xcomp"
    accused = lemma in ("accuse", "suspect", "charge") and cut.word(node).relation == "prep"
    if not said and not accused:
        return None
    return OmittedWord(cut.word(head).text, "attribution")


def _own(cut: Cut, at: int) -> bool:
    """Whether a verb's subject is the speaker, or the verb is an order or an infinitive: "I can tell you", "let me say"."""
    subject = cut.subject(at)
    if cut.passive(at) or (subject is None and cut.reported):
        return False
    if subject is not None:
        return cut.lower(subject) in lexicon.SELF or (cut.lower(subject) == "it" and cut.lemma(at) not in lexicon.SAYS)
    word = cut.word(at)
    if word.relation in ("xcomp", "ccomp", "conj") and word.head != at:
        above = cut.subject(word.head)
        return above is None or cut.lower(above) in (*lexicon.SELF, "it", "you")
    if word.relation in ("relcl", "advcl", "acl"):
        return False
    return word.tag in ("VB", "VBP", "VBG")
