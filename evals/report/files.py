"""Write the reports that a command asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...corpus.errors import InputError
from ..run_file import HISTORY, EvalRun, history
from .junit import junit
from .markdown import markdown
from .page import html


@dataclass(frozen=True, slots=True)
class ReportPaths:
    """The file of each report (`None`: not written), and the run file that the reports compare with."""

    html: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None
    baseline: Path | None = None

    def check(self) -> None:
        """Check, before a long run, that the reports can be written after it.

        Raises:
            InputError: the baseline is not a run file, or a report's folder does not exist.
        """
        self.load_baseline()
        for path in (self.html, self.markdown, self.junit):
            if path is not None:
                require_writable(path)

    def load_baseline(self) -> EvalRun | None:
        """Load the run to compare with."""
        return EvalRun.load(self.baseline) if self.baseline is not None else None


def require_writable(path: Path) -> None:
    """Check that a path can be written as a file.

    Raises:
        InputError: it is a folder, or its folder does not exist.
    """
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"{path} cannot be written: it is a folder, or its folder does not exist; name a file")


def write_reports(run: EvalRun, reports: ReportPaths) -> list[Path]:
    """Write the reports and return their paths.

    Raises:
        InputError: the baseline is not a run file, or a file cannot be written.
    """
    baseline = reports.load_baseline()
    makers: list[tuple[Path | None, Callable[[], str]]] = [
        (reports.html, lambda: html(run, history(HISTORY, run.suite), baseline)),
        (reports.markdown, lambda: markdown(run, baseline)),
        (reports.junit, lambda: junit(run)),
    ]
    written = []
    for path, make in makers:
        if path is not None:
            try:
                path.write_text(make(), encoding="utf-8")
            except OSError as error:
                raise InputError(f"{path} cannot be written ({error.strerror}); name another file") from error
            written.append(path)
    return written
