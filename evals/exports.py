"""Export a run's answers in the formats of other evaluation tools.

The fields follow the tools' documentation: RAGAS (`SingleTurnSample`, JSONL), RAGChecker (`RAGResult`, one JSON object with
`results`), ALCE (`data` with `question, answer, output, docs`; `output` has citations as [1] and is one line, because
ALCE's script cuts at the first line break).
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from ..corpus.errors import InputError
from ..corpus.segment import segment
from .run_file import EvalRun, ItemResult, PlacedText

ExportForm = Literal["ragas", "ragchecker", "alce"]
FORMS: tuple[ExportForm, ...] = get_args(ExportForm)

_CLAIMS = frozenset(("support", "quotation"))


def export(run: EvalRun, form: str, out: Path) -> tuple[int, int]:
    """Write the file in one step. Return the number of rows written and of items left out.

    Claims are left out, and items without a reference answer if the tool needs one.

    Raises:
        InputError: the format is unknown, or no item can be written in it.
    """
    if form not in FORMS:
        raise InputError(f"there is no format {form!r}; choose from {', '.join(FORMS)}")
    asked = [item for item in run.items if item.kind not in _CLAIMS]
    rows = [_ROWS[form](item) for item in asked if form == "ragas" or form == "alce" or reference(item)]
    if not rows:
        raise InputError(f"no item of this run can be written for {form}: it needs questions with a reference answer")
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(_content(form, rows), encoding="utf-8")
        part.replace(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error.strerror}); name a file in a folder that exists") from error
    return len(rows), len(run.items) - len(rows)


def reference(item: ItemResult) -> str:
    """Return the first gold answer, else the gold words; empty if the item has neither."""
    return next(iter(item.answers), next((place.text for place in item.gold if place.text), ""))


def response(item: ItemResult) -> str:
    """Return the statements of the answer, or its text if it has none (an abstention says so in words)."""
    return _line(" ".join(one.text for one in item.statements) or item.answer or "")


def _ragas(item: ItemResult) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": item.id,
        "user_input": item.question,
        "retrieved_contexts": [place.text for place in item.retrieved],
        "response": response(item),
    }
    if reference(item):
        row["reference"] = reference(item)
    gold = [place.text for place in item.gold if place.text and place.document]
    return {**row, "reference_contexts": gold} if gold else row


def _ragchecker(item: ItemResult) -> dict[str, Any]:
    return {
        "query_id": item.id,
        "query": item.question,
        "gt_answer": reference(item),
        "response": response(item),
        "retrieved_context": [
            {"doc_id": place.document or str(at), "text": place.text} for at, place in enumerate(item.retrieved, 1)
        ],
    }


def _alce(item: ItemResult) -> dict[str, Any]:
    docs = list(item.retrieved)
    said = []
    for statement in item.statements:
        numbers = dict.fromkeys(_number(place, docs) for place in statement.citations)
        marks = "".join(f"[{number}]" for number in numbers)
        said += [_marked(_line(span.of(statement.text)), marks) for span in segment(statement.text).sentences]
    return {
        "id": item.id,
        "question": item.question,
        "answer": reference(item),
        "output": " ".join(said) or response(item),
        "docs": [{"id": place.document, "title": place.document or "", "text": place.text} for place in docs],
        "qa_pairs": None,
    }


def _marked(sentence: str, marks: str) -> str:
    """Put citations before the full stop, so that ALCE's sentence splitter keeps them with the sentence."""
    if not marks:
        return sentence
    return f"{sentence[:-1]} {marks}{sentence[-1]}" if sentence[-1] in ".!?" else f"{sentence} {marks}."


def _number(place: PlacedText, docs: list[PlacedText]) -> int:
    """Return the number, from 1, of the document that contains the citation; add the citation if none does."""
    for at, one in enumerate(docs, 1):
        if one.document == place.document and place.text in one.text:
            return at
    docs.append(place)
    return len(docs)


def _line(text: str) -> str:
    return " ".join(text.split())


def _content(form: str, rows: Sequence[dict[str, Any]]) -> str:
    if form == "ragas":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return (
        json.dumps({"results": rows} if form == "ragchecker" else {"data": rows}, ensure_ascii=False, indent=1) + "\n"
    )


_ROWS: dict[str, Callable[[ItemResult], dict[str, Any]]] = {"ragas": _ragas, "ragchecker": _ragchecker, "alce": _alce}
