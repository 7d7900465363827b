"""Put the clauses of relays right ("…, X said, Reuters reports"), which the parser often joins to the wrong verb."""

from collections.abc import Sequence
from dataclasses import replace

from .cues import Saying
from .parsing import ParsedSentence
from .sources import phrases

# The relations that the parser gives to the words "Reuters reports" at the end of a sentence, besides the right one.
_HUNG = frozenset(("relcl", "conj", "dep", "appos", "parataxis", "ccomp"))


def relayed(sentence: ParsedSentence, said: Sequence[Saying]) -> list[Saying]:
    """Put "X said that …, Reuters reports" and "…, X said, Reuters reports" right: the parser takes the relay for what X said.

    X then has the clause that the parser gives to the relay, and the relay everything before it. `said` are the words of
    saying of the sentence, in order.
    """
    found = [_at_end(sentence, _in_the_middle(sentence, one, said)) for one in said]
    said = list(found)
    for at, one in enumerate(said):
        for other, relay in enumerate(said):
            if one.clause != relay.at or one.source is None or relay.clause is None or not relay.content:
                continue
            if any(sentence.syntax.words[c].text.lower() == "that" for c in sentence.syntax.children[relay.at]):
                continue  # "It was a pity, X said, that nobody warned us": no relay, but the rest of what X said
            start = sentence.starts[min(sentence.syntax.reach[one.source][0], one.at)]
            if one.at < relay.clause < relay.at:
                bounds = (start, relay.content[-1][1])
            elif relay.clause < one.at < relay.at:
                bounds = (relay.content[0][0], sentence.ends[one.at])
            elif relay.clause == one.at < relay.at:  # "X announced its support, Reuters reports"
                found[at] = replace(one, clause=None, content=())
                continue
            else:
                continue
            found[at] = replace(one, clause=relay.clause, content=relay.content)
            found[other] = replace(relay, clause=one.at, content=(bounds,))
    return found


def _in_the_middle(sentence: ParsedSentence, one: Saying, said: Sequence[Saying]) -> Saying:
    """Let X in "…, X announced, Reuters reports" have the clause of the relay, as if the parser had joined it there."""
    words = sentence.syntax.words
    if one.form != "verb" or one.clause is not None or one.source is None or one.inherited:
        return one
    for relay in said:
        if relay.clause is not None and relay.clause < one.source < one.at < relay.at:
            commas = words[sentence.syntax.reach[one.source][0] - 1].text == words[one.at + 1].text == ","
            if commas and words[one.at].head == relay.at and relay.source not in (None, one.source):
                return replace(one, clause=relay.at)
    return one


def _at_end(sentence: ParsedSentence, one: Saying) -> Saying:
    """Give "…, Reuters reports" at the end of a sentence all that stands before it.

    After a long sentence the parser takes these words for a relative clause, or the subject of the sentence for a second
    subject of theirs.
    """
    words, syntax = sentence.syntax.words, sentence.syntax
    if one.form == "verb" and one.source is None and one.clause is not None:
        return _with_subject(sentence, one)
    if one.form != "verb" or one.clause is not None or one.source is None or words[one.at].tag not in ("VBZ", "VBD"):
        return one
    first = syntax.reach[one.source][0]
    own = words[one.source].relation == "nsubj" and words[one.source].head == one.at
    behind = words[one.at + 1] if one.at + 1 < len(words) else None
    ends = behind is None or behind.text in ".!?" or behind.relation == "prep"
    if not own or not first or words[first - 1].text != "," or one.source + 1 != one.at or not ends:
        return one
    if words[one.at].relation == "ROOT":
        other = next((c for c in syntax.children[one.at] if c < first and words[c].relation == "nsubj"), None)
        below = syntax.children[other] if other is not None else ()
        clause = next((c for c in below if words[c].relation == "acl"), None)
    else:
        clause = next((at for at, word in enumerate(words) if word.head == at and at < first), None)
        governed = clause is not None and words[clause].tag[:2] == "VB"
        clause = clause if governed and words[one.at].relation in _HUNG else None
        beside = syntax.children[words[one.at].head]
        if words[one.at].relation == "ccomp" and any(words[c].relation == "ccomp" for c in beside if c != one.at):
            return one  # the other verb has a clause of its own
    low = next((at for at in range(first) if words[at].text[:1].isalnum()), None)
    high = next((at for at in reversed(range(first)) if words[at].text[:1].isalnum()), None)
    if clause is None or low is None or high is None:
        return one
    return replace(one, clause=clause, content=((sentence.starts[low], sentence.ends[high]),))


def _with_subject(sentence: ParsedSentence, one: Saying) -> Saying:
    """Give a verb at the end the noun before it, taken for the last of a list: "…, and Ana Ruiz, the port says"."""
    words, noun = sentence.syntax.words, one.at - 1
    if noun < 1 or words[noun].tag[:2] != "NN" or words[noun].relation not in ("appos", "conj") or not one.content:
        return one
    first = sentence.syntax.reach[noun][0]
    cut = max(first - 1, 0)
    start, end = one.content[-1]
    if words[cut].text != "," or not start < sentence.starts[cut] or end > sentence.ends[noun]:
        return one
    bounds = (start, sentence.ends[cut - 1])
    return replace(one, source=noun, phrases=tuple(phrases(sentence, noun)), content=(*one.content[:-1], bounds))
