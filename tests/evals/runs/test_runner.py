"""Runs on a small corpus with the real encoder: which items are asked, saved, resumed and scored."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from dragoman.assistant.settings import Settings
from dragoman.corpus.errors import HomeBusy, InputError
from dragoman.evals.run_file import EvalRun, PlacedText
from dragoman.evals.run_file import ItemResult as Kept
from dragoman.evals.runs import ask, runner
from dragoman.evals.suites import loader
from dragoman.evals.suites.types import Suite, SuiteItem, SuiteText

WORDS = {
    "nile": "The Nile is 6,650 kilometres long. It flows through Egypt and Sudan.",
    "bridge": "Workers closed the old bridge on Monday. Engineer Lea Brandt said that it needs new cables.",
    "market": "The fish market opens at five in the morning. Traders pay four euros a day for a stall.",
}
QUESTIONS = (
    SuiteItem(
        "long", "question", "How long is the Nile?", gold=(PlacedText("", "nile"),), answers=("6,650 kilometres",)
    ),
    SuiteItem(
        "who",
        "question",
        "Who said that the bridge needs new cables?",
        gold=(PlacedText("", "bridge"),),
        answers=("Lea Brandt",),
    ),
    SuiteItem(
        "follow",
        "conversation",
        "And when does it open?",
        earlier=("What do traders pay at the fish market?",),
        gold=(PlacedText("", "market"),),
    ),
    SuiteItem("none", "unanswerable", "Which opera did Verdi finish in 1871?"),
)


@pytest.fixture
def suite() -> Suite:
    return Suite(
        "small", "0" * 64, QUESTIONS, corpus=tuple(SuiteText(name, name, text) for name, text in WORDS.items())
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def answers(settings: Settings) -> Path:
    (path,) = (settings.home / "evals" / "answers").glob("*.jsonl")
    return path


def figures(run: EvalRun) -> dict[str, float]:
    return {one.metric: one.value for one in run.figures}


def test_a_run_scores_every_kind_of_item(suite: Suite, settings: Settings) -> None:
    run = runner.run(suite, settings)
    found = figures(run)
    assert found["hit@1"] == found["answer@1"] == found["follow-up hit@1"] == found["citation validity"] == 1.0
    assert [item.id for item in run.items] == [item.id for item in QUESTIONS]
    first = run.items[0]
    assert first.passed and "6,650" in first.found[0].text and first.retrieved and first.statements
    assert run.items[3].expected == "refused" and run.items[3].passed == bool(run.items[3].abstained)
    assert run.data_sha256 == suite.sha256 and run.commit and run.machine


def test_the_run_file_is_read_back(suite: Suite, settings: Settings, tmp_path: Path) -> None:
    run = runner.run(suite, settings)
    run.save(tmp_path / "run.json")
    assert EvalRun.load(tmp_path / "run.json") == run


def test_scoring_again_asks_nothing(suite: Suite, settings: Settings) -> None:
    runner.run(suite, settings)
    for index in (settings.home / "evals").glob("index-*"):
        index.rename(index.with_name("gone"))  # asking would make it again
    run = runner.run(suite, settings, metrics=["F1", "RR@3", "citation recall"])
    assert set(figures(run)) == {"F1", "RR@3", "citation recall"}
    assert "tells nothing" in (run.figures[2].note or "")
    assert not list((settings.home / "evals").glob("index-*"))


def cut(path: Path) -> None:
    """Cut a file to two whole lines and half of one, as a killed run leaves it."""
    kept = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(kept[0] + kept[1] + kept[2][:40])


def test_a_killed_run_continues_after_its_last_whole_line(suite: Suite, settings: Settings) -> None:
    whole = runner.run(suite, settings)
    path = answers(settings)
    cut(path)
    before = path.read_bytes().splitlines()[:2]
    again = runner.run(suite, settings)
    after = path.read_bytes().splitlines()
    assert after[:2] == before and [json.loads(line)["id"] for line in after] == [item.id for item in QUESTIONS]
    assert figures(again) == figures(whole)


def test_fresh_asks_again(suite: Suite, settings: Settings) -> None:
    runner.run(suite, settings)
    path = answers(settings)
    path.write_bytes(path.read_bytes().replace(b"6,650", b"9,999"))
    assert figures(runner.run(suite, settings))["answer@1"] < 1
    assert figures(runner.run(suite, settings, fresh=True))["answer@1"] == 1


def test_changed_data_is_asked_again_and_an_unchanged_corpus_not_indexed_again(
    suite: Suite, settings: Settings
) -> None:
    runner.run(suite, settings)
    runner.run(replace(suite, sha256="1" * 64), settings)
    assert len(list((settings.home / "evals" / "answers").glob("*.jsonl"))) == 2
    assert len(list((settings.home / "evals").glob("index-*"))) == 1


def test_two_runs_of_one_suite_do_not_mix(suite: Suite, settings: Settings) -> None:
    runner.run(suite, settings)
    with FileLock(answers(settings).with_suffix(".lock")), pytest.raises(HomeBusy, match="same suite"):
        ask.outcomes(suite, settings)


def without_answers(suite: Suite) -> Suite:
    return replace(
        suite, items=tuple(replace(item, answers=()) for item in suite.items), fields={"answers": "gold_words"}
    )


@pytest.mark.parametrize(
    ("change", "metric", "told"),
    [
        (lambda suite: suite, "hits@1", "no metric 'hits@1'"),
        (without_answers, "answer@1", "'gold_words'"),
        (lambda suite: suite, "balanced accuracy", "kind support"),
        (lambda suite: replace(suite, items=suite.items[:3]), "AUROC", "question and unanswerable"),
    ],
)
def test_a_metric_that_the_data_cannot_give(
    change: Callable[[Suite], Suite], metric: str, told: str, suite: Suite, settings: Settings
) -> None:
    with pytest.raises(InputError) as error:
        runner.run(change(suite), settings, metrics=[metric])
    assert told in str(error.value)


def test_a_question_that_cannot_be_asked_is_named(suite: Suite, settings: Settings) -> None:
    long = replace(suite, items=(replace(QUESTIONS[0], question="x" * 5000),))
    with pytest.raises(InputError, match="'long'"):
        runner.run(long, settings)


def test_claims_are_judged_without_an_index(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [
        {"document": WORDS["nile"], "claim": "The Nile is 6,650 kilometres long.", "supported": True},
        {"document": WORDS["nile"], "claim": "The Nile is 9,650 kilometres long.", "supported": False},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run = runner.run(loader.load(str(path)), settings)
    assert figures(run) == {"grounding AUROC": 1.0, "balanced accuracy": 1.0}
    assert next(item.got for item in run.items) == "supported"
    assert not list((settings.home / "evals").glob("index-*"))


def test_kept_items_say_what_is_wrong() -> None:
    assert not Kept("a", "question", "?", passed=True).failed
    assert Kept("a", "question", "?", passed=False, reason="expected: x; came: y").why == "expected: x; came: y"
