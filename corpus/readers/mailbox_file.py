"""Mailboxes (.mbox): each message goes to the reader of e-mail."""

import io
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from typing import BinaryIO

from .origin import Origin, Reader, Results

LARGEST_MESSAGE = 64 * 2**20  # bytes
_START = re.compile(rb"From \S+.*\d{4}")
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def read(stream: BinaryIO, origin: Origin, read_part: Reader) -> Results:
    """Read the messages of a mailbox one by one; `read_part` reads a message.

    A message is known by its Message-ID, so that the same one keeps its documents when the mailbox grows.

    Raises:
        UnreadableSource: it is no mailbox.
    """
    count = 0
    for count, message in enumerate(_messages(stream), start=1):
        identity = BytesHeaderParser().parsebytes(message[:65536]).get("Message-ID")
        member = origin.member(f"{str(identity or count).strip(' <>')[:200]}.eml")
        if len(message) > LARGEST_MESSAGE:
            yield member.unreadable("is a message larger than 64 MB; save it apart, as .eml.")
            continue
        yield from read_part(io.BytesIO(message), member)
    if not count:
        raise origin.unreadable("is no mailbox: it has no line that begins with 'From '; save its messages as .eml.")


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the messages; one that is too large is cut just above `LARGEST_MESSAGE`."""
    held: list[bytes] | None = None
    size, blank = 0, True
    for line in stream:
        if blank and _START.match(line):
            if held is not None:
                yield _QUOTED.sub(rb"\1", b"".join(held))
            held, size = [], 0
        elif held is not None and size <= LARGEST_MESSAGE:
            held.append(line)
            size += len(line)
        blank = not line.strip()
    if held is not None:
        yield _QUOTED.sub(rb"\1", b"".join(held))
