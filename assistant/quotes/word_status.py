"""Whose words a place has: somebody's in quotation marks or in a turn, somebody's in the document's words, or the document's own.

Quotation marks decide what is quoted, utterances who says it and what is reported. A quotation that mixes quoted words with
the reporter's is never quoted: to print it as one would put the reporter's words into somebody's mouth.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...corpus.document_cache import cached_by_document
from ...corpus.language.names import same_person
from ...corpus.sentences import sentence_bounds
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import layout
from ...corpus.utterances.marks import quotations
from .report import WordStatus
from .utterance_bounds import utterances_at

Bounds = tuple[int, int]

_ORDERS = re.compile(r"(?:order|instruct|command|direct|authori[sz]|requir|forb[ia]d|compel)", re.IGNORECASE)
_INFINITIVE = re.compile(r"\bto\s")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The status of words, and the utterance that has most of them; narration has none."""

    status: WordStatus
    utterance: Utterance | None = None


def status_of(document: Document, span: Span, given: Sequence[str] = ()) -> Spoken:
    """Return the status of the words at `span`, and the utterance that they belong to.

    `given` are the words of the quotation that is checked, in lower case. A quotation may leave out the reporter's words between
    two quoted pieces (“We are ready,” he said, “and we will sign”): what it leaves out does not count.
    """
    near = [one for one in utterances_at(document, span) if one.span.overlaps(span) and not _is_act(one)]
    inside = _quoted(document, near)
    words = list(_words(document.text, span))
    if words and _only_quoted([_within(word, inside) for word in words], document.text, words, given):
        speaking = [one for one in near if one.kind != "indirect"]
        if not _one_speaker(speaking):
            return Spoken("narration")
        return Spoken("quoted", _most(speaking, span))
    if not near:
        return Spoken("narration")
    spoken = [(one.span.start, one.span.end) for one in near if one.kind == "indirect" or one.speaker]
    told = 0
    for sentence in _sentences(document.text, span):
        mine = [word for word in words if sentence[0] <= word[0] < sentence[1]]
        said = sum(_within(word, spoken) for word in mine)
        # The rest of such a sentence says who says so: "she told the council".
        told += len(mine) if 2 * said >= len(mine) else 0
    speaking = [one for one in near if one.speaker]
    if 2 * told <= len(words) or not _one_speaker(speaking):
        return Spoken("narration")
    return Spoken("reported", _most([one for one in near if one.kind == "indirect"] or speaking, span))


def given_words(quotation: str) -> tuple[str, ...]:
    """Return the words of a quotation in lower case, without an attribution between marks of its own (“…,” he said, “…”)."""
    words = [found.span() for found in _WORD.finditer(quotation)]
    marks = [(one.start, one.end) for one in quotations(quotation, [(0, len(quotation))])]
    if len(marks) > 1 and words and _within(words[0], marks) and _within(words[-1], marks):
        words = [word for word in words if _within(word, marks)]
    return tuple(quotation[start:end].lower() for start, end in words)


def _is_act(said: Utterance) -> bool:
    """Return whether a clause tells what was done by speaking ("the court ordered the mill to close"), not what was said."""
    if said.kind != "indirect" or not said.cue:
        return False
    if said.text.startswith(said.cue):
        return True  # "praised the crew": a verb with its object, and nobody's words
    if not _ORDERS.match(said.cue):
        return False
    return _INFINITIVE.search(said.document.text, max(0, said.span.start - 4), said.span.start + 3) is not None


def _only_quoted(quoted: Sequence[bool], text: str, words: Sequence[Bounds], given: Sequence[str]) -> bool:
    """Return whether all words are quoted, or all but such between quoted ones as the quotation leaves out."""
    if all(quoted):
        return True
    if not (given and quoted[0] and quoted[-1]):
        return False
    for is_quoted, run in groupby(zip(quoted, words, strict=True), key=lambda pair: pair[0]):
        left_out = [text[start:end].lower() for _, (start, end) in run]
        if not is_quoted and any(
            list(given[at : at + len(left_out)]) == left_out for at in range(len(given) - len(left_out) + 1)
        ):
            return False
    return True


def _words(text: str, span: Span) -> Iterator[Bounds]:
    """Yield the bounds of the words in a span; a word may begin before it."""
    start: int | None = None
    for at in range(span.start, span.end):
        if text[at].isalnum():
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, span.end


def _quoted(document: Document, near: Sequence[Utterance]) -> list[Bounds]:
    """Return the stretches inside quotation marks, and what else is somebody's own words: turns, signed block quotations."""
    turns = [
        (one.span.start, one.span.end) for one in near if one.kind == "direct" and (one.speaker or one.turn is not None)
    ]
    return [*turns, *marked(document)]


@cached_by_document(128)
def marked(document: Document) -> tuple[Bounds, ...]:
    """Return the bounds of what stands inside quotation marks, in order."""
    return tuple((one.start, one.end) for one in layout.layout_of(document.text).quotes)


def _within(word: Bounds, stretches: Sequence[Bounds]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in stretches)


def _sentences(text: str, span: Span) -> Iterator[Bounds]:
    """Yield the sentences of the paragraphs that a span touches."""
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    for block in sentence_bounds(text[low : high if high >= 0 else len(text)]):
        for start, end in block:
            yield low + start, low + end


def _one_speaker(utterances: Sequence[Utterance]) -> bool:
    """Whether somebody says all of them; several people may say one together."""
    together: dict[Span, list[str]] = {}
    for one in utterances:
        if one.speaker:
            together.setdefault(one.span, []).append(one.speaker)
    first, *others = together.values() or ([""],)
    return any(all(any(same_person(name, one) for one in names) for names in others) for name in first)


def _most(utterances: Sequence[Utterance], span: Span) -> Utterance | None:
    """Return the utterance that shares most characters with a span, the shorter of two."""

    def shared(one: Utterance) -> tuple[bool, int, int]:
        common = min(span.end, one.span.end) - max(span.start, one.span.start)
        return one.speaker is not None, common, one.span.start - one.span.end

    return max(utterances, key=shared, default=None)
