"""Imports go one way: corpus → index → assistant → evals, api → web → ui → cli; no circle of files or folders."""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.imports import RANK, ROOT, arrows, circles, files


def top(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def test_every_import_of_ours_is_seen() -> None:
    assert len(files()) > 250
    assert Path("index/home.py") in arrows()[Path("assistant/dragoman.py")]
    assert Path("corpus/types.py") in arrows()[Path("assistant/types.py")]


def test_imports_never_run_upward() -> None:
    upward = [
        f"{path} imports {other}"
        for path, others in arrows().items()
        for other in others
        if top(path) != top(other) and RANK[top(other)] >= RANK[top(path)]
    ]
    assert not upward


def test_no_circle_of_files() -> None:
    assert not circles(arrows())


@pytest.mark.parametrize("package", sorted(set(RANK) - {"ui"}))
def test_no_circle_of_folders(package: str) -> None:
    graph: dict[Path, set[Path]] = defaultdict(set)
    for path, others in arrows().items():
        for other in others:
            if top(path) == top(other) == package and folder(path) != folder(other):
                graph[folder(path)].add(folder(other))
    assert not circles(graph)


def folder(path: Path) -> Path:
    """The folder below the package that a file is in; a loose module stands for itself."""
    return Path(*path.parts[:2])


def test_packages_are_imported_by_relative_names_only() -> None:
    # An absolute name would find another project's `evals`, or a second copy of ours.
    text = {path: (ROOT / path).read_text(encoding="utf-8").splitlines() for path in files()}
    absolute = [
        f"{path}:{number}"
        for path, lines in text.items()
        for number, line in enumerate(lines, 1)
        for name in (*RANK, "dragoman")
        if line.strip().startswith((f"from {name}.", f"from {name} import", f"import {name}.", f"import {name} "))
    ]
    assert not absolute


def test_few_loose_modules_in_assistant() -> None:
    loose = [path.name for path in files() if path.parent == Path("assistant") and path.name != "__init__.py"]
    assert len(loose) <= 6, loose


def test_the_diagram_agrees_with_the_imports() -> None:
    diagram = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("```mermaid")[1].split("```")[0]
    paths = {name: Path(path) for name, path in re.findall(r'(\w+)\["([^"]+)"\]', diagram)}
    drawn = {(paths[one], paths[other]) for one, other in re.findall(r"^\s*(\w+)\S* --> (\w+)", diagram, re.MULTILINE)}
    assert len(drawn) > 30
    real = {(path, other) for path, others in arrows().items() for other in others}
    for one, other in drawn:
        assert any(below(path, one) and below(target, other) for path, target in real), f"{one} does not import {other}"
    # Every import between top-level packages follows arrows of the diagram.
    reached = {(top(one), top(other)) for one, other in drawn}
    while more := {(a, d) for a, b in reached for c, d in reached if b == c} - reached:
        reached |= more
    crossing = {(top(path), top(other)) for path, other in real if top(path) != top(other) and top(path) != "scripts"}
    assert crossing <= reached


def below(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_help_needs_no_library_that_is_slow_to_import() -> None:
    slow = {"torch", "chromadb", "openvino", "sqlalchemy", "gradio", "numpy", "mcp"}
    assert not modules_after("import dragoman.cli") & slow


def test_asking_needs_neither_torch_nor_a_web_server() -> None:
    found = modules_after(
        "from dragoman import Dragoman; from dragoman.index.encoding.encoder import PackagedEncoder; PackagedEncoder()"
    )
    assert not found & {"torch", "transformers", "sentence_transformers", "gradio", "sklearn", "mcp"}
