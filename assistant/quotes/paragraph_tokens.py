"""Tokenise only those paragraphs of a stretch that have the words looked for: most of a stretch is about something else."""

from collections.abc import Iterator, Sequence

from .tokens import APOSTROPHE, TokenisedText, moved, plain, tokenise

# No token and no invisible character joins what stands on both sides of an empty line.
_BREAK = "\n\n"


def paragraphs_with(text: str, phrases: Sequence[str], *, vowels: bool) -> list[TokenisedText]:
    """Return the paragraphs that have all the phrases, tokenised, with offsets into the whole text; none if no paragraph has.

    `phrases` are words joined by single spaces (`places.phrases`); `vowels` as in `tokenise`.
    """
    found = []
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        flat = " ".join(plain(paragraph, vowels=vowels).translate(APOSTROPHE).split())
        if all(phrase in flat for phrase in phrases):
            found.append(TokenisedText(text, moved(tokenise(paragraph, vowels=vowels).tokens, start)))
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
