"""The day on which words were said: the date that belongs to the word of saying, however it is given."""

from datetime import date

import pytest

from dragoman.corpus.clean import clean
from dragoman.corpus.types import Document
from dragoman.corpus.utterances import utterances

PUBLISHED = date(2026, 5, 8)  # a Friday


def day_of(text: str) -> date | None:
    (one,) = {one.said_on for one in utterances(Document.make(clean(text), "t", key="k", published=PUBLISHED))}
    return one


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("“The kiosk stays,” Rana Odeh said on Tuesday of last week.", date(2026, 4, 28)),
        ("“The kiosk stays,” Rana Odeh told the board last week on Monday.", date(2026, 4, 27)),
        ("“The kiosk stays,” said Rana Odeh the day before yesterday.", date(2026, 5, 6)),
        ("“The kiosk stays,” Rana Odeh said three days ago.", date(2026, 5, 5)),
        ("“The kiosk stays,” Rana Odeh said at a meeting on Wednesday.", date(2026, 5, 6)),
        ("“The kiosk stays,” Rana Odeh said in a letter sent on Wednesday.", date(2026, 5, 6)),
        ("Speaking on Monday, Rana Odeh said: “The kiosk stays.”", date(2026, 5, 4)),
        ("“The kiosk stays,” Rana Odeh said, a day after Monday’s fire.", date(2026, 5, 5)),
        ("Rana Odeh said on Thursday that the kiosk would close on Sunday.", date(2026, 5, 7)),
    ],
)
def test_the_day_of_saying_is_counted_from_publication(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "“The kiosk burned,” Rana Odeh said after Monday’s fire.",
        "“The kiosk burned,” said Rana Odeh, who was hurt on Monday.",
        "“The kiosk burned,” Rana Odeh said of the fire on Monday.",
        "“The kiosk will burn,” Rana Odeh said before the fair on Monday.",
        "“The kiosk burned,” Rana Odeh said in a film to be shown on Sunday.",
        "“The kiosk burned,” Rana Odeh said a few days ago.",
    ],
)
def test_the_day_of_another_event_is_not_the_day_of_saying(text: str) -> None:
    assert day_of(text) is None
