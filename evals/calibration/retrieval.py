"""Fit the weights by which `index.retrieval.ranking` ranks and abstains, from questions with known passages and answers.

Everything is cross-validated by article: the figures stored with the weights come from articles that were left out of
the fit. All fits search in the same way (`search_cases`). Two of them are for ranking and maximise the likelihood of the
right passage and of a sentence with the answer: the first over all candidates of a question, the second over the
sentences that are then read closely. The third is for confidence (`confidence`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ...corpus.errors import InputError
from ...index.encoding.encoder import Encoder, PackagedEncoder
from ...index.retrieval.features import FEATURES
from ...index.retrieval.ranking import CLOSE, CONFIDENCE, Background, Weights, passage_scores
from .confidence import RankingFit, fit_abstention, near_trials, removal_trials
from .fit import Floats, fit_ranking
from .search_cases import SearchCase, SearchCorpus, WordCache
from .training_data import GOLDEN, TrainingSet, background_passages, briefs_set, squad_set, word_frequencies

PARTS = 8  # groups of articles that are left out in turn


def calibrate(folder: Path, background: Iterable[str] = (), encoder: Encoder | None = None) -> Weights:
    """Fit weights on `folder` (`corpus.jsonl`, `queries.jsonl`; see `evals.suites.squad`) and on the briefs.

    A passage's article is its `_id` up to "#", or all of it. `background` are other texts, for example news: they add
    their words to the background frequencies, and are added to the articles in larger corpora.

    Raises:
        InputError: there are fewer than four articles, too few to leave one out and remove half of the others.
    """
    encoder = encoder or PackagedEncoder()
    read = WordCache(encoder)
    open_data, own = squad_set(folder, encoder), briefs_set(encoder)
    articles = {passage.article for passage in open_data.passages}
    if len(articles) < 4:
        raise InputError(
            f"{folder} has {len(articles)} articles; give one with at least four, so that some can be left out"
        )
    others = background_passages(background, encoder)
    every = [*open_data.passages, *others]
    # The briefs are left out of the background: they have one subject, and say little about which words are rare.
    without = {
        article: word_frequencies(every, article)
        for article in sorted(articles | {question.article for question in own.questions})
    }
    cases = {one.name: _cases(one, without, read) for one in (open_data, own)}
    fitted = [case for found in cases.values() for case in found if case.question.answerable]
    kept = _left_out(fitted, sorted(without))
    made = [
        *removal_trials(open_data, others, kept, without, read),
        *near_trials(cases[own.name], kept),
    ]
    settled, figures = fit_abstention(made)
    weighing = _fit(fitted)
    return Weights(
        ranking=_named(FEATURES, weighing.ranking),
        reading=_named(CLOSE, weighing.reading),
        confidence=_named(CONFIDENCE, settled.weights),
        bias=round(settled.bias, 5),
        threshold=round(settled.threshold, 5),
        background=word_frequencies(every, None),
        made={
            "date": datetime.now(UTC).date().isoformat(),
            "data_sha256": _digest(folder / "corpus.jsonl", folder / "queries.jsonl"),
            "golden_sha256": _digest(GOLDEN / "questions.jsonl", GOLDEN / "unanswerable.jsonl"),
            "articles": len(articles),
            "passages": len(open_data.passages),
            "background_passages": len(others),
            "cross_validated": {
                **{
                    f"{name}_{figure}": value
                    for name, found in cases.items()
                    for figure, value in _figures([one for one in found if one.question.answerable], kept).items()
                },
                **figures,
            },
        },
    )


def main(folder: Path, out: Path, background: Sequence[Path] = ()) -> Weights:
    """Calibrate on `folder` and write `out`; `background` are JSONL files whose longest field is a text."""
    texts = {
        max((value for value in json.loads(line).values() if isinstance(value, str)), key=len): None
        for file in background
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    weights = calibrate(folder, list(texts))
    out.write_text(weights.to_json(), encoding="utf-8")
    return weights


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}


def _cases(material: TrainingSet, without: Mapping[str, Background], read: WordCache) -> list[SearchCase]:
    corpus = SearchCorpus(material.passages, without, read)
    # An unanswerable question about an article that is there contributes nothing to the fit of ranking.
    asked = [one for one in material.questions if one.answerable or not one.relevant]
    return [corpus.ask(question) for question in asked]


def _fit(cases: Sequence[SearchCase]) -> RankingFit:
    """Fit which sentences are read closely, then how these are ranked."""
    ranking = fit_ranking([case.example for case in cases], FEATURES)
    reading = fit_ranking([case.close_example(case.close(ranking)) for case in cases], CLOSE)
    return RankingFit(ranking, reading)


def _left_out(cases: Sequence[SearchCase], articles: Sequence[str]) -> dict[str, RankingFit]:
    """Return for each article the fit without it; articles are left out in `PARTS` groups."""
    kept = {}
    for part in range(PARTS):
        group = articles[part::PARTS]
        weighing = _fit([case for case in cases if case.question.article not in group])
        kept.update(dict.fromkeys(group, weighing))
    return kept


def _figures(cases: Sequence[SearchCase], kept: Mapping[str, RankingFit]) -> dict[str, float]:
    """Return means over questions, each ranked by weights fitted without its article."""
    rows: list[tuple[float, ...]] = []
    for case in cases:
        weighing = kept[case.question.article]
        sentences = case.scores(case.close(weighing.ranking), weighing.ranking, weighing.reading)
        order = np.argsort(-passage_scores(sentences, case.measured.starts), kind="stable")
        first = float(case.right[order[0]])
        documents = list(dict.fromkeys(case.documents[at] for at in order))[:10]
        rank = next((at for at, one in enumerate(documents) if one in case.question.relevant), None)
        gain = 0.0 if rank is None else float(1 / np.log2(rank + 2))
        quoted = (case.answering & (case.in_right | ~bool(case.question.gold)))[np.argsort(-sentences, kind="stable")]
        rows.append((first, gain, float(quoted[0]), float(quoted[:3].any())))
    names = ("hit@1", "nDCG@10 of documents", "answer in first sentence", "answer in first three sentences")
    return {name: round(float(np.mean(scores)), 4) for name, scores in zip(names, zip(*rows, strict=True), strict=True)}
