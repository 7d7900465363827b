"""Bold and italic words at the beginning of paragraphs: in some interviews only they tell who speaks.

A reader of formatted text puts signs around emphasised words; `unmarked` takes them out again and returns where they stood.
The places are kept as marks of the document if they make it a transcript, which the words alone do not show.
"""

import re

from ..clean import clean
from ..types import Mark, Span
from ..utterances.turns.emphasis import emphasis_labels

_OPEN, _CLOSE = "\U000f7a01", "\U000f7a02"
_SIGNS = re.compile(f"[{_OPEN}{_CLOSE}]")
_LEAST = 3  # runs; fewer are no layout
_NO_LETTER = re.compile(r"[\W\d]*\Z")


def signs_for(source: str) -> tuple[str, str]:
    """Return the signs to put before and behind emphasised words: private-use characters, or none if the source has these."""
    return ("", "") if _SIGNS.search(source) else (_OPEN, _CLOSE)


def unmarked(text: str, signs: tuple[str, str]) -> tuple[str, tuple[Span, ...]]:
    """Return the cleaned text without the signs, and the emphasised runs that begin a line, in order.

    Before a run there may be a time or a bullet. Runs that follow each other directly are one.
    """
    marked = clean(text)
    if not signs[0]:
        return marked, ()
    plain = _SIGNS.sub("", marked)
    if clean(plain) != plain:  # a sign kept spaces apart that otherwise are one
        return clean(_SIGNS.sub("", text)), ()
    runs: list[tuple[int, int]] = []
    depth, start = 0, 0
    for removed, sign in enumerate(_SIGNS.finditer(marked)):
        at = sign.start() - removed
        if sign.group() == _OPEN:
            start = at if depth == 0 else start
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0:
                runs += [(start, at)]
    joined: list[tuple[int, int]] = []
    for low, high in runs:
        if joined and not plain[joined[-1][1] : low].strip() and "\n" not in plain[joined[-1][1] : low]:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return plain, tuple(
        Span(low, high)
        for low, high in joined
        if plain[low:high].strip() and _NO_LETTER.match(plain, plain.rfind("\n", 0, low) + 1, low)
    )


def emphasis_marks(text: str, title: str, runs: tuple[Span, ...]) -> tuple[Mark, ...]:
    """Return marks for the runs if labels alone do not tell who speaks; none if they do, or if the text is no transcript."""
    if len(runs) < _LEAST or not emphasis_labels(text, title, runs):
        return ()
    return tuple(Mark("emphasis", one, "") for one in runs)
