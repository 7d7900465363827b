"""Fit the score of `support`, which says whether evidence supports a claim, from claims judged by people.

Each sentence of a claim is an example. Claims are also paired with another document, which supports none of them. Features
that can only speak for a claim have weights of at least 0, those against it of at most 0, so that weights fitted to hard
edits of news stay sensible on other text. The fit is a logistic regression with an L2 penalty; all data sets have the same
weight, and so have the right and wrong claims in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...assistant.verification.discrepancies import KINDS
from ...assistant.verification.feature_judge import ClaimReading, FeatureJudge, SupportWeights
from ...assistant.verification.features import FEATURES
from .verification_data import JudgedSet, load

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FOR = {"coverage", "best_coverage", "pairs", "sequence", "copied", "exact"}
AGAINST = {"uncovered", "rarest", "setting", "several", *KINDS}
SHRINK = 3.0  # L2 penalty on the standardised weights
FOLDS = 10
# The threshold is chosen for this cross-validated precision of `supported`, or for the highest that the data allows.
PRECISION = 0.8
# The minimum number of claims for measuring a threshold's precision.
FEWEST = 30
# The weight of claims paired with another document: they are easy, and many.
UNRELATED = 0.3


@dataclass(frozen=True)
class Examples:
    """The sentences of a data set as rows; `claims` has the position of each sentence's claim in the data set."""

    values: Floats
    right: Flags
    claims: NDArray[np.int64]
    related: Flags


def examples(data: JudgedSet, judge: FeatureJudge) -> tuple[Examples, list[list[ClaimReading]]]:
    """Return the rows to fit, and the reading of every claim with its own evidence."""
    values, right, claims, related, readings = [], [], [], [], []
    evidence = list(dict.fromkeys(row.evidence for row in data.rows))
    for at, row in enumerate(data.rows):
        read = judge.read(row.claim, [row.evidence])
        readings.append(read)
        other = evidence[(evidence.index(row.evidence) + 1) % len(evidence)]
        unrelated = judge.read(row.claim, [other]) if other != row.evidence else []
        labelled = [(one, label, True) for one, label in zip(read, row.sentences, strict=True)]
        for one, label, own in [*labelled, *((one, False, False) for one in unrelated)]:
            if one.row is not None:
                values.append(one.row)
                right.append(label)
                claims.append(at)
                related.append(own)
    return Examples(np.array(values), np.array(right), np.array(claims), np.array(related)), readings


def fit(sets: Sequence[tuple[Examples, Flags]]) -> tuple[Floats, float]:
    """Fit weights and bias on the rows that the flags select."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # comes with scikit-learn, of the evals extra

    values = np.concatenate([part.values[kept] for part, kept in sets])
    right = np.concatenate([part.right[kept] for part, kept in sets])
    shares = []
    for part, kept in sets:
        share = np.where(part.related[kept], 1.0, UNRELATED)
        label = part.right[kept]
        own = part.related[kept]
        for flag in (True, False):
            share[own & (label == flag)] /= max(int((own & (label == flag)).sum()), 1)
        share[~own] /= max(int((~own).sum()), 1)
        shares.append(share)
    share = np.concatenate(shares)
    share *= len(share) / share.sum()
    scale = values.std(axis=0) + 1e-6
    centre = values.mean(axis=0)
    standard = (values - centre) / scale
    sign = np.where(right, 1.0, -1.0)

    def loss(found: Floats) -> tuple[float, Floats]:
        margin = sign * (standard @ found[:-1] + found[-1])
        slope = -share * sign / (1 + np.exp(margin))
        value = float((share * np.logaddexp(0, -margin)).sum() + SHRINK * found[:-1] @ found[:-1] / 2)
        return value, np.append(standard.T @ slope + SHRINK * found[:-1], slope.sum())

    bounds = [(0.0, None) if name in FOR else (None, 0.0) if name in AGAINST else (None, None) for name in FEATURES]
    found = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ centre)


def scores(readings: Sequence[Sequence[ClaimReading]], judge: FeatureJudge) -> tuple[Floats, Flags]:
    """Return the score of each claim, and whether a rule contradicts it."""
    judged = [[judge.verdict(one) for one in read] for read in readings]
    lowest = np.array([min(one.score for one in read) for read in judged])
    blocked = np.array([any(f.blocks for one in read for f in one.findings) for read in readings])
    return lowest, blocked


def auc(score: Floats, right: Flags) -> float:
    """Return the probability that a right claim scores higher than a wrong one; ties count half."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(right, score))


def balanced(score: Floats, right: Flags, threshold: float) -> float:
    """Return the mean of the shares of right claims at or above the threshold and of wrong ones below it."""
    return float(((score[right] >= threshold).mean() + (score[~right] < threshold).mean()) / 2)


def chosen_threshold(score: Floats, right: Flags) -> float:
    """Return the lowest threshold with a precision of at least `PRECISION`, else the one with the highest precision."""
    best, highest = 0.9, 0.0
    for threshold in np.arange(0.95, 0.39, -0.01):
        kept = score >= threshold
        if kept.sum() >= FEWEST:
            precision = float(right[kept].mean())
            if precision >= min(PRECISION, highest):
                best, highest = float(threshold), max(highest, precision) if precision < PRECISION else PRECISION
    return round(best, 2)


def main(folders: Sequence[Path], out: Path | None) -> dict[str, Any]:
    """Fit on all folders, write the weights to `out`, and return the measurements."""
    judge = FeatureJudge()
    data = [load(folder) for folder in folders]
    read = [examples(judged_set, judge) for judged_set in data]
    groups = sorted({row.group for judged_set in data for row in judged_set.rows})
    fold = {group: at % FOLDS for at, group in enumerate(np.random.default_rng(0).permutation(groups))}
    measured: dict[str, Any] = {}
    crossed = []
    for at, (judged_set, (_, readings)) in enumerate(zip(data, read, strict=True)):
        right = np.array([row.supported for row in judged_set.rows])
        of = np.array([fold[row.group] for row in judged_set.rows])
        own = np.zeros(len(right))
        for number in range(FOLDS):
            kept = [
                (ex, np.array([fold[d.rows[c].group] != number for c in ex.claims]))
                for d, (ex, _) in zip(data, read, strict=True)
            ]
            model = FeatureJudge(weights=_weights(fit(kept)))
            for i in np.flatnonzero(of == number):
                own[i] = scores([readings[i]], model)[0][0]
        crossed.append((own, right))
        others = [(ex, np.ones(len(ex.right), bool)) for i, (ex, _) in enumerate(read) if i != at]
        if others:
            across, _ = scores(readings, FeatureJudge(weights=_weights(fit(others))))
            measured[judged_set.name] = {"other_sets": {"auc": round(auc(across, right), 4)}, "across": across}
    threshold = chosen_threshold(np.concatenate([s for s, _ in crossed]), np.concatenate([r for _, r in crossed]))
    for judged_set, (own, right) in zip(data, crossed, strict=True):
        entry = measured.setdefault(judged_set.name, {})
        across = entry.pop("across", None)
        entry["cross_validated"] = {"auc": round(auc(own, right), 4), **_at(own, right, threshold)}
        if across is not None:
            entry["other_sets"] |= _at(across, right, threshold)
        entry["errors"] = _errors(judged_set, own, threshold)
        entry["claims"] = len(right)
    weights, bias = fit([(ex, np.ones(len(ex.right), bool)) for ex, _ in read])
    made = {
        "date": date.today().isoformat(),
        "data_sha256": {judged_set.name: judged_set.sha256 for judged_set in data},
        "measured": measured,
    }
    if out is not None:
        final = SupportWeights(
            {n: round(float(w), 5) for n, w in zip(FEATURES, weights, strict=True)}, round(bias, 5), threshold, made
        )
        out.write_text(final.to_json(), encoding="utf-8")
    return made


def _weights(fitted: tuple[Floats, float]) -> SupportWeights:
    return SupportWeights(dict(zip(FEATURES, map(float, fitted[0]), strict=True)), fitted[1], 0.5, {})


def _at(score: Floats, right: Flags, threshold: float) -> dict[str, float]:
    kept = score >= threshold
    return {
        "precision": round(float(right[kept].mean()), 4) if kept.any() else 1.0,
        "recall": round(float(kept[right].mean()), 4),
        "balanced_accuracy": round(balanced(score, right, threshold), 4),
    }


def _errors(data: JudgedSet, score: Floats, threshold: float) -> dict[str, list[int]]:
    """Return for each kind of error how many claims were called supported, and how many there are."""
    found: dict[str, list[int]] = {}
    for row, value in zip(data.rows, score, strict=True):
        if not row.supported:
            entry = found.setdefault(row.error, [0, 0])
            entry[0] += bool(value >= threshold)
            entry[1] += 1
    return dict(sorted(found.items()))
