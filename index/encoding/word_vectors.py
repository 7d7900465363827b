"""Contextual word vectors: the states of the encoder's last layer before pooling, averaged over word pieces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The words (n) of a text in order, and their unit vectors (n, d)."""

    words: tuple[str, ...]
    vectors: NDArray[np.float32] = field(compare=False, repr=False)


def gather(text: str, offsets: Sequence[tuple[int, int]], states: NDArray[np.floating]) -> WordVectors:
    """Average the `states` (pieces, d) of each word's pieces; `offsets` are the pieces' bounds in `text`.

    Returns the words with vectors of unit length; words beyond the encoder's input length are left out.
    """
    bounds = np.asarray(offsets, dtype=np.int64).reshape(-1, 2)
    real = bounds[:, 1] > bounds[:, 0]  # special pieces are empty, and the one at the end has offset 0
    bounds, states = bounds[real], states[: len(bounds)][real]
    words: list[str] = []
    vectors: list[NDArray[np.floating]] = []
    for word in _WORD.finditer(text):
        first, last = np.searchsorted(bounds[:, 1], word.start(), "right"), np.searchsorted(bounds[:, 0], word.end())
        if last > first:
            words.append(word.group())
            vectors.append(states[first:last].mean(axis=0))
    if not words:
        return WordVectors((), np.zeros((0, states.shape[1]), np.float32))
    rows = np.stack(vectors).astype(np.float32)
    return WordVectors(tuple(words), rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))
