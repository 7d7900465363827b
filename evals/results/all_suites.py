"""Every suite that there is, for `evals/RESULTS.md`: the bundled ones, the open data that is at hand, speed and peers."""

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
    """All runs with their floors, and the peers (interpreters by name) on the folder in SQuAD form.

    Pass over folders that are no suite, and report each with `say`.
    """
    pinned = gate.load()
    runs = [gate.with_floors(runner.run_named(name, settings, quiet=False), pinned) for name in BUNDLED]
    others: list[PeerResult] = []
    folders = sorted(path for path in data.iterdir() if path.is_dir()) if data.is_dir() else []
    if not folders:
        say(f"{data} has no folders of open data: only the bundled suites are run")
    for folder in folders:
        try:
            suite = loader.load(str(folder))
        except InputError as error:
            say(f"passed over: {error}")
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
