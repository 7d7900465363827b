"""The words left as they are, and somebody else asked for: words, speaker and date are separate answers."""

from datetime import date, timedelta
from difflib import SequenceMatcher
from random import Random

from .mutation import Mutation, Original

_STRANGERS = ("Mansour Haddad", "Elena Petrova", "Karim Sayegh", "Ingrid Lundqvist", "Chidi Okonkwo", "Kenji Nakamura")


def speaker_kept(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """The right speaker is asked for."""
    if original.speaker is None:
        return None
    asked = (("speaker", original.speaker, "confirmed"),)
    return Mutation("speaker_kept", original.words, ("verbatim",), "nothing is changed", asked=asked)


def speaker_swapped(original: Original, rng: Random) -> Mutation | None:
    """Another speaker is asked for, one who has no part like the right one's name and does not occur in the text.

    Nobody is asked for in the place of somebody without a name: "the official" may be anybody.
    """
    if original.speaker is None or not original.speaker[0].isupper():
        return None
    pool = [
        name
        for name in (*original.names, *_STRANGERS)
        if " " in name and name not in original.text and not _alike(name, original.speaker)
    ]
    if not pool:
        return None
    asked = (("speaker", rng.choice(pool), "different"),)
    return Mutation(
        "speaker_swapped", original.words, ("verbatim",), "the words are right and the speaker is not", asked=asked
    )


def _alike(one: str, other: str) -> bool:
    """Whether a part of one name may be a spelling of a part of the other: `al-Sisi` and `El-Sisi`."""
    parts = [[part for part in name.casefold().replace("-", " ").split() if len(part) > 2] for name in (one, other)]
    return any(SequenceMatcher(None, a, b).ratio() > 0.7 for a in parts[0] for b in parts[1])


def said_on_swapped(original: Original, said_on: date, rng: Random) -> Mutation:
    """Another day is asked for than the one on which the words were said, five days or more away."""
    other = said_on + timedelta(days=rng.choice((-1, 1)) * rng.randint(5, 400))
    asked = (("said_on", other.isoformat(), "different"),)
    return Mutation(
        "said_on_swapped", original.words, ("verbatim",), "the words are right and the day is not", asked=asked
    )
