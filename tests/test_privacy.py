"""Nothing leaves the machine, and nothing is written outside the home."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
WATCHED = """
import socket, sys
tried = []

def refused(self, address, *_):
    tried.append(address)
    raise OSError("no network here")

socket.socket.connect = refused
socket.socket.connect_ex = refused
socket.getaddrinfo = lambda *address, **_: refused(None, address)
sys.argv = ["dragoman", "ask", "Who leads Egyptian General Intelligence?", "--json"]
from dragoman import cli
try:
    cli.main()
finally:
    print("tried:", tried, file=sys.stderr)
"""


def test_a_first_answer_without_network_in_an_empty_home(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DRAGOMAN_", "CI", "XDG_"))}
    environment["HOME"] = str(tmp_path)
    call = [sys.executable, "-c", WATCHED]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment, check=True)
    assert "Rashad" in done.stdout
    assert "tried: []" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [".dragoman"]
