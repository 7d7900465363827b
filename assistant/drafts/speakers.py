"""Whom a draft names for each of its quotations, and how surely.

The rules of `corpus.utterances` propose a speaker; the parse of the paragraph confirms it where the name is the subject of a
verb of saying, or follows "according to" or "in the words of". Where the parse does not, the speaker counts as unsure: the
draft may mean anybody whom it names nearby. What is neither a person nor a body nor a role is no speaker.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...corpus.language.lexicon import BODIES, MONTHS, PLACES, WEEKDAYS
from ...corpus.language.syntax import LONGEST, Syntax, parse
from ...corpus.language.vocabulary import is_known
from ...corpus.types import Document, Utterance
from ...corpus.utterances import utterances
from ...corpus.utterances.layout import blanked
from ...corpus.utterances.marks import Quotation
from ...corpus.utterances.tokens import QUOTED
from .labels import labelled, signed_behind
from .line_map import BlockQuotation, DraftText
from .speaker_names import ANYBODY, NamedSpeaker, is_name, is_role, together
from .verbs_of_saying import says, says_or_goes_on

NEARBY = 1_500
"""Characters before a quotation in which the draft may name the person whom it means."""

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
_JOINT = 4  # speakers of one quotation, at most
_BEFORE_NOUN = frozenset(("det", "poss", "compound", "amod", "nummod", "nmod"))


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
            or labelled(one, source, blank)
            or signed_behind(one, source, blank)
            or _joint(own, one, source, blank)
            or _by_pronoun(one, source, blank)
        )
    return names


def _joint(own: Sequence[Utterance], quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return the speaker, or several who say the same words together as one: "Ada Rehn and Olof Brandt"."""
    named = [one for one in (_named(said, quote, source, blank) for said in own) if one]
    if len(named) < 2 or any(said.span != own[0].span for said in own):
        return named[0] if named else None
    names = list(dict.fromkeys(name for one in named for name in one.members))
    return replace(together(names), nearby=max((one.nearby for one in named), key=len))


def _signed(one: Quotation, blocks: Sequence[BlockQuotation]) -> NamedSpeaker | None:
    name = next((block.speaker for block in blocks if block.start <= one.start < block.end), None)
    return NamedSpeaker(name) if name and is_name(name) else None


def _named(own: Utterance, quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    name = (own.speaker or "").removeprefix("Both ").removeprefix("both ")
    if not name or not own.cue or name.casefold() in ANYBODY:
        return None
    region = source.region(quote.start)
    around = blank[region.start : region.end]
    if not any(letter.isalnum() for letter in around) and not _introduced(blank, region.start):
        return None  # a quotation that stands alone may be anybody's
    nearby = blank[max(0, quote.start - NEARBY) : region.end].replace(QUOTED, "")
    if not name.isascii() and not re.search(r"[A-Za-z]", name):
        return NamedSpeaker(name, own.role, nearby)
    if len(around) > LONGEST:
        return NamedSpeaker(name, own.role, nearby) if is_name(name) or is_role(name) else None
    syntax = parse(_readable(source.text, region.start, region.end))
    heads = list(_mentions(syntax, name, around))
    if any(_no_name(syntax, head, name) for head in heads):
        return None
    if not (is_name(name) or is_role(name)):
        return None
    speaking = [head for head in heads if _speaks(syntax, head)]
    if speaking and len(names := _conjuncts(syntax, speaking[0], name)) > 1:
        return together(names)
    return NamedSpeaker(name, own.role, "" if speaking else nearby)


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
        or (
            name == word.text and word.tag in ("NN", "NNS", "VBG", "VBN") and is_known(name)
        )  # "Locals", at the beginning
    )


def _conjuncts(syntax: Syntax, at: int, name: str) -> list[str]:
    """Return everybody who says the words together with the name that ends at word `at`: "both the mayor and Olof Brandt"."""
    first = at
    while syntax.words[first].relation in ("compound", "conj") and syntax.words[first].head != first:
        first = syntax.words[first].head
    heads, links = [first], []
    while True:
        links += [
            syntax.words[c].text.casefold() for c in syntax.children[heads[-1]] if syntax.words[c].relation == "cc"
        ]
        following = [c for c in syntax.children[heads[-1]] if syntax.words[c].relation == "conj"]
        if not following or len(heads) == _JOINT:
            break
        heads.append(following[0])
    if len(heads) < 2 or "and" not in links or {"or", "nor", "but"} & set(links):
        return [name]
    names = [_phrase(syntax, head) for head in heads]
    if not all(is_name(one) or is_role(one) for one in names):
        return [name]
    # The draft may have the full name elsewhere, and `name` is it.
    return [name if name.split()[-1] == one.split()[-1] else one for one in names]


def _phrase(syntax: Syntax, at: int) -> str:
    """Return a noun with its article, adjectives and given names."""
    before = [c for c in syntax.children[at] if c < at and syntax.words[c].relation in _BEFORE_NOUN]
    before = [c for c in before if syntax.words[c].text.casefold() != "both"]
    return " ".join(syntax.words[one].text for one in range(min([at, *before]), at + 1))


def _by_pronoun(quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return the person whom "he" or "she" beside the quotation means, if a subject before it in the paragraph names one.

    "Rehn was still laughing when she told us: “…”".
    """
    region = source.region(quote.start)
    text, around = _readable(source.text, region.start, region.end), blank[region.start : region.end]
    if len(text) > LONGEST or (not text.isascii() and not re.search("[A-Za-z]", text)):
        return None
    if not re.search(r"\b(?:he|she)\b", around, re.IGNORECASE):
        return None
    syntax = parse(text, entities=True)
    own = [at for at, word in enumerate(syntax.words) if around[word.start] != QUOTED]
    for at in own:
        word = syntax.words[at]
        if word.text.casefold() not in ("he", "she") or word.relation != "nsubj" or not says(syntax, word.head):
            continue
        low, high = sorted((quote.start - region.start, word.start))
        if re.search(r"[.!?]\s", around[low:high].replace(QUOTED, "")):
            continue
        names = [one for one in own if one < at and syntax.words[one].relation in ("nsubj", "nsubjpass")
                 and _names_person(syntax, one)]  # fmt: skip
        if names:
            nearby = blank[max(0, quote.start - NEARBY) : region.end].replace(QUOTED, "")
            return NamedSpeaker(_phrase(syntax, names[-1]), None, nearby, unproven=True)
    return None


def _names_person(syntax: Syntax, at: int) -> bool:
    word = syntax.words[at]
    name = word.text.casefold()
    return word.tag == "NNP" and word.entity in ("PERSON", "") and name not in WEEKDAYS | MONTHS | BODIES | PLACES


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
