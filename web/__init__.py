"""The page behind `ui.py`.

`chat` handles the events of the conversation, `fragments` serves pieces of HTML, and `panels` has the other tabs. A tab has one
name: `NAME.py` in `panels` (routes) and `views` (values for the templates), `NAME.html` in `templates`, `NAME.js` and
`NAME.css` in `static`. Files named `NAME_part` belong to that tab, all others to the whole page.
"""

import re
from importlib.resources import files
from pathlib import Path

_STATIC = files(__name__).joinpath("static")
ICON = Path(str(_STATIC.joinpath("favicon.svg")))


def asset(name: str) -> str:
    """Return the text of a file in `web/static`, such as `page.css`."""
    return _STATIC.joinpath(name).read_text(encoding="utf-8")


def script(tab: str) -> str:
    """Return a tab's script: `TAB.js`, then its parts `TAB_*.js`, which share its scope."""
    names = sorted(one.name for one in _STATIC.iterdir())
    return "\n".join(asset(name) for name in names if name == f"{tab}.js" or re.fullmatch(rf"{tab}_\w+\.js", name))
