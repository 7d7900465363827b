"""Each operation is killed twice, in a process apart: it forks, so it must not have the threads of this one.

`make test-chaos` runs more.
"""

import subprocess
import sys
from pathlib import Path

from tests.chaos.operations import OPERATIONS

ROOT = Path(__file__).parents[2]


def test_nothing_is_lost_doubled_or_unreachable_after_kills() -> None:
    call = [sys.executable, "-m", "tests.chaos.run", "--kills", str(2 * len(OPERATIONS)), "--seed", "1"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
