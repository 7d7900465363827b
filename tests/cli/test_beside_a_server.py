"""While a server runs, a shell adds, rebuilds and restores; the server goes on with what is there then."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from dragoman.index.folder.locks import writers
from tests.command import ROOT, run

QUESTION = "How many ships did envoy Zorblatt demand from the harbour of Quux?"


@pytest.fixture(scope="module")
def home(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return briefs_home(tmp_path_factory.mktemp("served") / "home")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[httpx.Client]:
    """A `dragoman serve` in a process of its own."""
    environment = {**os.environ, "DRAGOMAN_HOME": str(home)}
    command = [sys.executable, "-m", "dragoman.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        [address] = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        with httpx.Client(base_url=address, timeout=60) as http:
            http.post("/api/ask", json={"question": "Who met in Cairo?"}).raise_for_status()  # opens Chroma
            yield http
        process.send_signal(signal.SIGINT)
        process.wait(60)


def answered(server: httpx.Client) -> str:
    reply = server.post("/api/ask", json={"question": QUESTION})
    assert reply.status_code == 200, reply.text
    return " ".join(claim["text"] for claim in reply.json()["claims"])


def test_a_shell_beside_a_server(home: Path, server: httpx.Client, tmp_path: Path) -> None:
    assert "seven ships" not in answered(server)
    assert run("index", "backup", str(tmp_path / "before.sqlite"), home=home).returncode == 0
    report = tmp_path / "zorblatt.txt"
    report.write_text("Envoy Zorblatt demanded seven ships from the harbour of Quux.", encoding="utf-8")
    done = run("ingest", str(report), home=home)
    assert done.returncode == 0, done.stderr
    assert "seven ships" in answered(server)
    assert run("index", "rebuild", home=home).returncode == 0
    assert "seven ships" in answered(server)
    done = run("index", "restore", str(tmp_path / "before.sqlite"), home=home)
    assert done.returncode == 0, done.stderr
    assert "seven ships" not in answered(server)
    done = run("index", "restore", "--latest", home=home)
    assert "before-restore" in done.stderr
    assert "seven ships" in answered(server)
    until = time.monotonic() + 60
    while server.get("/api/stats").json()["unsent"] and time.monotonic() < until:
        answered(server)
        time.sleep(0.2)
    assert server.get("/api/stats").json()["unsent"] == 0, "the server has filled Chroma anew"
    listed = json.loads(run("index", "backups", "--json", home=home).stdout)
    assert [one["reason"] for one in listed] == ["before-restore", "before-restore", "before-rebuild"]
    assert {one["documents"] for one in listed} == {33, 34}
    row = json.loads(run("documents", "zorblatt", "--json", home=home).stdout)["documents"][0]
    assert run("remove", row["id"], home=home).returncode == 0
    assert "seven ships" not in answered(server)


def test_a_command_waits_its_turn_and_can_be_interrupted(home: Path, tmp_path: Path) -> None:
    report = tmp_path / "late.txt"
    report.write_text("Envoy Quibble came late to the harbour of Quux.", encoding="utf-8")
    environment = {**os.environ, "DRAGOMAN_HOME": str(home), "PYTHONUNBUFFERED": "1"}

    def begun() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "dragoman.cli", "ingest", str(report)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line == f"waiting for another process that is writing to {home}; Ctrl-C stops waiting\n"
        return process

    with writers(home, 0, lambda _: None):
        first = begun()
        first.send_signal(signal.SIGINT)
        _, err = first.communicate(timeout=60)
        assert first.returncode not in (0, 3), "stopped, and not by a bug"
        assert "Traceback" not in err
        second = begun()
    out, err = second.communicate(timeout=60)
    assert second.returncode == 0, err
    assert out.startswith("1 added")
