"""What a tab is."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from ..visitors import Site


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab. `name` stands in the address (`/?tab=name`) and begins its routes (`/page/name…`) and files (`name.js`).

    `shell` is the HTML that is there when the page opens: made once, so what changes is loaded when the tab is shown.
    """

    name: str
    title: str
    shell: str
    routes: APIRouter


Maker = Callable[[Site], Panel]
