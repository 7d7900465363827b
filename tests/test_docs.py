"""The documentation agrees with the code."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import dragoman
from dragoman.assistant.settings import Settings
from dragoman.cli import app

ROOT = Path(__file__).parents[1]
PAGES = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))}


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"^\| `(DRAGOMAN_\w+)`", "\n".join(PAGES.values()), re.MULTILINE))
    assert len(documented) <= 20  # a setting has to earn its place
    assert documented == {f"DRAGOMAN_{name.upper()}" for name in Settings.model_fields}


def test_every_command_is_documented() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    table = PAGES["commands.md"]
    for name, command in commands.items():
        assert f"`{name}" in table or f"{name} " in table, name
        for part in getattr(command, "commands", {}):
            assert part in table, f"{name} {part}"


def test_the_commands_of_the_readme_exist() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    used = re.findall(
        r"^(?:\$ )?(?:\.venv/bin/)?(?:DRAGOMAN_\w+=\S+ )?dragoman (\w+)(.*)$", PAGES["README.md"], re.MULTILINE
    )
    assert len({name for name, _ in used}) >= 8
    for name, arguments in used:
        command = commands[name]
        if parts := getattr(command, "commands", None):
            command = parts[arguments.split()[0]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--[a-z-]+", arguments)) <= known, f"{name} {arguments}"


def test_the_outputs_in_the_readme_are_true(tmp_path: Path) -> None:
    shown = re.findall(r"^\$ dragoman (.+)\n((?:.*\n)*?)```", PAGES["README.md"], re.MULTILINE)
    assert len(shown) == 2
    for arguments, output in shown:
        done = CliRunner().invoke(app, [*shlex.split(arguments), "--home", str(tmp_path / "home")])
        assert done.stdout.startswith(output), done.stdout


@pytest.mark.parametrize("name", ["README.md", "python.md", "library.md", "history.md"])
def test_the_python_examples_run(
    name: str,
    briefs_home: Callable[[Path], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGES[name], re.DOTALL)
    briefs_home(tmp_path / "my-home")
    (tmp_path / "my-reports").mkdir()
    (tmp_path / "my-reports" / "harbour.txt").write_text("The joint statement closed the harbour.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, name, "exec"), {})
    assert capsys.readouterr().out.strip()


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8")):
            file = page.parent / target if target else page
            assert file.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in anchors(file), f"{page.name}: {target}#{anchor}"


def test_files_that_are_named_exist() -> None:
    tops = "api|assistant|cli|corpus|docs|evals|index|scripts|tests|web"
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for path in re.findall(rf"[`\"]((?:{tops})/[\w./-]*)[`\"]", page.read_text(encoding="utf-8")):
            assert (ROOT / path).exists(), f"{page.name}: {path}"


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_public_names_are_the_documented_ones() -> None:
    documented = re.findall(r"^\| `(\w+)` \|", PAGES["python.md"], re.MULTILINE)
    assert sorted(documented) == sorted(dragoman.__all__)
    for name in dragoman.__all__:
        assert getattr(dragoman, name).__doc__


def test_private_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="'dragoman' has no attribute 'Nothing'"):
        _ = dragoman.Nothing
