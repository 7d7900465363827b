from pathlib import Path

from dragoman.index.storage.schema import connect


def test_the_caches_of_all_kept_connections_are_small(tmp_path: Path) -> None:
    """SQLite caches the file for each connection apart, so that a cache of 64 MiB was one of 320 MiB."""
    engine = connect(tmp_path / "catalogue.sqlite")
    try:
        opened = [engine.connect() for _ in range(12)]
        mebibytes = [-int(one.exec_driver_sql("PRAGMA cache_size").scalar_one()) / 1024 for one in opened]
        for one in opened:
            one.close()
        kept = engine.pool.checkedin()  # type: ignore[attr-defined]  # a QueuePool has it
        assert 0 < kept * max(mebibytes) <= 64
    finally:
        engine.dispose()


def test_one_thread_after_the_other_uses_one_connection(tmp_path: Path) -> None:
    engine = connect(tmp_path / "catalogue.sqlite")
    try:
        opened = [engine.connect() for _ in range(3)]
        for one in opened:
            one.close()
        used = set()
        for _ in range(6):
            with engine.connect() as connection:
                used.add(id(connection.connection.dbapi_connection))
        assert len(used) == 1
    finally:
        engine.dispose()
