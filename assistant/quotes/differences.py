"""The names of the differences between a quotation and its source that leave it right."""

from typing import Literal

Normalisation = Literal[
    "quotation marks",
    "dashes",
    "ellipsis marks",
    "white space",
    "compatibility forms",
    "invisible characters",
    "Arabic lengthening strokes",
    "Arabic vowel marks",
    "case of the first letter",
    "closing punctuation",
    "letter case",
    "spelling",
    "contractions",
    "abbreviations",
    "numerals",
    "symbols",
    "Arabic hamza forms",
    "emphasis marks",
    "editor's notes",
    "stage directions",
    "interruption",
    "carrying sentence",
]
"""Differences that leave a quotation verbatim, by the names that a report lists; from `letter case` on not with `strict`."""
