"""Example questions and quotations. Every question is one that the corpus answers.

A corpus with the bundled briefs gets a fixed list. For others, questions are generated from sentences of documents spread
over the corpus, as for suggestions; titles fill up the list.
"""

from itertools import zip_longest

from ...corpus.types import BRIEFS_PUBLISHER
from ...index.home import Home
from ...index.storage.catalogue import Catalogue
from ...index.storage.queries import documents_at, rows_spread
from ..questions import GeneratedQuestion, generate_questions
from .suggestions import Search, answered_by

BUNDLED = (
    "Which factions signed the joint statement in Cairo?",
    "Who leads Egyptian General Intelligence?",
    "How many US troops are at the coordination center?",
    "What did Netanyahu say about Turkish troops?",
    "How many members will the committee that runs Gaza have?",
)

LOOKED_AT = 10
"""Documents from which questions are generated."""

LONGEST_TEXT = 20_000
"""The most characters in such a document: a longer one takes too long to process."""

TRIED = 10
"""The most searches made."""


QUOTATIONS: tuple[tuple[str, str | None], ...] = (
    ("I have very strong opinions about that", "Benjamin Netanyahu"),
    ("Fatah was present at that gathering", "Abdel Fattah Dawla"),
    ("put our troops in danger", None),
)
"""(words, speaker) to check in the bundled briefs: one is verbatim, one lacks a word, one is cut so that its meaning changes."""


def example_quotations(catalogue: Catalogue) -> tuple[tuple[str, str | None], ...]:
    """Return quotations to try, some with a speaker; none for a corpus without the briefs."""
    briefs = any(publisher == BRIEFS_PUBLISHER for _, publisher in catalogue.titles(5))
    return QUOTATIONS if briefs else ()


def examples(home: Home, search: Search, threshold: float, most: int = 5) -> list[str]:
    """Return at most `most` questions; `search` and `threshold` are as in `suggestions.suggestions`."""
    if any(publisher == BRIEFS_PUBLISHER for _, publisher in home.catalogue.titles(most)):
        return list(BUNDLED[:most])
    rows = rows_spread(home.catalogue.engine, LOOKED_AT, LONGEST_TEXT)
    documents = documents_at(home.catalogue.engine, rows)
    generated = [_varied(generate_questions(documents[row]), at) for at, row in enumerate(rows) if row in documents]
    found: list[str] = []
    # First one question of each document, then second ones.
    for one in [one for group in zip_longest(*generated) for one in group if one is not None][:TRIED]:
        if len(found) < most and one.text not in found and answered_by(one, search, threshold):
            found.append(one.text)
    return found + _of_titles(home.catalogue, most - len(found))


def _varied(generated: list[GeneratedQuestion], turn: int) -> list[GeneratedQuestion]:
    """Order questions by kind, differently for each document, so that they do not all start alike."""
    kinds = ["who", "said", "many", "when", "what"]
    order = kinds[turn % len(kinds) :] + kinds[: turn % len(kinds)]
    return sorted(generated, key=lambda one: (order.index(one.kind), one.span.start))


def _of_titles(catalogue: Catalogue, most: int) -> list[str]:
    titles = [title for title, _ in catalogue.titles(max(0, most))]
    return [f"What is reported about “{title}”?" for title in titles if 8 <= len(title) <= 90]
