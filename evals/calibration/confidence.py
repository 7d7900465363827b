"""Fit confidence for abstention, on questions whose article is in the corpus, and on those whose article was removed.

The corpora have several sizes of equal weight. The golden set on the briefs adds questions that the removal of articles
cannot give: those on the corpus's own subject that it does not answer.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...index.retrieval.ranking import Background
from .fit import Floats, fit_confidence
from .search_cases import SearchCase, SearchCorpus, WordCache
from .training_data import TrainingPassage, TrainingSet

SPLITS = 2  # random halves of the articles, each also the other way round
SMALL = 50  # documents of the smallest corpus
FALSE_ANSWERS = 0.035  # share of the questions whose article was removed that are answered at the threshold, all sizes
NEAR = "near"  # the kind of corpus that covers the subject of every question


@dataclass(frozen=True)
class RankingFit:
    """The weights for ranking and for close reading, fitted without one article."""

    ranking: Floats
    reading: Floats


@dataclass(frozen=True)
class AbstentionTrial:
    """A question to a corpus: `held` says whether the corpus has its relevant documents, `size` names the kind of corpus."""

    features: list[float]
    article: str
    size: str
    held: bool
    answerable: bool


@dataclass(frozen=True)
class ConfidenceFit:
    """The weights of confidence, and the threshold for answering."""

    weights: Floats
    bias: float
    threshold: float


def removal_trials(
    material: TrainingSet,
    others: Sequence[TrainingPassage],
    kept: Mapping[str, RankingFit],
    without: Mapping[str, Background],
    read: WordCache,
) -> list[AbstentionTrial]:
    """Ask questions of corpora without half of the articles, with weights fitted without the question's article."""
    drawn = random.Random(0)
    articles = sorted({passage.article for passage in material.passages})
    made = []
    for _ in range(SPLITS):
        drawn.shuffle(articles)
        middle = len(articles) // 2
        for half in (articles[:middle], articles[middle:]):
            present = [passage for passage in material.passages if passage.article in half]
            documents = list(dict.fromkeys(passage.document for passage in present))
            few = set(drawn.sample(documents, min(SMALL, len(documents))))
            sizes = {
                "half": present,
                "small": [passage for passage in present if passage.document in few],
                **({"large": [*present, *others]} if others else {}),
            }
            for size, chosen in sizes.items():
                corpus = SearchCorpus(chosen, without, read)
                for question in drawn.sample(
                    material.questions, len(material.questions) // (2 if size == "half" else 4)
                ):
                    held = not question.relevant.isdisjoint(corpus.documents)
                    if held == (question.article in half):
                        made.append(trial(corpus.ask(question), kept[question.article], size, held))
    return made


def near_trials(cases: Sequence[SearchCase], kept: Mapping[str, RankingFit]) -> list[AbstentionTrial]:
    """Ask questions of the whole corpus, some of them without an answer there."""
    return [trial(case, kept[case.question.article], NEAR, case.question.answerable) for case in cases]


def trial(case: SearchCase, weighing: RankingFit, size: str, held: bool) -> AbstentionTrial:
    """Compute a question's features of confidence."""
    close = case.close(weighing.ranking)
    features = case.confidence(close, case.scores(close, weighing.ranking, weighing.reading))
    return AbstentionTrial(features, case.question.article, size, held, case.question.answerable)


def fit_abstention(made: Sequence[AbstentionTrial]) -> tuple[ConfidenceFit, dict[str, float]]:
    """Fit confidence on all trials; also return the rates of answers on articles left out of the fit."""
    features = np.array([one.features for one in made])
    article = np.array([one.article for one in made])
    size = np.array([one.size for one in made])
    held = np.array([one.held for one in made])
    asked = np.array([one.answerable for one in made])

    def fit(chosen: NDArray[np.bool_]) -> ConfidenceFit:
        # An unanswerable question about an article that is there belongs to neither class: its passage is right to show.
        used = chosen & (asked | ~held)
        weights, bias = fit_confidence(features[used], held[used], size[used])
        chance = 1 / (1 + np.exp(-(features @ weights + bias)))
        taken_out = chance[used & ~held & (size != NEAR)]
        return ConfidenceFit(weights, bias, float(np.quantile(taken_out, 1 - FALSE_ANSWERS)))

    answered = np.zeros(len(made), dtype=bool)
    for one in np.unique(article):
        settled = fit(article != one)
        tested = article == one
        chance = 1 / (1 + np.exp(-(features[tested] @ settled.weights + settled.bias)))
        answered[tested] = chance >= settled.threshold
    groups = {"removed": ~held, "answerable": held & asked, "false_question": held & ~asked}
    return fit(np.ones(len(made), dtype=bool)), {
        f"answered_{name}_{one}": round(float(answered[group & (size == one)].mean()), 4)
        for name, group in groups.items()
        for one in np.unique(size)
        if (group & (size == one)).any()
    }
