"""The page behind `ui.py`: what its events do (`chat`), the fragments it asks for (`fragments`), its tabs (`panels`)."""

from importlib.resources import files
from pathlib import Path

_STATIC = files(__name__).joinpath("static")
ICON = Path(str(_STATIC.joinpath("favicon.svg")))


def asset(name: str) -> str:
    """The text of a file in `web/static`: `page.css`, and so on."""
    return _STATIC.joinpath(name).read_text(encoding="utf-8")
