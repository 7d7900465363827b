"""Premise and hypothesis pairs with labels, one gzipped JSON-lines file for each source."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from ...corpus.errors import InputError

LABELS = ("entailment", "neutral", "contradiction", "not_entailment")


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise and a hypothesis with one of `LABELS`."""

    premise: str
    hypothesis: str
    label: str

    @property
    def group(self) -> str:
        """The hash of the premise; pairs with one premise are never on both sides of a split."""
        return hashlib.sha256(self.premise.encode()).hexdigest()


def load(folder: Path, source: str, limit: int, longest: int | None = None) -> list[Pair]:
    """Return at most `limit` pairs of a source, chosen at random, always the same ones.

    Args:
        folder: has `SOURCE.jsonl.gz`, with `premise`, `hypothesis` and `label` in each line.
        source: the name of the file, without its ending.
        limit: the most pairs.
        longest: the most words of a premise; `None` for any number.

    Raises:
        InputError: there is no such file, or a line is not such a pair.
    """
    path = _file(folder, source)
    if not path.is_file():
        raise InputError(f"{path} is not there; give the folder with the entailment sets, one SOURCE.jsonl.gz each")
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                pair = Pair(row["premise"], row["hypothesis"], row["label"])
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}, line {number}: not a pair with premise, hypothesis and label") from error
            if pair.label not in LABELS:
                raise InputError(f"{path}, line {number}: the label {pair.label!r} is none of {', '.join(LABELS)}")
            if longest is None or len(pair.premise.split()) <= longest:
                found.append(pair)
    Random(f"{source}:0").shuffle(found)
    return found[:limit]


def sha256(folder: Path, source: str) -> str:
    """Return the hash of a source's file."""
    return hashlib.sha256(_file(folder, source).read_bytes()).hexdigest()


def _file(folder: Path, source: str) -> Path:
    return folder / f"{source}.jsonl.gz"
