"""Whether two texts are versions of one report, by the sequences of words that they share.

Two reports on one subject share single words, but few sequences of three; a version that was edited or continued shares many.
"""

import re

from ..corpus.types import Document

_PLACE = re.compile(r"https?://|/|[A-Za-z]:/", re.I)
_WORD = re.compile(r"\w+")
_LENGTH = 3  # words of a sequence
_SHARED = 0.12  # of the shorter text's sequences; unrelated reports on one subject share 1 to 4 %
_SHORT = 12  # words: a text with fewer is compared word by word
_SHARED_WORDS = 0.5
_MOST = 200_000  # characters that are compared
_TITLE_WORDS = 3  # of a title that tells reports apart


def is_place(key: str) -> bool:
    """Whether a key is an address or a whole path, and so a report's own place; the name of an uploaded file is not."""
    return _PLACE.match(key) is not None


def same_report(first: Document, second: Document) -> bool:
    """Return whether two documents whose keys are the same, but are no place (`is_place`), are versions of one report."""
    if first.external_id is not None and first.external_id == second.external_id:
        return True
    if first.url is not None and first.url == second.url:
        return True
    if first.title == second.title and len(first.title.split()) >= _TITLE_WORDS and _shown(first) and _shown(second):
        return True
    return _share(_words(first.text), _words(second.text))


def _shown(document: Document) -> bool:
    """Whether the text begins with the title, which is then not made from a file's name."""
    return document.title in document.text[: 2 * len(document.title) + 100]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text[:_MOST])]


def _share(first: list[str], second: list[str]) -> bool:
    if min(len(first), len(second)) < _SHORT:
        shorter, longer = sorted((set(first), set(second)), key=len)
        return len(shorter & longer) >= _SHARED_WORDS * len(shorter)
    shorter_runs, longer_runs = sorted((_runs(first), _runs(second)), key=len)
    return len(shorter_runs & longer_runs) >= _SHARED * len(shorter_runs)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[at:] for at in range(_LENGTH)), strict=False))
