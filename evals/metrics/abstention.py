"""Answering and abstaining: how often a question is answered that can be, and that cannot be."""

from collections.abc import Sequence

from evals.metrics.scored import Scored, mean


def answered_rate(abstained: Sequence[bool]) -> Scored:
    """The share of answerable questions that are answered: 1 - abstained, over questions the corpus does answer."""
    return mean([float(not one) for one in abstained])


def false_answer_rate(abstained: Sequence[bool]) -> Scored:
    """The same over questions the corpus cannot answer: how often an answer is given that cannot be right."""
    return mean([float(not one) for one in abstained])


def refusal_rate(abstained: Sequence[bool], corrected: Sequence[bool] | None = None) -> Scored:
    """The share of questions without an answer that are refused, or whose false premise is corrected where that is given."""
    return mean([float(a or c) for a, c in zip(abstained, corrected or [False] * len(abstained), strict=True)])
