"""The `dragoman eval` commands that need open data: fit weights, measure judges and speed, write the results page."""

from pathlib import Path
from typing import Annotated

import typer

from ..corpus.errors import InputError
from .evals import JsonOut, settings_for, show_run
from .evals import evals as evals
from .options import HomeOption, print_json, say


@evals.command()
def calibrate(
    data: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder with corpus.jsonl and queries.jsonl in SQuAD format.")
    ],
    out: Annotated[Path | None, typer.Option(help="The weights file to write (default: the installed one).")] = None,
    background: Annotated[list[Path] | None, typer.Option(help="JSONL files with other texts, such as news.")] = None,
) -> None:
    """Fit the weights for search, answer sentences and abstention on open data."""
    from importlib.resources import files

    from ..evals.calibration.retrieval import main

    to = out or Path(str(files("dragoman.index.retrieval").joinpath("weights.json")))
    made = main(data, to, background or []).made
    for name, value in made["cross_validated"].items():
        print(f"{name.replace('_', ' ')}: {value:.3f}")
    print(f"written to {to}")


Only = Annotated[list[str] | None, typer.Option(help="abstention, indexing, cold or killed (default: all).")]
Data = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A folder with corpus.jsonl and queries.jsonl, or with such folders.")
]


@evals.command()
def calibrate_support(
    data: Annotated[
        list[Path], typer.Argument(metavar="FOLDER…", help="Claims judged by people, in SummEdits or BUMP format.")
    ],
    entailment: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Entailment sets, one SOURCE.jsonl.gz each, to fit to as well."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The weights file to write (default: the installed one).")] = None,
) -> None:
    """Fit the score of `support` on claims judged by people, and measure it on sets that are left out."""
    from importlib.resources import files

    from ..evals.calibration.verification import main

    to = out or Path(str(files("dragoman.assistant.verification").joinpath("weights.json")))
    made = main(data, to, entailment, say)
    for name, found in made["measured"].items():
        low, high = found["auc_interval"]
        precision = "none called supported" if found["precision"] is None else f"precision {found['precision']:.2f}"
        print(f"{name}: AUC {found['auc']:.3f} ({low:.2f} to {high:.2f}), {precision}, recall {found['recall']:.2f}")
    print(f"expected calibration error: {made['expected_calibration_error']:.3f}")
    print(f"written to {to}")


@evals.command()
def calibrate_alignment(
    data: Annotated[Path, typer.Argument(metavar="FOLDER", help="Entailment sets, one SOURCE.jsonl.gz each.")],
    out: Annotated[Path | None, typer.Option(help="The weights file to write (default: the installed one).")] = None,
) -> None:
    """Train the model that aligns claims with evidence, which the score of `support` uses."""
    from importlib.resources import files

    from ..evals.calibration.alignment_training import main

    to = out or Path(str(files("dragoman.assistant.verification").joinpath("alignment.npz")))
    print(f"ROC-AUC of entailment, held out: {main(data, to, say):.3f}")
    print(f"written to {to}")


@evals.command()
def judge(
    name: Annotated[
        str,
        typer.Argument(
            metavar="MODULE:CALLABLE|COMMAND",
            help="A function of a claim and a list of texts, or a command that reads and writes JSON lines.",
        ),
    ],
    data: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER…", help="Claims judged by people: SummEdits, BUMP, or SOURCE.jsonl.gz files."),
    ] = None,
    limit: Annotated[int, typer.Option("-n", min=1, help="The most claims of each set.")] = 1000,
    json_out: JsonOut = None,
) -> None:
    """Measure anybody's judge of claims, on open sets and on sentences of the briefs with a known change."""
    from dataclasses import asdict

    from ..evals.judges.external_judge import judge_named
    from ..evals.judges.judge_figures import as_table, judged_sets, measure_judge
    from ..evals.report.files import require_writable

    if json_out not in (None, "-"):
        require_writable(Path(json_out))
    called = judge_named(name)
    figures = []
    for one in judged_sets(data or [], limit):
        say(f"{one.name}: {len(one.rows):,} claims")
        figures.append(measure_judge(called, one))
    if json_out == "-":
        print_json([asdict(one) for one in figures], indent=1)
        return
    if json_out:
        with Path(json_out).open("w", encoding="utf-8") as file:
            print_json([asdict(one) for one in figures], indent=1, stream=file)
        say(f"written to {json_out}")
    print(as_table(figures))


@evals.command()
def calibrate_attribution(
    data: Annotated[Path, typer.Argument(metavar="FILE", help="Labelled articles, one JSON object a line.")],
    out: Annotated[Path | None, typer.Option(help="The weights file to write (default: the installed one).")] = None,
) -> None:
    """Fit the weights that say who said what in news, on articles whose attributions people labelled."""
    from importlib.resources import files

    from ..evals.calibration.attribution import main

    to = out or Path(str(files("dragoman.corpus.utterances").joinpath("weights.json")))
    for how, figures in main(data, to, say).items():
        print(f"{how}: " + ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in figures.items()))
    print(f"written to {to}")


@evals.command()
def measure(data: Data, only: Only = None, json_out: JsonOut = None) -> None:
    """Measure speed, a cold start, questions about removed articles, and recovery from killed runs."""
    from ..evals.bench import measure as measured
    from ..evals.suites import squad

    folder = next((one for one in (data, data / "squad2") if (one / "queries.jsonl").exists()), None)
    if folder is None:
        say(f"nothing was measured: neither {data} nor its folder squad2 has a queries.jsonl")
        return
    show_run(measured.run(squad.load(folder), only, say), json_out)


@evals.command()
def results(
    data: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder of suites; every folder in it that is a suite is run.")
    ],
    peers: Annotated[
        list[str] | None,
        typer.Option("--peer", metavar="NAME=PYTHON", help="langchain or txtai, and its Python interpreter."),
    ] = None,
    speed: Annotated[bool, typer.Option(help="Also measure speed, a cold start and killed runs.")] = True,
    out: Annotated[Path | None, typer.Option(help="The file to write (default: evals/RESULTS.md).")] = None,
    record: Annotated[bool, typer.Option(help="Add the figures to evals/history.jsonl.")] = True,
    home: HomeOption = None,
) -> None:
    """Run all suites and peers, and write the results page."""
    from ..evals.results import all_suites
    from ..evals.results import results_page as results
    from ..evals.run_file import record as add_to_history

    runs, others = all_suites.run_all(data, _peers(peers or []), settings_for(home), say, speed=speed)
    page = results.markdown(runs, others)
    (out or results.FILE).write_text(page, encoding="utf-8")
    for run in runs if record else ():
        add_to_history(run)
    print(page)


def _peers(named: list[str]) -> dict[str, str]:
    split = {name: python for name, sign, python in (one.partition("=") for one in named) if sign and python}
    if len(split) != len(named):
        raise InputError("a peer is given as NAME=PYTHON, such as langchain=/path/to/python")
    return split
