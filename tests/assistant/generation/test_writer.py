"""Writing with a model, and everything that can go wrong with it, through the real client library over real HTTP."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.generation.model_name import ModelName
from dragoman.assistant.generation.writer import Writer, standalone_question
from dragoman.assistant.runtime.cancellation import Stop
from dragoman.assistant.settings import Settings
from dragoman.assistant.types import Answered, Checked, Searched, Turn, Written
from dragoman.assistant.verification import Supported
from dragoman.corpus.errors import InputError
from dragoman.evals.bench.openai_server import Body, Play, Server, claims, evidence_of, parrot, serving
from dragoman.index.home import Home
from dragoman.index.retrieval.ranking import Ranker, load_weights
from tests.assistant.writers import QUESTION, reason, written_by

HISTORY = [Turn("user", QUESTION), Turn("assistant", "Seven factions, among them Hamas and Islamic Jihad, signed it.")]


@pytest.fixture(scope="module")
def home(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with Dragoman.open(briefs_home(tmp_path_factory.mktemp("home")), Settings(model=None)) as opened:
        yield opened._home


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def dragoman(home: Home, server: Server) -> Dragoman:
    return written_by(home, server.url)


def test_what_repeats_its_evidence_is_supported_and_cited(dragoman: Dragoman, server: Server) -> None:
    answer = dragoman.ask(QUESTION)
    assert answer.mode == "writing"
    assert not answer.abstained
    (claim,) = answer.claims
    assert claim.verdict == "supported"
    (citation,) = claim.citations
    assert citation.marker == 1
    assert citation.quote == citation.document.text[citation.span.start : citation.span.end]
    assert claim.text.rstrip(".") in citation.quote
    trace = answer.trace
    assert trace is not None
    assert (trace.tokens_in, trace.tokens_out, trace.fallback) == (321, 45, None)
    assert trace.model == "openai:scripted"
    assert trace.model_seconds > 0
    assert trace.prompt_version
    assert server.requests[0]["response_format"]["type"] == "json_schema"


def test_a_wrong_number_name_or_negation_is_never_shown_as_supported(dragoman: Dragoman, server: Server) -> None:
    def wrong(body: Body) -> Play:
        rows = evidence_of(body)
        words = rows[0]["words"]
        return Play(
            claims(
                (words, [1]),
                (words.replace("Seven", "Nine").replace("seven", "nine"), [1]),
                (words.replace("Hamas", "Fatah"), [1]),
                (words.replace("signed", "did not sign"), [1]),
                ("The tents of the fair were green.", [77, -1]),
            )
        )

    server.reply = wrong
    right, *others = dragoman.ask(QUESTION).claims
    assert right.verdict == "supported"
    assert len(others) == 4
    for claim in others:
        assert claim.verdict != "supported"
        assert claim.reasons
    assert others[-1].citations == ()


def test_a_model_that_copies_from_the_prompt_loses_no_right_claim_and_wins_no_wrong_one(
    dragoman: Dragoman, server: Server
) -> None:
    def copying(body: Body) -> Play:
        copied = [int(number) for number in re.findall(r"\d+", body["messages"][0]["content"])] or [3, 7]
        return Play(claims(*((row["words"], copied) for row in evidence_of(body)[:2])))

    server.reply = copying
    answer = dragoman.ask(QUESTION)
    assert [claim.verdict for claim in answer.claims] == ["supported", "supported"]
    for claim in answer.claims:
        assert any(claim.text.rstrip(".") in citation.quote for citation in claim.citations)
    server.reply = lambda body: Play(body["messages"][0]["content"])
    assert "support nothing" in reason(dragoman.ask(QUESTION))


def test_what_is_not_supported_can_be_dropped(home: Home, server: Server) -> None:
    server.reply = lambda body: Play(claims(("In total 300 signed.", [1]), (evidence_of(body)[1]["words"], [2])))
    answer = written_by(home, server.url, unsupported="drop").ask(QUESTION)
    assert [claim.verdict for claim in answer.claims] == ["supported"]
    assert [citation.marker for citation in answer.citations] == [1]


def test_quotations_are_shown_in_the_stored_words_or_not_at_all(dragoman: Dragoman, server: Server) -> None:
    def quoting(body: Body) -> Play:
        words = evidence_of(body)[0]["words"]
        first = " ".join(words.split()[:5])
        return Play(
            claims((f'The report says "{first.lower()}".', [1]), (f"It says “{first} gladly”.", [1]), (words, [1]))
        )

    server.reply = quoting
    good, bad, _ = dragoman.ask(QUESTION).claims
    stored = good.citations[0].quote
    quoted = good.text.split("“")[1].split("”")[0] if "“" in good.text else ""
    assert quoted in stored
    assert not set(bad.text) & set('“”"«»')
    assert bad.verdict != "supported"
    assert any("gladly" in each for each in bad.reasons)


def test_a_question_that_the_corpus_does_not_answer_costs_no_request(dragoman: Dragoman, server: Server) -> None:
    answer = dragoman.ask("Who won the 2022 football World Cup?")
    assert answer.abstained
    assert server.requests == []


def test_the_context_window_is_not_overrun(home: Home, server: Server) -> None:
    written_by(home, server.url, model_context=2048).ask(QUESTION)
    small = json.dumps(server.requests[-1]["messages"])
    written_by(home, server.url, model_context=32_000).ask(QUESTION)
    large = json.dumps(server.requests[-1]["messages"])
    assert len(small.encode()) < 2048 * 4
    assert len(small) < len(large)


REPLIES = {
    "fenced": "Here you are:\n```json\n{}\n```\nI hope it helps.",
    "thought": '<think>[1] says {{"text": "no"}}</think>{}',
    "bare": "{}",
}


@pytest.mark.parametrize("form", REPLIES)
def test_forms_of_a_reply(dragoman: Dragoman, server: Server, form: str) -> None:
    server.reply = lambda body: Play(
        REPLIES[form].replace("{{", "{").replace("}}", "}").replace("{}", parrot(body).text)
    )
    assert dragoman.ask(QUESTION).mode == "writing"


def test_prose_with_marks_and_json_lines(dragoman: Dragoman, server: Server) -> None:
    server.reply = lambda body: Play(f"{evidence_of(body)[0]['words'].rstrip('.')} [1]. It rained all day.")
    marked, bare = dragoman.ask(QUESTION).claims
    assert (marked.verdict, bare.verdict) == ("supported", "not_enough_evidence")
    assert bare.citations == ()
    server.reply = lambda body: Play(
        "\n".join(json.dumps({"claim": row["words"], "sources": [f"[{row['id']}]"]}) for row in evidence_of(body)[:2])
    )
    assert [claim.verdict for claim in dragoman.ask(QUESTION).claims] == ["supported", "supported"]


def test_a_server_without_structured_output_is_asked_without(dragoman: Dragoman, server: Server) -> None:
    server.refuses_forms = True
    assert dragoman.ask(QUESTION).mode == "writing"
    assert "response_format" not in server.requests[-1]
    tried = len(server.requests)
    assert dragoman.ask(QUESTION).mode == "writing"
    assert len(server.requests) == tried + 1, "it is remembered"


NOISE = 'lorem 17 [3] {"text" <b> '
FAULTS = {
    "401": (Play(status=401), "refused the key (401)"),
    "429": (Play(status=429, headers={"Retry-After": "90"}), "asks to wait 90 seconds"),
    "500": (Play(status=500), "failed (500)"),
    "404": (Play(status=404), "(404)"),
    "cut before": (Play("some words", cut_after=0), "closed the connection"),
    "cut in the middle": (Play('{"claims": [{"text": "Seven factions', cut_after=1), "broke"),
    "ends early": (Play('{"claims": [{"text": "Seven factions', closes_early=True), "broke"),
    "half a reply": (Play('{"claims": [{"text": "Seven factions'), "ends in the middle"),
    "not the protocol": (Play("some words", garbage=True), "the model failed"),
    "invalid JSON": (Play('{"claims": [{"text": oops}]}'), "ignored the form"),
    "empty": (Play(""), "empty"),
    "no claims": (Play('{"claims": []}'), "found no answer"),
    "ids out of range": (Play(claims(("Seven factions signed it.", [0, 999, -3]))), "support nothing"),
    "ignores the form": (Play("I am only a language model and cannot answer this."), "support nothing"),
    "noise": (Play(NOISE * 9_000, piece=4_000), "characters without an end"),
    "closing brackets": (Play("}" * 5_000 + "]" * 5_000), "ignored the form"),
    "deep nesting": (Play('{"claims": [{"text": ' + "[" * 12_000, piece=4_000), ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_give_the_quoting_answer_and_say_why(dragoman: Dragoman, server: Server, fault: str) -> None:
    play, why = FAULTS[fault]
    server.plays(play)
    answer = dragoman.ask(QUESTION)
    assert why in reason(answer)
    assert "secret" not in reason(answer)


def test_silence_and_dripping_end_with_the_time_limit(home: Home, server: Server) -> None:
    dragoman = written_by(home, server.url, model_seconds=1)
    server.plays(Play("never", before=60))
    answer = dragoman.ask(QUESTION)
    assert "did not answer within 1 seconds" in reason(answer)
    assert answer.seconds < 10
    server.plays(Play("x" * 4_000, piece=1, pause=0.05))
    answer = dragoman.ask(QUESTION)
    assert "had not finished within 1 seconds" in reason(answer)
    assert answer.seconds < 10


class Unloadable:
    """A judge whose model cannot be loaded."""

    def judge(self, claim: str, evidence: Sequence[str]) -> Supported:  # noqa: ARG002  # the port's
        raise InputError("the NLI model 'none' cannot be loaded; name another")


def test_a_judge_that_cannot_be_loaded_is_told(home: Home, server: Server) -> None:
    settings = Settings(model="openai:scripted", model_url=server.url)
    writer = Writer(ModelName("openai", "scripted", server.url), settings, Unloadable())
    server.reply = parrot
    assert "'none' cannot be loaded" in reason(Dragoman(home, Ranker(load_weights()), writer=writer).ask(QUESTION))


def test_a_refused_connection(home: Home) -> None:
    with serving() as gone:
        url = gone.url
    assert "cannot be reached" in reason(written_by(home, url).ask(QUESTION))


def test_a_server_that_recovers_is_asked_again(dragoman: Dragoman, server: Server) -> None:
    def recovering(body: Body) -> Play:
        return parrot(body) if len(server.requests) > 1 else Play(status=429, headers={"Retry-After": "0.1"})

    server.reply = recovering
    assert dragoman.ask(QUESTION).mode == "writing"
    assert len(server.requests) == 2


def test_words_appear_as_they_are_written_and_are_marked_when_checked(dragoman: Dragoman) -> None:
    events = list(dragoman.stream(QUESTION))
    assert isinstance(events[0], Searched)
    assert isinstance(events[-1], Answered)
    written = [event.text for event in events if isinstance(event, Written)]
    assert len(written) > 2
    assert all(len(before) <= len(after) for before, after in pairwise(written))
    (checked,) = (event for event in events if isinstance(event, Checked))
    assert checked.claim == events[-1].answer.claims[0]


def test_drafts_show_neither_quotation_marks_nor_addresses(dragoman: Dragoman, server: Server) -> None:
    server.says(claims(('He said “we surrender” at https://evil.example/x?y=1 and "gave up".', [1])))
    for event in dragoman.stream(QUESTION):
        if isinstance(event, Written):
            assert not set(event.text) & set('“”"')
            assert "evil" not in event.text


def test_closing_the_stream_closes_the_connection(dragoman: Dragoman, server: Server) -> None:
    server.plays(Play(claims(("word " * 100, [1])), piece=2, pause=0.02))
    events = dragoman.stream(QUESTION)
    while not isinstance(next(events), Written):
        pass
    events.close()
    assert server.left.wait(10)


def test_a_stop_from_another_thread_ends_the_wait_at_once(home: Home, server: Server) -> None:
    dragoman = written_by(home, server.url, model_seconds=300)
    server.plays(Play("never", before=300))
    stop = Stop()
    threading.Timer(0.3, stop.press).start()
    started = time.perf_counter()
    *_, last = dragoman.stream(QUESTION, stop=stop)
    assert isinstance(last, Answered)
    assert "stopped" in reason(last.answer)
    assert time.perf_counter() - started < 60


def test_a_follow_up_is_condensed_by_the_model_and_shown(dragoman: Dragoman, server: Server) -> None:
    def model(body: Body) -> Play:
        if "rewrite the last question" in body["messages"][0]["content"]:
            return Play("Was Hamas among the factions that signed the joint statement in Cairo?")
        return parrot(body)

    server.reply = model
    answer = dragoman.ask("And was Hamas among them?", HISTORY)
    assert answer.searched_for == "Was Hamas among the factions that signed the joint statement in Cairo?"
    assert answer.trace is not None
    assert [call.purpose for call in answer.trace.calls] == ["condense", "write"]
    literal = dragoman.ask("And was Hamas among them?", HISTORY, literal=True)
    assert literal.searched_for == "And was Hamas among them?"
    assert literal.trace is not None
    assert "condense" not in [call.purpose for call in literal.trace.calls]


def test_a_follow_up_falls_back_to_the_offline_way(dragoman: Dragoman, server: Server) -> None:
    server.plays(Play("Which ships did Atlantis send to https://evil.example?"), Play("x", status=500))
    answer = dragoman.ask("And was Hamas among them?", HISTORY)
    assert "Atlantis" not in answer.searched_for
    assert QUESTION in answer.searched_for


def test_a_dead_model_is_asked_once_not_twice(dragoman: Dragoman, server: Server) -> None:
    server.plays(Play(status=401))
    assert "401" in reason(dragoman.ask("And was Hamas among them?", HISTORY))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "taken"),
    [
        ("Did Hamas sign the joint statement?", True),
        ('{"question": "Did Hamas sign the joint statement?"}', True),
        ("“Did Hamas sign the joint statement?”", True),
        ("Did Iran sign the joint statement?", False),
        ("", False),
        ("Did Hamas sign? " * 60, False),
        ('{"question": ["x"]}', False),
        ("See www.evil.example", False),
    ],
)
def test_a_question_may_use_words_of_the_conversation_only(reply: str, taken: bool) -> None:
    assert (standalone_question(reply, "Did it sign?", HISTORY) is not None) is taken


@pytest.mark.parametrize("model", ["gpt", ":x", "openai:"])
def test_a_model_without_a_provider_is_refused_at_once(tmp_path: Path, model: str) -> None:
    with pytest.raises(InputError, match="provider:name"):
        Dragoman.open(tmp_path, Settings(model=model))


def test_a_reply_of_brackets_is_not_a_question() -> None:
    assert standalone_question('{"a":' * 100_000, "Did it sign?", HISTORY) is None
