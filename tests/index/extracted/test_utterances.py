"""Utterances of a whole corpus: filters, order, and homes of any age."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from dragoman.corpus.types import Document, Utterance
from dragoman.corpus.utterances import utterances
from dragoman.index import backups, health
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.extracted.utterances import UtteranceIndex, heard, speech
from dragoman.index.filters import Kind, UtteranceQuery
from dragoman.index.home import Home
from dragoman.index.ingest import ingest

TEXTS = (
    (
        "one",
        "Paper A",
        date(2025, 10, 24),
        "Hamas negotiator Khalil al-Hayya said on Wednesday: “We will free the hostages within days.” "
        "Israeli Prime Minister Benjamin Netanyahu said that the army would stay in Rafah.",
    ),
    (
        "two",
        "Paper B",
        date(2025, 11, 2),
        "“The crossing must open for lorries of aid,” Khalil Hayya said. "
        "Netanyahou called the plan “a very bad idea for us”.",
    ),
    ("three", "Paper A", None, "Nothing was announced after the meeting."),
)


def document(name: str, publisher: str, published: date | None, text: str) -> Document:
    return Document.make(text, name, key=name, external_id=name, publisher=publisher, published=published)


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder):
    with Home(tmp_path / "home", encoder) as opened:
        ingest(opened, [document(*one) for one in TEXTS])
        yield opened


def names(found: tuple[Utterance, ...]) -> list[tuple[str | None, str | None]]:
    return [(one.document.external_id, one.speaker) for one in found]


def test_utterances_come_back_as_they_were_read(home: Home) -> None:
    steps: list[tuple[int, int]] = []
    assert UtteranceIndex(home).read(lambda done, total: steps.append((done, total))) == 3
    assert steps == [(3, 3)]
    assert UtteranceIndex(home).read() == 0
    wanted = [one for made in TEXTS for one in utterances(document(*made))]
    found = UtteranceIndex(home).said(UtteranceQuery())
    assert len(found) == len(wanted) == 4
    assert set(found) == set(wanted)


def test_speakers_are_found_in_any_spelling(home: Home) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    assert names(all_said.said(UtteranceQuery(speaker="Khaleel Al-Hayya"))) == [
        ("two", "Khalil Hayya"),
        ("one", "Khalil al-Hayya"),
    ]
    assert {one for one, _ in names(all_said.said(UtteranceQuery(speaker="Netanyahu")))} == {"one", "two"}
    assert names(all_said.said(UtteranceQuery(speaker="prime minister"))) == [("one", "Benjamin Netanyahu")]
    assert all_said.said(UtteranceQuery(speaker="Omar Hayya")) == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (UtteranceQuery(publisher="paper b"), ["two", "two"]),
        (UtteranceQuery(since=date(2025, 10, 25)), ["two", "two"]),
        (UtteranceQuery(until=date(2025, 10, 22)), ["one"]),  # said on the Wednesday, published on the Friday
        (UtteranceQuery(kind="indirect"), ["one"]),
        (UtteranceQuery(kind="partial", publisher="Paper A"), []),
    ],
)
def test_filters(home: Home, wanted: UtteranceQuery, found: list[str]) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    assert [one.document.external_id for one in all_said.said(wanted)] == found


def test_newest_first_and_no_more_than_asked_for(home: Home) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    days = [one.said_on or one.document.published for one in all_said.said(UtteranceQuery())]
    assert days == sorted(days, reverse=True)
    assert all_said.said(UtteranceQuery(), 2) == all_said.said(UtteranceQuery())[:2]


def test_a_topic_is_found_by_words_and_by_meaning(home: Home) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    assert all_said.said(UtteranceQuery(about="hostages"))[0].text == "We will free the hostages within days."
    assert all_said.said(UtteranceQuery(about="release of captives"))[0].text.startswith("We will free")
    assert all_said.said(UtteranceQuery(about="football results")) == ()
    assert all_said.said(UtteranceQuery(speaker="Netanyahu", about="lorries of aid"), 1) != all_said.said(
        UtteranceQuery(about="lorries of aid"), 1
    )


def test_rules_that_changed_read_every_document_again(home: Home) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    before = all_said.said(UtteranceQuery())
    with home.catalogue.engine.begin() as connection:
        connection.execute(update(heard).values(rules="0"))
        connection.execute(update(speech).values(speaker="Nobody"))
    assert all_said.read() == 3
    assert all_said.said(UtteranceQuery()) == before


def test_a_removed_or_new_document_changes_what_was_said(home: Home) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    old = home.catalogue.document("two")
    assert old is not None
    home.catalogue.remove(old.id)
    assert {one for one, _ in names(all_said.said(UtteranceQuery()))} == {"one"}
    ingest(home, [document("four", "Paper C", None, "“We are ready to sign now,” Omar Hayya said.")])
    assert all_said.read() == 1
    assert ("four", "Omar Hayya") in names(all_said.said(UtteranceQuery()))


def test_a_home_made_without_the_tables_opens_and_is_rebuilt(tmp_path: Path) -> None:
    with Home(tmp_path / "home") as home:
        ingest(home, [document(*one) for one in TEXTS])
        speech.drop(home.catalogue.engine, checkfirst=True)
        heard.drop(home.catalogue.engine, checkfirst=True)
        assert health.verify(home).healthy
        UtteranceIndex(home).read()
        before = UtteranceIndex(home).said(UtteranceQuery())
    backups.rebuild(tmp_path / "home")
    with Home(tmp_path / "home") as home:
        assert UtteranceIndex(home).read() == 3
        assert UtteranceIndex(home).said(UtteranceQuery()) == before


@pytest.mark.parametrize("kind", ["direct", "partial", "indirect"])
def test_kinds_are_disjoint(home: Home, kind: Kind) -> None:
    all_said = UtteranceIndex(home)
    all_said.read()
    assert {one.kind for one in all_said.said(UtteranceQuery(kind=kind))} <= {kind}
