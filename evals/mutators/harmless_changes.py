"""Harmless differences: the verdict must still be `verbatim`."""

import re
from random import Random

from .mutation import Mutation, Original
from .words import canonical, spaced_words

_VERBATIM = ("verbatim",)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_DIRECTIONS = "\u200e\u200f\u061c"
_OVERRIDES = ("\u202e", "\u202d", "\u2067", "\u2066", "\u202b")
_MARKS = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("'", "'"))
_COMPATIBLE = {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ", "st": "ﬆ"}


def _made(kind: str, text: str, original: Original, reason: str) -> Mutation | None:
    """Return a mutation, or `None` if nothing changed, or if more than harmless differences did."""
    words = original.words
    same = text != words and canonical(text) == canonical(words)
    return Mutation(kind, text, _VERBATIM, reason) if same else None


def quotation_marks(original: Original, rng: Random) -> Mutation | None:
    """Change quotation marks and apostrophes, or put marks around the whole."""
    left, right = rng.choice(_MARKS)
    text = re.sub("[“«„]", left, original.words)
    text = re.sub("[”»]", right, text)
    text = text.replace("’", "'") if rng.random() < 0.5 else text.replace("'", "’")
    if text == original.words or rng.random() < 0.2:
        text = f"{left}{text}{right}"
    return _made("quotation_marks", text, original, "only the style of quotation marks differs")


def dashes(original: Original, rng: Random) -> Mutation | None:
    """Replace dashes by other dashes, and hyphens by other hyphens."""
    text = re.sub(r"\s*[–—]\s*|\s-\s", lambda _: rng.choice((" – ", " — ", "—", " - ", " -- ")), original.words)
    text = re.sub(r"(?<=\w)-(?=\w)", lambda _: rng.choice("‐‑-–"), text)
    return _made("dashes", text, original, "only the style of dashes differs")


def white_space(original: Original, rng: Random) -> Mutation | None:
    """Use double, hard and narrow spaces, tabs and line ends between words, and space around the whole."""
    spaces = (" ", " ", " ", "  ", "\u00a0", "\n", "\t", "\u202f", "\u2009", " \n ")
    text = re.sub(r"\s+", lambda _: rng.choice(spaces), original.words)
    return _made("white_space", f"{text}{rng.choice(('', ' ', chr(10)))}", original, "only white space differs")


def compatibility(original: Original, rng: Random) -> Mutation | None:
    """Use ligatures, full-width letters and digits, or decomposed accents: the same characters in another form."""
    text = original.words
    way = rng.randrange(3)
    if way == 0:
        text = re.sub("fi|fl|ff|st", lambda found: _COMPATIBLE[found[0]], text)
    elif way == 1:
        text = re.sub("[0-9]", lambda found: chr(ord(found[0]) + 0xFEE0), text)
    if text == original.words:
        found = [word for word in spaced_words(text) if word.core.isascii() and word.core.isalpha()]
        if not found:
            return None
        word = rng.choice(found)
        wide = "".join(chr(ord(letter) + 0xFEE0) for letter in word.core)
        text = text[: word.start] + wide + text[word.end :]
    return _made("compatibility", text, original, "only Unicode compatibility forms differ")


def _put_in(words: str, characters: str, rng: Random) -> str:
    """Insert some of the characters into words."""
    inside = [at for word in spaced_words(words) if len(word.core) > 3 for at in range(word.start + 1, word.end)]
    for at in sorted(rng.sample(inside, min(len(inside), rng.randint(1, 3))), reverse=True):
        words = words[:at] + rng.choice(characters) + words[at:]
    return words


def soft_hyphens(original: Original, rng: Random) -> Mutation | None:
    """Insert soft hyphens into words, as web pages and word processors do."""
    text = _put_in(original.words, "\u00ad", rng)
    return _made("soft_hyphens", text, original, "only soft hyphens differ")


def zero_width(original: Original, rng: Random) -> Mutation | None:
    """Insert zero-width spaces, joiners and byte-order marks into words."""
    text = _put_in(original.words, _INVISIBLE, rng)
    return _made("zero_width", text, original, "only zero-width characters differ")


def direction_marks(original: Original, rng: Random) -> Mutation | None:
    """Insert marks of writing direction between words, as in text copied from a bidirectional page."""
    text = re.sub(
        r"\s", lambda found: found[0] + (rng.choice(_DIRECTIONS) if rng.random() < 0.2 else ""), original.words
    )
    return _made("direction_marks", text, original, "only zero-width marks of direction differ")


def direction_overrides(original: Original, rng: Random) -> Mutation | None:
    """Insert controls that display letters in another order."""
    found = [word for word in spaced_words(original.words) if len(word.core) > 2]
    if not found:
        return None
    word = rng.choice(found)
    end = "\u202c" if (mark := rng.choice(_OVERRIDES)) < "\u2066" else "\u2069"
    text = original.words[: word.start] + mark + word.core + end + original.words[word.end :]
    reason = (
        "the characters have no width, so the words are equal; a desk may refuse them, for they change what is seen"
    )
    return Mutation("direction_overrides", text, ("verbatim", "altered"), reason)


def first_letter(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Change the case of the first letter, as for a quotation inside a sentence."""
    words = spaced_words(original.words)
    if not words or words[0].start > 1:
        return None
    at = words[0].start
    text = original.words[:at] + original.words[at].swapcase() + original.words[at + 1 :]
    return _made("first_letter", text, original, "only the case of the first letter differs")


def closing(original: Original, rng: Random) -> Mutation | None:
    """Change or remove the closing punctuation."""
    bare = original.words.rstrip(".,;")
    if not bare or bare.rstrip("”\"’'»")[-1:] in "?!":
        return None  # without its mark, a question would become a statement
    text = bare + rng.choice(("", ".", ",", ";", ".”", ",”"))
    return _made("closing", text, original, "only closing punctuation differs")
