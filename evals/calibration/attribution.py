"""Fit the weights of attribution on labelled news: words of saying, speakers of quotations, reported clauses.

The lexicon counts how often a word with a clause or a quotation beside it is labelled as a cue. The two logistic regressions
see the same candidates as extraction does. One fold of the articles is always kept aside, for the figures in the
documentation. The labels leave gaps (not every attribution is marked), so a precision measured on them is too low.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ...corpus.utterances import weights
from ...corpus.utterances.candidates import candidates
from ...corpus.utterances.clauses import clause_features, may_report
from ...corpus.utterances.contexts import QuotedPlace, Spoken
from ...corpus.utterances.parsing import Bounds, is_title
from ...corpus.utterances.reporters import BACK
from ...corpus.utterances.tokens import Phrase
from .attribution_data import FOLDS, Attribution, LabelledArticle, ParsedArticle, load, shared

ASIDE = FOLDS - 1
# The thresholds (log-odds): a speaker is named from -1 (of those between -2 and -1 about half are right), a clause from -0.7,
# where the cross-validated F1 is highest.
QUOTATION_THRESHOLD, CLAUSE_THRESHOLD = -1.0, -0.7
STRENGTH_C = 0.3  # scikit-learn's C
SMALLEST = 0.05  # weights nearer to 0 are left out of the file
# A word of saying is one seen so often as a cue, and at least with these log-odds; stronger ones make a sentence worth parsing.
SEEN, LEAST_STRENGTH, WORTH_PARSING = 3, -2.5, -1.5


@dataclass(frozen=True)
class Choice:
    """The candidates of a quotation, or one clause: the features of each, and which are right."""

    features: list[tuple[str, ...]]
    right: list[bool]
    group: str
    fold: int
    labelled: bool = True


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
        "lemmas": kept,
        "forms": sorted({form for key in kept if kept[key] > WORTH_PARSING for form in forms[key] if form.isalpha()}),
    }


def quotation_choices(article: ParsedArticle, lemmas: frozenset[str]) -> list[Choice]:
    """Return the candidates of each quotation; the right one is a mention inside the labelled source."""
    found = []
    labels, report, text = article.article.labels, article.report, article.article.text
    last: list[Spoken | None] = [None, None]
    for number, row in enumerate(report.rows):
        for index, bounds in enumerate(row):
            sentence, said = article.parse(bounds), article.sayings(bounds, lemmas)
            quotes = [(one.start, one.end) for one in report.quoted[bounds]]
            for at, quote in enumerate(report.quoted[bounds]):
                if is_title(text, quote.start, quote.end):
                    continue
                place = QuotedPlace(sentence, at, quote.start, quote.end, number, index, quote.continues)
                recent = [one for one in last if one and number - one.paragraph <= BACK]
                if len(recent) == 2 and recent[0].phrases == recent[1].phrases:
                    recent = recent[:1]
                able = candidates(place, said, recent, *report.beside(place, said))
                label = _label_of(labels, quotes[at])
                right = (
                    [bool(label) and _names(one.phrases, label.source) for one in able]
                    if label
                    else [False] * len(able)
                )
                if label is None or label.source:
                    found.append(
                        Choice(
                            [one.features for one in able], right, _group(article), article.article.fold, bool(label)
                        )
                    )
                chosen = next((one.phrases for one, good in zip(able, right, strict=True) if good), None)
                if chosen:
                    last[0] = Spoken(chosen, number, index, quote.end, True)
            for one in [] if quotes else said:
                label = _reported(labels, one.content) if may_report(sentence, one, quotes) else None
                if label and _names(one.phrases, label.source):
                    last[1] = Spoken(one.phrases, number, index, bounds[1], False)
    return found


def clause_choices(article: ParsedArticle, lemmas: frozenset[str]) -> list[Choice]:
    """Return each clause that may be reported speech; it is right if it is labelled, with the same source."""
    found = []
    for bounds in article.sentences:
        sentence = article.parse(bounds)
        quotes = [(one.start, one.end) for one in article.report.quoted[bounds]]
        for one in article.sayings(bounds, lemmas):
            if may_report(sentence, one, quotes):
                label = _reported(article.article.labels, one.content)
                right = label is not None and _names(one.phrases, label.source)
                found.append(
                    Choice([clause_features(sentence, one, quotes)], [right], _group(article), article.article.fold)
                )
    return found


def _group(article: ParsedArticle) -> str:
    return article.article.publisher


def _label_of(labels: Sequence[Attribution], quote: Bounds) -> Attribution | None:
    """Return the narrowest label that covers half of a quotation."""
    covering = [one for one in labels if 2 * shared([quote], one.content) >= quote[1] - quote[0]]
    return min(covering, key=lambda one: one.size, default=None)


def _reported(labels: Sequence[Attribution], content: Sequence[Bounds]) -> Attribution | None:
    """Return the label whose content is the same as a clause: half of the two together is shared."""
    size = sum(end - start for start, end in content)
    for one in labels:
        both = shared(content, one.content)
        if 2 * both >= size + one.size - both:
            return one
    return None


def _names(phrases: Sequence[Phrase], source: Sequence[Bounds]) -> bool:
    """Return whether a phrase stands at the beginning of a labelled source, not in an explanation that follows it."""
    return any(
        phrase.start < end and start < phrase.end and (phrase.start <= start + 12 or len(phrases) > 1)
        for phrase in phrases
        for start, end in source
    )


def fit(choices: Sequence[Choice], threshold: float) -> dict[str, Any]:
    """Fit a logistic regression over the flags of all candidates."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rows = [dict.fromkeys(one, 1.0) for choice in choices for one in choice.features]
    right = [one for choice in choices for one in choice.right]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH_C, max_iter=300).fit(vectors.fit_transform(rows), right)
    named = sorted(zip(vectors.feature_names_, model.coef_[0], strict=True))
    kept = {name: round(float(value), 3) for name, value in named if abs(value) >= SMALLEST}
    return {"bias": round(float(model.intercept_[0]), 3), "threshold": threshold, "weights": kept}


def measure(
    quotations: Sequence[Choice], clauses: Sequence[Choice], part: Callable[[Choice], object]
) -> dict[str, float]:
    """Return cross-validated figures, each part left out once: shares of labelled quotations and of clauses."""
    told: list[tuple[bool, bool]] = []
    decided: list[tuple[bool, bool]] = []
    for left_out in sorted({part(one) for one in quotations}, key=str):
        model = weights.LinearModel(**fit([one for one in quotations if part(one) != left_out], QUOTATION_THRESHOLD))
        for choice in quotations:
            if part(choice) == left_out and choice.labelled and choice.features:
                scores = [model.score(one) for one in choice.features]
                best = int(np.argmax(scores))
                told.append((scores[best] >= model.threshold, choice.right[best]))
        model = weights.LinearModel(**fit([one for one in clauses if part(one) != left_out], CLAUSE_THRESHOLD))
        decided += [
            (model.score(one.features[0]) >= model.threshold, one.right[0]) for one in clauses if part(one) == left_out
        ]
    taken = [right for named, right in decided if named]
    return {
        "quotations_right": sum(named and right for named, right in told) / len(told),
        "quotations_wrong": sum(named and not right for named, right in told) / len(told),
        "clauses_precision": sum(taken) / len(taken),
        "clauses_recall": sum(taken) / sum(right for _, right in decided),
    }


def main(path: Path, out: Path, say: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """Fit all weights on the articles of a file but the fold kept aside, write them, and return cross-validated figures."""
    chosen: list[LabelledArticle] = [one for one in load(path) if one.fold != ASIDE]
    parsed = [ParsedArticle(one) for one in chosen]
    say(f"{len(parsed)} articles parsed")
    made = lexicon(parsed)
    out.write_text(json.dumps(made), encoding="utf-8")
    weights.reload(out)
    lemmas = weights.lemmas()
    quotations = [choice for one in parsed for choice in quotation_choices(one, lemmas)]
    clauses = [choice for one in parsed for choice in clause_choices(one, lemmas)]
    made["quotation"], made["clause"] = fit(quotations, QUOTATION_THRESHOLD), fit(clauses, CLAUSE_THRESHOLD)
    out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    weights.reload(out)
    return {
        "articles left out": measure(quotations, clauses, lambda one: one.fold),
        "publishers left out": measure(quotations, clauses, lambda one: one.group),
    }
