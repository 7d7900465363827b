"""Fifty kills in a process of their own: it forks, so it must not have the threads of this one. `make test-chaos` runs more."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_is_lost_doubled_or_unreachable_after_fifty_kills() -> None:
    call = [sys.executable, "-m", "tests.chaos.run", "--kills", "50", "--seed", "1"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
