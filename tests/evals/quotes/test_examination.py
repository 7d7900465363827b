"""Generated quotations: each case has the right verdict, and the quote check passes a small run."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import Dragoman
from dragoman.assistant.quotes.report import WordEdit
from dragoman.corpus.errors import InputError, UnreadableSource
from dragoman.corpus.readers import read
from dragoman.corpus.types import Document
from dragoman.evals.mutators import CHANGED, Mutation, flat
from dragoman.evals.quotes import CaseGenerator, run, sentences
from dragoman.evals.quotes.examination import wilson
from dragoman.evals.quotes.golden_cases import golden_cases
from dragoman.evals.quotes.marks import mark
from dragoman.evals.quotes.outside_sentences import SENTENCES

LIBRARY = Path(__file__).parents[3] / "corpus" / "library"
STEMS = ("aawsat-2025-10-28", "leaders-mena-2025-10-25", "kurv-ap-2025-10-24", "report-az-2026-01-07")


def documents() -> list[Document]:
    found = [next(iter(read(LIBRARY / f"{stem}.md"))) for stem in STEMS]
    return [one for one in found if isinstance(one, Document)]


@pytest.fixture(scope="module")
def dragoman(tmp_path_factory: pytest.TempPathFactory) -> Dragoman:
    opened = Dragoman.open(tmp_path_factory.mktemp("home"))
    opened.ingest([LIBRARY / f"{stem}.md" for stem in STEMS])
    return opened


def test_cases_are_many_of_all_kinds_and_the_same_again() -> None:
    first = list(CaseGenerator(documents(), seed=3).make(400))
    assert (
        first
        == list(CaseGenerator(documents(), seed=3).make(400))
        != list(CaseGenerator(documents(), seed=4).make(400))
    )
    assert len(first) >= 350 and len({case.id for case in first}) == len(first)
    kinds = Counter(case.mutation.kind for case in first)
    assert set(CHANGED) <= set(kinds) and kinds["outside"] >= 15 and kinds["speaker_swapped"] >= 3


def test_no_changed_case_stands_in_any_document() -> None:
    every = "\n".join(flat(one.text) for one in documents())
    for case in CaseGenerator(documents(), seed=5).make(300):
        changed = case.mutation.kind in CHANGED and case.mutation.kind != "case_turned"  # `flat` has no capitals
        if changed or case.mutation.kind == "outside":
            assert flat(case.mutation.text) not in every, case.mutation


def test_sentences_that_are_indexed_are_not_outside() -> None:
    mine = Document.make(f"{SENTENCES[0]} {SENTENCES[1]}\n\nAnd some more words of its own here.", "notes", key="n")
    asked = {case.mutation.text for case in CaseGenerator([mine], seed=1).make(900) if case.mutation.kind == "outside"}
    assert asked and asked.isdisjoint(SENTENCES[:2])


def test_without_documents_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"):
        CaseGenerator([])
    with Dragoman.open(tmp_path / "empty") as empty, pytest.raises(InputError, match="ingest"):
        run(empty, 10)


def test_a_small_run_keeps_the_promise_and_has_every_figure(dragoman: Dragoman) -> None:
    made = run(dragoman, 60, seed=2)
    found = {one.metric: one for one in made.figures}
    assert found["changed passed error"].value == 0 and found["changed passed error"].less_is_better
    assert found["verdict accuracy"].value >= 0.9 and found["outside error"].value == 0
    assert {"harmless verbatim", "omissions right", "diff exact", "p95 ms"} <= set(found)
    assert made.confusion is not None and sum(map(sum, made.confusion.counts)) == found["verdict accuracy"].n
    assert made.items and all(one.kind == "quotation" for one in made.items)


def test_a_report_is_right_only_with_the_right_words_in_its_diff(dragoman: Dragoman) -> None:
    text = "“Hamas was not present at that gathering”"
    mutation = Mutation("name_swapped", text, ("altered",), "", (("Fatah", "Hamas"),), ("name",))
    report = dragoman.check_quote(text)
    assert mark(mutation, report).all
    wider = replace(report, diff=(WordEdit("replace", "Fatah was", "Hamas was"),))
    assert not mark(mutation, wider).diff and mark(mutation, wider).verdict
    assert not mark(mutation, replace(report, flags=())).flags
    wrong = mark(mutation, replace(report, verdict="verbatim"))
    assert not wrong.verdict and not wrong.diff and not wrong.flags


def test_intervals_are_wilsons() -> None:
    assert wilson([]) == (0, 0, 0)
    share, low, high = wilson([True] * 8 + [False] * 2)
    assert (round(share, 3), round(low, 3), round(high, 3)) == (0.8, 0.49, 0.943)
    assert wilson([False] * 100)[2] > 0.03


def test_golden_quotations_are_asked_only_where_every_brief_is_indexed() -> None:
    assert list(golden_cases(documents())) == []
    every = [one for path in sorted(LIBRARY.glob("*.md")) for one in read(path) if isinstance(one, Document)]
    found = list(golden_cases(every))
    assert len(found) >= 120 and len({case.mutation.kind for case in found}) == 7
    assert all(case.document is None or case.mutation.kind != "golden not_found" for case in found)


def test_sentences_of_reports_from_elsewhere_are_read(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("One boat left. Two boats came back at night.", encoding="utf-8")
    assert sentences([tmp_path]) == ["One boat left.", "Two boats came back at night."]
    with pytest.raises(UnreadableSource, match=r"none\.txt"):
        sentences([tmp_path / "none.txt"])
