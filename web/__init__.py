"""The page's style and scripts, read when the server starts."""

from importlib.resources import files
from pathlib import Path

ICON = Path(str(files(__name__).joinpath("favicon.svg")))


def asset(name: str) -> str:
    """The text of a file in this package: `page.css`, `conversation.js`, `source.js`."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
