"""Zip archives: members, nesting, and malicious archives."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers import archive
from dragoman.corpus.readers.dispatch import read_stream
from dragoman.corpus.readers.origin import Origin
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import ARABIC, ENGLISH, document, reason, results


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Make a zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def test_members_are_read_by_their_kind() -> None:
    found = results(
        "talks.zip",
        zipped(
            {
                "b/محضر.txt": ARABIC,
                "a.md": f"# A\n\n{ENGLISH}",
                "bad.pdf": b"%PDF",
                "logo.png": b"\x89PNG",
                "__MACOSX/a.md": "x",
                ".hidden.txt": "x",
                "b/~$lock.docx": "x",
            }
        ),
    )
    first, last, bad = found[0], found[1], found[2]
    assert len(found) == 3
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, UnreadableSource)
    assert first.key == "/reports/talks.zip!a.md"
    assert (last.text, last.title) == (ARABIC, "محضر")
    assert bad.source == "talks.zip!bad.pdf"


def test_a_name_that_leads_out_of_the_archive_stays_a_name() -> None:
    assert document("a.zip", zipped({"../../etc/passwd.txt": ENGLISH})).key == "/reports/a.zip!../../etc/passwd.txt"


def test_queries_and_judgements_are_not_reports() -> None:
    row = '{"_id": "1", "text": "A report"}'
    beir = {"set/corpus.jsonl": row, "set/queries.jsonl": row, "set/qrels/test.tsv": "text\nx", "queries.jsonl": row}
    assert [one.key for one in results("a.zip", zipped(beir)) if isinstance(one, Document)] == [
        "/reports/a.zip!queries.jsonl#1",
        "/reports/a.zip!set/corpus.jsonl#1",
    ]


def test_a_zip_in_a_zip_is_read_but_no_deeper() -> None:
    inner = zipped({"a.txt": ENGLISH})
    middle = zipped({"inner.zip": inner})
    assert document("outer.zip", middle).key == "/reports/outer.zip!inner.zip!a.txt"
    assert "inside an archive" in reason("outer.zip", zipped({"middle.zip": middle}))


def test_an_archive_that_holds_too_much_is_stopped() -> None:
    big = io.BytesIO(zipped({f"{n}.txt": b"a " * 500_000 for n in range(3)}))
    found = list(archive._members(big, Origin("a.zip", "a.zip"), read_stream, left=2_500_000))
    assert [isinstance(one, Document) for one in found] == [True, True, False]
    assert str(found[-1]) == "a.zip: unpacks to more than 2 GB; unpack it and give the folder."


def test_a_member_that_is_too_large_is_not_unpacked() -> None:
    bomb = zipped({"a.txt": b"0" * (archive.LARGEST_MEMBER + 1)})
    assert len(bomb) < 300_000
    assert "more than 256 MB" in reason("a.zip", bomb)


def test_a_locked_member_is_refused() -> None:
    data = bytearray(zipped({"a.txt": ENGLISH}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in reason("a.zip", bytes(data))


def test_a_damaged_member_is_reported_and_the_others_are_read() -> None:
    data = zipped({"a.txt": ENGLISH, "b.txt": ARABIC})
    place = data.index(b"a.txt") + len("a.txt")
    bad, good = results("a.zip", data[:place] + b"\xff\xff\xff" + data[place + 3 :])
    assert isinstance(good, Document)
    assert isinstance(bad, UnreadableSource)
    assert "damaged" in bad.reason


@pytest.mark.parametrize("data", [b"PK\x03\x04 not really", b"words", zipped({"a.txt": ENGLISH})[:-30]])
def test_a_broken_zip_is_refused(data: bytes) -> None:
    assert "not a whole zip" in reason("a.zip", data)


def test_zips_without_reports_are_refused() -> None:
    assert "is empty" in reason("a.zip", b"")
    assert "no files of a kind" in reason("a.zip", zipped({}))
    assert "no files of a kind" in reason("a.zip", zipped({"a.png": b"x"}))
