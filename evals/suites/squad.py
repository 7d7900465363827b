"""Questions with gold answers: folders in SQuAD format, and SQuAD's own JSON files.

A folder has `corpus.jsonl` (`_id, title, text`) and `queries.jsonl` (`_id, text, relevant, answers, answerable`).
Source of the JSON form: Rajpurkar et al. 2018, SQuAD 2.0. A question with `answerable` false (`is_impossible`) has a passage
that seems to answer it and does not; the passage stays in the corpus.
"""

from pathlib import Path

from ..run_file import PlacedText
from .beir import corpus
from .rows import Row, content, digest, json_lines, parsed, unique
from .types import Suite, SuiteItem, SuiteText

FIELDS = {"gold": "relevant", "answers": "answers"}
_TRAPS = "asked about passages that stay in the corpus and only seem to answer"
REMARKS = dict.fromkeys(("false-answer rate", "refused or corrected", "AUROC", "AURC"), _TRAPS)


def load(folder: Path) -> Suite:
    """Load the suite of a folder.

    Raises:
        InputError: a line lacks a field, repeats an id, or names an unknown passage.
    """
    documents = unique(json_lines(folder / "corpus.jsonl"), "_id", "id")
    queries = unique(json_lines(folder / "queries.jsonl"), "_id", "id")
    return Suite(
        name=folder.resolve().name,
        path=str(folder),
        sha256=digest(*(content(folder / name) for name in ("corpus.jsonl", "queries.jsonl"))),
        items=tuple(_item(key, row, documents) for key, row in queries.items()),
        corpus=corpus(documents),
        fields=FIELDS,
        remarks=REMARKS,
    )


def load_json(path: Path) -> Suite:
    """Load the suite of a file such as `dev-v2.0.json`."""
    texts: list[SuiteText] = []
    items: dict[str, SuiteItem] = {}
    for article in Row(path.name, parsed(content(path), path.name)).rows("data", least=1):
        title = article.text("title", empty=True)
        for number, paragraph in enumerate(article.rows("paragraphs")):
            document = SuiteText(f"{title}#{number}", title.replace("_", " "), paragraph.text("context"))
            texts.append(document)
            for row in paragraph.rows("qas"):
                item = _asked(row, document.id)
                if item.id in items:
                    raise row.wrong("id", f"{item.id!r} stands in the file already; ids must differ")
                items[item.id] = item
    return Suite(
        name=path.stem,
        path=str(path),
        sha256=digest(content(path)),
        items=tuple(items.values()),
        corpus=tuple(texts),
        fields=FIELDS,
        remarks=REMARKS,
    )


def _asked(row: Row, document: str) -> SuiteItem:
    impossible = row.has("is_impossible") and row.flag("is_impossible")
    answers = tuple(dict.fromkeys(one.text("text") for one in row.rows("answers")))
    if not impossible and not answers:
        raise row.wrong("answers", "is empty, and the question is not marked as impossible")
    return SuiteItem(
        row.text("id"),
        "unanswerable" if impossible else "question",
        row.text("question"),
        gold=(PlacedText("", document),),
        answers=() if impossible else answers,
    )


def _item(key: str, row: Row, documents: dict[str, Row]) -> SuiteItem:
    answerable = row.flag("answerable") if row.has("answerable") else True
    relevant = row.texts("relevant", least=1 if answerable else 0)
    for one in relevant:
        if one not in documents:
            raise row.wrong("relevant", f"names {one!r}, which is not in corpus.jsonl")
    return SuiteItem(
        key,
        "question" if answerable else "unanswerable",
        row.text("text"),
        gold=tuple(PlacedText("", one) for one in dict.fromkeys(relevant)),
        answers=row.texts("answers") if answerable and row.has("answers") else (),
    )
