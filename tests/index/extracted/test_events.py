"""Dated events of a whole corpus: filters, counts, and homes of any age."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from dragoman.corpus.events import events
from dragoman.corpus.types import Document
from dragoman.index import backups, health
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.extracted.events import EventIndex, NameMatcher, dated, happenings
from dragoman.index.filters import UtteranceQuery
from dragoman.index.home import Home
from dragoman.index.ingest import ingest

TEXTS = (
    (
        "one",
        "Paper A",
        date(2025, 10, 24),
        "Delegations of Hamas and Fatah met in Cairo on Thursday. Khalil al-Hayya led the delegation in November 2024.",
    ),
    (
        "two",
        "Paper B",
        date(2025, 11, 2),
        "Egypt hosted the factions on 23 to 24 October 2025. The crossing for lorries of aid will open on Wednesday.",
    ),
    ("three", "Paper A", None, "The truce began on 10 October 2025. Nothing was announced on Monday."),
)


def document(name: str, publisher: str, published: date | None, text: str) -> Document:
    return Document.make(text, name, key=name, external_id=name, publisher=publisher, published=published)


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder):
    with Home(tmp_path / "home", encoder) as opened:
        ingest(opened, [document(*one) for one in TEXTS])
        EventIndex(opened).read()
        yield opened


def told(home: Home, wanted: UtteranceQuery) -> list[tuple[str | None, str]]:
    return [(one.document.external_id, one.day.isoformat()) for one in EventIndex(home).told(wanted)]


def test_events_come_back_as_they_were_read_by_day(home: Home) -> None:
    found = EventIndex(home).told(UtteranceQuery())
    assert set(found) == {one for made in TEXTS for one in events(document(*made))}
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert len(found) == 5
    assert EventIndex(home).read() == 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (UtteranceQuery(publisher="paper a"), [("one", "2024-11-01"), ("three", "2025-10-10"), ("one", "2025-10-23")]),
        (UtteranceQuery(since=date(2025, 10, 24)), [("two", "2025-10-23"), ("two", "2025-11-05")]),
        (UtteranceQuery(until=date(2024, 11, 15)), [("one", "2024-11-01")]),
        (UtteranceQuery(speaker="Khaleel Hayya"), [("one", "2024-11-01")]),
        (UtteranceQuery(speaker="Fatah"), [("one", "2025-10-23")]),
        (UtteranceQuery(speaker="Nobody At All"), []),
        (UtteranceQuery(about="lorries of aid"), [("two", "2025-11-05")]),
    ],
)
def test_filters(home: Home, wanted: UtteranceQuery, found: list[tuple[str, str]]) -> None:
    assert told(home, wanted) == found


def test_days_leave_out_months(home: Home) -> None:
    days = [day for day, _ in EventIndex(home).days(UtteranceQuery())]
    assert days == [date(2025, 10, 10), date(2025, 10, 23), date(2025, 10, 23), date(2025, 11, 5)]
    assert [day for day, _ in EventIndex(home).days(UtteranceQuery(since=date(2025, 10, 24)))] == [date(2025, 11, 5)]


def test_rules_that_changed_read_every_document_again(home: Home) -> None:
    before = EventIndex(home).told(UtteranceQuery())
    with home.catalogue.engine.begin() as connection:
        connection.execute(update(dated).values(rules="0"))
        connection.execute(update(happenings).values(day="1999-01-01"))
    assert EventIndex(home).due() == 3
    assert EventIndex(home).read() == 3
    assert EventIndex(home).told(UtteranceQuery()) == before


def test_a_removed_document_takes_its_events_along(home: Home) -> None:
    old = home.catalogue.document("two")
    assert old is not None
    home.catalogue.remove(old.id)
    assert {name for name, _ in told(home, UtteranceQuery())} == {"one", "three"}
    ingest(home, [document("four", "Paper C", None, "A third round of talks opened in Doha on 1 November 2025.")])
    assert EventIndex(home).read() == 1
    assert ("four", "2025-11-01") in told(home, UtteranceQuery())


def test_a_home_made_without_the_tables_opens_and_is_rebuilt(tmp_path: Path) -> None:
    with Home(tmp_path / "home") as home:
        ingest(home, [document(*one) for one in TEXTS])
        happenings.drop(home.catalogue.engine, checkfirst=True)
        dated.drop(home.catalogue.engine, checkfirst=True)
        assert health.verify(home).healthy
        EventIndex(home).read()
        before = EventIndex(home).told(UtteranceQuery())
        assert health.verify(home).healthy
    backups.rebuild(tmp_path / "home")
    with Home(tmp_path / "home") as home:
        assert EventIndex(home).read() == 3
        assert EventIndex(home).told(UtteranceQuery()) == before


def test_a_name_is_found_in_other_spellings_and_not_in_other_words() -> None:
    assert NameMatcher("Netanyahou").within("Israeli Prime Minister Benjamin Netanyahu spoke.")
    assert NameMatcher("Benjamin Netanyahu").within("Netanyahu’s office was closed.")
    assert NameMatcher("Benjamin Netanyahu").within("Prime Minister Netanyahou spoke.")
    assert not NameMatcher("Benjamin Netanyahu").within("It was Sara Netanyahou who spoke.")
    assert not NameMatcher("Benjamin Netanyahu").within("The committee met in Cairo.")
    assert not NameMatcher("Benjamin Netanyahu").within("")
