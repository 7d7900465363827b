"""List the harmless differences between tokens with equal keys; the report names each of them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import get_args

from .quotation import ParsedQuotation
from .report import Normalisation
from .tokens import ENDINGS, REORDERING, VOWELS, QuoteToken, TokenisedText

_INVISIBLE = re.compile(f"[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff{REORDERING}]")
_APOSTROPHE = re.compile("[’‘ʼ′´`]")
_VOWEL = re.compile(f"[{VOWELS}]")
_ORDER: tuple[Normalisation, ...] = get_args(Normalisation)


def normalisations(
    corpus: TokenisedText, bounds: tuple[int, int], quotation: ParsedQuotation
) -> tuple[Normalisation, ...]:
    """Return the harmless differences between the whole quotation and tokens `bounds` of the corpus (half-open)."""
    quote = quotation.tokenised
    corpus_tokens = corpus.tokens[slice(*bounds)]
    quote_tokens = list(quotation.body)
    if len(quote_tokens) != len(corpus_tokens):  # quotation marks that reopen in each paragraph
        quote_tokens = [t for t in quote_tokens if t.kind != "quote"]
        corpus_tokens = tuple(t for t in corpus_tokens if t.kind != "quote")
    found = set(between_tokens(corpus.text, corpus_tokens, quote.text, quote_tokens))
    found |= set(_ends(corpus.text, bounds, corpus, quotation))
    return in_report_order(found)


def outer_normalisations(
    corpus: TokenisedText, bounds: tuple[int, int], quotation: ParsedQuotation
) -> set[Normalisation]:
    """Return the harmless differences outside the words: the quotation's own marks, and how it ends."""
    return set(_ends(corpus.text, bounds, corpus, quotation))


def in_report_order(found: set[Normalisation]) -> tuple[Normalisation, ...]:
    """Sort normalisations into the order in which a report lists them."""
    return tuple(one for one in _ORDER if one in found)


def between_tokens(
    corpus: str, there: "tuple[QuoteToken, ...]", quote: str, here: "list[QuoteToken]"
) -> Iterator[Normalisation]:
    """Yield the differences between two sequences of tokens with equal keys."""
    for at, (old, new) in enumerate(zip(there, here, strict=False)):
        yield from _word(corpus[old.start : old.end], quote[new.start : new.end], old)
        if at + 1 < min(len(there), len(here)):
            a = _INVISIBLE.sub("", corpus[old.end : there[at + 1].start])
            raw = quote[new.end : here[at + 1].start]
            b = _INVISIBLE.sub("", raw)
            if b != raw:
                yield "invisible characters"
            if a != b:
                dash = "dash" in (old.kind, there[at + 1].kind)
                yield "dashes" if dash else "white space"


def _word(old: str, new: str, token: QuoteToken) -> Iterator[Normalisation]:
    """Yield the differences in spelling between two tokens with equal keys."""
    if old == new:
        return
    if token.kind in ("quote", "dash", "ellipsis"):
        yield {"quote": "quotation marks", "dash": "dashes", "ellipsis": "ellipsis marks"}[token.kind]  # type: ignore[misc]
        return
    steps: tuple[tuple[Normalisation, re.Pattern[str], str], ...] = (
        ("invisible characters", _INVISIBLE, ""),
        ("Arabic lengthening strokes", re.compile("\u0640"), ""),
        ("quotation marks", _APOSTROPHE, "'"),
        ("Arabic vowel marks", _VOWEL, ""),
    )
    for name, pattern, plain in steps:
        a, b = pattern.sub(plain, old), pattern.sub(plain, new)
        if (a == b and old != new) or len(a) - len(b) != len(old) - len(new) or (a != old) != (b != new):
            yield name
        old, new = a, b
    if old != new:
        a, b = unicodedata.normalize("NFKC", old), unicodedata.normalize("NFKC", new)
        if (a, b) != (old, new):
            yield "compatibility forms"
        if a != b:
            yield "case of the first letter"


def _ends(
    corpus: str, bounds: tuple[int, int], read: TokenisedText, quotation: ParsedQuotation
) -> Iterator[Normalisation]:
    """Yield the differences outside the words of the quotation."""
    tokens = quotation.tokenised.tokens
    outside = (*tokens[: quotation.first], *tokens[quotation.last :])
    if any(token.kind == "quote" for token in outside):
        yield "quotation marks"
    if any(token.kind == "dash" for token in outside):
        yield "dashes"
    closing = "".join(token.key for token in tokens[quotation.last :] if token.key in ENDINGS)
    behind = corpus[read.tokens[bounds[1] - 1].end :].lstrip("\"”»’'")[:1]
    if closing != (behind if behind in ENDINGS else "") and (closing or behind in ENDINGS):
        yield "closing punctuation"
    text = quotation.tokenised.text
    if tokens and text.strip() != text:
        yield "white space"
    if tokens and _INVISIBLE.search(text[: tokens[0].start] + text[tokens[-1].end :]):
        yield "invisible characters"
