"""Who passed words on, who spoke where the chosen source only passed them on, and whether the words were said at all."""

from collections.abc import Sequence

from .contexts import QuotedPlace
from .cues import Saying, subject
from .days import governor
from .parsing import ParsedSentence
from .polarity import DENYING, Polarity, polarity, states
from .sources import phrases
from .tokens import Phrase
from .weights import strength

# Verbs of speech that take no clause, so that the labelled clauses say nothing about them.
_SPEAKING = frozenset(("speak", "talk", "refer"))
_ASKING = frozenset(("ask", "inquire", "enquire", "question"))
# The strength of a verb whose fragment is its subject's own: "said that her rival had called it “theatre”".
_PLAIN = 0.8
# Nouns for those who are mentioned only because they spoke.
_SPEAKERS = frozenset("source spokesman spokeswoman spokesperson statement communique communiqué".split())


def relays_of(read: ParsedSentence, saying: Saying | None, said: Sequence[Saying]) -> tuple[Phrase, ...]:
    """Return who passed a quotation on: the source of a word of saying above its own, or of "according to" beside it."""
    if saying is None:
        return ()
    above = set(read.syntax.ancestors(saying.at))
    for other in said:
        if other is saying or not other.phrases or other.source == saying.source:
            continue
        if (other.at in above and other.clause is not None) or (
            other.form in ("according", "as") and other.clause == saying.at
        ):
            return other.phrases
    return ()


def speaker_behind(
    place: QuotedPlace, saying: Saying, said: Sequence[Saying]
) -> tuple[tuple[Phrase, ...], str, Polarity] | None:
    """Return whose words a quotation is if `saying` only passes them on, the verb and its polarity; `None` if it does not.

    "The minister spoke of “a start”, the report says": the words are the minister's.
    """
    sentence, clause = place.sentence, saying.clause
    words, inside = sentence.syntax.words, sentence.quotes[place.number]
    if not inside or clause is None or clause in inside:
        return None
    if sentence.whole[place.number] and not any(one.at == clause and one.clause in inside for one in said):
        return None
    head, inherited = subject(sentence, clause)
    if head is None or inherited or head == saying.source or sentence.quotation(head) is not None:
        return None
    verb = words[clause]
    about = {words[at].text.lower() for at in sentence.syntax.ancestors(inside[0]) if words[at].head == clause}
    speaks = (verb.lemma.lower() in _SPEAKING and bool(about & {"of", "about", "to"})) or (
        words[head].lemma.lower() in _SPEAKERS or strength(verb) >= _PLAIN
    )
    if not speaks or words[head].tag == "PRP" or clause not in sentence.syntax.ancestors(inside[0]):
        return None
    named = tuple(phrases(sentence, head))
    return (named, sentence.written(clause, clause), polarity(sentence, clause, head)) if named else None


def question_over(place: QuotedPlace, saying: Saying | None, said: Sequence[Saying]) -> Saying | None:
    """Return the word of asking that governs a fragment if another was chosen: "Asked whether “…”, the admiral said no".

    Without a source of its own nobody named asked.
    """
    over = _over(place, said)
    if not over or saying is None or saying in over or place.sentence.whole[place.number]:
        return None
    return over[-1] if place.sentence.syntax.words[over[-1].at].lemma.lower() in _ASKING else None


def polarity_of(place: QuotedPlace, saying: Saying | None, said: Sequence[Saying]) -> Polarity:
    """Return the polarity of a quotation: of its word of saying, else of the one in whose clause it stands.

    A word of saying below counts, too: "she insisted that she had never said “…”", "he wanted to say “…”".
    """
    over, sentence = _over(place, said), place.sentence
    inside, words = sentence.quotes[place.number], sentence.syntax.words
    if saying is None:
        if over:
            return over[-1].polarity
        verb = governor(sentence, place.number)
        denies = verb is not None and words[verb].lemma.lower() in DENYING
        return polarity(sentence, verb, None) if verb is not None and denies else "said"
    if inside and states(sentence, saying.at, inside[0]):
        return "said"
    if saying not in over and over:
        return saying.polarity if _in_clause(sentence, saying, over[-1]) else over[-1].polarity
    if saying.polarity != "said":
        return saying.polarity
    below = [one for one in over if _in_clause(sentence, one, saying) and strength(words[one.at]) >= _PLAIN]
    if saying.form == "to":
        below += [one for one in said if one.at == saying.clause and strength(words[one.at]) >= _PLAIN]
    return below[-1].polarity if below else "said"


def _over(place: QuotedPlace, said: Sequence[Saying]) -> list[Saying]:
    """Return the words of saying in whose clause a quotation stands."""
    inside = place.sentence.quotes[place.number]
    return [
        one
        for one in said
        if one.clause in inside or any(start <= place.start and place.end <= end for start, end in one.content)
    ]


def _in_clause(sentence: ParsedSentence, one: Saying, other: Saying) -> bool:
    """Return whether a word of saying stands in the clause of another."""
    at = sentence.starts[one.at]
    return one is not other and any(start <= at < end for start, end in other.content)
