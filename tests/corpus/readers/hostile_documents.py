"""PDF and Word files made to exhaust time or memory; see `hostile`."""

import io
import zipfile
import zlib

from tests.corpus.readers.inputs import MEBIBYTE, of

_WORD_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_WORD_END = "</w:body></w:document>"
_WORD_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_WORD_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def pdf_of_many_pages(size: float = 1.0) -> bytes:
    """Thirty thousand pages."""
    count = of(30_000, size)
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /MediaBox [0 0 595 842] /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(count):
        content = b"BT /F1 11 Tf 72 720 Td (The talks go on for day %s.) Tj ET" % chr(97 + number % 26).encode()
        stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
        objects += [stream, page % (4 + 2 * number)]
    return pdf_of(objects)


def pdf_of_a_bomb(size: float = 1.0) -> bytes:
    """A page whose content unpacks to 1 GB."""
    block = _compressed(b" " * MEBIBYTE, of(1024, size))
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(block), block)
    return pdf_of(_one_page(content))


def pdf_of_nested_bombs(size: float = 1.0) -> bytes:
    """A page whose content is packed four times, and unpacks to 1 GB."""
    block = _compressed(b" " * MEBIBYTE, of(1024, size))
    for _ in range(3):
        block = zlib.compress(block, 1)
    filters = b"/FlateDecode " * 4
    return pdf_of(_one_page(b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(block), filters, block)))


def pdf_of_operators(size: float = 1.0) -> bytes:
    """A page of 100 MB of operators, packed."""
    block = _compressed(b"BT (x) Tj 1 0 0 1 0 0 cm q ET\n" * 350, of(10_000, size))
    return pdf_of(_one_page(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(block), block)))


def pdf_of_looping_tables(size: float = 1.0) -> bytes:
    """Cross-reference tables that lead to each other, and a tree of pages that holds itself."""
    body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 /Parent 2 0 R >>\nendobj\n"
    start = len(body)
    tables = b""
    for number in range(of(100, size)):
        there = start + len(tables) if number % 2 else start
        tables += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 1 0 R /Prev %d >>\n" % there
    return body + tables + b"startxref\n%d\n%%%%EOF\n" % start


def pdf_of_looping_pages(size: float = 1.0) -> bytes:
    """A tree of pages that is whole but for holding itself a hundred times."""
    kids = b"2 0 R " * of(100, size)
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count 1000000000 >>" % kids])


def pdf_of(objects: list[bytes]) -> bytes:
    """Make a PDF file of these objects, of which the first is the catalogue."""
    parts, offsets, at = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, start=1):
        offsets.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % offset for offset in offsets]
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return b"".join(parts)


def _compressed(block: bytes, count: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(block) for _ in range(count)) + packer.flush()


def _one_page(content: bytes) -> list[bytes]:
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /MediaBox [0 0 595 842] /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        content,
    ]


def docx_of_a_bomb(size: float = 1.0) -> bytes:
    """A document of 450 MB of paragraphs."""
    return _word(_WORD_BODY, "<w:p><w:r><w:t>The talks go on.</w:t></w:r></w:p>" * 900, of(10_000, size), _WORD_END)


def docx_of_a_long_word(size: float = 1.0) -> bytes:
    """A document of one paragraph of 450 MB."""
    return _word(f"{_WORD_BODY}<w:p><w:r><w:t>", "word " * 9000, of(10_000, size), f"</w:t></w:r></w:p>{_WORD_END}")


def docx_of_entities(size: float = 1.0) -> bytes:
    """A billion laughs: ten entities, each ten times the one before."""
    count = of(10, max(size, 0.3))
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, count))
    body = f"{_WORD_BODY}<w:p><w:r><w:t>&e{count - 1};</w:t></w:r></w:p></w:body></w:document>"
    return _word(f'<!DOCTYPE w:document [<!ENTITY e0 "laughs">{entities}]>{body}')


def docx_of_nested_tables(size: float = 1.0) -> bytes:
    """Tables nested 100,000 deep."""
    return _word(_WORD_BODY, "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>" * of(100_000, size))


def docx_of_shallow_tables(size: float = 1.0) -> bytes:
    """Tables nested 60 deep, each twice in the one around it, as far as 16 levels."""
    inner = "<w:p><w:r><w:t>The talks go on.</w:t></w:r></w:p>"
    for level in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner * (2 if level < of(16, size) else 1)}</w:tc></w:tr></w:tbl>"
    return _word(_WORD_BODY, inner, 1, _WORD_END)


def _word(head: str, middle: str = "", count: int = 1, end: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("[Content_Types].xml", _WORD_TYPES)
        made.writestr("_rels/.rels", _WORD_RELATIONS)
        with made.open("word/document.xml", "w") as document:
            document.write(head.encode())
            for _ in range(count):
                document.write(middle.encode())
            document.write(end.encode())
    return buffer.getvalue()
