"""The pytest plugin in other projects: real runs of pytest in a separate folder."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
# A checkout whose package was installed before the plugin existed has no entry point yet.
INSTALLED = any(point.value == "dragoman.evals.plugin" for point in entry_points(group="pytest11"))
ELSEWHERE = ("-p", "no:schemathesis", "-p", "no:langsmith_plugin")
"""Plugins of packages that happen to be installed here, and are slow to import."""
REPORTS = {
    "harbour.txt": "Envoy Zorblatt demanded seven ships from the harbour of Quux.\n\nThe mayor of Quux refused on 3 May 2025.",
}
PASSING = """
    import pytest
    from dragoman.evals.asserts import assert_grounded as importable

    EVIDENCE = ["Envoy Zorblatt demanded seven ships from the harbour of Quux."]

    def test_asked(dragoman, assert_grounded, assert_cited):
        answer = dragoman.ask("How many ships did Envoy Zorblatt demand from the harbour of Quux?")
        assert_grounded(answer)
        assert_cited(answer)

    def test_text(assert_grounded):
        assert_grounded("Zorblatt demanded seven ships.", EVIDENCE)
        importable("Zorblatt demanded 7 ships.", EVIDENCE)

    def test_verbatim(assert_verbatim):
        assert_verbatim("demanded seven ships from the harbour of Quux")

    def test_abstains(assert_abstains):
        assert_abstains("Who won the 2022 football World Cup?")

    @pytest.mark.dragoman_suite("briefs", kind=("unanswerable", "question"), limit=3)
    def test_items(item):
        assert item.kind == "question" and item.gold
"""
FAILING = """
    import pytest

    EVIDENCE = ["Envoy Zorblatt demanded seven ships from the harbour of Quux."]

    def test_grounded(assert_grounded):
        assert_grounded("Envoy Zorblatt demanded nine ships from the harbour of Quux.", EVIDENCE)

    def test_cited(assert_cited):
        assert_cited("Zorblatt demanded seven ships [2].", EVIDENCE)

    def test_verbatim(assert_verbatim):
        assert_verbatim("demanded nine ships from the harbour of Quux")

    def test_abstains(assert_abstains):
        assert_abstains("How many ships did Envoy Zorblatt demand from the harbour of Quux?")
"""


def project(folder: Path, tests: str, settings: str = "dragoman_sources = reports") -> Path:
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text(f"[pytest]\naddopts = --strict-markers\n{settings}\n", encoding="utf-8")
    lines = [line.removeprefix("    ") for line in tests.splitlines()]
    (folder / "test_answers.py").write_text("\n".join(lines), encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str, home: Path | None = None) -> tuple[int, str, dict[str, str]]:
    """Run pytest; return the exit code, the output, and the failure of each test by its name (empty if it passed)."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DRAGOMAN_", "PYTEST_"))}
    environment["PYTHONPATH"] = str(ROOT)
    if home is not None:
        environment["DRAGOMAN_HOME"] = str(home)
    plugin = [] if INSTALLED else ["-p", "dragoman.evals.plugin"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        *plugin,
        *ELSEWHERE,
        "-p",
        "no:cacheprovider",
        "--junitxml=results.xml",
        *arguments,
    ]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    results = folder / "results.xml"
    cases = ElementTree.parse(results).getroot().iter("testcase") if results.exists() else ()
    told = {case.get("name", ""): "".join(problem.get("message", "") for problem in case) for case in cases}
    return done.returncode, done.stdout + done.stderr, told


def test_a_project_asks_its_own_reports(tmp_path: Path) -> None:
    code, output, told = run(project(tmp_path, PASSING))
    assert code == 0, output
    assert set(told) == {
        *("test_asked", "test_text", "test_verbatim", "test_abstains"),
        *("test_items[q001]", "test_items[q002]", "test_items[q003]"),
    }


def test_failures_name_the_unsupported_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    code, output, told = run(project(tmp_path, FAILING), home=home)
    assert code == 1, output
    assert "demanded [[nine]] ships" in told["test_grounded"]
    assert "cites what is not there (the evidence has 1)" in told["test_cited"]
    assert "demanded [[nine]] ships" in told["test_verbatim"] and "demanded [[seven]] ships" in told["test_verbatim"]
    assert "did not abstain" in told["test_abstains"] and "seven ships" in told["test_abstains"]
    assert "evals/asserts.py" not in output, "the traceback ends at the assertion"
    assert (home / "catalogue.sqlite3").exists() or list(home.iterdir()), "DRAGOMAN_HOME keeps the index"


def test_markers_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    wrong = {
        '"nosuch"': "there is no suite 'nosuch'",
        '"briefs", kind="riddle"': "there is no kind 'riddle'",
        '"rows.jsonl", kind="support"': "rows.jsonl has no items of the kind support",
        '"broken.jsonl"': "broken.jsonl",
    }
    row = '{"user_input": "Who?", "retrieved_contexts": ["He."], "response": "He.", "reference": "He."}'
    (tmp_path / "rows.jsonl").write_text(row, encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text('{"question": \n', encoding="utf-8")
    folder = project(tmp_path, "")
    for at, marker in enumerate(wrong):
        test = f"import pytest\n\n@pytest.mark.dragoman_suite({marker})\ndef test_items(item): ...\n"
        (folder / f"test_marker_{at}.py").write_text(test, encoding="utf-8")
    code, output, _ = run(folder)
    assert code == 2 and "4 errors" in output, output
    for said in wrong.values():
        assert said in output
    assert "Traceback" not in output and "pluggy" not in output.partition("collected")[2]


def test_an_empty_home_and_an_unusable_source_are_reported(tmp_path: Path) -> None:
    tests = "def test_one(dragoman): ...\n"
    code, output, _ = run(project(tmp_path, tests, "dragoman_home = kept"))
    assert code == 1 and "holds no documents" in output
    (tmp_path / "pytest.ini").write_text("[pytest]\ndragoman_sources = nosuch.pdf\n", encoding="utf-8")
    code, output, _ = run(tmp_path)
    assert code == 1 and "nosuch.pdf" in output


def test_the_plugin_costs_other_projects_nothing() -> None:
    code = "import sys, pytest; before = set(sys.modules); import dragoman.evals.plugin; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) <= {"dragoman", "dragoman.evals", "dragoman.evals.plugin"}


def test_assertions_import_no_library_for_statistics_or_models() -> None:
    code = "import sys; import dragoman.evals.asserts; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"scipy", "sklearn", "torch", "chromadb", "openvino"} & set(done.stdout.split())
