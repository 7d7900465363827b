"""The report on a draft in the tab that checks quotations, as HTML: what fails first, each with its line."""

from dataclasses import dataclass

from markupsafe import Markup

from ...assistant.drafts import CheckedQuote, DraftReport
from ...assistant.quotes.report import Place, QuoteReport
from ...assistant.render.draft_report import as_markdown, as_text, cut, in_marks, summary
from ...assistant.render.word_edits import Pieces
from .check import VERDICTS, VerdictLabel, as_of, brings_marks, difference, meaning
from .templating import macros

_SHOWN = 500
"""Quotations of a draft that are shown; the copied and saved reports have all."""

_COPIED = 200_000
"""Characters of a report that a button holds to be copied; a longer one is saved."""

_html = macros("check_draft.html")


@dataclass(frozen=True, slots=True)
class QuotationItem:
    """A checked quotation in the list; `place` is where its words are, or the nearest ones."""

    report: QuoteReport
    line: int
    words: str
    shown: VerdictLabel
    meaning: str
    pieces: Pieces
    brings_marks: bool
    place: Place | None
    corpus_words: str

    @classmethod
    def of(cls, one: CheckedQuote) -> "QuotationItem":
        """Return the item for one quotation of a draft."""
        found = one.report
        place = found.earliest or next(iter(found.places), None) or found.nearest
        return cls(
            found,
            one.quoted.line,
            _words(one.quoted.words),
            VERDICTS[found.verdict],
            meaning(found),
            difference(found),
            brings_marks(found.quote),
            place,
            _words(place.text) if place else "",
        )


def progress(job: str, done: int, total: int, left: float | None) -> Markup:
    """Return the progress of a check; `left` is in seconds, `None` until it can be estimated."""
    return _html.progress(job, done, total, None if left is None else max(1, round(left)))


def report(value: DraftReport, save: str | None = None) -> Markup:
    """Return the whole report; `save` is the address from which it can be saved as a page."""
    failing, passing = value.failures, [one for one in value.quotations if one.passes]
    forms = (("Copy as text", as_text(value)), ("Copy as Markdown", as_markdown(value)))
    return _html.report(
        value,
        summary(value),
        [QuotationItem.of(one) for one in failing[:_SHOWN]],
        [QuotationItem.of(one) for one in passing[:_SHOWN]],
        len(failing) - _SHOWN,
        len(passing) - _SHOWN,
        value.notes[:_SHOWN],
        [(_words(one.words), one.line) for one in value.too_short[:_SHOWN]],
        forms if all(len(text) <= _COPIED for _, text in forms) else (),
        save,
        as_of(value.quotations[0].report.searched) if value.quotations else None,
    )


def _words(text: str) -> str:
    return in_marks(cut(text))
