"""Messages between the process that orders work and the process that does it.

A message is its length, one byte for its kind, and a pickled value. The working process has seen files of strangers, so
its messages are unpickled into our own values, dates and errors only: they cannot name a function to be called.
"""

import io
import pickle
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import IntEnum
from typing import Any, BinaryIO

from ..errors import DragomanError
from .limits import Limits

Work = Callable[[], Iterator[Any]]
"""What the other process does: a `functools.partial` of a function at the top of a module, so that it can be pickled."""

_HEAD = struct.Struct(">QB")


class Kind(IntEnum):
    """The kinds of messages. The value is the work, an item, an error, or for `FAULT` a traceback as text."""

    WORK = 1
    ITEM = 2
    END = 3
    ERROR = 4
    MEMORY = 5
    DEEP = 6
    FAULT = 7


@dataclass(frozen=True, slots=True)
class Order:
    """Work to do in `seconds` of computing, within `limits`."""

    work: Work
    seconds: float
    limits: Limits


def write(stream: BinaryIO, kind: Kind, value: object = None) -> None:
    """Write a message.

    Raises:
        OSError: nobody reads the stream any more.
    """
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_HEAD.pack(len(data), kind) + data if len(data) < 2**16 else _HEAD.pack(len(data), kind))
    if len(data) >= 2**16:
        stream.write(data)
    stream.flush()


def read(stream: BinaryIO) -> tuple[Kind, bytes] | None:
    """Read a message; `None` if the stream ends before the message does."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, kind = _HEAD.unpack(head)
    data = stream.read(length)
    return (Kind(kind), data) if len(data) == length else None


def value_of(data: bytes) -> Any:
    """Unpickle a value that a working process sent.

    Raises:
        pickle.UnpicklingError: it holds anything but our own values, dates and errors.
    """
    return _Values(io.BytesIO(data)).load()


def order_of(data: bytes) -> Order:
    """Unpickle an order, which comes from the trusted side."""
    order: Order = pickle.loads(data)
    return order


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Find one of our own dataclasses or errors, or `datetime.date`."""
        if (module, name) == ("datetime", "date"):
            return date
        found = super().find_class(module, name) if module.startswith("dragoman.") and "." not in name else None
        if isinstance(found, type) and found.__module__ == module and _is_value(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value that work gives")


def _is_value(found: type) -> bool:
    return is_dataclass(found) or issubclass(found, DragomanError)
