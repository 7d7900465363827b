"""What the work on one source may cost."""

from dataclasses import dataclass

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory in bytes, and seconds of computing: a number for every source and some more for each MB of its size.

    Only the time in which the process works counts: not the time in which it waits for its results to be stored. It may
    take `patience` times as long by the clock, since the machine may be busy. A process that has
    more than `kept_memory` bytes in use afterwards is not used again. `trusted`: the work is our own code on text that has
    been read, with an encoder. It may write files, and memory that a library merely reserves does not count.
    """

    memory: int = 1024 * MEBIBYTE
    seconds: float = 30.0
    seconds_per_megabyte: float = 0.5
    patience: int = 10
    kept_memory: int = 256 * MEBIBYTE
    trusted: bool = False

    def seconds_for(self, size: int) -> float:
        """Seconds for a source of `size` bytes."""
        return self.seconds + self.seconds_per_megabyte * size / 1_000_000


LIMITS = Limits()
"""The limits on reading a source. Text, tables and web pages need 0.1 to 0.5 s for a MB; a PDF of 500 full pages needs 12 s."""
