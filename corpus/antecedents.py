"""Quote a sentence together with the one that its pronoun refers to."""

import re

from .segment import segment
from .types import Sentence, Span

TOGETHER = 450
"""Characters up to which a sentence is quoted together with the sentence before it."""

_LEANING = re.compile(
    r"[\"“'‘«]?(?:He|She|They|It|This|These|Those|That|His|Her|Their|Its|Both|Such)\b|(?:وقال|وأضاف|وأكد)\b"
)


def with_antecedent(sentence: Sentence, passage: Span) -> Span:
    """Return the sentence's span, extended to the sentence before it if it begins with a pronoun.

    The sentence before must lie in the same paragraph and in `passage`, and both together must not exceed `TOGETHER`.
    """
    text = sentence.document.text
    if not _LEANING.match(sentence.text):
        return sentence.span
    paragraph = max(text.rfind("\n", 0, sentence.span.start) + 1, passage.start)
    before = segment(text[paragraph : sentence.span.start]).sentences
    if not before or sentence.span.end - (start := paragraph + before[-1].start) > TOGETHER:
        return sentence.span
    return Span(start, sentence.span.end)
