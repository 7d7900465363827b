"""The day of a talk: the first full date in the title or above the first words, or else the day of publication."""

from datetime import date

from ...language.dates import dates
from ...types import Document

_HEAD = 1500  # characters above the first words


def talk_day(document: Document, first: int) -> tuple[date | None, str | None]:
    """Return the day on which a transcript's words were said, and what it was read from.

    `first` is the offset of the first words. A date after the day of publication is that of something else.
    """
    head = f"{document.title}\n{document.text[:first][-_HEAD:]}"
    for found in dates(head, 0, len(head), None):
        if found.precision == "day" and not (document.published and found.day > document.published):
            return found.day, head[found.start : found.end]
    published = document.published
    return (published, "the date of the transcript") if published else (None, None)
