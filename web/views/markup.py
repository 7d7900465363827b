"""HTML that no tab owns."""

from markupsafe import Markup

from .templating import macros

_html = macros("markup.html")


def problem(message: str) -> Markup:
    """Return the card for an error: what is wrong and what to do next."""
    return _html.problem(f"{message[:1].upper()}{message[1:].rstrip('.')}.")
