"""Run all suites for `evals/RESULTS.md`: the bundled suites, open data, speed and peers."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ...assistant.settings import Settings
from ...corpus.errors import InputError
from ..bench import measure
from ..run_file import EvalRun
from ..runs import gate, runner
from ..suites import loader, squad
from .peer_runs import PeerResult, run_peer

BUNDLED = (*loader.NAMED, runner.QUOTES)


def run_all(
    data: Path, peers: Mapping[str, str], settings: Settings, say: Callable[[str], None], *, speed: bool
) -> tuple[list[EvalRun], list[PeerResult]]:
    """Return all runs with their floors, and the results of the peers on folders in SQuAD format.

    `peers` are interpreters by the peer's name. Folders that are not suites are skipped and reported with `say`.
    """
    pinned = gate.load()
    runs = [gate.with_floors(runner.run_named(name, settings, quiet=False), pinned) for name in BUNDLED]
    others: list[PeerResult] = []
    folders = sorted(path for path in data.iterdir() if path.is_dir()) if data.is_dir() else []
    if not folders:
        say(f"{data} has no folders with open data: only the bundled suites are run")
    for folder in folders:
        try:
            suite = loader.load(str(folder))
        except InputError as error:
            say(f"skipped: {error}")
            continue
        found = gate.with_floors(runner.run(suite, settings, quiet=False), pinned)
        runs.append(found)
        if (folder / "queries.jsonl").exists():
            for name, python in peers.items():
                say(f"peer {name}")
                others.append(run_peer(name, python, suite, found))
            if speed:
                runs.append(measure.run(squad.load(folder), None, say))
    return runs, others
