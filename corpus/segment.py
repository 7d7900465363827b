"""A document's passages and sentences, as spans into its text.

Sentences (`corpus.sentences`) are the unit of evidence: they are quoted and embedded. Passages are groups of whole
paragraphs, or parts of a very long one: the unit of lexical search, and the context in which a sentence is read. Every
sentence lies in exactly one passage, and every character that is not white space lies in a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .interruption import checkpoint
from .sentences import sentence_bounds
from .types import Span

# Change it whenever any text would be cut differently: an index made with another one has to be rebuilt.
SEGMENTER = "dragoman-rules-1"

# Paragraphs of a news report have one or two sentences; merged up to this length they make one topic of some 150 words.
MERGED = 1000
# Up to this length a paragraph of an encyclopaedia stays whole, as its author meant it (94 % of SQuAD 2.0's fit).
WHOLE = 1800
# Maximum length of a part of a longer paragraph.
PART = 1200
# A passage of at least this length is closed when a new section begins.
ENOUGH = 400
# Longer lines without closing punctuation are sentences that lack their full stop.
HEADLINE = 120

_CLOSED = re.compile(r"""[.!?…;,؟۔।。！？؛،]["”’')\]»]*(?:\[[\w ]{1,20}\])*\Z""")
_LISTED = re.compile(r"[-–—•●▪◦‣*]\s|.*[|\t]")

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segments:
    """The spans of one text, in order. `owners[i]` is the index in `passages` of the passage that has `sentences[i]`."""

    passages: tuple[Span, ...]
    sentences: tuple[Span, ...]
    owners: tuple[int, ...]


def segment(text: str) -> Segments:
    """Split a text cleaned by `corpus.clean` into passages and sentences; none if it is white space only.

    No sentence is longer than 1,000 characters. A passage has at most 1,000 (several paragraphs), 1,800 (one
    paragraph with its headline) or 1,200 (a part of a longer one).
    """
    passages = list(_passages(text))
    return Segments(
        tuple(Span(group[0][0], group[-1][1]) for group in passages),
        tuple(Span(start, end) for group in passages for start, end in group),
        tuple(owner for owner, group in enumerate(passages) for _ in group),
    )


def _passages(text: str) -> Iterator[list[Bounds]]:
    """Yield the sentences of each passage."""
    open_passage: list[Bounds] = []
    for section, paragraph in _paragraphs(text):
        checkpoint()
        merged = paragraph[-1][1] - open_passage[0][0] if open_passage else 0
        new_section = section and _length(open_passage) >= ENOUGH
        if open_passage and (new_section or merged > MERGED):
            yield open_passage
            open_passage = []
        open_passage += paragraph
        if _length(paragraph) > WHOLE:
            *complete, open_passage = _parts(paragraph)
            yield from complete
    if open_passage:
        yield open_passage


def _paragraphs(text: str) -> Iterator[tuple[bool, list[Bounds]]]:
    """Yield whether a paragraph has headlines before it, and its sentences, those of the headlines included."""
    headlines: list[Bounds] = []
    for block, after in pairwise([*sentence_bounds(text), []]):
        if _length(headlines) < ENOUGH - HEADLINE and _is_headline(text, block, after):
            headlines += block
        else:
            yield bool(headlines), headlines + block
            headlines = []


def _is_headline(text: str, block: list[Bounds], after: list[Bounds]) -> bool:
    """Whether the block is a short line, neither a sentence nor a list item, before a longer paragraph."""
    line = text[block[0][0] : block[0][1]]
    return (
        len(block) == 1
        and len(line) <= HEADLINE
        and _length(after) > len(line)
        and not _CLOSED.search(line)
        and not _LISTED.match(line)
    )


def _parts(paragraph: list[Bounds]) -> list[list[Bounds]]:
    """Cut a paragraph that is too long between sentences, into parts of about equal length."""
    parts: list[list[Bounds]] = [[]]
    share = _length(paragraph) / -(-_length(paragraph) // PART)
    for sentence in paragraph:
        part = parts[-1]
        due = paragraph[0][0] + share * len(parts)
        if part and (sentence[1] - due > due - part[-1][1] or sentence[1] - part[0][0] > PART):
            parts.append([])
        parts[-1].append(sentence)
    return parts


def _length(sentences: list[Bounds]) -> int:
    """Return the length of the sentences in characters, the text between them included."""
    return sentences[-1][1] - sentences[0][0] if sentences else 0
