"""Preparing documents in a process apart: the same rows as here, and one clean failure where that process dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from dragoman.assistant.library.ingestion import fill
from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.sandbox.limits import MEBIBYTE, Limits
from dragoman.corpus.types import Document
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.extracted.events import EventIndex
from dragoman.index.extracted.utterances import UtteranceIndex
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.preparation import PrepareHere, Unprepared
from dragoman.index.preparation_process import PrepareApart
from tests.index.samples import report

ROOT = Path(__file__).parents[2]
GENEROUS = 60  # seconds after which a process counts as left behind
SPOKEN = "“We will open the crossing,” said Hossam Badr, a spokesman. The talks in Aswan began on 3 May 2024."

LEFT_ALONE = """
from functools import partial
from dragoman.corpus.sandbox.sandbox import Sandbox
from tests.corpus.readers import works
sandbox = Sandbox()
found = sandbox.run(works.busy, "a.txt", 0)
print(next(found), flush=True)
next(found)
"""


@pytest.fixture(scope="module")
def here(encoder: PackagedEncoder) -> PrepareHere:
    return PrepareHere(lambda: encoder)


@pytest.fixture(scope="module")
def apart(here: PrepareHere) -> Iterator[PrepareApart]:
    made = PrepareApart(None, here)
    yield made
    made.close()


def deadly(document: Document) -> list[dict[str, Any]]:
    """Kill the process at the third report, fail at the fifth."""
    if "crossing 3." in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "crossing 5." in document.text:
        raise ZeroDivisionError
    return [{"title": document.title, "nice": os.nice(0), "process": os.getpid()}]


def test_contents_are_those_made_here(apart: PrepareApart, here: PrepareHere) -> None:
    documents = [report(n) for n in range(3)] + [report(3, text=" "), report(4, text="One. " * 300)]
    found = list(apart.contents(documents))
    assert [one for one in found if not isinstance(one, int)] == [
        one for one in here.contents(documents) if not isinstance(one, int)
    ]
    assert found[:2] == [256, 312], "how far it is, while it works"


def test_a_document_that_kills_the_process_is_left_out_alone(apart: PrepareApart) -> None:
    documents = [report(n) for n in range(7)]
    found = list(apart.rows(deadly, documents))
    assert ["Unprepared" if isinstance(one, Unprepared) else one[0]["title"] for one in found] == [
        "Unprepared" if n in (3, 5) else f"Round {n}" for n in range(7)
    ]
    assert "the system ended the process" in str(found[3])
    assert "a fault in Dragoman" in str(found[5])
    assert all(one[0]["nice"] >= 10 for one in found if not isinstance(one, Unprepared)), "answers come first"
    assert all(one[0]["process"] != os.getpid() for one in found if not isinstance(one, Unprepared))


def test_too_large_a_document_is_one_failure_of_the_run(here: PrepareHere, tmp_path: Path) -> None:
    told: list[UnreadableSource] = []
    with Home(tmp_path / "home", apart=True) as home:
        home.preparation.close()
        home.preparation = PrepareApart(None, here, Limits(memory=60 * MEBIBYTE, trusted=True))  # less than an encoder
        done = ingest(home, [report(1)], failed=told.append)
        assert (done.added, done.documents, len(home.catalogue)) == (0, 0, 0)
        assert [one.source for one in done.failed] == ["/reports/1.txt"]
        assert "too much memory" in done.failed[0].reason
        assert tuple(told) == done.failed


def test_without_a_process_the_work_is_done_here(
    apart: PrepareApart, here: PrepareHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart.close()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert list(apart.contents([report(1)])) == list(here.contents([report(1)]))


def test_a_served_home_is_analysed_while_it_is_filled(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: A\npublished: 2024-05-04\n---\n{SPOKEN}", encoding="utf-8")
    with Home(tmp_path / "home", apart=True) as home:
        assert fill(home, [tmp_path / "a.md"]).added == 1
        assert UtteranceIndex(home).due() == EventIndex(home).due() == 0
        workers = psutil.Process().children()
    left = [one for one in workers if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert len(left) < len(workers), "it ends with the home; readers stay for the next one"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_working_process_does_not_outlive_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", LEFT_ALONE], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
    with suppress(psutil.NoSuchProcess):
        worker.wait(GENEROUS)
    assert not worker.is_running()
