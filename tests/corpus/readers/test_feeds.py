"""Feeds saved as files: their entries, each with its own day."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers import read
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import document, reason, results


def rss(*items: str) -> str:
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Lindal Wire</title>{''.join(items)}</channel></rss>"
    )


def item(written: str = "", link: str = "https://w.example/1", more: str = "") -> str:
    words = "&lt;p&gt;The board met, and she said &lt;q&gt;two are empty&lt;/q&gt;.&lt;/p&gt;"
    dated = f"<title>Berths</title><link>{link}</link>{more}<pubDate>{written}</pubDate>"
    return f"<item>{dated}<description>{words}</description></item>"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Wed, 31 Dec 2025 23:30:00 -0800", date(2025, 12, 31)),  # the next day in UTC
        ("Sun, 06 Sep 2009 22:18:00 EST", date(2009, 9, 6)),
        ("2024/3/9 15:07:41", date(2024, 3, 9)),
        ("Thu, 03 Sep 15 00:01:01 +0200", date(2015, 9, 3)),
        ("Fri, 2006/09/15 08:19:53 EDT", date(2006, 9, 15)),
        ("Di, 24 Okt 2023 11:41:36", date(2023, 10, 24)),
        ("Tue, Jan 23 2018 02:54:55 MST", date(2018, 1, 23)),
        ("Saturday, March 9, 2024 - 10:00", date(2024, 3, 9)),
        ("Sat, 9 Mar 2024 23:30:00 GMT+3", date(2024, 3, 9)),
        ("السبت، ٩ مارس ٢٠٢٤", date(2024, 3, 9)),
        ("1709942400", date(2024, 3, 9)),
        ("1709942400123", date(2024, 3, 9)),
        ("09/03/2024 10:00", None),
        ("soon", None),
    ],
)
def test_an_entry_keeps_its_local_day(written: str, day: date | None) -> None:
    found = document("lindal.rss", rss(item(written)))
    assert (found.published, found.title, found.publisher) == (day, "Berths", "Lindal Wire")
    assert "she said “two are empty”." in found.text
    assert found.date_source == ("the feed's entry" if day else None)


def test_a_saved_feed_is_its_entries_and_an_empty_one_is_named() -> None:
    empty = "<item><title>Nothing</title></item>"
    first, wrong, last = results("lindal.xml", rss(item(), empty, item(link="")).encode())
    assert isinstance(first, Document) and first.url == "https://w.example/1"
    assert isinstance(wrong, UnreadableSource)
    assert isinstance(last, Document) and last.key == "/reports/lindal.xml#3"


def test_a_folder_gives_its_feeds_of_the_first_format(tmp_path: Path) -> None:
    words = "<title>Berths</title><description>Two are empty.</description><dc:date>2011-06-05</dc:date>"
    names = 'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    (tmp_path / "port.rdf").write_text(f"<rdf:RDF {kind} {names}><channel/><item>{words}</item></rdf:RDF>")
    [found] = read(tmp_path)
    assert isinstance(found, Document)
    assert (found.title, found.published) == ("Berths", date(2011, 6, 5))


def test_atom_tells_publication_and_change_and_a_collected_entry_its_publisher() -> None:
    dates = "<published>2024-03-09T23:00:00-03:00</published><updated>2024-03-12T01:00:00Z</updated>"
    entry = f"<entry><title>Berths</title>{dates}<source><title>Gazette</title></source><content>Two are empty.</content></entry>"
    found = document("a.atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>All</title>{entry}</feed>')
    assert (found.published, found.updated, found.publisher) == (date(2024, 3, 9), date(2024, 3, 12), "Gazette")


def test_an_only_date_counts_as_that_of_publication_and_is_told() -> None:
    entry = (
        "<entry><title>Berths</title><updated>2024-03-09T01:00:00Z</updated><content>Two are empty.</content></entry>"
    )
    found = document("a.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>All</title>{entry}</feed>')
    assert (found.published, found.updated) == (date(2024, 3, 9), None)
    assert "only date" in (found.date_source or "")


def test_other_xml_is_refused() -> None:
    assert "neither a feed nor a web page" in reason(
        "settings.xml", "<?xml version='1.0'?><settings><a>b</a></settings>"
    )
