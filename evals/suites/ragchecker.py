"""Files in RAGChecker's format: `{"results": [{query_id, query, gt_answer, response, retrieved_context: [{doc_id, text}]}]}`.

Source: Ru et al. 2024, RAGChecker, and the `RAGResult` of its code.
"""

from pathlib import Path

from ..run_file import PlacedText
from .ragas import response_outcome
from .rows import Pool, Row, content, output_suite, parsed, unique
from .types import Suite, SuiteItem

FIELDS = {
    "gold": "gold",
    "answers": "gt_answer",
    "claims": "response",
    "response": "response",
    "retrieved": "retrieved_context",
}


def load(path: Path) -> Suite:
    """Load the suite of a JSON file, with the responses as outcomes.

    Raises:
        InputError: a result lacks a field, or repeats an id; the message names the result's number and the field.
    """
    value = parsed(content(path), path.name)
    pool = Pool()
    items, outcomes = [], []
    whole = Row(path.name, value if isinstance(value, dict) else {"results": value})
    for key, row in unique(whole.rows("results", least=1), "query_id").items():
        contexts = row.rows("retrieved_context")
        found = tuple(PlacedText(one.text("text"), pool.add(one.text("text"))) for one in contexts)
        items.append(
            SuiteItem(
                key,
                "question",
                row.text("query"),
                answers=(row.text("gt_answer"),),
                evidence=tuple(place.text for place in found),
            )
        )
        outcomes.append(response_outcome(key, row.text("response", empty=True), found))
    return output_suite(path, items, pool, outcomes, FIELDS)
