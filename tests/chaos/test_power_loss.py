"""The model of a disk that loses power: only what was synced is sure to be there."""

import random
from pathlib import Path

import pytest

from tests.chaos.power_loss import Change, Names, rebuild

WRITTEN = (
    Change("make", "new", file=1),
    Change("write", "new", file=1, content=b"new content"),
)
RENAMED = Change("rename", "kept", "new")


def outcomes(folder: Path, names: Names, *recorded: Change) -> set[bytes]:
    """What the file `kept` may contain after a power loss behind these changes."""
    template = folder / "template"
    template.mkdir(exist_ok=True)
    (template / "kept").write_bytes(b"old content")
    found = set()
    for seed in range(60):
        root = folder / f"{len(list(folder.iterdir()))}"
        rebuild(template, recorded, root, names, random.Random(seed))
        found.add((root / "kept").read_bytes())
    return found


@pytest.mark.parametrize("names", ["journalled", "strict"])
def test_a_rename_may_survive_without_the_content(tmp_path: Path, names: Names) -> None:
    assert outcomes(tmp_path, names, *WRITTEN, RENAMED) == {b"old content", b"", b"new content"}


@pytest.mark.parametrize("names", ["journalled", "strict"])
def test_a_rename_of_a_synced_file_has_the_old_or_the_new_content(tmp_path: Path, names: Names) -> None:
    synced = Change("sync", "new", file=1)
    assert outcomes(tmp_path, names, *WRITTEN, synced, RENAMED) == {b"old content", b"new content"}


@pytest.mark.parametrize("names", ["journalled", "strict"])
def test_a_synced_folder_keeps_the_new_content(tmp_path: Path, names: Names) -> None:
    synced = Change("sync", "new", file=1)
    assert outcomes(tmp_path, names, *WRITTEN, synced, RENAMED, Change("sync folder", "")) == {b"new content"}


def test_where_names_have_one_journal_any_sync_keeps_them(tmp_path: Path) -> None:
    other = (Change("make", "other", file=2), Change("sync", "other", file=2))
    synced = Change("sync", "new", file=1)
    assert outcomes(tmp_path, "journalled", *WRITTEN, synced, RENAMED, *other) == {b"new content"}


def test_large_writes_may_survive_in_part(tmp_path: Path) -> None:
    large = Change("write", "kept", file=0, content=bytes(4 * 512))
    lengths = {content.count(0) for content in outcomes(tmp_path, "strict", large)}
    assert {0, 2048} < lengths


def test_a_file_in_a_folder_that_was_lost_is_lost(tmp_path: Path) -> None:
    made = (Change("folder", "inside"), Change("make", "inside/file", file=1), Change("sync", "inside/file", file=1))
    (template := tmp_path / "template").mkdir()
    found = set()
    for seed in range(30):
        root = tmp_path / f"{seed}"
        rebuild(template, made, root, "strict", random.Random(seed))
        found.add(tuple(sorted(path.name for path in root.rglob("*"))))
    assert found == {(), ("inside",), ("file", "inside")}
