"""Nearest sentences: Chroma over its copy of the catalogue's vectors, and exact search over the catalogue itself.

Both give the same result. Exact search is the reference for Chroma's tests, and takes over if Chroma cannot be used
(another process has it open, filters are set) or is not worth opening (a small corpus, a command that ends at once).
"""

import time
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select, text

from ...corpus.errors import DragomanError, HomeError
from . import chroma_files
from .catalogue import Pending, choose
from .chroma_files import delete_unused
from .disk import explained, without_room
from .rows import sound, stacked, vectors_at
from .schema import passages

ADDED = 100
"""Sentences that are added to Chroma at once. It holds Python's lock meanwhile, so no other thread goes on: some 30 ms for
100, a second for 4,000. Pages of 25 take three times as much computing in all."""

COLLECTION = "sentences"
GENERATION = "generation"  # key of the collection's metadata


class Nearest(Protocol):
    """Find the sentences whose vectors are nearest to a given one."""

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Return the `k` sentences nearest to `vector` (d,) as (row number of the passage, cosine), nearest first."""
        ...


class ChromaBroken(DragomanError):
    """Chroma's folder cannot be opened, read or written. Everything in it can be made again from the catalogue."""


@contextmanager
def _guarded(folder: Path, doing: str) -> Iterator[None]:
    """Turn whatever Chroma raises into `ChromaBroken`, or into the error of a full or read-only disk under its folder."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, DragomanError):
        raise
    # Chroma's compiled part raises errors of many classes, and panics that are no `Exception`.
    except BaseException as error:
        if (known := explained(error) or without_room(folder.parent)) is not None:
            raise known from error
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ChromaBroken(f"Chroma cannot be {doing} ({reason})") from error


class ChromaVectors:
    """A persistent Chroma collection; at most one process may have a folder open (see `index.home`).

    Raises:
        ChromaBroken: (any method) the folder is damaged.
        HomeFull, HomeReadOnly: (any method) it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        """Open the collection in `folder`, or make it."""
        # Here, not at the top: 0.5 s that commands without vector search need not pay.
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        # Chroma shares open folders by their path as written, and a relative path may mean another folder by now.
        path = str(folder.resolve())
        self._folder = folder
        with _guarded(folder, "opened"):
            delete_unused(folder)
            if (wrong := chroma_files.fault(folder)) is not None:
                raise ChromaBroken(f"Chroma's vector index is damaged ({wrong})")
            try:
                self._client = chromadb.PersistentClient(path, settings=settings)
                self._open()
            except BaseException:
                _forget(path)
                raise
        self._path = path

    def close(self) -> None:
        """Close the folder, so that it can be moved."""
        with suppress(Exception):  # it may be damaged, and then there is nothing to save
            self._client.close()  # type: ignore[attr-defined]  # the protocol lacks it, every client has it
        _forget(self._path)

    def _open(self, generation: str | None = None) -> None:
        self._collection = self._client.get_or_create_collection(
            COLLECTION,
            metadata={GENERATION: generation} if generation else None,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )
        self._page = self._client.get_max_batch_size()

    def tell(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        gone: Sequence[str],
        rest: Callable[[float], object] = lambda _: None,
    ) -> None:
        """Store `vectors` (n, d) under `ids` (n) and delete the ids `gone`; `rest` is called after each page with its seconds."""
        with _guarded(self._folder, "written to"):
            for start in range(0, len(gone), self._page):
                self._collection.delete(ids=list(gone[start : start + self._page]))
            added = min(self._page, ADDED)
            for start in range(0, len(ids), added):
                began = time.perf_counter()
                page = list(ids[start : start + added])
                known = set(self._collection.get(ids=page, include=[])["ids"])
                # Added, never upserted: after upserts Chroma can fail to find records (chroma-core/chroma issue 7758).
                new = [at for at, name in enumerate(page, start) if name not in known]
                if new:
                    self._collection.add(ids=[ids[at] for at in new], embeddings=vectors[new])
                rest(time.perf_counter() - began)

    def clear(self, generation: str = "") -> None:
        """Delete everything, and note for which generation of the catalogue it is filled next."""
        with _guarded(self._folder, "emptied"):
            self._client.delete_collection(COLLECTION)
            self._open(generation)

    @property
    def generation(self) -> str:
        """The generation of the catalogue that it was filled for (`Catalogue.generation`)."""
        return str((self._collection.metadata or {}).get(GENERATION, ""))

    def ids(self) -> set[str]:
        """Return the stored ids, read a page at a time."""
        found: set[str] = set()
        with _guarded(self._folder, "read"):
            while page := self._collection.get(include=[], limit=self._page, offset=len(found))["ids"]:
                found.update(page)
        return found

    def __len__(self) -> int:
        """Return the number of sentences."""
        with _guarded(self._folder, "read"):
            return self._collection.count()

    def nearest_ids(self, vectors: NDArray[np.float32], k: int) -> list[list[str]]:
        """Return the ids of the `k` nearest sentences for each of `vectors` (n, d)."""
        with _guarded(self._folder, "searched"):
            return self._collection.query(query_embeddings=vectors, n_results=k, include=[])["ids"]

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See `Nearest.nearest`."""
        from chromadb.errors import NotFoundError  # as above

        with _guarded(self._folder, "searched"):
            try:
                found = self._collection.query(query_embeddings=vector[None], n_results=k, include=["distances"])
            except NotFoundError:  # deleted by another thread that is about to refill it (`clear`)
                found = self._collection.query(query_embeddings=vector[None], n_results=k, include=["distances"])
            distances = (found["distances"] or [[]])[0]
            nearest = [(int(i.split(":")[0]), 1.0 - d) for i, d in zip(found["ids"][0], distances, strict=True)]
            # Without the files of its index Chroma raises nothing, and finds a record or two.
            if 2 * len(nearest) < k and 2 * len(nearest) < (stored := self._collection.count()):
                raise ChromaBroken(f"Chroma finds {len(nearest)} of {stored} sentences")
        return nearest


def _forget(path: str) -> None:
    """Take a folder out of Chroma's own table of open ones: the next client must not get one that failed or was moved."""
    from chromadb.api.shared_system_client import SharedSystemClient  # as above

    SharedSystemClient._identifier_to_system.pop(path, None)
    SharedSystemClient._identifier_to_refcount.pop(path, None)


class FallingBack:
    """Search in Chroma; if it fails, search otherwise, so that a question is always answered."""

    def __init__(self, chroma: Nearest, otherwise: Callable[[DragomanError], Nearest]) -> None:
        """`otherwise` takes the error, and returns the search to use instead."""
        self._chroma = chroma
        self._otherwise = otherwise

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See `Nearest.nearest`."""
        try:
            return self._chroma.nearest(vector, k)
        except (ChromaBroken, HomeError) as error:
            return self._otherwise(error).nearest(vector, k)


class ExactVectors:
    """Every vector of the catalogue (or of some documents) in memory, compared one by one."""

    def __init__(
        self, engine: Engine, only: Collection[int] | None = None, *, among: Collection[int] | None = None
    ) -> None:
        """Read the vectors; `only`: row numbers of the documents to search, `among`: of the passages."""
        chosen = select(passages.c.row, passages.c.vectors, passages.c.bounds).order_by(passages.c.row)
        with engine.connect() as connection:
            if only is not None:
                choose(connection, only)
                chosen = chosen.where(passages.c.document.in_(text("SELECT row FROM chosen")))
            if among is not None:
                chosen = chosen.where(passages.c.row.in_(among))
            rows = connection.execute(chosen).all()
            connection.rollback()
        sizes, self._vectors = stacked(sound(rows, vectors_at))
        self._passages = (
            np.repeat([row for row, _ in sizes], [size for _, size in sizes]) if sizes else np.zeros(0, int)
        )

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self._vectors)

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See `Nearest.nearest`."""
        if self._vectors.shape[1] != len(vector):  # it is empty, or every row is damaged
            return []
        cosines = self._vectors @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(int(self._passages[at]), float(cosines[at])) for at in best]


class WithPending:
    """Search in Chroma, and beside it exactly among the passages whose change it has not been told yet."""

    def __init__(self, engine: Engine, pending: Pending) -> None:
        """Read the vectors of the passages that are new in `pending`."""
        self._changed = pending.new | pending.gone.keys()
        self._gone = sum(pending.gone.values())
        self._new = ExactVectors(engine, among=pending.new)

    def beside(self, chroma: Nearest) -> Nearest:
        """Return the search in `chroma` and among the pending passages."""
        return _Beside(chroma, self._new, self._changed, self._gone)


@dataclass(frozen=True, slots=True)
class _Beside:
    """`chroma` knows passages in `changed` not at all, or no longer rightly; `gone` of its sentences do not count."""

    chroma: Nearest
    new: ExactVectors
    changed: Set[int]
    gone: int

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See `Nearest.nearest`."""
        told = [one for one in self.chroma.nearest(vector, k + self.gone) if one[0] not in self.changed]
        return sorted([*told, *self.new.nearest(vector, k)], key=lambda one: -one[1])[:k]
