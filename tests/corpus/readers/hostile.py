"""Files made to exhaust time or memory, for tests of readers, of whole services and for fuzzing.

`make(name, folder, size)` writes one of `HOSTILE` and returns its path. Size 1 is the full attack; a hundredth of it is
harmless and quick to make, and still shows growth that is worse than linear.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from tests.corpus.readers.inputs import ENGLISH

_MEBIBYTE = 2**20
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


def make(name: str, folder: Path, size: float = 1.0) -> Path:
    """Write the hostile file of this name (a key of `HOSTILE`) into a folder; `size` is the share of the full attack."""
    path = folder / name
    if name == SPARSE:
        with path.open("wb") as sparse:
            sparse.write(b"The talks go on.\n")
            sparse.truncate(int(2**30 * size))
    else:
        path.write_bytes(HOSTILE[name](size))
    return path


def of(count: int, size: float) -> int:
    """A share of a count, at least 1."""
    return max(1, int(count * size))


# Archives


def deflated(mebibytes: int, filler: bytes = b"0") -> tuple[bytes, int]:
    """Compress so many MiB of a filler by raw deflate, without compressing all of them; return also their CRC-32."""
    block = (filler * (_MEBIBYTE // len(filler) + 1))[:_MEBIBYTE]
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
    return zipped(*((f"{n}.txt", data, crc, mebibytes * _MEBIBYTE) for n in range(8)))


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
    inner = zipped(("talks.txt", data, crc, mebibytes * _MEBIBYTE))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(of(10_000, size)):
            made.writestr(f"{number}.zip", inner)
    return buffer.getvalue()


def zip_of_overlapping_members(size: float = 1.0) -> bytes:
    """A thousand names for one member of 100 MB."""
    mebibytes, label = of(100, size), b"0000.txt"
    data, crc = deflated(mebibytes, b"the talks go on \n")
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(data), mebibytes * _MEBIBYTE, len(label), 0)
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
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + data + struct.pack("<II", crc, mebibytes * _MEBIBYTE % 2**32)


def gzip_of_a_table(size: float = 1.0) -> bytes:
    """Unpacks to 250 MB of rows, which the limit on gzip allows."""
    mebibytes = of(250, size)
    data, crc = deflated(mebibytes, b'{"text": "the talks go on"}\n')
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + data + struct.pack("<II", crc, mebibytes * _MEBIBYTE)


# Tables


def csv_of_a_huge_field(size: float = 1.0) -> bytes:
    """A field of 100 MB."""
    return b'id,text\n1,"' + b"word " * of(20_000_000, size) + b'"\n2,after\n'


def csv_of_an_open_quotation(size: float = 1.0) -> bytes:
    """A quotation mark that is never closed, over 50 MB of rows."""
    return b'id,text\n1,"open\n' + b"2,the talks go on\n" * of(3_000_000, size)


def csv_of_empty_rows(size: float = 1.0) -> bytes:
    """A million empty rows."""
    return b"id,text\n" + b",\n" * of(1_000_000, size) + b"2,after\n"


def csv_of_bad_rows(size: float = 1.0) -> bytes:
    """A million rows with too many cells."""
    return b"id,text\n" + b"1,2,3\n" * of(1_000_000, size) + b"2,after\n"


def csv_of_many_columns(size: float = 1.0) -> bytes:
    """A million columns."""
    count = of(1_000_000, size)
    return b"text," + b",".join(b"c%d" % n for n in range(count)) + b"\nthe talks go on," + b",".join([b"x"] * count)


def json_of_nested_lists(size: float = 1.0) -> bytes:
    """Lists nested 100,000 deep."""
    count = of(100_000, size)
    return b'{"text": ' + b"[" * count + b"]" * count + b"}"


def json_of_nested_objects(size: float = 1.0) -> bytes:
    """Objects nested 100,000 deep."""
    count = of(100_000, size)
    return b'[{"text": "the talks go on", "metadata": ' + b'{"a":' * count + b"1" + b"}" * count + b"}]"


def json_of_many_items(size: float = 1.0) -> bytes:
    """A list of five million empty objects."""
    return b"[" + b"{}," * of(5_000_000, size) + b"{}]"


def jsonl_of_a_huge_line(size: float = 1.0) -> bytes:
    """A line of 200 MB."""
    return b'{"text": "' + b"word " * of(40_000_000, size) + b'"}\n{"text": "after"}\n'


def jsonl_of_bad_lines(size: float = 1.0) -> bytes:
    """A million lines that are not JSON."""
    return b"{\n" * of(1_000_000, size) + b'{"text": "after"}\n'


# Markup


def html_of_nested_tags(size: float = 1.0) -> bytes:
    """Tags nested 100,000 deep."""
    return b"<!DOCTYPE html><body>" + b"<div>" * of(100_000, size) + b"<p>The talks go on."


def html_of_unclosed_formatting(size: float = 1.0) -> bytes:
    """A hundred thousand formatting tags that are never closed, in paragraphs."""
    return b"<!DOCTYPE html><body>" + b"<p><b><i><a href=x>The talks go on." * of(100_000, size)


def html_of_many_paragraphs(size: float = 1.0) -> bytes:
    """A page of 50 MB."""
    paragraph = f"<p>{ENGLISH}</p>\n".encode()
    return b"<!DOCTYPE html><body>" + paragraph * (of(50_000_000, size) // len(paragraph) + 1)


def html_of_many_attributes(size: float = 1.0) -> bytes:
    """A tag with a million attributes."""
    return b"<!DOCTYPE html><body><p " + b" ".join(b"a%d=1" % n for n in range(of(1_000_000, size))) + b">Talks"


def html_of_hidden_tags(size: float = 1.0) -> bytes:
    """A million hidden tags among words."""
    return b"<!DOCTYPE html><body>" + b"<p hidden>x</p>y" * of(1_000_000, size)


def html_of_entities(size: float = 1.0) -> bytes:
    """A million entities, and comments that are never closed."""
    return b"<!DOCTYPE html><body><p>" + b"&amp;&lt;" * of(1_000_000, size) + b"<!--" * of(1_000_000, size)


def markdown_of_nested_quotes(size: float = 1.0) -> bytes:
    """Block quotations nested 100,000 deep."""
    return b">" * of(100_000, size) + b" The talks go on."


def markdown_of_nested_lists(size: float = 1.0) -> bytes:
    """Lists nested 100,000 deep on one line."""
    return b"- " * of(100_000, size) + b"The talks go on."


def markdown_of_brackets(size: float = 1.0) -> bytes:
    """A hundred thousand open brackets."""
    return b"The talks go on " + b"[" * of(100_000, size) + b"x" + b"]" * of(100_000, size)


def markdown_of_links(size: float = 1.0) -> bytes:
    """A hundred thousand beginnings of links."""
    return b"The talks go on " + b"[a](<b" * of(100_000, size)


def markdown_of_stars(size: float = 1.0) -> bytes:
    """A hundred thousand signs of emphasis that open and never close."""
    return b"The talks go on " + b"*a **b _c `d ~" * of(100_000, size)


def markdown_of_aliases(size: float = 1.0) -> bytes:
    """Front matter in which each of nine lists has nine times the one before."""
    names = "abcdefghi"[: of(9, max(size, 0.5))]
    lists = [f'{names[0]}: &{names[0]} ["x","x","x","x","x","x","x","x","x"]']
    for before, name in pairwise(names):
        lists.append(f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]")
    return ("---\n" + "\n".join(lists) + "\n---\nThe talks go on.").encode()


def markdown_of_rules(size: float = 1.0) -> bytes:
    """Front matter that is never closed."""
    return b"---\n" + b"- - - a: b\n" * of(500_000, size)


# Documents


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
    block = _compressed(b" " * _MEBIBYTE, of(1024, size))
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(block), block)
    return pdf_of(_one_page(content))


def pdf_of_nested_bombs(size: float = 1.0) -> bytes:
    """A page whose content is packed four times, and unpacks to 1 GB."""
    block = _compressed(b" " * _MEBIBYTE, of(1024, size))
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


# Mails, transcripts, texts and feeds


def mail_of_nested_parts(size: float = 1.0) -> bytes:
    """Parts nested 10,000 deep."""
    head = b"Subject: Talks\nFrom: a@b.example\nMIME-Version: 1.0\n"
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(of(10_000, size)))
    return head + b"".join(parts) + b"\nThe talks go on."


def mail_of_nested_mails(size: float = 1.0) -> bytes:
    """Mails forwarded in mails, 10,000 deep."""
    head = b"Subject: Talks\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * of(10_000, size) + b"Subject: Talks\n\nThe talks go on."


def mail_of_many_parts(size: float = 1.0) -> bytes:
    """A hundred thousand attachments."""
    head = b"Subject: Talks\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    part = b"--b\nContent-Disposition: attachment; filename=a.txt\n\nThe talks go on.\n"
    return head + part * of(100_000, size) + b"--b--\n"


def mail_of_long_headers(size: float = 1.0) -> bytes:
    """A million encoded words and addresses in the headers."""
    words = b"=?utf-8?q?talks?= " * of(500_000, size)
    return b"From: " + b"a <a@b.example>, (" * of(500_000, size) + b"\nSubject: " + words + b"\n\nThe talks go on."


def vtt_of_many_cues(size: float = 1.0) -> bytes:
    """A million cues."""
    return b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n<v Ann>The talks go on.\n\n" * of(1_000_000, size)


def srt_of_many_cues(size: float = 1.0) -> bytes:
    """A million cues."""
    return b"1\n00:00:01,000 --> 00:00:02,000\nANN: The talks go on.\n\n" * of(1_000_000, size)


def srt_of_arrows(size: float = 1.0) -> bytes:
    """A million beginnings of cues."""
    return b"1\n00:00:01,000 --> 00:00:02,000\nx\n" + b"9" * of(1_000_000, size) + b"00:00:" * of(100_000, size)


def text_of_combining_marks(size: float = 1.0) -> bytes:
    """A letter with a million combining marks, in an order that has to be sorted."""
    return ("The talks go on a" + "\u0301\u0323" * of(500_000, size)).encode()


def text_of_one_line(size: float = 1.0) -> bytes:
    """A line of 100 MB without spaces."""
    return b"The talks go on. " + b"x" * of(100_000_000, size)


def text_of_line_ends(size: float = 1.0) -> bytes:
    """Fifty million empty lines with spaces around them."""
    return b"The talks" + b" \n \r" * of(12_000_000, size) + b"go on."


def text_of_short_lines(size: float = 1.0) -> bytes:
    """Ten million wrapped lines."""
    line = b"the talks in Cairo went on for the whole of the day, and the minis-\n"
    return line * of(3_000_000, size)


def text_of_an_old_encoding(size: float = 1.0) -> bytes:
    """A text of 50 MB in an encoding that has to be guessed."""
    return b"Les n\xe9gociations ont repris \xe0 Paris. " * of(1_500_000, size)


def feed_of_many_entries(size: float = 1.0) -> bytes:
    """As many entries as are fetched, 250,000; for a web server, since feeds are read from there only."""
    entry = b"<item><title>Talks</title><description>The talks go on.</description></item>"
    return b'<rss version="2.0"><channel><title>Wire</title>' + entry * of(250_000, size) + b"</channel></rss>"


def feed_of_entities(size: float = 1.0) -> bytes:
    """A billion laughs in a feed."""
    count = of(10, max(size, 0.3))
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, count))
    head = b'<!DOCTYPE rss [<!ENTITY e0 "laughs">' + entities + b']><rss version="2.0"><channel><title>Wire</title>'
    return head + b"<item><description>&e%d;</description></item></channel></rss>" % (count - 1)


SPARSE = "sparse.txt"
"""A text of 1 GB that takes no room on the disk: its bytes are not in `HOSTILE`, only `make` writes it."""

HOSTILE: Mapping[str, Callable[[float], bytes]] = {
    "huge-member.zip": zip_of_a_huge_member,
    "full-members.zip": zip_of_full_members,
    "lying-member.zip": zip_of_a_lying_member,
    "many-members.zip": zip_of_many_members,
    "zip-in-zips.zip": zip_in_zips,
    "zip-of-zips.zip": zip_of_zips,
    "overlapping-members.zip": zip_of_overlapping_members,
    "bomb.txt.gz": gzip_bomb,
    "rows.jsonl.gz": gzip_of_a_table,
    "huge-field.csv": csv_of_a_huge_field,
    "open-quotation.csv": csv_of_an_open_quotation,
    "empty-rows.csv": csv_of_empty_rows,
    "bad-rows.csv": csv_of_bad_rows,
    "many-columns.csv": csv_of_many_columns,
    "nested-lists.json": json_of_nested_lists,
    "nested-objects.json": json_of_nested_objects,
    "many-items.json": json_of_many_items,
    "huge-line.jsonl": jsonl_of_a_huge_line,
    "bad-lines.jsonl": jsonl_of_bad_lines,
    "nested-tags.html": html_of_nested_tags,
    "unclosed-formatting.html": html_of_unclosed_formatting,
    "many-paragraphs.html": html_of_many_paragraphs,
    "many-attributes.html": html_of_many_attributes,
    "hidden-tags.html": html_of_hidden_tags,
    "entities.html": html_of_entities,
    "nested-quotes.md": markdown_of_nested_quotes,
    "nested-lists.md": markdown_of_nested_lists,
    "brackets.md": markdown_of_brackets,
    "links.md": markdown_of_links,
    "stars.md": markdown_of_stars,
    "aliases.md": markdown_of_aliases,
    "rules.md": markdown_of_rules,
    "many-pages.pdf": pdf_of_many_pages,
    "bomb.pdf": pdf_of_a_bomb,
    "nested-bombs.pdf": pdf_of_nested_bombs,
    "operators.pdf": pdf_of_operators,
    "looping-tables.pdf": pdf_of_looping_tables,
    "looping-pages.pdf": pdf_of_looping_pages,
    "bomb.docx": docx_of_a_bomb,
    "long-word.docx": docx_of_a_long_word,
    "entities.docx": docx_of_entities,
    "nested-tables.docx": docx_of_nested_tables,
    "shallow-tables.docx": docx_of_shallow_tables,
    "nested-parts.eml": mail_of_nested_parts,
    "nested-mails.eml": mail_of_nested_mails,
    "many-parts.eml": mail_of_many_parts,
    "long-headers.eml": mail_of_long_headers,
    "many-cues.vtt": vtt_of_many_cues,
    "many-cues.srt": srt_of_many_cues,
    "arrows.srt": srt_of_arrows,
    "combining-marks.txt": text_of_combining_marks,
    "one-line.txt": text_of_one_line,
    "line-ends.txt": text_of_line_ends,
    "short-lines.txt": text_of_short_lines,
    "old-encoding.txt": text_of_an_old_encoding,
    "many-entries.xml": feed_of_many_entries,
    "entities.xml": feed_of_entities,
}
"""The makers by file name; each takes the share of the full attack and returns the file's bytes."""

NAMES = (*HOSTILE, SPARSE)
"""The names of all hostile files."""
