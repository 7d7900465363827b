"""A whole index is replaced so that nobody sees half of it: not who has it open, not who comes after a kill."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import DatabaseError

from dragoman.corpus.errors import CorruptIndex, FingerprintMismatch, HomeBusy, HomeError, InputError
from dragoman.index import backups, editing, health, vector_search
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.extracted.utterances import UtteranceIndex
from dragoman.index.folder.locks import writers
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.replacing import exchange
from dragoman.index.storage.conversations import Conversations
from dragoman.index.storage.document_sets import DocumentSets
from dragoman.index.storage.earlier_versions import EarlierVersions
from dragoman.index.storage.queries import passages_at
from dragoman.index.storage.recognition import FileKind, kind_of
from dragoman.index.storage.vectors import ExactVectors, FallingBack
from tests.index.samples import report

ROOT = Path(__file__).parents[3]
OLD, NEW = 6, 9  # documents in the backup, and in the home that it replaces


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder) -> Iterator[Home]:
    """A home with more than its backup, which is in `backup.sqlite` beside it."""
    with Home(tmp_path / "home", encoder) as made:
        ingest(made, [report(n) for n in range(OLD)])
        backups.backup(made, tmp_path / "backup.sqlite")
        ingest(made, [report(n) for n in range(OLD, NEW)])
        yield made


def rows(home: Home) -> set[int]:
    with home.catalogue.engine.connect() as connection:
        return set(connection.exec_driver_sql("SELECT row FROM passages").scalars())


def test_an_open_home_goes_on_with_the_restored_index(home: Home, tmp_path: Path, encoder: PackagedEncoder) -> None:
    vector = encoder.encode(["crossing 8"])[0]
    before, changes = rows(home), home.catalogue.changes()
    assert isinstance(home.nearest(lasting=True), FallingBack)
    found = [row for row, _ in home.nearest(lasting=True).nearest(vector, 3)]
    DocumentSets(home.catalogue.engine).make("mine", [report(8).id])
    assert backups.restore(tmp_path / "home", tmp_path / "backup.sqlite")["documents"] == OLD
    assert home.catalogue.changes() > changes
    assert list(home.catalogue.documents()) == [report(n) for n in range(OLD)]
    assert DocumentSets(home.catalogue.engine).all()[-1].name != "mine", "sets are those of the backup"
    assert not rows(home) & before, "a search that began in the old index finds nothing wrong in the new one"
    assert passages_at(home.catalogue.engine, found) == []
    exact = home.nearest(lasting=True)
    assert isinstance(exact, ExactVectors), "until Chroma is filled anew"
    assert {row for row, _ in exact.nearest(vector, 100)} == rows(home)
    home.vectors.mending.wait(60)
    assert isinstance(home.nearest(lasting=True), FallingBack)
    assert {row for row, _ in home.vectors.chroma.nearest(vector, 24)} <= rows(home)
    checked = health.verify(home)
    assert checked.healthy, checked.problems
    ingest(home, [report(40)])
    assert health.verify(home).healthy


@pytest.mark.parametrize("segmenter", ["", "older-1"])
def test_edits_and_earlier_versions_are_those_of_the_backup(
    home: Home, tmp_path: Path, encoder: PackagedEncoder, segmenter: str
) -> None:
    """Also if the backup was made with another segmenter, so that it is rebuilt from its documents."""
    ingest(home, [report(1, text="The marsh was drained in June.")])
    [new] = [one for one in home.catalogue.documents() if one.key == report(1).key]
    edited = editing.edit(home, new, {"publisher": "Lorne Post"}, "ann")
    home.catalogue.remove(report(2).id)
    if segmenter:
        home.catalogue.remember("segmenter", segmenter)
    backups.backup(home, tmp_path / "edited.sqlite")
    with Home(tmp_path / "other", encoder) as other:
        ingest(other, [report(2), report(3)])
        other.catalogue.remove(report(3).id)
        backups.restore(other.path, tmp_path / "edited.sqlite", encoder=encoder)
        kept = EarlierVersions(other.catalogue.engine)
        assert [one.document for one in kept.of(edited.id)] == [report(1)]
        assert [one.document for one in kept.removed()] == [report(2)], "and not report 3, which is there again"
        ingest(other, [new])
        assert edited.id in other.catalogue and new.id not in other.catalogue, "the edit is kept"


def test_of_two_edits_at_a_time_one_is_refused(home: Home) -> None:
    editing.edit(home, report(1), {"publisher": "Lorne Post"}, "ann")
    with pytest.raises(InputError, match="somebody else"):
        editing.edit(home, report(1), {"publisher": "Marsh News"}, "ben")
    assert len(home.catalogue) == NEW


def test_a_version_comes_back_in_the_place_of_one_whose_title_was_edited(home: Home) -> None:
    first = report(50, key="/a/50.txt", external_id="50")
    moved = report(50, key="/b/50.txt", external_id="50", text="The marsh was drained in June.")
    ingest(home, [first])
    ingest(home, [moved])
    editing.edit(home, moved, {"title": "The marsh"}, "ann")
    assert editing.bring_back(home, first.id) == first
    assert len(home.catalogue) == NEW + 1


def test_what_is_written_meanwhile_is_not_lost(home: Home, tmp_path: Path) -> None:
    """Conversations and notes are written without the writers' lock, while the new index is being made."""
    store = Conversations(home.catalogue)
    told: list[str] = []

    def written(*_: object) -> None:
        if not told:
            told.append(name := store.begin("ann").id)
            store.add("ann", name, "Who came?", "{}", "", [report(8)])
            home.catalogue.remember("jobs", "[1]")

    backups.rebuild(tmp_path / "home", progress=written)
    assert len(store.read("ann", told[0]).messages) == 1
    assert home.catalogue.recall("jobs") == "[1]"
    backups.restore(tmp_path / "home", tmp_path / "backup.sqlite")
    assert set(store.read("ann", told[0]).documents) == {report(8).id}
    assert home.catalogue.recall("jobs") == "[1]", "the notes of the process that serves the home stay"


def test_a_question_does_not_wait_for_many_new_documents(
    home: Home, encoder: PackagedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(home.nearest(lasting=True), FallingBack)
    monkeypatch.setattr(vector_search, "PENDING", 5)
    with Home(home.path, encoder) as other:
        ingest(other, [report(n) for n in range(20, 40)])
    assert isinstance(home.nearest(lasting=True), ExactVectors)
    home.vectors.mending.wait(60)
    assert isinstance(home.nearest(lasting=True), FallingBack)
    assert home.catalogue.counts()["unsent"] == 0


def test_a_rebuild_loses_no_damaged_document(home: Home) -> None:
    with home.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET marks = 'x' WHERE row = 2")
    with pytest.raises(CorruptIndex, match=r"1 documents .* are damaged; .* index repair"):
        backups.rebuild(home.path)
    assert home.catalogue.counts()["documents"] == NEW


def test_derived_tables_are_those_of_the_new_index(home: Home, tmp_path: Path) -> None:
    speech = UtteranceIndex(home)
    assert speech.read() == NEW
    backups.restore(tmp_path / "home", tmp_path / "backup.sqlite")
    assert speech.due() == OLD
    assert speech.read() == OLD
    backups.backup(home, tmp_path / "read.sqlite")
    backups.restore(tmp_path / "home", tmp_path / "read.sqlite")
    assert speech.due() == 0


def test_replaced_by_nothing(home: Home, tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Home(tmp_path / "bare", encoder) as bare:
        backups.backup(bare, tmp_path / "bare.sqlite")
    changes = home.catalogue.changes()
    assert backups.restore(tmp_path / "home", tmp_path / "bare.sqlite")["documents"] == 0
    assert home.catalogue.changes() > changes, "caches must notice that"
    assert home.nearest().nearest(encoder.encode(["crossing"])[0], 5) == []
    assert backups.restore(tmp_path / "home", backups.latest(tmp_path / "home").path)["documents"] == NEW


def test_a_rebuild_with_another_encoder_is_noticed(home: Home) -> None:
    # What another encoder would leave: the same file with another name in it.
    with closing(sqlite3.connect(home.catalogue.path)) as other:
        other.execute("UPDATE meta SET value = 'another' WHERE name = 'encoder'")
        other.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'outbox'")
        other.commit()
    with pytest.raises(FingerprintMismatch, match="encoder another"):
        home.nearest()
    with pytest.raises(FingerprintMismatch), home.writing():
        pass


def test_nothing_is_replaced_while_another_writes(home: Home, tmp_path: Path) -> None:
    with home.writing(), pytest.raises(HomeBusy):
        backups.restore(tmp_path / "home", tmp_path / "backup.sqlite", patience=0.2)
    told: list[str] = []
    waits = threading.Event()
    with writers(tmp_path / "home", 0, told.append):
        turn = threading.Thread(
            target=lambda: backups.restore(
                tmp_path / "home",
                tmp_path / "backup.sqlite",
                patience=None,
                waiting=lambda sentence: (told.append(sentence), waits.set()),  # type: ignore[func-returns-value]
            )
        )
        turn.start()
        assert waits.wait(30)
        assert len(home.catalogue) == NEW
    turn.join(60)
    assert len(home.catalogue) == OLD
    assert len(told) == 1 and "waiting for another process" in told[0]


def test_a_damaged_file_is_replaced_only_when_nobody_has_it_open(home: Home, tmp_path: Path) -> None:
    path = home.catalogue.path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    broken = bytearray(path.read_bytes())
    broken[8192:40960] = np.random.default_rng(7).bytes(32768)
    with path.open("r+b") as stream:  # in place, as a failing disk does
        stream.write(broken)
    with pytest.raises(HomeBusy, match="have the home open"):
        backups.restore(tmp_path / "home", tmp_path / "backup.sqlite", patience=0.2)
    home.close()
    assert backups.restore(tmp_path / "home", tmp_path / "backup.sqlite")["documents"] == OLD
    [aside] = (tmp_path / "home" / "backups").glob("*.sqlite")
    assert aside.name.endswith("-damaged.sqlite")
    assert aside.read_bytes()[8192:40960] == broken[8192:40960]
    with Home(tmp_path / "home") as again:
        checked = health.verify(again)
        assert checked.healthy, checked.problems


def test_a_copy_that_lacks_something_is_not_committed(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_COUNTED", ("documents", "outbox"))  # the new index has other pending changes
    with closing(sqlite3.connect(tmp_path / "backup.sqlite")) as connection:
        connection.execute("DROP TABLE backup")
        connection.execute("PRAGMA application_id = 0")
        connection.execute("DELETE FROM outbox")
        connection.commit()
    with pytest.raises(CorruptIndex, match="was not replaced"):
        backups.restore(tmp_path / "home", tmp_path / "backup.sqlite")
    assert len(home.catalogue) == NEW
    assert health.verify(home).healthy


def test_a_state_that_cannot_be_kept_is_not_replaced(home: Home, tmp_path: Path) -> None:
    (tmp_path / "home" / "backups").write_text("in the way")
    with pytest.raises(HomeError, match="nothing was replaced"):
        backups.restore(tmp_path / "home", tmp_path / "backup.sqlite")
    assert len(home.catalogue) == NEW


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from dragoman.index import backups
import chromadb  # once, for all children

work, damaged = Path(sys.argv[1]), sys.argv[2] == "damaged"
for name in ("fsync", "replace", "unlink"):
    for number in (1, 2, 4, 8, 16, 32):
        home = work / f"{name}-{number}"
        shutil.copytree(work / "home", home)
        if damaged:
            with (home / "catalogue.sqlite").open("r+b") as stream:
                stream.seek(8192)
                stream.write(b"ruins " * 4000)
        child = os.fork()
        if child == 0:
            real, left = getattr(os, name), [number]
            def killed(*given, **named):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **named)
            setattr(os, name, killed)
            backups._refilled = lambda *_: {}  # Chroma is filled after the exchange, by whoever comes next
            backups.restore(home, work / "backup.sqlite")
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            shutil.rmtree(home)
            break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.parametrize("present", ["sound", "damaged"])
def test_killed_at_every_call_that_changes_a_file(home: Home, tmp_path: Path, present: str) -> None:
    home.close()
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), present], cwd=ROOT, check=False)
    assert done.returncode == 0
    killed = sorted(path for path in tmp_path.iterdir() if "-" in path.name)
    assert len(killed) > 6
    ends, last = set(), None
    for path in killed:
        try:
            with Home(path) as found, found.catalogue.engine.connect() as connection:
                ends.add(len(list(found.catalogue.documents())))
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert found.catalogue.counts()["passages"] == len(found.catalogue)
        except (CorruptIndex, HomeError, DatabaseError):
            assert present == "damaged", path
            # Neither lost nor taken for a new home: it is still damaged, and can be restored.
            assert {FileKind.CATALOGUE, FileKind.DAMAGED} >= {kind_of(path / "catalogue.sqlite")}
            last = path
    if last:
        assert backups.restore(last, tmp_path / "backup.sqlite")["documents"] == OLD
    assert ends <= ({OLD} if present == "damaged" else {OLD, NEW})
    shutil.rmtree(tmp_path / "home")
