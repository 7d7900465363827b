"""The command line: parse options, call the facade, print. Each file has one group of commands, registered here.

Results go to stdout, progress and errors to stderr. Exit codes: 0 success, 1 a check failed, 2 wrong usage or input, 3 a
bug. Commands import what they need themselves: `dragoman --help` must not wait for a database, nor `dragoman ask` for a
web server.
"""

import logging
import os
import sys
from collections.abc import Sequence

import typer

from ..assistant.runtime.faults import FAILED_INSIDE
from ..corpus.clean import is_whole
from ..corpus.errors import CorruptIndex, DragomanError, InputError
from ..corpus.printable import printable
from .ask import ask, search
from .calibration import evals
from .history import history
from .index import index
from .library import documents, ingest, remove, sets, show
from .options import HomeOption, say
from .quotes import draft, quote, support
from .serve import doctor, mcp, serve
from .terminal import harmless_output
from .timeline import compare, people, said, timeline
from .users import audit, token, user
from .versions import edit, restore, versions

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
app.add_typer(user, name="user")
app.add_typer(token, name="token")
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
    edit,
    versions,
    restore,
    serve,
    audit,
):
    app.command()(command)


@app.callback()
def _root(home: HomeOption = None) -> None:
    if home is not None:
        os.environ["DRAGOMAN_HOME"] = str(home)


def main() -> None:
    """Run the command line; an expected error is one sentence on stderr."""
    for library in ("pypdfium2", "trafilatura", "chromadb", "srt", "python_multipart"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # our errors say what matters
    try:
        with harmless_output():
            code = _run()
    except BrokenPipeError:
        # The reader has closed the pipe, which is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    if code:
        sys.exit(code)


def _run() -> int:
    """Run the command; return the exit code."""
    try:
        _check_arguments(sys.argv[1:])
        app()
    except BrokenPipeError:
        raise
    except CorruptIndex as error:
        say(f"dragoman: {error}")
        return 1
    except DragomanError as error:
        say(f"dragoman: {error}")
        return 2
    except Exception as error:  # last resort: the exit code tells a bug from wrong input and from a fault of the disk
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        known = _known(error)
        if known is not None:
            say(f"dragoman: {known}")
            return 1 if isinstance(known, CorruptIndex) else 2
        say(f"dragoman: {FAILED_INSIDE} ({type(error).__name__}: {error}); set DRAGOMAN_DEBUG=1 to see where")
        return 3
    return 0


def _check_arguments(arguments: Sequence[str]) -> None:
    """Refuse arguments with bytes that are not UTF-8, except for the names of files and folders that exist.

    Raises:
        InputError: there is such an argument.
    """
    for argument in arguments:
        name = argument.partition("=")[2] if argument.startswith("--") and "=" in argument else argument
        if not is_whole(argument) and not os.path.lexists(name):
            raise InputError(
                f"the argument {printable(argument)[:100]} has bytes that are not UTF-8; "
                "set the terminal to UTF-8 and type it again"
            )
    for name, value in os.environ.items():
        if name.startswith("DRAGOMAN_") and not is_whole(value):
            raise InputError(f"the variable {name} has bytes that are not UTF-8; set it again")


def _known(error: BaseException) -> DragomanError | None:
    """Return the error to show for one of a setting, the disk or the database; `None` for any other, which is a bug."""
    from sqlalchemy.exc import DatabaseError  # here for start-up time: `dragoman --help` needs no database

    from ..index.storage.disk import explained, unreadable

    if type(error).__name__ == "ValidationError" and getattr(error, "title", "") == "Settings":
        first = error.errors()[0]  # type: ignore[attr-defined]  # pydantic's, which need not be imported for this
        variable = "_".join(["DRAGOMAN", *map(str, first["loc"])]).upper()
        return InputError(f"the variable {variable} cannot be used ({first['msg']}); set it to another value")
    known = explained(error)
    if known is None and isinstance(error, DatabaseError):
        return unreadable(error)
    if known is None and isinstance(error, OSError):
        return InputError(f"{error.filename or 'a file'} cannot be used ({error.strerror}); name another")
    return known
