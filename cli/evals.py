"""`dragoman eval …`. Each command only parses its options, and imports what it needs: `--help` stays fast."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.errors import InputError
from ..corpus.wording import counted
from .options import HomeOption, Json, print_json, say

if TYPE_CHECKING:
    from ..assistant.settings import Settings
    from ..evals.report.files import ReportPaths
    from ..evals.run_file import EvalRun

evals = typer.Typer(
    help="Measure answers, and fit the weights that Dragoman ships with.", no_args_is_help=True, rich_markup_mode=None
)

Metrics = Annotated[
    list[str] | None, typer.Option(help="Metrics, such as hit@1,AUROC (default: all that the data allows).")
]
JsonOut = Annotated[
    str | None, typer.Option("--json", metavar="OUT", help="Write the run as JSON (- for standard output).")
]
Html = Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Write an HTML report.")]
Markdown = Annotated[
    Path | None, typer.Option("--markdown", metavar="OUT", help="Write a Markdown report for a pull request.")
]
Junit = Annotated[
    Path | None, typer.Option("--junitxml", metavar="OUT", help="Write JUnit XML for continuous integration.")
]
Baseline = Annotated[
    Path | None, typer.Option("--baseline", metavar="RUN.json", help="An earlier run to compare with.")
]


@evals.command()
def run(
    suite: Annotated[
        str, typer.Argument(metavar="SUITE|PATH", help="A bundled suite (briefs or quotes), or a file or folder.")
    ],
    metrics: Metrics = None,
    json_out: JsonOut = None,
    html: Html = None,
    markdown: Markdown = None,
    junitxml: Junit = None,
    baseline: Baseline = None,
    record: Annotated[bool, typer.Option("--record", help="Add the figures to evals/history.jsonl.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask every question again, and ignore saved answers.")] = False,
    cases: Annotated[int, typer.Option("-n", min=1, help="quotes: number of generated quotations.")] = 3000,
    seed: Annotated[int, typer.Option(help="quotes: seed of the generator.")] = 0,
    outside: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="quotes: reports that are not in the index.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Ask a suite's questions and score the answers.

    Answers are saved: an interrupted run continues where it stopped, and other metrics need no new answers. The suite
    `quotes` generates true and altered quotations from the indexed documents, and checks them all.
    """
    from ..evals.report.files import ReportPaths, require_writable
    from ..evals.run_file import record as add_to_history
    from ..evals.runs import gate, runner

    reports = ReportPaths(html, markdown, junitxml, baseline)
    reports.check()
    if json_out not in (None, "-"):
        require_writable(Path(json_out))
    settings = settings_for(home)
    if suite == runner.QUOTES and not metrics:
        made = _quotes(cases, seed, outside or [], home)
    else:
        made = runner.run_named(suite, settings, metrics=_split(metrics), fresh=fresh, quiet=False)
    made = gate.with_floors(made, gate.load())
    show_run(made, json_out)
    _report(made, reports)
    if record:
        add_to_history(made)


def _quotes(cases: int, seed: int, outside: list[str], home: Path | None) -> "EvalRun":
    """Check quotations generated from the documents of the home; the gate always uses those of the bundled briefs."""
    from ..assistant.runtime.progress import bar
    from ..evals import quotes
    from .options import opened, welcome

    elsewhere = quotes.sentences(outside)
    with opened(home, lasting=True) as dragoman:
        welcome(dragoman)
        with bar("Checking quotations", "quotations") as progress:
            return quotes.run(dragoman, cases, seed, outside=elsewhere, progress=progress)


@evals.command()
def score(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Answers: Dragoman's (JSONL), or rows of RAGAS, RAGChecker or ALCE.")
    ],
    suite: Annotated[
        str | None,
        typer.Option(metavar="SUITE|PATH", help="The suite that Dragoman's answers belong to, by their ids."),
    ] = None,
    metrics: Metrics = None,
    json_out: JsonOut = None,
    html: Html = None,
    markdown: Markdown = None,
    junitxml: Junit = None,
    baseline: Baseline = None,
) -> None:
    """Score the saved answers of Dragoman or of another system."""
    import time

    from ..assistant.factory import judge_of
    from ..assistant.settings import Settings
    from ..evals.report.files import ReportPaths
    from ..evals.runs import dragoman_answers, runner
    from ..evals.suites.loader import load

    reports = ReportPaths(html, markdown, junitxml, baseline)
    reports.check()
    started = time.perf_counter()
    if dragoman_answers.is_answer_file(file):
        answered = dragoman_answers.load(file, load(suite) if suite else None)
        lacking = dragoman_answers.unanswered(file, answered)
        if lacking:
            say(f"{file.name} has no answer to {lacking} of {len(answered.items)} items; they count as not answered")
    elif suite:
        raise InputError(
            f"{file.name} has its own questions; leave out --suite, or give answers of `dragoman ask --jsonl`"
        )
    else:
        answered = dragoman_answers.require_outcomes(load(str(file)))
    made = runner.score_outcomes(answered, answered.outcomes, _split(metrics), started, judge=judge_of(Settings()))
    show_run(made, json_out)
    _report(made, reports)


@evals.command()
def report(
    file: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run written by `eval run --json`.")],
    html: Html = None,
    markdown: Markdown = None,
    junitxml: Junit = None,
    baseline: Baseline = None,
) -> None:
    """Write reports of a saved run; without options, print Markdown."""
    from ..evals.report import markdown as as_markdown
    from ..evals.report.files import ReportPaths
    from ..evals.run_file import EvalRun

    made, reports = EvalRun.load(file), ReportPaths(html, markdown, junitxml, baseline)
    reports.check()
    if html or markdown or junitxml:
        _report(made, reports)
    else:
        print(as_markdown(made, reports.load_baseline()), end="")


def _report(made: "EvalRun", reports: "ReportPaths") -> None:
    from ..evals.report.files import write_reports

    for path in write_reports(made, reports):
        say(f"written to {path}")


@evals.command()
def compare(
    first: Annotated[Path, typer.Argument(metavar="A.json", help="A run written by `eval run --json`.")],
    second: Annotated[Path, typer.Argument(metavar="B.json", help="Another run on the same items.")],
    as_json: Json = False,
) -> None:
    """Compare two runs item by item: differences (B minus A) with paired 95 % intervals."""
    from ..evals.report.tables import differences
    from ..evals.run_file import EvalRun
    from ..evals.runs.compare import compare as compare_runs

    a, b = EvalRun.load(first), EvalRun.load(second)
    found = compare_runs(a, b)
    if a.data_sha256 != b.data_sha256:
        say("The two runs used different data; only items with the same id are compared.")
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        print(f"{first} → {second}\n{differences(found)}")


@evals.command()
def gate(
    suites: Annotated[
        list[str] | None, typer.Argument(metavar="SUITE|PATH…", help="Default: the bundled suites that have floors.")
    ] = None,
    pin: Annotated[
        bool, typer.Option("--pin", help="Write the measured figures, less a margin, as the new floors.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask every question again, and ignore saved answers.")] = False,
    home: HomeOption = None,
) -> None:
    """Check figures against the floors in evals/gate.toml.

    Exit code 1: a figure misses its floor; 2: the data has changed since the floors were set.
    """
    from ..evals.report.tables import table
    from ..evals.runs import gate as gates
    from ..evals.runs import runner
    from ..evals.suites.loader import NAMED

    settings = settings_for(home)
    missed = 0
    pinned = gates.load()
    for name in suites or [name for name in (*NAMED, runner.QUOTES) if name in pinned] or ["briefs"]:
        made = runner.run_named(name, settings, fresh=fresh, quiet=False)
        if pin:
            gates.pin(made)
        checked = gates.require_floors(made, gates.load())
        print(table(checked))
        missed += len(gates.missed_floors(checked))
    if missed:
        say(f"{counted(missed, 'figure')} below the floor")
        raise typer.Exit(1)


@evals.command()
def export(
    source: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run written by `eval run --json`.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    to: Annotated[str, typer.Option(metavar="ragas|ragchecker|alce", help="The tool that will judge the answers.")],
) -> None:
    """Write a run's answers in the format of another evaluation tool."""
    from ..evals import exports
    from ..evals.run_file import EvalRun

    written, left = exports.export(EvalRun.load(source), to, out)
    say(f"{written} answers written to {out}" + (f"; {left} items have no reference and were left out" if left else ""))


def _split(names: list[str] | None) -> list[str] | None:
    return [name.strip() for listed in names for name in listed.split(",") if name.strip()] if names else None


def show_run(run: "EvalRun", json_out: str | None) -> None:
    """Print a table of the run's figures, or the run as JSON where `json_out` is `-`; another `json_out` is a file."""
    from ..evals.report.tables import table

    if json_out == "-":
        print_json(asdict(run), indent=1)
        return
    if json_out:
        run.save(json_out)
        say(f"written to {json_out}")
    print(table(run))


def settings_for(home: Path | None) -> "Settings":
    """Return the settings, with this home if one is given."""
    from ..assistant.settings import Settings

    return Settings() if home is None else Settings(home=home)
