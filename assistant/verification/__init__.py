"""Judges, which decide whether evidence supports a claim: one Protocol, of which `FeatureJudge` is the default."""

from .feature_judge import FeatureJudge
from .judge import Agreement, Judge, Supported
from .nli_judge import NliJudge

__all__ = ["Agreement", "FeatureJudge", "Judge", "NliJudge", "Supported"]
