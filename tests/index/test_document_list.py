"""The document list and document sets, over the real catalogue."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from dragoman.corpus.errors import InputError
from dragoman.corpus.types import Document, Source
from dragoman.index import backups, health, repair
from dragoman.index.document_list import ORDERS, DocumentList, Listing
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.extracted.utterances import UtteranceIndex
from dragoman.index.filters import Filters, UtteranceQuery
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.retrieval.ranking import Query, Ranker, load_weights
from dragoman.index.retrieval.search import Searcher
from dragoman.index.storage.document_sets import LONGEST, DocumentSet, DocumentSets, checked_name
from dragoman.index.storage.queries import allowed
from dragoman.index.storage.writes import folded
from tests.index.samples import brief, report

DATES = (("updated", "2025-10-26"), ("date_source", "the feed's entry"))
EXTRA = (
    report(1, published=date(2025, 10, 24), language="en", metadata=DATES),
    report(2, published=date(2025, 10, 22), publisher=None, language="en"),
    report(3, text="Ein Bericht über die Gespräche in Kairo. " * 9, publisher="Straße und Weg", language="de"),
    brief(4),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder):
    """Make a home that is shared by tests that change nothing."""
    with Home(tmp_path_factory.mktemp("shared") / "home", encoder) as opened:
        ingest(opened, EXTRA)
        yield opened


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder):
    with Home(tmp_path / "home", encoder) as opened:
        ingest(opened, EXTRA)
        yield opened


def titles(listing: Listing) -> list[str]:
    return [one.title for one in listing.documents]


def test_what_is_listed_is_what_is_stored(shared: Home) -> None:
    listing = DocumentList(shared).page(order="added", descending=False)
    assert listing.total == 4
    for one, document in zip(listing.documents, EXTRA, strict=True):
        assert (one.id, one.title, one.publisher, one.published) == (
            document.id,
            document.title,
            document.publisher,
            document.published,
        )
        assert (one.characters, one.language, one.based_on) == (
            len(document.text),
            document.language,
            document.based_on,
        )
        assert (one.updated, one.date_source) == (document.updated, document.date_source)
        assert one.state == "ready"
        assert one.sets == ()
    assert sum(one.sentences for one in listing.documents) == shared.catalogue.counts()["sentences"]
    assert sum(one.passages for one in listing.documents) == shared.catalogue.counts()["passages"]


@pytest.mark.parametrize("order", ORDERS)
def test_it_sorts_both_ways_and_the_unknown_comes_last(shared: Home, order: str) -> None:
    up = DocumentList(shared).page(order=order, descending=False).documents  # type: ignore[arg-type]
    down = DocumentList(shared).page(order=order, descending=True).documents  # type: ignore[arg-type]
    assert {one.id for one in up} == {one.id for one in down} == {one.id for one in EXTRA}
    known = {
        "added": lambda _: 1,
        "published": lambda one: one.published,
        "title": lambda one: folded(one.title),
        "publisher": lambda one: folded((one.based_on.publisher if one.based_on else one.publisher) or "") or None,
        "language": lambda one: one.language,
        "size": lambda one: one.characters,
    }[order]
    for found in (up, down):
        values = [known(one) for one in found]
        assert values == sorted((v for v in values if v is not None), reverse=found is down) + [None] * values.count(
            None
        )


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("round 1", ["Round 1"]),
        ("STRASSE", ["Round 3"]),
        ("hürriyet", ["Round 4"]),
        ("Hu\u0308rriyet round", ["Round 4"]),
        ("dragoman briefs", ["Round 4"]),
        ("100%", []),
        ("_ound", []),
        ("   ", ["Round 1", "Round 2", "Round 3", "Round 4"]),
    ],
)
def test_it_searches_titles_and_publishers(shared: Home, search: str, found: list[str]) -> None:
    listing = DocumentList(shared).page(search=search, order="title", descending=False)
    assert (titles(listing), listing.total) == (found, len(found))


def test_it_is_filtered_and_paged(shared: Home) -> None:
    shelf = DocumentList(shared)
    assert titles(shelf.page(filters=Filters(publisher=("paper 1", "strasse"), language="en"))) == ["Round 1"]
    assert titles(shelf.page(filters=Filters(since=date(2025, 10, 23)), search="round")) == ["Round 1"]
    first = shelf.page(order="title", descending=False, most=3)
    rest = shelf.page(order="title", descending=False, most=3, start=3)
    assert (first.total, rest.total, rest.start) == (4, 4, 3)
    assert titles(first) + titles(rest) == ["Round 1", "Round 2", "Round 3", "Round 4"]
    assert titles(shelf.page(start=99)) == []


def test_facets_say_what_can_be_chosen(shared: Home) -> None:
    facets = DocumentList(shared).facets()
    assert dict(facets.publishers) == {
        "Paper 1": 1,
        "Straße und Weg": 1,
        "Dragoman briefs": 1,
        "Hürriyet Daily News": 1,
    }
    assert facets.languages == (("en", 2), ("de", 1))
    assert (facets.first, facets.last) == (date(2025, 10, 22), date(2025, 10, 24))


def test_an_empty_home_lists_nothing(tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Home(tmp_path / "empty", encoder) as empty:
        assert DocumentList(empty).page() == Listing((), 0, 0)
        assert DocumentList(empty).facets().first is None


def test_a_home_from_before_there_were_lists(home: Home) -> None:
    before = DocumentList(home).page()
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("DELETE FROM shelf"))
    assert DocumentList(home).page() == before


def test_a_document_waits_until_chroma_has_it(home: Home) -> None:
    home.catalogue.resend()
    assert {one.state for one in DocumentList(home).page().documents} == {"waiting"}
    home.vectors.sync()
    assert {one.state for one in DocumentList(home).page().documents} == {"ready"}


def test_sets_are_made_changed_and_forgotten(home: Home) -> None:
    sets = DocumentSets(home.catalogue.engine)
    assert sets.all() == (DocumentSet("briefs", 1, True), DocumentSet("added", 3, True))
    first, second, third = (one.id for one in EXTRA[:3])
    assert sets.make("Cairo  talks", [first, first]) == DocumentSet("Cairo talks", 1, False)
    assert sets.add("cairo TALKS", [second, third]) == 3
    assert sets.drop("Cairo talks", [first]) == 2
    assert sets.documents("Cairo talks") == (second, third)
    assert sets.of([first, second]) == {second: ("Cairo talks",)}
    assert DocumentList(home).page(filters=Filters(within="Cairo talks"), search="3").documents[0].sets == (
        "Cairo talks",
    )
    sets.rename("Cairo talks", "CAIRO")
    sets.rename("CAIRO", "Cairo")
    sets.make("a")
    assert [one.name for one in sets.all()] == ["briefs", "added", "a", "Cairo"]
    sets.delete("Cairo")
    assert len(home.catalogue) == 4
    assert sets.of([second]) == {}


@pytest.mark.parametrize(
    "name", ["", " ", "…", "x" * (LONGEST + 1), "a\nb\x00", "a\u202eb", "a\u200bb", "Briefs", "mine"]
)
def test_invalid_names_of_sets(home: Home, name: str) -> None:
    sets = DocumentSets(home.catalogue.engine)
    sets.make("Mine")
    with pytest.raises(InputError):
        sets.make(name)
    assert len(sets.all()) == 3


def test_forbidden_changes_of_a_set(home: Home) -> None:
    sets = DocumentSets(home.catalogue.engine)
    with pytest.raises(InputError, match="cannot be changed"):
        sets.add("briefs", [EXTRA[0].id])
    with pytest.raises(InputError, match="cannot be changed"):
        sets.delete("Added")
    with pytest.raises(InputError, match="no document has the id 'nothing'"):
        sets.make("x", ["nothing"])
    with pytest.raises(InputError, match=r"no document set 'x'; there are: briefs, added$"):
        allowed(home.catalogue.engine, Filters(within="x"))


@given(st.text(max_size=100))
def test_a_name_is_kept_as_it_is_compared(name: str) -> None:
    try:
        kept = checked_name(name)
    except InputError:
        return
    assert kept == checked_name(kept)
    assert folded(kept) == folded(name)
    assert 0 < len(kept) <= LONGEST
    assert kept.isprintable() or set("\u200c\u200d") & set(kept)


def test_a_set_limits_search_and_utterances(home: Home) -> None:
    ingest(home, [report(7, text="“We agree on the crossing,” Salma Haddad said in Cairo on Monday.", language="en")])
    sets = DocumentSets(home.catalogue.engine)
    sets.make("two", [EXTRA[0].id])
    searcher = Searcher(home, Ranker(load_weights()))
    found = searcher.search(Query("delegation in Cairo"), filters=Filters(within="two")).hits
    assert {hit.passage.document for hit in found} == {EXTRA[0]}
    speech = UtteranceIndex(home)
    speech.read()
    assert [one.speaker for one in speech.said(UtteranceQuery())] == ["Salma Haddad"]
    assert speech.said(UtteranceQuery(within="two")) == ()
    assert len(speech.said(UtteranceQuery(within="added", language="en"))) == 1
    only = Filters(documents=(EXTRA[1].id, "gone"))
    assert {hit.passage.document for hit in searcher.search(Query("delegation"), filters=only).hits} == {EXTRA[1]}
    with pytest.raises(InputError, match="none of the chosen documents"):
        allowed(home.catalogue.engine, Filters(documents=("gone",)))
    sets.make("none")
    assert searcher.search(Query("delegation in Cairo"), filters=Filters(within="none")).hits == ()


def test_a_new_version_takes_the_place_of_the_old_one(home: Home) -> None:
    sets = DocumentSets(home.catalogue.engine)
    old = EXTRA[0]
    sets.make("mine", [old.id, EXTRA[1].id])
    new = report(1, text="The round was cancelled. Nobody came to Cairo.")
    ingest(home, [new])
    assert set(sets.documents("mine")) == {new.id, EXTRA[1].id}
    home.catalogue.remove(new.id)
    assert sets.documents("mine") == (EXTRA[1].id,)


def kept(home: Home) -> tuple[object, ...]:
    sets = DocumentSets(home.catalogue.engine)
    return sets.all(), sets.documents("mine"), DocumentList(home).page(), home.catalogue.recall("note")


def aged(home: Home) -> None:
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("UPDATE documents SET added = '2024-02-03T04:05:06+00:00' WHERE row < 3"))


def test_sets_notes_and_dates_outlive_rebuild_backup_and_repair(home: Home, encoder: PackagedEncoder) -> None:
    DocumentSets(home.catalogue.engine).make("mine", [EXTRA[1].id, EXTRA[3].id])
    home.catalogue.remember("note", "7")
    aged(home)
    before = kept(home)
    assert repair.repair(home).healthy
    assert kept(home) == before
    backups.backup(home, home.path / "copy.sqlite")
    home.close()
    backups.rebuild(home.path)
    with Home(home.path, encoder) as again:
        assert kept(again) == before
        DocumentSets(again.catalogue.engine).delete("mine")
    backups.restore(home.path, home.path / "copy.sqlite")
    with Home(home.path, encoder) as again:
        assert kept(again) == before


def test_reindexing_repairs_everything_in_place(home: Home) -> None:
    DocumentSets(home.catalogue.engine).make("mine", [EXTRA[1].id, EXTRA[3].id])
    aged(home)
    before, stored = kept(home), list(home.catalogue.documents())
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("UPDATE passages SET vectors = zeroblob(length(vectors)) WHERE row = 1"))
        connection.execute(text("DELETE FROM words WHERE rowid = 2"))
        connection.execute(text("INSERT INTO words (rowid, title, body) VALUES (999, 'a', 'b')"))
    assert not health.verify(home).healthy
    steps: list[tuple[int, float]] = []
    done = repair.reindex(home, lambda done, total: steps.append((done, total)))
    assert done.healthy, done.problems
    assert steps == [(4, 4)]
    assert (kept(home), list(home.catalogue.documents())) == (before, stored)


def test_reindexing_can_be_stopped(home: Home) -> None:
    ingest(home, [report(n) for n in range(20, 60)])
    before = list(home.catalogue.documents())
    steps: list[int] = []
    done = repair.reindex(home, lambda done, _: steps.append(done), lambda: bool(steps))
    assert steps == [repair.REINDEXED]
    assert done.healthy, done.problems
    assert list(home.catalogue.documents()) == before


def test_a_document_based_on_a_report_without_more_is_listed(home: Home) -> None:
    one: Document = report(9, publisher="Paper", based_on=Source("Wire"))
    ingest(home, [one])
    assert DocumentList(home).page(search="wire").documents[0].based_on == one.based_on
