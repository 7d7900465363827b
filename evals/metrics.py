"""Figures of retrieval and answering: each function scores one question; `interval` gives a mean's 95 % interval."""

import math
import re
from collections.abc import Collection, Sequence

import numpy as np

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MARKS = re.compile(r"[^\w\s]")


def hit_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1.0 where a relevant passage stands among the first `k`, else 0.0."""
    return float(any(one in relevant for one in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """1 / rank of the first relevant passage among the first `k` (Voorhees 1999), 0.0 where there is none."""
    return next((1 / rank for rank, one in enumerate(ranked[:k], 1) if one in relevant), 0.0)


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain with gains of 0 and 1 (Järvelin and Kekäläinen 2002)."""
    gained = sum(1 / math.log2(rank + 1) for rank, one in enumerate(ranked[:k], 1) if one in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gained / ideal if ideal else 0.0


def holds_answer(quotes: Sequence[str], answers: Collection[str]) -> float:
    """1.0 where one of the quotes holds one of the gold answers, compared as SQuAD does (case, marks, articles)."""
    wanted = [normalised(answer) for answer in answers]
    return float(any(f" {answer} " in f" {normalised(quote)} " for quote in quotes for answer in wanted if answer))


def normalised(text: str) -> str:
    """Lower case without articles, punctuation and doubled spaces (the evaluation script of SQuAD 1.1)."""
    return " ".join(_ARTICLES.sub(" ", _MARKS.sub("", text.lower())).split())


def interval(scores: Sequence[float], samples: int = 2000, seed: int = 0) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the mean (Efron 1979); (0, 0) for no scores."""
    if not len(scores):
        return 0.0, 0.0
    drawn = np.random.default_rng(seed).choice(np.asarray(scores), (samples, len(scores))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
