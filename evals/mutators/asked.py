"""The words left as they are, and somebody else asked for: words, speaker and date are separate answers."""

from datetime import date, timedelta
from random import Random

from evals.mutators.values import Mutation, Original

_STRANGERS = ("Mansour Haddad", "Elena Petrova", "Karim Sayegh", "Ingrid Lundqvist", "Chidi Okonkwo", "Kenji Nakamura")


def speaker_kept(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """The right speaker is asked for."""
    if original.speaker is None:
        return None
    asked = (("speaker", original.speaker, "confirmed"),)
    return Mutation("speaker_kept", original.words, ("verbatim",), "nothing is changed", asked=asked)


def speaker_swapped(original: Original, rng: Random) -> Mutation | None:
    """Another speaker is asked for, one who shares no part of the right one's name and does not occur in the text."""
    if original.speaker is None:
        return None
    mine = set(original.speaker.casefold().split())
    pool = [
        name
        for name in (*original.names, *_STRANGERS)
        if mine.isdisjoint(name.casefold().split()) and name not in original.text and " " in name
    ]
    if not pool:
        return None
    asked = (("speaker", rng.choice(pool), "different"),)
    return Mutation(
        "speaker_swapped", original.words, ("verbatim",), "the words are right and the speaker is not", asked=asked
    )


def said_on_swapped(original: Original, said_on: date, rng: Random) -> Mutation:
    """Another day is asked for than the one on which the words were said, five days or more away."""
    other = said_on + timedelta(days=rng.choice((-1, 1)) * rng.randint(5, 400))
    asked = (("said_on", other.isoformat(), "different"),)
    return Mutation(
        "said_on_swapped", original.words, ("verbatim",), "the words are right and the day is not", asked=asked
    )
