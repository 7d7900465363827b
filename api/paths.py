"""Compare the paths of requests with the beginnings of paths for which a rule holds."""

from collections.abc import Iterable


def under(path: str, prefixes: Iterable[str]) -> bool:
    """Whether a path is one of `prefixes`, or below it."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)
