"""A question's words given as a statement: the sentence asks, and the words kept do not."""

import re

from .cut import Cut
from .omission import OmittedWord
from .sentence import CutSentence

_FILLER = re.compile(r",\s(?:right|okay|ok|yeah|huh|you know)\?\Z", re.IGNORECASE)
TAG = 3
"""The most words of a question that only asks for assent: "…, didn't they?"."""


def asks(sentence: CutSentence) -> bool:
    """Return whether a sentence ends with a question mark that the quotation leaves out."""
    if "“" in sentence.right or sentence.right.count('"') > 1:
        return False  # somebody else's question is quoted behind the words kept
    end = sentence.text.rstrip(" \"”»’'")
    if _FILLER.search(end):
        return False
    return end.endswith(("?", "?!")) and "?" not in sentence.text[sentence.kept[-1][0] : sentence.kept[-1][1]][-3:]


def question(cut: Cut, claims: list[int]) -> OmittedWord | None:
    """Return the question mark if a kept clause belongs to what is asked and does not itself read as a question.

    The speaker states what stands before a question of its own: "The port is closed, so what will you do?".
    """
    if not claims or any(_interrogative(cut, at, cut.kept) for at in cut.kept if cut.verbal(at)):
        return None
    last = max(cut.kept)
    behind = [at for at in cut.omitted if at > last]
    if _opens(cut, sorted(cut.kept)) or (len(behind) > TAG + 1 and _opens(cut, sorted(behind), joined=True)):
        return None
    after = (at for at in cut.omitted if at > last and cut.verbal(at) and _interrogative(cut, at, cut.omitted))
    return None if any(len(cut.below(at)) > TAG for at in after) else OmittedWord("?", "question")


def _opens(cut: Cut, words: list[int], *, joined: bool = False) -> bool:
    """Whether words begin like a question, after "and", "so" and the like; `joined`: only if such a word or a comma is there."""
    at = 0
    while at < len(words) and (
        cut.word(words[at]).part in ("PUNCT", "CCONJ", "INTJ") or cut.lower(words[at]) in ("so", "then")
    ):
        at += 1
    if at == len(words) or (joined and not at):
        return False
    word = cut.word(words[at])
    return (
        word.part == "AUX"
        or word.tag in ("MD", "WP", "WRB", "WP$")
        or (word.tag == "WDT" and word.text.lower() != "that")
    )


def _interrogative(cut: Cut, at: int, words: frozenset[int]) -> bool:
    """Whether the part of a clause among `words` has the form of a question: verb before subject, or a question word first."""
    subject = cut.subject(at)
    if subject is not None and any(
        a < subject and a in words for a in (*cut.auxiliaries(at), at) if cut.word(a).part == "AUX"
    ):
        return True
    asking = next((c for c in cut.below(at) if c in words and cut.word(c).tag in ("WP", "WRB", "WDT", "WP$")), None)
    return (
        asking is not None
        and cut.word(at).relation in ("ROOT", "conj", "ccomp", "parataxis")
        and asking - cut.below(at)[0] <= 2
    )
