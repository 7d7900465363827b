"""Fit the weights of ranking and of confidence from arrays; both fits are deterministic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# All other weights must not be negative: they then fit slightly less well, but transfer better to other corpora.
FREE = {
    "names",
    "centred_cosine",
    "local_coverage",
    "passage_centred",
    "length",
    "pronoun",
    "question",
    "passage_mean_cosine",
    "missing",
}
SHRINK = 10.0  # L2 penalty on the standardised ranking weights; 1 and 30 are as good
SHRINK_CONFIDENCE = 0.1  # scikit-learn's C


@dataclass(frozen=True)
class RankingExample:
    """The candidates of a question: `values` has the shape (sentences, features).

    `right` (sentences,) marks the sentences of the right passage, `answering` those of them that have the answer.
    """

    values: Floats
    right: Flags
    answering: Flags


def fit_ranking(examples: Sequence[RankingExample], names: Sequence[str]) -> Floats:
    """Fit weights that maximise the likelihood of the right passage and of the answering sentence.

    Both are sums over a softmax of all sentences of a question's candidates, as in listwise ranking (Cao et al. 2007,
    ListNet). Questions whose right passage is not a candidate contribute nothing and are left out. `names` are those of
    the columns of `values`. Returns a weight for each column (features,).
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # comes with scikit-learn, of the evals extra

    examples = [example for example in examples if example.right.any()]
    values = np.concatenate([example.values for example in examples])
    right = np.concatenate([example.right for example in examples])
    answering = np.concatenate([example.answering for example in examples])
    counts = np.array([len(example.values) for example in examples])
    starts = np.cumsum([0, *counts])[:-1]
    answered = np.repeat(np.add.reduceat(answering, starts) > 0, counts)
    scale = values.std(axis=0) + 1e-6
    standard = values / scale

    def softmax(scores: Floats, among: Flags) -> tuple[Floats, Floats]:
        """Return the shares of the sentences `among` in their question, and each question's log-sum."""
        kept = np.where(among, scores, -np.inf)
        top = np.repeat(np.maximum.reduceat(np.where(among, scores, -1e9), starts), counts)
        raised = np.exp(kept - top)
        total = np.maximum(np.add.reduceat(raised, starts), 1e-300)
        return raised / np.repeat(total, counts), np.log(total) + top[starts]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = standard @ weights
        everywhere, all_sum = softmax(scores, np.ones_like(right))
        in_right, right_sum = softmax(scores, right)
        in_answer, answer_sum = softmax(scores, answering)
        missed = (all_sum - right_sum).sum() + (all_sum - answer_sum)[answered[starts]].sum()
        slope = standard.T @ (everywhere - in_right + np.where(answered, everywhere - in_answer, 0.0))
        return float(missed + SHRINK * weights @ weights / 2), slope + SHRINK * weights

    bounds = [(None, None) if name in FREE else (0.0, None) for name in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x / scale, dtype=np.float64)


def fit_confidence(features: Floats, held: Flags, sizes: NDArray[np.int64]) -> tuple[Floats, float]:
    """Fit logistic weights (features,) and bias for "the corpus has the answer".

    All sizes of corpus have the same weight, and within each so have questions with and without an answer.
    """
    from sklearn.linear_model import LogisticRegression

    share = np.zeros(len(held))
    for size in np.unique(sizes):
        for answer in (True, False):
            chosen = (sizes == size) & (held == answer)
            share[chosen] = 1 / max(int(chosen.sum()), 1)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    model = LogisticRegression(C=SHRINK_CONFIDENCE, max_iter=2000)
    model.fit((features - mean) / scale, held, sample_weight=share / share.mean())
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)
