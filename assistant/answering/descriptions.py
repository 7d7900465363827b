"""Whether a sentence says who or what something is: "Brandt, a judge", "the broker Ilse Brandt", "Brandt is a judge"."""

import re
from collections.abc import Sequence

from ...corpus.language.syntax import Syntax, parse_all
from ...corpus.language.titles import OCCUPATIONS, TITLES

MOST_WORDS = 4
"""The most words of a name that is asked about."""

PARSED = 20
"""The most sentences that are parsed, in their order: some 50 ms of CPU time."""

_ASKED = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:who|what)(?:['’]s| is| was| are| were)\s+(?:an? |the )?(?P<name>[^?]{2,50}?)"
    r"(?: and (?:who|what|why|how|where|when)\b.*)?\W*",
    re.IGNORECASE,
)
# Words of a question that asks for more than who somebody is: "who is the head of …", "what is a just peace for …".
_MORE = re.compile(
    r"\b(?:of|in|for|by|to|at|that|which|about|on|with|from|between|his|her|its|their|your)\b|ing\b|ed\b|['’]s\b",
    re.IGNORECASE,
)
_BEING = frozenset({"be", "become", "remain"})
_TITLES = TITLES | OCCUPATIONS


def asked_about(question: str) -> str | None:
    """Return the name that "Who is X?" or "What is X?" asks about; `None` for any other question."""
    found = _ASKED.fullmatch(question)
    if found is None or len(found["name"].split()) > MOST_WORDS or _MORE.search(found["name"]):
        return None
    return found["name"]


def describing(name: str, sentences: Sequence[str]) -> list[bool]:
    """Return which sentences describe what has the name; English ones only, by the last word of the name.

    Of the sentences with it only the first `PARSED` are looked at.
    """
    last = name.split()[-1].lower()
    naming = [at for at, sentence in enumerate(sentences) if last in sentence.lower()][:PARSED]
    parses = parse_all([sentences[at] for at in naming])
    found = {at for at, parsed in zip(naming, parses, strict=True) if _describes(last, parsed)}
    return [at in found for at in range(len(sentences))]


def _describes(last: str, parsed: Syntax) -> bool:
    return any(
        _apposed(parsed, at) or _titled(parsed, at) or _is_something(parsed, at)
        for at, word in enumerate(parsed.words)
        if word.text.lower() == last
    )


def _apposed(parsed: Syntax, at: int) -> bool:
    """Return whether a description stands beside the name, as an apposition or a relative clause."""
    words = parsed.words
    if any(
        words[one].relation == "relcl" or (words[one].relation == "appos" and words[one].part == "NOUN")
        for one in parsed.children[at]
    ):
        return True
    return words[at].relation == "appos" and words[words[at].head].part == "NOUN"


def _titled(parsed: Syntax, at: int) -> bool:
    """Return whether a title or a noun stands before the name: "the broker Ilse Brandt", "Judge Brandt"."""
    first, _ = parsed.reach[at]
    before = [parsed.words[one] for one in parsed.children[at] if one < at]
    # The parser takes the noun of "the judge Ilse Brandt was …" for another subject.
    beside = parsed.words[first - 1] if first else None
    alike = beside is not None and (beside.relation, beside.head) == (parsed.words[at].relation, parsed.words[at].head)
    return (alike and beside is not None and beside.part == "NOUN") or any(
        one.relation in ("compound", "nmod", "amod") and (one.part == "NOUN" or one.text.lower().rstrip(".") in _TITLES)
        for one in before
    )


def _is_something(parsed: Syntax, at: int) -> bool:
    """Return whether the name is the subject of "is a …", "became …", "serves as …"."""
    words = parsed.words
    if words[at].relation != "nsubj":
        return False
    verb = words[at].head
    return any(
        (words[verb].lemma in _BEING and words[one].relation == "attr")
        or (words[verb].lemma == "serve" and words[one].text.lower() == "as")
        for one in parsed.children[verb]
    )
