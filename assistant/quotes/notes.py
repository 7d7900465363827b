"""What stands in a quotation or its source without being spoken: marks of emphasis, editor's notes, stage directions."""

import re
from collections.abc import Sequence

from .report import Normalisation
from .tokens import QuoteToken, TokenisedText

_EMPHASIS = "*_"
_NOTE = re.compile(
    r"sic|(?:(?:my|our|the author['’]s|original) )?(?:emphas[ei]s|italics|bold(?:face)?|underlin(?:e|ing|ed)|highlight(?:s|ing)?)"
    r"(?: (?:is |was )?(?:added|mine|ours|supplied|original|theirs|in (?:the )?(?:original|source)|by (?:the )?\w+))?",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"(?:(?:loud|long|general|prolonged|sustained|some|more) )?(?:applause|laughter|laughs?|laughing|cheers|cheering|boos|booing"
    r"|crosstalk|cross talk|pauses?|coughs|sighs|music|chuckles|smiles|applauds|تصفيق|ضحك)(?: (?:and|from the \w+) ?\w*)?",
    re.IGNORECASE,
)
_TAGS = frozenset("b i u em strong span mark br p small sup sub font".split())
LONGEST_NOTE = 7
"""The most tokens of a note or stage direction, with its brackets."""

_CLOSING = {"[": "]", "(": ")"}


def skipped_in_quotation(text: TokenisedText, at: int) -> tuple[int, Normalisation] | None:
    """Return the token behind a note or a mark of emphasis that stands at token `at` of a quotation, and what it is."""
    return _in_brackets(text.tokens, at) or _emphasis(text, at)


def skipped_in_source(text: TokenisedText, at: int) -> tuple[int, Normalisation] | None:
    """Do the same at token `at` of the source, where a mark that reopens a quotation in each paragraph is skipped as well."""
    if text.tokens[at].key == '"' and at and text.text[text.tokens[at].start - 1] == "\n":
        return at + 1, "quotation marks"
    return skipped_in_quotation(text, at)


def adds_emphasis(text: str) -> bool:
    """Return whether a quotation says that its writer adds emphasis."""
    return re.search(r"[\[(][^\])]*\b(?:emphas[ei]s|italics|bold)\b[^\])]*[\])]", text, re.IGNORECASE) is not None


def _in_brackets(tokens: Sequence[QuoteToken], at: int) -> tuple[int, Normalisation] | None:
    """Return the token behind brackets at token `at` that hold nothing but a note or a stage direction, and which it is."""
    closing = _CLOSING.get(tokens[at].key)
    end = next((k for k in range(at + 1, min(len(tokens), at + LONGEST_NOTE)) if tokens[k].key == closing), None)
    if closing is None or end is None:
        return None
    inside = " ".join(token.key for token in tokens[at + 1 : end] if token.key not in ".!,;:")
    if _NOTE.fullmatch(inside):
        return end + 1, "editor's notes"
    return (end + 1, "stage directions") if _STAGE.fullmatch(inside) else None


def _emphasis(text: TokenisedText, at: int) -> tuple[int, Normalisation] | None:
    tokens, token = text.tokens, text.tokens[at]
    if token.key in _EMPHASIS:
        joined = text.text[max(0, token.start - 1) : token.start], text.text[token.end : token.end + 1]
        sides = [bool(side) and not side.isspace() for side in joined]
        digits = all(side.isdigit() for side in joined)  # `5*3`
        return (at + 1, "emphasis marks") if any(sides) and not digits else None
    if token.key == "<":
        inside = [one.key.lower() for one in tokens[at + 1 : at + 4]]
        slash = inside[:1] == ["/"]
        if inside[slash : slash + 1] and inside[slash] in _TAGS and inside[slash + 1 : slash + 2] == [">"]:
            return at + 3 + slash, "emphasis marks"
    if token.key == "&" and [one.key for one in tokens[at + 1 : at + 3]] == ["nbsp", ";"]:
        return at + 3, "white space"
    return None
