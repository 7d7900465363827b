"""The results page, and running every suite of a folder."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.corpus.errors import InputError
from dragoman.evals.results import peer_runs
from dragoman.evals.results import results_page as results
from dragoman.evals.results.peer_runs import PeerResult
from dragoman.evals.run_file import EvalRun, Figure, ItemResult, history, record
from dragoman.evals.runs.compare import compare
from dragoman.evals.suites import squad

FIGURES = (Figure("hit@1", 0.5, 2, 0.1, 0.9, floor=0.6), Figure("false-answer rate", 0.1, 2, 0.0, 0.2, "a | note", 0.2))
ITEMS = (ItemResult("1", "question", "?", {"hit@1": 1.0}), ItemResult("2", "question", "?", {"hit@1": 0.0}))
RUN = EvalRun("small", "a" * 64, "2026-11-22", FIGURES, ITEMS)


def test_the_page_has_every_figure_with_interval_and_floor() -> None:
    page = results.markdown([RUN])
    assert "| hit@1 | 0.500 | 0.100 to 0.900 | 2 | ≥ 0.6 **not reached** |  |" in page
    assert "| false-answer rate | 0.100 | 0.000 to 0.200 | 2 | ≤ 0.2 | a \\| note |" in page
    assert f"`{'a' * 16}…`" in page


def test_peers_are_shown_with_paired_differences() -> None:
    worse = replace(RUN, suite="txtai", items=tuple(replace(item, scores={"hit@1": 0.0}) for item in ITEMS))
    page = results.markdown([RUN], [PeerResult("txtai", worse, 38.2, 0.0127, compare(worse, RUN))])
    assert "| txtai | 38.2 | 12.7 | hit@1 | 0.000 | 0.500 | +0.500 (+0.000 to +1.000); 1 won, 0 lost |" in page


def test_history_is_a_line_a_run(tmp_path: Path) -> None:
    record(RUN, tmp_path / "history.jsonl")
    record(replace(RUN, suite="other"), tmp_path / "history.jsonl")
    assert [(one.suite, one.figures[0].value) for one in history(tmp_path / "history.jsonl")] == [
        ("small", 0.5),
        ("other", 0.5),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"_id": "a", "title": "", "text": "The Nile is long."}, {"_id": "b", "title": "", "text": "Ann left."}]
    queries = [{"_id": "1", "text": "Who left?", "relevant": ["b"], "answers": ["Ann"], "answerable": True}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def test_a_peer_that_is_unknown_or_not_installed_is_reported(folder: Path) -> None:
    suite = squad.load(folder)
    with pytest.raises(InputError, match="langchain, txtai"):
        peer_runs.run_peer("lucene", sys.executable, suite, RUN)
    with pytest.raises(InputError, match="does not run"):
        peer_runs.run_peer("txtai", str(folder / "python"), suite, RUN)
    with pytest.raises(InputError, match="install its packages"):
        peer_runs.run_peer("txtai", sys.executable, suite, RUN)


def test_the_page_says_that_the_weights_were_fitted_on_the_briefs() -> None:
    page = results.markdown([replace(RUN, suite="briefs")])
    assert "fitted on" in page
    crossed = [line for line in page.splitlines() if "cross-validated by brief" in line]
    assert all("briefs hit@1" in line and "squad2" not in line for line in crossed)


def test_other_data_is_distinguished_from_the_fitted_data(folder: Path) -> None:
    assert "The weights were fitted on other data." in results.markdown([replace(RUN, path=str(folder))])
