"""PDF: pages, paragraphs and files that cannot be read."""

import io
import textwrap

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.readers.inputs import ENGLISH, check, document, pdf, reason, results

SENTENCES = [
    f"{name} {verb} that the mediators had been given a list of names and that it would be answered {when}."
    for name in ("Egypt", "Qatar", "Türkiye", "Jordan", "Oman")
    for verb in ("said", "denied", "repeated")
    for when in ("soon", "on Sunday")
]
LINES = textwrap.wrap(" ".join(SENTENCES), 70)


def test_sentences_run_on_over_lines_and_pages_and_each_page_has_a_mark() -> None:
    found = document("report.pdf", pdf(LINES[:20], LINES[20:]))
    assert found.text == " ".join(SENTENCES)
    assert [mark.label for mark in found.marks] == ["1", "2"]
    assert [mark.kind for mark in found.marks] == ["page", "page"]
    second = found.marks[1].span.of(found.text)
    assert second.startswith(LINES[20])
    assert second.endswith(LINES[-1])


def test_running_lines_and_page_numbers_go() -> None:
    pages = [
        ["Confidential report of the mission", *LINES[n : n + 8], f"Page {n // 8 + 1} of 4"] for n in (0, 8, 16, 24)
    ]
    found = document("report.pdf", pdf(*pages))
    assert "Confidential" not in found.text
    assert "Page" not in found.text
    assert found.text == " ".join(LINES[:32])


def test_a_page_without_text_has_no_mark() -> None:
    assert [mark.label for mark in document("a.pdf", pdf(LINES[:5], [], LINES[5:10])).marks] == ["1", "3"]


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("/Title (Cairo talks)", "Cairo talks"),
        ("/Title (Microsoft Word - draft3.docx)", "A headline of the day"),
        ("/Title (untitled)", "A headline of the day"),
        ("", "A headline of the day"),
    ],
)
def test_the_title(info: str, title: str) -> None:
    assert document("a.pdf", pdf(["A headline of the day", *LINES], info=info)).title == title


def test_the_day_on_which_it_was_printed_is_not_the_day_of_the_report() -> None:
    assert document("a.pdf", pdf(LINES, info="/CreationDate (D:20251025101500Z)")).published is None


def test_a_short_report_is_joined_too() -> None:
    lines = ["Notes of the day", "Present: Egypt", "Present: Qatar", "Present: Oman", *LINES[:2]]
    assert document("a.pdf", pdf(lines)).text.split("\n")[4:] == [" ".join(LINES[:2])]


def _locked(user: str, owner: str) -> bytes:
    """Make a PDF locked with these passwords."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf(LINES)))
    writer.encrypt(user, owner, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_file_that_opens_without_a_password_is_read() -> None:
    assert document("a.pdf", _locked("", "owner")).text == " ".join(SENTENCES)


def test_a_file_that_needs_a_password_is_refused() -> None:
    assert "password" in reason("a.pdf", _locked("secret", "owner"))


def test_a_scan_is_distinguished_from_an_empty_file() -> None:
    assert "OCR" in reason("a.pdf", pdf([], []))
    assert "is empty" in reason("a.pdf", b"")


@pytest.mark.parametrize("data", [pdf(LINES)[:300], b"%PDF-1.4\n", b"%PDF-1.7\nnothing\n%%EOF", ENGLISH.encode()])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert "not a whole PDF" in reason("a.pdf", data) or "only pictures" in reason("a.pdf", data)


@given(st.integers(0, 2000), st.binary(max_size=20), st.integers(0, 40))
def test_any_damage_gives_a_document_or_an_error(place: int, inserted: bytes, removed: int) -> None:
    data = pdf(LINES[:10], LINES[10:20])
    for found in results("a.pdf", data[:place] + inserted + data[place + removed :]):
        check(found)
