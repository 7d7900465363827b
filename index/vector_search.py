"""Nearest-sentence search in an open home: in Chroma when it pays and can be used, else exactly in the catalogue.

Only one process may have `chroma/` open, so it has a lock. The process with the lock applies the changes that the catalogue
has recorded to Chroma; the others search the catalogue's own vectors exactly, with the same result. If Chroma is damaged, or
the whole index was replaced (`index.replacing`), that process fills it again in the background, and searches exactly until
then.
"""

import logging
import shutil
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from ..corpus.errors import DragomanError, HomeBusy, HomeError
from .folder.durable import PRIVATE_FILE
from .folder.privacy import tighten
from .refill import BackgroundRefill
from .storage.catalogue import Catalogue, Pending
from .storage.disk import disk_errors, explained
from .storage.vectors import ChromaBroken, ChromaVectors, ExactVectors, FallingBack, Nearest, WithPending

Rest = Callable[[float], object]

EXACT = 20_000
"""Number of sentences up to which exact search is faster than importing Chroma (0.5 s): reading 20,000 takes 0.1 s."""

AT_ONCE = 0.5
"""Seconds that a search waits for Chroma to be opened or filled by another thread before it searches exactly."""


PENDING = 500
"""Number of changed passages that are searched exactly beside Chroma until it has been told of them."""

RESTING = 4.0
"""Seconds of rest for each second in which changes are sent to Chroma in the background: questions wait for Python's lock
meanwhile."""

BROKEN = "chroma.broken"
"""The folder to which a damaged one is moved until a new one is full."""


class VectorSearch:
    """The vectors of a home. Close it; threads may share it."""

    def __init__(self, home: Path, catalogue: Catalogue) -> None:
        """Search the sentences of `catalogue`, with Chroma in the folder `home`."""
        self._home = home
        self._catalogue = catalogue
        self._chroma: ChromaVectors | None = None
        self._lock = FileLock(home / "chroma.lock", thread_local=False, mode=PRIVATE_FILE)
        self._exact: tuple[int, ExactVectors] | None = None
        self._guard = threading.RLock()
        self._exact_guard = threading.Lock()
        self._filling = False
        self._closing = threading.Event()
        self._seen = -1
        self._accepted: tuple[int, int] | None = None
        self._complete = -1  # the number of changes up to which Chroma is known to have all
        self._pending: tuple[int, WithPending] | None = None
        self.telling = BackgroundRefill(partial(self.tell, self._rest))
        self.fault: str | None = None
        """Why Chroma cannot be used although no other process has it open; searches are exact meanwhile."""
        self.closed: str | None = None
        """Why Chroma could not be opened, if the disk is at fault and not Chroma's files."""
        self.mending = BackgroundRefill(self._mend)

    def close(self) -> None:
        """Stop filling Chroma, which goes on when it is opened again, and release its lock."""
        self._closing.set()
        self.mending.close()
        self.telling.close()
        if self._chroma is not None:
            tighten(self._home)
        self._close_chroma()
        self._lock.release(force=True)

    def nearest(self, only: Collection[int] | None, *, lasting: bool) -> Nearest:
        """Return the nearest-sentence search; see `Home.nearest`."""
        changed = self._catalogue.changes()
        if changed != self._seen:
            self._catalogue.check_fingerprint()
            self._seen = changed
        if only is not None:
            return ExactVectors(self._catalogue.engine, only)
        if lasting and self.fault is not None:
            self.mending.start()
        if (known := self._exact) is not None and known[0] == changed:
            return known[1]
        if lasting or self._catalogue.counts()["sentences"] > EXACT:
            try:
                if (found := self._in_chroma(changed, lasting)) is not None:
                    return found
            except (ChromaBroken, HomeError) as error:
                self._note(error)
            if lasting and self.fault is not None:
                self.mending.start()
        return self._exactly()

    def _exactly(self) -> ExactVectors:
        """Return the exact search; its vectors are read once for each state of the catalogue."""
        with self._exact_guard:
            changed = self._catalogue.changes()
            if (known := self._exact) is not None and known[0] == changed:
                return known[1]
            exact = ExactVectors(self._catalogue.engine)
            self._exact = (changed, exact)
            return exact

    def _in_chroma(self, changed: int, lasting: bool) -> Nearest | None:
        """Return the search in Chroma after so many changes; `None` if it cannot be used now."""
        if self._filling or self.mending.running or not self._is_open():
            return None
        chroma = FallingBack(self.chroma, self._without_chroma)
        if changed == self._complete:
            return chroma
        pending = self._catalogue.pending()
        if self._is_behind(pending):
            if lasting:
                self.mending.start()
            return None
        if not pending:
            self._complete = changed
            return chroma
        if not lasting:
            self.settle()
            return chroma
        self.telling.start()
        with self._exact_guard:
            if self._pending is None or self._pending[0] != changed:
                self._pending = (changed, WithPending(self._catalogue.engine, pending))
            return self._pending[1].beside(chroma)

    def _is_open(self) -> bool:
        """Open Chroma, unless it is open; `False` if it cannot be used now."""
        if self._chroma is not None and self.fault is None:
            return True  # without waiting for a thread that is sending changes to it
        if not self._guard.acquire(timeout=AT_ONCE):
            return False
        try:
            return self.connect()
        finally:
            self._guard.release()

    def _is_behind(self, pending: Pending) -> bool:
        """Whether Chroma, which is open, has to be filled again, or lacks too much for a search beside it."""
        if self.chroma.generation != self._catalogue.generation():
            return True
        if pending:
            return len(pending) > PENDING
        sizes = (len(self.chroma), self._catalogue.counts()["sentences"])
        return self._accepted != sizes and sizes[0] != sizes[1]

    def tell(self, rest: Rest = lambda _: None) -> None:
        """Bring Chroma up to date (`sync`) after a change that is stored already, so no fault of Chroma's undoes it.

        A fault is logged; the next search of a process that goes on, or `index repair`, has Chroma filled again.
        """
        try:
            self.sync(rest)
        except ChromaBroken as error:
            with self._guard:
                self._note(error)

    def _rest(self, seconds: float) -> None:
        """Rest after so many seconds of work, unless the home is being closed."""
        self._closing.wait(RESTING * seconds)

    def _without_chroma(self, error: DragomanError) -> Nearest:
        """Search exactly, since Chroma has just failed, and fill it again in the background if that can help."""
        if not self._filling and self._guard.acquire(timeout=AT_ONCE):
            try:
                self._note(error)
                if self.fault is not None:
                    self.mending.start()
            finally:
                self._guard.release()
        return self._exactly()

    def _note(self, error: DragomanError) -> None:
        logging.getLogger(__name__).warning("searching without Chroma: %s", error)
        if isinstance(error, ChromaBroken):
            self.fault = str(error)
            self._close_chroma()

    def _close_chroma(self) -> None:
        if self._chroma is not None:
            self._chroma.close()
        self._chroma = None

    def connect(self) -> bool:
        """Open Chroma; return `False` if another process has it open, or it is damaged (`fault` then says how)."""
        with self._guard:
            if self.fault is not None or self._closing.is_set():
                return False
            if self._chroma is None:
                if not self._take_lock():
                    return False
                try:
                    self._chroma = ChromaVectors(self._home / "chroma")
                except ChromaBroken as error:
                    self.fault = str(error)
                    return False
                except HomeError as error:
                    self.closed = str(error)
                    self._lock.release()
                    return False
            return True

    def _take_lock(self) -> bool:
        """Take the lock on Chroma's folder; return `False` if another process has it, or the home cannot be written."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self.closed = None
            return False
        except OSError as error:
            self.closed = str(explained(error, self._home) or error)
            return False
        self.closed = None
        return True

    def sync(self, rest: Rest = lambda _: None) -> bool:
        """Apply pending changes to Chroma, and refill it if it was filled for another index or its size differs.

        `rest` is called after each page of sentences with the seconds that it took. Returns `False`, without a change, if
        another process has Chroma open.
        """
        with self._guard:
            if not self.connect():
                return False
            if self.chroma.generation != self._catalogue.generation():
                self.refill(rest)
                return True
            self.settle(rest)
            stored, counts = len(self.chroma), self._catalogue.counts()
            # If changes are pending again, a writer has been active since, and a difference is not an error.
            sizes = (stored, counts["sentences"])
            if not counts["unsent"] and stored != counts["sentences"] and sizes != self._accepted:
                self.refill(rest)
                # Damaged vectors are not in Chroma, however often it is filled.
                self._accepted = (len(self.chroma), counts["sentences"])
            return True

    def settle(self, rest: Rest = lambda _: None) -> None:
        """Apply pending changes to Chroma, which must be open (`connect`, else `HomeBusy`)."""
        with self._guard:
            self._catalogue.settle(partial(self.chroma.tell, rest=rest), stopped=self._closing.is_set)

    def refill(self, rest: Rest = lambda _: None) -> None:
        """Refill Chroma, which must be open (`connect`, else `HomeBusy`) or damaged, from the catalogue.

        A damaged folder is moved to `chroma.broken` first, and deleted when the new one is full. Searches use the
        catalogue's own vectors in the meantime.

        Raises:
            HomeBusy: another process has Chroma open.
        """
        with self._guard:
            self._filling = True
            try:
                if self.fault is None:
                    try:
                        self._fill(self.chroma, rest)
                    except ChromaBroken as error:
                        self._note(error)
                if self.fault is not None:
                    self._fill_anew(rest)
                with suppress(OSError):  # the next refill tries again; also what an interrupted one has left
                    _delete(self._home / BROKEN)
            finally:
                self._filling = False
                self._exact = None  # so that the next search uses Chroma

    def _fill(self, chroma: ChromaVectors, rest: Rest) -> None:
        chroma.clear(self._catalogue.generation())
        self._catalogue.resend()
        self.settle(rest)

    def _fill_anew(self, rest: Rest) -> None:
        """Make a new folder for Chroma in place of the damaged one, and fill it."""
        if not self._take_lock():
            raise self.busy()
        folder, broken = self._home / "chroma", self._home / BROKEN
        self._close_chroma()
        with disk_errors(self._home):
            _delete(broken)
            if folder.exists() or folder.is_symlink():
                folder.rename(broken)
        self._chroma = ChromaVectors(folder)
        self._fill(self._chroma, rest)
        self.fault = None

    def _mend(self) -> None:
        """Bring Chroma up to date, or fill it again if it is damaged.

        Writers go on: what they add is in the outbox, which is sent last.
        """
        with self._guard:
            if self.fault is not None:
                self.refill(self._rest)
            else:
                self.sync(self._rest)
            self._exact = None  # so that the next search uses Chroma

    @property
    def chroma(self) -> ChromaVectors:
        """The open collection.

        Raises:
            HomeBusy: this process has not opened it (`connect`).
        """
        if self._chroma is None:
            raise self.busy()
        return self._chroma

    def busy(self) -> HomeError | HomeBusy:
        """Return the error that says why this process has not opened Chroma."""
        if self.closed is not None:
            return HomeError(self.closed)
        return HomeBusy(f"the vectors in {self._home} are in use by another process; stop it and try again")


def _delete(path: Path) -> None:
    """Delete a file or folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
