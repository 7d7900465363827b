"""Which date of a sentence is the day of the saying: one that the parse hangs on the word of saying, not on another event.

"Said on Monday", "said during a visit on Monday" and "said in a statement issued on Monday" give the day. "Said after
Monday's vote", "who was elected on Monday, said" and "said of the match on Monday" do not.
"""

from .parsing import ParsedSentence
from .weights import strength

# Prepositions between a date and the word of saying that lead to another event.
_ELSEWHERE = frozenset(
    "after before since until till following despite about against regarding concerning amid over without ahead beyond "
    "because than unlike like through by".split()
)
# Nouns before "of" whose day is not that of what follows: "on the eve of Monday's vote".
_NEAR = frozenset("eve wake aftermath anniversary result light front ahead because view favour favor".split())
# Verbs that are the saying itself, or go with it: "speaking on Monday, she said".
_SPEAKING = frozenset(
    "speak talk address appear testify write post tweet tell interview question ask answer reply".split()
)
# What may be issued on the day of the saying.
_WRITTEN = frozenset(
    "statement letter tweet post message email e-mail memo note order report briefing declaration speech".split()
)
_ISSUING = frozenset("issue release publish post send give write deliver make sign".split())
_CLAUSES = frozenset("advcl conj ccomp xcomp parataxis pcomp prep dep".split())
_TIMES = frozenset("morning afternoon evening night".split())


def says_when(sentence: ParsedSentence, verb: int, start: int, end: int) -> bool:
    """Return whether the date at `start` to `end` of the document tells when the word of saying `verb` took place."""
    words = sentence.syntax.words
    inside = [at for at in range(len(words)) if sentence.starts[at] < end and start < sentence.ends[at]]
    if not inside:
        return False
    at = next((one for one in inside if words[one].head not in inside or words[one].head == one), inside[0])
    dated = True  # nothing but the date itself so far
    placed = False  # the date is in a phrase of its own: "on Monday"
    while True:
        if at == verb:
            return not _other_event_before(sentence, verb, inside[0])
        head, word = words[at].head, words[at]
        if word.tag[:2] == "VB" and at not in inside:
            return _is_saying(sentence, at, verb)
        if head == at:
            return False
        low = word.text.lower()
        if word.tag in ("IN", "TO", "RB", "VBG") and at not in inside:
            if low in _ELSEWHERE or (dated and low == "for"):
                return False
            above = words[head].lemma.lower()
            if low == "of" and not dated and (head == verb or above in _NEAR or not placed):
                return False
            if low == "of" and (head == verb or above in _NEAR):
                return False
            if low == "to" and dated:
                return False
            placed = placed or (dated and low in ("on", "in", "at", "late", "early", "during"))
            dated = False
        elif word.relation == "poss" and words[head].lemma.lower() not in _TIMES:
            dated = False
        at = head


def _other_event_before(sentence: ParsedSentence, verb: int, date: int) -> bool:
    """Return whether a date that hangs on the verb may belong to the event before it: "said after the vote on Monday"."""
    words, reach = sentence.syntax.words, sentence.syntax.reach
    first = date - 1 if date and words[date - 1].tag == "IN" else date
    return any(
        words[c].text.lower() in {*_ELSEWHERE, "of"}
        and words[c].tag in ("IN", "VBG")
        and verb < c < first == reach[c][1]
        for c in sentence.syntax.children[verb]
    )


def _is_saying(sentence: ParsedSentence, at: int, verb: int) -> bool:
    """Return whether another verb than the word of saying is a part of the saying."""
    words = sentence.syntax.words
    quoted = sentence.quotation(at)
    if quoted is not None:
        return sentence.whole[quoted]  # the parser hung the date on the words that stand for the quotation
    lemma = words[at].lemma.lower()
    if words[at].relation in ("acl", "relcl"):
        noun = words[words[at].head].lemma.lower()
        to = any(words[c].text.lower() == "to" for c in sentence.syntax.children[at])
        return lemma in _ISSUING and noun in _WRITTEN and not to
    joined = words[at].relation in _CLAUSES and words[at].head == verb
    return joined and (lemma in _SPEAKING or (strength(words[at]) > 1 and words[at].relation in ("advcl", "conj")))


def governor(sentence: ParsedSentence, number: int) -> int | None:
    """Return the reporter's verb above quotation `number` that is nearest to it; `None` if there is none."""
    inside = sentence.quotes[number]
    if not inside:
        return None
    words = sentence.syntax.words
    above = (up for at in inside for up in sentence.syntax.ancestors(at))
    return next((up for up in above if words[up].tag[:2] == "VB" and sentence.quotation(up) is None), None)
