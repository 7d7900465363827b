"""Outputs in ALCE's format: `{"data": [{question, answer, output, docs: [{title, text}]}]}`, citations as [1] in `output`.

Source: Gao et al. 2023, ALCE, and its evaluation script, which reads a citation by the document's place in `docs`.
"""

import re
from pathlib import Path

from ...corpus.segment import segment
from ..run_file import AnswerStatement, PlacedText
from .rows import Pool, Row, content, output_suite, parsed, unique
from .types import ItemOutcome, Suite, SuiteItem

_CITED = re.compile(r"\s*\[(\d+)\]")
FIELDS = {"gold": "gold", "answers": "answer", "claims": "output", "response": "output", "retrieved": "docs"}


def load(path: Path) -> Suite:
    """Load the suite of a JSON file, with the outputs as outcomes; a citation beyond `docs` cites nothing.

    Raises:
        InputError: a row lacks a field, or repeats an id; the message names its number and the field.
    """
    pool = Pool()
    items, outcomes = [], []
    rows = Row(path.name, parsed(content(path), path.name)).rows("data", least=1)
    for key, row in unique(rows, "id", numbered=True).items():
        found = tuple(PlacedText(one.text("text"), pool.add(one.text("text"))) for one in row.rows("docs"))
        answers = (row.text("answer"),) if row.values.get("answer") else ()
        items.append(
            SuiteItem(key, "question", row.text("question"), answers=answers, evidence=tuple(p.text for p in found))
        )
        output = row.text("output", empty=True)
        outcomes.append(ItemOutcome(key, output, _statements(output, found), found))
    return output_suite(path, items, pool, outcomes, FIELDS)


def _statements(output: str, docs: tuple[PlacedText, ...]) -> tuple[AnswerStatement, ...]:
    made = []
    for span in segment(output).sentences if output.strip() else ():
        sentence = span.of(output)
        cited = [int(number) for number in _CITED.findall(sentence)]
        places = tuple(docs[number - 1] for number in cited if 0 < number <= len(docs))
        made.append(AnswerStatement(_CITED.sub("", sentence).strip(), places))
    return tuple(made)
