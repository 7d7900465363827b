"""The command line in tests: in this process, which is quick, or in one of its own, as a user starts it."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.cli import main

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Done:
    """What a command has printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, home: Path, stdin: str | None = None) -> Done:
    """Run `dragoman` with these arguments in this process: the same entry point, arguments, streams and exit code."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code: object = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["dragoman", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((stdin or "").encode()), encoding="utf-8"))
        patch.setenv("DRAGOMAN_HOME", str(home))
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int)
    return Done(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def start(*arguments: str, home: Path, stdin: str | None = None) -> Done:
    """Run `dragoman` with these arguments in a process of its own."""
    environment = {**os.environ, "DRAGOMAN_HOME": str(home)}
    call = [sys.executable, "-m", "dragoman.cli", *arguments]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment, input=stdin, check=False)
    return Done(done.returncode, done.stdout, done.stderr)
