"""Word documents: paragraphs and tables in order, properties, revisions, and damaged files."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.readers.docx import paragraphs
from dragoman.corpus.readers.origin import Origin
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


def _paragraph(words: str, *changes: str) -> WordFile:
    word = docx.Document()
    paragraph = word.add_paragraph(words)
    for change in changes:
        paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
    return word


_RUN = "<w:r><w:t>{0}</w:t></w:r>"
_BOX = f"<w:txbxContent><w:p>{_RUN}</w:p></w:txbxContent>"


def _add_part(word: WordFile, kind: str, content: str) -> None:
    """Add a part of notes, which python-docx cannot make, with one note numbered 7 that has these words."""
    xml = f'<w:{kind}s {nsdecls("w")}><w:{kind} w:id="7"><w:p>{_RUN.format(content)}</w:p></w:{kind}></w:{kind}s>'
    part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", xml.encode(), word.part.package)
    word.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s")


def _parts(word: WordFile) -> list[tuple[str, int, str]]:
    found = paragraphs(io.BytesIO(_saved(word)), Origin("talks.docx", "talks.docx"))
    return [(one.part, one.number, one.text) for one in found]


def test_moved_words_stand_at_their_new_place_only() -> None:
    word = _paragraph("Before. ", "<w:moveFrom {0}>" + _RUN.format("The vote came late.") + "</w:moveFrom>")
    word.add_paragraph("After. ")._p.append(
        parse_xml(f"<w:moveTo {nsdecls('w')}>{_RUN.format('The vote came late.')}</w:moveTo>")
    )
    assert _parts(word) == [("text", 1, "Before. "), ("text", 2, "After. The vote came late.")]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    word = _paragraph("They agreed ")
    word.add_paragraph("to meet.")
    properties = word.paragraphs[0]._p.get_or_add_pPr()
    properties.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>"))
    assert _parts(word) == [("text", 1, "They agreed to meet.")]


def test_notes_and_comments_follow_the_text_with_the_paragraph_that_refers_to_them() -> None:
    for kind in ("footnote", "endnote", "comment"):
        word = docx.Document()
        word.add_paragraph("One.")
        word.add_paragraph("Two.")._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="7"/></w:r>'))
        _add_part(word, kind, "Seen by nobody.")
        assert _parts(word) == [("text", 1, "One."), ("text", 2, "Two."), (kind, 2, "Seen by nobody.")]
        assert ("Seen" in document("talks.docx", _saved(word)).text) == (kind != "comment")


def test_a_note_that_nothing_refers_to_or_only_deleted_words_is_not_shown() -> None:
    word = _paragraph("One.", '<w:del {0}><w:r><w:footnoteReference w:id="7"/></w:r></w:del>')
    _add_part(word, "footnote", "Seen by nobody.")
    assert _parts(word) == [("text", 1, "One.")]


def test_a_text_box_is_read_once_in_whatever_form_it_is_stored() -> None:
    old = f"<w:pict>{_BOX.format('In a box.')}</w:pict>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    new = f"<w:drawing>{_BOX.format('In a box.')}</w:drawing>"
    both = f"<mc:AlternateContent {space}><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    for drawn in (old, new, both):
        word = _paragraph("One.", f"<w:r {{0}}>{drawn}</w:r>")
        assert _parts(word) == [("text", 1, "One."), ("text box", 1, "In a box.")]
        assert document("talks.docx", _saved(word)).text == "One.\nIn a box."


def test_results_of_fields_are_text_and_their_codes_are_not() -> None:
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:t>IF unseen</w:t>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>in June</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    link = f"<w:hyperlink {{0}}><w:ins>{_RUN.format(', they say')}</w:ins></w:hyperlink>"
    word = _paragraph("Again ", f"<w:ins {{0}}>{field}</w:ins>", link)
    assert _parts(word) == [("text", 1, "Again in June, they say")]


def test_headers_and_footers_are_read_for_drafts_only() -> None:
    word = _paragraph("One.")
    word.sections[0].header.paragraphs[0].text = "At the top."
    word.sections[0].first_page_footer.paragraphs[0].text = "Shown on no page."
    word.sections[0].different_first_page_header_footer = False
    word.sections[0].footer.paragraphs[0].text = "At the foot."
    assert _parts(word) == [("text", 1, "One."), ("header", 1, "At the top."), ("footer", 1, "At the foot.")]
    assert document("talks.docx", _saved(word)).text == "One."


def test_a_deleted_row_is_left_out_and_a_cell_may_hold_a_table() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ("a", "b", "c", "d"), strict=True):
        cell.text = words
    table.rows[0].cells[1].add_table(1, 1).rows[0].cells[0].text = "inner"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    word.add_paragraph("After.")
    assert [one[:1] + one[2:] for one in _parts(word)] == [("text", "a | b inner "), ("text", "After.")]


def test_a_file_without_properties_has_the_title_that_it_shows() -> None:
    word = docx.Document()
    word.add_paragraph("12 May")
    word.add_paragraph("The bridge of Varn", style="Title")
    word.add_paragraph(ENGLISH)
    assert document("talks.docx", _saved(word)).title == "The bridge of Varn"


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
