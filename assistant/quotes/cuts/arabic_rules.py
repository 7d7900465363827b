"""Omitted Arabic words that turn what is kept: rules over strings, because Arabic is not parsed.

A word counts if it stands in the clause of the words kept, before them, or introduces the clause after them. A preposition
directly before the words kept makes them a noun phrase, which only a negation directly before it turns.
"""

import re
from collections.abc import Iterator

from ....corpus.language.negation import ARABIC_NEGATIVES
from .omission import OmissionKind, OmittedWord, unique
from .sentence import CutSentence

_NOT = "|".join(ARABIC_NEGATIVES)
_DENIAL = "نفى|نفت|ينفي|تنفي|رفض|رفضت|يرفض|ترفض|ولا|ولم|ولن"
_IF = "إذا|لو|إلا|بشرط|شريطة|شرط|ما لم|طالما"
_CLAIM = "زعم|زعمت|يزعم|تزعم|ادعى|ادعت|يدعي|تدعي|مزاعم|يُزعم"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


_NEGATION, _CONDITION, _ATTRIBUTION = _any(_NOT, _DENIAL), _any(_IF), _any(_CLAIM)
_KINDS: tuple[tuple[re.Pattern[str], OmissionKind], ...] = (
    (_NEGATION, "negation"),
    (_CONDITION, "condition"),
    (_ATTRIBUTION, "attribution"),
)
_BORDER = re.compile(r"[;:!?؛؟]|[—–]| - |[,،]|[\"”»]")
_STRONG_BORDER = re.compile(r"[;!?؛؟]")
_OPENED = re.compile(r"(?<!\w)(?:أن|أنّ|بأن|إن)\s*[,:،]?\s*[\"“«'‘]?\s*\Z")
_PREPOSITION = re.compile(r"(?<!\w)(?:في|من|على|عن|مع|بين)\s+[\"“«'‘]?\s*\Z")
_AT_END = re.compile(rf"(?<!\w)(?:{_NOT})\s*[\"“«'‘]?\s*\Z")
_LEADING_IF = re.compile(rf"(?:\A|[\"“«'‘؛:]\s*)(?P<if>{_IF})(?!\w)[^؛:.!؟]*[,،]\s*\Z")
_WORD = re.compile(r"\w")


def turning(sentence: CutSentence) -> tuple[OmittedWord, ...]:
    """Return the omitted words of an Arabic sentence that turn what is kept."""
    return unique(_turning(sentence))


def _turning(sentence: CutSentence) -> Iterator[OmittedWord]:
    left, right = sentence.left, sentence.right
    if _WORD.search(left):
        yield from _before(left)
    if _WORD.search(right):
        border = _STRONG_BORDER.search(right)
        if condition := _CONDITION.search(right[: border.start()] if border else right):
            yield OmittedWord(condition[0], "condition")
    for start, end in sentence.omitted:
        if sentence.kept[0][1] <= start and end <= sentence.kept[-1][0]:
            for pattern, kind in _KINDS:
                if found := pattern.findall(sentence.text[start:end]):
                    yield OmittedWord(found[-1], kind)


def _before(left: str) -> Iterator[OmittedWord]:
    if leading := _LEADING_IF.search(left):
        yield OmittedWord(leading["if"], "condition")
    borders = list((_STRONG_BORDER if _OPENED.search(left) else _BORDER).finditer(left.rstrip(" \"“«'‘")))
    clause = left[borders[-1].end() :] if borders else left
    if _PREPOSITION.search(clause) and not _AT_END.search(clause):
        return
    for pattern, kind in _KINDS:
        if found := pattern.findall(clause):
            yield OmittedWord(found[-1], kind)
