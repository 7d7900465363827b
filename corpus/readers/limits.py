"""What the reading of one source may cost."""

from dataclasses import dataclass

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory in bytes, and seconds of computing: a number for every source and some more for each MB of its size.

    Only the time in which the reader works counts: not the time in which it waits for its documents to be stored.
    """

    memory: int = 1024 * MEBIBYTE
    seconds: float = 14.0
    seconds_per_megabyte: float = 0.5

    def seconds_for(self, size: int) -> float:
        """Seconds for a source of `size` bytes."""
        return self.seconds + self.seconds_per_megabyte * size / 1_000_000


LIMITS = Limits()
"""The limits on every source. Text, tables and web pages need 0.1 to 0.5 s for a MB; a PDF of 500 full pages needs 8 s."""
