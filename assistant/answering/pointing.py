"""Resolve what a follow-up points at: "why did he say that?", "what else did she say?", "when was he appointed?".

The speaker and the topic come from the question before, and the person that "he" or "she" stands for from that question or from
the answer to it. What is searched then names them, and the answer's foot shows it.
"""

import re
from collections.abc import Sequence

from ...corpus.language.syntax import parse
from ...index.retrieval.search import EvidenceSentence
from ..types import Turn
from .asked_for import tells_words_of, words_of
from .spoken_topics import in_turn_of

ANSWER_READ = 400
"""Characters of the answer before in which the person is looked for: its leading quotation."""

_SPEAKING = r"(?:say|think|tell|claim|argue|announce|promise|state|warn|explain|call|mention|add)"
_OPENING = r"\W*(?:(?:and|but|so|ok(?:ay)?|well|then)[\s,]+)*"
_SAID_THAT = re.compile(
    rf"{_OPENING}(?P<word>why|when|where|how|to whom) (?:did|does|would|has|had) (?P<who>[\w .’'-]{{2,40}}?) {_SPEAKING}"
    r"(?: (?:that|so|this|it|these|those))?\W*",
    re.IGNORECASE,
)
_SAID_MORE = re.compile(
    rf"{_OPENING}what (?:else|more) (?:did|does|has|had|was) (?P<who>[\w .’'-]{{2,40}}?) (?:to )?(?:{_SPEAKING}|said|saying)"
    r"(?: (?:about|on) (?:that|this|it|them))?\W*",
    re.IGNORECASE,
)
_ONLY_ASKED = re.compile(rf"{_OPENING}(?P<word>why|when|where)(?: (?:was|is) (?:that|this|it))?\W*", re.IGNORECASE)
_ANYTHING_ELSE = re.compile(rf"{_OPENING}(?:anything|something|what) (?:else|more)\W*", re.IGNORECASE)
_WORDS_OF_PRONOUN = re.compile(
    rf"{_OPENING}(?:what (?:else |more )?|how )(?:did|does|has|had) (?P<who>he|she) (?:just |also |then )?"
    rf"(?:{_SPEAKING}|said|react|respond|reply|answer)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"\W*who(?:['’]s| is| was) (?P<name>[^?]{2,40}?)[\s?.!]*", re.IGNORECASE)
_MORE = re.compile(r"\b(?:what|who|anything|something|anyone) (?:else|more)\b", re.IGNORECASE)
# What `said_question` makes: it is asked about like the question that it comes from.
_SAID_BEFORE = re.compile(r"(?:why|when|where|how|to whom) did (?P<who>.+?) say that\b", re.IGNORECASE)
_TOPIC = re.compile(
    rf"\b{_SPEAKING}s?(?:ing)? (?:that )?(?P<topic>(?:about|on|of|to|after|before|in|at|during) .+?)[\s?.!]*\Z"
)


def said_question(question: str, standing: str) -> str | None:
    """Return a follow-up on somebody's words as a whole question; `None` if it is none, or `standing` asked for no words.

    "Why did he say that?" after "What did Lund say about the dam?" is "Why did Lund say that about the dam?".
    """
    speaker = _speaker(standing)
    more = _SAID_MORE.fullmatch(question) or _ANYTHING_ELSE.fullmatch(question)
    found = more or _SAID_THAT.fullmatch(question) or _ONLY_ASKED.fullmatch(question)
    if speaker is None or found is None:
        return None
    who = found.groupdict().get("who") or speaker
    if who.lower() not in ("he", "she", "they", "it") and who.split()[-1].lower() != speaker.split()[-1].lower():
        return None  # somebody else's words
    topic = _TOPIC.search(standing)
    about = f" {topic['topic']}" if topic else ""
    if more:
        return f"What else did {speaker} say{about}?"
    return f"{found['word'].capitalize()} did {speaker} say that{about}?"


def with_person(question: str, standing: str, answer: str) -> str:
    """Return "what did he say about …?" with the person that "he" or "she" stands for, if one is found; else the question.

    That is whose words `standing` asked for, else the first person whom `standing` names, else the first one in the words that
    `answer` leads with. Other questions stay as they are: with names in them, no more of them were answered right.
    """
    found = _WORDS_OF_PRONOUN.match(question)
    if found is None:
        return question
    words = _speaker(standing)
    about = _WHO_IS.fullmatch(standing)
    person = (
        words or (about["name"] if about else None) or next(iter(_people(standing) or _people(_leading(answer))), None)
    )
    return f"{question[: found.start('who')]}{person}{question[found.end('who') :]}" if person else question


def _leading(answer: str) -> str:
    """Return the words that an answer leads with, without their source."""
    return answer[:ANSWER_READ].partition(" — ")[0]


def _speaker(standing: str) -> str | None:
    """Return whose words a question, or a follow-up on those words, asks for."""
    before = _SAID_BEFORE.match(standing)
    return before["who"] if before else words_of(standing)


def _people(text: str) -> list[str]:
    """Return the names of people in a text, in order."""
    names: list[tuple[int, int]] = []
    for word in parse(text, entities=True).words:
        if word.entity != "PERSON" or word.tag == "POS":
            continue
        if names and word.start - names[-1][1] <= 1:
            names[-1] = (names[-1][0], word.end)
        else:
            names.append((word.start, word.end))
    return [text[start:end] for start, end in names]


def asks_for_more(question: str) -> bool:
    """Return whether a question asks for what was not yet quoted: "what else", "who else"."""
    return _MORE.search(question) is not None


def further_words(
    speaker: str | None, history: Sequence[Turn], evidence: Sequence[EvidenceSentence]
) -> tuple[EvidenceSentence, ...]:
    """Return the evidence that no earlier answer quotes; of a `speaker`'s words, only sentences that tell or quote them."""
    shown = " ".join(" ".join(turn.content.split()) for turn in history if turn.role == "assistant")
    new = [one for one in evidence if " ".join(one.sentence.text.split()) not in shown]
    return tuple(new if speaker is None else (one for one in new if says(speaker, one)))


def says(speaker: str, one: EvidenceSentence) -> bool:
    """Return whether a sentence is of a speaker's turn in a transcript, or tells or quotes what the speaker says."""
    spoken = in_turn_of(speaker, one)
    return tells_words_of(speaker, one.sentence.text) if spoken is None else spoken
