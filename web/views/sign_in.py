"""The sign-in page as HTML."""

from math import ceil

from markupsafe import Markup

from ...corpus.wording import counted
from .templating import macros, sheet

_html = macros("sign_in.html")


def page(following: str, trouble: str = "", name: str = "") -> Markup:
    """Return the page: `following` is opened afterwards, `trouble` says why the last attempt failed, `name` was typed."""
    return _html.page(sheet("sign_in.css"), following, trouble, name)


def wait(seconds: float) -> str:
    """Say for how long attempts are refused."""
    return f"Too many attempts have failed. Try again in {counted(max(1, ceil(seconds / 60)), 'minute')}."


def signed_out() -> Markup:
    """Return the card in a tab of somebody whose session has ended."""
    return _html.signed_out()
