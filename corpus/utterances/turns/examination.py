"""Who asks and who answers in the record of a court or a deposition, where turns are only labelled `Q` and `A`.

"BY MS. HOLT:" on a line of its own names who asks from there on; "OLIN, having been sworn" and "Deposition of Marek Olin" name
who answers.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .label import Label, is_name
from .spelling import NO_GIVEN, UPPER, bare_words, spelled

_NAME = rf"(?!\w+ (?:OF|Of|THE|FOR)\b){UPPER}[\w.’'-]*(?: (?!OF |Of |THE ){UPPER}[\w.’'-]*){{1,4}}"
_SWORN = re.compile(
    rf"^[\W\d]*(?:WITNESS:? )?(?P<who>{_NAME})(?:, ?(?:Jr|Sr)\.?)?,?\s(?:[^.?!]{{0,250}}?\s)?"
    r"(?i:(?:duly|first|been|was|were) (?:duly |first )?(?:sworn|affirmed)|sworn|affirmed)\b",
    re.M,
)
_OF = re.compile(
    rf"\b(?i:deposition|testimony|examination|interview|interrogation|evidence)\s+(?i:of|with):?\s+(?i:the witness,? )?"
    rf"(?P<who>{_NAME})"
)
_HEAD = 6000  # characters in which a record says whose testimony it is


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The names of those who answer, with the offset from which on each does, in order."""

    offsets: tuple[int, ...]
    names: tuple[str, ...]

    def at(self, offset: int) -> str | None:
        """Return who answers at an offset: whoever was named last before it, or else the only one."""
        at = bisect_right(self.offsets, offset)
        if at:
            return self.names[at - 1]
        return self.names[0] if len(set(self.names)) == 1 else None


def witnesses(text: str, labels: Sequence[Label]) -> Witnesses:
    """Return the witnesses of a record; none for a transcript without answers labelled `A`."""
    if not any(one.name == "A" for one in labels):
        return Witnesses((), ())
    found = [(one.start("who"), _person(one["who"])) for one in _SWORN.finditer(text)]
    if not any(name for _, name in found):
        found = [(one.start("who"), _person(one["who"])) for one in _OF.finditer(text[:_HEAD])][:1]
    named = [(start, name) for start, name in found if name]
    return Witnesses(tuple(start for start, _ in named), tuple(name for _, name in named))


def _person(words: str) -> str | None:
    name = " ".join(bare_words(words)).rstrip(".")
    low = [word.casefold().strip(".") for word in name.split()]
    return spelled(name) if len(low) > 1 and is_name(name) and not NO_GIVEN & {low[0], low[-1]} else None
