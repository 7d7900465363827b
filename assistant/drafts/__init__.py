"""Check every quotation of a draft before it is printed, and name its line.

`reader` and `markup_reader` turn each format into paragraphs; `line_map` joins them into a text that knows its source
lines; `quotations` finds the quotations, `speakers` whom the draft names for them, and `not_quotations` what is none;
`check` sends them to the quote desk, and `attribution_check` compares the speakers.
"""

from .quotations import DraftNote, DraftQuotation
from .report import CheckedQuote, DraftReport, ShownParagraph

__all__ = ["CheckedQuote", "DraftNote", "DraftQuotation", "DraftReport", "ShownParagraph"]
