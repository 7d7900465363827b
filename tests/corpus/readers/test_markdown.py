"""Markdown: front matter, and the plain text of the markup."""

from datetime import date

import pytest

from dragoman.corpus.readers.markdown import BRIEFS_PUBLISHER
from dragoman.corpus.types import Source
from tests.corpus.readers.inputs import ARABIC, ENGLISH, document, reason

BRIEF = f"""---
title: "Gaza: who governs?"
id: brief-7
published: 2025-10-25
language: en-GB
event_dates: [2025-10-23, 2025-10-24]
topics: [Gaza, governance]
desk: Cairo
based_on:
  publisher: Leaders MENA
  title: Factions agree
  url: https://leaders.example/1
  published: 2025-10-24
---

# Factions agree

{ENGLISH}
"""


def test_front_matter_becomes_fields_and_a_brief_is_ours() -> None:
    found = document("brief.md", BRIEF)
    assert (found.title, found.external_id, found.published, found.language) == (
        "Gaza: who governs?",
        "brief-7",
        date(2025, 10, 25),
        "en",
    )
    assert found.publisher == BRIEFS_PUBLISHER
    assert found.based_on == Source("Leaders MENA", "Factions agree", "https://leaders.example/1", date(2025, 10, 24))
    assert found.metadata == (
        ("event_dates", "2025-10-23; 2025-10-24"),
        ("topics", "Gaza; governance"),
        ("desk", "Cairo"),
        ("date_source", "the file's front matter"),
    )
    assert found.text == f"Factions agree\n\n{ENGLISH}"


def test_a_publisher_that_is_named_stays() -> None:
    assert document("a.md", BRIEF.replace("desk: Cairo", "publisher: Us")).publisher == "Us"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A *bold* **claim** with `code`, [a link](https://a.example) and ![a picture](x.png).",
         "A bold claim with code, a link and ."),
        ("A line\nthat goes on  \nand a new one", "A line that goes on\nand a new one"),
        ("- one\n- two\n  - three\n\nafter", "• one\n• two\n• three\n\nafter"),
        ("3. one\n4. two\n\nafter", "3. one\n4. two\n\nafter"),
        ("- one\n\n- two", "• one\n• two"),
        ("> He said: “no”.\n\nThen left.", "He said: “no”.\n\nThen left."),
        ("| who | where |\n|---|---|\n| Egypt | Cairo |", "who | where\nEgypt | Cairo"),
        ("```\nkept  as\nis\n```\nafter", "kept as\nis\n\nafter"),
        ("<div>shown<script>not</script><!-- no --></div>\n\nH<sub>2</sub>O &amp; &lt;b&gt;", "shown\n\nH2O & <b>"),
        ("Heading\n=======\n\n## Second ##\n\n***\n\nbody", "Heading\n\nSecond\n\nbody"),
        (f"# محادثات\n\n{ARABIC}", f"محادثات\n\n{ARABIC}"),
        ("The fee is ~~ninety~~ seventy, <del>or</del> so she <q>thinks</q> ~~now~~.", "The fee is seventy, so she “thinks”."),
        ("~~All gone.~~\n\nAbout ~5 and 1~2.", "About ~5 and 1~2."),
        ("---\nno fields here\n---\n\nbody", "no fields here\n\nbody"),
    ],
)  # fmt: skip
def test_markup_goes_and_words_stay(source: str, text: str) -> None:
    assert document("a.md", source).text == text


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"intro\n\n## The *first* heading\n\n{ENGLISH}", "The first heading"),
        (f"A headline here\n\n{ENGLISH}", "A headline here"),
        (ENGLISH, "Day one"),
    ],
)
def test_the_title_without_front_matter(source: str, title: str) -> None:
    assert document("day-one.md", source).title == title


@pytest.mark.parametrize("fields", ["title: [unclosed", "published: 2025-13-45", "a: b: c", "\tx: 1", "? {a: b}: *c"])
def test_broken_front_matter_is_one_clear_error(fields: str) -> None:
    assert "not valid YAML" in reason("a.md", f"---\n{fields}\n---\n\n{ENGLISH}")


def test_a_brief_has_to_say_whose_report_it_is_about() -> None:
    assert "based_on" in reason("a.md", f"---\nbased_on: Leaders\n---\n{ENGLISH}")


def test_front_matter_of_site_generators_has_a_day_and_a_change() -> None:
    found = document(
        "a.md", "---\ntitle: Berths\npublishDate: 2024-03-09\nlastmod: 2024-03-12T08:00:00Z\n---\nTwo are empty."
    )
    assert (found.published, found.updated, found.date_source) == (
        date(2024, 3, 9),
        date(2024, 3, 12),
        "the file's front matter",
    )
