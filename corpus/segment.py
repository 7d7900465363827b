"""A document's passages and sentences, as spans into its text.

Sentences (`corpus.sentences`) are the unit of evidence: shown as a quotation and embedded. Passages are whole
paragraphs joined together, or parts of a very long one: the unit of lexical search, and the context in which a
sentence is read. Every sentence lies in exactly one passage, and every character that is not white space in a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .sentences import sentence_bounds
from .types import Span

# Change this name with every change that splits any text differently: an older index must then be rebuilt.
SEGMENTER = "dragoman-rules-1"

# The most characters of paragraphs joined into a passage: news paragraphs have one or two sentences, so this is about
# 150 words on one topic.
MERGED = 1000
# The most characters of a paragraph that stays whole; 94 % of the paragraphs in SQuAD 2.0 are shorter.
WHOLE = 1800
# The most characters in a part of a longer paragraph.
PART = 1200
# A passage with this many characters is complete when a new section begins.
ENOUGH = 400
# The most characters of a headline; a longer line without closing punctuation is a sentence that lacks its full stop.
HEADLINE = 120

_CLOSED = re.compile(r"""[.!?…;,؟۔।。！？؛،]["”’')\]»]*(?:\[[\w ]{1,20}\])*\Z""")
_LISTED = re.compile(r"[-–—•●▪◦‣*]\s|.*[|\t]")

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segments:
    """The spans of one text, in order. `owners[i]` is the index in `passages` of the passage that holds `sentences[i]`."""

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
    """The sentences of each paragraph with the headlines before it, and whether there are any."""
    headlines: list[Bounds] = []
    for block, after in pairwise([*sentence_bounds(text), []]):
        if _length(headlines) < ENOUGH - HEADLINE and _is_headline(text, block, after):
            headlines += block
        else:
            yield bool(headlines), headlines + block
            headlines = []


def _is_headline(text: str, block: list[Bounds], after: list[Bounds]) -> bool:
    """Whether the block is a short line, neither sentence nor list item, followed by a longer paragraph."""
    line = text[block[0][0] : block[0][1]]
    return (
        len(block) == 1
        and len(line) <= HEADLINE
        and _length(after) > len(line)
        and not _CLOSED.search(line)
        and not _LISTED.match(line)
    )


def _parts(paragraph: list[Bounds]) -> list[list[Bounds]]:
    """Split a paragraph that is too long between sentences, into parts of about equal length."""
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
    """Return the number of characters from the first sentence to the last."""
    return sentences[-1][1] - sentences[0][0] if sentences else 0
