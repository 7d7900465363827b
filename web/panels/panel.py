"""A tab of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from ...assistant.accounts import Permission
from ..site import Site


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab, for those who have the permission that it `needs`.

    `name` is in its address (`/?tab=name`), its routes (`/page/name…`) and its files (`name.js`).

    `shell` is its HTML when the page opens. It is made once; what can change is loaded when the tab is shown.
    """

    name: str
    title: str
    shell: str
    routes: APIRouter
    needs: Permission = "read"


Maker = Callable[[Site], Panel]
