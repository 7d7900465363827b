"""The parts that the settings name: the model that writes answers and the judge of claims."""

from typing import TYPE_CHECKING

from .settings import Settings
from .verification import FeatureJudge, Judge, NliJudge

if TYPE_CHECKING:
    from .generation.writer import Writer


def judge_of(settings: Settings) -> Judge:
    """Make the judge of claims: a chat model, an NLI model, or by default the feature judge, which needs no model.

    Raises:
        InputError: the setting does not name a provider and a model.
    """
    if settings.judge:
        from .generation.llm_judge import ModelJudge  # as below
        from .generation.model_name import ModelName

        named = ModelName.of_judge(settings)
        return ModelJudge(named, settings) if named else FeatureJudge()
    return NliJudge(settings.nli) if settings.nli else FeatureJudge()


def writer_of(settings: Settings, judge: Judge) -> "Writer | None":
    """Make the writer of answers; `None` if no model is set, so that answers are quoted."""
    if not settings.model:
        return None
    # Not at the top: without a model nobody should wait for what writing needs.
    from .generation.model_name import ModelName
    from .generation.writer import Writer

    named = ModelName.of(settings)
    return Writer(named, settings, judge) if named else None
