"""An open home directory: catalogue, encoder and nearest-sentence search, and the locks that protect them.

Several processes may read and write `catalogue.sqlite`; SQLite coordinates them, and `writer.lock` lets one write at a time.
"""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from ..corpus.clean import is_whole
from ..corpus.errors import CorruptIndex, HomeError
from ..corpus.segment import SEGMENTER
from .encoding.encoder import Encoder, PackagedEncoder, SentenceTransformersEncoder, load
from .folder.locks import PATIENCE, PresenceLock, Waiting, ignore, locked, writers
from .folder.privacy import make_home, tighten
from .preparation import Preparation, PrepareHere
from .preparation_process import PrepareApart
from .replacing.used_home import admit, advice, mark
from .storage.catalogue import Catalogue
from .storage.disk import disk_errors
from .storage.schema import LEXICON
from .storage.vectors import Nearest
from .telemetry import telemetry_off
from .vector_search import VectorSearch


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
        apart: bool = False,
    ) -> None:
        """Open the home at `path`, creating what is missing if it is new.

        `encoder` is an encoder that is already loaded. Without it, `model` selects one: `None` the packaged model,
        `reference` the same model in fp32 on sentence-transformers, any other value a sentence-transformers model.
        `catalogue` is a file to use instead of the home's. `patience`: seconds that a writer waits for another one, `None`
        for without end; `waiting` is called when it has to. `apart`: documents are prepared in another process, unless an
        `encoder` is given, which that process cannot have.

        Raises:
            HomeError: the directory cannot be created, or it was a home whose catalogue is lost.
            HomeBusy: another program has locked the catalogue.
            FingerprintMismatch: its index was built with another encoder, segmenter or schema.
            CorruptIndex: the catalogue's file is damaged or is not a catalogue.
        """
        if not is_whole(str(path)):
            raise HomeError("the name of the home has bytes that are not UTF-8; use a folder with another name")
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
        self._guard = threading.Lock()
        here = PrepareHere(lambda: self.encoder)
        self.apart = apart and encoder is None
        """Whether documents are prepared in another process."""
        self.preparation: Preparation = PrepareApart(model, here) if self.apart else here
        self._presence = PresenceLock(path)
        self._presence.share(patience, waiting)
        try:
            self.catalogue = self._open(catalogue, fingerprint(encoder.name if encoder else None, model))
        except BaseException:
            self._presence.release()
            raise
        self.vectors = VectorSearch(path, self.catalogue)
        tighten(path)

    def _open(self, other: Path | None, made_with: dict[str, str]) -> Catalogue:
        if other is not None:
            return Catalogue(other, made_with)
        own = self.path / "catalogue.sqlite"
        with disk_errors(self.path):
            admit(self.path, own)  # whose message says how to get a lost catalogue back
        try:
            with disk_errors(self.path):
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
        """Close the catalogue, release the locks and end the process that prepares documents, if there is one."""
        self.preparation.close()
        self.vectors.close()
        self.catalogue.close()
        self._presence.release()

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when it is first needed."""
        if self._encoder is None:
            with self._guard:
                if self._encoder is None:
                    self._encoder = load(self._model)
        return self._encoder

    @property
    def model(self) -> str | None:
        """What selects the encoder, as the constructor takes it."""
        return self._model

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
        return self.vectors.nearest(only, lasting=lasting)

    def tell(self) -> None:
        """Have Chroma brought up to date: now, or in the background of a process that answers meanwhile (`apart`)."""
        if self.apart:
            self.vectors.telling.start(again=True)
        else:
            self.vectors.tell()


def fingerprint(name: str | None, model: str | None) -> dict[str, str]:
    """Return the components that an index is built with: encoder, segmenter and term rules, by `meta` name.

    The encoder is the one called `name`; if that is `None`, the one that `model` selects (see `Home`).
    """
    if name is None:
        name = {None: PackagedEncoder.name, "reference": SentenceTransformersEncoder.named(None)}.get(
            model, SentenceTransformersEncoder.named(model)
        )
    return {"encoder": name, "segmenter": SEGMENTER, "terms": LEXICON}
