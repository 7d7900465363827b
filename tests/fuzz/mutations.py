"""Malformed inputs: real ones, damaged in a random but repeatable way.

No grammar: bits are flipped, blocks repeated, removed, moved and joined with those of other files, numbers made huge,
brackets nested deep, and encodings mixed. Inside archives, the members are damaged and packed again, because damage to
compressed bytes is found by their checksum and gets no further.
"""

import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

LARGEST = 400_000
"""Bytes of an input, at most: what is larger is a question of limits, which have tests of their own."""

_TOKENS = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\x1b[2J",
    "\u202e".encode(), "\u200f\u0640".encode(), "\u2028".encode(), "e\u0301".encode() * 40, "۲۰۲۵/۱۰/۲۴".encode(),
    b"99999999999999999999999999", b"-1", b"1e400", b"NaN", b"0x7fffffff", b"2025-02-30", b"31 February 0000",
    b"[" * 5000, b'{"a":' * 3000, b"<div>" * 3000, b"(" * 3000, b"> " * 800, b"- " * 800, b'"' * 501,
    "“".encode() * 300, "«".encode() * 300, b"'" * 300, b"." * 2000, b"a" * 5000, b"\n" * 3000, b" " * 5000, b"\t|" * 500,
    b"%s%n{0}${x}", b"../../etc/passwd", b"<!ENTITY a '&a;&a;'>", b"&#x110000;", b"<script>", b"--", b"---\n", b"\\ud800",
    b"00:99:99.999 --> 00:00:00.000\n", b"=?utf-8?b?////?=", b"endobj", b"startxref\n-5\n", b"/Length 999999999",
)  # fmt: skip


def damaged(numbers: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Damage one of the inputs; the same numbers give the same bytes."""
    given = numbers.choice(seeds)
    if given[:1] in b"{[" and numbers.random() < 0.6:
        given = _replaced(numbers, given)
    elif given[:2] == b"PK" and numbers.random() < 0.75:
        given = _repacked(numbers, given)
    elif given[:2] == b"\x1f\x8b" and numbers.random() < 0.75:
        return gzip.compress(_several(numbers, gzip.decompress(given), seeds), mtime=0)
    else:
        given = _several(numbers, given, seeds)
    return given[:LARGEST]


def _several(numbers: random.Random, given: bytes, seeds: Sequence[bytes]) -> bytes:
    for _ in range(numbers.choice((1, 1, 2, 3, 6))):
        given = numbers.choice(_WAYS)(numbers, given, seeds)[:LARGEST]
    return given


def _repacked(numbers: random.Random, given: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(given)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        texts = [name for name in names if name.endswith("document.xml")]
        chosen = numbers.choice(texts if texts and numbers.random() < 0.6 else names)
        others = [old.read(name) for name in names]
        for name, data in zip(names, others, strict=True):
            kept = data
            if name == chosen and data.startswith(b"<?xml") and numbers.random() < 0.6:
                kept = _between_tags(numbers, data, others)  # other damage to XML mostly ends at its parser
            elif name == chosen:
                kept = _several(numbers, data, others)
            if name != chosen or numbers.random() < 0.9:
                new.writestr(zipfile.ZipInfo(name), kept, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, 1e308, "", " ", "\0", "\ud800", "x" * 5000, "\u202e", "؟", "2025-02-30", "9999-12-31",
    "0001-01-01", [], {}, [[]], [None], {"": {}}, ["a", 1], "a,b,,c", "'; DROP TABLE documents; --", "%s%n", "…", "“",
)  # fmt: skip


def _replaced(numbers: random.Random, given: bytes) -> bytes:
    """Replace one or two values of a JSON document (the first line's, of several), which stays JSON."""
    first, _, rest = given.partition(b"\n")
    try:
        value = json.loads(first)
    except ValueError:
        return given
    for _ in range(numbers.choice((1, 1, 2))):
        inner, key = value, None
        while isinstance(inner, dict | list) and inner and (key is None or numbers.random() < 0.6):
            holder, key = inner, numbers.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
            inner = holder[key]
        if key is not None:
            holder[key] = deepcopy(numbers.choice(_VALUES))  # or it would come to contain itself
    return json.dumps(value).encode() + (b"\n" + rest if rest else b"")


def _flip(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    changed = bytearray(given)
    for _ in range(numbers.choice((1, 2, 8, 64)) if given else 0):
        changed[numbers.randrange(len(changed))] ^= 1 << numbers.randrange(8)
    return bytes(changed)


def _cut(numbers: random.Random, given: bytes) -> tuple[int, int]:
    start = numbers.randrange(len(given) + 1)
    return start, min(len(given), start + numbers.choice((1, 4, 40, 400, 4000)))


def _remove(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    start, end = _cut(numbers, given)
    return given[:start] + given[end:]


def _truncate(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    return given[: numbers.randrange(len(given) + 1)]


def _repeat(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    start, end = _cut(numbers, given)
    return given[:end] + given[start:end] * numbers.choice((1, 3, 30, 300)) + given[end:]


def _splice(numbers: random.Random, given: bytes, seeds: Sequence[bytes]) -> bytes:
    other = numbers.choice(seeds)
    start, end = _cut(numbers, other)
    at = numbers.randrange(len(given) + 1)
    return given[:at] + other[start:end] + given[at + (end - start if numbers.random() < 0.5 else 0) :]


def _insert(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    at = numbers.randrange(len(given) + 1)
    return given[:at] + numbers.choice(_TOKENS) + given[at:]


def _enlarge(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    found = list(re.finditer(rb"\d+", given))
    if not found:
        return given
    one = numbers.choice(found)
    return given[: one.start()] + numbers.choice((b"0", b"-1", b"9" * 30, b"4294967296", b"1e9")) + given[one.end() :]


def _shuffle(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    lines = given.split(b"\n")
    numbers.shuffle(lines)
    return b"\n".join(lines)


def _between_tags(numbers: random.Random, given: bytes, seeds: Sequence[bytes]) -> bytes:
    """Damage one text between the tags of XML or HTML, which stays well-formed."""
    found = [one for one in re.finditer(rb">([^<>]+)<", given) if one[1].strip()]
    if not found:
        return _flip(numbers, given, seeds)
    one = numbers.choice(found)
    changed = _insert(numbers, one[1], seeds).decode("utf-8", "ignore")
    return given[: one.start(1)] + re.sub(r"[<&\x00-\x08\x0b-\x1f]", "", changed).encode() + given[one.end(1) :]


def _encode(numbers: random.Random, given: bytes, _seeds: Sequence[bytes]) -> bytes:
    encoding = numbers.choice(("utf-16", "utf-16-le", "utf-32", "cp1256", "cp1252", "shift_jis", "utf-7"))
    return given.decode("utf-8", "replace").encode(encoding, "replace")


_Way = Callable[[random.Random, bytes, Sequence[bytes]], bytes]
_WAYS: tuple[_Way, ...] = (
    _flip,
    _flip,
    _remove,
    _truncate,
    _repeat,
    _splice,
    _splice,
    _insert,
    _insert,
    _enlarge,
    _shuffle,
    _between_tags,
    _between_tags,
    _between_tags,
    _encode,
)
