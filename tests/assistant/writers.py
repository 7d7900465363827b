"""A facade over a given home whose model is a scripted server."""

from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.generation.model_name import ModelName
from dragoman.assistant.generation.writer import Writer
from dragoman.assistant.settings import Settings
from dragoman.assistant.types import Answer
from dragoman.assistant.verification import FeatureJudge
from dragoman.index.home import Home
from dragoman.index.retrieval.ranking import Ranker, load_weights

QUESTION = "Which factions signed the joint statement in Cairo?"


def written_by(home: Home, url: str, **settings: object) -> Dragoman:
    """Over `home`, with the model at `url`; closing it is left to whoever has the home."""
    given = Settings(model="openai:scripted", model_url=url, **{"model_seconds": 20, **settings})  # type: ignore[arg-type]
    named = ModelName.of(given)
    assert named is not None
    return Dragoman(home, Ranker(load_weights()), writer=Writer(named, given, FeatureJudge()))


def reason(answer: Answer) -> str:
    """Why the answer quotes."""
    assert answer.trace is not None
    assert answer.mode == "quoting"
    assert answer.claims, "the quoting answer is given"
    assert all(claim.text == claim.citations[0].quote for claim in answer.claims)
    return answer.trace.fallback or ""
