"""Attribute quotations: find the verb of saying that belongs to each.

All functions read one sentence of the text in which quotations are blanked out (`QUOTED`), so that words inside a
quotation are never taken for the reporter's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..language.calendar_names import ENGLISH_WEEKDAYS
from ..language.lexicon import DETERMINERS, DOUBTFUL, PRONOUNS, SAYING, SAYING_ING
from .phrases import after, before
from .tokens import QUOTED, Phrase

Bounds = tuple[int, int]


_TO_BE = re.compile(r"\b(?:is|was|are|were|be|been|being|gets?|got)(?: (?:also|first|never|not|once|[a-z]+ly))?\s*\Z")


MARKS = "“”„‟«»\"＂'‘’‚"


_LEAD = re.compile(rf"[\s{MARKS}),.;:!?…–—-]*")


_SPEAKS = re.compile(r"\b(?:sources?|spokes\w+|statement)\Z")


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying with its subject: `start` and `end` bound the verb, `first` and `last` verb and subject together.

    `inverted`: the subject follows (`said X`). `phrase` is the subject, `None` if it is the subject of the sentence.
    """

    cue: str
    start: int
    end: int
    phrase: Phrase | None
    inverted: bool

    @property
    def first(self) -> int:
        """The offset at which verb and subject begin."""
        return min(self.start, self.phrase.start) if self.phrase else self.start

    @property
    def last(self) -> int:
        """The offset at which verb and subject end."""
        return max(self.end, self.phrase.end) if self.phrase else self.end


@dataclass(frozen=True, slots=True)
class Attribution:
    """The attribution of a quotation: `frame` bounds the reporter's words about it, `via` names who relayed it."""

    saying: Saying
    frame: Bounds
    via: Phrase | None = None


def sayings(text: str, start: int, end: int, cues: Sequence[re.Match[str]]) -> list[Saying]:
    """Return the verbs of saying in a sentence that have a subject, or share the sentence's."""
    found: list[Saying] = []
    for cue in cues:
        word = cue.group().lower()
        at, behind = cue.span()
        if cue.group()[0].isupper() and word != "according to" and at != first_word(text, start):
            continue
        low = max(start, found[-1].end if found else start)
        saying = _saying(text, start, end, at, behind, word, low)
        if saying:
            found.append(saying)
    return found


def first_word(text: str, start: int) -> int:
    """Return the offset of a sentence's first word, after marks and spaces."""
    lead = _LEAD.match(text, start)
    return lead.end() if lead else start


def _saying(text: str, start: int, end: int, at: int, behind: int, word: str, low: int) -> Saying | None:
    if word == "according to":
        phrase = after(text, behind + 1, end, closed=at <= start + 2)
        return Saying(word, at, behind, phrase, True) if phrase else None
    beside = _beside_quotation(text, at, behind, end)
    if word in DOUBTFUL and not beside and not _says_that(text, behind, end) and not _ends(text, behind, end):
        return None
    if word in SAYING_ING:
        if text[max(start, at - 10) : at].rstrip().endswith(" as"):
            return None  # "quoted Smith as saying"
        absolute = before(text, low, at)
        if absolute and text[max(start, absolute.start - 5) : absolute.start] == "with ":
            return Saying(word, at, behind, absolute, False)  # "with an official saying"
        return Saying(word, at, behind, None, False) if beside or word in ("saying", "adding", "telling") else None
    if word in _NAMING and QUOTED in text[behind : min(end, behind + 4)]:
        return None  # "a video called “Me Vale”" is a name
    if text[behind : behind + 4] == " to " and word in ("believed", "thought", "reported", "alleged"):
        return None
    to_be = bool(_TO_BE.search(text, max(start, at - 24), at))
    if to_be and word not in ("quoted", "cited"):
        return None
    if word in ("quoted", "cited", "quotes", "cites") and not to_be:
        # "the paper quoted Smith as saying": the person quoted is the speaker.
        phrase = after(text, behind + 1, end)
        return Saying(word, at, behind, phrase, True) if phrase else None
    cut = _TO_BE.search(text, max(start, at - 24), at) if to_be else None
    phrase = before(text, low, cut.start() if cut else at)
    if phrase and not _empty(phrase):
        return Saying(word, at, behind, phrase, False)
    preceding = text[max(start, at - 12) : at].rstrip()
    if not preceding or preceding[-1] in QUOTED + MARKS + ",.?!–—-…" or preceding.endswith(" as") or at == start:
        particle = _PARTICLE.match(text, behind, end)
        phrase = after(text, particle.end() if particle else behind + 1, end)
        if phrase and not _empty(phrase):
            return Saying(word, at, behind, phrase, True)
    if preceding.endswith(",") and (relative := _relative_head(text, start, at)):
        return Saying(word, at, behind, relative, False)
    if re.search(
        r"(?:\b(?:and|but|then|who|also|later)|,)\s*(?:[a-z]+ly |also |then |later )?\Z", text[max(start, at - 24) : at]
    ):
        return Saying(word, at, behind, None, False)
    return None


_PARTICLE = re.compile(r" (?:up|in|out|back|on|off) (?=\w)")  # "pipes up Eleanor", "chimed in the minister"
_RELATIVE = re.compile(r",\s(?:who|whose|whom|which)\b[^,.;:?!]*,\s*\Z")


def _relative_head(text: str, start: int, at: int) -> Phrase | None:
    """Return the head of a relative clause that itself has a verb of saying: "X, who says nobody answered, said"."""
    clause = _RELATIVE.search(text, max(start, at - 300), at)
    head = before(text, start, clause.start()) if clause else None
    return head if head and not _empty(head) else None


_NAMING = frozenset("called calls dubbed dubs termed labelled labeled branded call".split())


def _empty(phrase: Phrase) -> bool:
    return phrase.name is None and phrase.written.lower() in DETERMINERS - PRONOUNS


def _beside_quotation(text: str, at: int, behind: int, end: int) -> bool:
    """Whether there is a quotation within a few words of a verb of saying."""
    return QUOTED in text[max(0, at - 60) : at] or QUOTED in text[behind : min(end, behind + 90)]


def _ends(text: str, behind: int, end: int) -> bool:
    """Whether a verb of saying closes its sentence (", Reuters reports.")."""
    return (end - behind < 60 and text[behind : behind + 4] in (".", "", " in ", " on ", ". ")) or text[
        behind:end
    ].strip() in ("", ".")


def _says_that(text: str, behind: int, end: int) -> bool:
    return text[behind : min(end, behind + 6)] == " that " or text[behind : behind + 1] == ":"


_WEEKDAYS = "|".join(name.capitalize() for name in ENGLISH_WEEKDAYS)
# "In 2010 a model …", "On Friday the minister …": the subject follows without a comma.
_WHEN = re.compile(
    rf"(?:[Ii]n (?:[A-Z][a-z]+ )?(?:19|20)\d\d|[Oo]n (?:{_WEEKDAYS})"
    r"(?: (?:morning|afternoon|evening|night))?|[Ll]ast (?:week|month|year|night)|[Yy]esterday) (?=\w)"
)


_PARTICIPLE = re.compile(
    r"[A-Z][a-z]+(?:ing|ed) (?:to|of|with|on|about|at|in|from|for|as|after|by|through|against|over|into|that|how|what"
    r"|the|a|an|her|his|their|its)\b"
)


def main_subject(text: str, start: int, end: int) -> Phrase | None:
    """Return the first noun phrase of a sentence that can be its subject, after any introductory phrase and its comma."""
    at = first_word(text, start)
    joint = re.match(
        r"(?:And|But|Yet|So|Then|Still|Now|However,|Meanwhile,|Also,|Later,|Earlier,) ", text[at : at + 12]
    )
    at += joint.end() if joint else 0
    first = re.match(r"[^\W\d_]+", text[at : at + 30])
    participle = _PARTICIPLE.match(text, at, end)
    if day := _WHEN.match(text, at, end):
        return after(text, day.end(), end, verb=True)
    if participle or (
        first
        and first.group().lower()
        in (
            "in on at after before during with for by when while as asked speaking writing despite following since under "
            "if although though to from among thanking responding referring commenting addressing according amid"
        ).split()
    ):
        comma = text.find(",", at, end)
        if comma < 0:
            return None
        at = comma + 1
        while at < end and text[at] == " ":
            at += 1
    return after(text, at, end, verb=True)


def of_quotation(
    text: str, sentence: Bounds, quotes: Sequence[Bounds], at: int, said: Sequence[Saying]
) -> Attribution | None:
    """Attribute the quotation `quotes[at]` of a sentence by a verb of saying before, after or between its parts.

    `said` are the sentence's verbs of saying. Returns `None` if none of them belongs to the quotation.
    """
    start, end = quotes[at]
    left = quotes[at - 1][1] if at else sentence[0]
    right = quotes[at + 1][0] if at + 1 < len(quotes) else sentence[1]
    behind = _tight(text, end, right, said)
    leading = [one for one in said if one.start < start and one.first >= sentence[0]]
    near = [one for one in leading if one.start >= left]
    opens = _opens_sentence(text, left, start)
    if behind and (opens or not near):
        return Attribution(behind, (end, right), _relay(text, behind, said, sentence))
    if near:
        last = _innermost(near)
        if last.cue == "according to" and last.inverted and (teller := _teller(text, last, start)):
            return Attribution(teller, (left, start), last.phrase)
        frame = (max(left, 0), start)
        relays = [one for one in said if one is not last]
        return Attribution(last, frame, _outer(text, last, relays, end))
    if signed := _signed(text, end, right, sentence[1]):
        return Attribution(signed, (end, sentence[1]))
    loose = [one for one in said if end <= one.start < right and one.phrase and _clause_ends(text, one)]
    if loose:
        return Attribution(loose[0], (end, right))
    if leading:
        return Attribution(leading[-1], (left, start))
    later = [one for one in said if one.start >= end and one.phrase and not opens]
    return Attribution(later[0], (end, sentence[1])) if later and at + 1 < len(quotes) else None


_SIGNED = re.compile(r"[”\"»'’]?\s?(?::|[—–]|--?) ?(?=the\b|[^\W\d_a-z])")


def _signed(text: str, end: int, right: int, stop: int) -> Saying | None:
    """Return the name that signs a quotation after a colon or dash, as in captions and readers' letters: “…” — Don Meij."""
    mark = _SIGNED.match(text, end, right)
    name = after(text, mark.end(), stop) if mark else None
    if mark is None or name is None or not name.name or " " not in name.name:
        return None
    return Saying("", mark.start(), mark.end(), name, True) if not re.search(r"\w", text[name.end : stop]) else None


def _teller(text: str, relay: Saying, quote: int) -> Saying | None:
    """Return "the source" in "According to the paper, the source linked it to “…”": unnamed people appear only to speak."""
    comma = text.find(",", relay.last, min(quote, relay.last + 3))
    subject = after(text, comma + 2, quote) if comma >= 0 else None
    if subject is None or subject.name or not _SPEAKS.search(subject.written):
        return None
    return Saying("", subject.end, subject.end, subject, False)


def _innermost(near: Sequence[Saying]) -> Saying:
    """Return the verb before a quotation that introduces it: the last one, "according to" only if there is no other."""
    verbs = [one for one in near if one.cue != "according to"]
    return verbs[-1] if verbs else near[-1]


def _opens_sentence(text: str, left: int, start: int) -> bool:
    """Whether a quotation begins a sentence: before it there is nothing, or the end of another sentence."""
    between = text[left:start].strip().strip(MARKS).strip()
    return not between or between[-1] in ".?!…" or not any(one.isalnum() for one in between)


_INITIALS = re.compile(r"\b(?:[A-Z]\.)+")


def _tight(text: str, end: int, right: int, said: Sequence[Saying]) -> Saying | None:
    """Return the verb of saying directly after a quotation."""
    lead = _LEAD.match(text, end, right)
    place = lead.end() if lead else end
    for saying in said:
        if saying.start < end:
            continue
        if saying.start >= right or saying.phrase is None:
            return None
        gap = text[place : saying.first]
        words = gap.split()
        if any(mark in _INITIALS.sub("", gap) for mark in ".?!;"):
            return None
        if len(words) <= 2:
            return saying
        if len(words) <= 8 and "," not in gap and words[0].lower() in DETERMINERS and not saying.inverted:
            # "a source close to the show said": all words before the verb are the subject.
            return replace(saying, phrase=Phrase(text[place : saying.phrase.end], None, None, place, saying.phrase.end))
        return None
    return None


def _clause_ends(text: str, saying: Saying) -> bool:
    """Whether a verb of saying closes its clause ("…, the minister said on Friday.")."""
    return text[max(0, saying.first - 2) : saying.first].startswith(",") or saying.cue == "according to"


def _relay(text: str, inner: Saying, said: Sequence[Saying], sentence: Bounds) -> Phrase | None:
    """Return who relays the words of `inner`, if named after it: ", as The Post reports", ", according to TASS"."""
    for relay in said:
        if relay.start > inner.last and relay.phrase and not relay.phrase.pronoun and relay.last <= sentence[1]:
            glue = text[inner.last : relay.first].strip()
            if (glue.startswith(",") and _clause_ends(text, relay)) or glue.endswith("as"):
                return relay.phrase
    return None


def _outer(text: str, inner: Saying, others: Sequence[Saying], end: int) -> Phrase | None:
    """Return who reported the words of `inner`: the subject of an earlier verb, or of a relay after the quotation."""
    if inner.phrase is None:
        return None
    for other in others:
        if other.phrase is None or other.phrase.pronoun or other.phrase.written == inner.phrase.written:
            continue
        if other.end <= inner.first and (other.cue in SAYING or other.cue == "according to"):
            between = text[other.end : inner.first]
            if not re.search(r"[.;:]|\b(?:and|but)\b\s*\Z", between):
                return other.phrase
        if other.start >= end and _clause_ends(text, other):
            return other.phrase
    return None
