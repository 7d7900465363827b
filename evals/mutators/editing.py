"""Differences that editors make and readers accept, such as another spelling: the words must still pass.

A quotation desk may refuse them only where it is asked to be strict.
"""

import re
from collections.abc import Mapping
from random import Random

from .mutation import Mutation, Original, TextEdit, apply_edits
from .words import SpacedWord, canonical, spaced_words

_PASSES = ("verbatim", "elided")
_SUFFIX = (
    r"(?P<stem>(?:organ|recogn|critic|emphas|apolog|author|mobil|real|normal|stabil|neutral|final|minim|general|special"
    r"|central|legal|demilitar|priorit|polar|modern|jeopard|scrutin|sympath)i)(?P<letter>[sz])(?P<rest>e|es|ed|ing|ation)"
)
_ISE = re.compile(rf"(?i:\A{_SUFFIX}\Z)")
_BRITISH: Mapping[str, str] = {
    "colour": "color", "defence": "defense", "centre": "center", "labour": "labor", "honour": "honor",
    "neighbour": "neighbor", "neighbours": "neighbors", "neighbouring": "neighboring", "favour": "favor",
    "favourable": "favorable", "harbour": "harbor", "offence": "offense", "travelled": "traveled",
    "travelling": "traveling", "cancelled": "canceled", "behaviour": "behavior", "endeavour": "endeavor",
    "theatre": "theater", "rumour": "rumor", "armour": "armor", "vigour": "vigor", "humour": "humor",
    "labelled": "labeled", "modelled": "modeled", "signalled": "signaled", "grey": "gray", "plough": "plow",
}  # fmt: skip
_SPELLINGS = {**_BRITISH, **{american: british for british, american in _BRITISH.items()}}
DIGITS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip
WRITTEN = {**DIGITS, **{digits: word for word, digits in DIGITS.items()}}
_CONTRACTIONS = {
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not", "aren't": "are not",
    "wasn't": "was not", "weren't": "were not", "won't": "will not", "wouldn't": "would not", "couldn't": "could not",
    "shouldn't": "should not", "hasn't": "has not", "haven't": "have not", "hadn't": "had not", "we'll": "we will",
    "they'll": "they will", "i'm": "I am", "we're": "we are", "they're": "they are", "we've": "we have",
    "they've": "they have", "i've": "I have",
}  # fmt: skip
_OPENED = re.compile(
    r"(?<!\w)(?P<verb>do|does|did|is|are|was|were|would|could|should|has|have|had) not(?![\w’'])", re.IGNORECASE
)
_INTERRUPTION = re.compile(
    r"\A(?P<mark>[,.]?)[”\"]\s(?:[^\s“”\"]+\s){1,6}?[^\s“”\"]+,\s[“\"](?P<more>[a-z][^“”\"\n]{12,200})[”\"]"
)
_SAYS = re.compile(r"\b(?:said|says|added|told|explained|continued|recalled|wrote|insisted)\b")
_SAID_BY = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,2}")
_SENTENCE_END = re.compile(r"(?<=[a-z][.!?])\s(?=[A-Z])")
_MARKED = re.compile('[“”„«»"]')


def _made(kind: str, original: Original, edits: list[TextEdit], rng: Random, reason: str) -> Mutation | None:
    """Return a mutation by one of the edits, or `None` if there is none."""
    if not edits:
        return None
    edit = rng.choice(edits)
    return Mutation(kind, apply_edits(original.words, [edit]), _PASSES, reason, edits=(edit,))


def capitals(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Write the whole in capital letters, as some headlines are."""
    text = original.words.upper()
    if text == original.words or text.casefold() != original.words.casefold():
        return None
    return Mutation("capitals", text, _PASSES, "the whole is in capital letters")


def spelling_variant(original: Original, rng: Random) -> Mutation | None:
    """Use the American spelling for the British one, or the other way round."""
    edits = [
        TextEdit(word.start, word.end, new)
        for word in spaced_words(original.words)
        if word.core.islower() and (new := _respelt(word.core)) is not None
    ]
    return _made("spelling_variant", original, edits, rng, "only the spelling is that of another country")


def _respelt(word: str) -> str | None:
    found = _ISE.match(word)
    if found:
        return f"{found['stem']}{'z' if found['letter'] == 's' else 's'}{found['rest']}"
    return _SPELLINGS.get(word)


def number_written(original: Original, rng: Random) -> Mutation | None:
    """Write a small number as a word, or in digits."""
    words = spaced_words(original.words)
    edits = [
        TextEdit(word.start, word.end, WRITTEN[word.core])
        for at, word in enumerate(words)
        if at and word.core in WRITTEN and not word.before and word.after in ("", ",", ".", ";") and _alone(words, at)
    ]
    return _made("number_written", original, edits, rng, "the number is the same")


def _alone(words: list[SpacedWord], at: int) -> bool:
    """Return whether no neighbouring word is a number or has a capital: the number may be part of a date or a name then."""
    near = [*words[at - 1 : at], *words[at + 1 : at + 2]]
    return not any(any(map(str.isdigit, one.core)) or one.lower in WRITTEN or one.core[0].isupper() for one in near)


def contraction(original: Original, rng: Random) -> Mutation | None:
    """Write a contraction in full, or contract `do not` and the like."""
    words = original.words
    edits = [
        TextEdit(word.start, word.end, _CONTRACTIONS[word.lower])
        for word in spaced_words(words)
        if word.lower in _CONTRACTIONS and (word.core[0].islower() or word.lower[0] == "i")
    ]
    edits += [TextEdit(one.start(), one.end(), f"{one['verb']}n’t") for one in _OPENED.finditer(words)]
    return _made("contraction", original, edits, rng, "only a contraction is written in full, or the other way round")


def emphasised(original: Original, rng: Random) -> Mutation | None:
    """Put emphasis marks around a word, with or without a note."""
    found = [word for word in spaced_words(original.words) if word.core.isalpha() and len(word.core) > 3]
    if not found:
        return None
    word, mark = rng.choice(found), rng.choice(("*", "**", "_"))
    note = rng.choice(("", "", " (emphasis added)", " [emphasis added]"))
    text = apply_edits(original.words, [TextEdit(word.start, word.end, f"{mark}{word.core}{mark}")]) + note
    return Mutation("emphasised", text, _PASSES, "only a word is emphasised")


def interruption_joined(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Join the parts of a quotation that the report interrupts: `“We will stay,” she said, “and we will pay.”`."""
    found = _INTERRUPTION.match(original.text[original.span.end : original.span.end + 400])
    if original.sentence or not found or not _SAYS.search(found[0][: found.start("more")]):
        return None
    words = original.words.rstrip(",.")
    comma = "," if found["mark"] == "," or original.words.endswith(",") else ""
    text = f"{words}{comma} {found['more'].rstrip(',')}"
    if canonical(text) == canonical(original.words):
        return None
    return Mutation("interruption_joined", text, _PASSES, "only the report's own words between the parts are left out")


def interruption_added(original: Original, rng: Random) -> Mutation | None:
    """Say in the middle of a quotation who speaks: `“We will stay,” Rehn said, “and we will pay.”`."""
    words = original.words
    if (
        original.sentence
        or original.speaker is None
        or not _SAID_BY.fullmatch(original.speaker)
        or _MARKED.search(words)
    ):
        return None
    commas = [
        at for at, one in enumerate(words)
        if one == "," and len(spaced_words(words[:at])) > 3 and len(spaced_words(words[at:])) > 3 and words[at + 1 :][:1] == " "
    ]  # fmt: skip
    if not commas:
        return None
    at = rng.choice(commas)
    text = f"“{words[:at]},” {original.speaker} said, “{words[at + 2 :].rstrip(',')}”"
    return Mutation("interruption_added", text, _PASSES, "only the writer's own words stand between the parts")


def sentences_left_out(original: Original, rng: Random) -> Mutation | None:
    """Leave out a whole sentence of a speaker's words and mark it, as the Associated Press does: `We came. ... We left.`."""
    parts = [] if original.sentence or _MARKED.search(original.words) else _SENTENCE_END.split(original.words)
    whole = [at for at in range(1, len(parts) - 1) if all(len(spaced_words(one)) > 3 for one in parts[at - 1 : at + 2])]
    if not whole:
        return None
    at = rng.choice(whole)
    text = " ".join([*parts[:at], rng.choice(("...", "…", ". . .", "[...]")), *parts[at + 1 :]])
    return Mutation("sentences_left_out", text, ("elided",), "a whole sentence is left out and marked")
