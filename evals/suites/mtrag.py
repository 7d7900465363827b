"""Conversations of MTRAG: the contexts of all tasks are pooled as the corpus, and the last turn is the question.

A task with contexts is asked twice: with its conversation (`conversation`), and with the last turn alone (`question`); the
difference shows what the conversation is worth. A task without contexts that is marked unanswerable should not be answered.

Source: Katsis et al. 2025, MTRAG. Both the fields of its files (`task_id, input, contexts, Answerability`) and the shorter
ones (`_id, turns, contexts, answerability`) are read.
"""

from pathlib import Path

from ...assistant.types import Turn
from ..run_file import PlacedText
from .rows import Pool, Row, content, digest, json_lines, unique
from .types import Suite, SuiteItem

ALONE = " (last turn alone)"


def load(path: Path) -> Suite:
    """Load the suite of a JSONL file.

    Raises:
        InputError: a line lacks a field, repeats an id, or gives two contexts one id.
    """
    pool = Pool()
    items: list[SuiteItem] = []
    for key, row in unique(json_lines(path), "_id", "task_id").items():
        turns = _turns(row)
        gold = tuple(PlacedText("", name) for name in dict.fromkeys(_contexts(row, pool)))
        question = turns[-1].content
        if gold:
            items.append(SuiteItem(key, "conversation", question, history=turns[:-1], gold=gold))
            items.append(SuiteItem(key + ALONE, "question", question, gold=gold))
        elif _unanswerable(row):
            items.append(SuiteItem(key, "unanswerable", question, history=turns[:-1]))
    if not pool.texts:
        raise row.wrong("contexts", "is empty in every row, so there is nothing to search")
    return Suite(
        name=path.resolve().parent.name if path.stem == "tasks" else path.stem,
        path=str(path),
        sha256=digest(content(path)),
        items=tuple(items),
        corpus=pool.texts,
        fields={"gold": "contexts", "answers": "targets"},
        remarks={
            **dict.fromkeys(("hit@1", "hit@3", "recall@5", "nDCG@10", "RR@10", "answered"), "the last turn alone"),
            **{f"follow-up {name}": "with the conversation" for name in ("hit@1", "hit@3", "recall@5")},
        },
    )


def _turns(row: Row) -> tuple[Turn, ...]:
    turns = []
    for one in row.rows("turns", "input", least=1):
        role = one.text("role", "speaker")
        if role not in ("user", "assistant", "agent"):
            raise one.wrong("role", f"is {role!r}, not user or assistant")
        turns.append(Turn("user" if role == "user" else "assistant", one.text("content", "text", empty=role != "user")))
    if turns[-1].role != "user":
        raise row.wrong("turns", "must end with a turn of the user")
    return tuple(turns)


def _contexts(row: Row, pool: Pool) -> list[str]:
    return [
        pool.add(
            one.text("text"),
            one.text("id", "document_id"),
            one.text("title", empty=True) if one.has("title") else "",
            one,
        )
        for one in (row.rows("contexts") if row.has("contexts") else ())
    ]


def _unanswerable(row: Row) -> bool:
    value = row.values.get("answerability", row.values.get("Answerability"))
    return "UNANSWERABLE" in (value if isinstance(value, list) else [value])
