"""Does this evidence support this claim? Judges behind one Protocol; `FeatureJudge` is the default."""

from assistant.support.feature_judge import FeatureJudge
from assistant.support.nli import NliJudge
from assistant.support.types import Judge, Supported

__all__ = ["FeatureJudge", "Judge", "NliJudge", "Supported"]
