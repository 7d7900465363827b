"""What has been stored and removed is found at once, before Chroma has been told of it, and no question waits for that."""

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.refill import BackgroundRefill
from dragoman.index.storage.vectors import ExactVectors
from tests.index.samples import report

ASKED = "Who spoke about crossing 3?"


def agree(found: list[tuple[int, float]], home: Home, encoder: PackagedEncoder) -> bool:
    """Whether a search for `ASKED` found what exact search finds; equal sentences may come in any order."""
    exact = ExactVectors(home.catalogue.engine)
    expected = exact.nearest(encoder.encode([ASKED])[0], len(exact))
    scores = [score for _, score in expected[: len(found)]]
    return np.allclose([score for _, score in found], scores, atol=1e-4) and {row for row, _ in found} <= {
        row for row, _ in expected
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("add change remove".split()), st.integers(0, 5)), min_size=1, max_size=6),
    st.integers(1, 12),
)
def test_pending_changes_are_searched_beside_chroma(
    tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder, changes: list[tuple[str, int]], k: int
) -> None:
    vector = encoder.encode([ASKED])[0]
    folder = tmp_path_factory.mktemp("homes")
    with Home(folder / "home", encoder) as home, Home(folder / "home", encoder) as other:
        ingest(home, [report(n) for n in range(4)])
        home.nearest(lasting=True)
        with home.vectors._guard:  # so that Chroma is told of nothing, as while another thread sends much to it
            thread = threading.Thread(target=lambda: _apply(other, changes))
            thread.start()
            thread.join()
            searched: list[list[tuple[int, float]]] = []
            asking = threading.Thread(target=lambda: searched.append(home.nearest(lasting=True).nearest(vector, k)))
            asking.start()
            asking.join(60)
            assert [len(one) for one in searched] == [min(k, home.catalogue.counts()["sentences"])]
            assert agree(searched[0], home, encoder)
        home.nearest(lasting=True)
        home.vectors.telling.wait(60)
        assert home.catalogue.counts()["unsent"] == 0
        assert agree(home.nearest(lasting=True).nearest(vector, k), home, encoder)


def _apply(home: Home, changes: list[tuple[str, int]]) -> None:
    for at, (kind, number) in enumerate(changes):
        if kind == "remove":
            home.catalogue.remove(report(number).id)
        else:
            text = f"Version {at} of crossing {number}. Nobody left." if kind == "change" else None
            ingest(home, [report(number, text=text)])


def test_nobody_waits_until_chroma_is_told_where_others_are_answered(tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Home(tmp_path / "home", apart=True) as home:
        assert home.vectors.connect()
        with home.vectors._guard:  # held here, so that whoever tells Chroma in the thread below would wait
            thread = threading.Thread(target=lambda: ingest(home, [report(n) for n in range(3)]))
            thread.start()
            thread.join(60)
            assert not thread.is_alive()
            assert home.catalogue.counts()["unsent"] == 3
            assert len(home.nearest(lasting=True).nearest(encoder.encode([ASKED])[0], 12)) == 12
        home.vectors.telling.wait(60)
        assert home.catalogue.counts()["unsent"] == 0


def test_what_is_stored_stays_stored_when_chroma_fails(tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Home(tmp_path / "home", encoder) as home:
        ingest(home, [report(n) for n in range(3)])
        home.vectors.chroma.close()
        shutil.rmtree(home.path / "chroma")
        assert ingest(home, [report(n) for n in range(3, 6)]).added == 3
        assert home.vectors.fault
        assert agree(home.nearest(lasting=True).nearest(encoder.encode([ASKED])[0], 24), home, encoder)
        home.vectors.mending.wait(60)
        assert home.catalogue.counts()["unsent"] == 0
        assert home.vectors.fault is None


def test_nothing_begins_in_a_home_that_is_closed(tmp_path: Path, encoder: PackagedEncoder) -> None:
    home = Home(tmp_path / "home", encoder)
    ingest(home, [report(n) for n in range(3)])
    home.catalogue.resend()
    search = home.nearest(lasting=True)
    home.close()
    for work in (home.vectors.telling, home.vectors.mending):
        work.start(again=True)  # as a search does that is still under way
        work.wait(60)
    assert search.nearest(encoder.encode([ASKED])[0], 12)
    with Home(tmp_path / "home", encoder) as other:
        assert other.vectors.connect()


def test_what_changes_while_chroma_is_told_is_told_at_once() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), []

    def work() -> None:
        begun.set()
        assert go_on.wait(60)
        done.append(1)

    telling = BackgroundRefill(work)
    telling.start()
    assert begun.wait(60)
    telling.start()
    telling.start(again=True)
    telling.start(again=True)
    go_on.set()
    telling.wait(60)
    assert len(done) == 2 and not telling.running
    telling.close()


def test_a_catalogue_that_breaks_ends_no_thread_with_a_traceback(tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Home(tmp_path / "home", encoder) as home:
        ingest(home, [report(1)])
        with home.catalogue.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE outbox")
        home.vectors.telling.start()
        home.vectors.telling.wait(60)
        assert home.vectors.telling.failed is not None and "outbox" in home.vectors.telling.failed
        assert not home.vectors.telling.running
