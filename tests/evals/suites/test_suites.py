"""Loaders of suites: the items of each format, and the errors for lines that cannot be used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.types import Turn
from dragoman.corpus.errors import InputError
from dragoman.evals.suites import loader
from dragoman.evals.suites.types import Suite

Rows = list[dict[str, Any]]
CORPUS: Rows = [{"_id": f"d{n}", "title": f"T{n}", "text": f"Words of document {n}."} for n in range(3)]
QUERIES: Rows = [
    {"_id": f"q{n}", "text": f"Question {n}?", "relevant": ["d0"], "answers": ["Words"], "answerable": True}
    for n in range(9)
]
RAGAS: Rows = [
    {"user_input": "Who?", "retrieved_contexts": ["Ann left.", "Bob came."], "response": "Ann. Bob.", "reference": "Ann"},
    {"user_input": "When?", "retrieved_contexts": ["Ann left."], "response": "Today.", "reference": "Now",
     "reference_contexts": ["Ann left."]},
]  # fmt: skip
OLD_RAGAS: Rows = [{"question": "Who?", "contexts": ["Ann left."], "answer": "Ann", "ground_truth": "Ann"}]
CHECKER = {
    "results": [
        {"query_id": "1", "query": "Who?", "gt_answer": "Ann", "response": "Ann left.",
         "retrieved_context": [{"doc_id": "a", "text": "Ann left."}]}
    ]
}  # fmt: skip
MTRAG: Rows = [
    {"_id": "a", "turns": [{"role": "user", "content": "Who left?"}, {"role": "assistant", "content": "Ann."},
                           {"role": "user", "content": "When?"}],
     "contexts": [{"id": "c1", "text": "Ann left at noon."}], "answerability": "ANSWERABLE"},
    {"task_id": "b", "input": [{"speaker": "user", "text": "Why?"}], "contexts": [], "Answerability": ["UNANSWERABLE"]},
]  # fmt: skip
SQUAD_JSON = {
    "version": "v2.0",
    "data": [
        {"title": "Nile", "paragraphs": [{"context": "The Nile is long.", "qas": [
            {"id": "1", "question": "What is long?", "is_impossible": False, "answers": [{"text": "The Nile"}]},
            {"id": "2", "question": "Who is long?", "is_impossible": True, "answers": []}]}]}
    ],
}  # fmt: skip
PAIRS: Rows = [{"_id": f"p{n}", "document": "Ann left.", "claim": "Ann came.", "supported": False} for n in range(8)]
BUMP: Rows = [{"id": 0, "article": "Ann left.", "reference_summary": "Ann left.", "edited_summary": "Ann came."}]


def lines(rows: Rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def folder(at: Path, corpus: Rows = CORPUS, queries: Rows = QUERIES, qrels: str | None = None) -> Path:
    (at / "corpus.jsonl").write_text(lines(corpus))
    (at / "queries.jsonl").write_text(lines(queries))
    if qrels is not None:
        (at / "qrels").mkdir()
        (at / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + qrels)
    return at


def file(at: Path, content: Rows | dict[str, Any], name: str = "rows.jsonl") -> Path:
    path = at / (name if isinstance(content, list) else "rows.json")
    path.write_text(lines(content) if isinstance(content, list) else json.dumps(content))
    return path


def loaded(path: Path) -> Suite:
    return loader.load(str(path))


def test_squad_folder(tmp_path: Path) -> None:
    suite = loaded(folder(tmp_path))
    assert [text.id for text in suite.corpus] == ["d0", "d1", "d2"]
    assert [(item.id, item.kind, item.gold[0].document, item.answers) for item in suite.items[:1]] == [
        ("q0", "question", "d0", ("Words",))
    ]
    assert suite.sha256 != loaded(folder(tmp_path, queries=QUERIES[:8])).sha256


def test_squad_json(tmp_path: Path) -> None:
    suite = loaded(file(tmp_path, SQUAD_JSON))
    assert [(item.kind, item.answers) for item in suite.items] == [("question", ("The Nile",)), ("unanswerable", ())]


def test_beir_folder_keeps_gains_and_leaves_out_unjudged_queries(tmp_path: Path) -> None:
    suite = loaded(folder(tmp_path, qrels="q0\td1\t2\nq0\td2\t1\nq1\td0\t0\nq2\td0\t1\n"))
    assert [(item.id, [place.document for place in item.gold], item.gains) for item in suite.items] == [
        ("q0", ["d1", "d2"], (2.0, 1.0)),
        ("q2", ["d0"], (1.0,)),
    ]


def test_mtrag_is_asked_with_its_conversation_and_alone(tmp_path: Path) -> None:
    suite = loaded(file(tmp_path, MTRAG))
    assert [(item.kind, item.question, len(item.history)) for item in suite.items] == [
        ("conversation", "When?", 2),
        ("question", "When?", 0),
        ("unanswerable", "Why?", 0),
    ]
    assert suite.items[0].history == (Turn("user", "Who left?"), Turn("assistant", "Ann."))


def test_ragas_pools_contexts_and_keeps_responses(tmp_path: Path) -> None:
    suite = loaded(file(tmp_path, RAGAS))
    assert len(suite.corpus) == 2
    assert [place.document for place in suite.items[1].gold] == [suite.corpus[0].id]
    assert [one.text for one in suite.outcomes[0].statements] == ["Ann.", "Bob."]
    assert [place.document for place in suite.outcomes[0].found] == [text.id for text in suite.corpus]


def test_older_spelling_of_ragas_is_the_same(tmp_path: Path) -> None:
    suite = loaded(file(tmp_path, OLD_RAGAS))
    assert (suite.items[0].question, suite.items[0].answers, suite.outcomes[0].answer) == ("Who?", ("Ann",), "Ann")


def test_ragchecker(tmp_path: Path) -> None:
    suite = loaded(file(tmp_path, CHECKER))
    assert (suite.items[0].answers, suite.outcomes[0].found[0].text) == (("Ann",), "Ann left.")


def test_claims_of_summedits_and_bump(tmp_path: Path) -> None:
    assert [item.label for item in loaded(file(tmp_path, PAIRS)).items] == [False] * 8
    assert [(item.id, item.label) for item in loaded(file(tmp_path, BUMP)).items] == [
        ("0 true", True),
        ("0 false", False),
    ]
    own = [{"doc": "Ann left.", "summary": "Ann left.", "label": 1}]
    assert [item.label for item in loaded(file(tmp_path, own)).items] == [True]


def broken(rows: Rows, at: int, **changed: object) -> Rows:
    changed_row = {key: value for key, value in {**rows[at], **changed}.items() if value is not ...}
    return [*rows[:at], changed_row, *rows[at + 1 :]]


BAD: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "a missing field": (lambda at: folder(at, queries=broken(QUERIES, 6, text=...)), ("queries.jsonl line 7", "'text'")),
    "a field of the wrong kind": (
        lambda at: folder(at, queries=broken(QUERIES, 6, relevant="d0")), ("queries.jsonl line 7", "'relevant'")
    ),
    "gold that names no document": (
        lambda at: folder(at, queries=broken(QUERIES, 6, relevant=["d9"])), ("queries.jsonl line 7", "'relevant'", "d9")
    ),
    "an id that comes twice": (
        lambda at: folder(at, queries=broken(QUERIES, 6, _id="q1")), ("queries.jsonl line 7", "'_id'", "line 2")
    ),
    "an answerable question without gold": (
        lambda at: folder(at, queries=broken(QUERIES, 6, relevant=[])), ("queries.jsonl line 7", "'relevant'")
    ),
    "a document without words": (lambda at: folder(at, corpus=broken(CORPUS, 1, text=" ")), ("corpus.jsonl line 2", "'text'")),
    "a judgement of an unknown query": (lambda at: folder(at, qrels="q0\td0\t1\nx\td0\t1\n"), ("test.tsv line 3", "'query-id'")),
    "a judgement of an unknown document": (lambda at: folder(at, qrels="q0\tx\t1\n"), ("test.tsv line 2", "'corpus-id'")),
    "a judgement that is no number": (lambda at: folder(at, qrels="q0\td0\tgood\n"), ("test.tsv line 2", "'score'")),
    "a judgement with too few columns": (lambda at: folder(at, qrels="q0\td0\n"), ("test.tsv line 2", "'score'")),
    "a conversation that ends with an answer": (
        lambda at: file(at, broken(MTRAG, 0, turns=MTRAG[0]["turns"][:2])), ("rows.jsonl line 1", "'turns'")
    ),
    "a context without words": (
        lambda at: file(at, broken(MTRAG, 0, contexts=[{"id": "c"}])), ("rows.jsonl line 1, 'contexts' number 1", "'text'")
    ),
    "a RAGAS row without one": (lambda at: file(at, broken(RAGAS, 1, user_input=...)), ("rows.jsonl line 2", "'user_input'")),
    "a RAGAS id that comes twice": (
        lambda at: file(at, [{**row, "id": "same"} for row in RAGAS]), ("rows.jsonl line 2", "'id'", "line 1")
    ),
    "an ALCE id that comes twice": (
        lambda at: file(at, {"data": [{"id": "a", "question": "Who left?", "output": "Ann left.", "docs": []}] * 2}),
        ("'data' number 2", "'id'", "number 1"),
    ),
    "a RAGChecker result without an answer": (
        lambda at: file(at, {"results": broken(CHECKER["results"], 0, gt_answer=...)}), ("'results' number 1", "'gt_answer'")
    ),
    "a claim without its label": (lambda at: file(at, broken(PAIRS, 6, supported=...)), ("rows.jsonl line 7", "'supported'")),
    "a claim labelled in words": (lambda at: file(at, broken(PAIRS, 6, supported="no")), ("rows.jsonl line 7", "'supported'")),
    "a summary without the false one": (lambda at: file(at, broken(BUMP, 0, edited_summary=...)), ("line 1", "'edited_summary'")),
    "an unknown form": (lambda at: file(at, [{"a": 1}]), ("rows.jsonl", "BEIR")),
    "an empty file": (lambda at: file(at, []), ("rows.jsonl", "no rows")),
    "nothing there": (lambda at: at / "none.jsonl", ("no suite", "briefs")),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_reported_by_line_and_field(case: str, tmp_path: Path) -> None:
    make, told = BAD[case]
    with pytest.raises(InputError) as error:
        loaded(make(tmp_path))
    assert all(part in str(error.value) for part in told), str(error.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [(b"{", "is not JSON"), (b"[1]", "not a JSON object"), (b'"\xff"', "is not UTF-8"), (b"[" * 90_000, "JSON")],
)
def test_a_line_that_is_not_a_json_object(line: bytes, told: str, tmp_path: Path) -> None:
    good = lines(PAIRS).encode().splitlines()
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n".join([*good[:6], line, *good[6:]]))
    with pytest.raises(InputError, match=r"rows\.jsonl line 7") as error:
        loaded(path)
    assert told in str(error.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "role", "content"]), inner)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from([*RAGAS[0], *OLD_RAGAS[0], *MTRAG[0], *PAIRS[0], *BUMP[0], "results", "data"])


@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=6), min_size=1, max_size=3), st.booleans())
def test_any_input_is_loaded_or_explained(tmp_path_factory: pytest.TempPathFactory, rows: Rows, whole: bool) -> None:
    path = file(tmp_path_factory.mktemp("any"), rows[0] if whole else rows)
    try:
        told = "" if loaded(path).items else "nothing"
    except InputError as error:
        told = str(error)
    assert not told or path.name in told
