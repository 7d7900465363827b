"""Does this evidence support this claim? Judges behind one Protocol; `FeatureJudge` is the default."""

from .feature_judge import FeatureJudge
from .judge import Judge, Supported
from .nli_judge import NliJudge

__all__ = ["FeatureJudge", "Judge", "NliJudge", "Supported"]
