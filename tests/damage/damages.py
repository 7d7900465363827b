"""Damages of a home: each corrupts one thing, and says what `verify` must name and what is left after `repair`."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

Corrupt = Callable[[Path], None]

FIRST, SECOND = 3, 5
"""Rows of the documents that are damaged."""


@dataclass(frozen=True)
class HomeDamage:
    """`names`: words that one of the problems found by `verify` must have. `kept`: files set aside by `repair`."""

    name: str
    corrupt: Corrupt
    names: str
    kept: int = 0
    stops: bool = False  # the commands that need it may end with a sentence


def sql(*statements: str) -> Corrupt:
    def corrupt(home: Path) -> None:
        with closing(sqlite3.connect(home / "catalogue.sqlite", isolation_level=None)) as connection:
            connection.create_function("noise", 1, lambda size: random.Random(size).randbytes(size))
            connection.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                connection.execute(statement)

    return corrupt


def cell(table: str, column: str, value: str, where: str | None = None) -> Corrupt:
    where = where or f"row = {FIRST}"
    return sql(
        "PRAGMA writable_schema = OFF",
        "PRAGMA ignore_check_constraints = ON",
        f'UPDATE "{table}" SET "{column}" = {value} WHERE {where}',
    )


def file(change: Callable[[Path], None], pattern: str) -> Corrupt:
    def corrupt(home: Path) -> None:
        for path in sorted((home / "chroma").glob(pattern)):
            change(path)

    return corrupt


def noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def as_file(home: Path) -> None:
    shutil.rmtree(home / "chroma")
    (home / "chroma").write_text("in the way")


def links(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(0, len(content) - 100, 1676):
        content[at : at + 100] = random.Random(at).randbytes(100)
    path.write_bytes(content)


def _document(column: str, value: str, label: str) -> HomeDamage:
    return HomeDamage(f"documents.{column}: {label}", cell("documents", column, value), "document", kept=1)


def _passage(column: str, value: str, label: str) -> HomeDamage:
    return HomeDamage(f"passages.{column}: {label}", cell("passages", column, value), "passage")


DEEP = "replace(hex(zeroblob(20000)), '0', '[')"
HALF = """'[["a", "' || char(92) || 'ud800"]]'"""

DOCUMENTS = (
    _document("text", "text || ' One more sentence.'", "changed"),
    _document("text", "CAST(x'ff' || CAST(text AS BLOB) AS TEXT)", "not UTF-8"),
    _document("text", "CAST(text AS BLOB)", "a blob"),
    _document("text", "''", "empty"),
    _document("title", "CAST(x'c328' AS TEXT)", "not UTF-8"),
    _document("title", "char(27) || '[31mred' || char(7)", "escape codes"),
    _document("title", "x'00ff'", "a blob"),
    _document("id", "x'deadbeef'", "a blob"),
    _document("id", "'0000000000000000'", "another"),
    _document("publisher", "x'ff'", "a blob"),
    _document("url", "17.5", "a number"),
    _document("published", "'2025-02-30'", "no such day"),
    _document("published", "x'ff'", "a blob"),
    _document("published", "20251102", "a number"),
    _document("language", "x'fe'", "a blob"),
    _document("based_on", "'{'", "half JSON"),
    _document("based_on", "'[1]'", "a list"),
    _document("based_on", """'{"publisher": 1, "title": null, "url": null, "published": null}'""", "a number"),
    _document("based_on", DEEP, "nested deeply"),
    _document("marks", "'null'", "null"),
    _document("marks", '\'[{"kind": "page"}]\'', "a mark without a place"),
    _document(
        "marks",
        """'[{"kind": "page", "span": {"start": -4, "end": 1e9}, "label": "1", "speaker": null}]'""",
        "a negative place",
    ),
    _document("marks", DEEP, "nested deeply"),
    _document("metadata", "'{\"a\": 1}'", "an object"),
    _document("metadata", "'[[1, 2], [3]]'", "numbers"),
    _document("metadata", HALF, "half a character"),
    _document("external_id", "x'80'", "a blob"),
    _document("key", "x'81'", "a blob"),
    HomeDamage("documents.added: no time", cell("documents", "added", "'yesterday'"), "date of addition"),
    HomeDamage("documents.added: a blob", cell("documents", "added", "x'ff'"), "date of addition"),
    HomeDamage("documents.about: wrong", cell("documents", "about", "'Nobody'"), "publisher for filters"),
)

PASSAGES = (
    _passage("bounds", "x''", "empty"),
    _passage("bounds", "x'010203'", "three bytes"),
    _passage("bounds", "CAST(bounds AS BLOB) || x'00000000ffffffff'", "negative"),
    _passage("bounds", "noise(length(bounds))", "random"),
    _passage("bounds", "17", "a number"),
    _passage("bounds", "'text'", "a text"),
    _passage("vectors", "x''", "empty"),
    _passage("vectors", "substr(vectors, 1, length(vectors) - 3)", "cut"),
    _passage("vectors", "zeroblob(length(vectors))", "zero"),
    _passage("vectors", "noise(length(vectors))", "random"),
    _passage("vectors", "CAST(replace(hex(zeroblob(length(vectors) / 4)), '00', 'ÿÿ') AS BLOB)", "NaN"),
    _passage("vectors", "substr(vectors, 1, length(vectors) / 2)", "half as wide"),
    _passage("vectors", "17", "a number"),
    _passage("start", "-5", "negative"),
    _passage("start", "'here'", "a text"),
    _passage("end", "1000000", "beyond the text"),
    _passage("end", "9223372036854775807", "huge"),
    HomeDamage("passages: lost", sql(f"DELETE FROM passages WHERE document = {FIRST}"), "no passages"),
    HomeDamage("passages: astray", sql("UPDATE passages SET document = 9999 WHERE row = 3"), "does not exist"),
    HomeDamage("passages.document: a text", cell("passages", "document", "'third'"), "does not exist"),
)

OTHERS = (
    HomeDamage("words: lost", sql("DELETE FROM words WHERE rowid = 3"), "full text"),
    HomeDamage("words: stray", sql("INSERT INTO words (rowid, title, body) VALUES (9999, 'a', 'b')"), "full text"),
    HomeDamage("words: other words", sql("UPDATE words SET body = 'xyzzy' WHERE rowid = 3"), "full text"),
    HomeDamage(
        "words: a random index",
        sql("UPDATE words_data SET block = noise(length(block)) WHERE id > 10"),
        "full text",
        stops=True,
    ),
    HomeDamage("words: no index", sql("DELETE FROM words_data WHERE id > 10"), "full text", stops=True),
    HomeDamage("words: no structure", sql("DELETE FROM words_data"), "full text", stops=True),
    HomeDamage("words: no content", sql("DROP TABLE words_content"), "full text", stops=True),
    HomeDamage("words: no configuration", sql("DROP TABLE words_config"), "full text", stops=True),
    HomeDamage("shelf: a blob", cell("shelf", "title", "x'ff'", f"document = {FIRST}"), "document list"),
    HomeDamage("shelf: a wrong size", cell("shelf", "characters", "'many'", f"document = {FIRST}"), "document list"),
    HomeDamage("shelf: astray", sql("INSERT INTO shelf VALUES (9999, 'a', 'b', 1, 1, 1)"), "does not exist"),
    HomeDamage("sets.name: a blob", cell("sets", "name", "x'ff'", "row = 1"), "document set", kept=1),
    HomeDamage("sets.folded: wrong", cell("sets", "folded", "'other'", "row = 1"), "document set"),
    HomeDamage("members: astray", sql("INSERT INTO members VALUES (1, 'nothing')"), "does not exist"),
    HomeDamage("members.document: a blob", cell("members", "document", "x'ff'", '"set" = 1 AND rowid = 1'), "members"),
    HomeDamage("outbox.sentences: a text", sql("INSERT INTO outbox VALUES (NULL, 3, 'many', 1)"), "for Chroma"),
    HomeDamage("outbox: huge", sql("INSERT INTO outbox VALUES (NULL, 3, 9223372036854775807, 2)"), "for Chroma"),
    HomeDamage("meta: a blob", sql("INSERT INTO meta VALUES ('note', x'ff')"), "note", kept=1),
    HomeDamage("meta.jobs: not JSON", sql("INSERT OR REPLACE INTO meta VALUES ('jobs', '[{')"), "log of jobs", kept=1),
    HomeDamage(
        "meta.jobs: wrong fields",
        sql("""INSERT OR REPLACE INTO meta VALUES ('jobs', '[{"id": 1}]')"""),
        "log of jobs",
        kept=1,
    ),
    HomeDamage("meta.jobs: a blob", sql("INSERT OR REPLACE INTO meta VALUES ('jobs', x'ff')"), "note", kept=1),
    HomeDamage(
        "index: an entry is missing",
        sql(
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX ix_documents_added ON documents (id)' "
            "WHERE name = 'ix_documents_added'",
            "PRAGMA writable_schema = RESET",
        ),
        "SQLite finds it damaged",
        stops=True,
    ),
)

CONVERSATIONS = (
    HomeDamage("conversations.created: no time", cell("conversations", "created", "'then'", "1"), "conversation"),
    HomeDamage("conversations.updated: a blob", cell("conversations", "updated", "x'ff'", "1"), "conversation"),
    HomeDamage("conversations.title: a blob", cell("conversations", "title", "x'ff'", "1"), "conversation"),
    HomeDamage("conversations.user: a blob", cell("conversations", "user", "x'ff'", "1"), "conversation", kept=1),
    HomeDamage("conversations.words: a blob", cell("conversations", "words", "x'ff'", "1"), "conversation"),
    HomeDamage(
        "messages.answer: half JSON",
        cell("messages", "answer", "substr(answer, 1, 40)", "place = 0"),
        "answer 0",
        kept=1,
    ),
    HomeDamage("messages.answer: a list", cell("messages", "answer", "'[]'", "place = 0"), "answer 0", kept=1),
    HomeDamage("messages.answer: an empty object", cell("messages", "answer", "'{}'", "place = 0"), "answer 0", kept=1),
    HomeDamage(
        "messages.answer: a wrong type",
        cell("messages", "answer", "json_set(answer, '$.question', 17)", "place = 0"),
        "answer 0",
        kept=1,
    ),
    HomeDamage(
        "messages.answer: a negative offset",
        cell("messages", "answer", "json_set(answer, '$.claims[0].citations[0].start', -5)", "place = 0"),
        "answer 0",
        kept=1,
    ),
    HomeDamage("messages.answer: nested deeply", cell("messages", "answer", DEEP, "place = 0"), "answer 0", kept=1),
    HomeDamage("messages.answer: a blob", cell("messages", "answer", "x'ff'", "place = 0"), "answer 0", kept=1),
    HomeDamage("messages.created: no time", cell("messages", "created", "17", "place = 0"), "answer 0", kept=1),
    HomeDamage("messages.place: a text", cell("messages", "place", "'first'", "place = 0"), "answer first", kept=2),
    HomeDamage("feedback.rating: neither", cell("feedback", "rating", "'meh'", "1"), "rating", kept=1),
    HomeDamage(
        "feedback: astray",
        sql("INSERT INTO feedback VALUES ('gone', 0, 'ann', 'like', '', '2025-01-01T00:00:00+00:00')"),
        "does not exist",
        kept=1,
    ),
    HomeDamage(
        "kept.text: changed", cell("kept", "text", "text || '!'", "rowid = 1"), "kept for a conversation", kept=1
    ),
    HomeDamage("kept.marks: not JSON", cell("kept", "marks", "'{'", "rowid = 1"), "kept for a conversation", kept=1),
)

EXTRACTED = (
    HomeDamage("speech.end: beyond the text", cell("speech", "end", "10000000", "row = 2"), "speech"),
    HomeDamage("speech.start: negative", cell("speech", "start", "-1", "row = 2"), "speech"),
    HomeDamage("speech.speaker: a blob", cell("speech", "speaker", "x'ff'", "row = 2"), "speech"),
    HomeDamage("speech.role: a number", cell("speech", "role", "x'00'", "row = 2"), "speech"),
    HomeDamage("speech.kind: another", cell("speech", "kind", "'sung'", "row = 2"), "speech"),
    HomeDamage("speech.said_on: no day", cell("speech", "said_on", "'someday'", "row = 2"), "speech"),
    HomeDamage("speech: astray", cell("speech", "document", "9999", "row = 2"), "does not exist"),
    HomeDamage("happenings.day: no day", cell("happenings", "day", "'2025-13-01'", "row = 2"), "happenings"),
    HomeDamage("happenings.until: a blob", cell("happenings", "until", "x'ff'", "row = 2"), "happenings"),
    HomeDamage(
        "happenings.when_end: huge", cell("happenings", "when_end", "9223372036854775807", "row = 2"), "happenings"
    ),
    HomeDamage("happenings.document: a text", cell("happenings", "document", "'x'", "row = 2"), "happenings"),
)

CHROMA = (
    HomeDamage("chroma.sqlite3: half", file(half, "chroma.sqlite3"), "Chroma"),
    HomeDamage("chroma.sqlite3: random", file(noise, "chroma.sqlite3"), "Chroma"),
    HomeDamage("chroma.sqlite3: empty", file(empty, "chroma.sqlite3"), "Chroma"),
    HomeDamage(
        "chroma: no index", file(lambda path: shutil.rmtree(path.parent), "*/header.bin"), "do not find themselves"
    ),
    HomeDamage("chroma: no metadata", file(Path.unlink, "*/index_metadata.pickle"), "do not find themselves"),
    HomeDamage("chroma: random metadata", file(noise, "*/index_metadata.pickle"), "Chroma"),
    HomeDamage("chroma: no header", file(Path.unlink, "*/header.bin"), "Chroma"),
    HomeDamage("chroma: a random header", file(noise, "*/header.bin"), "Chroma"),
    HomeDamage("chroma: half of the vectors", file(half, "*/data_level0.bin"), "Chroma"),
    HomeDamage("chroma: random links", file(links, "*/data_level0.bin"), "Chroma"),
    HomeDamage("chroma: no links", file(Path.unlink, "*/link_lists.bin"), "Chroma"),
    HomeDamage("chroma: a file", as_file, "Chroma"),
)

DAMAGES = (*DOCUMENTS, *PASSAGES, *OTHERS, *CONVERSATIONS, *EXTRACTED, *CHROMA)
