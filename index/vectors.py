"""Nearest sentences: Chroma over its copy of the catalogue's vectors, and exact search over the catalogue itself.

Both answer the same question; exact search is what Chroma is tested against, and takes over where Chroma may not be
opened (another process has it, filters are set) or does not pay (a small corpus, a command that ends at once).
"""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select, text

from index.schema import passages

COLLECTION = "sentences"


class Nearest(Protocol):
    """Finds the sentences whose vectors are most like a given one."""

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The `k` nearest sentences to `vector` (d), as (row number of the passage, cosine), nearest first."""
        ...


class ChromaVectors:
    """A persistent Chroma collection; at most one process may have a folder open (see `index.home`)."""

    def __init__(self, folder: Path) -> None:
        """Open the collection in `folder`, or make it."""
        # Here, not at the top: 0.5 s that commands which do not search by vectors need not pay.
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        self._client = chromadb.PersistentClient(str(folder), settings=settings)
        self._open()

    def _open(self) -> None:
        self._collection = self._client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self._page = self._client.get_max_batch_size()

    def tell(self, ids: Sequence[str], vectors: NDArray[np.float32], gone: Sequence[str]) -> None:
        """Hold `vectors` (n, d) under `ids` (n) and let go of the ids `gone`."""
        for start in range(0, len(gone), self._page):
            self._collection.delete(ids=list(gone[start : start + self._page]))
        for start in range(0, len(ids), self._page):
            stop = start + self._page
            self._collection.upsert(ids=list(ids[start:stop]), embeddings=vectors[start:stop])  # type: ignore[arg-type]

    def clear(self) -> None:
        """Let go of everything."""
        self._client.delete_collection(COLLECTION)
        self._open()

    def ids(self) -> set[str]:
        """The ids that are held, read a page at a time."""
        found: set[str] = set()
        while page := self._collection.get(include=[], limit=self._page, offset=len(found))["ids"]:
            found.update(page)
        return found

    def __len__(self) -> int:
        """How many sentences are held."""
        return self._collection.count()

    def nearest_ids(self, vectors: NDArray[np.float32], k: int) -> list[list[str]]:
        """For each of `vectors` (n, d) the ids of its `k` nearest sentences."""
        return self._collection.query(query_embeddings=vectors, n_results=k, include=[])["ids"]  # type: ignore[arg-type]

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See `Nearest.nearest`."""
        found = self._collection.query(query_embeddings=vector[None], n_results=k, include=["distances"])  # type: ignore[arg-type]
        distances = (found["distances"] or [[]])[0]
        return [(int(i.split(":")[0]), 1.0 - d) for i, d in zip(found["ids"][0], distances, strict=True)]


class ExactVectors:
    """Every vector of the catalogue (or of some documents) in memory, compared one by one."""

    def __init__(self, engine: Engine, width: int, only: Collection[int] | None = None) -> None:
        """Read the vectors; `only`: row numbers of the documents to look at."""
        chosen = select(passages.c.row, passages.c.vectors).order_by(passages.c.row)
        with engine.connect() as connection:
            if only is not None:
                connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS chosen (row INTEGER PRIMARY KEY)"))
                connection.execute(text("DELETE FROM chosen"))
                if only:
                    connection.execute(text("INSERT INTO chosen VALUES (:row)"), [{"row": row} for row in only])
                chosen = chosen.where(passages.c.document.in_(text("SELECT row FROM chosen")))
            held = connection.execute(chosen).all()
            connection.rollback()
        parts = [np.frombuffer(row.vectors, np.float32).reshape(-1, width) for row in held]
        self._vectors = np.concatenate(parts) if parts else np.zeros((0, width), np.float32)
        self._passages = np.repeat([row.row for row in held], [len(part) for part in parts]) if parts else np.zeros(0, int)

    def __len__(self) -> int:
        """How many sentences are held."""
        return len(self._vectors)

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See `Nearest.nearest`."""
        cosines = self._vectors @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(int(self._passages[at]), float(cosines[at])) for at in best]


def telemetry_off() -> None:
    """No library may report home: Chroma's and OpenVINO's own switches, set before they are imported."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
