"""Fitting the score of `support`, on a small set made here."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dragoman.assistant.verification.feature_judge import FeatureJudge
from dragoman.assistant.verification.features import FEATURES
from dragoman.assistant.verification.support_model import SupportModel, load_support_model
from dragoman.corpus.errors import InputError
from dragoman.evals.calibration.boosting import AGAINST, FOR
from dragoman.evals.calibration.verification import auc, chosen_threshold, expected_calibration_error, main
from dragoman.evals.calibration.verification_data import load, load_pairs

TOWNS = (
    "Lusaka",
    "Vientiane",
    "Quito",
    "Tallinn",
    "Windhoek",
    "Apia",
    "Malé",
    "Tirana",
    "Praia",
    "Suva",
    "Riga",
    "Oslo",
)


def rows() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for at, town in enumerate(TOWNS):
        article = (
            f"Envoys met in {town} for {at + 2} days. The host thanked all the guests. Rain fell before the session."
        )
        found.append(
            {
                "article": article,
                "reference_summary": f"Envoys had met in {town} for {at + 2} days. The host thanked the guests.",
                "edited_summary": f"Envoys had met in {town} for {at + 2} days. The host insulted the cooks.",
                "error_type": "Predicate",
            }
        )
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "task2.jsonl").write_text("\n".join(json.dumps(row) for row in rows()), encoding="utf-8")
    return tmp_path


def test_only_the_changed_sentence_is_wrong(folder: Path) -> None:
    data = load(folder)
    assert len(data.rows) == 2 * len(TOWNS)
    assert data.rows[0].sentences == (True, True) and data.rows[1].sentences == (True, False)


def test_the_fit_separates_right_from_wrong_and_is_stored_completely(folder: Path) -> None:
    out = folder / "weights.json"
    made = main([folder], out, say=lambda _: None)
    assert made["measured"][folder.name]["auc"] > 0.9
    stored = SupportModel.from_json(out.read_text(encoding="utf-8"))
    assert stored.features == FEATURES and stored.to_json() == out.read_text(encoding="utf-8")
    assert stored.made["data_sha256"] == {folder.name: load(folder).sha256}
    judged = FeatureJudge(stored)
    right, wrong = load(folder).rows[:2]
    assert judged.judge(right.claim, [right.evidence]).score > judged.judge(wrong.claim, [wrong.evidence]).score


def test_a_feature_that_speaks_for_a_claim_never_lowers_the_installed_score() -> None:
    model = load_support_model()
    rng = np.random.default_rng(0)
    for row in rng.random((20, len(FEATURES))):
        for name in FEATURES:
            more = row.copy()
            more[FEATURES.index(name)] += 0.3
            if name in FOR:
                assert model.score(more.tolist()) >= model.score(row.tolist())
            elif name in AGAINST:
                assert model.score(more.tolist()) <= model.score(row.tolist())


def test_a_model_for_other_features_is_refused() -> None:
    with pytest.raises(ValueError, match="other features"):
        replace(load_support_model(), features=FEATURES[1:])


def test_the_threshold_is_the_lowest_that_is_precise_enough() -> None:
    score = np.linspace(0.0, 0.99, 200)
    found = chosen_threshold([(score, score > 0.7)])
    assert found < 0.7 and (score > 0.7)[score >= found].mean() >= 0.9
    assert chosen_threshold([(score, np.zeros(200, bool))]) == 0.98  # nothing is precise enough
    assert auc(score, score > 0.7) == 1.0


def test_the_calibration_error_is_the_gap_between_score_and_share() -> None:
    score = np.array([0.05] * 10 + [0.95] * 10)
    right = np.array([False] * 10 + [True] * 5 + [False] * 5)
    assert expected_calibration_error(score, right) == pytest.approx((0.05 + 0.45) / 2)
    assert expected_calibration_error(np.array([1.0, 0.0]), np.array([True, False])) == 0.0


def test_pairs_are_read_as_claims(tmp_path: Path) -> None:
    lines = [
        {"premise": f"{town} hosted the envoys. They left.", "hypothesis": f"{town} was host.", "label": label}
        for town, label in zip(TOWNS[:4], ("entailment", "neutral", "contradiction", "not_entailment"), strict=True)
    ]
    with gzip.open(tmp_path / "small.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, lines)))
    found = load_pairs(tmp_path, "small", 10)
    assert sorted((row.error, row.supported) for row in found.rows) == [
        ("", True), ("contradiction", False), ("neutral", False), ("not_entailment", False),
    ]  # fmt: skip
    assert len(load_pairs(tmp_path, "small", 2).rows) == 2
    with pytest.raises(InputError, match="is not there"):
        load_pairs(tmp_path, "absent", 10)
    with gzip.open(tmp_path / "odd.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write('{"premise": "A.", "hypothesis": "B.", "label": "perhaps"}')
    with pytest.raises(InputError, match="line 1"):
        load_pairs(tmp_path, "odd", 10)


def test_bad_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither"):
        load(tmp_path)
    (tmp_path / "pairs.jsonl").write_text('{"claim": "A"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="no field"):
        load(tmp_path)
    (tmp_path / "pairs.jsonl").write_text("{}\n{", encoding="utf-8")
    with pytest.raises(InputError, match="line 2 is not JSON"):
        load(tmp_path)
