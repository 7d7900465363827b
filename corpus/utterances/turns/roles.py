"""The role of a turn, by the words of its label."""

from typing import Literal

Role = Literal["speaker", "question", "moderator", "narration"]

REPORTER = "Reporter"
"""The speaker of a question whose label is only `Q`."""

_QUESTION = frozenset(
    "q question questions questioner reporter reporters journalist journalists press media interviewer correspondent "
    "سؤال صحفي صحافي السؤال الصحفي الصحافي مراسل المراسل المذيع المحاور".split()
)
_MODERATOR = frozenset("moderator operator host facilitator anchor announcer emcee mc presenter".split())
_NARRATION = frozenset("narrator voiceover voice-over caption".split())


def role_of(name: str) -> Role:
    """Return the role of a label's turns: `question` for a reporter who is not named, `moderator`, `narration`, or `speaker`."""
    words = [word.casefold().strip(".,:") for word in name.split()]
    if words and words[0] == "the":
        words = words[1:]
    words = [word for word in words if not word.isdigit()]
    if not words:
        return "speaker"
    if (len(words) <= 2 and words[-1] in _QUESTION) or (
        len(words) == 2 and words[0] in _QUESTION and len(words[1]) < 3
    ):
        return "question"
    if words[-1] in _MODERATOR and len(words) <= 2:
        return "moderator"
    return "narration" if words[-1] in _NARRATION else "speaker"
