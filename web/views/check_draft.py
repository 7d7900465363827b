"""The report on a draft in the tab that checks quotations, as HTML: the draft with its quotations marked, and a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...assistant.drafts import CheckedQuote, DraftReport
from ...assistant.quotes.report import Place, QuoteReport
from ...assistant.render.draft_marks import SIGNS, grade, marked_draft, numbered
from ...assistant.render.draft_report import (
    LABELS,
    advice,
    as_markdown,
    as_text,
    cut,
    explanations,
    in_marks,
    label,
    shown_words,
    speaker_line,
    summary,
)
from ...assistant.render.quote_report import best_place
from ...assistant.render.word_edits import Pieces
from .check import VERDICTS, VerdictLabel, as_of, brings_marks, difference, meaning
from .templating import macros

_SHOWN = 500
"""Quotations of a draft that are shown; the copied and saved reports have all."""

_PARAGRAPHS = 2_000
"""Paragraphs of the draft that are shown."""

_COPIED = 200_000
"""Characters of a report that a button holds to be copied; a longer one is saved."""

_html = macros("check_draft.html")


@dataclass(frozen=True, slots=True)
class QuotationItem:
    """A checked quotation in the list; `place` is where its words are, or the nearest ones; what does not apply is empty."""

    number: int
    report: QuoteReport
    line: int
    part: str
    words: str
    shown: VerdictLabel
    advice: str
    explanations: Sequence[str]
    speaker: str
    pieces: Pieces
    brings_marks: bool
    place: Place | None
    corpus_words: str

    @classmethod
    def of(cls, number: int, one: CheckedQuote) -> "QuotationItem":
        """Return the item for one quotation of a draft."""
        found = one.report
        place = best_place(found)
        return cls(
            number,
            found,
            one.quoted.line,
            "" if one.quoted.part == "text" else one.quoted.part,
            _words(one.quoted.words),
            _shown(one),
            meaning(found) if "words" in one.faults else advice(one),
            explanations(one),
            speaker_line(one) if found.speaker.verdict == "different" else "",
            difference(found),
            brings_marks(found.quote),
            place,
            shown_words(place) if place else "",
        )


def progress(job: str, done: int, total: int, left: float | None) -> Markup:
    """Return the progress of a check; `left` is in seconds, `None` until it can be estimated."""
    return _html.progress(job, done, total, None if left is None else max(1, round(left)))


def report(value: DraftReport, save: str | None = None) -> Markup:
    """Return the whole report; `save` is the address from which it can be saved as a page."""
    every = numbered(value)
    failing = [pair for pair in every if pair[1].fails]
    passing = [pair for pair in every if pair[1].passes]
    forms = (("Copy as text", as_text(value)), ("Copy as Markdown", as_markdown(value)))
    paragraphs = marked_draft(value)
    return _html.report(
        value,
        summary(value),
        paragraphs[:_PARAGRAPHS],
        len(paragraphs) - _PARAGRAPHS,
        [QuotationItem.of(*pair) for pair in failing[:_SHOWN]],
        [QuotationItem.of(*pair) for pair in passing[:_SHOWN]],
        len(failing) - _SHOWN,
        len(passing) - _SHOWN,
        value.notes[:_SHOWN],
        [(_words(one.words), one.line, one.unchecked) for one in value.unchecked[:_SHOWN]],
        forms if all(len(text) <= _COPIED for _, text in forms) else (),
        save,
        as_of(value.quotations[0].report.searched) if value.quotations else None,
    )


def _shown(one: CheckedQuote) -> VerdictLabel:
    """Return how a quotation is shown: by the verdict on its words, or by what else is wrong or was accepted."""
    shown = grade(one)
    if shown != "none" and (next(iter(one.faults), None) in LABELS or (one.passes and one.waived)):
        return VerdictLabel(shown, SIGNS[shown], label(one).capitalize())
    return VERDICTS[one.report.verdict]


def _words(text: str) -> str:
    return in_marks(cut(text))
