"""Tokenise only those paragraphs of a stretch that have the words looked for: most of a stretch is about something else."""

import re
from collections.abc import Iterator, Sequence

from .tokens import APOSTROPHE, CLOSED_INSIDE, TokenisedText, moved, plain, tokenise

# No token and no invisible character joins what stands on both sides of an empty line.
_BREAK = "\n\n"
_DIRECTION = re.compile("[\u061c\u200e\u200f]")  # what they change depends on the text around them


def paragraphs_with(text: str, phrases: Sequence[str], *, vowels: bool) -> list[TokenisedText]:
    """Return the paragraphs that have all the phrases, tokenised, with offsets into the whole text.

    The list is empty if no paragraph has them, or if one of them has other tokens alone than in the whole text.
    `phrases` are words joined by single spaces (`places.phrases`); `vowels` as in `tokenise`.
    """
    if _DIRECTION.search(text):
        return []
    found = []
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        flat = " ".join(plain(paragraph, vowels=vowels).translate(APOSTROPHE).split())
        if all(phrase in flat for phrase in phrases):
            tokens = tokenise(paragraph, vowels=vowels).tokens
            if len(tokens) > 1 and tokens[0].kind == "quote" and tokens[1].key in CLOSED_INSIDE:
                return []  # `”.` is turned round, except at the beginning of a text
            found.append(TokenisedText(text, moved(tokens, start)))
    return found


def without_opening(read: TokenisedText) -> TokenisedText:
    """Return the tokens without quotation marks at the start of a line, which reopen a quotation in each paragraph."""
    text = read.text
    kept = [t for t in read.tokens if t.kind != "quote" or (t.start and text[t.start - 1] != "\n")]
    return TokenisedText(text, tuple(kept))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (stop := text.find(_BREAK, start)) >= 0:
        yield start, stop
        start = stop + len(_BREAK)
    yield start, len(text)
