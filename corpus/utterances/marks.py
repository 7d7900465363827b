"""Find quotations: the text between quotation marks of any style, paragraph by paragraph.

The glyph and its neighbours decide whether a mark opens or closes, so that straight marks, marks of other languages and
wrong glyphs all work. Apostrophes do not count. A quotation that is not closed in its paragraph continues in the next
one if that begins with a mark (as in English newspapers) or if the next mark closes. Otherwise it extends to the end of
a short paragraph or is ignored, so that one missing mark cannot swallow a text. Every mark is examined a bounded number
of times.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..interruption import checkpoint

Bounds = tuple[int, int]

# Maximum length in characters: beyond it an opening single mark is an apostrophe, an unclosed double mark an error.
FAR = 1500
# Maximum distance in characters from an unclosed mark to the end of its paragraph, to which the quotation then extends.
UNCLOSED = 600
# Maximum number of paragraphs from a quotation that is not re-opened to its closing mark.
AHEAD = 6

_DOUBLE = re.compile('[“”„‟«»"＂]')
# Double marks typed as two single ones; of three before a word, the last two.
_TYPED = re.compile(r"(?:''|``|‘‘|’’)(?!['`‘’]\w)")
_SINGLE = re.compile("(?<![^\\W_])['‘’‚]|['‘’](?![^\\W_])")
_CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "”": "”“", '"': '"', "＂": "＂"}
_BEFORE_OPENING = frozenset("([{—–-/:,…'‘“«„\u200c")
_AFTER_CLOSING = frozenset(".,;:!?)]}…—–-/'’”»،؛؟[")
_NEVER_FIRST = frozenset(".,;:!?)]}؛،؟")
_SHORTENED = re.compile(
    r"['’‘](?:\d\ds?\b|em\b|til\b|cause\b|tis\b|twas\b|n['’]|bout\b|round\b|s\b|ll\b|re\b|ve\b)", re.I
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The text inside one pair of marks, or one paragraph of it; `continues`: it continues the quotation before it."""

    start: int
    end: int
    paragraph: int
    continues: bool = False


def quotations(text: str, paragraphs: Sequence[Bounds]) -> list[Quotation]:
    """Return every outermost quotation in order; nested ones are part of it.

    `paragraphs` are the bounds of the text's paragraphs, in order.
    """
    written, text = text, _with_double_marks(text)
    found: list[Quotation] = []
    carried = -1  # the end of the last paragraph that a quotation without re-opened marks runs through
    for at, (start, end) in enumerate(paragraphs):
        checkpoint()
        if end <= carried:
            continue
        start = max(start, carried)
        continues = bool(found) and found[-1].paragraph == at - 1 and carried == -2
        carried = -1
        pairs, opened = _doubles(text, start, end)
        if opened >= 0 and _reopened(text, paragraphs, at, opened):
            pairs.append((opened + 1, end, False))
            carried = -2
        elif opened >= 0 and (closing := _closed_later(text, paragraphs, at, opened)) is not None:
            last, close = closing
            pairs.append((opened + 1, end, False))
            found += _kept(text, pairs, at, continues)
            for between in range(at + 1, last):
                found += _kept(text, [(*paragraphs[between], True)], between, False)
            found += _kept(text, [(paragraphs[last][0], close, True)], last, False)
            carried = close + 1
            found += _rest(text, carried, paragraphs[last][1], last)
            carried = paragraphs[last][1]
            continue
        elif opened >= 0 and end - opened <= UNCLOSED and _begins_speech(text, start, opened):
            pairs.append((opened + 1, end, False))
        singles, single_open = _singles(text, start, end, sorted((a, b) for a, b, _ in pairs))
        if carried == -1 and single_open >= 0 and _reopened(text, paragraphs, at, single_open):
            singles.append((single_open + 1, end, False))
            carried = -2
        pairs = _outermost(pairs + singles)
        found += _kept(text, pairs, at, continues and _first_is_first(text, pairs, start))
    return found if text is written else [_closed(written, one) for one in found]


def _with_double_marks(text: str) -> str:
    """Write double marks that are typed as two single ones (''so'', ``so'') as one, without moving any other character."""
    if not _TYPED.search(text):
        return text
    # The character before the mark is doubled, so that the mark keeps its neighbours.
    return _TYPED.sub(lambda found: f'{text[found.start() - 1] if found.start() else " "}"', text)


def _closed(text: str, one: Quotation) -> Quotation:
    """Leave out the first half of a closing mark that is typed as two."""
    return replace(one, end=one.end - 1) if _TYPED.match(text, one.end - 1) and one.end - 1 > one.start else one


def _rest(text: str, start: int, end: int, at: int) -> list[Quotation]:
    """Return the quotations of a paragraph after one that ran into it."""
    if start >= end:
        return []
    pairs, _ = _doubles(text, start, end)
    singles, _ = _singles(text, start, end, sorted((a, b) for a, b, _ in pairs))
    return _kept(text, _outermost(pairs + singles), at, False)


def _outermost(pairs: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Return the pairs that lie in no other pair, in order."""
    outer: list[tuple[int, int, bool]] = []
    for pair in sorted(pairs):
        if not outer or pair[0] >= outer[-1][1]:
            outer.append(pair)
    return outer


def _kept(text: str, pairs: list[tuple[int, int, bool]], paragraph: int, continues: bool) -> list[Quotation]:
    """Return the pairs that contain a letter or digit, without white space at their ends."""
    found = []
    for start, end, goes_on in pairs:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if any(character.isalnum() for character in text[start : min(end, start + 200)]):
            found.append(Quotation(start, end, paragraph, goes_on or continues))
        continues = False
    return found


def _first_is_first(text: str, pairs: list[tuple[int, int, bool]], start: int) -> bool:
    return bool(pairs) and not any(character.isalnum() for character in text[start : pairs[0][0]])


def _opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace() and after not in _NEVER_FIRST


def _closes(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)


def _doubles(text: str, start: int, end: int) -> tuple[list[tuple[int, int, bool]], int]:
    """Return (start, end, continues the pair before) of each pair of double marks, and where one stays open, else -1."""
    pairs: list[tuple[int, int, bool]] = []
    kind, opened, goes_on = "", -1, False
    for found in _DOUBLE.finditer(text, start, end):
        mark, at = found.group(), found.start()
        opens, closes = _opens(text, at, start, end), _closes(text, at, start, end)
        if opened < 0:
            straight = mark in '"＂'
            measure = straight and at > start and text[at - 1].isdigit()
            is_opening = opens or not closes if mark in "“„‟«" else not measure and (opens or (straight and not closes))
            if is_opening:
                kind, opened, goes_on = mark, at, False
        elif mark in _CLOSERS[kind] and not (opens and not closes):
            pairs.append((opened + 1, at, goes_on))
            opened = -1
        elif mark == kind and not (closes and not opens):
            # The same mark opens again: a paragraph break was lost, or a closing mark is missing.
            if at - opened <= FAR and text[max(start, at - 3) : at].rstrip()[-1:] in tuple(".?!…") and opened + 1 < at:
                pairs.append((opened + 1, at, goes_on))
                goes_on = True
            else:
                goes_on = False
            opened = at
        elif mark in '“”"' and kind in '“"' and closes and not opens:
            pairs.append((opened + 1, at, goes_on))  # opened in one style, closed in another
            opened = -1
    return pairs, opened


def _singles(text: str, start: int, end: int, doubles: Sequence[Bounds]) -> tuple[list[tuple[int, int, bool]], int]:
    """Do the same as `_doubles` for single marks outside the `doubles`."""
    opening: list[int] = []
    closing: list[int] = []
    inside = iter(sorted(doubles))
    current = next(inside, None)
    for found in _SINGLE.finditer(text, start, end):
        at = found.start()
        while current and current[1] < at:
            current = next(inside, None)
        if current and current[0] <= at:
            continue
        mark = found.group()
        if mark != "’" and _opens(text, at, start, end) and not _SHORTENED.match(text, at):
            opening.append(at)
        elif mark != "‘" and _closes(text, at, start, end):
            closing.append(at)
    pairs: list[tuple[int, int, bool]] = []
    behind, unclosed = -1, -1
    for number, at in enumerate(opening):
        if at < behind:
            continue
        limit = opening[number + 1] if number + 1 < len(opening) else end
        near = bisect_left(closing, at + 2)
        if near == len(closing) or closing[near] - at > FAR:
            unclosed = at if unclosed < 0 and near == len(closing) else unclosed
            continue
        while (
            near + 1 < len(closing)
            and closing[near + 1] < min(limit, at + FAR)
            and _possessive(text, closing[near], end)
        ):
            near += 1
        close = closing[near]
        if not _strong(text, close) and _holds(doubles, at, close):
            continue  # more likely two apostrophes, one on each side of a quotation
        pairs.append((at + 1, close, False))
        behind = close
    return pairs, unclosed


def _strong(text: str, at: int) -> bool:
    """Whether punctuation beside the mark at `at` shows that it closes a quotation."""
    return text[at - 1] in '.,?!…”"' or text[at + 1 : at + 2] in (".", ",", ";", ":", "?", "!", "")


def _holds(doubles: Sequence[Bounds], start: int, end: int) -> bool:
    """Whether a pair of double marks begins between `start` and `end`."""
    near = bisect_left(doubles, (start, 0))
    return near < len(doubles) and doubles[near][0] < end


def _possessive(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` can be the apostrophe of "the factions' statement"."""
    return text[at - 1] in "sSzx" and text[at + 1 : at + 2] == " " and at + 2 < end and text[at + 2].isalnum()


def _reopened(text: str, paragraphs: Sequence[Bounds], at: int, opened: int) -> bool:
    """Whether the paragraph after paragraph `at` begins with the same mark as the one at offset `opened`."""
    if at + 1 >= len(paragraphs):
        return False
    first = text[paragraphs[at + 1][0]]
    return first == text[opened] and paragraphs[at][1] - opened <= 4 * FAR


def _closed_later(text: str, paragraphs: Sequence[Bounds], at: int, opened: int) -> tuple[int, int] | None:
    """Return the paragraph and offset of the mark that closes a quotation without re-opened marks; `None` if none does."""
    kind = text[opened]
    for later in range(at + 1, min(at + 1 + AHEAD, len(paragraphs))):
        start, end = paragraphs[later]
        if end - opened > 2 * FAR:
            return None
        found = _DOUBLE.search(text, start, end)
        if found:
            place = found.start()
            closes = _closes(text, place, start, end) and not _opens(text, place, start, end)
            return (later, place) if found.group() in _CLOSERS[kind] and closes else None
    return None


def _begins_speech(text: str, start: int, opened: int) -> bool:
    """Whether a mark is where quoted speech begins: at the start of the paragraph, or after a colon or comma."""
    before = text[max(start, opened - 3) : opened].rstrip()
    return not before or before[-1] in ":,"
