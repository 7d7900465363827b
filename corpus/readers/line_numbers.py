"""Line numbers of court records: printed in the margin, and no part of the words.

A sentence that runs over two lines would otherwise have a number in it. Numbered verses and lists stay as they are.
"""

import re
from itertools import pairwise

_NUMBERED = re.compile(r"(\d{1,4})(?: (?P<words>.*))?")
_SPOKEN = re.compile(
    r"(?:Q|A)[.:]? |(?:BY )?(?:THE [A-Z]+|M[RS]S?\.? [A-Z’'-]+):"
    r"|\*?(?:Mr|Mrs|Ms|Dr|Chair\w*|Senator|The Chair\w*)\.? (?:\{?[A-Z][\w’'-]+ ?){0,3}\.\}? "  # a hearing
)
_LEAST = 8  # numbered lines
_SHARE = 0.6  # of the lines with words
_LEAST_SPOKEN = 3  # numbered lines that open with a label
_HIGHEST = 28  # lines of a page


def _are_lines(numbers: list[int]) -> bool:
    """Whether numbers begin again on each page, or go on through the whole document."""
    return max(numbers) <= _HIGHEST or all(after == before + 1 for before, after in pairwise(numbers))


def without_line_numbers(text: str) -> str:
    """Return a cleaned text without the numbers at the beginning of its lines, if it is a record with numbered lines."""
    lines = text.split("\n")
    found = [_NUMBERED.fullmatch(line) for line in lines]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < _LEAST or len(numbers) < _SHARE * sum(bool(line) for line in lines) or not _are_lines(numbers):
        return text
    follow = sum(after == before + 1 or after == 1 for before, after in pairwise(numbers))
    spoken = sum(bool(one and one["words"] and _SPOKEN.match(one["words"])) for one in found)
    if follow < 0.9 * (len(numbers) - 1) or spoken < _LEAST_SPOKEN:
        return text
    return "\n".join((one["words"] or "") if one else line for one, line in zip(found, lines, strict=True))
