"""Checks on the briefs in corpus/library: form, length and quotations.

Every quotation in a brief must be listed, word for word, in tests/data/quotations.jsonl.
"""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "corpus" / "library"
QUOTATIONS = ROOT / "tests" / "data" / "quotations.jsonl"
BRIEFS = sorted(LIBRARY.glob("*.md"))

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}-\d{2}-\d{2}")
KEYS = {"title", "published", "event_dates", "language", "topics", "based_on"}
SOURCE_KEYS = {"publisher", "title", "url", "published"}


def load_quotations() -> dict[str, list[str]]:
    """Return the words of every known quotation, by the id of the brief."""
    found: dict[str, list[str]] = {}
    for line in QUOTATIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["brief"], []).append(row["words"])
    return found


WORDS = load_quotations()


def split(path: Path) -> tuple[dict[str, Any], str]:
    """Split a brief into front matter and body."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    assert len(parts) == 3 and parts[0] == "", f"{path.name}: no front matter"
    meta = yaml.safe_load(parts[1])
    assert isinstance(meta, dict), f"{path.name}: front matter is not a mapping"
    return meta, parts[2].strip()


def is_date(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


each_brief = pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)


def test_enough_briefs() -> None:
    assert len(BRIEFS) >= 24, f"only {len(BRIEFS)} briefs in {LIBRARY}"


def test_titles_are_unique() -> None:
    counts = Counter(str(split(path)[0].get("title")).casefold() for path in BRIEFS)
    assert not [title for title, n in counts.items() if n > 1]


@each_brief
def test_file_name(path: Path) -> None:
    assert ID_PATTERN.fullmatch(path.stem), f"{path.name}: not an id"


@each_brief
def test_front_matter(path: Path) -> None:
    name, (meta, _) = path.name, split(path)
    assert set(meta) == KEYS, f"{name}: wrong keys {set(meta) ^ KEYS}"
    assert is_text(meta["title"]), f"{name}: title"
    assert meta["published"] is None or is_date(meta["published"]), f"{name}: published"
    dates, topics = meta["event_dates"], meta["topics"]
    assert isinstance(dates, list) and all(map(is_date, dates)), f"{name}: event_dates"
    assert meta["language"] == "en", f"{name}: language"
    assert isinstance(topics, list) and topics and all(map(is_text, topics)), f"{name}: topics"


@each_brief
def test_source(path: Path) -> None:
    name, source = path.name, split(path)[0]["based_on"]
    assert isinstance(source, dict) and set(source) == SOURCE_KEYS, f"{name}: based_on keys"
    assert is_text(source["publisher"]), f"{name}: based_on.publisher"
    assert source["title"] is None or is_text(source["title"]), f"{name}: based_on.title"
    assert str(source["url"]).startswith(("https://", "http://")), f"{name}: based_on.url"
    published = source["published"]
    assert published is None or is_date(published), f"{name}: based_on.published"


@each_brief
def test_length(path: Path) -> None:
    count = len(split(path)[1].split())
    assert 180 <= count <= 450, f"{path.name}: {count} words"


@each_brief
def test_quotation_marks(path: Path) -> None:
    body = split(path)[1]
    for mark in '"«»„':
        assert mark not in body, f"{path.name}: {mark} in the body"
    marks = re.findall("[“”]", body)
    assert marks == ["“", "”"] * (len(marks) // 2), f"{path.name}: unbalanced quotation marks"


@each_brief
def test_quotations_are_exact(path: Path) -> None:
    known = WORDS.get(path.stem, [])
    used = re.findall("“([^”]*)”", split(path)[1])
    for passage in used:
        whole = re.compile(rf"(?<!\w){re.escape(passage)}(?!\w)")
        assert any(whole.search(words) for words in known), f"{path.name}: not known: {passage}"
        long_enough = len(passage.split()) >= 3 or passage in known
        assert long_enough, f"{path.name}: too short: {passage}"
    assert used or not known, f"{path.name}: uses none of its quotations"
