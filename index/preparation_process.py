"""Prepare documents in a process of their own, which steps back for the server that answers questions.

It has its own encoder (220 MB in all), waits a minute for further documents, and ends with the process that started it. If
it dies, each of its documents is tried alone, and only those that fail again are left out.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from ..corpus.interruption import checkpoint
from ..corpus.sandbox.limits import MEBIBYTE, Limits
from ..corpus.sandbox.processes import WorkingProcesses
from ..corpus.sandbox.sandbox import Ended, Sandbox, SandboxFailure
from ..corpus.types import Document
from .encoding.encoder import Encoder, load
from .preparation import Derive, PrepareHere, Rows, Unprepared, all_contents, all_rows
from .storage.contents import Contents

Result = TypeVar("Result")

LIMITS = Limits(
    memory=4096 * MEBIBYTE, seconds=120, seconds_per_megabyte=120, kept_memory=1024 * MEBIBYTE, trusted=True
)
"""On preparing some documents, whose text's size counts. A MB takes some 20 s of computing; 64 MB, the longest text that is
read, take 3 GB."""

PIECE = 256
"""Sentences encoded together: some 0.4 s of work, after which a request that has been given up can end."""

_logger = logging.getLogger("dragoman.preparation")

_REASONS = {
    Ended.TIME: "takes too long to index; split it.",
    Ended.MEMORY: "takes too much memory to index; split it.",
    Ended.KILLED: "could not be indexed, since the system ended the process, perhaps for lack of memory; try again.",
}
_FAULT = "could not be indexed because of a fault in Dragoman, which is in the log; the others are not affected."


class PrepareApart:
    """Prepares documents in another process; a document that cannot be prepared is given as `Unprepared`."""

    def __init__(self, model: str | None, here: PrepareHere, limits: Limits = LIMITS) -> None:
        """`model` selects the encoder (see `Home`); `here` does the work if no process can be started."""
        self._model = model
        self._here = here
        self._limits = limits
        self._processes = WorkingProcesses(kept=2)  # one for contents, and one for rows meanwhile

    def contents(self, documents: Sequence[Document]) -> Iterator[Contents | Unprepared | int]:
        """See `Preparation.contents`."""
        return self._each(documents, partial(_contents, self._model), self._here.contents)

    def rows(self, derive: Derive, documents: Sequence[Document]) -> Iterator[Rows | Unprepared]:
        """See `Preparation.rows`."""
        found = self._each(documents, partial(all_rows, derive), partial(self._here.rows, derive))
        return (one for one in found if not isinstance(one, int))

    def close(self) -> None:
        """See `Preparation.close`."""
        self._processes.close()

    def _each(
        self,
        documents: Sequence[Document],
        work: Callable[[Sequence[Document]], Iterator[Any]],
        here: Callable[[Sequence[Document]], Iterator[Result]],
    ) -> Iterator[Result | Unprepared | int]:
        """Yield the result of each document; after a failure, those that have none yet are worked on one by one."""
        done = 0
        try:
            sandbox = Sandbox(self._limits, self._processes)
            for item in sandbox.results(partial(work, tuple(documents)), sum(len(one.text) for one in documents)):
                checkpoint()
                done += not isinstance(item, int)
                yield item
            return
        except SandboxFailure as failure:
            left = documents[done:]
            if failure.reason is Ended.START:
                _logger.warning("indexing in the server's own process: %s", failure)
                yield from here(left)
                return
            if len(documents) == 1 and left:
                _logger.error("indexing %s failed: %s", documents[0].key, failure)
                yield Unprepared(_REASONS.get(failure.reason, _FAULT))
                return
        for document in left:
            yield from self._each([document], work, here)


def _contents(model: str | None, documents: Sequence[Document]) -> Iterator[Contents | int]:
    return all_contents(documents, _encoder(model), PIECE)


@cache
def _encoder(model: str | None) -> Encoder:
    """Load the encoder once for this process."""
    return load(model)
