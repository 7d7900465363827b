"""Text that cannot become markup in Markdown, or in the HTML made from it."""

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&!@$]|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)
_BEGINS = re.compile(r"\A(\d{0,9})([-+=.)])")  # would begin a list or underline a heading


def plain(words: str) -> str:
    """Return the words on one line, with a backslash before every sign that Markdown (with GitHub's additions) would read.

    The words themselves do not change: rendered, they are what they were.
    """
    inside = _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(words.split()))
    return _BEGINS.sub(lambda found: f"{found[1]}\\{found[2]}", inside)


def link(words: str, url: str) -> str:
    """Return a link; `url` must be safe to open (`assistant.render.citations.original`)."""
    target = url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("&", "&amp;")
    return f"[{plain(words)}](<{target}>)"
