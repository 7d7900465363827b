"""Archives made to exhaust time or memory; see `hostile`."""

import io
import struct
import zipfile
import zlib

from tests.corpus.readers.inputs import MEBIBYTE, of


def deflated(mebibytes: int, filler: bytes = b"0") -> tuple[bytes, int]:
    """Compress so many MiB of a filler by raw deflate, without compressing all of them; return also their CRC-32."""
    block = (filler * (MEBIBYTE // len(filler) + 1))[:MEBIBYTE]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # a flushed block can be repeated
    crc = 0
    for _ in range(mebibytes):
        crc = zlib.crc32(block, crc)
    return packed * mebibytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush(), crc


def zipped(*members: tuple[str, bytes, int, int], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip of members that are compressed already: (name, data, CRC-32, size that the headers claim)."""
    body, directory = b"", b""
    for name, data, crc, size in members:
        label = name.encode()
        fields = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, crc, len(data), size, len(label), 0)
        directory += b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + label
        body += b"PK\x03\x04" + fields + label + data
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def zip_of_a_huge_member(size: float = 1.0) -> bytes:
    """A member of 4 GB less one byte by its header."""
    data, crc = deflated(of(512, size))
    return zipped(("talks.txt", data, crc, 2**32 - 1))


def zip_of_full_members(size: float = 1.0) -> bytes:
    """Eight members of 250 MB each, which the limits on archives allow."""
    mebibytes = of(250, size)
    data, crc = deflated(mebibytes, b"the talks go on \n")
    return zipped(*((f"{n}.txt", data, crc, mebibytes * MEBIBYTE) for n in range(8)))


def zip_of_a_lying_member(size: float = 1.0) -> bytes:
    """A member that claims ten bytes and unpacks to 1.5 GB."""
    data, crc = deflated(of(1536, size))
    return zipped(("talks.txt", data, crc, 10))


def zip_of_many_members(size: float = 1.0) -> bytes:
    """Ten thousand members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(of(10_000, size)):
            made.writestr(f"{number}.txt", b"" if number % 2 else b"The talks go on.")
    return buffer.getvalue()


def zip_in_zips(size: float = 1.0) -> bytes:
    """A hundred zips, one inside another."""
    data = b"The talks go on."
    for depth in range(of(100, size)):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("talks.zip" if depth else "talks.txt", data)
        data = buffer.getvalue()
    return data


def zip_of_zips(size: float = 1.0) -> bytes:
    """Ten thousand zips of 10 MB of text each in one zip."""
    mebibytes = of(10, size)
    data, crc = deflated(mebibytes, b"the talks go on \n")
    inner = zipped(("talks.txt", data, crc, mebibytes * MEBIBYTE))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(of(10_000, size)):
            made.writestr(f"{number}.zip", inner)
    return buffer.getvalue()


def zip_of_overlapping_members(size: float = 1.0) -> bytes:
    """A thousand names for one member of 100 MB."""
    mebibytes, label = of(100, size), b"0000.txt"
    data, crc = deflated(mebibytes, b"the talks go on \n")
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(data), mebibytes * MEBIBYTE, len(label), 0)
    body = b"PK\x03\x04" + fields + label + data
    count = of(1000, size)
    directory = b"".join(
        b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + f"{number:04}.txt".encode()
        for number in range(count)
    )
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def gzip_bomb(size: float = 1.0) -> bytes:
    """Unpacks to 4 GB."""
    mebibytes = of(4096, size)
    data, crc = deflated(mebibytes)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + data + struct.pack("<II", crc, mebibytes * MEBIBYTE % 2**32)


def gzip_of_a_table(size: float = 1.0) -> bytes:
    """Unpacks to 250 MB of rows, which the limit on gzip allows."""
    mebibytes = of(250, size)
    data, crc = deflated(mebibytes, b'{"text": "the talks go on"}\n')
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + data + struct.pack("<II", crc, mebibytes * MEBIBYTE)
