"""A chat model as judge: it may refuse, but never pass what the rules refuse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.generation.llm_judge import JudgeLimits, LimitedJudge, ModelJudge
from dragoman.assistant.generation.model_name import ModelName
from dragoman.assistant.runtime.cancellation import Stop
from dragoman.assistant.settings import Settings
from dragoman.assistant.types import Call
from dragoman.assistant.verification import FeatureJudge
from dragoman.evals.bench.openai_server import Body, Play, Server, parrot, serving
from tests.assistant.writers import QUESTION

EVIDENCE = ["Envoy Lena Quist said on 3 May that 40 tents had been sent to Basra."]
CLAIM = "Envoy Lena Quist said on 3 May that 40 tents had been sent to Basra."


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def judge(server: Server) -> ModelJudge:
    settings = Settings(judge="openai:scripted", model_url=server.url, model_seconds=5)
    return ModelJudge(ModelName("openai", "scripted", server.url), settings)


def test_it_may_refuse(judge: ModelJudge, server: Server) -> None:
    server.says('{"verdict": "supported"}', '```json\n{"verdict": "contradicted"}\n```')
    assert judge.judge(CLAIM, EVIDENCE).verdict == "supported"
    refused = judge.judge(CLAIM, EVIDENCE)
    assert refused.verdict == "contradicted"
    assert "openai:scripted" in refused.reasons[0]
    assert refused.score < 0.5


@pytest.mark.parametrize(
    "claim", [CLAIM.replace("40", "400"), CLAIM.replace("Quist", "Brandt"), CLAIM.replace("had", "had not")]
)
def test_it_never_passes_what_the_rules_refuse(judge: ModelJudge, server: Server, claim: str) -> None:
    server.says('{"verdict": "supported"}')
    assert judge.judge(claim, EVIDENCE).verdict != "supported"
    assert server.requests == [], "and is not even asked"


@pytest.mark.parametrize(
    "play",
    [
        Play(status=500),
        Play(""),
        Play("yes"),
        Play('{"verdict": "maybe"}'),
        Play('"verdict": "supported", "verdict": "contradicted"'),
    ],
)
def test_without_a_usable_verdict_the_rules_stand(judge: ModelJudge, server: Server, play: Play) -> None:
    server.plays(play)
    assert judge.judge(CLAIM, EVIDENCE) == FeatureJudge().judge(CLAIM, EVIDENCE)


def test_a_judge_for_one_answer_keeps_to_its_time_and_stop_and_is_noted(judge: ModelJudge, server: Server) -> None:
    rules = FeatureJudge().judge(CLAIM, EVIDENCE)
    calls: list[Call] = []
    server.plays(Play('{"verdict": "contradicted"}', before=60))
    assert LimitedJudge(judge, JudgeLimits(lambda: 0.3, note=calls.append)).judge(CLAIM, EVIDENCE) == rules
    assert [call.purpose for call in calls] == ["judge"] and "within" in (calls[0].failed or "")
    stop = Stop()
    stop.press()
    assert LimitedJudge(judge, JudgeLimits(stop=stop, note=calls.append)).judge(CLAIM, EVIDENCE) == rules
    assert calls[1].failed == "it was stopped"
    assert LimitedJudge(judge, JudgeLimits(lambda: 0.0, note=calls.append)).judge(CLAIM, EVIDENCE) == rules
    assert len(calls) == 2, "no time is left, so nothing is asked"


def test_what_the_judge_was_asked_is_in_the_trace(
    briefs_home: Callable[[Path], Path], tmp_path: Path, server: Server
) -> None:
    briefs_home(tmp_path)
    settings = Settings(model="openai:scripted", judge="openai:scripted", model_url=server.url)
    server.reply = lambda body: Play('{"verdict": "supported"}') if _judging(body) else parrot(body)
    with Dragoman.open(tmp_path, settings) as dragoman:
        answer = dragoman.ask(QUESTION)
    assert answer.mode == "writing" and answer.trace is not None
    assert sorted(call.purpose for call in answer.trace.calls) == ["judge", "write"]


def _judging(body: Body) -> bool:
    return "check one claim" in body["messages"][0]["content"]
