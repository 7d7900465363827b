"""Who writes answers and who judges claims, as the settings say."""

from typing import TYPE_CHECKING

from .settings import Settings
from .verification import FeatureJudge, Judge, NliJudge

if TYPE_CHECKING:
    from .generation.writer import Writer


def judge_of(settings: Settings) -> Judge:
    """The judge of claims that the settings name: a chat model, an NLI model, else the one that needs no model.

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
    """The model that writes answers; `None` where none is set, so that they are quoted."""
    if not settings.model:
        return None
    # Not at the top: without a model nobody should wait for what writing needs.
    from .generation.model_name import ModelName
    from .generation.writer import Writer

    named = ModelName.of(settings)
    return Writer(named, settings, judge) if named else None
