"""The letter case of a whole text: capitals, small letters, or the capitals of a headline.

A text in one case throughout says nothing by its capitals. Inside normal text a capital tells `Polish` from `polish` and
`US` from `us`, so a single changed capital stays a change.
"""

from collections.abc import Sequence
from typing import Literal

from ...corpus.language.vocabulary import dictionary_forms, is_known
from .tokens import QuoteToken, TokenisedText

CaseStyle = Literal["upper", "lower", "headline", "mixed"]

LEAST = 3
"""The fewest words that make a text of one case."""

HEADLINE = 5
"""The fewest words of a headline; at least three of them are capitalised although they are common words."""

_WORDS_OR_NAMES = frozenset(("us", "it", "who", "am", "un", "aid"))
_MINOR = 4  # letters up to which a headline leaves a word in small letters
_ACRONYM = 5  # letters
# Names that are other words in small letters, so that a writer who drops the capital says something else.
_CAPITONYMS = frozenset(
    "may march august polish turkey china jordan chad japan chile cuba guinea cologne nice reading mobile bath cork deal lent "
    "mercury phoenix concord boulder job mark bill frank rich pat rose grace swede scot welsh iris slough wells".split()
)


def style(tokens: Sequence[QuoteToken]) -> CaseStyle:
    """Return the case of a text, from its words that have letters with case."""
    words = [one.key for one in tokens if one.kind == "word" and one.key.lower() != one.key.upper()]
    if len(words) < LEAST:
        return "mixed"
    if all(word.isupper() for word in words):
        return "upper"
    if all(word.islower() for word in words):
        return "lower"
    major = [word for word in words if len(word) > _MINOR]
    if len(words) >= HEADLINE and all(word[0].isupper() for word in major):
        common = [word for word in words[1:] if word[0].isupper() and word[1:].islower() and is_known(word)]
        if len(common) >= LEAST:
            return "headline"
    return "mixed"


def is_harmless(
    corpus: TokenisedText,
    bounds: tuple[int, int],
    quote: Sequence[QuoteToken],
    pairs: Sequence[tuple[int, int]],
    emphasised: bool,
) -> bool:
    """Return whether words that differ in case only are the same words.

    `pairs` are the indices of such words in the corpus and in the quotation, `bounds` the range of the corpus (half-open).
    `emphasised`: the quotation says that it adds emphasis, so it may put a word in capitals.
    """
    there, here = style(corpus.tokens[slice(*bounds)]), style(quote)
    if here == "upper" and there != "upper":
        return True
    if there == "upper":
        return not any(quote[b].key.isupper() and quote[b].key.lower() in _WORDS_OR_NAMES for _, b in pairs)
    if here in ("lower", "headline") or there == "headline":
        return all(_same_sense(corpus, a, quote[b]) for a, b in pairs)
    return emphasised and all(
        quote[b].key.isupper() and len(quote[b].key) > 3 and corpus.tokens[a].key.islower() for a, b in pairs
    )


def _same_sense(corpus: TokenisedText, at: int, given: QuoteToken) -> bool:
    """Return whether a word means the same in small letters: not so for `US`, `May`, `Polish`."""
    while corpus.tokens[at].kind != "word" and at:
        at -= 1  # the full stop of an abbreviation
    key = corpus.tokens[at].key.replace(".", "")
    low = key.lower()
    if key.islower():
        return True
    if key.isupper() and len(key) > 1 and len(key) <= _ACRONYM:
        return given.key.isupper() or "." in given.key or not (low in _WORDS_OR_NAMES or dictionary_forms(low, "VERB"))
    begins = at == 0 or corpus.tokens[at - 1].key in '.!?"'
    return begins or low not in _CAPITONYMS
