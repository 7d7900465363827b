"""What the command line prints, made harmless in one place: on its way to stdout and stderr."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from ..corpus.printable import printable


class HarmlessOutput(io.TextIOBase):
    """A stream that writes control characters as escapes; `unescaped` is the stream itself, for a progress bar."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`, whatever its encoding."""
        self.unescaped = stream
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal's encoding may lack a letter

    def write(self, text: str) -> int:
        """Write a text; return its length."""
        self.unescaped.write(printable(text))
        return len(text)

    def flush(self) -> None:
        """Write out what is buffered."""
        self.unescaped.flush()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.unescaped.isatty()

    def fileno(self) -> int:
        """The file's number."""
        return self.unescaped.fileno()

    def writable(self) -> bool:
        """Whether it can be written to: yes."""
        return True

    @property
    def buffer(self) -> BinaryIO:
        """The bytes below, for protocols that write to stdout (MCP)."""
        return self.unescaped.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]  # TextIOBase declares a variable
        """The encoding of the stream."""
        return self.unescaped.encoding


@contextmanager
def harmless_output() -> Iterator[None]:
    """Print through `HarmlessOutput` until the block ends."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(HarmlessOutput, before)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        sys.stdout, sys.stderr = before
