"""Texts with contractions, numerals, spellings and abbreviations in one form, for aligning a quotation that also changes words.

`We do not lend eight boats` comes from `We don’t lend 7 boats`: word for word they share too little to be one sentence.
"""

from dataclasses import dataclass
from functools import cached_property

from .expansions import readings
from .places import Window
from .tokens import QuoteToken, TokenisedText, tokenise


@dataclass(frozen=True)
class RespelledWindow(Window):
    """A stretch whose tokens are in that form; each has the offsets of what it stands for. `lowered`: in small letters."""

    lowered: bool = False

    @cached_property
    def tokenised(self) -> TokenisedText:
        """The stretch, tokenised and respelled."""
        return respelled(tokenise(self.stretch.text, vowels=self.vowels), lowered=self.lowered)


def respelled(text: TokenisedText, *, lowered: bool = False) -> TokenisedText:
    """Return the text with the first other reading of each token that has one."""
    found: list[QuoteToken] = []
    at = 0
    while at < len(text.tokens):
        # Whether `one` is a number is a matter of a parse, which takes too long here.
        reading = next(readings(text, at), None) if text.tokens[at].key.lower() != "one" else None
        if reading is None:
            found.append(text.tokens[at])
            at += 1
            continue
        start, end = text.tokens[at].start, text.tokens[at + reading.length - 1].end
        found += [QuoteToken(word.lstrip("#"), start, end, "word") for word in reading.words]
        at += reading.length
    return TokenisedText(text.text, tuple(one._replace(key=one.key.lower()) if lowered else one for one in found))
