"""Omitted adverbial clauses that set a condition: if, unless, once, until, before what is to come, "had they …"."""

from collections.abc import Iterator

from . import lexicon
from .cut import FINITE, SUBJECTS, Cut
from .omission import OmittedWord

_INVERTED = frozenset({"had", "were", "should"})
_SUPPOSING = frozenset(
    {"unless", "lest", "provided", "providing", "assuming", "supposing", "suppose", "barring", "failing"}
)
_PHRASES = ("as long as", "so long as", "only if", "only when", "only after", "only once", "in the event", "on condition",
            "subject to", "contingent on", "contingent upon", "conditional on", "depending on", "conditioned on")  # fmt: skip
_ALLOWING = ("permitting", "willing", "allowing")
_NO_CONDITION = ("as soon as possible", "when it comes to", "as long as possible", "when you think about")
_UNREAL_FUTURE = frozenset({"would", "could", "might", "should", "'d", "’d"})
_UNREAL = frozenset({"would", "could", "might", "will", "should", "shall", "'d", "’d", "must", "may", "can"})


def condition(cut: Cut, clause: int, verb: int) -> Iterator[OmittedWord]:
    """Yield what introduces an omitted clause below a kept `verb`, if the kept clause holds only under it."""
    first = next((at for at in cut.below(clause) if cut.word(at).part != "PUNCT"), clause)
    if first in cut.kept:
        return
    words = " ".join(cut.lower(at) for at in cut.below(clause)[:6] if cut.word(at).part != "PUNCT") + " "
    if _courtesy(words) or _begins(words, _NO_CONDITION):
        return
    marks = (
        c for c in cut.syntax.children[clause] if cut.word(c).relation in ("mark", "advmod", "prep") and c < clause
    )
    opening = {*(cut.lower(c) for c in marks), cut.lower(clause)}
    relation, shown = cut.word(clause).relation, cut.phrase(clause)
    adverbial = relation == "advcl"
    supposed = bool(opening & _SUPPOSING) and (cut.lower(clause) != "provided" or _provided(cut, clause))
    if "if" in opening and relation != "ccomp":
        granted = "even" in (*words.split()[:2], cut.lower(first - 1)) or _begins(words, ("as if", "what if"))
        if not granted:
            yield OmittedWord(shown, "condition")
    elif (
        supposed
        or _begins(words, _PHRASES)
        or _inverted(cut, clause, verb)
        or (adverbial and cut.lower(clause) in _ALLOWING)
    ):
        yield OmittedWord(shown, "condition")
    elif (
        adverbial
        and words.startswith("as ")
        and cut.lower(clause + 1) == "it"
        and cut.lemma(clause) in ("see", "tell", "put")
    ):
        subject = cut.subject(clause)
        if subject is not None and cut.lower(subject) not in lexicon.SELF:
            yield OmittedWord(shown, "attribution")
    elif adverbial and opening & lexicon.TEMPORAL:
        yield from _time(cut, clause, verb, opening & lexicon.TEMPORAL)
    elif _begins(words, ("as soon as", "soon as", "the moment", "the minute")) and cut.future(verb):
        yield OmittedWord(shown if words.startswith(("as", "the")) else f"as {shown}", "condition")
    elif adverbial and (
        _begins(words, ("except", "save for", "save that"))
        or (opening & {"though", "although"} and clause > verb and _denies(cut, clause))
    ):
        yield OmittedWord(shown, "restriction")


def _begins(words: str, phrases: tuple[str, ...]) -> bool:
    return words.startswith(tuple(f"{one} " for one in phrases))


def _courtesy(words: str) -> bool:
    return _begins(words, lexicon.IF_PHRASES) and not _begins(words, ("if not for",))


def _provided(cut: Cut, clause: int) -> bool:
    """Whether "provided" opens a clause; else it is a verb."""
    return cut.below(clause)[0] == clause or cut.lower(clause + 1) in ("that", "they", "it", "we", "the")


_BEHIND = (
    "unless", "provided that", "provided they", "provided we", "on condition that", "on the condition that", "only if",
    "only when", "as long as", "so long as", "but only if", "assuming that", "if and only if", "if",
)  # fmt: skip
_ASKING = lexicon.ASKS | {"see", "know", "determine", "assess", "decide", "check", "tell", "find", "unclear", "sure", "certain",
                          "learn", "even", "as", "what", "and"}  # fmt: skip
_ONCE = frozenset("again more and a every it".split())


def next_to(cut: Cut, claims: list[int]) -> OmittedWord | None:
    """Return an omitted condition directly behind the words kept, or in front of them up to a comma.

    Where a condition hangs is what a parser gets wrong most often; directly beside the words kept there is no doubt of it.
    """
    words, last, first = cut.syntax.words, max(cut.kept), min(cut.kept)
    behind = [at for at in range(last + 1, min(last + 6, len(words))) if at in cut.omitted]
    text = " ".join(cut.lower(at) for at in behind if cut.word(at).part != "PUNCT") + " "
    found = next((one for one in _BEHIND if text.startswith(f"{one} ")), None)
    if found == "if" and (
        cut.lemma(last) in _ASKING
        or _courtesy(text)
        or any(cut.lower(at) == "if" and _asked(cut, cut.word(at).head) for at in behind)
    ):
        found = None
    if (
        found is None
        and behind
        and cut.lower(behind[0]) in ("when", "once", "until", "till")
        and cut.lower(behind[0] + 1) not in _ONCE
    ):
        clause = any(cut.word(at).tag in FINITE for at in cut.omitted if at > last)
        if clause and any(_to_come(cut, at) and cut.lemma(at) not in _ASKING for at in claims):
            found = cut.lower(behind[0])
    if found is None and _unreal(cut, behind):
        return OmittedWord(
            cut.shown([at for at in sorted(cut.omitted) if at > last and cut.word(at).part != "PUNCT"]), "condition"
        )
    if found:
        start = next(at for at in behind if cut.word(at).part != "PUNCT")
        return OmittedWord(cut.clause(start), "condition")
    if len(behind) > 1 and any(cut.lower(at) in _ALLOWING for at in behind[:3]):
        return OmittedWord(cut.text([at for at in behind[:3] if cut.word(at).part != "PUNCT"]), "condition")
    before = [at for at in range(first) if at in cut.omitted and cut.word(at).part != "PUNCT"]
    comma = first > 0 and cut.lower(first - 1) in (",", "then") and first - 1 in cut.omitted
    if not before or not comma:
        return None
    opening = before[1] if len(before) > 1 and cut.lower(before[0]) in ("and", "but", "so", "because") else before[0]
    if [cut.lower(at) for at in before[:2]] == ["but", "for"] and any(
        cut.lower(at) in ("would", "could", "'d", "’d") for claim in claims for at in cut.auxiliaries(claim)
    ):
        return OmittedWord(cut.shown(before), "condition")
    if cut.lower(opening) not in ("if", "unless") or cut.word(min(cut.kept)).part in ("CCONJ", "SCONJ"):
        return None
    text = " ".join(cut.lower(at) for at in before if at >= opening) + " "
    if _courtesy(text) or any(cut.word(at).tag in FINITE and cut.lower(at - 1) == "," for at in before):
        return None
    return OmittedWord(cut.shown([at for at in before if at >= opening]), "condition")


def _unreal(cut: Cut, behind: list[int]) -> bool:
    """Whether an inverted condition follows what would have been: "… would have paid, | had anybody asked"."""
    plain = [at for at in behind if cut.word(at).part != "PUNCT"]
    return (
        len(plain) > 1
        and cut.lower(plain[0]) in ("had", "were", "should")
        and cut.word(plain[1]).part in ("PRON", "DET", "PROPN", "NOUN")
        and any(cut.lower(at) in _UNREAL_FUTURE for at in cut.kept)
        and cut.word(max(cut.kept)).part not in ("PRON", "CCONJ", "SCONJ")
    )


def _to_come(cut: Cut, claim: int) -> bool:
    """Whether a kept clause, or the question that it answers ("we will see how they behave"), is still to come."""
    word = cut.word(claim)
    asked = word.relation == "ccomp" and cut.lemma(word.head) in _ASKING and cut.future(word.head)
    return cut.future(claim) or asked


def without_verb(cut: Cut) -> OmittedWord | None:
    """Return an omitted condition of words that state something without a verb: "If they refuse, | back to the old rota".

    The words kept are all that the sentence has behind its condition; a part of its main clause states nothing.
    """
    last, first = max(cut.kept), min(cut.kept)
    words = cut.syntax.words
    if any(at > last and cut.word(at).part != "PUNCT" for at in cut.omitted):
        return None
    before = [at for at in range(first) if at in cut.omitted and cut.word(at).part != "PUNCT"]
    if any(words[at].tag in FINITE for at in cut.kept) or not before:
        return None
    text = " ".join(cut.lower(at) for at in before) + " "
    if _courtesy(text) and not text.startswith("if not "):
        return None
    opening = next((at for at in before if cut.lower(at) in ("if", "unless")), None)
    if opening is None or opening > before[0] + 1:
        return None
    adjacent = before[-1] - opening <= 1
    apart = cut.lower(before[-1] + 1) == "," or cut.lower(before[-1]) == "then"
    return OmittedWord(cut.text(before[:5]), "condition") if adjacent or apart else None


def _asked(cut: Cut, clause: int) -> bool:
    """Whether a clause with "if" is an indirect question; elsewhere the parser may take a condition for one."""
    head = cut.lemma(cut.word(clause).head)
    return cut.word(clause).relation == "ccomp" and head in _ASKING | lexicon.SAYS | lexicon.BELIEVES | lexicon.FACTIVE


def _denies(cut: Cut, clause: int) -> bool:
    """Whether a clause denies something itself: "though not this year", "although it has not been confirmed"."""
    inside = cut.syntax.children[clause]
    return any(cut.lower(c) in lexicon.NEGATIVE_ADVERBS or cut.lower(c) in lexicon.TAKES_BACK for c in inside)


def _inverted(cut: Cut, clause: int, verb: int) -> bool:
    """Whether a clause begins with its auxiliary: "Had they asked", "Were it not for", "Should the wind turn"."""
    first = next((at for at in cut.below(clause) if cut.word(at).part != "PUNCT"), clause)
    if cut.lower(first) not in _INVERTED or cut.word(clause).relation not in ("advcl", "ccomp"):
        return False
    subject = cut.subject(clause)
    begins = first == clause or (cut.word(first).head == clause and (subject is None or subject > first))
    return begins and (any(cut.lower(a) in _UNREAL for a in cut.auxiliaries(verb)) or cut.lower(first) == "should")


def _time(cut: Cut, clause: int, verb: int, opening: frozenset[str] | set[str]) -> Iterator[OmittedWord]:
    """Yield a time that is still to come, or that a denial is limited to; a time in the past only dates what is kept."""
    if cut.lemma(verb) in _ASKING | lexicon.SAYS and clause > verb and "when" in opening:
        return  # "we will decide when the port opens": what is decided
    if (
        cut.past(clause)
        and not cut.past(verb)
        and not _UNREAL_FUTURE.intersection(map(cut.lower, cut.auxiliaries(verb)))
    ):
        return  # "will open two weeks after the hall burned down" dates what is to come by what has been
    shown = cut.phrase(clause)
    future = cut.future(verb)
    past = cut.past(clause) or cut.past(verb)
    if opening & {"until", "till", "before"} and cut.negated(verb):
        yield OmittedWord(shown, "condition")
    elif future and not (past and not cut.future(verb)):
        if opening & {"after", "before"} and cut.word(clause).tag == "VBG":
            return  # "we will sleep after eating": an order of events of one subject
        yield OmittedWord(shown, "condition")
    elif not past and (
        (opening & {"once", "until", "till"} and cut.subject(clause) is not None)
        or (opening & {"when", "whenever"} and _general(cut, verb) and cut.word(clause).tag in ("VBZ", "VBP"))
    ):
        yield OmittedWord(shown, "condition")


def _general(cut: Cut, verb: int) -> bool:
    """Whether a verb is in the simple present of what always holds; states of mind and of being are not limited by a time."""
    return (
        cut.word(verb).tag in ("VBZ", "VBP")
        and not cut.auxiliaries(verb)
        and cut.word(verb).part == "VERB"
        and any(cut.word(c).relation in SUBJECTS for c in cut.syntax.children[verb])
    )
