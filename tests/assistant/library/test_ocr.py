"""A scan is recognised by ocrmypdf where that is installed; here a small program with its options stands for it."""

from pathlib import Path

import pytest

from dragoman.assistant.library.sources import read
from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.sandbox.sandbox import run_here
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import pdf

WORDS = ["The harbour board met on Monday", "and asked for two new boats."]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf([]))
    return path


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "bin" / "ocrmypdf"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def test_a_scan_names_ocr_where_it_is_not_installed(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    [found] = read(scan, run_here)
    assert isinstance(found, UnreadableSource)
    assert "ocrmypdf" in found.reason


def test_recognised_words_are_marked(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "result.pdf").write_bytes(pdf(WORDS))
    installed(tmp_path, monkeypatch, f'for last; do :; done; cp {tmp_path}/result.pdf "$last"')
    [found] = read(scan, run_here)
    assert isinstance(found, Document)
    assert (found.text, found.key) == (" ".join(WORDS), scan.as_posix())
    assert dict(found.metadata)["ocr"] == "words recognised by ocrmypdf"


def test_a_failure_of_the_program_is_told(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch, "echo no tesseract here >&2; exit 3")
    [found] = read(scan, run_here)
    assert isinstance(found, UnreadableSource)
    assert "no tesseract here" in found.reason
