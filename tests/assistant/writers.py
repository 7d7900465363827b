"""A facade over a given home whose model is a scripted server."""

from assistant.dragoman import Dragoman
from assistant.generate import Writer
from assistant.settings import Settings
from assistant.support import FeatureJudge
from assistant.types import Answer
from assistant.writing.models import Named
from index.home import Home
from index.rank import Ranker, load_weights

QUESTION = "Which factions signed the joint statement in Cairo?"


def written_by(home: Home, url: str, **settings: object) -> Dragoman:
    """Over `home`, with the model at `url`; closing it is left to whoever has the home."""
    given = Settings(model="openai:scripted", model_url=url, **{"model_seconds": 20, **settings})  # type: ignore[arg-type]
    named = Named.of(given)
    assert named is not None
    return Dragoman(home, Ranker(load_weights()), writer=Writer(named, given, FeatureJudge()))


def reason(answer: Answer) -> str:
    """Why the answer quotes."""
    assert answer.trace is not None
    assert answer.mode == "quoting"
    assert answer.claims, "the quoting answer is given"
    assert all(claim.text == claim.citations[0].quote for claim in answer.claims)
    return answer.trace.fallback or ""
