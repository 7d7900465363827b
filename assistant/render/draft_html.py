"""A checked draft as one HTML page: no script, nothing loaded from elsewhere, readable on a phone and in print.

Controls that would reorder the text of the page are shown as visible signs. The page itself forbids scripts and requests.
"""

import re
from dataclasses import dataclass

from ...corpus.wording import counted
from ..drafts import CheckedQuote, DraftReport
from ..quotes.report import Place
from .draft_marks import SIGNS, Grade, grade, marked_draft, numbered
from .draft_report import advice, cut, explanations, label, shown_words, source_of, speaker_line, summary
from .quote_report import best_place
from .templating import Macros, style
from .word_edits import Pieces, corrections, pieces

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LEGEND = "Struck out: wrong in the draft; underlined: what the source has."

_html = Macros("draft_report.html")


@dataclass(frozen=True, slots=True)
class QuotationCard:
    """A checked quotation on the page; what does not apply is empty."""

    number: int
    grade: Grade
    sign: str
    line: int
    part: str
    label: str
    pieces: Pieces
    advice: str
    source: str
    place: Place | None
    corpus_words: str
    speaker: str

    @classmethod
    def of(cls, number: int, one: CheckedQuote) -> "QuotationCard":
        """Return the card of a quotation."""
        found = one.report
        place = best_place(found)
        corrected = () if found.passes else corrections(found)
        told = advice(one)
        return cls(
            number,
            grade(one),
            SIGNS[grade(one)],
            one.quoted.line,
            "" if one.quoted.part == "text" else one.quoted.part,
            label(one),
            pieces(corrected) if corrected else (("", one.quoted.words),),
            " ".join((told, *explanations(one), *([_LEGEND] if corrected else []))).strip(),
            source_of(one),
            place,
            shown_words(place) if place and one.fails else "",
            speaker_line(one),
        )


def as_html(report: DraftReport) -> str:
    """Return the whole page."""
    badges = [(kind, f"{SIGNS[kind]} {number:,} {words}") for kind, number, words in _counts(report) if number]
    unit = report.unit.capitalize()
    page = str(
        _html.page(
            f"Quotations in {report.name}",
            _POLICY,
            style("draft_report.css"),
            summary(report),
            badges,
            unit,
            marked_draft(report),
            [QuotationCard.of(number, one) for number, one in numbered(report) if one.fails],
            [QuotationCard.of(number, one) for number, one in numbered(report) if one.passes],
            [f"{f'{unit} {note.line}: ' if note.line else ''}{note.message}" for note in report.notes],
            [f"“{cut(one.words)}” ({report.unit} {one.line}): {one.unchecked}" for one in report.unchecked],
            _searched(report),
        )
    )
    return _REORDERING.sub(lambda found: f"[U+{ord(found[0]):04X}]", page)


def _counts(report: DraftReport) -> tuple[tuple[Grade, int, str], ...]:
    passing = [one for one in report.quotations if one.passes]
    right = sum(one.report.printable for one in passing)
    wrong = len(report.failures)
    return (
        ("bad", wrong, "needs fixing" if wrong == 1 else "need fixing"),
        ("ok", right, "matches the reports" if right == 1 else "match the reports"),
        ("even", len(passing) - right, "accepted by the rules"),
    )


def _searched(report: DraftReport) -> str:
    if not report.quotations:
        return ""
    searched = report.quotations[0].report.searched
    when = f", as of {searched.as_of[:10]}" if searched.as_of else ""
    return f"Checked against {counted(searched.documents, 'document')}{when}."
