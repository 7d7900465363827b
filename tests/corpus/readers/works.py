"""What a reader may do in its process: the reading process imports these functions by name."""

import ctypes
import os
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any


def count(numbers: int) -> Iterator[int]:
    """Count; 0 for without end."""
    number = 0
    while not numbers or number < numbers:
        yield number
        number += 1


def compute() -> Iterator[int]:
    """Compute without end."""
    while True:
        pass
    yield 0


def wait() -> Iterator[int]:
    """Do nothing for an hour, after one item."""
    yield 0
    time.sleep(3600)


def hoard(piece: int) -> Iterator[int]:
    """Take memory without end, in pieces of so many bytes."""
    held = []
    while True:
        held.append(b"x" * piece)
    yield 0


def crash(before: int) -> Iterator[int]:
    """Read where there is no memory, after so many items."""
    yield from range(before)
    ctypes.string_at(0)


def fail() -> Iterator[int]:
    """Divide by zero."""
    yield 1 // 0


def nest() -> Iterator[Any]:
    """Call itself without end."""
    yield from nest()


def process() -> Iterator[int]:
    """Give the process's number."""
    yield os.getpid()


def modules() -> Iterator[list[str]]:
    """Give the modules that are loaded."""
    yield list(sys.modules)


def limits() -> Iterator[list[int]]:
    """Give the limits on core dumps and on files that are written."""
    yield [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)]


def forge() -> Iterator[object]:
    """Give a value whose unpickling would run a command."""
    yield _Forged()


class _Forged:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 1",)


def busy() -> Iterator[int]:
    """Give the process's number, and compute without end."""
    yield os.getpid()
    while True:
        pass
