"""Which requests come from web pages of other origins: their browsers say so."""

from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers

ELSEWHERE = "this comes from another web page; ask from this server's own page, or from a program"

_OWN = ("none", "same-origin")


def from_elsewhere(headers: Headers) -> bool:
    """Whether a browser sent this for a page of another origin (w3.org/TR/fetch-metadata); another port is one, too."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN
    # Browsers from before 2023, and all browsers on plain http, send only the origin; programs send neither.
    origin = headers.get("origin")
    return origin is not None and parts(origin).netloc != headers.get("host")


def opens_a_page(method: str, headers: Headers) -> bool:
    """Whether somebody follows a link: the whole window shows the answer, and no script of another page can read it."""
    return (
        method in ("GET", "HEAD")
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
        and "origin" not in headers
    )


def parts(address: str) -> SplitResult:
    """Split an address; one that cannot be split has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
