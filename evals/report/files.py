"""Reports to files, as the command line is told to write them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...corpus.errors import InputError
from ..run_file import HISTORY, Run, history
from .junit import junit
from .markdown import markdown
from .page import html


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports are to be written where, and the run file that they compare with."""

    html: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None
    baseline: Path | None = None

    def check(self) -> None:
        """Refuse, before a long run, what could not be used after it.

        Raises:
            InputError: the baseline is no run, or a report's folder is not there.
        """
        self.before()
        for path in (self.html, self.markdown, self.junit):
            if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
                raise InputError(f"{path} cannot be written: it is a folder, or its folder is not there; name a file")

    def before(self) -> Run | None:
        """The run to compare with."""
        return Run.load(self.baseline) if self.baseline is not None else None


def write(run: Run, wanted: Wanted) -> list[Path]:
    """Write the reports; gives their paths.

    Raises:
        InputError: the baseline is no run, or a file cannot be written.
    """
    before = wanted.before()
    makers: list[tuple[Path | None, Callable[[], str]]] = [
        (wanted.html, lambda: html(run, history(HISTORY, run.suite), before)),
        (wanted.markdown, lambda: markdown(run, before)),
        (wanted.junit, lambda: junit(run)),
    ]
    done = []
    for path, made in makers:
        if path is not None:
            try:
                path.write_text(made(), encoding="utf-8")
            except OSError as error:
                raise InputError(f"{path} cannot be written ({error.strerror}); name another file") from error
            done.append(path)
    return done
