"""Find words of a question that the quoted words do not mention: names, numbers, the kind of thing asked for.

"Why did Norway broker the truce?" finds who did, in a true sentence that does not mention Norway. Quoting it without
comment would mislead. So the answer lists the words of the question that neither the quotations nor their titles contain or
paraphrase. Only the quoted words are examined; the corpus may still mention them elsewhere.
"""

import re
from collections.abc import Sequence

import numpy as np

from ...corpus.language.terms import content_terms, terms
from ...corpus.segment import segment
from ...index.retrieval.late_interaction import Reader
from ...index.storage.queries import heading
from ..types import Claim

APART = 0.45
"""The least cosine of a word with any quoted word that counts as a mention."""

NAMED_APART = 0.6
"""The least cosine for a name: another name is closer to it than other words are, and yet is not the same."""

SHOWN = 3
"""The most words listed, in the order of the question."""

_NUMBER = re.compile(r"\d")
_KIND_OF = frozenset(("which", "what", "how"))
_HOW_MANY = frozenset(("many", "much"))


def unmentioned_words(question: str, claims: Sequence[Claim], read: Reader) -> tuple[str, ...]:
    """Return at most `SHOWN` content words of the question that no cited words and no cited title mention."""
    citations = [citation for claim in claims for citation in claim.citations]
    texts = [span.of(one.quote) for one in citations for span in segment(one.quote).sentences]
    if not texts:
        return ()
    titles = " ".join(dict.fromkeys(heading(one.document) for one in citations))
    mentioned = {term for text in (*texts, titles) for term in terms(text)}
    asked, *quoted = read([question, *texts])
    vectors = np.concatenate([one.vectors for one in quoted])
    content = set(content_terms(question))
    asked_for = _wanted(asked.words)
    missing = []
    for at, (word, vector) in enumerate(zip(asked.words, asked.vectors, strict=True)):
        found = [term for term in terms(word) if term in content]
        if not found or any(term in mentioned for term in found):
            continue
        closest = float((vectors @ vector).max(initial=0.0))
        if _NUMBER.search(word) or (
            closest < NAMED_APART if _named(asked.words, at) else at == asked_for and closest < APART
        ):
            missing.append(word)
    return tuple(dict.fromkeys(missing))[:SHOWN]


def _named(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at][0].isupper()


def _wanted(words: Sequence[str]) -> int | None:
    """Return the index of the word for what is asked for: the one after "which", "what" or "how many"."""
    at = next((at for at, word in enumerate(words) if word.lower() in _KIND_OF), None)
    if at is None:
        return None
    at += 2 if at + 1 < len(words) and words[at + 1].lower() in _HOW_MANY else 1
    return at if at < len(words) else None
