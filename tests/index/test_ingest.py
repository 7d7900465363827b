import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from sqlalchemy import text

from dragoman.corpus.errors import CorruptIndex, FingerprintMismatch, HomeBusy, HomeError, InputError, UnreadableSource
from dragoman.corpus.types import Document
from dragoman.index import backups, health, repair
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.retrieval.ranking import Query, Ranker, load_weights
from dragoman.index.retrieval.search import Searcher
from dragoman.index.storage.catalogue import sentence_id
from dragoman.index.storage.earlier_versions import EarlierVersions
from dragoman.index.storage.vectors import ExactVectors
from tests.index.samples import brief, report


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder):
    with Home(tmp_path / "home", encoder) as opened:
        yield opened


def test_documents_come_back_as_they_were(home: Home) -> None:
    given = [report(1), brief(2), report(3, external_id="three", url="https://example.org/3")]
    done = ingest(home, given)
    assert (done.added, done.updated, done.unchanged, done.documents) == (3, 0, 0, 3)
    assert [home.catalogue.document(one.id) for one in given] == given
    assert home.catalogue.document("three") == given[2]
    assert list(home.catalogue.documents()) == given
    assert health.verify(home).healthy


def test_known_documents_are_skipped(home: Home) -> None:
    ingest(home, [report(1), report(2)])
    again = ingest(home, [report(2), report(1, key="copy.txt"), report(3)])
    assert (again.added, again.unchanged, again.sentences) == (1, 2, 4)
    assert len(home.catalogue) == 3


def test_a_changed_report_replaces_the_old_one(home: Home) -> None:
    old = report(1)
    ingest(home, [old, report(2)])
    new = report(1, text="The round was cancelled. Nobody came to Cairo.")
    done = ingest(home, [new])
    assert (done.added, done.updated) == (0, 1)
    assert old.id not in home.catalogue
    assert new.id in home.catalogue
    checked = health.verify(home)
    assert checked.healthy, checked.problems
    assert checked.counts["sentences"] == 4 + 2


def test_versions_within_one_run(home: Home) -> None:
    done = ingest(home, [report(1), report(1, text="A second version. It has other words.")])
    assert (done.added, done.updated) == (1, 1)
    assert [one.text[:8] for one in home.catalogue.documents()] == ["A second"]


def test_two_corpora_that_number_from_zero_are_not_versions(home: Home) -> None:
    ingest(home, [report(1, key="a#0", external_id="0")])
    done = ingest(home, [report(2, key="b#0", external_id="0")])
    assert (done.added, done.updated) == (1, 0)
    assert home.catalogue.document("0") is None, "an external id that two documents have names neither"


def test_the_same_external_id_and_title_from_another_file_is_a_version(home: Home) -> None:
    ingest(home, [report(1, key="old.jsonl#7", external_id="7")])
    done = ingest(home, [report(1, text="Corrected words.", key="new.jsonl#7", external_id="7")])
    assert (done.added, done.updated) == (0, 1)


def test_unreadable_sources_are_reported_and_the_others_are_read(home: Home) -> None:
    bad = UnreadableSource("scan.pdf", "has no text; run OCR first")
    done = ingest(home, [report(1), bad, report(2)])
    assert done.failed == (bad,)
    assert done.added == 2


def test_removing_leaves_nothing_behind(home: Home) -> None:
    ingest(home, [report(n) for n in range(6)])
    assert home.catalogue.remove(report(2).id)
    assert not home.catalogue.remove(report(2).id)
    home.vectors.sync()
    checked = health.verify(home)
    assert checked.healthy, checked.problems
    assert checked.counts == {"documents": 5, "passages": 5, "sentences": 20, "unsent": 0}
    with home.catalogue.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM words")) == 5


def test_for_good_leaves_no_copy_and_every_change_clears_what_is_due(home: Home) -> None:
    first, second, other = report(1), report(1, text="The marsh was drained in June."), report(2)
    engine = home.catalogue.engine
    kept = EarlierVersions(engine)
    for each in (first, second, other, report(3)):
        ingest(home, [each])
    home.catalogue.remove(second.id)
    home.catalogue.remove(other.id)
    assert [one.document for one in kept.of(second.id)] == [first]
    assert home.catalogue.remove(second.id, for_good=True)
    assert not home.catalogue.remove(second.id, for_good=True)
    assert [one.document for one in kept.removed()] == [other]
    assert kept.of(second.id) == ()

    with engine.begin() as connection:
        connection.execute(text("UPDATE earlier_versions SET \"left\" = '2020-01-01T00:00:00+00:00'"))
    ingest(home, [report(4)])
    assert kept.removed() == ()
    assert home.catalogue.remove(report(3).id, for_good=True)
    assert kept.removed() == ()


def test_a_new_version_replaces_a_damaged_one(home: Home) -> None:
    ingest(home, [report(1)])
    with home.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET marks = 'x'")
    assert ingest(home, [report(1, text="The marsh was drained in June.")]).updated == 1
    assert len(home.catalogue) == 1


def test_what_was_removed_can_come_again(home: Home) -> None:
    ingest(home, [report(1), report(2)])
    home.catalogue.remove(report(1).id)
    ingest(home, [report(1)])
    assert health.verify(home).healthy
    assert len(home.catalogue) == 2


def test_chroma_finds_what_exact_search_finds(home: Home, encoder: PackagedEncoder) -> None:
    ingest(home, [report(n) for n in range(60)])
    exact = ExactVectors(home.catalogue.engine)
    assert home.vectors.sync()
    assert len(exact) == len(home.vectors.chroma) == 240
    for question in ("Who left in the evening?", "crossing 17", "another round"):
        vector = encoder.encode([question])[0]
        a, b = exact.nearest(vector, 10), home.vectors.chroma.nearest(vector, 10)
        assert np.allclose([score for _, score in a], [score for _, score in b], atol=1e-5)


def test_only_some_documents(home: Home, encoder: PackagedEncoder) -> None:
    ingest(home, [report(n) for n in range(9)])
    vector = encoder.encode(["crossing 4"])[0]
    rows = {row for row, _ in home.nearest([2, 3]).nearest(vector, 50)}
    assert len(rows) == 2
    assert home.nearest([]).nearest(vector, 5) == []


def test_chroma_is_brought_up_to_date_when_it_was_lost(home: Home, tmp_path: Path, encoder: PackagedEncoder) -> None:
    ingest(home, [report(n) for n in range(5)])
    home.vectors.chroma.tell([], np.zeros((0, 384), np.float32), [sentence_id(1, 0), sentence_id(2, 1)])
    checked = health.verify(home)
    assert "2 sentences are missing" in checked.problems[0]
    assert repair.repair(home).healthy
    home.vectors.chroma.tell(["99:0"], encoder.encode(["stray"]), [])
    assert not health.verify(home).healthy
    home.close()
    with Home(tmp_path / "home", encoder) as again:
        assert again.vectors.sync()
        assert health.verify(again).healthy


def test_another_process_holds_chroma(home: Home, tmp_path: Path, encoder: PackagedEncoder) -> None:
    ingest(home, [report(1)])
    with Home(tmp_path / "home", encoder) as other:
        assert not other.vectors.sync()
        ingest(other, [report(2)])
        assert other.catalogue.counts()["unsent"] == 1
        assert "another process" in health.verify(other).notes[0]
        assert len(other.nearest().nearest(encoder.encode(["crossing 2"])[0], 50)) == 8, "exact search sees it at once"
        with pytest.raises(HomeBusy):
            repair.repair(other)
    assert home.nearest(lasting=True).nearest(encoder.encode(["crossing 2"])[0], 1)[0][0] == 2
    home.vectors.telling.wait(60)
    assert home.catalogue.counts()["unsent"] == 0, "the process that has Chroma passes it on"


def test_another_fingerprint_is_refused_and_rebuilt(home: Home, tmp_path: Path, encoder: PackagedEncoder) -> None:
    ingest(home, [report(n) for n in range(4)])
    home.catalogue.remember("segmenter", "older-1")
    home.close()
    with pytest.raises(FingerprintMismatch, match=r"segmenter older-1 .* index rebuild"):
        Home(tmp_path / "home", encoder)
    assert backups.rebuild(tmp_path / "home") == {"documents": 4, "passages": 4, "sentences": 16, "unsent": 0}
    with Home(tmp_path / "home", encoder) as again:
        assert health.verify(again).healthy
        assert list(again.catalogue.documents()) == [report(n) for n in range(4)]


def test_backup_and_restore(home: Home, tmp_path: Path, encoder: PackagedEncoder) -> None:
    ingest(home, [report(n) for n in range(3)])
    backups.backup(home, tmp_path / "kept" / "backup.sqlite")
    home.catalogue.remove(report(0).id)
    home.close()
    with pytest.raises(InputError, match="exists already"):
        backups.backup(home, tmp_path / "kept" / "backup.sqlite")
    assert backups.restore(tmp_path / "home", tmp_path / "kept" / "backup.sqlite")["documents"] == 3
    with Home(tmp_path / "home", encoder) as again:
        assert health.verify(again).healthy
        assert report(0).id in again.catalogue
    (tmp_path / "no.sqlite").write_text("not a database, but long enough to be looked at as one" * 30)
    with pytest.raises(InputError, match="not a backup"):
        backups.restore(tmp_path / "home", tmp_path / "no.sqlite")
    with Home(tmp_path / "home", encoder) as unharmed:
        assert len(unharmed.catalogue) == 3


def test_a_file_that_is_not_a_catalogue(tmp_path: Path, encoder: PackagedEncoder) -> None:
    (tmp_path / "catalogue.sqlite").write_text("these are not the bytes of a database " * 200)
    with pytest.raises(CorruptIndex, match="use another home"):
        Home(tmp_path, encoder)


def test_a_home_that_cannot_be_made(tmp_path: Path, encoder: PackagedEncoder) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HomeError, match="--home"):
        Home(tmp_path / "file" / "home", encoder)


def test_damage_is_seen(home: Home) -> None:
    ingest(home, [report(1)])
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("UPDATE passages SET vectors = zeroblob(length(vectors))"))
        connection.execute(text("DELETE FROM words"))
    problems = " ".join(health.verify(home).problems)
    assert "unit length" in problems
    assert "full text" in problems


KILLED = """
import sys
from pathlib import Path
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
import dragoman.index.ingest
from tests.index.samples import report
dragoman.index.ingest.BATCH = 1_500
with Home(Path(sys.argv[1]), apart=sys.argv[2] == "apart") as home:
    print("ready", flush=True)
    ingest(home, [report(n) for n in range(150)])
"""


def test_killed_at_any_moment_and_run_again(tmp_path: Path, encoder: PackagedEncoder) -> None:
    random.seed(7)
    root = Path(__file__).parents[2]
    workers: list[psutil.Process] = []
    for place in ("here", "apart", "here", "apart"):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path / "home"), place],
            cwd=root,
            stdout=subprocess.PIPE,
            env=dict(os.environ),
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(random.uniform(0.05, 1.2 if place == "here" else 3))
        workers += psutil.Process(process.pid).children() if process.poll() is None else []
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert psutil.wait_procs(workers, 60)[1] == [], "a process that prepares documents ends with its parent"
    documents: list[Document] = [report(n) for n in range(150)]
    with Home(tmp_path / "home", encoder) as home:
        done = ingest(home, documents)
        assert done.added + done.unchanged == 150
        checked = health.verify(home)
        assert checked.healthy, checked.problems
        assert checked.counts["documents"] == 150
        searcher = Searcher(home, Ranker(load_weights()))
        for document in documents[::10]:
            first = document.text.split("\n\n")[0].split(". ")[0]
            assert searcher.search(Query(first), k=1).hits[0].passage.document == document
