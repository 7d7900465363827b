"""Reading in a process apart: limits, crashes, stopping, and hostile files."""

import logging
import resource
import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from dragoman.assistant.library.sources import Upload, read
from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers import read_one
from dragoman.corpus.readers.dispatch import MOST_ERRORS
from dragoman.corpus.readers.feeds import FeedEntry, feed_entries
from dragoman.corpus.sandbox.limits import LIMITS, MEBIBYTE, Limits
from dragoman.corpus.sandbox.processes import WorkingProcesses
from dragoman.corpus.sandbox.sandbox import Sandbox, run_here
from dragoman.corpus.types import Document
from tests.corpus.readers import works
from tests.corpus.readers.hostile import NAMES, make
from tests.corpus.readers.inputs import ENGLISH, check, pdf

SMALL = Limits(memory=200 * MEBIBYTE, seconds=1)
GENEROUS = 60  # seconds after which a test counts as hung


@pytest.fixture(scope="module")
def processes() -> Iterator[WorkingProcesses]:
    made = WorkingProcesses()
    yield made
    made.close()


@pytest.fixture
def sandbox(processes: WorkingProcesses) -> Sandbox:
    return Sandbox(SMALL, processes)


def run(sandbox: Sandbox, work: Callable[..., Iterator[Any]], *arguments: Any) -> list[Any]:
    return list(sandbox.run(partial(work, *arguments), "a.txt", 0))


def refusal(sandbox: Sandbox, work: Callable[..., Iterator[Any]], *arguments: Any) -> str:
    with pytest.raises(UnreadableSource) as caught:
        run(sandbox, work, *arguments)
    assert caught.value.source == "a.txt"
    return caught.value.reason


def test_items_come_as_they_are_made(sandbox: Sandbox) -> None:
    assert run(sandbox, works.count, 3) == [0, 1, 2]
    # The work has no end, so whoever collected it first would never give anything.
    assert list(islice(sandbox.run(partial(works.count, 0), "a.txt", 0), 1000)) == list(range(1000))
    assert run(sandbox, works.count, 1) == [0]


def test_one_process_reads_many_sources_and_a_new_one_after_a_crash(sandbox: Sandbox) -> None:
    first, again = run(sandbox, works.process), run(sandbox, works.process)
    assert first == again
    refusal(sandbox, works.crash, 0)
    assert run(sandbox, works.process) != first


def test_the_process_loads_only_readers_and_may_write_no_file(sandbox: Sandbox) -> None:
    assert not {"torch", "numpy", "chromadb", "gradio", "sqlalchemy"} & set(run(sandbox, works.modules)[0])
    assert run(sandbox, works.limits) == [[0, 0]]


@pytest.mark.parametrize("piece", [MEBIBYTE // 4, 512 * MEBIBYTE], ids=["little by little", "at once"])
def test_too_much_memory(sandbox: Sandbox, piece: int) -> None:
    assert "takes more than 200 MB of memory" in refusal(sandbox, works.hoard, piece)
    assert run(sandbox, works.count, 1) == [0]


def test_too_much_computing(sandbox: Sandbox) -> None:
    assert refusal(sandbox, works.compute).startswith("took longer than")


def test_too_long_by_the_clock(processes: WorkingProcesses) -> None:
    assert "took longer than" in refusal(Sandbox(Limits(seconds=0.1), processes), works.wait)


def test_larger_sources_may_take_longer() -> None:
    assert LIMITS.seconds_for(20_000_000) > LIMITS.seconds_for(1_000) == pytest.approx(LIMITS.seconds, rel=0.01)


def test_what_was_read_before_a_crash_stays(sandbox: Sandbox) -> None:
    found = sandbox.run(partial(works.crash, 3), "a.txt", 0)
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(UnreadableSource, match="made its reader fail"):
        next(found)


def test_faults_and_depth_are_one_sentence(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "dragoman.readers"):
        assert "made its reader fail" in refusal(sandbox, works.fail)
    assert "ZeroDivisionError" in caplog.text, "the log says what failed"
    assert "nested too deep" in refusal(sandbox, works.nest)


def test_a_process_can_give_values_only(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "dragoman.readers"):
        assert "made its reader fail" in refusal(sandbox, works.forge)
    assert "system is not a value" in caplog.text


def test_stop_ends_the_source_that_is_being_read(processes: WorkingProcesses) -> None:
    sandbox = Sandbox(LIMITS, processes)
    found = sandbox.run(works.wait, "a.txt", 0)
    assert next(found) == 0
    rest: list[int] = []
    reading = threading.Thread(target=lambda: rest.extend(found))
    reading.start()
    sandbox.stop()
    reading.join(GENEROUS)
    assert not reading.is_alive()
    assert not rest
    assert run(sandbox, works.count, 3) == [], "nothing is read after that"


def test_documents_are_the_same_in_either_process(processes: WorkingProcesses, tmp_path: Path) -> None:
    files = {
        "a.txt": ENGLISH.encode(),
        "b.md": f"---\nbased_on: {{publisher: Gulf Wire}}\npublished: 2025-10-25\n---\n# B\n\n{ENGLISH}".encode(),
        "c.pdf": pdf(["The mission said on Monday", "that the talks go on."]),
        "d.jsonl": b'{"text": "one"}\n{\n{"text": "two", "desk": "Cairo"}\n',
        "e.srt": b"1\n00:00:01,000 --> 00:00:02,000\nANN: The talks go on.\n",
        "f.txt": b"",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    sandbox = Sandbox(LIMITS, processes)
    for name in files:
        for part in (tmp_path / name, Upload(name, tmp_path / name)):
            apart, here = list(read(part, sandbox.run)), list(read(part, run_here))
            assert apart
            assert [repr(one) if isinstance(one, Document) else str(one) for one in apart] == [
                repr(one) if isinstance(one, Document) else str(one) for one in here
            ]


def test_a_file_that_asks_for_too_much_does_not_stop_the_others(processes: WorkingProcesses, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "c.txt").write_text(ENGLISH)
    bomb = make("hidden-tags.html", tmp_path, 0.3)
    sandbox = Sandbox(Limits(memory=200 * MEBIBYTE), processes)
    found = [one for path in (tmp_path / "a.txt", bomb, tmp_path / "c.txt") for one in read(path, sandbox.run)]
    assert [type(one) for one in found] == [Document, UnreadableSource, Document]
    assert str(found[1]).startswith(f"{bomb}: takes more than 200 MB of memory to read")


def results(sandbox: Sandbox, path: Path) -> list[Document | UnreadableSource | FeedEntry]:
    """What a hostile file gives, as the library reads it."""
    feed = path.suffix == ".xml"
    work = partial(feed_entries, path.read_bytes(), "http://a.example/") if feed else partial(read_one, path)
    found: list[Document | UnreadableSource | FeedEntry] = []
    try:
        found.extend(sandbox.run(work, path.name, path.stat().st_size))
    except UnreadableSource as error:
        found.append(error)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_hostile_files_in_small(processes: WorkingProcesses, tmp_path: Path, name: str) -> None:
    examine(results(Sandbox(LIMITS, processes), make(name, tmp_path, 0.0005)))


@pytest.mark.hostile
@pytest.mark.parametrize("name", NAMES)
def test_hostile_files(tmp_path: Path, name: str) -> None:
    path = make(name, tmp_path)
    processes = WorkingProcesses()
    before = computed()
    examine(results(Sandbox(LIMITS, processes), path))
    processes.close()
    assert computed() - before < 21, "20 s, and a second to start the process"


def examine(found: list[Document | UnreadableSource | FeedEntry]) -> None:
    assert found
    for one in found:
        if not isinstance(one, FeedEntry):
            check(one)
    assert sum(isinstance(one, UnreadableSource) for one in found) <= MOST_ERRORS + 2


def computed() -> float:
    """Seconds of computing in processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
