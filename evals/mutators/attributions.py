"""Right words with a wrong speaker or date: the quote check judges words, speaker and date separately."""

from datetime import date, timedelta
from difflib import SequenceMatcher
from random import Random

from .mutation import Mutation, Original

_STRANGERS = ("Mansour Haddad", "Elena Petrova", "Karim Sayegh", "Ingrid Lundqvist", "Chidi Okonkwo", "Kenji Nakamura")


def speaker_kept(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Name the right speaker: confirmed for quoted words, `reported` for reported ones."""
    if original.speaker is None:
        return None
    asked = (("speaker", original.speaker, "reported" if original.status == "reported" else "confirmed"),)
    return Mutation("speaker_kept", original.words, _expected(original), "nothing is changed", asked=asked)


def speaker_swapped(original: Original, rng: Random) -> Mutation | None:
    """Name another speaker, who does not occur in the text and shares no similar name with the right one.

    A speaker without a name is not replaced, since "the official" may be anybody.
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
    reason = "the words are right and the speaker is not"
    return Mutation("speaker_swapped", original.words, _expected(original), reason, asked=asked)


def _expected(original: Original) -> tuple[str, ...]:
    """Reported speech without its source may be called truncated."""
    return ("verbatim", "truncated") if original.status == "reported" else ("verbatim",)


def _alike(one: str, other: str) -> bool:
    """Return whether parts of two names may be spellings of each other: `al-Sisi` and `El-Sisi`."""
    parts = [[part for part in name.casefold().replace("-", " ").split() if len(part) > 2] for name in (one, other)]
    return any(SequenceMatcher(None, a, b).ratio() > 0.7 for a in parts[0] for b in parts[1])


def said_on_swapped(original: Original, said_on: date, rng: Random) -> Mutation:
    """Name another day than that of the utterance, at least five days away."""
    other = said_on + timedelta(days=rng.choice((-1, 1)) * rng.randint(5, 400))
    asked = (("said_on", other.isoformat(), "different"),)
    return Mutation(
        "said_on_swapped", original.words, ("verbatim",), "the words are right and the day is not", asked=asked
    )
