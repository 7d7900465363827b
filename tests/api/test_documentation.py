"""The OpenAPI document and docs/api.md: every route, and examples that are true."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from openapi_spec_validator import validate
from prometheus_client.parser import text_string_to_metric_families

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.api.errors import _KINDS, _STATUS
from dragoman.web.server import running

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(curl .+?)```\n\n```(json|text)\n(.+?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Dragoman.open(tmp_path_factory.mktemp("documented") / "home") as opened:
        opened.welcome()
        with running(application(opened, Access(editing=True, local=True))) as address:
            yield address


def routes(dragoman: Dragoman) -> list[tuple[str, str]]:
    app = application(dragoman, Access(editing=False, local=True))
    found = [one for one in app.routes if isinstance(one, APIRoute) and one.include_in_schema]
    return [(method, one.path_format) for one in found for method in sorted(one.methods)]


def test_the_openapi_document_is_valid_and_has_every_route(http: httpx.Client, dragoman: Dragoman) -> None:
    document = http.get("/api/openapi.json").json()
    # The validator takes patterns for Python's, which have no `\p{…}`; JSON Schema's have.
    validate(json.loads(re.sub(r"\\\\p\{\w\}", "x", json.dumps(document))))
    described = {(method.upper(), path) for path, one in document["paths"].items() for method in one}
    assert described == set(routes(dragoman))
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            assert one["summary"] and one["description"], path
            content = next(told for status, told in one["responses"].items() if status in ("200", "202"))["content"]
            schema = content.get("application/json", {}).get("schema", {})
            assert "$ref" in schema or path == "/metrics", f"{method} {path} describes its answer"
            problem = "/OpenAIProblem" if path.startswith("/v1") else "/Problem"
            for status in one["responses"].keys() - {"200", "202"} - ({"503"} if path == "/ready" else set()):
                assert int(status) in (*_KINDS, *dict(_STATUS).values())
                content = one["responses"][status].get("content")
                if content is None:
                    assert status == "400" and "plain text" in one["responses"][status]["description"]
                    continue
                assert content["application/json"]["schema"]["$ref"].endswith(problem), f"{method} {path} {status}"
    for name, shape in document["components"]["schemas"].items():
        assert shape.get("description") or name.startswith(("HTTPValidation", "Validation")), name


def test_no_page_loads_scripts_from_elsewhere(http: httpx.Client) -> None:
    assert http.get("/docs").status_code == http.get("/redoc").status_code == 404


def test_the_page_names_every_route(dragoman: Dragoman) -> None:
    for method, path in routes(dragoman):
        assert f"`{method} {path}`" in PAGE, f"{method} {path}"


def test_the_page_names_every_status_and_metric(http: httpx.Client) -> None:
    table = PAGE[PAGE.index("| status | when |") : PAGE.index("## Who is let in")]
    documented = set(re.findall(r"\b[45]\d\d\b", table))
    assert documented == {str(status) for status in (*_KINDS, *(status for _, status in _STATUS))}
    counted = {one.name for one in text_string_to_metric_families(http.get("/metrics").text)}
    for name in counted:
        if name.endswith("_created"):  # the client library's own, of every counter
            continue
        assert f"`{name}" in PAGE, name


def matches(shown: Any, real: Any) -> bool:
    """Whether `shown` is an excerpt of `real`; `…` stands for anything."""
    if shown == "…":
        return True
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(name in real and matches(one, real[name]) for name, one in shown.items())
    if isinstance(shown, list) and shown:
        return isinstance(real, list) and len(real) >= len(shown) and all(map(matches, shown, real))
    return bool(shown == real)


@pytest.mark.parametrize(("command", "kind", "shown"), EXAMPLES, ids=[one[0].split()[2] for one in EXAMPLES])
def test_examples_are_true(editable: str, command: str, kind: str, shown: str) -> None:
    words = shlex.split(command.replace("\\\n", " "))
    url = next(one for one in words if one.startswith("localhost:7860"))
    body = words[words.index("-d") + 1] if "-d" in words else None
    headers = dict([words[words.index("-H") + 1].split(": ")]) if "-H" in words else {}
    method = "GET" if body is None else "POST"
    address = url.replace("localhost:7860", editable)
    response = httpx.request(method, address, content=body, headers=headers, timeout=60)
    if kind == "text":
        assert [line for line in response.text.splitlines() if line.startswith("event")] == shown.splitlines()
    else:
        assert matches(json.loads(shown), response.json()), response.text


def test_there_is_an_example_of_every_kind_of_answer() -> None:
    assert len(EXAMPLES) >= 12
