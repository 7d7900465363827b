"""The callback through which long work reports how far it has come."""

from collections.abc import Callable

Progress = Callable[[int, float], None]
"""Called with the units done so far and their total. The total may be an estimate, hence a float."""
