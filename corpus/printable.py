"""Text for a terminal or a log, which obey control characters: those are written out as escapes, so that nothing obeys them.

Names of files and texts of damaged rows can hold anything: codes that move the cursor, set the window's title or run a
command, or that reorder what is read.
"""

import re

# Controls but tab and line feed; marks, embeddings, overrides and isolates of direction; two line separators; halves of
# characters, which no encoding can write.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return the text with each such character as an escape: `\x1b`, `\u202e`."""
    return _OBEYED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def printable_json(text: str) -> str:
    """Return JSON with each such character as JSON's own escape, which is the same value to every reader."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
