"""PDF: pages, paragraphs and files that cannot be read."""

import io
import textwrap

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.readers.inputs import ENGLISH, check, document, pdf, pdf_of_streams, reason, results

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


def _placed(*pages: list[tuple[float, float, float, str]]) -> bytes:
    """Make a PDF with lines at places: left end and baseline in points, size, text."""
    return pdf_of_streams([_drawn(page) for page in pages])


def _drawn(drawn: list[tuple[float, float, float, str]]) -> bytes:
    return " ".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in drawn).encode("cp1252")


def _two_columns(left: list[str], right: list[str]) -> list[tuple[float, float, float, str]]:
    """Draw two columns line by line across the page."""
    return [
        (x, 700 - 14 * at, 11, line)
        for at, pair in enumerate(zip(left, right, strict=True))
        for x, line in zip((60, 330), pair, strict=True)
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = textwrap.wrap(" ".join(SENTENCES[:5]), 40), textwrap.wrap(" ".join(SENTENCES[5:10]), 40)
    rows = min(len(left), len(right))
    page = [(60, 740, 18, "Mediators wait for an answer"), *_two_columns(left[:rows], right[:rows])]
    found = document("a.pdf", _placed(page))
    head, _, body = found.text.partition("\n")
    assert head == "Mediators wait for an answer"
    assert body.split() == " ".join([*left[:rows], *right[:rows]]).split()
    assert found.title == "Mediators wait for an answer"


def test_rows_of_a_table_are_read_across() -> None:
    rows = [("Egypt", "30 lorries"), ("Qatar", "12 lorries"), ("Oman", "none"), ("Jordan", "4 lorries")]
    page = [(x, 700 - 14 * at, 11, cell) for at, row in enumerate(rows) for x, cell in zip((60, 330), row, strict=True)]
    assert document("a.pdf", _placed(page)).text.split("\n") == [" ".join(row) for row in rows]


def test_what_is_drawn_twice_stands_once() -> None:
    page = [(60 + shift, 700 - 14 * at, 11, line) for at, line in enumerate(LINES[:4]) for shift in (0, 0.3)]
    assert document("a.pdf", _placed(page)).text == " ".join(LINES[:4])


def test_a_footnote_stands_apart_and_its_sign_goes() -> None:
    first = [(60, 700 - 14 * at, 11, line) for at, line in enumerate(LINES[:6])]
    end = 60 + 5.6 * len(LINES[2])
    note = [(end, 676, 6, "1"), (60, 90, 8, "1 Minutes of the meeting, page 4, as the clerk has them.")]
    second = [(60, 700 - 14 * at, 11, line) for at, line in enumerate(LINES[6:10])]
    found = document("a.pdf", _placed([*first, *note], second))
    body, _, notes = found.text.partition("\n\n")
    assert body == " ".join(LINES[:10])
    assert notes == "1 Minutes of the meeting, page 4, as the clerk has them."
    assert [mark.label for mark in found.marks] == ["1", "2", "1"]


def test_what_a_browser_prints_around_a_page_goes_and_gives_the_address() -> None:
    edges = [(30, 820, 8, "5/6/2025, 11:02 Talks go on"), (30, 20, 8, "https://paper.example/talks 1/1")]
    page = [*edges, *((60, 700 - 14 * at, 11, line) for at, line in enumerate(LINES[:6]))]
    found = document("a.pdf", _placed(page))
    assert found.text == " ".join(LINES[:6])
    assert (found.url, found.published) == ("https://paper.example/talks", None)


def test_running_heads_that_differ_on_left_and_right_pages_go() -> None:
    pages = []
    for number in range(1, 5):
        head = f"{number} The Mediator" if number % 2 else f"Spring {number}"
        text = LINES[6 * number - 6 : 6 * number]
        pages.append([(60, 810, 11, head), *((60, 700 - 14 * at, 11, line) for at, line in enumerate(text))])
    assert document("a.pdf", _placed(*pages)).text == " ".join(LINES[:24])


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
    assert "not a whole PDF" in reason("a.pdf", data)


@given(st.integers(0, 2000), st.binary(max_size=20), st.integers(0, 40))
def test_any_damage_gives_a_document_or_an_error(place: int, inserted: bytes, removed: int) -> None:
    data = pdf(LINES[:10], LINES[10:20])
    for found in results("a.pdf", data[:place] + inserted + data[place + removed :]):
        check(found)


def test_what_is_drawn_twice_letter_by_letter_stands_once() -> None:
    drawn = []
    for at, line in enumerate(LINES[:3]):
        x = 60.0
        for letter in line:
            drawn += [(x, 700 - 14 * at, 11, letter)] * 2
            x += 6.6
    found = document("a.pdf", pdf_of_streams([_drawn(drawn)]).replace(b"/Helvetica", b"/Courier  "))
    assert found.text == " ".join(LINES[:3])
