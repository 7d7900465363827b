"""Stored conversations: access by user, the documents kept for them, and operations that must not lose them."""

from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select

from dragoman.corpus.errors import InputError
from dragoman.index import health
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.storage.conversation_search import title_of
from dragoman.index.storage.conversation_tables import TABLES, conversations, kept, messages
from dragoman.index.storage.conversation_tables import feedback as opinions
from dragoman.index.storage.conversations import LONGEST, Conversations
from tests.index.samples import brief, report
from tests.index.storage.stored import asked, kept_ids

ROOT = Path(__file__).parents[3]


def test_messages_come_back_in_order_with_their_documents(store: Conversations) -> None:
    name = store.begin("ann").id
    assert store.listed("ann") == (), "nothing was asked in it yet"
    store.add("ann", name, "Who hosted the factions?", '{"a": 1}', "", [report(1), brief(9)])
    store.add("ann", name, "And where?", '{"a": 2}', "", [report(1)])
    record = store.read("ann", name)
    assert [(one.place, one.answer) for one in record.messages] == [(0, '{"a": 1}'), (1, '{"a": 2}')]
    assert record.documents == {one.id: one for one in (report(1), brief(9))}
    assert record.gone == {brief(9).id: None}, "this brief was never in the corpus"
    assert store.listed("ann") == (record.conversation,)
    assert (record.conversation.title, record.conversation.questions) == ("Who hosted the factions?", 2)
    assert record.messages[0].created < record.messages[1].created <= record.conversation.updated


def test_somebody_elses_conversation_does_not_exist(store: Conversations) -> None:
    name = asked(store, "ann", "Who came?")
    assert store.listed("ben") == ()
    for attempt in (
        lambda: store.read("ben", name),
        lambda: store.add("ben", name, "q", "{}", "", []),
        lambda: store.rename("ben", name, "Mine"),
        lambda: store.rate("ben", name, 0, "like"),
        lambda: store.truncate("ben", name, 0),
        lambda: store.delete("ben", name),
    ):
        with pytest.raises(InputError) as other:
            attempt()
        with pytest.raises(InputError) as unknown:
            store.read("ben", "no-such")
        assert str(other.value).replace(name, "no-such") == str(unknown.value)
    assert store.delete_all("ben") == 0
    assert len(store.read("ann", name).messages) == 1
    assert store.read("ann", name).messages[0].rating is None


def test_ids_reveal_nothing_and_are_not_options(store: Conversations) -> None:
    names = [store.begin("ann").id for _ in range(50)]
    assert len(set(names)) == 50
    assert all(len(name) >= 22 and name[0].isalpha() for name in names)


def test_a_user_must_have_a_name(store: Conversations) -> None:
    with pytest.raises(Exception, match="CHECK"):
        store.begin("")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("crossing", {"one", "two"}),
        ("CROSS", {"one", "two"}),
        ("negotia", {"one"}),
        ("negotiated", {"one"}),
        ("who turkiye", {"two"}),
        ("الفصائل", {"arabic"}),
        ("فصائل", {"arabic"}),
        ("القاهره", {"arabic"}),
        ("rossing", set()),
        ("crossing turkiye negotiators", set()),
        ("?!", set()),
        ("%", set()),
        (" ", {"one", "two", "arabic"}),
    ],
)
def test_search_reads_titles_questions_and_answers(store: Conversations, search: str, found: set[str]) -> None:
    store.rename("ann", asked(store, "ann", "Which negotiators came?"), "one")
    store.rename("ann", asked(store, "ann", "Who spoke for Türkiye?"), "two")
    arabic = store.begin("ann").id
    store.add("ann", arabic, "من استضاف الفصائل في القاهرة؟", "{}", "مصر", [])
    store.rename("ann", arabic, "arabic")
    asked(store, "ben", "Which negotiators crossed to Türkiye, الفصائل القاهرة?")
    assert {one.title for one in store.listed("ann", search)} == found


def test_a_title_is_searched_too_and_words_may_stand_apart(store: Conversations) -> None:
    name = asked(store, "ann", "Who came?", "Who left?")
    store.rename("ann", name, "  My  Cairo\nnotes ")
    assert [one.title for one in store.listed("ann", "cairo left")] == ["My Cairo notes"]


def test_the_latest_come_first_a_page_at_a_time(store: Conversations) -> None:
    names = [asked(store, "ann", f"Question {n}?") for n in range(5)]
    store.add("ann", names[1], "Another?", "{}", "", [])
    order = [names[1], names[4], names[3], names[2], names[0]]
    assert [one.id for one in store.listed("ann")] == order
    assert [one.id for one in store.listed("ann", limit=2, skip=1)] == order[1:3]


def test_titles_are_cut_after_a_word() -> None:
    assert title_of(" Who\n came? ") == "Who came?"
    long = title_of("Which of the many delegations that had been invited to the talks in Cairo came on the first day?")
    assert len(long) <= 81
    assert long == "Which of the many delegations that had been invited to the talks in Cairo came…"
    assert title_of("x" * 500) == "x" * 80 + "…"


def test_half_a_character_from_a_browser_is_stored(store: Conversations) -> None:
    name = asked(store, "ann", "Who \ud83d came?")
    store.rate("ann", name, 0, "dislike", "half \udc00")
    assert store.listed("ann")[0].title == "Who ? came?"
    assert store.read("ann", name).messages[0].reason == "half ?"


def test_renaming_wants_a_title(store: Conversations) -> None:
    name = asked(store, "ann", "Who came?")
    with pytest.raises(InputError, match="empty"):
        store.rename("ann", name, " \n")
    with pytest.raises(InputError, match="characters"):
        store.rename("ann", name, "x" * (LONGEST + 1))
    assert store.read("ann", name).conversation.title == "Who came?"


def test_a_rating_can_be_changed(home: Home, store: Conversations) -> None:
    name = asked(store, "ann", "Who came?", "Who left?")

    def thought() -> list[tuple[str | None, str]]:
        return [(one.rating, one.reason) for one in store.read("ann", name).messages]

    store.rate("ann", name, 1, "like")
    store.rate("ann", name, 1, "dislike", " the wrong Hayya ")
    assert thought() == [(None, ""), ("dislike", "the wrong Hayya")]
    store.rate("ann", name, 1, None)
    assert thought() == [(None, ""), (None, "")]
    with pytest.raises(InputError):
        store.rate("ann", name, 2, "like")
    with pytest.raises(InputError, match="reason"):
        store.rate("ann", name, 1, "like", "x" * (LONGEST + 1))
    with home.catalogue.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(opinions)) == 0


def test_an_earlier_question_is_asked_again(home: Home, store: Conversations) -> None:
    name = asked(store, "ann", "Who came?")
    store.add("ann", name, "Who left?", "{}", "", [report(2)])
    store.rate("ann", name, 1, "like")
    store.truncate("ann", name, 1)
    assert kept_ids(home) == {report(1).id}
    store.add("ann", name, "Who stayed?", "{}", "", [])
    assert [(one.place, one.rating) for one in store.read("ann", name).messages] == [(0, None), (1, None)]
    store.truncate("ann", name, 0)
    assert kept_ids(home) == set()
    store.add("ann", name, "Who spoke?", "{}", "", [])
    assert store.listed("ann")[0].title == "Who spoke?"
    store.rename("ann", name, "Mine")
    store.truncate("ann", name, 0)
    store.add("ann", name, "Who listened?", "{}", "", [])
    assert store.listed("ann")[0].title == "Mine"


def test_documents_go_with_the_last_conversation_that_refers_to_them(home: Home, store: Conversations) -> None:
    first, second = asked(store, "ann", "Who came?"), asked(store, "ben", "Who came?")
    third = asked(store, "ann", "Who left?", of=2)
    assert kept_ids(home) == {report(1).id, report(2).id}
    store.delete("ann", first)
    assert kept_ids(home) == {report(1).id, report(2).id}
    store.delete("ben", second)
    assert kept_ids(home) == {report(2).id}
    store.begin("ann")
    assert store.delete_all("ann") == 1
    assert kept_ids(home) == set()
    with pytest.raises(InputError):
        store.read("ann", third)
    with home.catalogue.engine.connect() as connection:
        for table in TABLES:
            assert connection.scalar(select(func.count()).select_from(table)) == 0, table.name


def test_a_report_that_is_removed_or_replaced_stays_with_the_conversation(home: Home, store: Conversations) -> None:
    name = store.begin("ann").id
    store.add("ann", name, "Who came?", "{}", "", [report(1), report(2), report(3)])
    home.catalogue.remove(report(1).id)
    newer = report(2, text="The round was cancelled. Nobody came to Cairo.")
    ingest(home, [newer])
    record = store.read("ann", name)
    assert record.documents == {one.id: one for one in (report(1), report(2), report(3))}
    assert record.gone == {report(1).id: None, report(2).id: newer.id}
    ingest(home, [report(1)])
    assert report(1).id not in store.read("ann", name).gone
    assert health.verify(home).healthy


def test_a_missing_document_is_reported(home: Home, store: Conversations) -> None:
    name = store.begin("ann").id
    store.add("ann", name, "Who came?", "{}", "", [report(1), report(9)])
    with home.catalogue.engine.begin() as connection:
        connection.execute(delete(kept))
    assert set(store.read("ann", name).documents) == {report(1).id}, "the corpus still has it"
    assert store.lost() == 1
    assert health.verify(home).problems == ("1 documents that kept conversations quote are lost; restore a backup",)


def test_an_abandoned_beginning_is_forgotten(home: Home, store: Conversations) -> None:
    old, other = store.begin("ann").id, store.begin("ben").id
    used = asked(store, "ann", "Who came?")
    with home.catalogue.engine.begin() as connection:
        connection.execute(conversations.update().values(updated="2025-01-01T00:00:00.000000+00:00"))
    new = store.begin("ann").id
    with home.catalogue.engine.connect() as connection:
        assert set(connection.scalars(select(conversations.c.id))) == {other, used, new}
    with pytest.raises(InputError):
        store.add("ann", old, "Who came?", "{}", "", [])


def test_ten_thousand_messages_of_one_user_are_searched(home: Home, store: Conversations) -> None:
    moment = "2025-11-01T00:00:00.000000+00:00"
    head = {"user": "ann", "named": 0, "words": " who", "created": moment, "updated": moment}
    with home.catalogue.engine.begin() as connection:
        connection.execute(insert(conversations), [{**head, "id": f"c{n}", "title": f"t{n}"} for n in range(1000)])
        rows = [
            {"conversation": f"c{n // 10}", "place": n % 10, "answer": "{}", "words": f" round {n}", "created": moment}
            for n in range(10_000)
        ]
        connection.execute(insert(messages), rows)
    assert [one.title for one in store.listed("ann", "round 1234")] == ["t123"]
    assert len(store.listed("ann", "who", limit=2000)) == 1000
