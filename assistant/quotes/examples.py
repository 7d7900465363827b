"""Quotations to try where the bundled briefs are in: one stands there, one lost a word, one is cut so that it turns."""

from index.catalogue import Catalogue

BUNDLED: tuple[tuple[str, str | None], ...] = (
    ("I have very strong opinions about that", "Benjamin Netanyahu"),
    ("Fatah was present at that gathering", "Abdel Fattah Dawla"),
    ("put our troops in danger", None),
)
"""(words, speaker)."""


def examples(catalogue: Catalogue) -> tuple[tuple[str, str | None], ...]:
    """Quotations, some with a speaker; none for a corpus without the briefs."""
    first = catalogue.titles(5)
    return BUNDLED if any(publisher == "Dragoman briefs" for _, publisher in first) else ()
