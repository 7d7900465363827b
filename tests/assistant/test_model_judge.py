"""A chat model as judge: it may refuse, but never pass what the rules refuse."""

from collections.abc import Iterator

import pytest

from assistant.settings import Settings
from assistant.support import FeatureJudge
from assistant.writing.model_judge import ModelJudge
from assistant.writing.models import Named
from evals.bench.openai_server import Play, Server, serving

EVIDENCE = ["Envoy Lena Quist said on 3 May that 40 tents had been sent to Basra."]
CLAIM = "Envoy Lena Quist said on 3 May that 40 tents had been sent to Basra."


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def judge(server: Server) -> ModelJudge:
    settings = Settings(judge="openai:scripted", model_url=server.url, model_seconds=5)
    return ModelJudge(Named("openai", "scripted", server.url), settings)


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
