"""Whom a draft names for each of its quotations, and how surely.

The rules of `corpus.utterances` propose a speaker; the parse of the paragraph confirms it where the name is the subject of a
verb of saying, or follows "according to" or "in the words of". Where the parse does not, the speaker counts as unsure: the
draft may mean anybody whom it names nearby. What is neither a person nor a body nor a role is no speaker.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...corpus.language.lexicon import PRONOUNS, ROLES
from ...corpus.language.syntax import LONGEST, Syntax, parse
from ...corpus.types import Document, Utterance
from ...corpus.utterances import utterances
from ...corpus.utterances.arabic import says_in_arabic
from ...corpus.utterances.layout import blanked
from ...corpus.utterances.marks import Quotation
from ...corpus.utterances.people import is_body
from ...corpus.utterances.tokens import QUOTED
from .line_map import BlockQuotation, DraftText
from .verbs_of_saying import says, says_or_goes_on

NEARBY = 1_500
"""Characters before a quotation in which the draft may name the person whom it means."""

_PRONOUNS = PRONOUNS | frozenset("one who someone somebody nobody everyone هو هي هم".split())
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
_LABELS = frozenset("pull pullquote quote quotation caption photo photograph picture image".split())
# "Ada Rehn:", "Ada Rehn, village head:", "Dr. Ada Rehn (Upland):"; a sentence before the colon has a word in lower case.
_LABEL = re.compile(
    r"\W*(?P<name>(?:[^\W\d_a-z][\w.’'-]*\s+){0,4}[^\W\d_a-z][\w.’'-]+)\s*(?:[,(]\s*(?P<role>[^:“”\"]{1,60}?)\)?)?\s*:\s*[“”\"„«„‘’'‚‟＂]\s?"
)
# "“…” — Ada Rehn", "“…” – Ada Rehn, village head": who signs a quotation that is a paragraph of its own.
_SIGNATURE = re.compile(
    r"\W{0,3}?\s*(?:[—–―]|--)\s*(?P<name>[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_a-z][\w.’'-]*){1,3})(?:,\s*(?P<role>[^.:“”\"]{1,60}))?\W*"
)
_JOINT = 4  # speakers of one quotation, at most


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A speaker whom the draft names: `name` is a full name if the draft gives one anywhere, or the words of a role.

    `nearby` is empty if the draft surely means this speaker; otherwise it has the draft's own words around the quotation, and
    whoever they name may be meant.
    """

    name: str
    role: str | None = None
    nearby: str = ""

    @property
    def is_role(self) -> bool:
        """Whether the draft names no person or body, only a role such as "the mayor"."""
        head = re.split(r"\s(?:of|for|in|at|from|on)\s", self.name)[0].split()[-1]
        return head.islower() or (head.casefold() in ROLES and self.name.casefold().startswith("the "))


def named_speakers(source: DraftText, found: Sequence[Quotation]) -> list[NamedSpeaker | None]:
    """Return for each quotation the speaker whom the draft names; `None` if it names none, or it is not clear whom."""
    if not found:
        return []
    document = Document.make(source.text, "draft", key="")
    spoken = [one for one in utterances(document) if one.kind != "indirect"]
    blank = blanked(source.text, found)
    names: list[NamedSpeaker | None] = []
    at = 0
    for one in found:
        while at < len(spoken) and spoken[at].span.end <= one.start:
            at += 1
        own = [said for said in spoken[at : at + _JOINT] if said.span.start < one.end]
        names.append(
            _signed(one, source.blocks)
            or _labelled(one, source, blank)
            or _signed_behind(one, source, blank)
            or _joint(own, one, source, blank)
        )
    return names


def _joint(own: Sequence[Utterance], quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return the speaker, or several who say the same words together as one: "Ada Rehn and Olof Brandt"."""
    named = [one for one in (_named(said, quote, source, blank) for said in own) if one]
    if len(named) < 2 or any(said.span != own[0].span for said in own):
        return named[0] if named else None
    names = list(dict.fromkeys(one.name for one in named))
    return replace(named[0], name=" and ".join(names), nearby=max((one.nearby for one in named), key=len))


def _labelled(quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return the name with which a paragraph begins, if a colon and the quotation follow: `Ada Rehn: “…”`."""
    label = _LABEL.fullmatch(blank[source.region(quote.start).start : quote.start])
    name = label["name"].strip() if label else ""
    if not label or not _is_name(name) or " " not in name or says_in_arabic(name):
        return None
    return NamedSpeaker(name, label["role"])


def _signed_behind(quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return the name behind a dash that ends a paragraph of nothing but the quotation: `“…” — Ada Rehn`."""
    region = source.region(quote.start)
    before = blank[region.start : quote.start]
    found = _SIGNATURE.fullmatch(blank[quote.end : region.end])
    if found is None or any(map(str.isalnum, before)) or not _is_name(found["name"]) or is_body(found["name"]):
        return None
    return NamedSpeaker(found["name"], found["role"])


def _signed(one: Quotation, blocks: Sequence[BlockQuotation]) -> NamedSpeaker | None:
    name = next((block.speaker for block in blocks if block.start <= one.start < block.end), None)
    return NamedSpeaker(name) if name and _is_name(name) else None


def _named(own: Utterance, quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    name = own.speaker
    if not name or not own.cue or name.casefold() in _PRONOUNS:
        return None
    region = source.region(quote.start)
    around = blank[region.start : region.end]
    if not any(letter.isalnum() for letter in around) and not _introduced(blank, region.start):
        return None  # a quotation that stands alone may be anybody's
    nearby = blank[max(0, quote.start - NEARBY) : region.end].replace(QUOTED, "")
    if not name.isascii() and not re.search(r"[A-Za-z]", name):
        return NamedSpeaker(name, own.role, nearby)
    if len(around) > LONGEST:
        return NamedSpeaker(name, own.role, nearby) if _is_name(name) or _is_role(name) else None
    syntax = parse(_readable(source.text, region.start, region.end))
    heads = list(_mentions(syntax, name, around))
    if any(_no_name(syntax, head, name) for head in heads):
        return None
    if not (_is_name(name) or _is_role(name)):
        return None
    sure = any(_speaks(syntax, head) for head in heads)
    return NamedSpeaker(name, own.role, "" if sure else nearby)


def _readable(text: str, start: int, end: int) -> str:
    # As `not_quotations` has it, so that a paragraph is parsed once.
    return text[start:end].rstrip("\n")


def _introduced(blank: str, start: int) -> bool:
    """Whether the paragraph before offset `start` ends with a colon."""
    return blank[:start].rstrip().endswith(":")


def _mentions(syntax: Syntax, name: str, around: str) -> Iterator[int]:
    """Yield the last words of the name in the draft's own words, as indices of the parse."""
    last = re.findall(r"[\w’'-]+", name)[-1:]
    for at, word in enumerate(syntax.words):
        if last and word.text.casefold() == last[0].casefold() and around[word.start : word.start + 1] != QUOTED:
            yield at


def _no_name(syntax: Syntax, at: int, name: str) -> bool:
    """Whether a word that ends the name shows that it is none: "Fifteen Palestinian", "the Ukrainians"."""
    word = syntax.words[at]
    first = at - len(name.split()) + 1
    return bool(
        (0 <= first < at and syntax.words[first].tag == "CD")
        or (word.tag in ("JJ", "CD") and word.text[0].isupper() and _modifies(syntax, at))
    )


def _modifies(syntax: Syntax, at: int) -> bool:
    return syntax.words[at].relation in ("amod", "nummod")


def _speaks(syntax: Syntax, at: int) -> bool:
    """Whether the name ending with word `at` is who says it."""
    while True:
        word = syntax.words[at]
        if word.head == at:
            return False
        head = syntax.words[word.head]
        if word.relation in ("appos", "compound", "conj", "nmod", "flat") and head.part in ("NOUN", "PROPN", "PRON"):
            at = word.head
            continue
        break
    if word.relation in _SUBJECTS:
        return says_or_goes_on(syntax, word.head)
    if word.relation == "pobj":
        before = head.text.casefold()
        outer = syntax.words[head.head]
        return (
            (before == "to" and outer.text.casefold() == "according")
            or (before == "of" and outer.lemma in ("word", "phrase"))
            or (before == "by" and says(syntax, head.head))
        )
    return False


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        name.casefold() not in _PRONOUNS
        and any(word[0].isupper() or not word[0].isascii() for word in words)
        and not words[-1][0].isdigit()
        and not _LABELS & set(re.findall(r"[a-z]+", name.casefold()))
    )


def _is_role(name: str) -> bool:
    return any(word.casefold() in ROLES for word in re.findall(r"[\w-]+", name))
