"""Drafts before they are printed: every quotation found and checked, with the line to look at.

`source` joins a draft to reading text that knows its lines, `markup` and `reading` fill it from each format, and `check`
finds the quotations and asks the quote desk.
"""

from .check import CheckedQuote, DraftNote, DraftQuotation, DraftReport, check_draft

__all__ = ["CheckedQuote", "DraftNote", "DraftQuotation", "DraftReport", "check_draft"]
