"""Words with offsets, stems and flags (function word, negated, hedged), for comparing claims with evidence.

The head of a negation or hedge is the first content word after it in the clause that is not an adverb: "did not
immediately agree" negates "agree". Verbs of denying negate the first three.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .negation import NEGATIVES
from .terms import content_terms, terms

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*[^\W\d_]*|[^\W_]+(?:['’ʼ][^\W_]+)*")
_CLAUSE = re.compile(r"[,;:()\[\]—–“”\"]|\s-\s|[.!?]\s")
_NOT = frozenset(NEGATIVES) | frozenset(
    (
        "nowhere unable dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt "
        "mustnt neednt aint"
    ).split()
)
# Verbs that negate the words after them: up to `_DENIED` heads.
_DENIES = frozenset("deny denies denied denying reject rejects rejected rejecting denial rejection".split())
_DENIED = 3
# Verbs that negate only with the word that must follow: a decline in profit denies nothing.
_DENIES_TO = re.compile(
    r"(?:refus(?:e|es|ed|ing|al)|fail(?:s|ed|ing|ure)?|declin(?:e|es|ed|ing)) to|(?:lack(?:s|ed|ing)?|absence) of",
    re.IGNORECASE,
)
_MAY = frozenset("may might could if whether unless would possibly perhaps".split())
_MAY_TO = re.compile(
    r"(?:plan|propose|threaten|hope|want|expect|aim|intend|offer|wish|agree|consider)(?:s|d|ed|ned|ning|ing)? to"
    r"|(?:seek|seeking|sought|likely|ready|set|due|about|able|willing) to",
    re.IGNORECASE,
)
# Adverbs that may come before the head and do not end in -ly.
_ADVERBS = frozenset(
    "soon later ever yet still again even also now once immediately quite very more fully longer".split()
)
_ENDS = frozenset("but although though however yet while whereas because unless until except".split())


@dataclass(frozen=True, slots=True)
class AnalysedWord:
    """One word: `term` is its stem, `content` is false for function words.

    `negated`: head of a negation; `hedged`: head of a hedge, wish or condition; `cue`: a negative word itself.
    """

    text: str
    start: int
    end: int
    term: str
    content: bool
    negated: bool
    hedged: bool
    cue: bool


@lru_cache(maxsize=100_000)
def _known(word: str) -> tuple[str, bool]:
    """Return a word's stem, and whether it is a content word."""
    stems = terms(word)
    if not stems:
        return word.lower(), False
    content = content_terms(word + " zebra") != ["zebra"]  # alone, a function word would be kept
    return "".join(stems), content and re.sub(r"['’ʼ]", "", word.lower()) not in _NOT


def words(text: str) -> tuple[AnalysedWord, ...]:
    """Return every word of a text, in order."""
    found: list[AnalysedWord] = []
    negating = hedging = last = 0
    for match in _WORD.finditer(text):
        word = match.group()
        plain = re.sub(r"['’ʼ]", "", word.lower())
        if plain in _ENDS or (last and _CLAUSE.search(text, last, match.start() + 1)):
            negating = hedging = 0
        term, content = _known(word)
        cue = plain in _NOT and not re.match(r"\s+(?:only|just|least)\b", text[match.end() : match.end() + 8])
        heads = content and not plain.endswith("ly") and plain not in _ADVERBS and not cue
        found.append(
            AnalysedWord(
                word, match.start(), match.end(), term, content, heads and negating > 0, heads and hedging > 0, cue
            )
        )
        if heads:
            negating, hedging = max(0, negating - 1), max(0, hedging - 1)
        if cue:
            negating = 1
        elif plain in _DENIES:
            negating = _DENIED
        elif _DENIES_TO.match(text, match.start()):
            negating = 1
        if plain in _MAY or _MAY_TO.match(text, match.start()):
            hedging = 1
        last = match.end()
    return tuple(found)
