"""Scanned PDF files: ocrmypdf recognises their text, where it is installed, and the document says so.

It works on a copy in a temporary folder, with low priority and a limit on time. Its result is read like any other file.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ...corpus.errors import UnreadableSource
from ...corpus.readers.origin import Results
from ...corpus.readers.pdf import SCANNED
from ...corpus.types import OCR, Document, content_hash

SECONDS = 900
"""For one file: a page takes one to five seconds on one core."""

_PROGRAM = "ocrmypdf"
_LANGUAGES = ("eng", "ara", "fra", "deu", "heb", "fas", "rus", "tur", "spa")


def with_ocr(results: Results, path: Path, read: Callable[[Path], Results]) -> Results:
    """Yield what was read from a file; if it is a scan and ocrmypdf is installed, what `read` reads from its result."""
    for found in results:
        if isinstance(found, UnreadableSource) and found.reason == SCANNED and shutil.which(_PROGRAM):
            yield from _recognised(found, path, read)
        else:
            yield found


def _recognised(scan: UnreadableSource, path: Path, read: Callable[[Path], Results]) -> Results:
    with tempfile.TemporaryDirectory(prefix="dragoman-ocr-") as folder:
        result = Path(folder) / "recognised.pdf"
        arguments = [
            "--quiet",
            "--skip-text",
            "--output-type",
            "pdf",
            "--jobs",
            "1",
            *_languages(),
            str(path),
            str(result),
        ]
        try:
            subprocess.run(
                ["nice", _PROGRAM, *arguments],
                check=True,
                timeout=SECONDS,
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            yield UnreadableSource(
                scan.source, f"is a scan, and OCR took longer than {SECONDS // 60} minutes; split it."
            )
            return
        except (OSError, subprocess.CalledProcessError) as error:
            said = (getattr(error, "stderr", b"") or b"").decode("utf-8", "replace").strip().splitlines()
            why = f" ({said[-1][:200]})" if said else ""
            yield UnreadableSource(scan.source, f"is a scan, and {_PROGRAM} failed on it{why}; run it yourself.")
            return
        for found in read(result):
            if isinstance(found, Document):
                marked = replace(found, metadata=(*found.metadata, (OCR, f"words recognised by {_PROGRAM}")))
                yield replace(marked, id=content_hash(marked))
            else:
                yield UnreadableSource(scan.source, found.reason)


def _languages() -> list[str]:
    """Return the option for the languages that Tesseract has, of those that reports are often in."""
    installed: set[str] = set()
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=True)
        installed = set(done.stdout.decode("utf-8", "replace").split())
    chosen = [one for one in _LANGUAGES if one in installed]
    return ["-l", "+".join(chosen)] if chosen else []
