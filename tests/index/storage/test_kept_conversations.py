"""Rebuilding, restoring, and many writers at once lose no conversation."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dragoman.index import backups, health, repair
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.storage.conversation_tables import TABLES
from dragoman.index.storage.conversations import Conversations
from dragoman.index.storage.schema import metadata
from tests.index.samples import report
from tests.index.storage.stored import asked, kept_ids

ROOT = Path(__file__).parents[3]


def test_rebuilding_keeps_everything(home: Home, store: Conversations, tmp_path: Path) -> None:
    first, second = asked(store, "ann", "Who came?", "Who left?"), asked(store, "ben", "Who spoke?", of=2)
    store.rate("ann", first, 1, "dislike", "no")
    home.catalogue.remove(report(2).id)
    before = store.read("ann", first), store.read("ben", second)
    home.catalogue.remember("segmenter", "older-1")
    home.close()
    backups.rebuild(tmp_path / "home")
    with Home(tmp_path / "home") as again:
        now = Conversations(again.catalogue)
        assert (now.read("ann", first), now.read("ben", second)) == before
        assert before[1].gone == {report(2).id: None}
        repair.repair(again)
        assert now.read("ann", first) == before[0]
        assert health.verify(again).healthy


def test_a_home_made_before_there_were_conversations(home: Home, tmp_path: Path) -> None:
    home.close()
    with Home(tmp_path / "home") as older:
        metadata.drop_all(older.catalogue.engine, tables=TABLES)
        assert health.verify(older).healthy
        metadata.drop_all(older.catalogue.engine, tables=TABLES)
    backups.rebuild(tmp_path / "home")
    with Home(tmp_path / "home") as again:
        assert Conversations(again.catalogue).listed("ann") == ()


def test_restoring_loses_no_conversation(home: Home, store: Conversations, tmp_path: Path) -> None:
    changed, dropped = asked(store, "ann", "Who came?"), asked(store, "ann", "Who left?", of=3)
    backup = tmp_path / "backup.sqlite"
    backups.backup(home, backup)
    store.delete("ann", dropped)
    store.add("ann", changed, "Who stayed?", "{}", "", [report(2)])
    later = asked(store, "ben", "Who spoke?")
    home.catalogue.remove(report(1).id)
    home.close()
    backups.restore(tmp_path / "home", backup)
    with Home(tmp_path / "home") as again:
        now = Conversations(again.catalogue)
        assert len(now.read("ann", changed).messages) == 2
        assert set(now.read("ann", changed).documents) == {report(1).id, report(2).id}
        assert now.read("ann", changed).gone == {}
        assert len(now.read("ben", later).messages) == 1
        assert set(now.read("ann", dropped).documents) == {report(3).id}
        assert health.verify(again).healthy


def test_restoring_an_older_state_over_a_newer_one_and_over_a_damaged_one(
    home: Home, store: Conversations, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    name = asked(store, "ann", "Who came?")
    older, newer = tmp_path / "older.sqlite", tmp_path / "newer.sqlite"
    backups.backup(home, older)
    store.add("ann", name, "Who stayed?", "{}", "", [])
    backups.backup(home, newer)
    home.close()
    place = tmp_path / "home"
    for name_of in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (place / name_of).unlink(missing_ok=True)
    (place / "catalogue.sqlite").write_bytes(b"these are ruins " * 1000)
    backups.restore(place, older)
    assert "conversations kept since the backup was made are lost" in caplog.text
    backups.restore(place, newer)
    with Home(place) as again:
        assert len(Conversations(again.catalogue).read("ann", name).messages) == 2


def test_threads_write_at_once(home: Home, store: Conversations) -> None:
    shared = store.begin("all").id
    failures: list[BaseException] = []

    def one(number: int) -> None:
        try:
            for n in range(8):
                store.add("all", shared, f"{number}-{n}", "{}", "", [report(number)])
                own = asked(store, f"user {number}", "Who came?", of=number)
                store.rate(f"user {number}", own, 0, "like")
                if n % 2:
                    store.delete(f"user {number}", own)
        except BaseException as error:  # a failure in a thread is reported by the test itself
            failures.append(error)
            raise

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [one.place for one in store.read("all", shared).messages] == list(range(48))
    for number in range(6):
        assert len(store.listed(f"user {number}")) == 4
    assert kept_ids(home) == {report(n).id for n in range(6)}
    assert health.verify(home).healthy


WRITER = """
import sys
from pathlib import Path
from dragoman.index.storage.catalogue import Catalogue
from dragoman.index.storage.conversations import Conversations
from tests.index.samples import report
store = Conversations(Catalogue(Path(sys.argv[1]), None))
for n in range(20):
    store.add("all", sys.argv[2], f"{sys.argv[3]}-{n}", "{}", "", [report(n)])
"""


def test_processes_write_at_once(home: Home, store: Conversations) -> None:
    shared = store.begin("all").id
    commands = [[sys.executable, "-c", WRITER, str(home.catalogue.path), shared, str(n)] for n in range(2)]
    running = [subprocess.Popen(command, cwd=ROOT, env=dict(os.environ)) for command in commands]
    ingest(home, [report(n) for n in range(30, 50)])
    assert [process.wait() for process in running] == [0, 0]
    assert [one.place for one in store.read("all", shared).messages] == list(range(40))
    assert len(store.read("all", shared).documents) == 20
