"""Sanitise a model's words before they are shown: remove addresses, markup and the model's own citation marks.

Dragoman shows a model's words as text, never as HTML or Markdown. But a user may paste them where links become live, so
addresses are removed here, for every form of output.
"""

import re
from dataclasses import dataclass

from ...corpus.clean import one_line

MARKERS = re.compile(r"\s*[\[【]\s*\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*\s*[\]】]")
"""Citation marks as models write them: `[3]`, `[3, 4]`, `【3】`."""

_IMAGE = re.compile(r"!\[([^\]]*)\]\s*(?:\([^)]*\)?|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]*)\]\s*\([^)]*\)?")
_REFERENCE = re.compile(r"\[([^\]]*)\]\[[^\]]*\]|^\s*\[[^\]]+\]:\s*\S+.*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}\s?:|(?<!:))//[^\s\"'<>”»]+"  # with a scheme, or //host
    r"|\b(?:javascript|data|mailto|vbscript|file|tel|ftp|blob|about)\s?:[^\s\"'<>”»]+"
    r"|\bwww\.[^\s\"'<>”»]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?/[^\s\"'<>”»]*"  # host/path
    r"|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # mail
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b(?:[:/]\S*)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,18}\b")
_TAG = re.compile(r"<[^<>]*>")
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|[*|\\]")
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*•+]\s+|\d{1,2}[.)]\s+(?=\D))", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sanitised:
    """Sanitised text; `address`: an address was removed from it."""

    text: str
    address: bool


def sanitise(written: str, known: str = "") -> Sanitised:
    """The words on one line, without markup, addresses and invisible characters.

    A bare host name (`example.org`) is kept only if `known`, the cited words, has it too: it may be a publisher's name.
    """
    text = _LINE_MARK.sub("", written)
    found = any(pattern.search(text) for pattern in (_IMAGE, _LINK, _ADDRESS))
    text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    # First, because a tag or an invisible character in the middle of an address hides it.
    text = one_line(text)
    for _ in range(8):
        before = text
        found = found or bool(_ADDRESS.search(text))
        text = _TAG.sub(" ", _ADDRESS.sub(" ", text))
        text = _ENTITY.sub(" ", text)
        if text == before:
            break
    text = text.replace("<", " ").replace(">", " ")
    text = _EMPHASIS.sub("", MARKERS.sub("", text))
    for host in set(_HOST.findall(text)):
        if host.casefold() not in known.casefold():
            text = text.replace(host, " ")
            found = True
    # Removing one address may have joined the halves of another.
    if again := bool(_ADDRESS.search(text)):
        text = _ADDRESS.sub(" ", text)
    return Sanitised(_tidy(text), found or again)


def _tidy(text: str) -> str:
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    return re.sub(r"\s+([,.;:!?…])", r"\1", " ".join(text.split())).strip(" -–—")
