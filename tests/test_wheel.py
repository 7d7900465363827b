"""The wheel holds one package and everything it needs, and works beside a project whose folders have our folders' names."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("corpus", "index", "assistant", "api", "web", "cli", "evals")
"""The folders at the repository's top that belong to the package."""
NOT_SHIPPED = {"evals/RESULTS.md", "evals/history.jsonl"}  # our own figures
THEIRS = """
from pathlib import Path
import sys

FOLDERS = ("api", "assistant", "cli", "corpus", "evals", "index", "web")

def test_dragoman_does_not_import_our_folders(assert_grounded, assert_abstains, dragoman):
    answer = dragoman.ask("How many ships did envoy Zorblatt demand?")
    assert_grounded(answer)
    assert "seven ships" in answer.claims[0].text
    assert_abstains("Who won the 2022 World Cup?")
    assert not set(FOLDERS) & set(sys.modules)

def test_our_folders_are_ours(pytestconfig):
    for name in FOLDERS:
        assert pytestconfig.rootpath in Path(__import__(name).__file__).parents

def test_the_package_comes_from_the_wheel():
    import dragoman
    from dragoman import Dragoman, Filters, Turn
    assert "installed" in Path(dragoman.__file__).parts
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy of this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    unwanted = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", "__pycache__", "*.egg-info", "build", "dist", "screenshots"
    )
    shutil.copytree(ROOT, folder / "source", ignore=unwanted)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    call([*pip, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, folder / "source"], folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder that the wheel is installed in."""
    folder = wheel.parent / "installed"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    call([*pip, "--no-deps", "--no-index", "--target", folder, wheel], wheel.parent)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has folders, and a module, with the names of ours."""
    for name in FOLDERS:
        if name != "cli":
            (tmp_path / name).mkdir()
            (tmp_path / name / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "cli.py").write_text("", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\ndragoman_sources = report.md\n", encoding="utf-8")
    (tmp_path / "report.md").write_text(
        "# Ships\n\nEnvoy Zorblatt demanded seven ships from the harbour of Quux on Monday.\n", encoding="utf-8"
    )
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_theirs.py").write_text(THEIRS, encoding="utf-8")
    return tmp_path


def call(command: Sequence[str | Path], cwd: Path, path: Path | None = None) -> str:
    """Run a command in `cwd`, with only `path` to import from besides the environment's own packages; give its output."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("DRAGOMAN_", "PYTEST_", "PYTHONPATH"))
    }
    environment = {**own, **({"PYTHONPATH": str(path)} if path else {})}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_nothing_but_our_name_is_at_the_top(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dragoman"}


def test_every_file_of_the_packages_is_there(wheel: Path) -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    ours = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts} - NOT_SHIPPED
    packed = {name.removeprefix("dragoman/") for name in names(wheel) if name.startswith("dragoman/")}
    assert packed == ours | {"__init__.py", "ui.py", "py.typed"}
    assert {
        "corpus/library/mina-2024-07-23.md",
        "index/retrieval/weights.json",
        "web/static/page.css",
        "py.typed",
    } <= packed


def test_the_licence_is_there(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in names(wheel))


def test_a_project_with_folders_of_the_same_names_runs_its_tests(installed: Path, project: Path) -> None:
    # `python -m pytest`, unlike the command `pytest`, puts the project's folders before everything that is installed.
    output = call([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], project, installed)
    assert "3 passed" in output


def test_the_facade_and_the_command_work_there(installed: Path, project: Path) -> None:
    code = "import dragoman; from dragoman import Dragoman; print(dragoman.__file__, Dragoman.__module__)"
    file, module = call([sys.executable, "-c", code], project, installed).split()
    assert Path(file).is_relative_to(installed)
    assert module == "dragoman.assistant.dragoman"
    assert "Usage: dragoman" in call([installed / "bin" / "dragoman", "--help"], project, installed)
