"""How well a judge tells supported claims from others: ROC-AUC, precision at recall, and each kind of change by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...corpus.errors import InputError
from ..calibration.boosting import Flags, Floats
from ..calibration.verification import auc, auc_interval
from ..calibration.verification_data import JudgedSet, load, load_pairs
from .changed_sentences import changed_sentences
from .external_judge import JudgeAll, Judgement

RECALLS = (0.1, 0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Claims with one kind of error against all supported claims of the set.

    `called_supported` is the share (0 to 1) of the wrong ones that the judge calls supported, if it gives verdicts.
    """

    kind: str
    claims: int
    auc: float
    called_supported: float | None


@dataclass(frozen=True, slots=True)
class SetFigures:
    """A judge's figures on a set; all are 0 to 1.

    `auc` has its 95 % interval, by a bootstrap over documents; it is `None` if the set has only one kind of label.
    `precision_at` maps a recall to the precision of the highest scores that reach it; claims of equal score count together.
    `precision` and `recall` are those of its verdict *supported*, if it gives verdicts and calls any claim so.
    """

    name: str
    claims: int
    supported: int
    auc: float | None
    interval: tuple[float, float] | None
    precision_at: dict[str, float]
    precision: float | None
    recall: float | None
    kinds: tuple[KindFigures, ...]


def judged_sets(paths: Sequence[Path], limit: int) -> Iterator[JudgedSet]:
    """Yield the sets in the given folders, then our changed sentences, each with at most `limit` claims.

    A folder has `pairs.jsonl` (SummEdits), `task2.jsonl` (BUMP), or entailment sets, one `SOURCE.jsonl.gz` each; such a file
    may be given by itself.

    Raises:
        InputError: a folder has none of these, or a file is damaged.
    """
    for path in paths:
        packed = sorted(path.glob("*.jsonl.gz")) if path.is_dir() else [path] if path.name.endswith(".jsonl.gz") else []
        for file in packed:
            yield load_pairs(file.parent, file.name.removesuffix(".jsonl.gz"), limit)
        if not packed:
            found = load(path)
            chosen = np.sort(np.random.default_rng(0).permutation(len(found.rows))[:limit])
            yield JudgedSet(found.name, tuple(found.rows[at] for at in chosen), found.sha256)
    yield changed_sentences(limit)


def measure_judge(judge: JudgeAll, data: JudgedSet) -> SetFigures:
    """Judge every claim of a set and compute the figures.

    Raises:
        InputError: the judge fails, or the set is empty.
    """
    if not data.rows:
        raise InputError(f"{data.name} has no claims")
    found = judge(data.rows)
    score = np.array([one.score for one in found])
    right = np.array([row.supported for row in data.rows])
    both = bool(right.any() and not right.all())
    called = _called(found)
    some = called is not None and called.any()
    return SetFigures(
        data.name,
        len(right),
        int(right.sum()),
        round(auc(score, right), 4) if both else None,
        auc_interval(score, right, [row.group for row in data.rows]) if both else None,
        {f"{recall:g}": round(precision_at(score, right, recall), 4) for recall in RECALLS} if both else {},
        round(float(right[called].mean()), 4) if some else None,
        round(float(called[right].mean()), 4) if called is not None and right.any() else None,
        tuple(_kinds(data, score, right, called)) if right.any() else (),
    )


def precision_at(score: Floats, right: Flags, recall: float) -> float:
    """Return the precision of all claims that score at least as high as the highest threshold that reaches `recall`."""
    reached = np.sort(score[right])[::-1][max(int(np.ceil(recall * right.sum())) - 1, 0)]
    return float(right[score >= reached].mean())


def _called(found: Sequence[Judgement]) -> Flags | None:
    if any(one.supported is None for one in found):
        return None
    return np.array([bool(one.supported) for one in found])


def _kinds(data: JudgedSet, score: Floats, right: Flags, called: Flags | None) -> Iterator[KindFigures]:
    """Yield the figures of each kind of error; a claim with several (`a+b`) counts for each."""
    errors = [set(row.error.split("+")) if row.error and not row.supported else set() for row in data.rows]
    for kind in sorted(set().union(*errors)):
        wrong = np.array([kind in one for one in errors])
        part = wrong | right
        share = None if called is None else round(float(called[wrong].mean()), 4)
        yield KindFigures(kind, int(wrong.sum()), round(auc(score[part], right[part]), 4), share)


def as_table(figures: Sequence[SetFigures]) -> str:
    """Return the figures as text: a line for each set, and one for each of its kinds of change."""
    lines = []
    for one in figures:
        area = (
            "no AUC, for one kind of label"
            if one.auc is None or one.interval is None
            else (f"AUC {one.auc:.3f} ({one.interval[0]:.2f} to {one.interval[1]:.2f})")
        )
        at = ", ".join(f"{value:.2f} at recall {recall}" for recall, value in one.precision_at.items())
        lines.append(f"{one.name}: {one.claims:,} claims, {one.supported:,} supported, {area}")
        if at:
            lines.append(f"  precision {at}")
        if one.recall is not None:
            precision = (
                "called supported: none"
                if one.precision is None
                else f"called supported: precision {one.precision:.2f}"
            )
            lines.append(f"  {precision}, recall {one.recall:.2f}")
        for kind in one.kinds:
            share = "" if kind.called_supported is None else f", {kind.called_supported:.1%} called supported"
            lines.append(f"  {kind.kind}: {kind.claims:,} claims, AUC {kind.auc:.3f}{share}")
    return "\n".join(lines)
