"""Jobs over a real home: adding, removing and making anew in the background, with asking going on."""

import io
import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import Dragoman
from dragoman.assistant.library.job_log import Job, recalled
from dragoman.assistant.library.jobs import FAILURES_LISTED, LISTED, Jobs
from dragoman.assistant.library.sources import Link
from dragoman.corpus.errors import InputError, UnreadableSource
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.filters import Filters
from dragoman.index.home import Home
from dragoman.index.retrieval.ranking import Ranker, load_weights
from tests.corpus.readers.hostile import make


def sound(dragoman: Dragoman) -> bool:
    """Whether catalogue and Chroma agree. That Chroma now and then misses one of thousands is its nature, with one thread too."""
    return not [one for one in dragoman.verify().problems if "do not find themselves" not in one]


VOCABULARY = """rain copper violin harbour lemon tractor senate glacier pepper saddle orbit canyon ribbon velvet quarry
    marble falcon anchor turbine meadow lantern parish cobalt timber museum barley tunnel monsoon fabric engine orchard
    piano desert pepper council border treaty hostage convoy budget market hospital school bridge election""".split()
WORDS = "The delegation of Umber {n} left Cairo on Monday. It will come back in May with {n} experts."


@pytest.fixture
def dragoman(tmp_path: Path, encoder: PackagedEncoder) -> Iterator[Dragoman]:
    with Dragoman(Home(tmp_path / "home", encoder), Ranker(load_weights())) as opened:
        yield opened


@pytest.fixture
def jobs(dragoman: Dragoman) -> Jobs:
    return dragoman.jobs


def done(jobs: Jobs, job: Job) -> Job:
    over = jobs.wait(job.id, 300)  # a busy machine takes its time
    assert over.over
    return over


def rows(folder: Path, count: int, sentences: int = 16) -> Path:
    """A table of `count` reports with so many sentences each, which takes some time to read."""
    path, chance = folder / "rows.jsonl", random.Random(count)
    with path.open("w", encoding="utf-8") as stream:
        for n in range(count):
            text = " ".join(f"In {n} {' '.join(chance.sample(VOCABULARY, 5))}." for _ in range(sentences))
            print(json.dumps({"id": n, "title": f"Report {n}", "text": text}), file=stream)
    return path


def test_what_was_uploaded_is_found_and_its_file_is_gone(dragoman: Dragoman, jobs: Jobs) -> None:
    before = jobs.changes
    upload = jobs.uploads.keep("Talks/day 1.md", io.BytesIO(WORDS.format(n=1).encode()))
    refused = UnreadableSource("scan.png", "is a .png file, which holds no report.")
    begun = jobs.add([upload, refused, Path("/no/such/place")])
    assert (begun.kind, begun.what, begun.over) == ("add", "Talks/day 1.md, scan.png, /no/such/place", False)
    over = done(jobs, begun)
    assert (over.state, over.added, over.documents, over.failures, over.share) == ("done", 1, 1, 2, 1.0)
    assert [one.source for one in over.failed] == ["scan.png", "/no/such/place"]
    assert "does not exist" in over.failed[1].reason
    assert over.started and over.ended and over.queued <= over.started <= over.ended
    assert not jobs.uploads.stored()
    assert jobs.changes == before + 1
    assert dragoman.ask("Where did the delegation of Umber leave?").claims[0].citations[0].document.title == "Day 1"


def test_the_same_name_with_other_words_is_a_newer_version(dragoman: Dragoman, jobs: Jobs) -> None:
    for words in ("The talks begin on Monday in Cairo.", "The talks begin on Tuesday in Cairo."):
        last = done(jobs, jobs.add([jobs.uploads.keep("talks.txt", io.BytesIO(words.encode()))]))
    assert (last.added, last.updated) == (0, 1)
    assert [one.text for one in dragoman.documents()] == ["The talks begin on Tuesday in Cairo."]
    again = done(jobs, jobs.add([jobs.uploads.keep("talks.txt", io.BytesIO(words.encode()))]))
    assert again.unchanged == 1


def test_asking_goes_on_while_reports_are_added(dragoman: Dragoman, jobs: Jobs, tmp_path: Path) -> None:
    done(jobs, jobs.add([jobs.uploads.keep("a.md", io.BytesIO(WORDS.format(n=7).encode()))]))
    begun = jobs.add([rows(tmp_path, 140)])
    answered, seen = 0, set()
    while not (now := jobs.job(begun.id)).over:
        answer = dragoman.ask("Where did the delegation of Umber 7 leave?")
        assert answer.claims[0].citations[0].document.title == "A"
        answered += 1
        seen.add(now.state)
        if now.share:
            assert 0 < now.share <= 1
            assert now.seconds_left is not None and now.seconds_left >= 0
        threading.Event().wait(0.1)
    assert answered >= 1
    assert now.state == "done"
    assert now.added == 140
    assert "running" in seen
    assert sound(dragoman)


def test_who_said_what_is_read_while_another_writes(dragoman: Dragoman, jobs: Jobs) -> None:
    words = "“The harbour of Quux will open again,” Salma Haddad said in Cairo on Monday."
    done(jobs, jobs.add([jobs.uploads.keep("said.md", io.BytesIO(words.encode()))]))
    with dragoman._home.writing():
        assert [one.speaker for one in dragoman.said()] == ["Salma Haddad"]


def test_stopping_ends_even_the_file_that_is_being_read(jobs: Jobs, tmp_path: Path) -> None:
    # A page with so many attributes is read for 20 s of computing, in a single call of a library in C.
    page = make("many-attributes.html", tmp_path)
    begun = jobs.add([page])
    while not (threads := {one.name for one in threading.enumerate()} & {"dragoman-process-watch"}):
        threading.Event().wait(0.05)
    threading.Event().wait(0.5)
    jobs.stop(begun.id)
    over = jobs.wait(begun.id, 15)
    assert threads
    assert (over.state, over.failures) == ("stopped", 0)


def test_links_out_of_a_folder_are_named_in_a_note(jobs: Jobs, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text("The talks of Umber end.")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out.txt")
    over = done(jobs, jobs.add([tmp_path / "in"]))
    assert (over.state, over.documents, over.failures) == ("done", 0, 0)
    assert "1 link" in over.notes[0] and "link.txt" in over.notes[0]


def test_no_password_of_an_address_is_stored(dragoman: Dragoman, jobs: Jobs) -> None:
    over = done(jobs, jobs.add(["http://user:secret@127.0.0.1:1/report.html"]))
    assert (over.what, over.failed[0].source) == ("http://127.0.0.1:1/report.html",) * 2
    dragoman.close()
    for path in (dragoman.path).rglob("*"):
        assert not path.is_file() or b"secret" not in path.read_bytes(), path


def test_one_job_writes_at_a_time_and_a_waiting_one_can_be_stopped(
    dragoman: Dragoman, jobs: Jobs, tmp_path: Path
) -> None:
    first = jobs.add([rows(tmp_path, 100)])
    upload = jobs.uploads.keep("never.md", io.BytesIO(WORDS.format(n=2).encode()))
    second, third = jobs.add([upload]), jobs.add([Path("/no/such/place")])
    assert jobs.job(second.id).state == "queued"
    assert [job.id for job in jobs.all()] == [third.id, second.id, first.id]
    stopped = jobs.stop(second.id)
    assert (stopped.state, stopped.started) == ("stopped", None)
    assert not upload.path.exists()
    last = done(jobs, third)
    one = jobs.job(first.id)
    assert one.over and one.ended and last.started and one.ended <= last.started
    assert "Never" not in {listed.title for listed in dragoman.document_list.page(most=1000).documents}


def test_a_stopped_job_keeps_what_it_has_done(dragoman: Dragoman, jobs: Jobs, tmp_path: Path) -> None:
    begun = jobs.add([rows(tmp_path, 2000)])
    while not jobs.job(begun.id).share:
        threading.Event().wait(0.02)
    jobs.stop(begun.id)
    over = done(jobs, begun)
    assert over.state == "stopped"
    assert over.seconds_left is None
    assert 0 < over.added < 2000
    assert dragoman.document_count() == over.added
    assert sound(dragoman)
    assert jobs.stop(begun.id) == over, "what is over stays as it is"


def test_documents_are_removed_together(dragoman: Dragoman, jobs: Jobs, tmp_path: Path) -> None:
    done(jobs, jobs.add([rows(tmp_path, 30, 2)]))
    gone = [one.id for one in dragoman.document_list.page(order="title", most=10).documents]
    over = done(jobs, jobs.remove([*gone, "unknown", gone[0]]))
    assert (over.what, over.removed, over.failures) == ("11 documents", 10, 1)
    assert over.failed[0].source == "unknown"
    assert dragoman.document_list.page().total == 20
    assert sound(dragoman)


def test_everything_is_made_anew_while_it_is_asked(dragoman: Dragoman, jobs: Jobs, tmp_path: Path) -> None:
    done(jobs, jobs.add([rows(tmp_path, 60, 8)]))
    mine = dragoman.document_list.page().documents[7]
    dragoman.sets.make("mine", [mine.id])
    before = dragoman.document_list.page(most=100)
    begun = jobs.reindex()
    while not jobs.job(begun.id).over:
        found = dragoman.search("the council at the border", filters=Filters(within="mine")).hits
        assert found[0].passage.document.id == mine.id
        assert dragoman.search("the council at the border").hits
    over = jobs.job(begun.id)
    assert (over.state, over.documents, over.notes) == ("done", 60, ())
    assert dragoman.document_list.page(most=100) == before


def test_what_failed_can_be_read_after_a_restart(tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Dragoman(Home(tmp_path / "home", encoder), Ranker(load_weights())) as dragoman:
        jobs = dragoman.jobs
        refused = [UnreadableSource(f"{n}.png" + "x" * 2000, "<b>no</b> report") for n in range(FAILURES_LISTED + 5)]
        over = done(jobs, jobs.add(refused))
        assert (over.failures, len(over.failed)) == (FAILURES_LISTED + 5, FAILURES_LISTED)
        for _ in range(LISTED + 3):
            last = done(jobs, jobs.remove(["x"]))
        listed = jobs.all()
        assert len(listed) == LISTED
        assert listed[0] == last
    with Dragoman(Home(tmp_path / "home", encoder), Ranker(load_weights())) as again:
        jobs = again.jobs
        assert jobs.all() == listed
        done(jobs, jobs.remove(["y"]))
        assert len(jobs.all()) == LISTED


def test_what_a_killed_server_was_at_is_told(dragoman: Dragoman, jobs: Jobs, tmp_path: Path) -> None:
    begun = jobs.add([rows(tmp_path, 140)])
    while jobs.job(begun.id).state == "queued":
        threading.Event().wait(0.02)
    while not (held := recalled(dragoman._home.catalogue)):
        threading.Event().wait(0.02)
    assert held[0].id == begun.id
    assert held[0].state == "stopped"
    assert "The server was stopped meanwhile" in held[0].notes[-1]
    jobs.stop(begun.id)


def test_closing_stops_what_runs_and_what_waits(dragoman: Dragoman, tmp_path: Path) -> None:
    with Jobs(dragoman._home) as jobs:
        first, second = jobs.add([rows(tmp_path, 2000)]), jobs.remove(["x"])
    assert jobs.job(first.id).state == "stopped"
    assert jobs.job(second.id).state == "stopped"
    assert sound(dragoman)


def test_a_job_waits_for_another_writer(tmp_path: Path, encoder: PackagedEncoder) -> None:
    home = Home(tmp_path / "home", encoder, patience=0.2)
    with Dragoman(home, Ranker(load_weights())) as dragoman:
        jobs = dragoman.jobs
        upload = jobs.uploads.keep("a.md", io.BytesIO(WORDS.format(n=3).encode()))
        with home.writing():
            begun = jobs.add([upload])
            while not jobs.job(begun.id).notes:
                threading.Event().wait(0.05)
            assert jobs.job(begun.id).state == "running"
            assert "waiting" in jobs.job(begun.id).notes[0]
        over = done(jobs, begun)
        assert (over.state, over.added, over.notes) == ("done", 1, ())


def test_a_job_that_breaks_says_so_and_the_next_one_runs(jobs: Jobs, tmp_path: Path) -> None:
    other = Home(tmp_path / "home")
    assert other.vectors.connect()
    upload = jobs.uploads.keep("a.md", io.BytesIO(b"words and more words"))
    upload.path.unlink()
    gone = done(jobs, jobs.add([upload]))
    assert (gone.state, gone.failures) == ("done", 1)
    broken = done(jobs, jobs.reindex())
    assert broken.state == "failed"
    assert "vectors open" in broken.notes[0]
    other.close()
    assert done(jobs, jobs.reindex()).state == "done"


def test_addresses_of_visitors_are_held_to_the_public_web(jobs: Jobs) -> None:
    over = done(jobs, jobs.add([Link.of("http://127.0.0.1:9/report")]))
    assert (over.state, over.failures) == ("done", 1)
    assert "leads to this machine" in over.failed[0].reason


def test_what_is_nothing_to_do(jobs: Jobs) -> None:
    with pytest.raises(InputError, match="nothing to add"):
        jobs.add([])
    with pytest.raises(InputError, match="nothing to remove"):
        jobs.remove([])
    with pytest.raises(InputError, match="no job has the id"):
        jobs.stop("x")
