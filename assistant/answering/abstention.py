"""Say why an answer abstains: which words no document has, and what a filter leaves out."""

import re
from collections.abc import Callable

from ...corpus.language.terms import content_terms, terms
from ...corpus.wording import counted
from ...index.filters import Filters
from ...index.home import Home
from ...index.storage.queries import allowed, frequencies

SHOWN = 3
"""The most words named."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def missing(home: Home, question: str, filters: Filters, answers_without: Callable[[], bool]) -> tuple[str, ...]:
    """Return sentences on why nothing answers; `answers_without` tells whether the corpus answers without the filters."""
    engine = home.catalogue.engine
    said = []
    if filters:
        number = len(allowed(engine, filters))
        more = " Without the filter there are answers." if answers_without() else ""
        said.append(f"Nothing in the {counted(number, 'document')} that your filter lets through answers it.{more}")
    content = content_terms(question)
    counts, _ = frequencies(engine, content)
    words = [word for word in _WORD.findall(question) if any(one in content and not counts[one] for one in terms(word))]
    named = list(dict.fromkeys(words))[:SHOWN]
    if named:
        said.append(f"No document has the {'word' if len(named) == 1 else 'words'} {', '.join(named)}.")
    return tuple(said)
