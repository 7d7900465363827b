"""The contract, through the command as a user runs it; each exit code once in a process of its own."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import run, start

REPORT = """---
title: Mediators announce a second round
published: 2025-11-02
publisher: Test Courier
url: https://example.org/second-round
---
Mediators announced on Sunday that a second round would open in Alexandria on 9 November.

Salma Haddad, who chairs the mediation office, said 14 delegations had accepted the invitation. She thanked the hosts.
"""


def printed(*arguments: str, home: Path, code: int = 0) -> Any:
    done = run(*arguments, home=home)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def library(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return briefs_home(tmp_path_factory.mktemp("library") / "home")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    printed("ingest", str(folder / "report.md"), "--json", home=folder / "home")
    return folder / "home"


def test_alone_prints_help_with_three_commands(tmp_path: Path) -> None:
    done = start(home=tmp_path)
    shown = done.stdout + done.stderr
    assert shown.count("  dragoman ") >= 3
    assert not any(tmp_path.iterdir()), "help makes no home"


def test_a_quotation_is_looked_for_in_the_briefs_where_the_home_is_new(tmp_path: Path) -> None:
    assert run("quote", home=tmp_path / "none").returncode == 2
    assert not (tmp_path / "none").exists(), "usage is checked before anything is made"
    found = printed("quote", "Fatah was not present at that gathering", "--json", home=tmp_path / "home")
    assert found["verdict"] == "verbatim"


def test_ask_gives_words_that_stand_at_their_offsets(library: Path) -> None:
    answer = printed("ask", "Which factions signed the joint statement in Cairo?", "--json", home=library)
    assert answer["mode"] == "quoting"
    assert not answer["abstained"]
    assert 0 <= answer["confidence"] <= 1
    citations = [citation for claim in answer["claims"] for citation in claim["citations"]]
    assert [citation["marker"] for citation in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        shown = printed("show", citation["document_id"], "--json", home=library)
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert shown["publisher"] == "Dragoman briefs"
    for claim in answer["claims"]:
        assert claim["text"] == claim["citations"][0]["quote"]
    assert "Democratic Reform Current" in answer["claims"][0]["text"]
    assert answer["retrieved"][0]["rank"] == 1


def test_ask_abstains(library: Path) -> None:
    answer = printed("ask", "Who won the 2022 World Cup?", "--json", home=library)
    assert answer["abstained"]
    assert answer["claims"] == []
    assert "does not say" in answer["text"]


def test_ask_lines_keep_order_ids_and_go_on(library: Path, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "question": "How many US troops are at the coordination center?"},
        {"id": "b"},
        {
            "id": 3,
            "question": "and who from the US visited?",
            "history": [{"role": "user", "content": "Where is the center?"}],
        },
        {"id": "d", "question": " "},
        {"id": "e", "question": "Who signed?", "since": "yesterday"},
    ]
    text = "\n".join([*map(json.dumps, lines), "not json"])
    done = run("ask", "--jsonl", "-", home=library, stdin=text)
    assert done.returncode == 2
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == ["a", "b", 3, "d", "e", None]
    assert "200" in answers[0]["text"]
    assert "'question' is missing" in answers[1]["error"]["message"]
    assert answers[2]["claims"]
    assert answers[3]["error"]["type"] == "QuestionError"
    assert "since" in answers[4]["error"]["message"]
    assert "line 6" in answers[5]["error"]["message"]
    (tmp_path / "in.jsonl").write_text(text, encoding="utf-8")
    again = run("ask", "--jsonl", str(tmp_path / "in.jsonl"), home=library)
    assert [json.loads(line)["id"] for line in again.stdout.splitlines()] == ["a", "b", 3, "d", "e", None]


def test_search(library: Path) -> None:
    found = printed("search", "Turkish troops in Gaza", "-k", "3", "--json", home=library)
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    for hit in found["hits"]:
        shown = printed("show", hit["document_id"], "--json", home=library)["text"]
        for part in ("passage", "evidence"):
            assert shown[hit[part]["start"] : hit[part]["end"]] == hit[part]["text"]
        assert hit["passage"]["start"] <= hit["evidence"]["start"] < hit["evidence"]["end"] <= hit["passage"]["end"]


def test_filters(library: Path) -> None:
    def dates(*options: str) -> set[str]:
        return {hit["published"] for hit in printed("search", "committee", *options, "--json", home=library)["hits"]}

    assert all(day >= "2026-01-01" for day in dates("--since", "2026-01-01"))
    assert all(day <= "2024-12-31" for day in dates("--until", "2024-12-31"))
    found = printed("search", "committee", "--publisher", "i24", "--json", home=library)["hits"]
    assert {hit["based_on"]["publisher"] for hit in found} == {"i24NEWS"}
    assert run("search", "committee", "--since", "soon", home=library).returncode == 2


def test_an_ingested_report_is_cited_as_its_own_publisher(own: Path) -> None:
    done = run("ask", "How many delegations accepted the invitation?", home=own)
    assert "14 delegations had accepted" in done.stdout
    assert "Test Courier, 2 November 2025" in done.stdout
    assert "https://example.org/second-round" in done.stdout


def test_briefs_never_go_unasked_into_a_home_with_own_documents(own: Path) -> None:
    run("ask", "Who signed?", home=own)
    assert printed("index", "stats", "--json", home=own)["documents"] == 1


def test_an_empty_home_gets_the_briefs_and_is_told(tmp_path: Path) -> None:
    done = start("ask", "Who leads Egyptian General Intelligence?", "--json", home=tmp_path / "new")
    assert "bundled briefs were added" in done.stderr
    assert "Hassan Rashad" in json.loads(done.stdout)["text"]
    assert "added" not in run("ask", "Who leads it?", home=tmp_path / "new").stderr


def test_questions_that_cannot_be_asked_leave_an_empty_home_empty(tmp_path: Path) -> None:
    for question in ("", "   ", "why " * 25_000):
        done = run("ask", question, home=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith("dragoman: the question ")
        assert len(done.stderr.splitlines()) == 1
    assert printed("index", "stats", "--json", home=tmp_path)["documents"] == 0


def test_arguments_that_are_not_utf8_are_wrong_input(library: Path) -> None:
    for command in (["said", "--about", "caf\udce9"], ["show", "caf\udce9"], ["documents", "caf\udce9"]):
        done = run(*command, home=library)
        assert done.returncode == 2
        assert "not UTF-8" in done.stderr


def test_a_question_in_another_script(library: Path) -> None:
    answer = printed("ask", "谁赢得了比赛？", "--json", home=library)
    assert answer["abstained"]


def test_bad_sources_are_named_and_the_rest_is_added(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The delegations met in Cairo. They will meet again.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "empty.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("inside.md", REPORT)
    names = ["good.txt", "empty.txt", "empty.zip", "some.zip", "absent.pdf"]
    done = start("ingest", *(str(tmp_path / name) for name in names), "--json", home=tmp_path / "home")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert report["added"] == 2
    assert [Path(one["source"]).name for one in report["failed"]] == ["empty.txt", "empty.zip", "absent.pdf"]
    assert len(done.stderr.strip().splitlines()) == 3
    assert "Traceback" not in done.stderr


def test_links_out_of_a_folder_are_followed_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "reports" / "link.md").symlink_to(tmp_path / "report.md")
    home = tmp_path / "home"
    done = run("ingest", str(tmp_path / "reports"), "--json", home=home)
    assert (done.returncode, json.loads(done.stdout)["added"]) == (0, 0)
    assert Path(json.loads(done.stdout)["skipped"][0]["source"]).name == "link.md"
    assert "--follow-links" in done.stderr
    assert printed("ingest", str(tmp_path / "reports"), "--follow-links", "--json", home=home)["added"] == 1


def test_updating_and_removing(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    source, home = str(tmp_path / "report.md"), tmp_path / "home"
    assert printed("ingest", source, "--json", home=home)["added"] == 1
    assert printed("ingest", source, "--json", home=home)["unchanged"] == 1
    (tmp_path / "report.md").write_text(REPORT.replace("14 delegations", "15 delegations"), encoding="utf-8")
    assert printed("ingest", source, "--json", home=home)["updated"] == 1
    [hit] = printed("search", "delegations", "--json", home=home)["hits"]
    assert "15 delegations" in hit["passage"]["text"]
    assert run("index", "verify", home=home).returncode == 0
    run("remove", hit["document_id"], home=home)
    assert run("show", hit["document_id"], home=home).returncode == 2
    assert printed("search", "delegations", "--json", home=home)["hits"] == []
    answer = run("ask", "Who met in Cairo?", home=home)
    assert "bundled" not in answer.stderr, "a home that was emptied on purpose stays empty"


def test_home_option_before_and_after_the_command(own: Path, tmp_path: Path) -> None:
    for arguments in (("--home", str(own), "index", "stats"), ("index", "stats", "--home", str(own))):
        assert "documents: 1" in run(*arguments, home=tmp_path).stdout


def test_a_home_of_another_version_names_the_command_that_migrates_it(tmp_path: Path) -> None:
    from dragoman.index.home import Home

    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    printed("ingest", str(tmp_path / "report.md"), "--json", home=tmp_path / "home")
    with Home(tmp_path / "home") as home:
        home.catalogue.remember("encoder", "older")
    done = run("ask", "Who chairs the office?", home=tmp_path / "home")
    assert done.returncode == 2
    assert "index rebuild" in done.stderr
    assert run("--home", str(tmp_path / "home"), "index", "rebuild", home=tmp_path).returncode == 0
    assert "Salma Haddad" in run("ask", "Who chairs the mediation office?", home=tmp_path / "home").stdout


def test_verify_fails_with_1(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    printed("ingest", str(tmp_path / "report.md"), "--json", home=tmp_path / "home")
    with closing(sqlite3.connect(tmp_path / "home" / "catalogue.sqlite")) as connection, connection:
        connection.execute("DELETE FROM words")
    done = start("index", "verify", "--json", home=tmp_path / "home")
    assert done.returncode == 1
    assert json.loads(done.stdout)["healthy"] is False
