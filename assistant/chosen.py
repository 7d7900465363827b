"""Who writes answers and who judges claims, as the settings say."""

from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.support import FeatureJudge, Judge, NliJudge

if TYPE_CHECKING:
    from assistant.generate import Writer


def judge_of(settings: Settings) -> Judge:
    """The judge of claims that the settings name: a chat model, an NLI model, else the one that needs no model.

    Raises:
        InputError: the setting does not name a provider and a model.
    """
    if settings.judge:
        from assistant.writing.model_judge import ModelJudge  # as below
        from assistant.writing.models import Named

        named = Named.of_judge(settings)
        return ModelJudge(named, settings) if named else FeatureJudge()
    return NliJudge(settings.nli) if settings.nli else FeatureJudge()


def writer_of(settings: Settings, judge: Judge) -> "Writer | None":
    """The model that writes answers; `None` where none is set, so that they are quoted."""
    if not settings.model:
        return None
    # Not at the top: without a model nobody should wait for what writing needs.
    from assistant.generate import Writer
    from assistant.writing.models import Named

    named = Named.of(settings)
    return Writer(named, settings, judge) if named else None
