"""The page behind `ui.py`.

`chat` handles the events of the conversation, `fragments` serves pieces of HTML, and `panels` has the other tabs. A tab has one
name: `NAME.py` in `panels` (routes) and `views` (values for the templates), `NAME.html` in `templates`, `NAME.js` and
`NAME.css` in `static`. Files named `NAME_part` belong to that tab, all others to the whole page.
"""

from importlib.resources import files
from pathlib import Path

_STATIC = files(__name__).joinpath("static")
ICON = Path(str(_STATIC.joinpath("favicon.svg")))


def asset(name: str) -> str:
    """Return the text of a file in `web/static`, such as `page.css`."""
    return _STATIC.joinpath(name).read_text(encoding="utf-8")
