"""Reports side by side: events, rows, voices; with the bundled briefs, small invented corpora, and the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman import Dragoman, cli
from dragoman.assistant.comparison import Comparison, compare_documents
from dragoman.assistant.render import tables
from dragoman.corpus.errors import InputError

DAM = [
    ("One", "2025-03-03", "The Nile dam will cost 4 billion dollars, the ministry in Addis Ababa said on Monday. The Nile "
     "dam will be opened by President Taye. Ethiopia invited Egypt and Sudan to Addis Ababa."),
    ("Two", "2025-03-03", "Engineers put the cost of the Nile dam at 5 billion dollars. Ethiopia has invited Sudan and Egypt "
     "to Addis Ababa. “We will come”, Sudanese minister Ali Yusuf said in Addis Ababa."),
    ("Three", None, "In a speech on 3 March 2025, President Taye invited Egypt and Sudan to Addis Ababa, where Ethiopia "
     "opens the Nile dam. The Nile dam is the largest of Ethiopia."),
    ("Four", "2025-03-04", "A football club in Lima sold its goalkeeper to a club in Quito for 2 million dollars."),
]  # fmt: skip


def corpus(path: Path, rows: list[tuple[str, str | None, str]]) -> Path:
    lines = [
        {"_id": name, "title": f"Report {name}", "text": text, "publisher": f"Paper {name}", "published": day}
        for name, day, text in rows
    ]
    path.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dragoman(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with Dragoman.open(briefs_home(tmp_path_factory.mktemp("home")), lasting=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def dam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    folder = tmp_path_factory.mktemp("dam")
    with Dragoman.open(folder / "home", lasting=False) as opened:
        opened.ingest([corpus(folder / "dam.jsonl", DAM)])
        yield opened


def whole(compared: Comparison) -> None:
    """Check what holds for every comparison."""
    for row in compared.statements:
        assert [cell.document for cell in row.cells] == list(compared.documents)
        assert sum(cell.stand == "says" for cell in row.cells) == 1
        assert row.speaking > 1
        for cell in row.cells:
            assert (cell.span is None) == (cell.stand == "silent")
            assert cell.quote in cell.document.text
            assert bool(cell.reasons) == (cell.stand == "differs")
    kinds = [row.differs for row in compared.statements]
    assert kinds == sorted(kinds, reverse=True), "where they differ comes first"
    for voice in compared.voices:
        for document, said in zip(compared.documents, voice.said, strict=True):
            assert all(one.document == document for one in said)


def test_reports_of_one_event_are_found_and_titled_in_the_corpus_words(dragoman: Dragoman) -> None:
    found = dragoman.event_groups()
    assert found.looked_at == found.documents == 33
    titles = {one.title for one in dragoman.documents()}
    assert len(found.found) >= 5
    for one in found.found:
        assert one.title in titles
        assert len(one.documents) > 1
        assert one.first is not None and one.last is not None and (one.last - one.first).days <= 4
    cairo = next(one for one in found.found if "Cairo" in one.title)
    publishers = {one.based_on.publisher for one in cairo.documents if one.based_on}
    assert {"Leaders MENA", "Shafaq News"} <= publishers
    every = [one.id for event in found.found for one in event.documents]
    assert len(set(every)) == len(every), "a report is of one event"


def test_the_briefs_of_an_event_side_by_side(dragoman: Dragoman) -> None:
    event = next(one for one in dragoman.event_groups().found if "5 billion" in one.title)
    compared = dragoman.compare([one.id for one in event.documents])
    whole(compared)
    first = compared.statements[0]
    assert first.differs
    assert "more than 5 billion dollars here, 7 billion dollars there" in {
        reason for cell in first.cells for reason in cell.reasons
    }
    assert compared.voices[0].speaker == "Donald Trump"
    assert compared.voices[0].reports == 2


def test_a_topic_finds_its_reports_and_only_their_sentences_about_it(dragoman: Dragoman) -> None:
    compared = dragoman.compare_about("How many members will the committee have?")
    whole(compared)
    assert "8 here, 15 there" in {
        reason for row in compared.statements for cell in row.cells for reason in cell.reasons
    }
    shown = {one.id for one in compared.documents}
    assert not shown & {one.id for one in compared.silent}
    assert all(any(row.cells[at].span for row in compared.statements) for at in range(len(compared.documents)))


def test_a_topic_that_nothing_is_about(dragoman: Dragoman) -> None:
    found = dragoman.compare_about("zxqv wxyz")
    assert found.documents == found.statements == found.voices == ()
    few = dragoman.compare_about("stabilisation force")
    assert few.documents, "a topic of few words asks nothing, and yet finds its reports"


def test_made_up_reports_dated_and_undated(dam: Dragoman) -> None:
    [event] = dam.event_groups().found
    assert [one.title for one in event.documents] == ["Report One", "Report Three", "Report Two"]
    compared = dam.compare([one.id for one in event.documents])
    whole(compared)
    [row] = [one for one in compared.statements if one.differs]
    assert row.lead.quote.startswith(("The Nile dam will cost", "Engineers put"))
    invited = next(one for one in compared.statements if "invited" in one.lead.quote)
    assert invited.speaking >= 2
    assert "Ali Yusuf" in {one.speaker for one in compared.voices}
    text = tables.comparison_table(compared)
    assert "Where they differ" in text and "differs (" in text and "Ali Yusuf" in text


def test_one_report_and_none(dam: Dragoman, tmp_path: Path) -> None:
    alone = dam.compare(["Four"])
    assert alone.statements == ()
    assert len(alone.alone[0]) == 1
    assert "No two of them" in tables.comparison_table(alone)
    with pytest.raises(InputError, match="name at least one"):
        compare_documents(dam._home, [])
    with Dragoman.open(tmp_path / "home", lasting=False) as empty:
        assert empty.event_groups().found == ()
        assert "no two reports" in tables.events_list(empty.event_groups())
        nothing = empty.compare_about("dams")
        assert nothing.documents == nothing.statements == ()


def test_arabic_reports_are_compared_by_their_words(tmp_path: Path) -> None:
    words = "التقى وفد حماس وسطاء مصريين في القاهرة يوم الخميس"
    rows = [
        ("A", "2025-03-03", f"{words}."),
        ("B", "2025-03-03", f"قالت الصحيفة: {words}. افتتحت مدرسة جديدة في عمان."),
    ]
    with Dragoman.open(tmp_path / "home", lasting=False) as opened:
        opened.ingest([corpus(tmp_path / "arabic.jsonl", rows)])
        compared = opened.compare(["A", "B"])
    whole(compared)
    assert len(compared.statements) <= 1
    assert not any("مدرسة" in cell.quote for row in compared.statements for cell in row.cells)


def test_more_reports_than_fit_are_counted(tmp_path: Path) -> None:
    rows: list[tuple[str, str | None, str]] = [
        (str(n), "2025-03-03", f"The dam on the Nile has {n} gates.") for n in range(2, 13)
    ]
    with Dragoman.open(tmp_path / "home", lasting=False) as opened:
        opened.ingest([corpus(tmp_path / "many.jsonl", rows)])
        compared = opened.compare([name for name, _, _ in rows])
    assert len(compared.documents) == 8
    assert compared.left_out == 3
    assert "3 more were left out" in tables.comparison_table(compared)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 32), min_size=1, max_size=4, unique=True))
def test_any_reports_give_rows_of_their_own_words(dragoman: Dragoman, chosen: list[int]) -> None:
    documents = list(dragoman.documents())
    compared = compare_documents(dragoman._home, [documents[at] for at in chosen])
    whole(compared)
    assert {one.id for one in compared.documents} == {documents[at].id for at in chosen}
    spoken = [
        (cell.document.id, cell.span) for row in compared.statements for cell in row.cells if cell.stand == "says"
    ]
    assert len(set(spoken)) == len(spoken), "a sentence leads one row"


def test_the_command_line(dam: Dragoman) -> None:
    home = str(dam.path)

    def run(*given: str) -> str:
        result = CliRunner().invoke(cli.app, ["compare", "--home", home, *given])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "Report One" in run() or "Report Two" in run()
    [event] = json.loads(run("--json"))["events"]
    assert (event["first"], len(event["documents"])) == ("2025-03-03", 3)
    found = json.loads(run("One", "Two", "--json"))
    for row in found["statements"]:
        for cell in row["cells"]:
            if cell["stand"] != "silent":
                assert dam.show(cell["document_id"]).text[cell["start"] : cell["end"]] == cell["quote"]
    assert "Where they differ" in run("--about", "What does the Nile dam cost?")
    wrong = CliRunner().invoke(cli.app, ["compare", "One", "--about", "dams", "--home", home])
    assert isinstance(wrong.exception, InputError)
