"""An open home directory: catalogue, encoder and nearest-sentence search, and the locks that protect them.

Several processes may read and write `catalogue.sqlite`; SQLite coordinates them. Only one process may have `chroma/`
open, so it has a lock. The process with the lock applies the changes that the catalogue has recorded to Chroma; the
others search the catalogue's own vectors exactly, with the same result.
"""

import logging
import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from ..corpus.clean import is_whole
from ..corpus.errors import DragomanError, HomeBusy, HomeError
from ..corpus.segment import SEGMENTER
from .encoding.encoder import Encoder, PackagedEncoder, SentenceTransformersEncoder
from .refill import BackgroundRefill
from .storage.catalogue import Catalogue
from .storage.disk import explained
from .storage.schema import LEXICON
from .storage.vectors import ChromaBroken, ChromaVectors, ExactVectors, FallingBack, Nearest
from .telemetry import telemetry_off

EXACT = 20_000
"""Number of sentences up to which exact search is faster than importing Chroma (0.5 s): reading 20,000 takes 0.1 s."""

AT_ONCE = 0.5
"""Seconds that a search waits for Chroma to be opened or filled by another thread before it searches exactly."""

PATIENCE = 10.0
"""Default number of seconds that a writer waits for another one."""


class Home:
    """An open home directory. Close it, or use it as a context manager; threads may share it."""

    def __init__(
        self,
        path: Path,
        encoder: Encoder | None = None,
        *,
        model: str | None = None,
        catalogue: Path | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """Open the home at `path`, creating what is missing.

        `encoder` is an encoder that is already loaded. Without it, `model` selects one: `None` the packaged model,
        `reference` the same model in fp32 on sentence-transformers, any other value a sentence-transformers model.
        `catalogue` is a file to use instead of the home's. `patience`: seconds that a writer waits for another one.

        Raises:
            HomeError: the directory cannot be created.
            HomeBusy: another program has locked the catalogue.
            FingerprintMismatch: its index was built with another encoder, segmenter or schema.
            CorruptIndex: the catalogue's file is damaged or is not a catalogue.
        """
        if not is_whole(str(path)):
            raise HomeError("the name of the home has bytes that are not UTF-8; use a folder with another name")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeError(f"{path} cannot be used as a home ({error.strerror}); name another with --home") from error
        telemetry_off()
        self.path = path
        self._model = model
        self._encoder = encoder
        self._patience = patience
        self.catalogue = Catalogue(
            catalogue or path / "catalogue.sqlite", fingerprint(encoder.name if encoder else None, model)
        )
        self._chroma: ChromaVectors | None = None
        self._chroma_lock = FileLock(path / "chroma.lock", thread_local=False)
        self._exact: tuple[int, ExactVectors] | None = None
        self._guard = threading.RLock()
        self._refilling = False
        self._accepted: tuple[int, int] | None = None
        self.chroma_fault: str | None = None
        """Why Chroma cannot be used although no other process has it open; searches are exact meanwhile."""
        self.chroma_closed: str | None = None
        """Why Chroma could not be opened, if the disk is at fault and not Chroma's files."""
        self.mending = BackgroundRefill(self._mend_chroma)

    def __enter__(self) -> Self:
        """Return the home itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the home."""
        self.close()

    def close(self) -> None:
        """Close the catalogue and release the locks."""
        self.mending.wait()
        self.catalogue.close()
        self._close_chroma()
        self._chroma_lock.release(force=True)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when it is first needed."""
        if self._encoder is None:
            with self._guard:
                if self._encoder is None:
                    self._encoder = self._load()
        return self._encoder

    def _load(self) -> Encoder:
        if self._model is None:
            return PackagedEncoder()
        return SentenceTransformersEncoder(None if self._model == "reference" else self._model)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writers' lock, for a whole ingest, so that two writers never store the same report twice.

        Raises:
            HomeBusy: another writer has held it for longer than this home's patience.
        """
        with self._locked("writer.lock", f"another process is writing to {self.path}; try again when it has finished"):
            yield

    @contextmanager
    def deriving(self) -> Iterator[None]:
        """Hold the lock for extracting rows from stored documents, so that only one process does so; writers go on.

        Raises:
            HomeBusy: another reader has held it for longer than this home's patience.
        """
        with self._locked("deriving.lock", f"the documents in {self.path} are being read; try again in a moment"):
            yield

    @contextmanager
    def _locked(self, name: str, busy: str) -> Iterator[None]:
        lock = FileLock(self.path / name)
        try:
            lock.acquire(timeout=self._patience)
        except Timeout as error:
            raise HomeBusy(busy) from error
        except OSError as error:
            raise explained(error, self.path) or HomeError(f"{lock.lock_file}: {error.strerror}") from error
        try:
            yield
        finally:
            lock.release()

    def nearest(self, only: Collection[int] | None = None, *, lasting: bool = False) -> Nearest:
        """Return the nearest-sentence search, over all documents or only those in `only` (row numbers).

        `lasting`: the process will search again, so that opening Chroma is worth the time.
        """
        if only is not None:
            return ExactVectors(self.catalogue.engine, only)
        if self._refilling or not self._guard.acquire(timeout=AT_ONCE):
            return self._exactly()
        try:
            if self._exact is not None and self._exact[0] == self.catalogue.changes():
                return self._exact[1]
            if lasting or self.catalogue.counts()["sentences"] > EXACT:
                try:
                    if self.sync():
                        return FallingBack(self.chroma, self._without_chroma)
                except (ChromaBroken, HomeError) as error:
                    self._note_fault(error)
                if lasting and self.chroma_fault is not None:
                    self.mending.start()
            return self._exactly()
        finally:
            self._guard.release()

    def _exactly(self) -> ExactVectors:
        """Return the exact search; its vectors are read once for each state of the catalogue."""
        changed, known = self.catalogue.changes(), self._exact
        if known is not None and known[0] == changed:
            return known[1]
        exact = ExactVectors(self.catalogue.engine)
        self._exact = (changed, exact)
        return exact

    def _without_chroma(self, error: DragomanError) -> Nearest:
        """Search exactly, since Chroma has just failed, and fill it again in the background if that can help."""
        if not self._refilling and self._guard.acquire(timeout=AT_ONCE):
            try:
                self._note_fault(error)
                if self.chroma_fault is not None:
                    self.mending.start()
            finally:
                self._guard.release()
        return self._exactly()

    def _note_fault(self, error: DragomanError) -> None:
        logging.getLogger(__name__).warning("searching without Chroma: %s", error)
        if isinstance(error, ChromaBroken):
            self.chroma_fault = str(error)
            self._close_chroma()

    def _close_chroma(self) -> None:
        if self._chroma is not None:
            self._chroma.close()
        self._chroma = None

    def connect_chroma(self) -> bool:
        """Open Chroma; return `False` if another process has it open, or it is damaged (`chroma_fault` then says how)."""
        with self._guard:
            if self.chroma_fault is not None:
                return False
            if self._chroma is None:
                if not self._lock_chroma():
                    return False
                try:
                    self._chroma = ChromaVectors(self.path / "chroma")
                except ChromaBroken as error:
                    self.chroma_fault = str(error)
                    return False
                except HomeError as error:
                    self.chroma_closed = str(error)
                    self._chroma_lock.release()
                    return False
            return True

    def _lock_chroma(self) -> bool:
        """Take the lock on Chroma's folder; return `False` if another process has it, or the home cannot be written."""
        try:
            self._chroma_lock.acquire(timeout=0)
        except Timeout:
            self.chroma_closed = None
            return False
        except OSError as error:
            self.chroma_closed = str(explained(error, self.path) or error)
            return False
        return True

    def sync(self) -> bool:
        """Apply pending changes to Chroma, and refill it if its size still differs from the catalogue's.

        Returns `False`, without a change, if another process has Chroma open.
        """
        with self._guard:
            if not self.connect_chroma():
                return False
            self.settle()
            stored, counts = len(self.chroma), self.catalogue.counts()
            # If changes are pending again, a writer has been active since, and a difference is not an error.
            sizes = (stored, counts["sentences"])
            if not counts["unsent"] and stored != counts["sentences"] and sizes != self._accepted:
                self.refill()
                # Damaged vectors are not in Chroma, however often it is filled.
                self._accepted = (len(self.chroma), counts["sentences"])
            return True

    def settle(self) -> None:
        """Apply pending changes to Chroma, which must be open (`connect_chroma`, else `HomeBusy`)."""
        with self._guard:
            self.catalogue.settle(self.chroma.tell)

    def refill(self) -> None:
        """Refill Chroma, which must be open (`connect_chroma`, else `HomeBusy`), from the catalogue.

        A damaged folder is moved to `chroma.broken` first, and deleted when the new one is full. Searches use the
        catalogue's own vectors in the meantime.

        Raises:
            HomeBusy: another process has Chroma open.
        """
        with self._guard:
            self._refilling = True
            try:
                if self.chroma_fault is None:
                    try:
                        self.chroma.clear()
                        self.catalogue.resend()
                        self.settle()
                        return
                    except ChromaBroken as error:
                        self._note_fault(error)
                self._refill_anew()
            finally:
                self._refilling = False

    def _refill_anew(self) -> None:
        """Make a new folder for Chroma in place of the damaged one, and fill it."""
        if not self._lock_chroma():
            raise HomeBusy(f"the vectors in {self.path} are in use by another process; stop it and try again")
        folder, broken = self.path / "chroma", self.path / "chroma.broken"
        self._close_chroma()
        _delete(broken)
        if folder.exists() or folder.is_symlink():
            folder.rename(broken)
        self._chroma = ChromaVectors(folder)
        self.catalogue.resend()
        self.settle()
        self.chroma_fault = None
        _delete(broken)

    def _mend_chroma(self) -> None:
        """Fill Chroma again, if it is damaged. Writers go on: what they add is in the outbox, which is sent last."""
        with self._guard:
            if self.chroma_fault is not None:
                self.refill()
                self._exact = None  # so that the next search uses Chroma

    @property
    def chroma(self) -> ChromaVectors:
        """The open collection.

        Raises:
            HomeBusy: this process has not opened it (`connect_chroma`).
        """
        if self._chroma is None:
            raise HomeBusy(f"the vectors in {self.path} are in use by another process; stop it and try again")
        return self._chroma


def _delete(path: Path) -> None:
    """Delete a file or folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def fingerprint(name: str | None, model: str | None) -> dict[str, str]:
    """Return the components that an index is built with: encoder, segmenter and term rules, by `meta` name.

    The encoder is the one called `name`; if that is `None`, the one that `model` selects (see `Home`).
    """
    if name is None:
        name = {None: PackagedEncoder.name, "reference": SentenceTransformersEncoder.named(None)}.get(
            model, SentenceTransformersEncoder.named(model)
        )
    return {"encoder": name, "segmenter": SEGMENTER, "terms": LEXICON}
