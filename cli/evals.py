"""`dragoman eval …`: run, calibrate, measure. Parsing only; each command imports what it needs itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.errors import InputError
from .options import HomeOption, Json, print_json, say

if TYPE_CHECKING:
    from ..evals.report.files import Wanted
    from ..evals.run_file import Figure, Run
    from ..evals.runs.compare import Difference
from collections.abc import Sequence
from dataclasses import asdict

evals = typer.Typer(help="Measure and calibrate.", no_args_is_help=True, rich_markup_mode=None)

Metrics = Annotated[
    list[str] | None, typer.Option(help="Figures to measure, such as hit@1,AUROC (default: all the data can give).")
]
JsonOut = Annotated[
    str | None, typer.Option("--json", metavar="OUT", help="Write the run as JSON (- for standard output).")
]
Html = Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Write a page that shows the run.")]
Markdown = Annotated[Path | None, typer.Option("--markdown", metavar="OUT", help="Write it for a pull request.")]
Junit = Annotated[Path | None, typer.Option("--junitxml", metavar="OUT", help="Write it for continuous integration.")]
Baseline = Annotated[
    Path | None, typer.Option("--baseline", metavar="RUN.json", help="A run that the reports compare with.")
]


@evals.command()
def run(
    suite: Annotated[
        str, typer.Argument(metavar="SUITE|PATH", help="A bundled suite (briefs, quotes), or a file or folder.")
    ],
    metrics: Metrics = None,
    json_out: JsonOut = None,
    html: Html = None,
    markdown: Markdown = None,
    junitxml: Junit = None,
    baseline: Baseline = None,
    record: Annotated[bool, typer.Option("--record", help="Add the figures to evals/history.jsonl.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask everything again, whatever is kept.")] = False,
    cases: Annotated[int, typer.Option("-n", min=1, help="quotes: how many quotations are made.")] = 3000,
    seed: Annotated[int, typer.Option(help="quotes: other quotations for another number.")] = 0,
    outside: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="quotes: reports that are not in the index.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Ask a suite's questions and score the answers; a killed run goes on, and scoring anew asks nothing again.

    The suite `quotes` makes quotations from whatever the home has indexed, true and changed ones, and checks them all.
    """
    from ..assistant.settings import Settings
    from ..evals.report.files import Wanted
    from ..evals.run_file import record as keep
    from ..evals.runs import gate, runner

    wanted = Wanted(html, markdown, junitxml, baseline)
    wanted.check()
    writable(json_out)
    settings = Settings() if home is None else Settings(home=home)
    if suite == runner.QUOTES and not metrics:
        made = _quotes(cases, seed, outside or [], home)
    else:
        made = runner.named(suite, settings, metrics=_split(metrics), fresh=fresh, quiet=False)
    made = gate.floored(made, gate.load())
    figures(made, json_out)
    _report(made, wanted)
    if record:
        keep(made)


def _quotes(cases: int, seed: int, outside: list[str], home: Path | None) -> "Run":
    """Quotations from whatever the home has indexed; the gate's are always those from the briefs."""
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
        Path, typer.Argument(metavar="FILE", help="Answers: ours (JSONL), RAGAS, RAGChecker or ALCE rows.")
    ],
    suite: Annotated[
        str | None, typer.Option(metavar="SUITE|PATH", help="What our answers are about, by their ids.")
    ] = None,
    metrics: Metrics = None,
    json_out: JsonOut = None,
    html: Html = None,
    markdown: Markdown = None,
    junitxml: Junit = None,
    baseline: Baseline = None,
) -> None:
    """Score answers that a system has given already."""
    import time

    from ..assistant.factory import judge_of
    from ..assistant.settings import Settings
    from ..evals.report.files import Wanted
    from ..evals.runs import dragoman_answers, runner
    from ..evals.suites.loading import load

    wanted = Wanted(html, markdown, junitxml, baseline)
    wanted.check()
    started = time.perf_counter()
    if dragoman_answers.recognised(file):
        given = dragoman_answers.load(file, load(suite) if suite else None)
        silent = dragoman_answers.missing(file, given)
        if silent:
            say(f"{file.name} says nothing about {silent} of {len(given.items)} items; these count as not answered")
    elif suite:
        raise InputError(
            f"{file.name} brings its own questions; leave --suite out, or give answers of `dragoman ask --jsonl`"
        )
    else:
        given = dragoman_answers.checked(load(str(file)))
    made = runner.scored(given, given.outcomes, _split(metrics), started, judge=judge_of(Settings()))
    figures(made, json_out)
    _report(made, wanted)


@evals.command()
def report(
    file: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run, as `eval run --json` writes it.")],
    html: Html = None,
    markdown: Markdown = None,
    junitxml: Junit = None,
    baseline: Baseline = None,
) -> None:
    """Write reports of a run that was kept; without options, print it as Markdown."""
    from ..evals.report import markdown as as_markdown
    from ..evals.report.files import Wanted
    from ..evals.run_file import Run

    made, wanted = Run.load(file), Wanted(html, markdown, junitxml, baseline)
    wanted.check()
    if html or markdown or junitxml:
        _report(made, wanted)
    else:
        print(as_markdown(made, wanted.before()), end="")


def _report(made: "Run", wanted: "Wanted") -> None:
    from ..evals.report.files import write

    for path in write(made, wanted):
        say(f"written to {path}")


@evals.command()
def compare(
    first: Annotated[Path, typer.Argument(metavar="A.json", help="A run, as `eval run --json` writes it.")],
    second: Annotated[Path, typer.Argument(metavar="B.json", help="Another, on the same items.")],
    as_json: Json = False,
) -> None:
    """Compare two runs item by item: differences (B less A) with paired 95 % intervals."""
    from dataclasses import asdict

    from ..evals.run_file import Run
    from ..evals.runs.compare import compare as compared

    a, b = Run.load(first), Run.load(second)
    found = compared(a, b)
    if a.data_sha256 != b.data_sha256:
        say("The two runs were made on different data; only items with the same id are compared.")
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        print(f"{first} → {second}\n{differences(found)}")


@evals.command()
def gate(
    suites: Annotated[
        list[str] | None, typer.Argument(metavar="SUITE|PATH…", help="Default: the bundled ones that are pinned.")
    ] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Write today's figures, less a margin, as floors.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask everything again, whatever is kept.")] = False,
    home: HomeOption = None,
) -> None:
    """Check figures against the floors in evals/gate.toml: exit code 1 below one, 2 where the data has changed."""
    from ..assistant.settings import Settings
    from ..evals.runs import gate as gates
    from ..evals.runs import runner
    from ..evals.suites.loading import NAMED

    settings = Settings() if home is None else Settings(home=home)
    fallen = 0
    pinned = gates.load()
    for name in suites or [name for name in (*NAMED, runner.QUOTES) if name in pinned] or ["briefs"]:
        made = runner.named(name, settings, fresh=fresh, quiet=False)
        if pin:
            gates.pin(made)
        checked = gates.checked(made, gates.load())
        print(table(checked))
        fallen += len(gates.fallen(checked))
    if fallen:
        say(f"{fallen} figure{'s' if fallen > 1 else ''} below the floor")
        raise typer.Exit(1)


@evals.command()
def export(
    source: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run, as `eval run --json` writes it.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    to: Annotated[str, typer.Option(metavar="ragas|ragchecker|alce", help="The tool that is to judge the answers.")],
) -> None:
    """Write a run's answers in the form of another evaluation tool."""
    from ..evals import exports
    from ..evals.run_file import Run

    written, left = exports.export(Run.load(source), to, out)
    say(f"{written} answers written to {out}" + (f"; {left} items have no reference and were left out" if left else ""))


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

    from ..evals.calibration import main

    to = out or Path(str(files("dragoman.index").joinpath("weights.json")))
    made = main(data, to, background or []).made
    for name, value in made["cross_validated"].items():
        print(f"{name.replace('_', ' ')}: {value:.3f}")
    print(f"written to {to}")


Only = Annotated[list[str] | None, typer.Option(help="abstention, indexing, cold or killed (default: all).")]
Data = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Holds corpus.jsonl and queries.jsonl, or folders that do.")
]


@evals.command()
def calibrate_support(
    data: Annotated[list[Path], typer.Argument(metavar="FOLDER…", help="Judged claims in SummEdits or BUMP form.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the weights (default: the installed ones).")] = None,
) -> None:
    """Fit the score of `support` on claims that people judged."""
    from importlib.resources import files

    from ..evals.calibration.verification import main

    to = out or Path(str(files("dragoman.assistant.verification").joinpath("weights.json")))
    made = main(data, to)
    for name, found in made["measured"].items():
        for how in ("cross_validated", "other_sets"):
            if how in found:
                print(f"{name}, {how.replace('_', ' ')}: " + ", ".join(f"{k} {v:.3f}" for k, v in found[how].items()))
    print(f"written to {to}")


@evals.command()
def measure(data: Data, only: Only = None, json_out: JsonOut = None) -> None:
    """Measure what asking a suite does not show: removed articles, speed, a cold start, killed runs."""
    from ..evals.bench import measure as measured
    from ..evals.suites import squad

    folder = next((one for one in (data, data / "squad2") if (one / "queries.jsonl").exists()), None)
    if folder is None:
        say(f"{data} has no queries.jsonl, neither itself nor in squad2/: nothing was measured")
        return
    figures(measured.run(squad.load(folder), only, say), json_out)


@evals.command()
def results(
    data: Annotated[Path, typer.Argument(metavar="FOLDER", help="Each folder in it that is a suite is run.")],
    peers: Annotated[
        list[str] | None, typer.Option("--peer", metavar="NAME=PYTHON", help="langchain or txtai, and its interpreter.")
    ] = None,
    speed: Annotated[bool, typer.Option(help="Also measure speed, a cold start and killed runs.")] = True,
    out: Annotated[Path | None, typer.Option(help="Where to write (default: evals/RESULTS.md).")] = None,
    record: Annotated[bool, typer.Option(help="Add the figures to evals/history.jsonl.")] = True,
    home: HomeOption = None,
) -> None:
    """Run every suite and the peers, and write the results."""
    from ..assistant.settings import Settings
    from ..evals.results import all_suites
    from ..evals.results import page as results
    from ..evals.run_file import record as keep

    settings = Settings() if home is None else Settings(home=home)
    runs, others = all_suites.run(data, _peers(peers or []), settings, say, speed=speed)
    page = results.markdown(runs, others)
    (out or results.FILE).write_text(page, encoding="utf-8")
    for run in runs if record else ():
        keep(run)
    print(page)


def _peers(given: list[str]) -> dict[str, str]:
    split = {name: python for name, sign, python in (one.partition("=") for one in given) if sign and python}
    if len(split) != len(given):
        raise InputError("a peer is given as NAME=PYTHON, such as langchain=/path/to/python")
    return split


LISTED = 8
"""How many lost items are named on a line."""


def writable(json_out: str | None) -> None:
    """Refuse, before a long run, a file that could not be written after it.

    Raises:
        InputError: it is a folder, or in one that is not there.
    """
    if json_out in (None, "-"):
        return
    path = Path(str(json_out)).absolute()
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"{json_out} cannot be written: it is a folder, or its folder is not there; name a file")


def figures(run: "Run", json_out: str | None) -> None:
    """Print a table of the run's figures, or the run itself as JSON where `json_out` is `-`; any other is a file."""
    if json_out == "-":
        print_json(asdict(run), indent=1)
        return
    if json_out:
        run.save(json_out)
        say(f"written to {json_out}")
    print(table(run))


def table(run: "Run") -> str:
    """One line a figure: name, value, 95 % interval, number of items, and its floor where it has one."""
    width = max(len(one.metric) for one in run.figures)
    head = f"{run.suite}: {len(run.items)} items, data {run.data_sha256[:12]}, {run.seconds:.1f} s"
    return "\n".join((head, *(f"  {one.metric:<{width}}  {_line(one)}" for one in run.figures)))


def _line(one: "Figure") -> str:
    span = "" if one.low is None or one.high is None else f"  ({one.low:.3f} to {one.high:.3f})"
    kind = "ceiling" if one.less_is_better else "floor"
    floor = "" if one.floor is None else f"  {kind} {one.floor:.3f}{'' if one.holds else ' NOT REACHED'}"
    return f"{one.value:.3f}{span}  n={one.n}{floor}" + (f"  [{one.note}]" if one.note else "")


def differences(found: Sequence["Difference"]) -> str:
    """One line a metric: both means, the difference with its 95 % interval, items won and lost by the second run."""
    width = max(len(one.metric) for one in found)
    return "\n".join(f"  {one.metric:<{width}}  {_difference(one)}" for one in found)


def _difference(one: "Difference") -> str:
    span = f"({one.paired.low:+.3f} to {one.paired.high:+.3f})"
    sure = ", may be chance" if one.paired.difference and not one.paired.significant else ""
    counts = f"{len(one.wins)} won, {len(one.losses)} lost of {one.paired.n}"
    lost = f"; lost: {', '.join(one.losses[:LISTED])}{' …' if len(one.losses) > LISTED else ''}" if one.losses else ""
    return f"{one.first:.3f} → {one.second:.3f}  {one.paired.difference:+.3f} {span}{sure}  {counts}{lost}"
