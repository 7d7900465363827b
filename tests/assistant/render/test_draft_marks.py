"""The draft with its quotations marked: every word of it once, each quotation with its number and sign."""

import io
from dataclasses import replace

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.drafts import DraftReport
from dragoman.assistant.drafts.check import check_source
from dragoman.assistant.drafts.reader import parse
from dragoman.assistant.drafts.report import shown_paragraphs
from dragoman.assistant.quotes.report import Check, Extent, QuoteReport
from dragoman.assistant.render.draft_marks import Marked, marked_draft, numbered
from dragoman.assistant.render.draft_report import as_text, summary


def unknown(quote: str, *, speaker: str | None = None, strict: bool = False) -> QuoteReport:  # noqa: ARG001  # the port
    """What the desk answers for a home without documents."""
    nobody = Check(None, None, "not_asked")
    asked = Check(speaker, None, "unknown" if speaker else "not_asked")
    words = Check(quote, None, "unknown")
    return QuoteReport(
        quote, "not_found", (), (), words, asked, nobody, nobody, (), None, None, (), None, Extent("home", 0, None), (), 0.0
    )  # fmt: skip


def checked(data: bytes, name: str = "draft.md") -> DraftReport:
    return check_source(parse(data, name), name, unknown)


DRAFT = """# The weir

“We shall never sell it,” Ada Rehn said, “to anybody at all.” The “party of the clean desks” won.

> The weir is old.
>
> It leaks in every winter.
"""


def test_every_quotation_is_marked_with_sign_and_number() -> None:
    shown = marked_draft(checked(DRAFT.encode()))
    marks = [piece for paragraph in shown for piece in paragraph.pieces if isinstance(piece, Marked)]
    assert [(one.number, one.sign, one.first) for one in marks] == [
        (1, "✕", True), (2, "✕", True), (0, "–", True), (3, "✕", True), (3, "✕", False),
    ]  # fmt: skip
    assert [one.words for one in marks][:3] == [
        "We shall never sell it,", "to anybody at all.", "party of the clean desks",
    ]  # fmt: skip
    assert [one.heading for one in shown] == [True, False, False, False]


@given(st.text(alphabet=st.sampled_from("ab c.,“”\"'‘’\n>- "), max_size=160))
def test_the_pieces_of_a_paragraph_are_its_text(text: str) -> None:
    report = checked(text.encode())
    for paragraph, shown in zip(report.shown, marked_draft(report), strict=True):
        assert "".join(piece if isinstance(piece, str) else piece.words for piece in shown.pieces) == paragraph.text


def test_of_a_long_draft_the_paragraphs_with_quotations_are_held() -> None:
    source = parse(("A line of no weight. " * 20 + "\n\n").encode() * 600 + DRAFT.encode(), "draft.md")
    start = source.text.index("We shall")
    (only,) = shown_paragraphs(source, [(start, start + 5)])
    assert only.gap and only.text.startswith("“We shall never")


def test_what_must_be_mended_is_first() -> None:
    report = checked(DRAFT.encode())
    assert [number for number, _ in numbered(report)] == [1, 2, 3]
    assert as_text(report).splitlines()[0].startswith("draft.md:3: NOT FOUND")


def test_the_summary_says_where_quotations_stand() -> None:
    word, stream = docx.Document(), io.BytesIO()
    word.add_paragraph("“We shall never sell it,” Ada Rehn said.")
    box = (
        "<w:txbxContent><w:p><w:r><w:t>“Nobody asked the anglers,” Mats Ekholm said.</w:t></w:r></w:p></w:txbxContent>"
    )
    word.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{box}</w:pict></w:r>"))
    word.save(stream)
    report = checked(stream.getvalue(), "draft.docx")
    assert summary(report) == "2 quotations checked (1 in the text, 1 in a text box): 2 need fixing."
    assert [(one.quoted.part, one.quoted.line) for one in report.quotations] == [("text", 1), ("text box", 1)]
    assert "draft.docx:1 (text box): NOT FOUND" in as_text(report)
    assert [one.part for one in marked_draft(report)] == ["", "Text box"]
    assert summary(replace(report, quotations=())) == "No quotation was checked."
