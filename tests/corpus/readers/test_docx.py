"""Word documents: paragraphs and tables in order, properties, revisions, and damaged files."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.readers.inputs import ARABIC, ENGLISH, check, document, reason, results


def _word() -> WordFile:
    """Make a Word file with a heading, two paragraphs and a table."""
    word = docx.Document()
    word.add_heading("Talks end", 0)
    word.add_paragraph(ENGLISH)
    table = word.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells), "Who Where Egypt Cairo".split(), strict=True
    ):
        cell.text = words
    word.add_paragraph(ARABIC)
    return word


def _saved(word: WordFile) -> bytes:
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


SAVED = _saved(_word())


def test_paragraphs_and_tables_in_their_order() -> None:
    found = document("talks.docx", SAVED)
    assert found.text == f"Talks end\n{ENGLISH}\nWho | Where\nEgypt | Cairo\n{ARABIC}"
    assert found.title == "Talks end"
    assert found.published is None


def test_properties_are_fields() -> None:
    word = _word()
    properties = word.core_properties
    properties.title, properties.author, properties.created = "Day two", "A. Writer", datetime(2025, 10, 25, 9)
    found = document("talks.docx", _saved(word))
    assert (found.title, str(found.published)) == ("Day two", "2025-10-25")
    assert found.metadata == (("author", "A. Writer"),)


def test_insertions_count_and_deletions_and_hidden_words_do_not() -> None:
    word = _word()
    paragraph = word.add_paragraph("They ")
    for change in (
        "<w:ins {0}><w:r><w:t>agreed</w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText>refused</w:delText></w:r></w:del>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>secretly</w:t></w:r>",
        "<w:sdt {0}><w:sdtContent><w:r><w:t> today</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
    assert document("talks.docx", _saved(word)).text.endswith("\nThey agreed today")


@pytest.mark.parametrize("data", [SAVED[:2000], b"PK\x03\x04", ENGLISH.encode()])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert "not a whole .docx" in reason("a.docx", data)


def test_a_zip_without_a_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "not a whole .docx" in reason("a.docx", buffer.getvalue())


def test_an_empty_document_is_refused() -> None:
    assert "has no text" in reason("a.docx", _saved(docx.Document()))


@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_old_and_foreign_files_are_refused_with_advice(suffix: str) -> None:
    assert "save it as .docx" in reason(f"a{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "save it as .docx" in reason("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@given(st.integers(0, len(SAVED)), st.binary(max_size=20), st.integers(0, 40))
def test_any_damage_gives_a_document_or_an_error(place: int, inserted: bytes, removed: int) -> None:
    for found in results("a.docx", SAVED[:place] + inserted + SAVED[place + removed :]):
        check(found)
