"""The words of a PDF page with their places on it, from PDFium's glyphs.

PDFium gives the glyphs of a line in logical order, also for scripts that run from right to left, and what is drawn twice
to look bold only once. Lengths are in points, `y` grows upwards, and a page that is shown turned is turned back.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

_SPACES = frozenset((0x20, 0x09, 0xA0, 0x3000, *range(0x2000, 0x200B)))
_LINE_ENDS = frozenset((0x0A, 0x0D))
_HYPHENS = frozenset((0x02, 0xFFFE))  # PDFium's signs for a hyphen at the end of a line
_SMALL = 0.8  # a glyph of less than this share of the size before it is set higher or lower: a note's sign
_SHIFTED = 0.25  # of a size: two words with the same letters that lie closer together are one, drawn twice
_MOST_GLYPHS = 200_000  # on one page; a page of the densest newspaper has 30,000


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word: its box in points, its baseline, and `size`, the height of its font's line.

    `line` and `order` are its places in PDFium's order. `glued`: no space stands before it. `raised`: a small sign above
    the line.
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
    width: float
    height: float
    words: tuple[PageWord, ...]
    pictures: int = 0
    turned: int = 0


def page_words(page: Any, number: int) -> PageWords:
    """Return the words of a PDFium page; those outside of what the page shows, and those at an angle, are left out."""
    textpage = page.get_textpage()
    try:
        glyphs = _glyphs(textpage)
        left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    finally:
        textpage.close()
    quarter = _turn(glyphs)
    shown = [one for one in _words(glyphs, quarter) if left - 1 <= one.middle <= right + 1 and bottom - 1 <= one.base <= top + 1]
    width, height = right - left, top - bottom
    words = [_rotated(one, quarter, left, bottom, width, height) for one in shown]
    turned = len({one.line for one in glyphs if one.angle != quarter})
    if quarter % 2:
        width, height = height, width
    return PageWords(number, width, height, tuple(_once(words)), _pictures(page, width * height), turned)


@dataclass(slots=True)
class _Glyph:
    """A visible character. `angle` counts quarters of a turn; -1 is any other angle. `spaced`: a space stands before it."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    y: float
    line: int
    order: int
    spaced: bool
    angle: int = 0


def _glyphs(textpage: Any) -> list[_Glyph]:
    import pypdfium2.raw as pdfium  # here for start-up time

    raw = textpage.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[_Glyph] = []
    line, spaced = 0, True
    for index in range(min(pdfium.FPDFText_CountChars(raw), _MOST_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _LINE_ENDS:
            line, spaced = line + 1, True
        elif code in _SPACES:
            spaced = True
        elif code and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF:
            if not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
                continue
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            place = (box.left, box.right, box.bottom, box.top, x.value, y.value)
            if not all(map(math.isfinite, place)):
                continue
            sign = "-" if code in _HYPHENS else chr(code)
            angle = round(pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2), 2) % 4
            found.append(_Glyph(sign, *place, line, index, spaced, int(angle) if angle == int(angle) else -1))
            spaced = False
    return found


def _turn(glyphs: Sequence[_Glyph]) -> int:
    """Return by how many quarters most of the page's text is turned."""
    turns = Counter(one.angle for one in glyphs if one.angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _words(glyphs: Sequence[_Glyph], quarter: int) -> Iterator[PageWord]:
    held: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.angle != quarter:
            continue
        if held and (glyph.spaced or glyph.line != held[-1].line or _parted(held[-1], glyph)):
            yield _word(held)
            held = []
        held.append(glyph)
    if held:
        yield _word(held)


def _parted(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph belongs to another word, though no space stands between: it is of another size, or elsewhere."""
    tall, taller = sorted((before.top - before.bottom, glyph.top - glyph.bottom))
    if taller > 0 and tall < _SMALL * taller:
        return True
    gap = max(glyph.left - before.right, before.left - glyph.right)
    return gap > 1.5 * taller > 0


def _word(glyphs: Sequence[_Glyph]) -> PageWord:
    text = "".join(one.sign for one in glyphs)
    boxes = [one for one in glyphs if one.right > one.left] or glyphs
    return PageWord(
        text,
        min(one.left for one in boxes),
        max(one.right for one in boxes),
        min(one.bottom for one in boxes),
        max(one.top for one in boxes),
        glyphs[0].y,
        glyphs[0].line,
        glyphs[0].order,
        glued=not glyphs[0].spaced,
        from_right=sum(map(_is_from_right, text)) > len(text) / 2,
    )


def _is_from_right(sign: str) -> bool:
    return "\u0590" <= sign <= "\u08ff" or "\ufb1d" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufefc"


def _rotated(word: PageWord, quarter: int, left: float, bottom: float, width: float, height: float) -> PageWord:
    """Move the page's corner to the origin, and turn a page that is turned by quarters."""
    corners = [(word.left - left, word.bottom - bottom), (word.right - left, word.top - bottom)]
    if quarter == 1:
        corners = [(y, width - x) for x, y in corners]
    elif quarter == 2:
        corners = [(width - x, height - y) for x, y in corners]
    elif quarter == 3:
        corners = [(height - y, x) for x, y in corners]
    (x1, y1), (x2, y2) = corners
    low, high = min(y1, y2), max(y1, y2)
    base = word.base - bottom if quarter == 0 else low + 0.2 * (high - low)
    return replace(word, left=min(x1, x2), right=max(x1, x2), bottom=low, top=high, base=base)


def _once(words: Sequence[PageWord]) -> Iterator[PageWord]:
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
