"""Fit the weights of attribution on labelled news: words of saying, speakers of quotations, reported clauses.

The lexicon counts how often a word with a clause or a quotation beside it is labelled as a cue. The choice of the speaker (a
conditional logit) and of the clauses (a logistic regression) sees the same candidates as extraction does. One fold of the
articles is always kept aside, for the figures in the documentation. The labels leave gaps (not every attribution is marked),
so a precision measured on them is too low.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from ...corpus.language.lexicon import PRONOUNS
from ...corpus.utterances import weights
from ...corpus.utterances.voices import may_speak
from .attribution_choices import ClauseExample, QuotationExample, act_examples, clause_examples, quotation_examples
from .attribution_data import FOLDS, ParsedArticle, load
from .attribution_figures import AttributionFigures, figures
from .conditional_logit import fit_weights

ASIDE = FOLDS - 1
# A speaker is named from this probability, a clause is reported from these log-odds, where the cross-validated F1 is highest.
QUOTATION_THRESHOLD, CLAUSE_THRESHOLD, ACT_THRESHOLD = 0.5, -0.7, 0.0
PENALTY = (
    1.0  # half the weight of the squared weights; 0.3, 2 and 3 do not change the cross-validated figures by a point
)
STRENGTH_C = 0.3  # scikit-learn's C
SMALLEST = 0.05  # weights nearer to 0 are left out of the file
# A word of saying is one seen so often as a cue, and at least with these log-odds; stronger ones make a sentence worth parsing.
SEEN, LEAST_STRENGTH, WORTH_PARSING = 3, -2.5, -1.5

# Where the head noun of a source ends: "officials | who knew of the plan".
HEAD = re.compile(
    r"[,(;:]|\b(?:of|for|in|at|on|from|with|who|that|which|whose|to|by|about|among|near|inside|close|familiar)\b"
)


def lexicon(articles: Sequence[ParsedArticle]) -> dict[str, Any]:
    """Return the strength of each lemma as a word of saying (`lemmas`) and the word forms of them (`forms`)."""
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    for article in articles:
        spans = [span for label in article.article.labels for span in label.cue]
        for bounds in article.sentences:
            sentence = article.parse(bounds)
            words, children = sentence.syntax.words, sentence.syntax.children
            for at, word in enumerate(words):
                if word.tag[:2] not in ("VB", "NN") or sentence.quotation(at) is not None:
                    continue
                clause = any(
                    words[c].relation == "ccomp" or (words[c].relation == "acl" and c > at) for c in children[at]
                )
                if clause or (sentence.quotes and word.tag[:2] == "VB"):
                    key = f"{word.lemma.lower()}/{word.tag[:1]}"
                    seen[key] += 1
                    place = (sentence.starts[at], sentence.ends[at])
                    if any(start <= place[0] and place[1] <= end for start, end in spans):
                        cues[key] += 1
                        forms.setdefault(key, set()).add(word.text.lower())
    odds = {key: math.log((cues[key] + 0.5) / (seen[key] - cues[key] + 2)) for key in seen if cues[key] >= SEEN}
    kept = {key: round(value, 2) for key, value in sorted(odds.items()) if value > LEAST_STRENGTH}
    return {
        "sources": source_nouns(articles),
        "lemmas": kept,
        "forms": sorted({form for key in kept if kept[key] > WORTH_PARSING for form in forms[key] if form.isalpha()}),
    }


def source_nouns(articles: Sequence[ParsedArticle]) -> list[str]:
    """Return the nouns that head labelled sources without a name in at least `SEEN` articles."""
    counts: Counter[str] = Counter()
    for article in articles:
        heads = set()
        for label in article.article.labels:
            for start, end in label.source[:1]:
                words = HEAD.split(article.article.text[start:end])[0].split()
                if words and words[-1].isalpha() and words[-1].islower():
                    heads.add(words[-1])
        counts.update(heads)
    return sorted(noun for noun, count in counts.items() if count >= SEEN and noun not in PRONOUNS)


def fit_clauses(examples: Sequence[ClauseExample], threshold: float = CLAUSE_THRESHOLD) -> dict[str, Any]:
    """Fit a logistic regression over the flags of all clauses."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict.fromkeys(one.features, 1.0) for one in examples])
    model = LogisticRegression(C=STRENGTH_C, max_iter=300).fit(rows, [one.right for one in examples])
    named = zip(vectors.feature_names_, model.coef_[0], strict=True)
    return {"bias": round(float(model.intercept_[0]), 3), "threshold": threshold, "weights": _kept(named)}


def fit_quotations(examples: Sequence[QuotationExample]) -> dict[str, Any]:
    """Fit the conditional logit that chooses the speaker of a quotation."""
    return {"threshold": QUOTATION_THRESHOLD, "weights": _kept(fit_weights(examples, PENALTY).items())}


def _kept(weights_of: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in sorted(weights_of) if abs(value) >= SMALLEST}


def fit(articles: Sequence[ParsedArticle], out: Path) -> None:
    """Fit all weights to articles, write them to `out`, and use them for the rest of the process.

    The choice of speakers is fitted twice: first with who spoke last as the labels say, then as the first fit chooses it.
    """
    made = lexicon(articles)
    _write(made, out)
    lemmas = weights.lemmas()
    for article in articles:
        article.forget()
    made["clause"] = fit_clauses([one for article in articles for one in clause_examples(article, lemmas)])
    made["act"] = fit_clauses([one for article in articles for one in act_examples(article)], ACT_THRESHOLD)
    made["quotation"] = fit_quotations([one for article in articles for one in quotation_examples(article, lemmas)])
    _write(made, out)
    model = weights.quotation_model()
    again = [one for article in articles for one in quotation_examples(article, lemmas, model)]
    made["quotation"] = fit_quotations(again)
    _write(made, out)


def _write(made: dict[str, Any], out: Path) -> None:
    out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    weights.reload(out)
    may_speak.cache_clear()  # it reads the nouns of the weights


def main(path: Path, out: Path, say: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """Fit all weights on the articles of a file but the fold kept aside, write them to `out`, and return figures.

    They are of the whole extraction: cross-validated by article, with weights fitted to the other folds, and on the articles
    kept aside.
    """
    parsed = [ParsedArticle(one) for one in load(path)]
    say(f"{len(parsed)} articles parsed")
    fitted = [one for one in parsed if one.article.fold != ASIDE]
    crossed = AttributionFigures(0, 0, 0, 0, 0, 0, 0)
    for fold in range(FOLDS):
        if fold != ASIDE:
            fit([one for one in fitted if one.article.fold != fold], out)
            crossed += figures(one for one in fitted if one.article.fold == fold)
            say(f"fold {fold + 1} of {FOLDS - 1} left out")
    fit(fitted, out)
    aside = figures(one for one in parsed if one.article.fold == ASIDE)
    return {"cross-validated": crossed.shares(), "kept aside": aside.shares()}
