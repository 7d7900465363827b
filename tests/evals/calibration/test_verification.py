"""Fitting the score of `support`, on a small set made here."""

import json
from pathlib import Path

import numpy as np
import pytest

from dragoman.assistant.verification.feature_judge import SupportWeights, load_support_weights
from dragoman.assistant.verification.features import FEATURES
from dragoman.corpus.errors import InputError
from dragoman.evals.calibration.verification import AGAINST, FOR, auc, chosen_threshold, main
from dragoman.evals.calibration.verification_data import load

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
    made = main([folder], out)
    assert made["measured"][folder.name]["cross_validated"]["auc"] > 0.9
    stored = SupportWeights.from_json(out.read_text(encoding="utf-8"))
    assert tuple(stored.weights) == FEATURES
    assert stored.made["data_sha256"] == {folder.name: load(folder).sha256}
    main([folder], folder / "again.json")
    assert (folder / "again.json").read_bytes() == out.read_bytes()


def test_installed_weights_speak_the_way_they_must() -> None:
    weights = load_support_weights().weights
    assert all(weights[name] >= 0 for name in FOR) and all(weights[name] <= 0 for name in AGAINST)


def test_the_threshold_is_the_lowest_that_is_precise_enough() -> None:
    score = np.linspace(0.41, 0.949, 100)
    right = score > 0.6
    assert chosen_threshold(score, right) <= 0.6
    assert right[score >= chosen_threshold(score, right)].mean() >= 0.8
    assert auc(score, right) == 1.0


def test_bad_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither"):
        load(tmp_path)
    (tmp_path / "pairs.jsonl").write_text('{"claim": "A"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="no field"):
        load(tmp_path)
    (tmp_path / "pairs.jsonl").write_text("{}\n{", encoding="utf-8")
    with pytest.raises(InputError, match="line 2 is not JSON"):
        load(tmp_path)
