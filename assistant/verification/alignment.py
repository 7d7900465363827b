"""A small neural model that aligns the words of a claim with those of its evidence, and says whether they entail it.

Every word of the claim attends to the words of the evidence, is compared with what it finds there, and the comparisons are
pooled: the decomposable attention of Parikh et al. 2016 (arXiv:1606.01933), on the contextual word vectors of the packaged
encoder instead of static ones, and with a convolution over neighbouring words. The encoder itself is not changed, so
search and judge share it, and the model is half a megabyte. It is fitted by `evals.calibration.alignment_training`, and runs
here with numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Vectors = NDArray[np.float32]

# The lowest cosine and log-odds; what a claim gets if there are no words to read.
_NONE, _UNREAD = -1.0, -8.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a claim of n words relates to evidence of m words.

    `logits` (3,): entailment, neutral, contradiction. `best` (n,): the word of the evidence whose vector is closest to each
    word of the claim. `cosines` (n,): their cosines, -1 to 1.
    """

    logits: Vectors
    best: NDArray[np.intp]
    cosines: Vectors

    @property
    def entailment(self) -> float:
        """The logarithm of the odds that the evidence entails the claim."""
        return float(self.logits[0] - np.logaddexp(self.logits[1], self.logits[2]))

    @property
    def contradiction(self) -> float:
        """The probability (0 to 1) that the evidence contradicts the claim."""
        return float(np.exp(self.logits[2] - np.logaddexp.reduce(self.logits)))


_UNALIGNED = Alignment(
    np.array([_UNREAD, 0.0, _UNREAD], np.float32), np.zeros(0, np.intp), np.zeros(0, np.float32)
)  # of a claim without words


class AlignmentModel:
    """The fitted model. `weights` maps names of parameters to arrays, as `evals.calibration.alignment_training` names them."""

    def __init__(self, weights: dict[str, Vectors]) -> None:
        """Keep the weights; they are not changed."""
        self._weights = weights

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the weights from an `.npz` file."""
        with np.load(path) as stored:
            return cls({name: stored[name].astype(np.float32) for name in stored.files})

    def align(self, claim: Vectors, evidence: Vectors) -> Alignment:
        """Align the unit vectors of a claim's words (n, 384), n at least 1, with those of its evidence (m, 384)."""
        if not len(evidence):
            return Alignment(
                np.array([_UNREAD, 0.0, _UNREAD], np.float32),
                np.zeros(len(claim), np.intp),
                np.full(len(claim), _NONE, np.float32),
            )
        cosines = claim @ evidence.T
        query, key = self._linear(claim, "q"), self._linear(evidence, "k")
        attention = _softmax(query @ key.T / np.sqrt(np.float32(key.shape[1])) + self._weights["temp"] * cosines)
        ours = np.maximum(self._linear(claim, "pr"), 0)
        theirs = attention @ np.maximum(self._linear(evidence, "pr"), 0)
        best = cosines.max(axis=1)
        compared = np.column_stack(
            [ours, theirs, ours * theirs, np.abs(ours - theirs), best, (attention * cosines).sum(axis=1)]
        )
        compared = np.maximum(self._linear(compared, "cmp"), 0)
        compared = compared + np.maximum(self._convolution(compared), 0)
        doubts = self._linear(compared, "tok")[:, 0]
        pooled = np.concatenate(
            [
                compared.mean(axis=0),
                compared.max(axis=0),
                _softmax(doubts[None])[0] @ compared,
                [doubts.max(), (1 / (1 + np.exp(-doubts))).sum()],
            ]
        )
        logits = self._linear(np.maximum(self._linear(pooled[None], "o1"), 0), "o2")[0]
        return Alignment(logits.astype(np.float32), cosines.argmax(axis=1), best)

    def _linear(self, values: Vectors, name: str) -> Vectors:
        return np.asarray(values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"], np.float32)

    def _convolution(self, values: Vectors) -> Vectors:
        """Convolve over each word and its two neighbours; beyond the ends are zeros."""
        weight = self._weights["conv.weight"]  # (out, in, 3)
        padded = np.pad(values, ((1, 1), (0, 0)))
        parts = (padded[shift : shift + len(values)] @ weight[:, :, shift].T for shift in range(3))
        return np.asarray(sum(parts, start=self._weights["conv.bias"]), np.float32)


def _softmax(values: Vectors) -> Vectors:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


@cache
def load_alignment_model() -> AlignmentModel:
    """Load the installed model."""
    return AlignmentModel.from_file(Path(str(files("dragoman.assistant.verification").joinpath("alignment.npz"))))


# The limit holds for the process, so two threads must not set and lift it in turn.
_one_at_a_time = Lock()


@cache
def _threads() -> ThreadpoolController:
    """Return the process's BLAS library, which is looked up once."""
    return ThreadpoolController()


ALIGNMENT = (
    "entailed",  # log-odds of entailment by one sentence or by all chosen ones together, the higher
    "entailed_together",  # … by all together
    "against_together",  # probability that all together contradict the claim
    "closest",  # mean over the claim's words of the best cosine in one piece of evidence; the best piece counts
)


def measure_alignment(
    model: AlignmentModel, claim: Vectors, evidence: Sequence[Vectors]
) -> tuple[NDArray[np.float64], Alignment]:
    """Align a claim with each sentence of evidence and with all together, from the vectors of their words.

    Returns the features `ALIGNMENT` (4,), and the alignment with the words of all sentences in their order.
    """
    if not len(claim):
        return np.array([_UNREAD, _UNREAD, 0.0, _NONE]), _UNALIGNED
    # The products are so small that a second thread of the BLAS library only waits: with one, a claim takes a sixth of the time.
    with _one_at_a_time, _threads().limit(limits=1, user_api="blas"):
        whole = model.align(claim, np.concatenate(list(evidence)) if evidence else claim[:0])
        every = [whole, *(model.align(claim, one) for one in (evidence if len(evidence) > 1 else ()))]
    row = np.array(
        [
            max(one.entailment for one in every),
            whole.entailment,
            whole.contradiction,
            max(float(one.cosines.mean()) for one in every),
        ]
    )
    return row, whole
