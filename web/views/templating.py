"""The templates of the page, in `web/templates`; they can import those of `assistant.render` as `render/…`."""

from datetime import datetime
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

from ...assistant.render import templating
from ...assistant.render.citations import copyable, permanent
from ...corpus.types import Document, Utterance
from ...corpus.utterances.turns import turn_at
from ...corpus.utterances.turns.replies import question_words
from .. import asset


@cache
def _page() -> Environment:
    ours = PackageLoader(__package__.removesuffix(".views"))
    made = templating.environment(ChoiceLoader([ours, PrefixLoader({"render": templating.LOADER})]))
    made.globals.update(copyable=copyable, moment=_moment, permanent=permanent, asked_before=_asked_before)
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


def _asked_before(one: Utterance) -> str | None:
    """Return the question before a turn of a transcript, for the first words of the turn only."""
    found = turn_at(one.document, one.span.start) if one.part == "speaker" else None
    first = found is not None and found[1].span.start == one.span.start
    return question_words(one.document, one.span) if first else None


def _publisher(document: Document) -> str:
    """Return who published the report, for a short label; of a brief, the publisher of its report."""
    return document.based_on.publisher if document.based_on else (document.publisher or document.title)
