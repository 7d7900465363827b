"""Citation recall and precision: whether what is cited supports what is said, in the sense of ALCE."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.metrics.scored import Scored, mean

Supports = Callable[[str, Sequence[str]], bool]
"""Whether these pieces of evidence, together, support a claim: a judge, NLI model or rule."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer with the texts that it cites."""

    text: str
    cited: tuple[str, ...]


def citation_recall(answers: Sequence[Sequence[Statement]], supports: Supports) -> Scored:
    """The share of an answer's statements that their citations, taken together, support; 0 for one that cites nothing.

    Answers without statements (abstentions) are not counted. Source: Gao et al. 2023, Enabling large language models to
    generate text with citations (ALCE). Where statements *are* the words cited, this is 1 by construction.
    """
    return mean([sum(_supported(one, supports) for one in answer) / len(answer) for answer in answers if answer])


def citation_precision(answers: Sequence[Sequence[Statement]], supports: Supports) -> Scored:
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


def trivial(answers: Sequence[Sequence[Statement]]) -> bool:
    """Whether every statement stands word for word in what it cites, so that recall and precision tell nothing."""
    statements = [one for answer in answers for one in answer]
    return bool(statements) and all(any(one.text in cited for cited in one.cited) for one in statements)


def _supported(statement: Statement, supports: Supports) -> bool:
    return bool(statement.cited) and supports(statement.text, statement.cited)


def _useful(statement: Statement, supports: Supports) -> list[bool]:
    if not _supported(statement, supports):
        return [False] * len(statement.cited)
    if len(statement.cited) == 1:
        return [True]
    return [
        supports(statement.text, (one,))
        or not supports(statement.text, (*statement.cited[:at], *statement.cited[at + 1 :]))
        for at, one in enumerate(statement.cited)
    ]
