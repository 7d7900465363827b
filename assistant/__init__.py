"""Answering and checking; `from assistant import Dragoman`."""

from assistant.dragoman import Dragoman
from assistant.types import Answer, Citation, Claim, Turn
from index.lookup import Filters

__all__ = ["Answer", "Citation", "Claim", "Dragoman", "Filters", "Turn"]
