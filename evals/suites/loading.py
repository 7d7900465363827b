"""A suite by its name, or by the path of a file or folder whose form is recognised."""

from pathlib import Path

from corpus.errors import InputError
from evals.suites import golden
from evals.suites.types import Suite

NAMED = {"briefs": golden.load}


def load(name: str) -> Suite:
    """The suite.

    Raises:
        InputError: there is none of this name and at this path, or its data cannot be used.
    """
    if name in NAMED:
        return NAMED[name]()
    path = Path(name)
    if not path.exists():
        raise InputError(
            f"there is no suite {name!r}; name one of {', '.join(NAMED)}, or a file or folder that is there"
        )
    raise InputError(f"{path} has no form that is known")
