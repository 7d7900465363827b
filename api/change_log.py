"""What a request changes, in words for the log: names and ids, never words of documents, and no passwords of addresses."""

import re
from collections.abc import Sequence

from starlette.requests import HTTPConnection
from starlette.types import Scope

from ..corpus.readers.addresses import shown
from ..corpus.wording import counted

_CHANGES = "dragoman.changes"
_NAMED = 10  # documents that an entry names


def changed(request: HTTPConnection, detail: str) -> None:
    """Note what a request changes; the gate writes it when the request has succeeded."""
    request.scope.setdefault(_CHANGES, []).append(detail)


def changes_of(scope: Scope) -> str:
    """Return what the request has changed, as far as its route has said so."""
    return "; ".join(scope.get(_CHANGES, ()))


def counted_names(noun: str, names: Sequence[str], plural: str | None = None) -> str:
    """Name a few of several things, such as `12 documents: a, b …`."""
    more = " …" if len(names) > _NAMED else ""
    return f"{counted(len(names), noun, plural)}: {', '.join(names[:_NAMED])}{more}"


def without_secrets(address: str) -> str:
    """Return a web address without name, password, query and fragment, any of which may be a secret."""
    return re.split(r"[?#]", shown(address.strip()))[0]
