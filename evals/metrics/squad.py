"""How SQuAD compares answers."""

import re
import string

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MARKS = frozenset(string.punctuation)


def normalised(text: str) -> str:
    """Lower case without ASCII punctuation, English articles and doubled spaces.

    Source: `normalize_answer` of the evaluation script of SQuAD 1.1 (Rajpurkar et al. 2016). Marks beyond ASCII (curly
    quotation marks, dashes) are removed as well, or an answer in typographic quotes could never match.
    """
    kept = "".join(one for one in text.lower() if one not in _MARKS and one not in "“”‘’«»„–—…")
    return " ".join(_ARTICLES.sub(" ", kept).split())


def holds(text: str, answer: str) -> bool:
    """Whether the normalised `text` holds the normalised `answer` as whole words; an empty answer is never held."""
    wanted = normalised(answer)
    return bool(wanted) and f" {wanted} " in f" {normalised(text)} "
