"""Run files: a written run is read back unchanged, and other files are refused with the name of the field."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.errors import InputError
from dragoman.evals.run_file import Confusion, Curves, EvalRun, Figure, ItemResult, PlacedText, history

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
PART = st.floats(0, 1)
ITEMS = st.builds(
    ItemResult,
    id=WORDS,
    kind=WORDS,
    question=WORDS,
    scores=st.dictionaries(WORDS, PART, max_size=3),
    confidence=st.none() | PART,
    abstained=st.none() | st.booleans(),
    found=st.tuples(st.builds(PlacedText, text=WORDS)),
    seconds=PART,
    passed=st.none() | st.booleans(),
)
RUNS = st.builds(
    EvalRun,
    suite=WORDS,
    data_sha256=WORDS,
    date=WORDS,
    figures=st.tuples(st.builds(Figure, metric=WORDS, value=PART, n=st.integers(0, 9), floor=st.none() | PART)),
    items=st.lists(ITEMS, max_size=3).map(tuple),
    seconds=PART,
    curves=st.builds(Curves, roc=st.lists(st.tuples(PART, PART), max_size=3).map(tuple)),
    confusion=st.none() | st.just(Confusion(("a", "b"), ((1, 0), (2, 3)))),
)


@given(run=RUNS)
def test_a_run_is_read_as_it_was_written(run: EvalRun, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "run.json"
    run.save(path)
    assert EvalRun.load(path) == run
    assert not path.with_name("run.json.part").exists()


def test_half_a_surrogate_pair_does_not_stop_the_writing(tmp_path: Path) -> None:
    run = EvalRun("s", "0", "2026-11-22", (), (ItemResult("1", "question", "odd \ud800 words"),))
    run.save(tmp_path / "run.json")
    assert EvalRun.load(tmp_path / "run.json").items[0].question == "odd ? words"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "Invalid JSON"),
        ("[]", "run.json"),
        ('{"suite": "s"}', "`data_sha256`"),
        ('{"suite":"s","data_sha256":"","date":"","figures":[{"metric":"m","value":NaN,"n":1}]}', "`figures.0.value`"),
        (
            '{"suite":"s","data_sha256":"","date":"","figures":[],"confusion":{"labels":["a"],"counts":[[1,2]]}}',
            "confusion.counts",
        ),
    ],
)
def test_other_files_are_refused_as_runs(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=named):
        EvalRun.load(path)
    with pytest.raises(InputError, match="cannot be read"):
        EvalRun.load(tmp_path / "none.json")


def test_failures_come_worst_and_surest_first() -> None:
    items = (
        ItemResult("right", "question", "", {"hit@1": 1.0}),
        ItemResult("unsure", "question", "", {"hit@1": 0.0}, confidence=0.2),
        ItemResult("sure", "question", "", {"hit@1": 0.0}, confidence=0.9),
        ItemResult("half", "question", "", {"hit@1": 0.0, "hit@3": 0.4, "false_answer": 0.0}, confidence=1.0),
        ItemResult("labels", "quotation", "", {"verdict": 0.0}, expected="altered", got="verbatim"),
        ItemResult("judged", "question", "", {"hit@1": 1.0}, passed=False),
    )
    run = EvalRun("s", "0", "2026-11-22", (), items)
    assert [item.id for item in run.failures] == ["sure", "unsure", "labels", "half", "judged"]


def test_a_floor_is_a_ceiling_for_what_goes_wrong() -> None:
    assert Figure("hit@1", 0.93, 10, floor=0.93).holds
    assert not Figure("hit@1", 0.92, 10, floor=0.93).holds
    assert Figure("false-answer rate", 0.05, 10, floor=0.08).holds
    assert Figure("hit@1", 0.5, 10).holds is None


def test_history_is_in_order_and_names_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert history(path) == ()
    line = '{"date":"%s","commit":"c","suite":"%s","figures":[{"metric":"hit@1","value":0.5,"n":2}]}\n'
    path.write_text(line % ("2026-11-23", "a") + "\n" + line % ("2026-11-22", "a") + line % ("2026-11-22", "b"))
    assert [past.date for past in history(path, "a")] == ["2026-11-22", "2026-11-23"]
    assert len(history(path)) == 3
    path.write_text(line % ("2026-11-23", "a") + '{"date": "2026-11-22"}\n')
    with pytest.raises(InputError, match=r"line 2: `suite`"):
        history(path)
