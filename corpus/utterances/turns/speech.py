"""A speech without labels: one person's words, whom the title, a byline or the metadata names.

The text must be in the first person outside quotation marks: a news report about a speech has a title of the same kind.
"""

import re
from pathlib import PurePosixPath

from ...language.lexicon import BODIES, MONTHS, PLACES
from ...language.names import same_person
from ...types import Document
from . import people, spelling, words
from .given_in_text import in_full

_KIND = (
    r"(?:remarks|speech|address|statement|lecture|keynote|testimony|message|eulogy|sermon|homily|inaugural|oration|farewell|"
    r"comments|opening|closing|discourse)"
)
_IS_SPEECH = re.compile(rf"\b{_KIND}\b|state of the union|state[ _]union|كلمة|خطاب|بيان", re.I)
_BY = re.compile(
    rf"\b{_KIND}\b(?:[^\n.]{{0,60}}?)\b(?:(?:as )?delivered by|given by|by|of|from) (?:the )?"
    r"(?P<who>[^\W\d_][^\n,;:|–—(]{2,90})",
    re.I,
)
_POSSESSIVE = re.compile(rf"(?P<who>[^\W\d_][^\n,;:|]{{2,60}}?)['’]s? (?:[\w-]+ ){{0,5}}?{_KIND}\b", re.I)
_BYLINE = re.compile(
    r"(?:(?:speech|remarks|statement|address|delivered|given|presented)? ?by|speaker|author)\b:? (?P<who>.{3,80})", re.I
)
_FIRST = re.compile(r"\b(?:I|I[’']\w+|we|we[’']\w+|my|our|me|us|ours|mine)\b", re.I)
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"\n]{0,1000}\"|«[^»]{0,1000}»")
_SAID = re.compile(r"\b(?:said|says|told|added)\b")
_LEFT = frozenset(
    "state union inaugural address speech remarks statement message the of and at on to in for first second final version "
    "transcript text full annual special joint session congress".split()
)
LEAST_FIRST_PERSON = 0.009
"""The least share of words in the first person outside quotation marks; addresses of presidents have 1 to 6 %, news 0.5 %."""


def speaker_of(document: Document) -> str | None:
    """Return the person whose speech a document without labels is, or `None`."""
    title, stem = document.title, _stem(document)
    head = "\n".join(document.text[:600].split("\n")[:6])
    if not (_IS_SPEECH.search(title) or _IS_SPEECH.search(stem) or _IS_SPEECH.search(head.split("\n")[0][:120])):
        return None
    if not _first_person(document.text):
        return None
    return _named(document, title, stem, head)


def holder(document: Document) -> str | None:
    """Return the person whom the name of a speech's file gives: `address-2003-Ruiz.txt`."""
    return _left_over(_stem(document))


def _stem(document: Document) -> str:
    name = document.external_id or document.key
    return re.sub(r"[-_+\s]+|%20", " ", PurePosixPath(name.replace("\\", "/").rpartition("!")[2]).stem)


def _first_person(text: str) -> bool:
    plain = _QUOTED.sub(" ", text[:40_000])
    count = len(plain.split())
    first, said = len(_FIRST.findall(plain)), len(_SAID.findall(plain))
    return count > 40 and first >= LEAST_FIRST_PERSON * count and said <= max(2, 0.006 * count)


def _named(document: Document, title: str, stem: str, head: str) -> str | None:
    known = people.from_metadata(document)
    if len(known) == 1:
        return known[0]
    for text in (title, *head.split("\n")[:4]):
        for pattern in (_BY, _POSSESSIVE):
            found = pattern.search(text)
            name = spelling.person_in(found["who"]) if found and len(text) < 250 else None
            if name:
                return in_full(name, f"{title}\n{head}")
    for line in head.split("\n")[:5]:
        byline = _BYLINE.match(line.strip())
        name = spelling.person_in(byline["who"]) if byline and len(line) < 110 else None
        if name:
            return name
    return _left_over(stem)


def _left_over(stem: str) -> str | None:
    """Return the words of a speech's file name that are neither its kind nor a number, if they can be a name."""
    if not _IS_SPEECH.search(stem):
        return None
    left = [word for word in stem.split() if not word.isdigit() and word.casefold() not in _LEFT]
    low = {word.casefold() for word in left}
    if (
        not 1 <= len(left) <= 3
        or not all(word.isalpha() and word[0].isupper() for word in left)
        or low & (PLACES | BODIES | MONTHS)
    ):
        return None
    return re.sub(r"(?<=[A-Z])(?=[A-Z][a-z])", " ", " ".join(left))


def begins(document: Document, speaker: str) -> int:
    """Return the offset behind the title, date and byline of a speech."""
    at = 0
    for paragraph in words.paragraphs(document.text, 0, len(document.text)):
        line = document.text[slice(*paragraph)]
        named = len(line) < 120 and any(same_person(speaker, one) for one in spelling.people_in(line))
        if not (
            words.is_heading(document.text, paragraph) or (named and _BYLINE.match(line)) or line == document.title
        ):
            return paragraph[0]
        at = paragraph[1]
    return at
