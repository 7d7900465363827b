"""A cache of parses, bounded by the words that it keeps: agencies' sentences stand in many reports, and are parsed once."""

from collections import OrderedDict
from collections.abc import Callable, Sequence, Sized
from threading import Lock
from typing import Generic, TypeVar

Parsed = TypeVar("Parsed", bound=Sized)

WORDS = 60_000
"""Words of all parses that are kept, some 2,500 sentences and 20 MB."""


class SyntaxCache(Generic[Parsed]):
    """The parses used last, by their text; `len` of a parse is its number of words. Threads may share it."""

    def __init__(self, words: int = WORDS) -> None:
        """Start empty; at most `words` words are kept, besides the parse that came last."""
        self._most = words
        self._lock = Lock()
        self._kept: OrderedDict[str, Parsed] = OrderedDict()
        self._words = 0

    @property
    def words(self) -> int:
        """The number of words of all parses that are kept."""
        return self._words

    def all(self, texts: Sequence[str], parse: Callable[[list[str]], Sequence[Parsed]]) -> list[Parsed]:
        """Return the parses of the texts, in their order; `parse` gives those that are not kept, each text once."""
        found: dict[str, Parsed] = {}
        with self._lock:
            for text in texts:
                if text in self._kept:
                    self._kept.move_to_end(text)
                    found[text] = self._kept[text]
        if missing := [text for text in dict.fromkeys(texts) if text not in found]:
            made = dict(zip(missing, parse(missing), strict=True))  # without the lock: it takes a while
            found |= made
            with self._lock:
                for text, one in made.items():
                    if text not in self._kept:
                        self._kept[text] = one
                        self._words += len(one)
                while self._words > self._most and len(self._kept) > 1:
                    self._words -= len(self._kept.popitem(last=False)[1])
        return [found[text] for text in texts]
