"""`dragoman eval …`: run, calibrate, measure. Parsing only; each command imports what it needs itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from assistant.console import HomeOption

evals = typer.Typer(help="Measure and calibrate.", no_args_is_help=True, rich_markup_mode=None)


@evals.command()
def run(
    suite: Annotated[str, typer.Argument(metavar="SUITE|PATH", help="A bundled suite (briefs), or a file or folder.")],
    metrics: Annotated[
        list[str] | None, typer.Option(help="Figures to measure, such as hit@1,AUROC (default: all the data can give).")
    ] = None,
    json_out: Annotated[
        str | None, typer.Option("--json", metavar="OUT", help="Write the run as JSON (- for standard output).")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask everything again, whatever is kept.")] = False,
    home: HomeOption = None,
) -> None:
    """Ask a suite's questions and score the answers; a killed run goes on, and scoring anew asks nothing again."""
    from assistant.settings import Settings
    from evals import running, show
    from evals.suites.loading import load

    settings = Settings() if home is None else Settings(home=home)
    made = running.run(load(suite), settings, metrics=_split(metrics), fresh=fresh, quiet=False)
    show.figures(made, json_out)


def _split(names: list[str] | None) -> list[str] | None:
    return [name.strip() for given in names for name in given.split(",") if name.strip()] if names else None


@evals.command()
def calibrate(
    data: Annotated[Path, typer.Argument(metavar="FOLDER", help="Holds corpus.jsonl and queries.jsonl in SQuAD form.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the weights (default: the installed ones).")] = None,
    background: Annotated[list[Path] | None, typer.Option(help="JSONL files of other texts, such as news.")] = None,
) -> None:
    """Fit the weights of searching, answering and abstaining on open data."""
    from importlib.resources import files

    from evals.calibrate import main

    to = out or Path(str(files("index").joinpath("weights.json")))
    made = main(data, to, background or []).made
    for name, value in made["cross_validated"].items():
        print(f"{name.replace('_', ' ')}: {value:.3f}")
    print(f"written to {to}")


@evals.command()
def measure(
    data: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Holds corpus.jsonl and queries.jsonl, or folders that do.")
    ],
    peers: Annotated[list[Path] | None, typer.Option("--peer", help="A peer's script; it gets the folder.")] = None,
    python: Annotated[list[str] | None, typer.Option("--peer-python", help="The interpreter for each --peer.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="abstention, indexing, cold or killed.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write (default: evals/RESULTS.md).")] = None,
) -> None:
    """Measure abstaining with articles removed, speed and killed runs, and write the results."""
    import sys

    from evals import measure as measured
    from evals import results
    from evals.data import load
    from index.rank import load_weights

    folder = next((one for one in (data, data / "squad2") if (one / "queries.jsonl").exists()), None)
    if folder is None:
        print(f"{data} has no queries.jsonl, neither itself nor in squad2/: nothing was measured")
        return

    def say(message: str) -> None:
        print(message, file=sys.stderr, flush=True)

    loaded = load(folder)
    steps: dict[str, Callable[[], list[measured.Figure]]] = {
        "abstention": lambda: measured.abstention(loaded, say),
        "indexing": lambda: measured.indexing(loaded, say),
        "cold": lambda: measured.cold(loaded, say),
        "killed": lambda: [measured.killed(loaded, say)],
    }
    others = [
        row
        for at, script in enumerate(peers or [])
        for row in measured.peer(script, (python or [sys.executable])[min(at, len(python or [1]) - 1)], folder, say)
    ]
    figures = [figure for name, step in steps.items() if not only or name in only for figure in step()]
    made = load_weights().made
    fitted = "the weights were fitted on other data"
    if made["data_sha256"] == loaded.sha256:
        crossed = ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in made["cross_validated"].items())
        fitted = f"the weights were fitted on this data; cross-validated by article: {crossed}"
    page = results.markdown(loaded, figures, others, fitted)
    (out or results.FILE).write_text(page, encoding="utf-8")
    print(page)
