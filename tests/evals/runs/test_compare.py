"""Comparison of runs, floors of the gate, exports, and outputs of other systems."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.corpus.errors import InputError
from dragoman.evals import exports
from dragoman.evals.run_file import AnswerStatement, EvalRun, Figure, ItemResult, PlacedText
from dragoman.evals.runs import dragoman_answers, gate, runner
from dragoman.evals.runs.compare import compare
from dragoman.evals.suites import golden, loader

TEXT = "Ann left at noon. She took the train."
ITEMS = (
    ItemResult(
        "1",
        "question",
        "When did Ann leave?",
        {"hit@1": 1.0, "AURC": 0.0},
        answers=("at noon",),
        answer="…",
        abstained=False,
        retrieved=(PlacedText(TEXT, "d", 0, len(TEXT)), PlacedText("Bob came.", "e", 0, 9)),
        gold=(PlacedText("Ann left at noon.", "d", 0, 17),),
        statements=(
            AnswerStatement("Ann left at noon.", (PlacedText("Ann left at noon.", "d", 0, 17),)),
            AnswerStatement(
                "Bob came.\nBy train", (PlacedText("Bob came.", "e", 0, 9), PlacedText("by train", "f", 3, 11))
            ),
        ),
    ),
    ItemResult(
        "2",
        "unanswerable",
        "Who is Zed?",
        {"hit@1": 0.0, "AURC": 1.0},
        answer="This corpus does not say.",
        abstained=True,
        retrieved=(PlacedText(TEXT, "d", 0, len(TEXT)),),
    ),
)
RUN = EvalRun("small", "a" * 64, "2026-11-22", (Figure("hit@1", 0.5, 2, 0.1, 0.9), Figure("AURC", 0.5, 2)), ITEMS)


def scored(*values: float, name: str = "hit@1") -> EvalRun:
    items = tuple(ItemResult(str(at), "question", "?", {name: value}) for at, value in enumerate(values))
    return replace(RUN, items=items, figures=(Figure(name, sum(values) / len(values), len(values)),))


def test_compare_pairs_by_id_and_names_wins_and_losses() -> None:
    (found,) = compare(scored(0, 0, 1, 1), scored(1, 1, 0))
    assert (found.first, found.second) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (found.wins, found.losses, found.paired.n) == (("0", "1"), ("2",), 3)


def test_compare_knows_where_less_is_better() -> None:
    (found,) = compare(scored(0, 1, name="false-answer rate"), scored(0, 0, name="false-answer rate"))
    assert (found.wins, found.losses) == (("1",), ())


def test_compare_refuses_runs_with_nothing_in_common() -> None:
    with pytest.raises(InputError, match="no item in common"):
        compare(scored(1), scored(1, name="hit@3"))


def test_floors_are_pinned_less_a_margin_and_hold(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    run = replace(RUN, figures=(Figure("hit@1", 0.9, 2), Figure("citation validity", 1.0, 2), Figure("RR@10", 0.4, 2)))
    gate.pin(run, file)
    assert gate.load(file)["small"].floors == {"hit@1": 0.88, "citation validity": 1.0}
    checked = gate.require_floors(run, gate.load(file))
    assert gate.missed_floors(checked) == ()
    worse = replace(run, figures=(Figure("hit@1", 0.879, 2), Figure("citation validity", 0.999, 2)))
    assert [one.metric for one in gate.missed_floors(gate.require_floors(worse, gate.load(file)))] == [
        "hit@1",
        "citation validity",
    ]


def test_a_ceiling_where_less_is_better(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    file.write_text(f'[small]\ndata_sha256 = "{RUN.data_sha256}"\n[small.floors]\n"AURC" = 0.1\n')
    gate.pin(RUN, file)
    assert gate.load(file)["small"].floors == {"hit@1": 0.48, "AURC": 0.52}
    worse = replace(RUN, figures=(Figure("hit@1", 0.9, 2), Figure("AURC", 0.53, 2)))
    assert gate.missed_floors(gate.require_floors(worse, gate.load(file)))


def test_without_a_file_nothing_is_pinned(tmp_path: Path) -> None:
    assert gate.load(tmp_path / "none.toml") == {}


def test_other_suites_stay_pinned(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    gate.pin(replace(RUN, suite='odd "name"'), file)
    gate.pin(RUN, file)
    assert set(gate.load(file)) == {'odd "name"', "small"}


def test_changed_data_is_refused_with_the_way_to_pin_again(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    gate.pin(RUN, file)
    with pytest.raises(InputError, match=r"has changed.*--pin"):
        gate.require_floors(replace(RUN, data_sha256="b" * 64), gate.load(file))
    with pytest.raises(InputError, match=r"nothing is pinned.*--pin"):
        gate.require_floors(replace(RUN, suite="other"), gate.load(file))
    with pytest.raises(InputError, match="no figure hit@1"):
        gate.require_floors(replace(RUN, figures=()), gate.load(file))


@pytest.mark.parametrize(
    "content", ["[briefs", "briefs = 1", '[briefs]\ndata_sha256 = "x"', '[b]\ndata_sha256="x"\nfloors={a="b"}']
)
def test_a_gate_file_that_is_broken(content: str, tmp_path: Path) -> None:
    (tmp_path / "gate.toml").write_text(content)
    with pytest.raises(InputError, match=r"gate\.toml"):
        gate.load(tmp_path / "gate.toml")


def exported(form: str, at: Path) -> Path:
    out = at / ("out.jsonl" if form == "ragas" else "out.json")
    exports.export(RUN, form, out)
    return out


def test_ragas_rows_come_back_through_the_adapter(tmp_path: Path) -> None:
    suite = loader.load(str(exported("ragas", tmp_path)))
    assert [item.id for item in suite.items] == ["1", "2"]
    assert suite.items[0].answers == ("at noon",)
    assert [place.text for place in suite.outcomes[0].found] == [TEXT, "Bob came."]
    assert suite.outcomes[0].answer == "Ann left at noon. Bob came. By train"
    assert suite.outcomes[1].answer == "This corpus does not say."


def test_ragchecker_results_come_back_through_the_adapter(tmp_path: Path) -> None:
    suite = loader.load(str(exported("ragchecker", tmp_path)))
    assert [(item.id, item.question, item.answers) for item in suite.items] == [
        ("1", "When did Ann leave?", ("at noon",))
    ]
    assert [place.text for place in suite.outcomes[0].found] == [TEXT, "Bob came."]


def test_alce_rows_come_back_through_the_adapter(tmp_path: Path) -> None:
    path = exported("alce", tmp_path)
    row = json.loads(path.read_text())["data"][0]
    assert row["output"] == "Ann left at noon [1]. Bob came [2][3]. By train [2][3]."
    assert "\n" not in row["output"] and [doc["text"] for doc in row["docs"]] == [TEXT, "Bob came.", "by train"]
    suite = loader.load(str(path))
    cited = [(one.text, [place.text for place in one.citations]) for one in suite.outcomes[0].statements]
    assert cited[0] == ("Ann left at noon.", [TEXT])
    assert all(places == ["Bob came.", "by train"] for _, places in cited[1:])


def test_an_unknown_form_and_a_run_without_answers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ragas, ragchecker, alce"):
        exports.export(RUN, "trec", tmp_path / "x")
    with pytest.raises(InputError, match="no item"):
        exports.export(replace(RUN, items=ITEMS[1:]), "ragchecker", tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


ANSWER = {
    "id": "1",
    "question": "When?",
    "abstained": False,
    "confidence": 0.9,
    "text": "“Ann left at noon.”",
    "mode": "quoting",
    "claims": [
        {
            "text": "Ann left at noon.",
            "citations": [
                {"document_id": "x", "external_id": "d", "start": 0, "end": 17, "quote": "Ann left at noon."}
            ],
        }
    ],
    "retrieved": [{"document_id": "x", "external_id": "d", "passage": {"start": 0, "end": len(TEXT), "text": TEXT}}],
}


def written(at: Path, *rows: object) -> Path:
    path = at / "answers.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_our_own_answers_are_read_back(tmp_path: Path) -> None:
    shifted = json.loads(json.dumps(ANSWER).replace('"start": 0, "end": 17', '"start": 1, "end": 18')) | {"id": "2"}
    path = written(tmp_path, ANSWER, shifted, {"id": "3", "error": {"type": "QuestionError", "message": "empty"}})
    assert dragoman_answers.is_answer_file(path)
    suite = dragoman_answers.load(path)
    assert [one.valid for one in suite.outcomes] == [(True,), (False,), ()]
    assert suite.outcomes[2].abstained
    run = runner.score_outcomes(suite, suite.outcomes, None, 0.0)
    assert {one.metric: one.value for one in run.figures}["citation validity"] == 0.5


def test_our_own_answers_on_the_briefs_are_matched_by_id(tmp_path: Path) -> None:
    briefs = golden.load()
    item = briefs.items[0]
    (gold,) = item.gold
    key = next(document for document, name in briefs.names.items() if name == gold.document)
    place = {"document_id": key, "external_id": None, "start": gold.start, "end": gold.end}
    row = ANSWER | {
        "id": item.id,
        "claims": [{"text": gold.text, "citations": [place | {"quote": gold.text}]}],
        "retrieved": [place | {"passage": {"start": gold.start, "end": gold.end, "text": gold.text}}],
    }
    suite = dragoman_answers.load(written(tmp_path, row), briefs)
    found = {
        one.metric: one.value
        for one in runner.score_outcomes(suite, suite.outcomes, ["hit@1", "answer@1"], 0.0).figures
    }
    assert found == {"hit@1": pytest.approx(1 / 238), "answer@1": pytest.approx(1 / 238)}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"id": "zzz"}, "line 1: 'id'"),
        ({"claims": None}, "line 1: 'claims' is missing"),
        ({"abstained": "no"}, "line 1: 'abstained'"),
        ({"confidence": "high"}, "line 1: 'confidence'"),
    ],
)
def test_an_answer_that_cannot_be_scored(changed: dict[str, object], told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        dragoman_answers.load(written(tmp_path, ANSWER | {"id": "q001"} | changed), golden.load())
    assert told in str(error.value)


def test_others_rows_need_a_response_each(tmp_path: Path) -> None:
    rows = [{"user_input": "Who?", "retrieved_contexts": ["Ann."], "response": "Ann"}, {"user_input": "When?"}]
    with pytest.raises(InputError, match="row 2: 'response' is missing"):
        dragoman_answers.require_outcomes(loader.load(str(written(tmp_path, *rows))))


def test_statements_of_others_are_judged_by_what_was_read(tmp_path: Path) -> None:
    rows = [
        {
            "user_input": "When did Ann leave?",
            "retrieved_contexts": [TEXT],
            "response": "Ann left at noon.",
            "reference": "noon",
        },
        {
            "user_input": "When did Bob leave?",
            "retrieved_contexts": [TEXT],
            "response": "Ann left at nine.",
            "reference": "nine",
        },
    ]
    suite = dragoman_answers.require_outcomes(loader.load(str(written(tmp_path, *rows))))
    found = {
        one.metric: one.value
        for one in runner.score_outcomes(suite, suite.outcomes, ["grounded statements", "EM"], 0.0).figures
    }
    assert found == {"grounded statements": 0.5, "EM": 0.0}
