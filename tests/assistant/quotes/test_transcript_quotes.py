"""Quotations from a transcript: who says them, over paragraphs and beyond the end of a turn."""

from collections.abc import Callable

import pytest

from dragoman.assistant.dragoman import Dragoman

BRIEFING = """Press Briefing by Press Secretary Dana Holt and the Harbour Minister

MS. HOLT: The ferry has a new hull, and nobody paid for it twice.

It sails for the northern island on Friday morning.

Q Will the harbour stay closed for the whole of next winter?

THE MINISTER: The harbour opens again before the first frost. (Laughter.) Ask me in the autumn.

Q Who has the keys of the lighthouse now that it is dark?

MS. HOLT: The keeper of the lighthouse took them home.
"""


@pytest.fixture(scope="module")
def briefing(opened_with: Callable[..., Dragoman]) -> Dragoman:
    """A home with one briefing."""
    return opened_with(briefing=BRIEFING)


@pytest.mark.parametrize(
    ("quote", "speaker", "verdict"),
    [
        ("The ferry has a new hull, and nobody paid for it twice.", "Dana Holt", "confirmed"),
        ("It sails for the northern island on Friday morning.", "Holt", "confirmed"),
        ("nobody paid for it twice. It sails for the northern island on Friday morning", "Dana Holt", "confirmed"),
        ("The ferry has a new hull, and nobody paid for it twice.", "Ana Brandt", "different"),
        ("Will the harbour stay closed for the whole of next winter?", "Dana Holt", "different"),
        # Only an office is named, and it may be anybody's who does not speak under another label.
        ("The harbour opens again before the first frost.", "Ana Brandt", "unknown"),
        ("The harbour opens again before the first frost.", "Dana Holt", "different"),
    ],
)
def test_the_speaker_is_the_one_of_the_label(briefing: Dragoman, quote: str, speaker: str, verdict: str) -> None:
    report = briefing.check_quote(quote, speaker=speaker)
    assert (report.verdict, report.speaker.verdict) == ("verbatim", verdict)


def test_an_omission_may_cross_paragraphs_but_no_turns(briefing: Dragoman) -> None:
    """A turn of two paragraphs is one utterance; another turn of the same speaker is another one."""
    within = briefing.check_quote("The ferry has a new hull … It sails for the northern island", speaker="Dana Holt")
    assert within.verdict == "elided"
    across = briefing.check_quote("It sails for the northern island … The keeper of the lighthouse took them home.")
    assert across.verdict not in ("verbatim", "elided")
