"""Words of a parsed sentence that may report speech, each with its source and the clause that it reports.

Any verb or noun with a clause below it counts, as do "according to" and "as X put it"; whether it really is a word of
saying is decided by weights fitted to labelled news (`weights`).
"""

from dataclasses import dataclass, replace

from .contents import content
from .parsing import Bounds, ParsedSentence
from .polarity import Polarity, polarity
from .sources import phrases
from .tokens import Phrase

# "The paper quoted X as saying", "they heard X say", "it led X to say": the object speaks.
_RAISING = frozenset("have quote cite hear make get remember recall lead prompt cause force compel drive".split())
_CONTROL = frozenset(("xcomp", "advcl", "conj", "acl", "pcomp", "ccomp", "prep", "dep", "parataxis", "acomp"))


@dataclass(frozen=True, slots=True)
class Saying:
    """A possible word of saying: word `at`, which governs a source and perhaps a clause.

    `form` says how: `verb`, `to` (with an infinitive: "pledged to pay"), `noun`, `according` or `as`. `source` is the head
    word of its source, `phrases` the speakers that this names. `content` is what it reports (spans of the document, in
    order), `clause` the head word of it. `inherited`: the source is the subject of another verb. `marked`: "that"
    introduces the clause.
    """

    at: int
    form: str
    source: int | None
    phrases: tuple[Phrase, ...]
    clause: int | None
    content: tuple[Bounds, ...]
    inherited: bool
    marked: bool
    polarity: Polarity


VIEWS = frozenset("words view views opinion estimation judgement judgment account telling eyes reckoning".split())
"""Nouns with which a report tells whose judgement something is: "in the miller's view"."""

CLEAR = frozenset("clear plain known".split())
"""What is made clear is said."""

_OURS = frozenset("my our your its whose".split())


def sayings(sentence: ParsedSentence, forms: frozenset[str]) -> list[Saying]:
    """Return the possible words of saying of a sentence, in order; `forms` are lemmas that count without a clause."""
    words = sentence.syntax.words
    found = []
    for at, word in enumerate(words):
        if sentence.quotation(at) is not None:
            continue
        low = word.text.lower()
        if low == "according":
            one = _according(sentence, at)
        elif low in VIEWS and words[word.head].text.lower() in ("in", "by"):
            one = _in_the_words(sentence, at)
        elif word.tag[:2] == "VB" and word.relation not in ("aux", "auxpass"):
            one = _verb(sentence, at, forms)
        elif word.tag[:2] == "NN":
            one = _noun(sentence, at, forms)
        else:
            one = None
        if one:
            found.append(one)
    return found


def _make(
    sentence: ParsedSentence, at: int, form: str, source: int | None, clause: int | None, away: int, **flags: bool
) -> Saying:
    reported = content(sentence, clause, away) if clause is not None else ()
    named = tuple(phrases(sentence, source)) if source is not None else ()
    return Saying(
        at,
        form,
        source,
        named,
        clause,
        reported,
        flags.get("inherited", False),
        flags.get("marked", False),
        "said" if form == "according" else polarity(sentence, at, source),
    )


def _according(sentence: ParsedSentence, at: int) -> Saying | None:
    words, children = sentence.syntax.words, sentence.syntax.children
    to = next((c for c in children[at] if words[c].text.lower() == "to"), None)
    if to is None and at + 1 < len(words) and words[at + 1].text.lower() == "to":
        to = at + 1
    if to is None:
        return None
    source = next(
        (c for c in children[to] if words[c].relation in ("pobj", "dobj") or words[c].tag[:2] in ("NN", "PR")), None
    )
    if source is None:
        source = next((c for c in children[at] if words[c].relation in ("pobj", "dobj") and c > to), None)
    if source is None:
        return None
    clause = next((up for up in sentence.syntax.ancestors(at) if words[up].tag[:2] == "VB"), None)
    while clause is not None and words[clause].relation == "conj" and words[words[clause].head].tag[:2] == "VB":
        clause = words[clause].head  # it holds for all that is joined by "and"
    if clause == at or (clause is not None and clause in range(*sentence.syntax.reach[source])):
        clause = None
    return _make(sentence, at, "according", source, clause, at)


def _in_the_words(sentence: ParsedSentence, at: int) -> Saying | None:
    """Read "in the words of X", "in X's view" and "in his opinion" like "according to X"."""
    words, children = sentence.syntax.words, sentence.syntax.children
    of = next((c for c in children[at] if words[c].text.lower() == "of"), None)
    source = next((c for c in children[of] if words[c].relation == "pobj"), None) if of is not None else None
    if source is None:
        source = next(
            (c for c in children[at] if words[c].relation == "poss" and words[c].text.lower() not in _OURS), None
        )
    clause = next((up for up in sentence.syntax.ancestors(at) if words[up].tag[:2] == "VB"), None)
    while clause is not None and words[clause].relation == "xcomp" and words[words[clause].head].tag[:2] == "VB":
        clause = words[clause].head  # "was to be sold"
    return _make(sentence, at, "according", source, clause, words[at].head) if source is not None else None


def _verb(sentence: ParsedSentence, at: int, forms: frozenset[str]) -> Saying | None:
    words, children = sentence.syntax.words, sentence.syntax.children
    clause, marked, form = None, False, "verb"
    if (told := _trailing(sentence, at)) is not None:
        named = words[at].head
        return _make(sentence, at, form, named, told, named, inherited=False, marked=False)
    clauses: list[int] = []
    for child in children[at]:
        if words[child].relation == "ccomp" or (words[child].relation == "advcl" and _that(sentence, child)):
            first = clause is None
            clauses.append(child)
            if first or (child > at and clause is not None and clause < at and sentence.quotation(clause) is None):
                clause = child
            marked = marked or _that(sentence, child)
    if clause is not None and words[at].lemma.lower() == "make":
        clear = [c for c in children[clause] if _that(sentence, c)] if words[clause].lemma.lower() in CLEAR else []
        clause, marked = (clear[0], True) if clear else (clause, marked)  # "made it clear that the licence stays"
    if clause is None and words[at].relation == "parataxis":
        clause = words[at].head
        if clause > at and words[clause].head < at and any(words[c].text == ";" for c in range(at, clause)):
            clause = words[clause].head  # "They had asked for it, she argued; the island would lose its ship."
    if clause is None and any(
        words[c].text.lower() == "to"
        for one in children[at]
        if words[one].relation == "xcomp" and one > at
        for c in children[one]
    ):
        clause, form = next(c for c in children[at] if words[c].relation == "xcomp" and c > at), "to"
    if clause is None and words[at].relation == "advcl" and _as(sentence, at):
        clause, form = words[at].head, "according" if _as_seen(sentence, at) else "as"
    if words[at].lemma.lower() not in forms and (clause is None or form == "to"):
        return None
    source, inherited = subject(sentence, at)
    one = _make(sentence, at, form, source, clause, at, inherited=inherited, marked=marked)
    if words[at].relation == "parataxis":
        clauses.insert(0, words[at].head)
    if len(clauses) == 2 and clauses[0] < at < clauses[1] == clause and sentence.quotation(clauses[0]) is None:
        # "It was a shame, she said, that nobody had come": one clause for her, two for the parser.
        return replace(one, content=(*content(sentence, clauses[0], at), *one.content))
    return one


def _trailing(sentence: ParsedSentence, at: int) -> int | None:
    """Return the clause that ends with who says it, where the parser takes the verb for a participle of its subject.

    "The gates were stuck, an audit found last year."
    """
    words, children = sentence.syntax.words, sentence.syntax.children
    named = words[at].head
    if words[at].tag != "VBN" or words[at].relation != "acl" or named != at - 1 or words[named].tag[:2] != "NN":
        return None
    over = words[named].head
    first = sentence.syntax.reach[named][0]
    behind = [c for c in children[at] if words[c].relation != "punct"]
    if (
        words[named].relation not in ("npadvmod", "dobj")
        or words[over].tag[:2] != "VB"
        or not 0 < over < first
        or words[first - 1].text != ","
        or any(words[c].relation not in ("npadvmod", "advmod", "prep") or words[c].tag == "RP" for c in behind)
        or sentence.quotation(over) is not None
    ):
        return None
    return over


def _as_seen(sentence: ParsedSentence, at: int) -> bool:
    """Return whether a clause with "as" tells how somebody sees it: "as the miller sees it"."""
    words = sentence.syntax.words
    objects = (words[c].text.lower() for c in sentence.syntax.children[at] if words[c].relation == "dobj")
    return words[at].lemma.lower() in ("see", "view", "have", "tell") and "it" in objects


def _noun(sentence: ParsedSentence, at: int, forms: frozenset[str]) -> Saying | None:
    words, children = sentence.syntax.words, sentence.syntax.children
    clause = next(
        (c for c in children[at] if c > at and words[c].relation in ("acl", "ccomp", "relcl") and _that(sentence, c)),
        None,
    )
    quoted = any(sentence.quotation(c) is not None for c in children[at])
    if clause is None and not (quoted and words[at].lemma.lower() in forms):
        return None
    source = next((c for c in children[at] if words[c].relation == "poss"), None)
    inherited = False
    if source is None:
        joins = [
            c for c in children[at] if words[c].relation == "prep" and words[c].lemma.lower() in ("by", "from", "of")
        ]
        source = next((c for one in joins for c in children[one] if words[c].relation == "pobj"), None)
    if source is None and words[at].relation in ("dobj", "pobj"):
        up = words[at].head
        up = words[up].head if words[up].tag == "IN" else up
        if words[up].tag[:2] == "VB":
            source, _ = subject(sentence, up)
            inherited = True
    return _make(sentence, at, "noun", source, clause, at, inherited=inherited, marked=clause is not None)


def _that(sentence: ParsedSentence, clause: int) -> bool:
    words = sentence.syntax.words
    return any(
        words[c].text.lower() == "that" and (words[c].relation == "mark" or words[c].tag == "IN")
        for c in sentence.syntax.children[clause]
    )


def _as(sentence: ParsedSentence, clause: int) -> bool:
    words = sentence.syntax.words
    return any(words[c].text.lower() == "as" and c < clause for c in sentence.syntax.children[clause])


def subject(sentence: ParsedSentence, verb: int) -> tuple[int | None, bool]:
    """Return the word that is the subject of a verb, and whether it belongs to another verb that governs this one."""
    words, children = sentence.syntax.words, sentence.syntax.children
    at, inherited, steps = verb, False, 0
    while steps < 6:
        steps += 1
        own = [
            c
            for c in children[at]
            if words[c].relation in ("nsubj", "nsubjpass", "csubj") and sentence.quotation(c) is None
        ]
        passive = any(words[c].relation == "nsubjpass" for c in own) or any(
            words[c].relation == "auxpass" for c in children[at]
        )
        # "Asked whether …, the admiral said": she did not ask.
        passive = passive or (
            words[at].tag == "VBN"
            and words[at].relation == "advcl"
            and not any(words[c].relation in ("aux", "mark") for c in children[at])
        )
        agent = next((c for c in children[at] if words[c].relation == "agent"), None)
        if passive and at == verb:
            doer = (
                next((c for c in children[agent] if words[c].relation == "pobj"), None) if agent is not None else None
            )
            return doer, False
        if own:
            # Of two subjects the parser has taken the first from another verb: "X, who …, announced that …, Reuters reports".
            head = own[-1] if len(own) > 1 and own[-1] + 1 == at and words[own[-1] - 1].text == "," else own[0]
            if words[head].tag in ("WP", "WDT") and words[at].relation in ("relcl", "acl"):
                head = words[at].head
            return head, inherited
        if at == verb and words[at].tag in ("VBD", "VBZ"):
            # "…, said a source close to them, …": the parser takes a subject that follows for an object.
            told = (
                any(words[c].relation == "ccomp" and c < at for c in children[at]) or words[at].relation == "parataxis"
            )
            behind = [
                c
                for c in children[at]
                if words[c].relation in ("dobj", "npadvmod", "attr", "oprd")
                and c > at
                and sentence.quotation(c) is None
            ]
            apart = next((w for w in reversed(range(at)) if words[w].text[:1].isalnum()), None)
            if (
                told
                and behind
                and (apart is None or sentence.quotation(apart) is not None or words[apart + 1].text == ",")
            ):
                return behind[0], False
        if words[at].relation == "acl" and words[at].tag in ("VBG", "VBN"):
            return words[at].head, True
        if words[at].relation == "relcl":
            return words[at].head, inherited
        if words[at].relation not in _CONTROL or words[at].head == at:
            return None, False
        over = words[at].head
        over = words[over].head if words[at].relation == "pcomp" and words[over].text.lower() == "as" else over
        raised = [c for c in children[over] if words[c].relation == "dobj" and c < at]
        if raised and words[at].relation in ("xcomp", "pcomp") and words[over].lemma.lower() in _RAISING:
            return raised[-1], True
        at, inherited = words[at].head, True
        if words[at].tag[:2] != "VB" and words[at].tag not in ("IN", "TO", "JJ"):
            return (at if words[at].tag[:2] in ("NN", "PR") else None), True
    return None, False
