"""An open home directory: catalogue, encoder and nearest-sentence search, and the locks that protect them.

Several processes may read and write `catalogue.sqlite`; SQLite coordinates them. Only one process may have `chroma/`
open, so it has a lock. The process with the lock applies the changes that the catalogue has recorded to Chroma; the
others search the catalogue's own vectors exactly, with the same result.
"""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from ..corpus.errors import HomeBusy, HomeError
from ..corpus.segment import SEGMENTER
from .encoding.encoder import Encoder, PackagedEncoder, SentenceTransformersEncoder
from .storage.catalogue import Catalogue
from .storage.schema import LEXICON
from .storage.vectors import ChromaVectors, ExactVectors, Nearest
from .telemetry import telemetry_off

EXACT = 20_000
"""Number of sentences up to which exact search is faster than importing Chroma (0.5 s): reading 20,000 takes 0.1 s."""

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

    def __enter__(self) -> Self:
        """Return the home itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the home."""
        self.close()

    def close(self) -> None:
        """Close the catalogue and release the locks."""
        self.catalogue.close()
        self._chroma = None
        self._chroma_lock.release(force=True)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when it is first needed."""
        if self._encoder is None:
            with self._guard:
                if self._encoder is None:
                    self._encoder = self._load()
        return self._encoder

    @property
    def model(self) -> str | None:
        """What selects the encoder, as the constructor takes it."""
        return self._model

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
        try:
            yield
        finally:
            lock.release()

    def nearest(self, only: Collection[int] | None = None, *, lasting: bool = False) -> Nearest:
        """Return the nearest-sentence search, over all documents or only those in `only` (row numbers).

        `lasting`: the process will search again, so that opening Chroma is worth the time.
        """
        if only is not None or self._refilling:
            return ExactVectors(self.catalogue.engine, only)
        with self._guard:
            changed = self.catalogue.changes()
            if self._exact is not None and self._exact[0] == changed:
                return self._exact[1]
            size = self.catalogue.counts()["sentences"]
            if (lasting or size > EXACT) and self.sync():
                return self.chroma
            exact = ExactVectors(self.catalogue.engine)
            self._exact = (changed, exact)
            return exact

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
        """Apply pending changes to Chroma, and refill it if its size still differs from the catalogue's.

        Returns `False`, without a change, if another process has Chroma open.
        """
        with self._guard:
            if not self.connect_chroma():
                return False
            self.settle()
            stored, counts = len(self.chroma), self.catalogue.counts()
            # If changes are pending again, a writer has been active since, and a difference is not an error.
            if not counts["unsent"] and stored != counts["sentences"]:
                self.refill()
            return True

    def settle(self) -> None:
        """Apply pending changes to Chroma, which must be open (`connect_chroma`, else `HomeBusy`)."""
        with self._guard:
            self.catalogue.settle(self.chroma.tell)

    def refill(self) -> None:
        """Refill Chroma, which must be open (`connect_chroma`, else `HomeBusy`), from the catalogue.

        Searches use the catalogue's own vectors in the meantime.
        """
        with self._guard:
            self._refilling = True
            try:
                self.chroma.clear()
                self.catalogue.resend()
                self.settle()
            finally:
                self._refilling = False

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
