"""Refills do not fill the disk: what Chroma no longer uses is deleted, and nothing else."""

import uuid
from pathlib import Path

import numpy as np

from dragoman.index.storage.chroma_files import delete_unused
from dragoman.index.storage.vectors import ChromaVectors

VECTORS = np.eye(3, 8, dtype=np.float32)
IDS = ["1:0", "2:0", "3:0"]


def segments(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def filled(folder: Path, *, again: bool = False) -> None:
    chroma = ChromaVectors(folder)
    if again:
        chroma.clear()
    chroma.tell(IDS, VECTORS, [])
    assert chroma.nearest_ids(VECTORS, 1) == [[name] for name in IDS]
    chroma.close()


def test_refills_leave_one_folder(tmp_path: Path) -> None:
    filled(tmp_path)
    for _ in range(3):
        filled(tmp_path, again=True)
    chroma = ChromaVectors(tmp_path)
    assert len(segments(tmp_path)) == 1
    assert chroma.nearest_ids(VECTORS, 1) == [[name] for name in IDS]
    chroma.close()


def test_other_folders_and_those_of_a_damaged_database_stay(tmp_path: Path) -> None:
    filled(tmp_path)
    mine, stray = tmp_path / "notes", tmp_path / str(uuid.uuid4())
    mine.mkdir()
    stray.mkdir()
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    delete_unused(tmp_path)
    assert len(segments(tmp_path)) == 3
