"""Check every quotation of a draft before it is printed, and name its line.

`reader` and `markup_reader` turn each format into paragraphs; `line_map` joins them into a text that knows its source
lines; `quotations` finds the quotations; `check` sends them to the quote desk.
"""

from .check import CheckedQuote, DraftReport, check_draft
from .quotations import DraftNote, DraftQuotation

__all__ = ["CheckedQuote", "DraftNote", "DraftQuotation", "DraftReport", "check_draft"]
