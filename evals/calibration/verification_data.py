"""Claims with evidence and human judgements: SummEdits and BUMP as rows for `support`.

Each sentence has a label: in a wrong claim, a sentence is right if a right claim about the same text has it.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...corpus.errors import InputError
from ...corpus.sentences import sentence_bounds
from . import entailment_data


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim; `group` is its document (a group is never on both sides of a split), `error` the kind of error."""

    group: str
    claim: str
    evidence: str
    supported: bool
    error: str
    sentences: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A data set of judged claims; `sha256` is the hash of its file."""

    name: str
    rows: tuple[JudgedClaim, ...]
    sha256: str


def load(path: Path) -> JudgedSet:
    """Read `pairs.jsonl` (SummEdits) or `task2.jsonl` (BUMP), or a folder with one of them.

    Raises:
        InputError: there is neither, or a line is not a JSON object or lacks a field.
    """
    file = next((one for one in (path, path / "pairs.jsonl", path / "task2.jsonl") if one.is_file()), None)
    if file is None:
        raise InputError(f"{path} has neither pairs.jsonl nor task2.jsonl; give a folder in SummEdits or BUMP form")
    raw = file.read_bytes()
    rows = [_row(line, number) for number, line in enumerate(raw.decode("utf-8").splitlines(), 1) if line.strip()]
    try:
        judged = _bump(rows) if "reference_summary" in rows[0] else _summedits(rows)
    except KeyError as error:
        raise InputError(f"{file}: a line has no field {error}; give SummEdits or BUMP rows") from error
    return JudgedSet(file.parent.name, tuple(judged), hashlib.sha256(raw).hexdigest())


def load_pairs(folder: Path, source: str, limit: int) -> JudgedSet:
    """Read at most `limit` pairs of an entailment set as claims; `error` is the label of what is not entailed.

    Raises:
        InputError: the set is not there, or is damaged.
    """
    pairs = entailment_data.load(folder, source, limit)
    rows = []
    for one in pairs:
        right = one.label == "entailment"
        labels = tuple(right for _ in _parts(one.hypothesis))
        rows.append(JudgedClaim(one.group, one.hypothesis, one.premise, right, "" if right else one.label, labels))
    return JudgedSet(source, tuple(rows), entailment_data.sha256(folder, source))


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"line {number} is not JSON ({error}); give one JSON object a line") from error
    if not isinstance(row, dict):
        raise InputError(f"line {number} is not a JSON object; give one JSON object a line")
    return row


def _summedits(rows: list[dict[str, Any]]) -> list[JudgedClaim]:
    right: dict[str, set[str]] = {}
    for row in rows:
        if row["supported"]:
            right.setdefault(row["document"], set()).update(_parts(row["claim"]))
    return [
        JudgedClaim(
            row["document"],
            row["claim"],
            row["document"],
            row["supported"],
            "+".join(row["edit_types"]) or ("" if row["supported"] else "other"),
            _labels(row["claim"], row["supported"], right.get(row["document"], set())),
        )
        for row in rows
    ]


def _bump(rows: list[dict[str, Any]]) -> list[JudgedClaim]:
    found = []
    for row in rows:
        right, wrong, article = row["reference_summary"], row["edited_summary"], row["article"]
        found.append(JudgedClaim(article, right, article, True, "", _labels(right, True, set())))
        labels = _labels(wrong, False, set(_parts(right)))
        found.append(JudgedClaim(article, wrong, article, False, row["error_type"], labels))
    return found


def _parts(text: str) -> list[str]:
    return [text[start:end] for block in sentence_bounds(text) for start, end in block]


def _labels(claim: str, supported: bool, right: set[str]) -> tuple[bool, ...]:
    labels = tuple(supported or part in right for part in _parts(claim))
    return labels if supported or not all(labels) else tuple(False for _ in labels)
