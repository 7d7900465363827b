"""A sentence that leans on the one before it, with that one."""

import re

from .segment import segment
from .types import Sentence, Span

TOGETHER = 450
"""A sentence that leans on the one before it is quoted with it, up to this many characters."""

_LEANING = re.compile(
    r"[\"“'‘«]?(?:He|She|They|It|This|These|Those|That|His|Her|Their|Its|Both|Such)\b|(?:وقال|وأضاف|وأكد)\b"
)


def with_antecedent(sentence: Sentence, passage: Span) -> Span:
    """The sentence's span, or with the sentence before it where it begins with a word that points back to that."""
    text = sentence.document.text
    if not _LEANING.match(sentence.text):
        return sentence.span
    paragraph = max(text.rfind("\n", 0, sentence.span.start) + 1, passage.start)
    before = segment(text[paragraph : sentence.span.start]).sentences
    if not before or sentence.span.end - (start := paragraph + before[-1].start) > TOGETHER:
        return sentence.span
    return Span(start, sentence.span.end)
