"""Choosing a model, what is said of it, and what leaves the machine."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from dragoman.assistant.diagnostics import examine
from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.generation.model_factory import chat_model
from dragoman.assistant.generation.model_name import ModelName
from dragoman.assistant.generation.provider_errors import classify
from dragoman.assistant.langchain import DragomanRetriever, search_tool
from dragoman.assistant.settings import Settings
from dragoman.corpus.errors import InputError, MissingExtra, ModelFailed
from dragoman.evals.bench.openai_server import Server, serving
from tests import command
from tests.assistant.writers import QUESTION
from tests.command import Done

ROOT = Path(__file__).parents[3]
KEY = "sk-this-is-secret"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def home(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return briefs_home(tmp_path_factory.mktemp("home"))


def run(*arguments: str, home: Path, **settings: str) -> Done:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"OPENAI_API_KEY": KEY, **settings}.items():
            patch.setenv(name, value)
        return command.run(*arguments, home=home)


def scripted(server: Server) -> dict[str, str]:
    return {"DRAGOMAN_MODEL": "openai:scripted", "DRAGOMAN_MODEL_URL": server.url}


def test_a_missing_extra_is_named() -> None:
    named = ModelName("groq", "some-model", None)
    with pytest.raises(MissingExtra, match="pip install langchain-groq"):
        chat_model(named, Settings(model="groq:some-model"))


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(InputError, match="nowhere"):
        chat_model(ModelName("nowhere", "x", None), Settings(model="nowhere:x"))


def test_a_missing_folder_is_a_fault_of_the_model(tmp_path: Path) -> None:
    with pytest.raises(ModelFailed, match="could not be loaded"):
        chat_model(ModelName("huggingface", str(tmp_path / "none"), None), Settings(model="huggingface:x"))


@pytest.mark.parametrize("url", ["127.0.0.1:80", "file:///etc/passwd", "http://"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(InputError, match="DRAGOMAN_MODEL_URL"):
        ModelName.of(Settings(model="openai:x", model_url=url))


def test_no_password_is_shown_in_an_address() -> None:
    assert ModelName("openai", "x", "http://me:secret@host:8080/v1").place == "http://host:8080/v1"


def test_doctor_without_a_model(home: Path) -> None:
    done = run("doctor", home=home)
    assert done.returncode == 0, done.stderr
    assert "are quoted" in done.stdout
    assert KEY not in done.stdout


def test_doctor_with_a_model(home: Path, server: Server) -> None:
    done = run("doctor", "--json", home=home, **scripted(server))
    assert done.returncode == 0, done.stdout + done.stderr
    found = {one["name"]: one["told"] for one in json.loads(done.stdout)["findings"]}
    assert "answers, and has the model" in found["reached"]
    assert "written by openai:scripted" in found["answers"]
    assert found["key"] == "OPENAI_API_KEY is set"
    assert KEY not in done.stdout
    assert server.requests == [], "nothing was asked"


def test_doctor_where_nobody_answers(home: Path) -> None:
    done = run("doctor", home=home, DRAGOMAN_MODEL="openai:x", DRAGOMAN_MODEL_URL="http://127.0.0.1:9/v1")
    assert done.returncode == 1
    assert "does not answer" in done.stdout
    assert "are quoted until this is mended" in done.stdout
    done = run("doctor", home=home, DRAGOMAN_MODEL="groundless")
    assert done.returncode == 1
    assert "provider:name" in done.stdout


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("anthropic:some", "set ANTHROPIC_API_KEY"),
        ("groq:some", "langchain-groq"),
        ("huggingface:/nowhere", "no folder"),
    ],
)
def test_doctor_finds_what_is_missing(home: Path, model: str, told: str) -> None:
    done = run("doctor", home=home, DRAGOMAN_MODEL=model, ANTHROPIC_API_KEY="")
    assert done.returncode == 1
    assert told in done.stdout


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"judge": "groundless"}, "DRAGOMAN_JUDGE names no provider"),
        ({"nli": "/nowhere/nli"}, "DRAGOMAN_NLI"),
        ({"encoder": "/nowhere/encoder"}, "DRAGOMAN_ENCODER"),
    ],
)
def test_doctor_looks_at_every_model_that_is_named(settings: dict[str, str], told: str) -> None:
    found = examine(Settings(**settings), {"documents": 1})
    assert [one.state for one in found if told in one.told] == ["wrong"]


def test_doctor_says_what_judges() -> None:
    told = {one.name: one.told for one in examine(Settings(judge="ollama:small"), {"documents": 1})}
    assert "rules, then ollama:small" in told["judge"]


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    def wait(given: str) -> float | None:
        request = httpx.Request("POST", "http://127.0.0.1/")
        response = httpx.Response(429, headers={"Retry-After": given}, request=request)
        return classify(httpx.HTTPStatusError("429", request=request, response=response)).wait

    assert wait("90") == 90
    assert wait("-3") == 0
    later = wait(format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
    assert later is not None and 3000 < later <= 3601
    assert wait("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert wait("soon") is None and wait("nan") is None


def test_a_trace_has_the_whole_run(home: Path, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "trace.jsonl"
    done = run("ask", QUESTION, "--json", "--trace", str(path), home=home, **scripted(server))
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["mode"] == "writing"
    assert answer["trace"]["tokens_in"] == 321
    assert answer["trace"]["fallback"] is None
    (written,) = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert written["answer"]["claims"] == answer["claims"]
    (call,) = written["calls"]
    assert [message["role"] for message in call["messages"]] == ["system", "user"]
    assert call["reply"].startswith('{"claims"')
    assert KEY not in path.read_text(encoding="utf-8")


WATCHED = """
import socket, sys
real, tried, port = socket.socket.connect, [], int(sys.argv[1])

def connect(self, address, *_):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[:2] != ("127.0.0.1", port):
        tried.append(address)
        raise OSError("no network here")
    return real(self, address)

def named(host, *rest, **more):
    if host not in ("127.0.0.1", b"127.0.0.1", None):
        tried.append(host)
        raise OSError("no network here")
    return looked_up(host, *rest, **more)

looked_up, socket.getaddrinfo, socket.socket.connect = socket.getaddrinfo, named, connect
sys.argv = ["dragoman", "ask", "Which factions signed the joint statement in Cairo?", "--json"]
from dragoman import cli
try:
    cli.main()
finally:
    print("tried:", tried, file=sys.stderr)
"""


def test_only_the_model_that_is_named_is_ever_contacted(home: Path, server: Server) -> None:
    tracing = dict.fromkeys(("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"), "true")
    environment = {**os.environ, **scripted(server), **tracing, "DRAGOMAN_HOME": str(home), "OPENAI_API_KEY": KEY}
    environment["LANGSMITH_API_KEY"] = "lsv2-not-real"
    port = server.url.split(":")[2].split("/")[0]
    call = [sys.executable, "-c", WATCHED, port]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment, check=True)
    assert json.loads(done.stdout)["mode"] == "writing"
    assert "tried: []" in done.stderr


def test_without_a_model_langchain_is_not_imported(home: Path) -> None:
    code = (
        "import sys; from dragoman import Dragoman\n"
        f"with Dragoman.open({str(home)!r}) as d: d.ask({QUESTION!r})\n"
        "print(*(m for m in sys.modules if m.split('.')[0] in ('langchain', 'langchain_core', 'langsmith', 'openai')))"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DRAGOMAN_MODEL"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    assert done.stdout.split() == []


def test_spans_where_the_program_uses_opentelemetry(home: Path, server: Server) -> None:
    code = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
kept, provider = InMemorySpanExporter(), TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(kept))
trace.set_tracer_provider(provider)
from dragoman import Dragoman
with Dragoman.open() as dragoman:
    dragoman.ask("Which factions signed the joint statement in Cairo?")
print([(span.name, dict(span.attributes)) for span in kept.get_finished_spans()])
"""
    environment = {**os.environ, **scripted(server), "DRAGOMAN_HOME": str(home), "OPENAI_API_KEY": KEY}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    for part in ("dragoman.search", "chat scripted", "dragoman.check", "'gen_ai.usage.input_tokens': 321"):
        assert part in done.stdout
    assert "factions" not in done.stdout


def test_the_example_in_the_docs_runs(server: Server, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    server.says("I have searched.")
    environment = {**os.environ, "OPENAI_API_KEY": KEY, "OPENAI_API_BASE": server.url, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", code]
    done = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert "Rashad" in done.stdout
    assert "Dragoman brief on" in done.stdout
    assert "I have searched." in done.stdout


def test_the_retriever_and_the_tool_give_citations_that_hold(home: Path) -> None:
    with Dragoman.open(home, Settings(model=None)) as dragoman:
        found = DragomanRetriever(dragoman=dragoman, k=4).invoke(QUESTION)
        assert len(found) == 4
        for one in found:
            document = dragoman.show(one.metadata["document_id"])
            passage = one.metadata["passage"]
            assert one.page_content == document.text[passage["start"] : passage["end"]]
        tool = search_tool(dragoman, k=3)
        message = tool.invoke({"type": "tool_call", "id": "1", "name": tool.name, "args": {"query": QUESTION}})
        assert len(message.artifact) == 3
        for row in message.artifact:
            assert row["evidence"]["text"] in message.content
            assert f"{row['document_id']} {row['evidence']['start']}:{row['evidence']['end']}" in message.content
