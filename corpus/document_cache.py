"""Caches of what is read from documents, bounded by the documents that they keep in memory.

`functools.lru_cache` counts entries, but what it keeps of a document is its whole text, and a text may have 64 MB.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, Generic, ParamSpec, TypeVar

from .types import Document

Rest = ParamSpec("Rest")
Value = TypeVar("Value")

CHARACTERS = 4_000_000
"""Characters of all documents that one cache keeps: some 800 reports of 40 sentences, at most 16 MB."""


class DocumentCache(Generic[Value]):
    """The values read last, by document and further arguments; threads may share it.

    It keeps at most `entries` values, and only so many that their documents have at most `characters` in all; the newest is
    always kept. Values that belong to one `Document` object count its text once.
    """

    def __init__(self, entries: int, characters: int = CHARACTERS) -> None:
        """Start empty."""
        self._entries = entries
        self._most = characters
        self._lock = Lock()
        self._found: OrderedDict[tuple[Document, object], Value] = OrderedDict()
        self._uses: Counter[int] = Counter()  # values for each document, by its identity
        self._characters = 0

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._found)

    @property
    def characters(self) -> int:
        """The characters of all documents that are kept."""
        return self._characters

    def kept(self, document: Document, rest: object = None) -> Value | None:
        """Return the value for a document and `rest` if it is kept."""
        with self._lock:
            return self._found.get((document, rest))

    def get(self, document: Document, rest: object, read: Callable[[], Value]) -> Value:
        """Return the value for a document and `rest`, which must be hashable; `read` gives it if it is not kept."""
        key = (document, rest)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        value = read()  # without the lock: it takes a while, and may read other documents
        with self._lock:
            if key not in self._found:
                self._found[key] = value
                if not self._uses[id(document)]:
                    self._characters += len(document.text)
                self._uses[id(document)] += 1
                while len(self._found) > self._entries or (len(self._found) > 1 and self._characters > self._most):
                    self._forget_oldest()
        return value

    def _forget_oldest(self) -> None:
        (document, _), _ = self._found.popitem(last=False)
        self._uses[id(document)] -= 1
        if not self._uses[id(document)]:
            del self._uses[id(document)]
            self._characters -= len(document.text)


def cached_by_document(
    entries: int, characters: int = CHARACTERS
) -> Callable[[Callable[Concatenate[Document, Rest], Value]], Callable[Concatenate[Document, Rest], Value]]:
    """Cache a function of a document and further positional arguments, in a `DocumentCache` of this size."""

    def decorate(
        read: Callable[Concatenate[Document, Rest], Value],
    ) -> Callable[Concatenate[Document, Rest], Value]:
        cache: DocumentCache[Value] = DocumentCache(entries, characters)

        @wraps(read)
        def cached(document: Document, /, *rest: Rest.args, **named: Rest.kwargs) -> Value:
            return cache.get(document, (rest, tuple(sorted(named.items()))), lambda: read(document, *rest, **named))

        return cached

    return decorate
