"""The day on which words were said, where their own sentence does not name it.

"On Monday the envoy met the mayor. He said …": the day of an earlier sentence of the paragraph counts if it says when its own
subject acted, and that subject is the speaker. The day of any other event (a treaty signed on Monday) does not.
"""

import re
from datetime import date

from ...corpus.language import syntax
from ...corpus.language.dates import dates
from ...corpus.language.lexicon import ROLES
from ...corpus.language.syntax import Syntax
from ...corpus.sentences import sentence_bounds
from ...corpus.types import Document, Utterance

_REFERS_BACK = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_PRONOUNS = frozenset(("he", "she", "they"))
_FURTHEST = 1_500  # characters before the words, in one paragraph


def said_day(said: Utterance) -> date | None:
    """Return the day on which an utterance was made, by its sentence or an earlier one of the paragraph; else `None`."""
    if said.said_on or said.said_on_basis:
        return said.said_on
    document, text = said.document, said.document.text
    low = max(text.rfind("\n", 0, said.span.start) + 1, said.span.start - _FURTHEST)
    stop = text.find("\n", said.span.end)
    sentences = [
        (low + a, low + b) for block in sentence_bounds(text[low : stop if stop >= 0 else len(text)]) for a, b in block
    ]
    own = next((at for at, (a, b) in enumerate(sentences) if a <= said.span.start < b), 0)
    first, last = sentences[own][0], sentences[min(own + 1, len(sentences) - 1)][1]
    around = text[first : said.span.start] + text[said.span.end : max(last, said.span.end)]
    back = _REFERS_BACK.search(around) is not None
    for start, end in reversed(sentences[:own]):
        day = _day(document, start, end, said, back)
        if day is not None:
            return day
        back = back and _REFERS_BACK.search(text, start, end) is not None
    return None


def _day(document: Document, start: int, end: int, said: Utterance, back: bool) -> date | None:
    """Return the day on which the subject of a sentence acted, if the subject is the speaker; `back`: "he" may refer to it."""
    words = document.text[start:end]
    published = document.published or (document.based_on.published if document.based_on else None)
    mentions = [one for one in dates(words, 0, len(words), published) if one.precision == "day"]
    if len(mentions) != 1 or (published and mentions[0].day > published) or len(words) > syntax.LONGEST:
        return None
    parsed = syntax.parse(words)
    root = _dated(parsed, mentions[0].start, mentions[0].end)
    return mentions[0].day if root is not None and _speaks(parsed, root, said, back) else None


def _dated(parsed: Syntax, start: int, end: int) -> int | None:
    """Return the main verb of a sentence if the expression says when it was done, in the past."""
    at = parsed.top(start, end)
    if at is None:
        return None
    if parsed.words[at].relation == "pobj":  # "on Monday"; of "the attack on Monday" the preposition belongs to a noun
        at = parsed.words[at].head
    at = parsed.words[at].head
    word = parsed.words[at]
    return at if word.relation == "ROOT" and word.tag in ("VBD", "VBN") else None


def _speaks(parsed: Syntax, root: int, said: Utterance, back: bool) -> bool:
    subject = next((c for c in parsed.children[root] if parsed.words[c].relation in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    first, last = parsed.reach[subject]
    below = {word.text.casefold() for word in parsed.words[first:last]}
    if said.speaker and any(len(name) > 2 and name.casefold() in below for name in re.findall(r"\w+", said.speaker)):
        return True
    return back and (bool(below & _PRONOUNS) or parsed.words[subject].text.casefold() in ROLES)
