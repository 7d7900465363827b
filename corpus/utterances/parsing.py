"""Parse one sentence of a report for attribution, with offsets in the document.

Whole quotations are parsed as the short clause "It is so": their own words say nothing about who said them, cost time, and
lead the parser astray. Fragments in the reporter's sentence keep their words, since its grammar needs them. Insertions in
round brackets and full stops after titles are left out, which the parser takes for the end of a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from ..language.syntax import Syntax, parse

Bounds = tuple[int, int]

LONGEST_READ = 3000
"""The most characters of a sentence that are parsed, once its quotations are replaced; the rest is ignored."""

_STANDS_FOR = "it is so"
_INSERTION = re.compile(r" ?\([^()\n]{1,60}\)")
_TITLE = re.compile(
    r"(?<![\w.])(?:Mr|Mrs|Ms|Dr|Gen|Sen|Sens|Rep|Reps|Gov|Lt|Col|Sgt|Prof|Rev|Capt|Maj|Adm|Det|Supt|Brig|Cmdr|Amb|Jr|Sr)(\.)"
)
# "On Tuesday 14 October 2025": parsed as "on Friday", since strings of numbers lead the parser astray.
_DATE = re.compile(
    rf"(?:(?:{'|'.join(name.capitalize() for name in ENGLISH_WEEKDAYS)}),? )?\d{{1,2}} "
    rf"(?:{'|'.join(name.capitalize() for name in ENGLISH_MONTHS)})(?:,? \d{{4}})?\b"
)
# "CAIRO (AP) - ": the place and agency before a report, which are no part of its first sentence.
_DATELINE = re.compile(
    r"[A-Z][A-Z.,’' -]{2,40}(?:, [A-Z][\w. ]{1,20})?(?: ?\([A-Z][\w /]{1,20}\))?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:—|–|--|- )\s*"
)
_DOUBLED = re.compile(r"``|''")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LOWER_IN_TITLES = frozenset(
    "a an and as at but by for from in into is it its nor not of on or over the to with your".split()
)


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with its parse: word `i` is characters `starts[i]` to `ends[i]` of the document.

    `quotes[k]` is the range of the words that are, or stand for, the sentence's quotation `k`, and `whole[k]` says
    whether they stand for it; `inside` has the quotation of each such word. `bounds` are those of the sentence.
    """

    text: str
    bounds: Bounds
    syntax: Syntax
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quotes: tuple[range, ...]
    whole: tuple[bool, ...]
    inside: dict[int, int]

    def quotation(self, word: int) -> int | None:
        """Return the number of the quotation to which a word belongs, or `None`."""
        return self.inside.get(word)

    def written(self, first: int, last: int) -> str:
        """Return the document's text from word `first` up to and with word `last`."""
        return self.text[self.starts[first] : self.ends[last]]


def is_title(text: str, start: int, end: int) -> bool:
    """Return whether quoted words are written like a title in the reporter's sentence ("The Salt Road"), not like speech."""
    found = _WORDS.findall(text[start:end])
    large = [word for word in found if word.lower() not in _LOWER_IN_TITLES]
    ended = text[end - 1] in ".,"
    before = text[max(0, start - 12) : start].rstrip(" “”„«»\"'‘’`(")
    if len(found) < 2 or text[end - 1] in "?!" or (ended and not before[-1:].isalnum()):
        return False
    return bool(large) and all(not word[0].islower() for word in large) and before[-1:] != ":"


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a quotation is a whole statement rather than a fragment in the reporter's sentence."""
    words = text[start:end].split()
    first = next((c for c in text[start : start + 6] if c.isalnum()), "a")
    before = text[max(0, start - 12) : start].rstrip(" “”„«»\"'‘’`(")
    if is_title(text, start, end):
        return False
    if first.isupper():
        return len(words) > 2 or text[end - 1] in ".,!?…" or text[end : end + 1] in (",",)
    return len(words) > 25 or (before[-1:] in (",", ":") and len(words) > 3)


@dataclass(frozen=True, slots=True)
class PreparedSentence:
    """What is parsed for a sentence, and where it stands in the document: `places` are (offset, offset in the document, step).

    `step` is 1 where the two run in step; where words stand for others it is minus the number of characters of those.
    """

    text: str
    bounds: Bounds
    words: str
    places: tuple[tuple[int, int, int], ...]
    quotes: tuple[Bounds, ...]
    whole: tuple[bool, ...]


def prepared(text: str, bounds: Bounds, quotes: Sequence[Bounds]) -> PreparedSentence:
    """Prepare the sentence `bounds` of a document's text, in which `quotes` are the quotations, in order."""
    pieces: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0

    def add(words: str, at: int, step: int) -> None:
        nonlocal length
        if words:
            pieces.append(words)
            places.append((length, at, step))
            length += len(words)

    ranges: list[Bounds] = []
    whole: list[bool] = []
    dateline = _DATELINE.match(text, *bounds)
    at = dateline.end() if dateline and (not quotes or dateline.end() < quotes[0][0]) else bounds[0]
    for start, end in quotes:
        for piece in _plain(text, at, start):
            add(*piece)
        first = length
        stands = is_whole(text, start, end)
        if stands:
            opens = not "".join(pieces).strip(" \"'“‘`«„")
            add(_STANDS_FOR.capitalize() if opens or text[start].isupper() else _STANDS_FOR, start, start - end)
            if text[end - 1] in ".,?!…":
                add(text[end - 1], end - 1, 1)
        else:
            add(text[start:end], start, 1)
        ranges.append((first, length))
        whole.append(stands)
        at = end
    for piece in _plain(text, at, bounds[1]):
        add(*piece)
    # A no-break space joins words for the parser.
    words = "".join(pieces)[:LONGEST_READ].replace("\xa0", " ")
    return PreparedSentence(text, bounds, words, tuple(places) or ((0, bounds[0], 1),), tuple(ranges), tuple(whole))


def aligned(one: PreparedSentence, syntax: Syntax) -> ParsedSentence:
    """Return a sentence with its parse."""
    starts, ends = [], []
    near = 0
    for word in syntax.words:
        while near + 1 < len(one.places) and one.places[near + 1][0] <= word.start:
            near += 1
        offset, place, step = one.places[near]
        begins = place + (word.start - offset if step == 1 else 0)
        starts.append(begins)
        ends.append(begins + word.end - word.start if step == 1 else place - step)
    inside = tuple(syntax.within(*quote) if quote[0] < quote[1] else range(0) for quote in one.quotes)
    numbers = {word: number for number, words in reversed(list(enumerate(inside))) for word in words}
    return ParsedSentence(one.text, one.bounds, syntax, tuple(starts), tuple(ends), inside, one.whole, numbers)


def parsed(text: str, bounds: Bounds, quotes: Sequence[Bounds]) -> ParsedSentence:
    """Parse one sentence; many are faster together (`prepared`, `parse_all`, `aligned`)."""
    one = prepared(text, bounds, quotes)
    return aligned(one, parse(one.words))


def _plain(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the reporter's words with their places, without insertions and without full stops after titles."""
    cuts = [(one.start(), one.end(), "") for one in _INSERTION.finditer(text, start, end)]
    cuts += [(one.start(1), one.end(1), "") for one in _TITLE.finditer(text, start, end)]
    cuts += [(one.start(), one.end(), '"') for one in _DOUBLED.finditer(text, start, end)]
    for one in _DATE.finditer(text, start, end):
        # A comma keeps a name that follows apart: "On 3 May 2024 China's minister said".
        cuts.append((one.start(), one.end(), "Friday," if text[one.end() + 1 : one.end() + 2].isupper() else "Friday"))
    at = start
    for first, last, instead in sorted(cuts):
        if first >= at:
            yield text[at:first], at, 1
            yield instead, first, first - last
            at = last
    yield text[at:end], at, 1
