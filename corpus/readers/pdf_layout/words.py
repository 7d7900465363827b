"""The words of a PDF page with their places on it, from PDFium's glyphs.

PDFium gives the glyphs of a line in logical order, also for scripts that run from right to left, and what is drawn twice
to look bold only once. Lengths are in points, `y` grows upwards, and a page that is shown turned is turned back.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .right_to_left import Sign, has_from_right, is_from_right

_SPACES = frozenset((0x20, 0x09, 0xA0, 0x3000, *range(0x2000, 0x200B)))
_LINE_ENDS = frozenset((0x0A, 0x0D))
_HYPHENS = frozenset((0x02, 0xFFFE))  # PDFium's signs for a hyphen at the end of a line
_SMALL = 0.8  # a glyph of less than this share of the size before it is set higher or lower: a note's sign
_SHIFTED = 0.25  # of a size: two words with the same letters that lie closer together are one, drawn twice
_ROOM = 0.08  # of a size: a space that PDFium guesses needs so much room
_DOUBLED, _TWO = "ft", 0.42  # letters that one glyph shows twice, and the width of that glyph in sizes
_BOLD = (
    0.07  # of a size: the same sign drawn again so close makes it bold; the narrowest letters are three times as wide
)
_BELOW, _ABOVE = 0.22, 0.83  # of a font's size, below and above the baseline: files often lack a font's own measures
_MOST_GLYPHS = 200_000  # on one page; a page of the densest newspaper has 30,000


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word: its box in points, its baseline, and `size`, the height of its font's line.

    `line` and `order` are its places in PDFium's order. `glued`: no space stands before it. `raised`: a small sign above
    the line. `signs` are the single signs on a page with text that is read from right to left.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    line: int
    order: int
    glued: bool = False
    raised: bool = False
    from_right: bool = False
    signs: tuple[Sign, ...] = ()

    @property
    def size(self) -> float:
        """The height of the font's line in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle of the word from left to right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page. `pictures` are images that take more than 2 % of it; `turned`: words at an angle, left out."""

    number: int
    height: float
    words: tuple[PageWord, ...]
    pictures: int = 0
    turned: int = 0


def page_words(page: Any, number: int) -> PageWords:
    """Return the words of a PDFium page; those outside of what the page shows, and those at an angle, are left out."""
    textpage = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox(fallback_ok=True)
        glyphs = _glyphs(textpage, left, bottom)
    finally:
        textpage.close()
    quarter, width, height = _turn(glyphs), right - left, top - bottom
    shown = [one for one in glyphs if one.angle == quarter and -1 <= one.x <= width + 1 and -1 <= one.y <= height + 1]
    if quarter:
        shown = [_turned_back(one, quarter, width, height) for one in shown]
    turned = len({one.line for one in glyphs if one.angle != quarter})
    pictures = _pictures(page, width * height)
    return PageWords(number, width if quarter % 2 else height, tuple(_once(_words(shown))), pictures, turned)


@dataclass(slots=True)
class _Glyph:
    """A visible character. `angle` counts quarters of a turn; -1 is any other angle.

    `spaced`: a space stands before it; `group` counts the spaces that the file itself has, and the ends of lines.
    """

    sign: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    y: float
    size: float
    line: int
    order: int
    spaced: bool
    group: int
    angle: int = 0


def _glyphs(textpage: Any, left: float, bottom: float) -> list[_Glyph]:
    """Return the visible glyphs; places count from the corner (`left`, `bottom`) of what the page shows."""
    import pypdfium2.raw as pdfium  # here for start-up time

    raw = textpage.raw
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    found: list[_Glyph] = []
    one_way = not has_from_right(textpage.get_text_range())
    line = group = angle = 0
    last = -math.inf
    size, height = 0.0, (0.0, 0.0)
    between = _Between()
    for index in range(min(pdfium.FPDFText_CountChars(raw), _MOST_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _LINE_ENDS:
            between.ended = True
        elif code in _SPACES:
            between.guessed |= pdfium.FPDFText_IsGenerated(raw, index) == 1
            between.spaced |= pdfium.FPDFText_IsGenerated(raw, index) != 1
        elif code and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF:
            if not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
                continue
            # Most signs stand close behind another of the same font: they lengthen it, which saves half of the time.
            if found and one_way and (box.bottom, box.top) == height and not between.any and code not in _HYPHENS:
                room = box.left - left - found[-1].right
                if -0.2 * size < room < 0.5 * size and box.left - last > _BOLD * size:
                    found[-1].sign += chr(code)
                    found[-1].right = max(found[-1].right, box.right - left)
                    last = box.left
                    continue
            before, last = last, box.left
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            if (box.bottom, box.top) != height or between.ended:  # else of the same font and size as the glyph before
                height = box.bottom, box.top
                pdfium.FPDFText_GetMatrix(raw, index, matrix)
                size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
                turn = round(pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2), 2) % 4
                angle = int(turn) if turn == int(turn) else -1
            place = (
                box.left - left, box.right - left, box.bottom - bottom, box.top - bottom, x.value - left, y.value - bottom, size
            )  # fmt: skip
            if not math.isfinite(sum(place)):
                continue
            sign = "-" if code in _HYPHENS else chr(code)
            if (
                found
                and _drawn_again(found[-1], sign, place, before - left)
                and not _in_ligature(found[-1], sign, place)
            ):
                continue
            glyph = _Glyph(sign, *place, line, index, not found, group, angle)
            if between.any and found:
                ends, glyph.spaced = between.judged(found[-1], glyph)
                line += ends
                group += ends or between.spaced
                glyph.line, glyph.group = line, group
                between = _Between()
            found.append(glyph)
    return found


def _in_ligature(before: _Glyph, sign: str, place: tuple[float, ...]) -> bool:
    """Whether the sign is another part of the glyph before it, such as the second f of the one glyph for "ff"."""
    if (before.right, before.y) != (place[1], place[5]):
        return False
    return is_from_right(sign) or (sign in _DOUBLED and place[1] - place[0] > _TWO * place[6])


@dataclass(slots=True)
class _Between:
    """What stands between two signs: a space of the file, one that PDFium guesses, or the end of a line, as it believes."""

    spaced: bool = False
    guessed: bool = False
    ended: bool = False

    @property
    def any(self) -> bool:
        """Whether anything stands between."""
        return self.spaced or self.guessed or self.ended

    def judged(self, before: _Glyph, glyph: _Glyph) -> tuple[bool, bool]:
        """Return whether a line ends here, and whether there is a space; the places of the signs decide over a guess."""
        room = (glyph.left - before.right) / glyph.size if glyph.size > 0 and glyph.angle == before.angle == 0 else None
        level = abs(glyph.y - before.y) < 0.1 * glyph.size
        if self.ended and not (room is not None and level and -0.5 < room < 1.5):
            return True, True
        if self.spaced or room is None:
            return False, self.spaced or self.guessed or self.ended
        return False, (self.guessed or self.ended) and not -1 < room < _ROOM


def _drawn_again(before: _Glyph, sign: str, place: tuple[float, ...], left: float) -> bool:
    """Whether a sign is the one before it, whose left end is `left`, drawn again to look bold."""
    near = _BOLD * place[6]
    return sign == before.sign[-1:] and abs(place[0] - left) < near and abs(place[5] - before.y) < near


def _turn(glyphs: Sequence[_Glyph]) -> int:
    """Return by how many quarters most of the page's text is turned."""
    turns = Counter(one.angle for one in glyphs if one.angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _words(glyphs: Sequence[_Glyph]) -> Iterator[PageWord]:
    held: list[_Glyph] = []
    signs = has_from_right("".join(one.sign for one in glyphs))
    for glyph in glyphs:
        if held and (glyph.spaced or glyph.line != held[-1].line or _parted(held[-1], glyph)):
            yield _word(held, signs)
            held = []
        held.append(glyph)
    if held:
        yield _word(held, signs)


def _parted(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph belongs to another word, though no space stands between: it is of another size, or elsewhere."""
    tall, taller = sorted((before.size, glyph.size))
    if taller > 0 and tall < _SMALL * taller:
        return True
    gap = max(glyph.left - before.right, before.left - glyph.right)
    return gap > 1.5 * taller > 0


def _word(glyphs: Sequence[_Glyph], signs: bool) -> PageWord:
    text = "".join(one.sign for one in glyphs)
    boxes = [one for one in glyphs if one.right > one.left] or glyphs
    size = max(max(one.size for one in glyphs), 0.1)
    return PageWord(
        text,
        min(one.left for one in boxes),
        max(one.right for one in boxes),
        glyphs[0].y - _BELOW * size,
        glyphs[0].y + _ABOVE * size,
        glyphs[0].y,
        glyphs[0].line,
        glyphs[0].order,
        glued=not glyphs[0].spaced,
        from_right=signs and is_from_right(text),
        signs=tuple(Sign(one.sign, one.left, one.right, one.order, one.group) for one in glyphs) if signs else (),
    )


def _turned_back(glyph: _Glyph, quarter: int, width: float, height: float) -> _Glyph:
    """Move a glyph to where it is if the page is turned by quarters, so that its text runs from left to right."""
    corners = [(glyph.left, glyph.bottom), (glyph.right, glyph.top), (glyph.x, glyph.y)]
    if quarter == 1:
        corners = [(y, width - x) for x, y in corners]
    elif quarter == 2:
        corners = [(width - x, height - y) for x, y in corners]
    elif quarter == 3:
        corners = [(height - y, x) for x, y in corners]
    (x1, y1), (x2, y2), (x, y) = corners
    return replace(glyph, left=min(x1, x2), right=max(x1, x2), bottom=min(y1, y2), top=max(y1, y2), x=x, y=y)


def _once(words: Iterable[PageWord]) -> Iterator[PageWord]:
    """Leave out words that are drawn again at almost the same place."""
    seen: dict[str, list[PageWord]] = {}
    for word in words:
        near = _SHIFTED * max(word.size, 1)
        same = seen.setdefault(word.text, [])
        if not any(abs(one.left - word.left) < near and abs(one.base - word.base) < near for one in same[-8:]):
            same.append(word)
            yield word


def _pictures(page: Any, area: float) -> int:
    import pypdfium2.raw as pdfium  # here for start-up time

    found = 0
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        found += (right - left) * (top - bottom) > 0.02 * area
    return found
