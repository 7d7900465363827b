"""Fitting and measuring attribution on a few labelled sentences of our own."""

import json
from pathlib import Path

import pytest

from dragoman.corpus.utterances.tokens import Phrase
from dragoman.corpus.utterances.weights import lemmas
from dragoman.evals.calibration.attribution_choices import QuotationExample, names, quotation_examples
from dragoman.evals.calibration.attribution_data import ParsedArticle, load
from dragoman.evals.calibration.attribution_figures import AttributionFigures, figures
from dragoman.evals.calibration.conditional_logit import fit_weights

TEXT = "“The ferry sails at dawn,” Rana Odeh said. Ali Shaath said that the harbour was closed for the night."


def span(words: str) -> list[list[list[int]]]:
    return [[[TEXT.index(words), TEXT.index(words) + len(words)]]]


@pytest.fixture
def article(tmp_path: Path) -> ParsedArticle:
    rows = {
        "_id": "a",
        "publisher": "p",
        "text": TEXT,
        "attributions": [
            {"source": span("Rana Odeh"), "cue": span("said"), "content": span("“The ferry sails at dawn,”")},
            {"source": span("Ali Shaath"), "content": span("the harbour was closed for the night")},
        ],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(rows), encoding="utf-8")
    return ParsedArticle(load(tmp_path / "a.jsonl")[0])


def test_the_figures_count_what_the_labels_name(article: ParsedArticle) -> None:
    found = figures([article])
    assert found == AttributionFigures(right=1, wrong=0, none=0, reported=1, overlapping=1, labelled=1, found=1)
    assert (found + found).shares()["clauses_f1"] == pytest.approx(1.0)


def test_a_quotation_has_its_candidates_with_the_right_one(article: ParsedArticle) -> None:
    (example,) = quotation_examples(article, lemmas())
    assert example.labelled
    assert {speaker for speaker, good in zip(example.speakers, example.right, strict=True) if good} == {"odeh"}


def test_a_source_in_an_explanation_is_not_named() -> None:
    phrase = Phrase("Odeh", "Odeh", None, 40, 44)
    assert names([phrase], [(38, 60)])
    assert not names([phrase], [(10, 60)])


def test_the_fit_prefers_what_is_right_and_learns_when_nobody_is() -> None:
    def example(*, quoted: bool) -> QuotationExample:
        return QuotationExample(
            (("verb", "near"), ("far",)),
            ("a", "b"),
            ("plain",) if quoted else ("scare",),
            (quoted, False),
            True,
            "p",
            0,
        )

    found = fit_weights([example(quoted=True)] * 6 + [example(quoted=False)] * 6, 0.1)
    assert found["verb"] > found["far"]
    assert found["scare"] > found["plain"]
