"""The history: answers come back as they were given, whatever happens to the reports."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given

from dragoman import Dragoman
from dragoman.assistant.contract import answers as contract
from dragoman.assistant.history.history import History, remarks
from dragoman.assistant.history.serialisation import LOST, documents_of, freeze, thaw
from dragoman.assistant.settings import Settings
from dragoman.assistant.types import Answer, Call, Claim, Trace
from dragoman.corpus.errors import DamagedRow, InputError
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.web.views import ask
from tests.assistant.answers import DOCUMENTS, answered, answers, cite, hit, quoted
from tests.index.samples import report

HELD = {one.id: one for one in DOCUMENTS}
EGYPT = "Egypt hosted the factions in Cairo on 1 October."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder) -> Iterator[Home]:
    with Home(tmp_path_factory.mktemp("home"), encoder) as opened:
        ingest(opened, DOCUMENTS)
        yield opened


@pytest.fixture
def history(home: Home) -> History:
    return History(home)


@given(answers())
def test_an_answer_comes_back_from_its_json(given: Answer) -> None:
    thawed = thaw(freeze(given), {one.id: one for one in documents_of(given)})
    assert thawed.answer == given
    assert thawed.lost == ()
    assert ask.answer(thawed.answer) == ask.answer(given)
    assert contract.Answer.of(thawed.answer) == contract.Answer.of(given)


def test_every_field_of_an_answer_is_kept() -> None:
    frozen = json.loads(freeze(answered("Who?", quoted(cite(1, DOCUMENTS[0], EGYPT)))))
    assert set(frozen) == {field.name for field in fields(Answer)}


def test_no_document_is_copied_into_an_answer() -> None:
    frozen = freeze(answered("Who?", quoted(cite(1, DOCUMENTS[0], EGYPT)), hits=(hit(DOCUMENTS[1]),)))
    assert "Egypt" not in frozen
    assert DOCUMENTS[0].id in frozen


def test_what_a_model_was_asked_is_not_kept_but_its_cost_is() -> None:
    call = Call("write", (("user", "the secret prompt"),), "the raw reply", 1.5, 10, 20)
    frozen = freeze(answered("Who?", trace=Trace("m", "1", (call,), "it was stopped")))
    assert "secret" not in frozen and "raw reply" not in frozen
    trace = thaw(frozen, {}).answer.trace
    assert trace is not None
    assert (trace.model_seconds, trace.tokens_in, trace.fallback) == (1.5, 10, "it was stopped")


def test_quotations_whose_document_is_nowhere_are_not_shown() -> None:
    one, two = cite(1, DOCUMENTS[0], EGYPT), cite(2, DOCUMENTS[1], "Egypt hosted")
    frozen = freeze(answered("Who?", quoted(one, two), quoted(replace(one, marker=3)), hits=(hit(DOCUMENTS[0]),)))
    thawed = thaw(frozen, {DOCUMENTS[1].id: DOCUMENTS[1]})
    assert thawed.lost == (DOCUMENTS[0].id,)
    assert thawed.answer.claims == (quoted(two),), "the other report that says it is quoted in its own words"
    assert thawed.answer.hits == ()


def test_prose_whose_document_is_nowhere_is_not_called_supported() -> None:
    written = Claim("Egypt hosted them.", (cite(1, DOCUMENTS[0], EGYPT),), "supported")
    bare = Claim("Nothing is cited.", (), "not_enough_evidence")
    frozen = freeze(answered("Who?", written, bare, mode="writing"))
    assert thaw(frozen, {}).answer.claims == (Claim("Egypt hosted them.", (), "unchecked", (LOST,)), bare)


def test_a_text_that_is_too_short_is_not_the_one_that_was_cited() -> None:
    frozen = freeze(answered("Who?", quoted(cite(1, DOCUMENTS[0], EGYPT))))
    assert thaw(frozen, {DOCUMENTS[0].id: replace(DOCUMENTS[0], text="Egypt")}).lost == (DOCUMENTS[0].id,)


def test_a_conversation_is_kept_and_opened(history: History) -> None:
    first = answered("Who hosted them?", quoted(cite(1, DOCUMENTS[0], EGYPT)))
    second = answered("And who won?", hits=(hit(DOCUMENTS[2]),))
    name = history.begin("ann").id
    assert history.add("ann", name, first).place == 0
    assert history.add("ann", name, second).answer is second
    history.rate("ann", name, 1, "dislike", "It should know")
    opened = history.open("ann", name)
    assert opened.answers == (first, second)
    assert [(one.rating, one.reason) for one in opened.messages] == [(None, ""), ("dislike", "It should know")]
    assert all(one.gone == one.lost == () for one in opened.messages)
    assert [one.title for one in history.conversations("ann", "egypt host")] == ["Who hosted them?"]
    history.truncate("ann", name, 1)
    history.rename("ann", name, "Hosts")
    assert history.open("ann", name).answers == (first,)
    assert history.owner(name) == "ann"
    assert "ann" in history.users()
    history.delete("ann", name)
    with pytest.raises(InputError, match="no conversation"):
        history.open("ann", name)
    with pytest.raises(InputError, match="no conversation"):
        history.owner(name)


def test_citations_are_frozen(tmp_path: Path, encoder: PackagedEncoder) -> None:
    removed, replaced = report(1), report(2)
    with Home(tmp_path / "home", encoder) as home:
        ingest(home, [removed, replaced])
        history = History(home)
        given = answered(
            "Who?",
            quoted(cite(1, removed, EGYPT)),
            quoted(cite(2, replaced, "another round")),
            hits=(hit(removed), hit(replaced)),
        )
        name = history.begin("ann").id
        history.add("ann", name, given)
        home.catalogue.remove(removed.id)
        newer = report(2, text="The round was cancelled.")
        ingest(home, [newer])
        (message,) = history.open("ann", name).messages
        assert message.answer == given
        assert [(one.document, one.replaced_by) for one in message.gone] == [(removed, None), (replaced, newer.id)]
        assert history.document("ann", removed.id) == removed
        assert history.document("ben", removed.id) is None
        history.delete_all("ann")
        assert history.document("ann", removed.id) is None


def test_switched_off_it_stores_nothing_and_still_gives_back(home: Home) -> None:
    on, off = History(home), History(home, keeps=False)
    name = on.begin("ann").id
    on.add("ann", name, answered("Who?"))
    for attempt in (
        lambda: off.begin("ann"),
        lambda: off.add("ann", name, answered("Who else?")),
        lambda: off.rate("ann", name, 0, "like"),
    ):
        with pytest.raises(InputError, match="DRAGOMAN_HISTORY"):
            attempt()
    assert off.open("ann", name).answers == (answered("Who?"),)
    off.delete("ann", name)
    assert on.conversations("ann") == ()


def test_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Dragoman.open(tmp_path / "home") as dragoman:
        assert dragoman.history.keeps
    monkeypatch.setenv("DRAGOMAN_HISTORY", "false")
    assert not Settings().history
    with Dragoman.open(tmp_path / "home") as dragoman:
        assert not dragoman.history.keeps


def test_asking_alone_keeps_nothing(tmp_path: Path) -> None:
    with Dragoman.open(tmp_path / "home") as dragoman:
        ingest(dragoman._home, DOCUMENTS[:2])
        dragoman.ask("Who hosted the factions?")
        assert dragoman.history.users() == ()


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", '{"question": 1}', "null", "\x00", "\ud800"])
def test_a_damaged_answer_is_named_as_such(damaged: str) -> None:
    with pytest.raises(DamagedRow):
        thaw(damaged, HELD)


def test_a_damaged_answer_does_not_hide_the_others(history: History, home: Home) -> None:
    begun = history.begin("Ada").id
    for question in ("Who?", "Where?"):
        history.add("Ada", begun, answered(question, quoted(cite(1, DOCUMENTS[0], EGYPT))))
    with home.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE messages SET answer = '{}' WHERE place = 0")
    first, second = history.open("Ada", begun).messages
    assert first.damaged and not first.answer.claims
    assert "damaged" in remarks(first)[0]
    assert second.answer.claims[0].text == EGYPT
    history.delete("Ada", begun)
