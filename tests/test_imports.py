"""Imports go one way: corpus → index → assistant → evals → ui.py, cli.py."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ("corpus", "index", "assistant", "evals", "web", "ui", "cli")
FILES = sorted(
    path
    for name in ORDER
    for path in ([ROOT / f"{name}.py"] if (ROOT / f"{name}.py").exists() else (ROOT / name).rglob("*.py"))
)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    house = path.relative_to(ROOT).parts[0].removesuffix(".py")
    later = ORDER[ORDER.index(house) + 1 :]
    if house == "web":
        later = ("cli", "ui")
    # One page of the house is allowed to start the other: `dragoman serve`.
    assert not imported(path) & set(later), f"{house} must not import what comes after it"


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_help_needs_no_library_that_is_slow_to_import() -> None:
    assert not modules_after("import cli") & {"torch", "chromadb", "openvino", "sqlalchemy", "gradio", "numpy", "mcp"}


def test_asking_needs_neither_torch_nor_a_web_server() -> None:
    found = modules_after(
        "from assistant import Dragoman; from index.encoder import PackagedEncoder; PackagedEncoder()"
    )
    assert not found & {"torch", "transformers", "sentence_transformers", "gradio", "sklearn", "mcp"}
