"""`docs/evals.md` agrees with the code: its example project runs, its commands and metrics exist."""

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from dragoman.cli import app
from dragoman.evals.metrics.registry import metric
from tests.evals.test_plugin import ELSEWHERE, INSTALLED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "evals.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
PROJECT = ("outputs.jsonl", "reports/quux.md", "pytest.ini", "test_answers.py")


def block(title: str) -> str:
    return next(content for _, name, content in BLOCKS if name == title)


@cache
def commands() -> tuple[str, ...]:
    return tuple(line for kind, _, content in BLOCKS if kind == "sh" for line in content.splitlines() if line)


def test_the_project_of_the_page_passes_and_a_wrong_answer_fails_with_its_unsupported_words(tmp_path: Path) -> None:
    for name in PROJECT:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(block(name), encoding="utf-8")
    tests, right = block("test_answers.py"), 'answer = "Zorblatt demanded seven ships."'
    assert tests.count(right) == 1
    wrong = tests.replace(right, right.replace("seven", "nine"))
    (tmp_path / "test_wrong.py").write_text(wrong, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DRAGOMAN_", "PYTEST_"))}
    plugin = [] if INSTALLED else ["-p", "dragoman.evals.plugin"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *ELSEWHERE, *plugin],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "1 failed, 13 passed" in done.stdout, done.stdout + done.stderr
    assert re.findall(r"^FAILED (\S+)::", done.stdout, re.M) == ["test_wrong.py"], "the page's own seven pass"
    shown = "\n".join(line.removeprefix("E").strip() for line in done.stdout.splitlines())
    for line in block("failure").splitlines():
        assert line.strip() in shown, line


@pytest.mark.parametrize("line", commands())
def test_commands_and_their_options_exist(line: str) -> None:
    words = shlex.split(line)
    if words[0] == "pytest":
        return
    assert words[0] == "dragoman"
    command, rest = get_command(app), words[1:]
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in rest if word.startswith("-")} <= known


def test_options_named_in_the_text_exist() -> None:
    group = get_command(app).commands["eval"]  # type: ignore[attr-defined]
    known = {name for command in group.commands.values() for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r"`(--[a-z]+)`", PAGE)) <= known


def test_metrics_exist() -> None:
    table = PAGE[PAGE.index("| metric | says |") : PAGE.index("Each figure comes")]
    rows = [row.split("|")[1] for row in table.splitlines()[2:] if row.startswith("|")]
    names = [name for row in rows for name in re.findall(r"`([^`]{2,})`", row)]
    assert len(names) > 15
    for name in names:
        metric(name)


def test_the_mutators_do_what_the_page_says() -> None:
    code = block("mutators")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    for said in re.findall(r"print\(.*\)\s+# (.*)", code):
        assert said in done.stdout
    assert len(done.stdout.splitlines()) > 5


def test_contents_lead_to_headings() -> None:
    headings = {
        "#" + re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in re.findall(r"^## (.+)", PAGE, re.M)
    }
    assert set(re.findall(r"\]\((#[^)]+)\)", PAGE)) == headings
