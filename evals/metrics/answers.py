"""How SQuAD compares answers."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from .statistics import Score, mean

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


def exact_match(answers: Sequence[str], gold: Sequence[Sequence[str]]) -> Score:
    """1 where the answer equals one of its gold answers after SQuAD's normalisation, else 0.

    Source: Rajpurkar et al. 2016, SQuAD. Where there is no gold answer (SQuAD 2.0), only the empty answer is right.
    """
    return mean(
        [
            float(normalised(one) in {normalised(g) for g in golds or ("",)})
            for one, golds in zip(answers, gold, strict=True)
        ]
    )


def token_f1(answers: Sequence[str], gold: Sequence[Sequence[str]]) -> Score:
    """2PR / (P + R) over the tokens shared with the gold answer that fits best, after SQuAD's normalisation.

    Source: Rajpurkar et al. 2016, SQuAD; where one of the two is empty, 1 if both are, as in SQuAD 2.0's script.
    """
    return mean([max(_f1(one, g) for g in golds or ("",)) for one, golds in zip(answers, gold, strict=True)])


def _f1(answer: str, gold: str) -> float:
    given, wanted = normalised(answer).split(), normalised(gold).split()
    if not given or not wanted:
        return float(given == wanted)
    shared = sum((Counter(given) & Counter(wanted)).values())
    return 2 * shared / (len(given) + len(wanted))


def answer_sentence(right: Sequence[Sequence[bool]], k: int) -> Score:
    """1 where one of the first `k` statements of an item is right, else 0; an item without statements scores 0.

    `right` says of every statement, in the order shown, whether it quotes the gold sentence (or, where the data has no
    spans, holds a gold answer: `squad.holds`). This is hit@k over sentences: Yih et al. 2013 and others on answer
    sentence selection report its k = 1.
    """
    return mean([float(any(statements[:k])) for statements in right])
