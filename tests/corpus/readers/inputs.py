"""Small real inputs, and short ways to read them."""

import io
from pathlib import Path

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers import read
from dragoman.corpus.readers.dispatch import read_stream
from dragoman.corpus.readers.origin import Origin
from dragoman.corpus.types import Document

ARABIC = "قال وزير الخارجية المصري إن المحادثات ستُستأنف يوم الأحد في القاهرة، وأضاف: «نحن قريبون من الاتفاق»."
ENGLISH = "Egypt hosted talks in Cairo on Saturday. “We are close to a deal”, the minister said – but “not there yet”."
MEBIBYTE = 2**20


def of(count: int, size: float) -> int:
    """A share of a count, at least 1."""
    return max(1, int(count * size))


def results(name: str, data: bytes) -> list[Document | UnreadableSource]:
    """Read a file with this name and these bytes; return all documents and errors."""
    return list(read_stream(io.BytesIO(data), Origin(name, f"/reports/{name}")))


def document(name: str, data: bytes | str) -> Document:
    """Read a file with this name and these bytes, which must give exactly one document."""
    [found] = results(name, data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Document), found
    return found


def reason(name: str, data: bytes | str) -> str:
    """Return the reason why a file with this name and these bytes cannot be read."""
    [found] = results(name, data.encode() if isinstance(data, str) else data)
    assert isinstance(found, UnreadableSource), found
    assert found.source.startswith(name)
    assert found.reason.endswith(".")
    return found.reason


def reason_of(path: Path | str) -> str:
    """Return the reason why a path or address cannot be read."""
    [found] = read(path)
    assert isinstance(found, UnreadableSource), found
    return found.reason


def check(found: Document | UnreadableSource) -> None:
    """Assert what must hold for everything that a reader yields, for any input."""
    if isinstance(found, UnreadableSource):
        assert found.reason
        assert "\n" not in found.reason
        return
    assert any(character.isalnum() for character in found.text)
    assert found.title
    assert "\n" not in found.title
    assert found.key
    for mark in found.marks:
        words = mark.span.of(found.text)
        assert words == words.strip()


def pdf(*pages: list[str], info: str = "") -> bytes:
    """Make a PDF with these lines (Latin letters, no brackets) on its pages."""
    shown = (" ".join(f"({line}) Tj T*" for line in lines) for lines in pages)
    return pdf_of_streams([f"BT /F1 11 Tf 14 TL 72 720 Td {one} ET".encode("cp1252") for one in shown], info)


def pdf_of_streams(contents: list[bytes], info: str = "") -> bytes:
    """Make a PDF whose pages, of A4, have these contents; `/F1` is Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for content in (one.decode("cp1252") for one in contents):
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    body, offsets = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body.encode("cp1252")))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    start = len(body.encode("cp1252"))
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R "
    return f"{body}/Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("cp1252")
