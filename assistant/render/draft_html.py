"""A checked draft as one HTML page: no script, nothing loaded from elsewhere, readable on a phone and in print.

Controls that would reorder the text of the page are shown as visible signs. The page itself forbids scripts and requests.
"""

import re
from dataclasses import dataclass

from ...corpus.wording import counted
from ..drafts import CheckedQuote, DraftReport
from ..quotes.report import Check, Place
from .draft_report import cut, in_marks, source_of, summary
from .quote_report import MEANINGS
from .templating import Macros, style
from .word_edits import Pieces, pieces

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")


_html = Macros("draft_report.html")


@dataclass(frozen=True, slots=True)
class QuotationCard:
    """A checked quotation on the page; what does not apply is empty."""

    passes: bool
    line: int
    verdict: str
    flags: str
    pieces: Pieces
    meaning: str
    source: str
    place: Place | None
    corpus_words: str
    speaker: str
    other_speaker: bool

    @classmethod
    def of(cls, one: CheckedQuote) -> "QuotationCard":
        """Return the card of a quotation."""
        found = one.report
        place = found.earliest or (found.places[0] if found.places else found.nearest)
        differs = not one.passes and any(edit.op != "equal" for edit in found.diff)
        legend = " Struck out: only in the corpus; underlined: only in the draft." if differs else ""
        return cls(
            one.passes,
            one.quoted.line,
            found.verdict.replace("_", " "),
            "" if one.passes else ", ".join(found.flags),
            pieces(found.diff) if differs else (("", one.quoted.words),),
            "" if one.passes else f"{MEANINGS[found.verdict]}{legend}",
            source_of(one),
            place,
            in_marks(cut(place.text)) if place and not one.passes else "",
            _speaker(found.speaker),
            found.speaker.verdict == "different",
        )


def as_html(report: DraftReport) -> str:
    """Return the whole page."""
    wrong, right = len(report.failures), len(report.quotations) - len(report.failures)
    badges = [
        (kind, f"{number} {'not ' if kind == 'bad' else ''}as in the corpus")
        for kind, number in (("bad", wrong), ("good", right))
        if number
    ]
    unit = report.unit.capitalize()
    page = str(
        _html.page(
            f"Quotations in {report.name}",
            _POLICY,
            style("draft_report.css"),
            summary(report),
            badges,
            unit,
            [QuotationCard.of(one) for one in report.failures],
            [QuotationCard.of(one) for one in report.quotations if one.passes],
            [f"{f'{unit} {note.line}: ' if note.line else ''}{note.message}" for note in report.notes],
            [f"“{one.words}” ({report.unit} {one.line})" for one in report.too_short],
            _searched(report),
        )
    )
    return _REORDERING.sub(lambda found: f"[U+{ord(found[0]):04X}]", page)


def _speaker(speaker: Check) -> str:
    if speaker.verdict == "not_asked":
        return ""
    return {
        "confirmed": f"{speaker.found or speaker.asked}, as in the draft",
        "different": f"the draft names {speaker.asked}, the corpus {speaker.found}",
        "unknown": f"the draft names {speaker.asked}; the corpus does not tell",
    }[speaker.verdict]


def _searched(report: DraftReport) -> str:
    if not report.quotations:
        return ""
    searched = report.quotations[0].report.searched
    when = f", as of {searched.as_of[:10]}" if searched.as_of else ""
    return f"Checked against {counted(searched.documents, 'document')}{when}."
