"""Answers against gold answers, compared as SQuAD compares them."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from .statistics import Score, mean

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation + "“”‘’«»„–—…")


def normalised(text: str) -> str:
    """Return the text in lower case, without punctuation, English articles and repeated spaces.

    Source: `normalize_answer` of the evaluation script of SQuAD 1.1 (Rajpurkar et al. 2016). Unlike the script, this also
    removes typographic quotation marks and dashes, or an answer with typographic quotation marks could never match.
    """
    kept = "".join(one for one in text.lower() if one not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", kept).split())


def holds(text: str, answer: str) -> bool:
    """Return whether the normalised text contains the normalised answer as whole words; never for an empty answer."""
    words = normalised(answer)
    return bool(words) and f" {words} " in f" {normalised(text)} "


def exact_match(answers: Sequence[str], gold: Sequence[Sequence[str]]) -> Score:
    """Score 1 for an answer that equals one of its gold answers after normalisation, else 0.

    Source: Rajpurkar et al. 2016, SQuAD. Without gold answers (SQuAD 2.0), only the empty answer is right.
    """
    return mean(
        [
            float(normalised(answer) in {normalised(one) for one in golds or ("",)})
            for answer, golds in zip(answers, gold, strict=True)
        ]
    )


def token_f1(answers: Sequence[str], gold: Sequence[Sequence[str]]) -> Score:
    """Score 2PR / (P + R) over the words shared with the best gold answer, after normalisation.

    Source: Rajpurkar et al. 2016, SQuAD. As in SQuAD 2.0's script, two empty answers score 1, and a single empty one 0.
    """
    return mean([max(_f1(answer, one) for one in golds or ("",)) for answer, golds in zip(answers, gold, strict=True)])


def _f1(answer: str, gold: str) -> float:
    given, right = normalised(answer).split(), normalised(gold).split()
    if not given or not right:
        return float(given == right)
    shared = sum((Counter(given) & Counter(right)).values())
    return 2 * shared / (len(given) + len(right))


def answer_sentence(right: Sequence[Sequence[bool]], k: int) -> Score:
    """Score 1 if one of the first `k` statements is right, else 0; an item without statements scores 0.

    `right` says for each statement, in the order shown, whether it quotes the gold sentence or, in data without offsets,
    contains a gold answer. This is hit@k over sentences; Yih et al. 2013 and others report it with k = 1.
    """
    return mean([float(any(statements[:k])) for statements in right])
