"""Hold the HTTP API to its OpenAPI document with schemathesis: `python -m tests.fuzz.contract --seeds 1 2 3`.

The server is a real one, with the page, over a new home with the bundled briefs, and everybody may edit it. It connects to no
other host: addresses that are to be added cannot be fetched, which is one of the answers that the document has.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman import Dragoman, ui
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.api.mcp import server as tools
from dragoman.assistant.settings import Settings
from dragoman.web.server import running
from tests.offline import offline

FOLDER = Path(__file__).parent
OPEN = Access(editing=True, local=True)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the API, the tools for models and the page over a home with the bundled briefs; yield the address."""
    with Dragoman.open(home, Settings(model=None)) as dragoman:
        dragoman.welcome()
        app = application(dragoman, OPEN)
        tools.mount(app, dragoman, local=True)
        with running(ui.mount(dragoman, app, OPEN)) as address:
            yield address


def checked(address: str, *options: str) -> int:
    """Run schemathesis against a server; return its exit code, which is 0 if it finds nothing."""
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(FOLDER / "schemathesis.toml")]
    command += ["--no-color", "run", f"{address}/api/openapi.json", "--warnings", "off", "--continue-on-failure"]
    # Elsewhere, so that what it remembers of a run is not left in the checkout.
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([*command, *options], cwd=folder, check=False).returncode


def main() -> int:
    """Check with each seed; 1 if anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    options.add_argument("--examples", type=int, default=100, help="generated requests for each operation and phase")
    given = options.parse_args()
    found = 0
    for seed in given.seeds:
        with tempfile.TemporaryDirectory() as folder, offline(), served(Path(folder) / "home") as address:
            found |= checked(address, "--seed", str(seed), "--max-examples", str(given.examples))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
