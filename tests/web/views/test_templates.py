"""All templates: none turns escaping off, and each macro is used."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.imports import ROOT

TEMPLATES = sorted(
    path for folder in ("web", "assistant/render") for path in (ROOT / folder / "templates").glob("*.html")
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    filters = {one.name for one in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "forceescape", "xmlattr", "tojson", "urlize", "striptags"}
    assert not list(tree.find_all((nodes.MarkSafe, nodes.MarkSafeIfAutoescape, nodes.ScopedEvalContextModifier)))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_macro_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    others = "".join(one.read_text(encoding="utf-8") for one in TEMPLATES if one != path)
    code = "".join(
        one.read_text(encoding="utf-8") for folder in ("web", "assistant") for one in (ROOT / folder).rglob("*.py")
    )
    for name in re.findall(r"{% macro (\w+)", text):
        used = (
            len(re.findall(rf"\b{name}\(", text)) > 1
            or f"_html.{name}(" in code
            or re.search(rf"import [^%]*\b{name}\b", others)
        )
        assert used, name


@pytest.mark.parametrize("folder", ["web", "assistant/render"])
def test_markup_is_made_from_our_own_files_only(folder: str) -> None:
    made = {
        path.name: calls
        for path in (ROOT / folder).rglob("*.py")
        if (calls := re.findall(r"\bMarkup\(([^)]+)\)", path.read_text(encoding="utf-8")))
    }
    assert set(made) <= {"templating.py"}, made
