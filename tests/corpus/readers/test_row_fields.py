"""Rows as news services and scrapers export them."""

import json
from datetime import date
from typing import Any

import pytest

from tests.corpus.readers.inputs import document

DAY = date(2024, 3, 9)
WORDS = "The board met again."


@pytest.mark.parametrize(
    ("content", "publisher"),
    [
        ({"articles": [{"source": {"id": None, "name": "Gazette"}, "publishedAt": "2024-03-09", "content": WORDS}]}, "Gazette"),
        ({"response": {"results": [{"webPublicationDate": "2024-03-09T22:00Z", "fields": {"bodyText": WORDS}}]}}, None),
        ({"response": {"docs": [{"pub_date": "2024-03-09", "lead_paragraph": WORDS, "source": "Gazette"}]}}, "Gazette"),
        ({"articles": {"results": [{"dateTimePub": "2024-03-09", "body": WORDS, "source": {"title": "Gazette"}}]}}, "Gazette"),
        ({"hits": {"hits": [{"_source": {"date": "2024-03-09", "text": WORDS}}]}}, None),
        ({"maintext": WORDS, "date_publish": "2024-03-09 22:00", "source_domain": "g.example"}, "g.example"),
        ({"items": [{"content_html": f"<p>{WORDS}</p>", "date_published": "2024-03-09T23:00-05:00"}]}, None),
        ([{"title": WORDS, "seendate": "20240309T221500Z", "domain": "g.example"}], "g.example"),
        ({"text": [WORDS], "date": {"$date": "2024-03-09T21:15Z"}, "source": "https://www.g.example/1"}, "g.example"),
        ({"body": {"text": WORDS}, "metadata": {"date": "9 March 2024", "source": "Gazette"}}, "Gazette"),
        ({"text": WORDS, "timestamp": 1709942400000}, None),
    ],
)  # fmt: skip
def test_the_shapes_of_exports(content: Any, publisher: str | None) -> None:
    found = document("rows.json", json.dumps(content))
    assert (found.text, found.published, found.publisher) == (WORDS, DAY, publisher)
    assert (found.date_source or "").startswith("the field ")


def test_lists_and_objects_in_the_cells_of_a_table() -> None:
    table = "source,title,published_at,modified,content\n"
    table += "\"{'id': None, 'name': 'Gazette'}\",Berths,2024-03-09,2024-03-12,\"['One.', 'Two.']\"\n"
    found = document("rows.csv", table)
    assert (found.publisher, found.text, found.published, found.updated) == (
        "Gazette",
        "One.\n\nTwo.",
        DAY,
        date(2024, 3, 12),
    )


@pytest.mark.parametrize("words", ["[Applause]", "{smile}", "[1]", "a < b > c", "<unintelligible> Yes."])
def test_words_that_only_look_like_data_or_markup_stay(words: str) -> None:
    assert document("rows.jsonl", json.dumps({"text": words})).text == words
