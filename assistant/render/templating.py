"""HTML from Jinja2 templates: one environment for each package, in which every value is escaped.

A template file contains macros. Python code calls them through `Macros` and gets `Markup`, which other macros insert as it is;
every other value, above all the words of documents, is text.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from importlib.resources import files
from typing import cast

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

from ...corpus.wording import attribution, counted, day
from ..answering.answer_text import in_answer_to, label, quoted_because
from ..types import ABSTAINED
from .citations import about_url, marks, original

_AT_A_TAG = re.compile(r"(?<=>)\s*\n\s*|\A\s*\n\s*|\s*\n\s*(?=<|\Z)")
_CARRIAGE_RETURN = Markup("&#13;")
_INSIDE = re.compile(r"\s*\n\s*")


class LineBreaks(Extension):
    """Remove a template's line breaks and indentation, which lay out the source and not the page.

    Beside a tag or a Jinja expression a line break counts as nothing, inside a sentence or a tag as one space. So no white
    space comes between elements of one line, and none has to be suppressed by hand. Inserted values are not affected.
    """

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Rewrite the text between expressions; the tokens keep their line numbers for error messages."""
        for token in stream:
            if token.type == "data":
                text = _INSIDE.sub(" ", _AT_A_TAG.sub("", token.value))
                yield Token(token.lineno, token.type, text)
            else:
                yield token


class PlainCalls(Context):
    """Calls functions and macros directly: none of ours asks for the context, which Jinja would look up at each call."""

    def call(
        self,
        function: Callable[..., object],
        /,
        *values: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: object,
    ) -> object:
        """Call a function from a template; Jinja adds the variables of loops and blocks, which only a context would need."""
        return function(*values, **named)


class HtmlEnvironment(Environment):
    """An environment for templates whose functions take values only."""

    context_class = PlainCalls


def _thousands(number: int) -> str:
    return f"{number:,}"


def environment(loader: BaseLoader) -> Environment:
    """Return an environment for our templates, with the functions that word citations and counts."""
    made = HtmlEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[LineBreaks],
        auto_reload=False,  # package files do not change while a process runs
    )
    made.globals.update(
        ABSTAINED=ABSTAINED,
        attribution=attribution,
        counted=counted,
        day=day,
        in_answer_to=in_answer_to,
        label=label,
        marks=marks,
        about_url=about_url,
        original=original,
        quoted_because=quoted_because,
    )
    made.filters["thousands"] = _thousands
    return made


LOADER = PackageLoader(__package__)
"""Finds the templates of this package."""


@cache
def _exports() -> Environment:
    return environment(LOADER)


@cache
def style(name: str) -> Markup:
    """Return a style sheet of this package, to stand in a page as it is."""
    return Markup(files(__package__).joinpath("templates", name).read_text(encoding="utf-8"))


class Macros:
    """The macros of one template, as functions that return HTML. The template is compiled at the first call."""

    def __init__(self, name: str, templates: Callable[[], Environment] = _exports) -> None:
        """`name` is the file's name in the package that `templates` reads."""
        self._name = name
        self._templates = templates

    @cached_property
    def _module(self) -> object:
        return self._templates().get_template(self._name).module

    def __getattr__(self, macro: str) -> Callable[..., Markup]:
        """Return a macro by its name."""
        call = cast(Callable[..., Markup], getattr(self._module, macro))

        def rendered(*values: object, **named: object) -> Markup:
            # A browser reads a carriage return as a line feed. As a reference it stays what the document has.
            return call(*values, **named).replace("\r", _CARRIAGE_RETURN)

        return rendered
