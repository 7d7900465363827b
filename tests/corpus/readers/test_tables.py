"""JSON Lines, JSON and CSV."""

import gzip
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import ARABIC, ENGLISH, document, reason, results

ROW = {
    "_id": 7,
    "title": "Talks end",
    "text": ENGLISH,
    "publisher": "Gulf Wire",
    "published": "25 October 2025",
    "url": "https://gulf.example/1",
    "language": "en-GB",
    "desk": "Cairo",
    "metadata": {"region": "MENA", "deep": {}},
}


def test_a_row_is_a_document() -> None:
    found = document("corpus.jsonl", json.dumps(ROW))
    assert (found.external_id, found.title, found.text, found.publisher) == ("7", "Talks end", ENGLISH, "Gulf Wire")
    assert (found.published, found.url, found.language) == (date(2025, 10, 25), "https://gulf.example/1", "en")
    assert found.metadata == (("desk", "Cairo"), ("region", "MENA"), ("date_source", "the field published"))
    assert found.key == "/reports/corpus.jsonl#7"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson", "unknown"])
def test_the_same_row_in_every_kind_of_json(name: str) -> None:
    assert document(name, json.dumps(ROW)).text == ENGLISH


def test_a_json_list_and_an_indented_object() -> None:
    assert len(results("a.json", json.dumps([ROW, ROW], indent=1).encode())) == 2
    assert document("a.json", json.dumps(ROW, indent=1)).text == ENGLISH


def test_packed_rows() -> None:
    assert document("corpus.jsonl.gz", gzip.compress(json.dumps(ROW).encode())).external_id == "7"
    assert "damaged gzip" in reason("corpus.jsonl.gz", gzip.compress(b"x" * 99)[:-9])


@pytest.mark.parametrize(
    "row", ["{broken", "[1]", '"words"', "1" * 5000, "[" * 100_000, '{"id": 1}', '{"text": " "}', b'{"text": "\xff"}']
)
def test_a_bad_row_names_its_line_and_the_rest_goes_on(row: str | bytes) -> None:
    good = json.dumps(ROW).encode()
    first, bad, last = results("a.jsonl", b"\n".join([good, b"", row.encode() if isinstance(row, str) else row, good]))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, UnreadableSource)
    assert bad.source == "a.jsonl line 3"


def test_keys_that_come_again_are_numbered() -> None:
    rows = [{"id": "x", "text": "one"}, {"id": "x", "text": "two"}, {"url": "https://a.example/1", "text": "three"}]
    rows += [{"text": "four words are here"}, {"text": "four words are here"}]
    found = results("a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert [one.key.partition("#")[2] for one in found if isinstance(one, Document)] == [
        "x",
        "x~2",
        "https://a.example/1",
        "four words are here",
        "four words are here~2",
    ]


def test_a_row_without_a_title_is_called_by_its_first_words() -> None:
    assert document("a.jsonl", json.dumps({"text": "word " * 40})).title == ("word " * 16).strip() + "…"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_tables_with_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    arabic = ARABIC.replace("ُ", "")
    table = f'ID{delimiter}Title{delimiter}Text\r\n1{delimiter}One{delimiter}"{arabic}\nand ""more"""\r\n'
    found = document("a.csv", table.encode(encoding))
    assert (found.external_id, found.title, found.text) == ("1", "One", f'{arabic}\nand "more"')


def test_a_cell_longer_than_python_allows_by_default() -> None:
    assert len(document("a.csv", "text\n" + "word " * 50_000).text) > 200_000


def test_a_bad_line_of_a_table_is_named() -> None:
    good, wide, last = results("a.csv", b'id,text\n1,one\n2,two,three\n3,"three"\n')
    assert isinstance(good, Document)
    assert isinstance(last, Document)
    assert isinstance(wide, UnreadableSource)
    assert wide.source == "a.csv line 3"
    _, unclosed = results("a.csv", b'id,text\n1,one\n2,"two\n3,three\n')
    assert isinstance(unclosed, UnreadableSource)
    assert "quotation marks" in unclosed.reason


def test_a_table_without_texts_is_refused() -> None:
    assert "no column named text" in reason("a.csv", "id,name\n1,x\n")
    assert "is not text" in reason("a.csv", bytes(range(256)))


@given(st.lists(st.fixed_dictionaries({"_id": st.text(), "title": st.text(), "text": st.text()}), max_size=5))
def test_every_row_is_answered_once(rows: list[dict[str, str]]) -> None:
    found = results("a.jsonl", "\n".join(map(json.dumps, rows)).encode() or b"\n")
    assert len(found) == len(rows)
    keys = [one.key for one in found if isinstance(one, Document)]
    assert len(set(keys)) == len(keys)


def test_a_quotation_mark_that_is_never_closed_ends_the_table() -> None:
    table = 'id,text\n1,All is well in Aswan.\n2,"open\n' + ("x" * 1_000 + "\n") * 34_000 + "3,after\n"
    read, wrong = results("talks.csv", table.encode())
    assert isinstance(read, Document) and read.external_id == "1"
    assert "begins at line 3" in str(wrong) and "were not read" in str(wrong)
