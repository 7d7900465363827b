"""Load a suite by name, or from a file or folder whose format is recognised by its fields."""

from collections.abc import Callable
from pathlib import Path

from ...corpus.errors import InputError
from . import alce, beir, claims, golden, mtrag, ragas, ragchecker, squad
from .rows import content, json_lines, parsed
from .types import Suite

NAMED: dict[str, Callable[[], Suite]] = {"briefs": golden.load}
"""The bundled suites of questions."""

FORMS = (
    "BEIR (corpus.jsonl, queries.jsonl, qrels/), SQuAD (corpus.jsonl, queries.jsonl with 'relevant'; or its own JSON), "
    "MTRAG tasks ('turns', 'contexts'), RAGAS ('user_input' or 'question'), RAGChecker ('results'), ALCE ('data' with "
    "'output'), claims ('document', 'claim', 'supported') or BUMP ('article', 'reference_summary', 'edited_summary')"
)


def load(name: str) -> Suite:
    """Load the suite.

    Raises:
        InputError: there is no suite of this name or at this path, or its data cannot be used.
    """
    if name in NAMED:
        return NAMED[name]()
    path = Path(name)
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise InputError(f"there is no suite {name!r}; name one of {', '.join(NAMED)}, or an existing file or folder")
    return _file(path)


def _folder(path: Path) -> Suite:
    if (path / "queries.jsonl").exists():
        return beir.load(path) if (path / "qrels").is_dir() else squad.load(path)
    files = sorted(one for kind in ("*.jsonl", "*.json") for one in path.glob(kind))
    if len(files) != 1:
        raise InputError(f"{path} has no known format; give {FORMS}")
    return _file(files[0])


def _file(path: Path) -> Suite:
    if path.suffix == ".json":
        value = parsed(content(path), path.name)
        if isinstance(value, dict) and isinstance(value.get("data"), list):
            first: object = next(iter(value["data"]), None)
            return squad.load_json(path) if isinstance(first, dict) and "paragraphs" in first else alce.load(path)
        return ragchecker.load(path)
    fields = set(json_lines(path)[0].values)
    if fields & {"turns", "input"}:
        return mtrag.load(path)
    if fields & {"user_input", "question"}:
        return ragas.load(path)
    if fields & {"claim", "summary", "reference_summary", "edited_summary", "article", "supported"}:
        return claims.load(path)
    raise InputError(f"{path.name} line 1 has no known format; give {FORMS}")
