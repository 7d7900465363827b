"""Citation recall and precision: whether what is cited supports what is said, in the sense of ALCE."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .statistics import Sample, Score, mean, resampled

Supports = Callable[[str, Sequence[str]], bool]
"""Whether these pieces of evidence, together, support a claim: a judge, NLI model or rule."""


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """One statement of an answer with the texts that it cites."""

    text: str
    cited: tuple[str, ...]


def citation_recall(answers: Sequence[Sequence[CitedStatement]], supports: Supports) -> Score:
    """The share of an answer's statements that their citations, taken together, support; 0 for one that cites nothing.

    Answers without statements (abstentions) are not counted. Source: Gao et al. 2023, Enabling large language models to
    generate text with citations (ALCE). Where statements *are* the words cited, this is 1 by construction.
    """
    return mean([sum(_supported(one, supports) for one in answer) / len(answer) for answer in answers if answer])


def citation_precision(answers: Sequence[Sequence[CitedStatement]], supports: Supports) -> Score:
    """The share of an answer's citations that are of use to their statement.

    A citation is of no use where its statement is not supported by all its citations together, or where it does not
    support the statement alone while the others do without it. Answers without citations are not counted. Source: as
    `citation_recall`.
    """
    scores = []
    for answer in answers:
        useful = [kept for statement in answer for kept in _useful(statement, supports)]
        if useful:
            scores.append(sum(useful) / len(useful))
    return mean(scores)


def quotes_only(answers: Sequence[Sequence[CitedStatement]]) -> bool:
    """Whether every statement stands word for word in what it cites, so that recall and precision tell nothing."""
    statements = [one for answer in answers for one in answer]
    return bool(statements) and all(any(one.text in cited for cited in one.cited) for one in statements)


def _supported(statement: CitedStatement, supports: Supports) -> bool:
    return bool(statement.cited) and supports(statement.text, statement.cited)


def _useful(statement: CitedStatement, supports: Supports) -> list[bool]:
    if not _supported(statement, supports):
        return [False] * len(statement.cited)
    if len(statement.cited) == 1:
        return [True]
    return [
        supports(statement.text, (one,))
        or not supports(statement.text, (*statement.cited[:at], *statement.cited[at + 1 :]))
        for at, one in enumerate(statement.cited)
    ]


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A citation as it was given out: `quote` ought to be `text[start:end]` of its document (`None`: not there)."""

    text: str | None
    start: int
    end: int
    quote: str

    @property
    def valid(self) -> bool:
        """Whether it is."""
        return self.text is not None and 0 <= self.start < self.end and self.text[self.start : self.end] == self.quote


def citation_validity(citations: Sequence[Sequence[CitedSpan]]) -> Score:
    """The share of an item's citations that are valid, for items that have any; mean over these items."""
    return mean([sum(one.valid for one in item) / len(item) for item in citations if item])


def balanced_accuracy(said: Sequence[bool], supported: Sequence[bool]) -> Score:
    """The mean of the recalls of both classes, so that answering always the same gives 0.5.

    Source: Brodersen et al. 2010; SummEdits and SummaC report it. The item's score is 1 where the judge is right. With
    one class only it is that class's recall. The area under the ROC curve of the judge's scores: `roc_auc`.
    """
    given, gold = np.asarray(said, dtype=np.bool_), np.asarray(supported, dtype=np.bool_)
    right = given == gold

    def balanced(picks: Sample) -> float:
        drawn, marked = right[picks], gold[picks]
        return float(np.mean([drawn[marked == one].mean() for one in (True, False) if (marked == one).any()]))

    return resampled(balanced, [float(one) for one in right])
