"""Citations: whether they support the statements that cite them (ALCE), and whether their offsets are right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .statistics import Score, mean

Supports = Callable[[str, Sequence[str]], bool]
"""A judge: returns whether the pieces of evidence, taken together, support the claim."""


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement of an answer with the texts that it cites."""

    text: str
    cited: tuple[str, ...]


def citation_recall(answers: Sequence[Sequence[CitedStatement]], supports: Supports) -> Score:
    """Return the share of an answer's statements that are supported by their citations, taken together.

    A statement without citations is not supported. Answers without statements (abstentions) do not count. For statements
    that repeat the words they cite, this is 1 by construction. Source: Gao et al. 2023, Enabling large language models to
    generate text with citations (ALCE).
    """
    return mean([sum(_supported(one, supports) for one in answer) / len(answer) for answer in answers if answer])


def citation_precision(answers: Sequence[Sequence[CitedStatement]], supports: Supports) -> Score:
    """Return the share of an answer's citations that are useful to their statement.

    A citation is useless if its statement is not supported by all its citations together, or if it does not support the
    statement alone and the others do without it. Answers without citations do not count. Source: as for
    `citation_recall`.
    """
    scores = []
    for answer in answers:
        useful = [one for statement in answer for one in _useful(statement, supports)]
        if useful:
            scores.append(sum(useful) / len(useful))
    return mean(scores)


def quotes_only(answers: Sequence[Sequence[CitedStatement]]) -> bool:
    """Return whether every statement repeats the words it cites, so that recall and precision mean nothing."""
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
    """A citation: `quote` should be `text[start:end]` of its document (`text` is `None` if the document is unknown)."""

    text: str | None
    start: int
    end: int
    quote: str

    @property
    def valid(self) -> bool:
        """Return whether the offsets give the quoted words."""
        return self.text is not None and 0 <= self.start < self.end and self.text[self.start : self.end] == self.quote


def citation_validity(citations: Sequence[Sequence[CitedSpan]]) -> Score:
    """Return the share of an item's citations that are valid; items without citations do not count."""
    return mean([sum(one.valid for one in item) / len(item) for item in citations if item])
