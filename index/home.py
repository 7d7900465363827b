"""An open home directory: catalogue, encoder and nearest-sentence search, and the locks that protect them.

Several processes may read and write `catalogue.sqlite`; SQLite coordinates them. Only one process may have `chroma/`
open, so it has a lock. The process with the lock applies the changes that the catalogue has recorded to Chroma; the
others search the catalogue's own vectors exactly, with the same result. If the whole index was replaced (`index.replacing`),
that process fills Chroma anew in the background, and searches exactly until then.
"""

import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from ..corpus.errors import CorruptIndex, HomeBusy, HomeError
from ..corpus.segment import SEGMENTER
from .encoding.encoder import Encoder, PackagedEncoder, SentenceTransformersEncoder
from .folder.locks import PATIENCE, PresenceLock, Waiting, ignore, locked, writers
from .folder.privacy import make_home, tighten
from .replacing.used_home import admit, advice, mark
from .storage.catalogue import Catalogue
from .storage.schema import LEXICON
from .storage.vectors import ChromaVectors, ExactVectors, Nearest
from .telemetry import telemetry_off

EXACT = 20_000
"""Number of sentences up to which exact search is faster than importing Chroma (0.5 s): reading 20,000 takes 0.1 s."""

_AGAIN = 60.0  # seconds before Chroma is filled again in the background after that has failed


class Home:
    """An open home directory. Close it, or use it as a context manager; threads may share it."""

    def __init__(
        self,
        path: Path,
        encoder: Encoder | None = None,
        *,
        model: str | None = None,
        catalogue: Path | None = None,
        patience: float | None = PATIENCE,
        waiting: Waiting = ignore,
    ) -> None:
        """Open the home at `path`, creating what is missing if it is new.

        `encoder` is an encoder that is already loaded. Without it, `model` selects one: `None` the packaged model,
        `reference` the same model in fp32 on sentence-transformers, any other value a sentence-transformers model.
        `catalogue` is a file to use instead of the home's. `patience`: seconds that a writer waits for another one, `None`
        for without end; `waiting` is called when it has to.

        Raises:
            HomeError: the directory cannot be created, or it was a home whose catalogue is lost.
            HomeBusy: another program has locked the catalogue.
            FingerprintMismatch: its index was built with another encoder, segmenter or schema.
            CorruptIndex: the catalogue's file is damaged or is not a catalogue.
        """
        try:
            make_home(path)
        except OSError as error:
            raise HomeError(f"{path} cannot be used as a home ({error.strerror}); name another with --home") from error
        telemetry_off()
        self.path = path
        self._model = model
        self._encoder = encoder
        self._patience = patience
        self._waiting = waiting
        self._chroma: ChromaVectors | None = None
        self._chroma_lock = FileLock(path / "chroma.lock", thread_local=False, mode=0o600)
        self._exact: tuple[int, ExactVectors] | None = None
        self._guard = threading.RLock()
        self._exact_guard = threading.Lock()
        self._refilling = False
        self._refiller: threading.Thread | None = None
        self._refill_from = 0.0  # on the monotonic clock
        self._closing = threading.Event()
        self._seen = -1
        self._presence = PresenceLock(path)
        self._presence.share(patience, waiting)
        try:
            self.catalogue = self._open(catalogue, fingerprint(encoder.name if encoder else None, model))
        except BaseException:
            self._presence.release()
            raise
        tighten(path)

    def _open(self, other: Path | None, made_with: dict[str, str]) -> Catalogue:
        if other is not None:
            return Catalogue(other, made_with)
        own = self.path / "catalogue.sqlite"
        admit(self.path, own)
        try:
            opened = Catalogue(own, made_with)
        except CorruptIndex as error:
            raise CorruptIndex(f"{error}; {advice(self.path)}") from error
        mark(self.path)
        return opened

    def __enter__(self) -> Self:
        """Return the home itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the home."""
        self.close()

    def close(self) -> None:
        """Close the catalogue and release the locks."""
        self._closing.set()
        if self._refiller is not None:
            self._refiller.join()
        self.catalogue.close()
        if self._chroma is not None:
            tighten(self.path)
        self._chroma = None
        self._chroma_lock.release(force=True)
        self._presence.release()

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
            FingerprintMismatch: another process has rebuilt the index with another encoder, segmenter or version.
        """
        with writers(self.path, self._patience, self._waiting):
            self.catalogue.check_fingerprint()
            yield

    @contextmanager
    def deriving(self) -> Iterator[None]:
        """Hold the lock for extracting rows from stored documents, so that only one process does so; writers go on.

        Raises:
            HomeBusy: another reader has held it for longer than this home's patience.
        """
        busy = f"the documents in {self.path} are being read; try again in a moment"
        wait = f"waiting for another process that is reading the documents in {self.path}; Ctrl-C stops waiting"
        with locked(self.path / "deriving.lock", self._patience, self._waiting, busy, wait):
            yield

    def nearest(self, only: Collection[int] | None = None, *, lasting: bool = False) -> Nearest:
        """Return the nearest-sentence search, over all documents or only those in `only` (row numbers).

        `lasting`: the process will search again, so that opening Chroma is worth the time.

        Raises:
            FingerprintMismatch: another process has rebuilt the index with another encoder, segmenter or version.
        """
        changed = self.catalogue.changes()
        if changed != self._seen:
            self.catalogue.check_fingerprint()
            self._seen = changed
        if only is not None:
            return ExactVectors(self.catalogue.engine, only)
        if held := self._held(changed):
            return held
        if (lasting or self.catalogue.counts()["sentences"] > EXACT) and self._chroma_is_current(lasting):
            return self.chroma
        with self._exact_guard:
            if held := self._held(changed):
                return held
            exact = ExactVectors(self.catalogue.engine)
            self._exact = (changed, exact)
            return exact

    def _held(self, changed: int) -> ExactVectors | None:
        held = self._exact
        return held[1] if held is not None and held[0] == changed else None

    def _chroma_is_current(self, lasting: bool) -> bool:
        """Open Chroma and apply pending changes; `False` if it is not to be had, or is being filled anew."""
        while not self._guard.acquire(timeout=0.05):
            if self._refilling:
                return False
        try:
            if self._refilling or not self.connect_chroma():
                return False
            if self.chroma.generation == self.catalogue.generation():
                return self.sync()
            if lasting and time.monotonic() >= self._refill_from:
                self._refilling = True
                self._refiller = threading.Thread(target=self._refill_beside, name="dragoman-refill", daemon=True)
                self._refiller.start()
            return False
        finally:
            self._guard.release()

    def _refill_beside(self) -> None:
        self._refill_from = time.monotonic() + _AGAIN  # unless it succeeds
        self.refill()
        self._refill_from = 0.0

    def connect_chroma(self) -> bool:
        """Open Chroma; return `False` if another process has it open."""
        with self._guard:
            if self._chroma is None:
                try:
                    self._chroma_lock.acquire(timeout=0)
                except Timeout:
                    return False
                self._chroma = ChromaVectors(self.path / "chroma")
            return True

    def sync(self) -> bool:
        """Apply pending changes to Chroma, and refill it if it was filled for another index or its size differs.

        Returns `False`, without a change, if another process has Chroma open.
        """
        with self._guard:
            if not self.connect_chroma():
                return False
            if self.chroma.generation != self.catalogue.generation():
                self.refill()
                return True
            self.settle()
            stored, counts = len(self.chroma), self.catalogue.counts()
            # If changes are pending again, a writer has been active since, and a difference is not an error.
            if not counts["unsent"] and stored != counts["sentences"]:
                self.refill()
            return True

    def settle(self) -> None:
        """Apply pending changes to Chroma, which must be open (`connect_chroma`, else `HomeBusy`)."""
        with self._guard:
            self.catalogue.settle(self.chroma.tell, stopped=self._closing.is_set)

    def refill(self) -> None:
        """Refill Chroma, which must be open (`connect_chroma`, else `HomeBusy`), from the catalogue.

        Searches use the catalogue's own vectors in the meantime.
        """
        with self._guard:
            self._refilling = True
            try:
                self.chroma.clear(self.catalogue.generation())
                self.catalogue.resend()
                self.settle()
            finally:
                self._refilling = False
                self._exact = None  # else it would go on being used

    @property
    def chroma(self) -> ChromaVectors:
        """The open collection.

        Raises:
            HomeBusy: this process has not opened it (`connect_chroma`).
        """
        if self._chroma is None:
            raise HomeBusy(f"the vectors in {self.path} are in use by another process; stop it and try again")
        return self._chroma


def fingerprint(name: str | None, model: str | None) -> dict[str, str]:
    """Return the components that an index is built with: encoder, segmenter and term rules, by `meta` name.

    The encoder is the one called `name`; if that is `None`, the one that `model` selects (see `Home`).
    """
    if name is None:
        name = {None: PackagedEncoder.name, "reference": SentenceTransformersEncoder.named(None)}.get(
            model, SentenceTransformersEncoder.named(model)
        )
    return {"encoder": name, "segmenter": SEGMENTER, "terms": LEXICON}
