"""The golden set on the bundled briefs (`evals/suites/briefs`): the right answers are spans of the briefs."""

from pathlib import Path
from typing import get_args

from ...assistant.library.sources import BRIEFS_FOLDER
from ...assistant.quotes.report import QuoteVerdict
from ...corpus.errors import InputError
from ...corpus.readers import read
from ...corpus.types import Document
from ..run_file import PlacedText
from .rows import Row, content, digest, json_lines
from .types import Suite, SuiteItem

FOLDER = Path(__file__).with_name("briefs")
FILES = ("questions", "unanswerable", "false_premise", "conversations", "disagreements", "quotations")
_CHECKED = ("speaker", "publisher", "said_on")


def load(folder: Path = FOLDER, library: Path = BRIEFS_FOLDER) -> Suite:
    """Load the suite; its hash covers these files and all briefs.

    Raises:
        InputError: a row lacks a field, repeats an id, or quotes words that its brief does not have.
    """
    briefs = sorted(library.glob("*.md"))
    documents = {path.stem: _brief(path) for path in briefs}
    items: list[SuiteItem] = []
    seen: dict[str, str] = {}
    for name in FILES:
        for row in json_lines(folder / f"{name}.jsonl"):
            item = _item(name, row, documents)
            if item.id in seen:
                raise row.wrong("id", f"{item.id!r} stands in {seen[item.id]} already; ids must differ")
            seen[item.id] = row.where
            items.append(item)
    files = [folder / f"{name}.jsonl" for name in FILES]
    return Suite(
        name="briefs",
        sha256=digest(*(content(path) for path in (*files, *briefs))),
        items=tuple(items),
        sources=(library,),
        names={document.id: name for name, document in documents.items()},
    )


def _brief(path: Path) -> Document:
    found = next(iter(read(path)))
    if not isinstance(found, Document):
        raise InputError(f"{path} has no text ({found.reason})")
    return found


def _item(name: str, row: Row, documents: dict[str, Document]) -> SuiteItem:
    key = row.text("id")
    if name == "questions":
        return SuiteItem(
            key, "question", row.text("question"), gold=_gold(row, "gold", documents), answers=row.texts("answers")
        )
    if name == "unanswerable":
        return SuiteItem(key, "unanswerable", row.text("question"), note=row.text("why"))
    if name == "false_premise":
        gold = (_place(row.row("contradicted_by"), documents),) if row.has("contradicted_by") else ()
        return SuiteItem(key, "false_premise", row.text("question"), gold=gold, note=row.text("premise"))
    if name == "conversations":
        *earlier, last = row.texts("turns", least=2)
        return SuiteItem(key, "conversation", last, earlier=tuple(earlier), gold=_gold(row, "gold", documents))
    if name == "quotations":
        return _quotation(key, row, documents)
    return SuiteItem(key, "disagreement", row.text("question"), gold=_gold(row, "versions", documents, 2))


def _quotation(key: str, row: Row, documents: dict[str, Document]) -> SuiteItem:
    expected = row.row("expected")
    verdict = expected.text("verdict")
    if verdict not in get_args(QuoteVerdict):
        raise expected.wrong("verdict", f"is {verdict!r}, not one of {', '.join(get_args(QuoteVerdict))}")
    gold = (_place(row, documents, "span_quote"),) if row.has("span_quote") else ()
    pieces = tuple(_place(one, documents) for one in row.rows("pieces")) if row.has("pieces") else ()
    return SuiteItem(
        key,
        "quotation",
        row.text("quote"),
        gold=gold + pieces,
        answers=(verdict,),
        attribution=tuple((name, row.text(name)) for name in _CHECKED if row.has(name)),
        expected_checks=(
            *((name, expected.text(name)) for name in _CHECKED if expected.has(name)),
            *(("flags", flag) for flag in (expected.texts("flags") if expected.has("flags") else ())),
        ),
    )


def _gold(row: Row, name: str, documents: dict[str, Document], least: int = 1) -> tuple[PlacedText, ...]:
    return tuple(_place(one, documents) for one in row.rows(name, least=least))


def _place(row: Row, documents: dict[str, Document], field: str = "quote") -> PlacedText:
    name, quote = row.text("document"), row.text(field)
    if name not in documents:
        raise row.wrong("document", f"{name!r} is not a bundled brief")
    start = documents[name].text.find(quote)
    if start < 0:
        raise row.wrong(field, f"is not in the brief {name!r}")
    return PlacedText(quote, name, start, start + len(quote))
