"""Texts that speak of the code are held to it."""

import re
from pathlib import Path

from typer.main import get_command

from dragoman.assistant.settings import Settings
from dragoman.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    pages = "\n".join([README, *(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))])
    documented = set(re.findall(r"^\| `(DRAGOMAN_\w+)`", pages, re.MULTILINE))
    assert len(documented) <= 15
    assert documented == {f"DRAGOMAN_{name.upper()}" for name in Settings.model_fields}


def test_every_command_is_documented() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    table = README[README.index("| command | does |") : README.index("Every command that uses the index takes")]
    table += (ROOT / "docs" / "models.md").read_text(encoding="utf-8")  # has `dragoman doctor`
    for name, command in commands.items():
        assert f"`{name}" in table or f"{name} " in table, name
        for part in getattr(command, "commands", {}):
            assert part in table, f"{name} {part}"


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_exported_names_are_there() -> None:
    import dragoman

    for name in dragoman.__all__:
        assert getattr(dragoman, name).__doc__


def test_the_docs_import_public_names_only() -> None:
    import dragoman

    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    texts = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    imported = {
        name.strip() for names in re.findall(r"from dragoman import ([\w, ]+)", texts) for name in names.split(",")
    }
    assert imported
    assert imported <= set(dragoman.__all__)
    assert dragoman.__all__ == sorted(dragoman.__all__)
