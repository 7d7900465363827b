"""Judges, which decide whether evidence supports a claim: one Protocol, of which `FeatureJudge` is the default."""

from .feature_judge import FeatureJudge
from .judge import Judge, Supported
from .nli_judge import NliJudge

__all__ = ["FeatureJudge", "Judge", "NliJudge", "Supported"]
