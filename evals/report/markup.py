"""Escaping for the page: the one way by which a value becomes HTML."""

from html import escape

from evals.report.words import clean


def escaped(value: str) -> str:
    """The value as text or as an attribute's value."""
    return escape(clean(value), quote=True)
