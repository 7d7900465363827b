"""What a question takes for granted and the quoted words do not mention: names, numbers, the kind of thing asked for.

"Why did Norway broker the truce?" finds who did, in a true sentence that says nothing of Norway: an answer that quotes it
and keeps silent about Norway misleads. So the words of a question that nothing quoted, nor its title, has or stands in
for are named with the answer. This looks only at the quoted words; it does not say that the corpus lacks them.
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
"""Best cosine of a word with the quoted words below which nothing stands in for it."""

NAMED_APART = 0.6
"""… of a name: another name is nearer to it than any other word is, and yet not the same."""

SHOWN = 3
"""Words that are named, the first of the question first."""

_NUMBER = re.compile(r"\d")
_KIND_OF = frozenset(("which", "what", "how"))
_HOW_MANY = frozenset(("many", "much"))


def unmentioned_words(question: str, claims: Sequence[Claim], read: Reader) -> tuple[str, ...]:
    """At most `SHOWN` content words of the question that no citation's words and no cited title mention."""
    citations = [citation for claim in claims for citation in claim.citations]
    texts = [span.of(one.quote) for one in citations for span in segment(one.quote).sentences]
    if not texts:
        return ()
    titles = " ".join(dict.fromkeys(heading(one.document) for one in citations))
    held = {term for text in (*texts, titles) for term in terms(text)}
    asked, *quoted = read([question, *texts])
    vectors = np.concatenate([one.vectors for one in quoted])
    content = set(content_terms(question))
    wanted = _wanted(asked.words)
    missing = []
    for at, (word, vector) in enumerate(zip(asked.words, asked.vectors, strict=True)):
        found = [term for term in terms(word) if term in content]
        if not found or any(term in held for term in found):
            continue
        near = float((vectors @ vector).max(initial=0.0))
        if _NUMBER.search(word) or (near < NAMED_APART if _named(asked.words, at) else at == wanted and near < APART):
            missing.append(word)
    return tuple(dict.fromkeys(missing))[:SHOWN]


def _named(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at][0].isupper()


def _wanted(words: Sequence[str]) -> int | None:
    """Where the word is that says what is asked for: after "which", "what" or "how many"."""
    at = next((at for at, word in enumerate(words) if word.lower() in _KIND_OF), None)
    if at is None:
        return None
    at += 2 if at + 1 < len(words) and words[at + 1].lower() in _HOW_MANY else 1
    return at if at < len(words) else None
