"""Labels without any sign behind them: names that open line after line, and a new sentence begins behind each.

Some parliaments print "Deputy Ana Ruiz I thank the Minister." What repeats at the beginning of lines is the label; it ends where
the lines go on differently.
"""

from collections import Counter
from collections.abc import Iterator

from ...language.lexicon import BARRIERS, DETERMINERS, JOINING, PRONOUNS
from .label import Label, made
from .line_starts import clean_start

_LONGEST = 7  # words of a label
# Words that open a sentence and are in no name.
_OPENING = (
    BARRIERS | DETERMINERS | JOINING | PRONOUNS
    | frozenset("i we you he she it they will would can could does did is are was were when what why who where how if yes no "
                "thank well order my our your there here not now let please go".split())
) - {"the", "an", "a"}  # fmt: skip


def prefixes(text: str) -> Iterator[Label]:
    """Yield the label of each line that opens with words that open another line, too."""
    lines = [(start, line) for start, line in _lines(text) if len(line.split()) > 1]
    counts: Counter[tuple[str, ...]] = Counter()
    behind: dict[tuple[str, ...], set[str]] = {}
    for _, line in lines:
        for words, after in _heads(line):
            counts[words] += 1
            behind.setdefault(words, set()).add(after)
    often = {words for words, count in counts.items() if count > 1 and len(words) > 1 and len(behind[words]) > 1}
    firsts = {words[0] for words in often} - {"The"}
    capitals = sum(" ".join(words).isupper() for words in often) > 0.7 * len(often)
    for start, line in lines:
        found = [words for words, _ in _heads(line) if words in often or (len(words) > 1 and words[0] in firsts)]
        known = [words for words in found if words in often]
        words = max(known, key=len) if known else max((one for one in found if _ends(line, one)), key=len, default=())
        if capitals and not words:  # whoever speaks once is in capitals, too
            words = max(
                (one for one, after in _heads(line) if " ".join(one).isupper() and not after.isupper()),
                key=len,
                default=(),
            )
            words = words if len(words) > 1 else ()
        if words:
            length = len(" ".join(words))
            label = made(line, 0, length, length, start, "prefix", False)
            if label:
                yield label


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        at = clean_start(line)
        yield position + at, line[at:].rstrip()
        position += len(line) + 1


def _heads(line: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the words at the beginning of a line that may be a label, with the word behind them, which begins a sentence."""
    words = line.split(" ", _LONGEST + 1)
    for at in range(1, min(len(words), _LONGEST + 1)):
        last, after = words[at - 1], words[at]
        if last.endswith((",", "?", "!", ":", ";")) or (at > 1 and last.casefold() in _OPENING):
            return
        if after[:1].isupper() and last[:1].isupper():
            yield tuple(words[:at]), after


def _ends(line: str, words: tuple[str, ...]) -> bool:
    """Whether the word behind a label that occurs once is one that only opens a sentence."""
    after = line.split(" ")[len(words)]
    return after.casefold().strip(",.?!’'") in _OPENING | {"the", "a", "an"}
