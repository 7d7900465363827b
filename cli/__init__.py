"""The command line: parse options, call the facade, print. Each file has one group of commands, registered here.

Results go to stdout, progress and errors to stderr. Exit codes: 0 success, 1 a check failed, 2 wrong usage or input, 3 a
bug. Commands import what they need themselves: `dragoman --help` must not wait for a database, nor `dragoman ask` for a
web server.
"""

import logging
import os
import sys

import typer

from ..assistant.runtime.faults import FAILED_INSIDE
from ..corpus.clean import is_whole
from ..corpus.errors import CorruptIndex, DragomanError
from .ask import ask, search
from .calibration import evals
from .history import history
from .index import index
from .library import documents, ingest, remove, sets, show
from .options import HomeOption, say
from .quotes import draft, quote, support
from .serve import doctor, mcp, serve
from .timeline import compare, people, said, timeline

HELP = """Answer questions about diplomatic talks from a corpus of reports, and show the exact words of each answer.

Three commands to begin with:

  dragoman ask "Which factions signed the joint statement in Cairo?"

  dragoman ingest my-reports/

  dragoman serve
"""

app = typer.Typer(
    help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
app.add_typer(index, name="index")
app.add_typer(history, name="history")
app.add_typer(evals, name="eval")
app.add_typer(sets, name="sets")
for command in (
    documents,
    quote,
    draft,
    said,
    people,
    timeline,
    compare,
    doctor,
    mcp,
    support,
    ingest,
    show,
    search,
    ask,
    remove,
    serve,
):
    app.command()(command)


@app.callback()
def _root(home: HomeOption = None) -> None:
    if home is not None:
        os.environ["DRAGOMAN_HOME"] = str(home)


def main() -> None:
    """Run the command line; an expected error is one sentence on stderr."""
    for library in ("pypdf", "trafilatura", "chromadb", "srt", "python_multipart"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # our errors say what matters
    try:
        app()
    except DragomanError as error:
        say(f"dragoman: {error}")
        sys.exit(1 if isinstance(error, CorruptIndex) else 2)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader has closed the pipe, which is no error
    except Exception as error:  # last resort: the exit code tells a bug from wrong input
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        if not all(map(is_whole, sys.argv)):
            say("dragoman: an argument has bytes that are not UTF-8; set the terminal to UTF-8 and type it again")
            sys.exit(2)
        say(f"dragoman: {FAILED_INSIDE} ({type(error).__name__}: {error}); set DRAGOMAN_DEBUG=1 to see where")
        sys.exit(3)
