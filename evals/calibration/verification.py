"""Fit the score of `support`, which says whether evidence supports a claim, from claims judged by people.

Each sentence of a claim is an example; a claim's score is the lowest of its sentences. Everything that is chosen or stated
is measured with sources left out: each data set is scored by trees that were fitted without it (and without its sister
sets), calibrated on the other sets' scores of the same kind.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ...assistant.verification.feature_judge import BLOCKED, ClaimReading, FeatureJudge, copies_part
from ...assistant.verification.features import FEATURES
from ...assistant.verification.support_model import SupportModel
from ..metrics.statistics import Sample, resampled
from .boosting import Boosted, Flags, Floats, equal_weights, platt
from .verification_data import JudgedSet, load, load_pairs

FITTED = {"summedits_other": 2_000, "wice": 1_000, "begin": 1_000, "q2_wow": 599, "factcheck_gpt": 1_000}
"""The entailment sets that the score is fitted to, each with its greatest number of pairs."""

MEASURED = {"fever_dev": 500, "scitail_test": 400, "mnli_dev_matched": 500}
"""Sets that it is only measured on: their licence is not stated by themselves, and the weights ship."""

KIN = {"begin": "wizard of wikipedia", "q2_wow": "wizard of wikipedia"}
"""Sets with the same texts are left out together."""

PRECISION = 0.9
"""The precision of `supported` that its threshold is chosen for, on sets that are left out."""

FEWEST = 20  # claims that must be called supported for their precision to count
COPIED, NOTHING = 4.0, -6.0  # log-odds of a claim that is a copy, and of one that the evidence says nothing about
FOLDS = 5
TOGETHER = 256  # sentences whose evidence is encoded together
DRAWS = 300  # of the bootstrap


@dataclass(frozen=True)
class Read:
    """A data set as read by the judge: `rows` (n, len(FEATURES)) of sentences with labels, and what holds of each claim.

    `at` are the positions of the sentences' claims; `blocked` says whether a rule blocks the claim, `contradicted` whether
    its verdict is then *contradicted*; `floor` is `COPIED`, or `NOTHING` if the evidence says nothing about a sentence.
    """

    data: JudgedSet
    rows: Floats
    labels: Flags
    at: Any
    right: Flags
    blocked: Flags
    contradicted: Flags
    floor: Floats

    def claims(self, margins: Floats) -> Floats:
        """Return the log-odds of each claim from those of its sentences: the lowest."""
        found = self.floor.copy()
        np.minimum.at(found, self.at, margins)
        return found

    @property
    def copied(self) -> Flags:
        """Whether every sentence of each claim is a copy of a sentence of the evidence, or of part of one."""
        found = self.floor > 0
        np.logical_and.at(found, self.at, np.array([copies_part(row) for row in self.rows], dtype=bool))
        return found


def read_all(data: JudgedSet, judge: FeatureJudge) -> Read:
    """Read every claim of a data set with its evidence."""
    rows, labels, at, blocked, contradicted, floor = [], [], [], [], [], []
    every = [judge.read(claim.claim, [claim.evidence]) for claim in data.rows]
    flat = [one for readings in every for one in readings]
    measured = iter(
        [row for first in range(0, len(flat), TOGETHER) for row in judge.rows(flat[first : first + TOGETHER])]
    )
    for place, (claim, readings) in enumerate(zip(data.rows, every, strict=True)):
        found = [next(measured) for _ in readings]
        blocked.append(any(one.blocks for reading in readings for one in reading.findings))
        contradicted.append(any(_contradicts(judge, reading) for reading in readings))
        floor.append(COPIED if all(one.chosen for one in readings) else NOTHING)
        known = claim.sentences if len(claim.sentences) == len(readings) else (claim.supported,) * len(readings)
        for row, label in zip(found, known, strict=True):
            if row is not None:
                rows.append(row)
                labels.append(label)
                at.append(place)
    right = np.array([claim.supported for claim in data.rows])
    values = np.array(rows).reshape(-1, len(FEATURES))
    return Read(
        data, values, np.array(labels, bool), np.array(at, np.intp), right,
        np.array(blocked), np.array(contradicted), np.array(floor),
    )  # fmt: skip


def _contradicts(judge: FeatureJudge, reading: ClaimReading) -> bool:
    return any(one.blocks for one in reading.findings) and judge.ruled(reading) == "contradicted"


def fit(sets: Sequence[Read], kept: Sequence[Flags] | None = None) -> Boosted:
    """Fit the trees to the sets, or to those of their sentences that `kept` selects."""
    from threadpoolctl import threadpool_limits

    chosen = kept or [np.ones(len(one.labels), bool) for one in sets]
    values = np.concatenate([one.rows[use] for one, use in zip(sets, chosen, strict=True)])
    right = np.concatenate([one.labels[use] for one, use in zip(sets, chosen, strict=True)])
    names = [one.data.name for one, use in zip(sets, chosen, strict=True) for _ in range(int(use.sum()))]
    with threadpool_limits(1):
        return Boosted(values, right, equal_weights(names, right))


def left_out(sets: Sequence[Read], others: Sequence[Read]) -> list[Floats]:
    """Return the log-odds of every claim of each set, and of `others`, from trees that were fitted without it.

    A single set is divided by document instead.
    """
    if len(sets) == 1:
        return [_by_document(sets[0])]
    found = []
    for one in sets:
        kin = KIN.get(one.data.name, one.data.name)
        rest = [other for other in sets if KIN.get(other.data.name, other.data.name) != kin]
        found.append(one.claims(fit(rest).margins(one.rows)))
    if others:
        every = fit(sets)
        found += [one.claims(every.margins(one.rows)) for one in others]
    return found


def _by_document(one: Read) -> Floats:
    groups = sorted({row.group for row in one.data.rows})
    fold = {group: at % FOLDS for at, group in enumerate(np.random.default_rng(0).permutation(groups))}
    of = np.array([fold[one.data.rows[at].group] for at in one.at])
    margins = np.zeros(len(of))
    for number in range(FOLDS):
        if (of == number).any():
            margins[of == number] = fit([one], [of != number]).margins(one.rows[of == number])
    return one.claims(margins)


def calibrated(sets: Sequence[Read], margins: Sequence[Floats], without: int | None = None) -> tuple[float, float]:
    """Return slope and offset of the calibration on all sets but one, each set counting alike."""
    kept = [at for at in range(len(sets)) if at != without] or [0]
    right = np.concatenate([sets[at].right for at in kept])
    weights = np.concatenate([np.full(len(sets[at].right), 1 / len(sets[at].right)) for at in kept])
    return platt(np.concatenate([margins[at] for at in kept]), right, weights * len(right) / weights.sum())


def auc(score: Floats, right: Flags) -> float:
    """Return the probability that a right claim scores higher than a wrong one; ties count half."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(right, score))


def auc_interval(score: Floats, right: Flags, groups: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % interval of the ROC-AUC, by a bootstrap over documents."""
    names, of = np.unique(groups, return_inverse=True)
    members = [np.flatnonzero(of == at) for at in range(len(names))]

    def area(sample: Sample) -> float:
        drawn = np.concatenate([members[at] for at in sample])
        one_kind = right[drawn].all() or not right[drawn].any()
        return float("nan") if one_kind else auc(score[drawn], right[drawn])

    found = resampled(area, [0.0] * len(names), DRAWS)
    return round(found.low, 4), round(found.high, 4)


def expected_calibration_error(score: Floats, right: Flags, weights: Floats | None = None) -> float:
    """Return the mean gap between score and share of right claims, over ten bins of equal width (Guo et al. 2017)."""
    share = np.ones(len(score)) if weights is None else weights
    of = np.minimum((score * 10).astype(int), 9)
    gaps = [
        abs(float((share * (right - score))[of == at].sum())) for at in range(10) if (of == at).any()
    ]  # each gap times the weight of its bin
    return sum(gaps) / float(share.sum())


def chosen_threshold(sets: Sequence[tuple[Floats, Flags]]) -> float:
    """Return the lowest threshold from which on the precision over all sets together is at least `PRECISION`, at most 0.98.

    `sets` has the scores and labels of the claims that no rule blocks. A threshold counts if at least `FEWEST` reach it.
    """
    score, right = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    best = 0.98
    for threshold in np.arange(0.98, 0.49, -0.01):
        called = score >= threshold
        if called.sum() >= FEWEST and right[called].mean() < PRECISION:
            break
        best = float(threshold) if called.sum() >= FEWEST else best
    return round(best, 2)


def main(
    folders: Sequence[Path], out: Path | None, entailment: Path | None = None, say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Fit on all sets, write the model to `out`, and return the measurements.

    Args:
        folders: SummEdits or BUMP.
        out: the weights file; `None` writes nothing.
        entailment: the folder of the entailment sets; the score is fitted to `FITTED` of it, and measured on `MEASURED`, too.
        say: is told of progress.
    """
    judge = FeatureJudge()
    data = [load(folder) for folder in folders]
    if entailment is not None:
        data += [load_pairs(entailment, name, limit) for name, limit in FITTED.items()]
    extra = [] if entailment is None else [load_pairs(entailment, name, limit) for name, limit in MEASURED.items()]
    read = []
    for judged_set in (*data, *extra):
        read.append(read_all(judged_set, judge))
        say(f"read {judged_set.name}: {len(judged_set.rows):,} claims")
    model = fitted(read[: len(data)], read[len(data) :])
    if out is not None:
        out.write_text(model.to_json(), encoding="utf-8")
    return model.made


def fitted(sets: Sequence[Read], others: Sequence[Read]) -> SupportModel:
    """Fit the model to `sets`; measure it on these, each left out in turn, and on `others`."""
    read = [*sets, *others]
    margins = left_out(sets, others)
    own = margins[: len(sets)]
    scores = []
    for at, found in enumerate(margins):
        slope, offset = calibrated(sets, own, at if at < len(sets) else None)
        scores.append(1 / (1 + np.exp(-(slope * found + offset))))
    free = [(score[~one.blocked], one.right[~one.blocked]) for score, one in zip(scores, read, strict=True)]
    supported = chosen_threshold(free)
    measured = {one.data.name: _measured(one, score, supported) for one, score in zip(read, scores, strict=True)}
    alike = np.concatenate([np.full(len(one.right), 1 / len(one.right)) for one in read])
    error = expected_calibration_error(np.concatenate(scores), np.concatenate([one.right for one in read]), alike)
    made = {
        "date": date.today().isoformat(),
        "data_sha256": {one.data.name: one.data.sha256 for one in read},
        "measured": measured,
        "mean": _means(list(measured.values())),
        "expected_calibration_error": round(error, 4),
    }
    final = fit(sets)
    slope, offset = calibrated(sets, own)
    return SupportModel(FEATURES, final.trees, round(final.bias, 6), round(slope, 5), round(offset, 5), supported, made)


def _means(measured: Sequence[dict[str, Any]]) -> dict[str, float] | None:
    """Return the means of ROC-AUC and recall over the sets, and the precision of all claims called supported, if any are."""
    called = sum(row["called"] for row in measured)
    if not called:
        return None
    return {
        "auc": round(float(np.mean([row["auc"] for row in measured])), 4),
        "precision": round(sum(row["called"] * (row["precision"] or 0.0) for row in measured) / called, 4),
        "recall": round(float(np.mean([row["recall"] for row in measured])), 4),
    }


def _measured(one: Read, score: Floats, supported: float) -> dict[str, Any]:
    """Return the figures of a set: `precision` and `recall` are those of *supported*, `contradicted` has the rules' share."""
    capped = np.where(one.blocked, np.minimum(score, supported - BLOCKED), score)
    called = (capped >= supported) | (one.copied & ~one.blocked)
    against = one.contradicted
    return {
        "claims": len(score),
        "auc": round(auc(capped, one.right), 4),
        "auc_interval": auc_interval(capped, one.right, [row.group for row in one.data.rows]),
        "called": int(called.sum()),
        "precision": round(float(one.right[called].mean()), 4) if called.any() else None,
        "recall": round(float(called[one.right].mean()), 4),
        "expected_calibration_error": round(expected_calibration_error(score, one.right), 4),
        "contradicted": int(against.sum()),
        "contradicted_not_supported": round(float((~one.right[against]).mean()), 4) if against.any() else None,
        "kinds_called_supported": _kinds(one, called),
    }


def _kinds(one: Read, called: Flags) -> dict[str, list[int]]:
    """Return for each kind of error how many claims were called supported, and how many there are."""
    found: dict[str, list[int]] = {}
    for row, value in zip(one.data.rows, called, strict=True):
        if not row.supported and row.error:
            entry = found.setdefault(row.error, [0, 0])
            entry[0] += bool(value)
            entry[1] += 1
    return dict(sorted(found.items()))
