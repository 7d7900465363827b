"""An open home directory: catalogue, encoder and nearest-sentence search, and who may touch what.

`catalogue.sqlite` may be read and written by several processes (SQLite sees to it). `chroma/` may be open in one
process only, so it has a lock: whoever holds it passes on what the catalogue noted for Chroma; everybody else searches
the catalogue's own vectors exactly, with the same result.
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
"""Up to this many sentences exact search answers sooner than Chroma is imported (0.5 s): 20,000 take 0.1 s to read."""

PATIENCE = 10.0
"""Seconds that a writer waits for another, where nothing else is said."""


class Home:
    """A home directory that is open. Close it, or use it as a context manager."""

    def __init__(
        self,
        path: Path,
        encoder: Encoder | None = None,
        *,
        model: str | None = None,
        catalogue: Path | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """Open the home at `path`, making what is missing.

        `encoder`: a ready one; else `model` names it: `None` the packaged model, `reference` the same model in fp32 on
        sentence-transformers, anything else a sentence-transformers model. `catalogue`: another file than the home's.
        `patience`: seconds that a writer waits for another.

        Raises:
            HomeError: the directory cannot be made or written.
            FingerprintMismatch: it was made with another encoder, segmenter or schema.
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
        """The home itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Give everything back."""
        self.catalogue.close()
        self._chroma = None
        self._chroma_lock.release(force=True)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when it is first needed; once, however many threads need it first."""
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
        """Held by a writer for a whole ingest, so that two do not store the same report twice.

        Raises:
            HomeBusy: another writer has had it for longer than this home's patience.
        """
        with self._held("writer.lock", f"another process is writing to {self.path}; try again when it has finished"):
            yield

    @contextmanager
    def deriving(self) -> Iterator[None]:
        """Held while something is read from the stored documents, so that two do not do so; a writer goes on meanwhile.

        Raises:
            HomeBusy: another reader has had it for longer than this home's patience.
        """
        with self._held("deriving.lock", f"the documents in {self.path} are being read; try again in a moment"):
            yield

    @contextmanager
    def _held(self, name: str, busy: str) -> Iterator[None]:
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
        """Nearest-sentence search, over the documents in `only` (row numbers) where given.

        `lasting`: the process will ask again, so that opening Chroma pays.
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
        """Open Chroma; not while another process has it."""
        with self._guard:
            if self._chroma is None:
                try:
                    self._chroma_lock.acquire(timeout=0)
                except Timeout:
                    return False
                self._chroma = ChromaVectors(self.path / "chroma")
            return True

    def sync(self) -> bool:
        """Tell Chroma what it has yet to be told of, and make sure that it holds what the catalogue holds.

        Returns whether Chroma can be searched; not while another process has it.
        """
        with self._guard:
            if not self.connect_chroma():
                return False
            self.settle()
            held, counts = len(self.chroma), self.catalogue.counts()
            # Where there is something to be told again, a writer has been at it since, and the two may well differ.
            if not counts["unsent"] and held != counts["sentences"]:
                self.refill()
            return True

    def settle(self) -> None:
        """Tell Chroma what it has yet to be told of; the caller has it open (`connect_chroma`)."""
        with self._guard:
            self.catalogue.settle(self.chroma.tell)

    def refill(self) -> None:
        """Fill Chroma anew from the catalogue; the caller has it open (`connect_chroma`).

        Who asks meanwhile is answered from the catalogue's own vectors.
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
            HomeBusy: this process does not have it (`connect_chroma`).
        """
        if self._chroma is None:
            raise HomeBusy(f"the vectors in {self.path} are in use by another process; stop it and try again")
        return self._chroma


def fingerprint(name: str | None, model: str | None) -> dict[str, str]:
    """What an index is made with; `name` of a ready encoder, else the one that `model` stands for."""
    if name is None:
        name = {None: PackagedEncoder.name, "reference": SentenceTransformersEncoder.named(None)}.get(
            model, SentenceTransformersEncoder.named(model)
        )
    return {"encoder": name, "segmenter": SEGMENTER, "terms": LEXICON}
