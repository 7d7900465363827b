"""The imports between our own files, read from the source text."""

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
LAYERS = (("corpus",), ("index",), ("assistant",), ("evals", "api"), ("web",), ("ui",), ("cli",), ("scripts",))
"""From the lowest up: a file imports from its own folder and from lower layers only."""

T = TypeVar("T")
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


@cache
def files() -> tuple[Path, ...]:
    """Every source file, as a path from the root."""
    found = [ROOT / "ui.py", *(path for name in RANK if name != "ui" for path in (ROOT / name).rglob("*.py"))]
    return tuple(sorted(path.relative_to(ROOT) for path in found))


@cache
def arrows() -> Mapping[Path, frozenset[Path]]:
    """Each file with the files it imports from, wherever the statement stands in it."""
    return {path: frozenset(_imported(path)) - {path} for path in files()}


def _imported(path: Path) -> Iterable[Path]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1] if node.level <= len(path.parents) else None
            assert folder is not None, f"{path}: an import leaves the package"
            base = folder.joinpath(*(node.module or "").split(".")) if node.module else folder
            for alias in node.names:
                options = [base / f"{alias.name}.py", base / alias.name / "__init__.py", base / "__init__.py"]
                if node.module:
                    options.insert(2, base.with_name(f"{base.name}.py"))
                yield from [option for option in options if option in _known()][:1]


@cache
def _known() -> frozenset[Path]:
    return frozenset(files())


def circles(graph: Mapping[T, Iterable[T]]) -> list[list[T]]:
    """Groups of nodes each of which can be reached from every other one of its group (Tarjan 1972)."""
    index: dict[T, int] = {}
    low: dict[T, int] = {}
    stack: list[T] = []
    found: list[list[T]] = []

    def visit(node: T) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for after in graph.get(node, ()):
            if after not in index:
                visit(after)
                low[node] = min(low[node], low[after])
            elif after in stack:
                low[node] = min(low[node], index[after])
        if low[node] == index[node]:
            at = stack.index(node)
            group, stack[at:] = stack[at:], []
            if len(group) > 1:
                found.append(group)

    for node in graph:
        if node not in index:
            visit(node)
    return found
