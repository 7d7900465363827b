"""Rows in RAGAS's format: another system's answers and, with their contexts pooled as a corpus, a suite to run.

Today's fields are `user_input, retrieved_contexts, response, reference, reference_contexts`; the older spelling is
`question, contexts, answer, ground_truth`. Source: RAGAS, `SingleTurnSample` of its documentation.
"""

from pathlib import Path

from ...corpus.segment import segment
from ..run_file import AnswerStatement, PlacedText
from .rows import Pool, Row, json_lines, output_suite, unique
from .types import ItemOutcome, Suite, SuiteItem

FIELDS = {
    "gold": "reference_contexts",
    "answers": "reference",
    "claims": "response",
    "response": "response",
    "retrieved": "retrieved_contexts",
}


def load(path: Path) -> Suite:
    """Load the suite of a JSONL file, with the responses as outcomes.

    Raises:
        InputError: a line lacks the question, repeats an id, or has a field of the wrong kind.
    """
    pool = Pool()
    items: list[SuiteItem] = []
    outcomes: list[ItemOutcome] = []
    for key, row in unique(json_lines(path), "id", "_id", numbered=True).items():
        contexts = _texts(row, "retrieved_contexts", "contexts")
        found = tuple(PlacedText(text, pool.add(text)) for text in contexts)
        reference_contexts = _texts(row, "reference_contexts")
        items.append(
            SuiteItem(
                key,
                "question",
                row.text("user_input", "question"),
                gold=tuple(
                    PlacedText("", name) for name in dict.fromkeys(pool.add(text) for text in reference_contexts)
                ),
                answers=_reference(row),
                evidence=contexts,
            )
        )
        if row.has("response", "answer"):
            outcomes.append(response_outcome(key, row.text("response", "answer", empty=True), found))
    return output_suite(path, items, pool, outcomes, FIELDS)


def response_outcome(key: str, response: str, found: tuple[PlacedText, ...]) -> ItemOutcome:
    """Turn another system's response into an outcome; each sentence is a statement without citations."""
    sentences = [span.of(response) for span in segment(response).sentences] if response.strip() else []
    return ItemOutcome(key, response, tuple(AnswerStatement(one, ()) for one in sentences), found)


def _texts(row: Row, *names: str) -> tuple[str, ...]:
    return tuple(one for one in row.texts(*names) if one.strip()) if row.has(*names) else ()


def _reference(row: Row) -> tuple[str, ...]:
    if row.has("reference", "ground_truth"):
        return (row.text("reference", "ground_truth"),)
    return row.texts("ground_truths") if row.has("ground_truths") else ()
