"""Messages between the process that wants a draft checked and the process that checks it.

A message is its length and a pickled value. The checking process has read a stranger's file, so what it sends is
unpickled into our own values and dates only: it cannot name a function to be called.
"""

import io
import pickle
import struct
from dataclasses import dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from .check import DraftReport

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """A draft to check in the home at `home`, whose encoder is `model` (see `Home`); `name` tells the format.

    The process may compute for `seconds` and use `memory` bytes.
    """

    home: Path
    model: str | None
    data: bytes
    name: str
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Advanced:
    """`done` of `total` quotations have been checked."""

    done: int
    total: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The check is complete."""

    report: DraftReport


@dataclass(frozen=True, slots=True)
class Failed:
    """The check ended with an error: the name of its class in `corpus.errors`, or `None` and a traceback."""

    kind: str | None
    message: str


DraftMessage = Advanced | Finished | Failed


def write(stream: BinaryIO, value: object) -> None:
    """Write a message.

    Raises:
        OSError: nobody reads the stream any more.
    """
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def order_in(stream: BinaryIO) -> DraftOrder:
    """Read the order, which comes from the trusted side.

    Raises:
        EOFError: the stream ends before.
    """
    order: DraftOrder = pickle.loads(_read(stream))
    return order


def message_in(stream: BinaryIO) -> DraftMessage:
    """Read a message of the checking process.

    Raises:
        EOFError: the stream ends before.
        pickle.UnpicklingError: it holds anything but our own values and dates.
    """
    message = _Values(io.BytesIO(_read(stream))).load()
    if not isinstance(message, Advanced | Finished | Failed):
        raise pickle.UnpicklingError("this is not a message about a draft")
    return message


def _read(stream: BinaryIO) -> bytes:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    [length] = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Find one of our own dataclasses, or `datetime.date`."""
        if (module, name) == ("datetime", "date"):
            return date
        found = super().find_class(module, name) if module.startswith("dragoman.") and "." not in name else None
        if isinstance(found, type) and found.__module__ == module and is_dataclass(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a report")
