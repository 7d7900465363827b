"""The templates of the page, in `web/templates`; they can import those of `assistant.render` as `render/…`."""

from datetime import datetime
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

from ...assistant.render import templating
from ...assistant.render.citations import copyable, permanent
from ...corpus.types import Document
from .. import asset


@cache
def _page() -> Environment:
    ours = PackageLoader(__package__.removesuffix(".views"))
    made = templating.environment(ChoiceLoader([ours, PrefixLoader({"render": templating.LOADER})]))
    made.globals.update(copyable=copyable, moment=_moment, permanent=permanent)
    made.filters["publisher"] = _publisher
    return made


def macros(name: str) -> templating.Macros:
    """Return the macros of a file in `web/templates`."""
    return templating.Macros(name, _page)


def sheet(name: str) -> Markup:
    """Return a style sheet of `web/static`, for a page that stands alone."""
    return Markup(asset(name))


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M} UTC"


def _publisher(document: Document) -> str:
    """Return who published the report, for a short label; of a brief, the publisher of its report."""
    return document.based_on.publisher if document.based_on else (document.publisher or document.title)
