"""What the corpus records of talks: who said what, and what happened when. Documents are read when first asked for."""

from dataclasses import replace
from datetime import date
from typing import Self

from ...corpus.types import Utterance
from ...index.extracted.events import EventIndex
from ...index.extracted.tables import Progress
from ...index.extracted.utterances import UtteranceIndex
from ...index.filters import Wanted
from ...index.home import Home
from ..runtime.background import Reading, Unread
from . import days as timeline
from . import speakers as people
from .days import Counts, Entry, Timeline
from .speakers import Speaker

EVERYTHING = Wanted()

AT_ONCE = 60
"""Documents that are read while somebody waits: some ten milliseconds each."""


class Record:
    """The utterances and dated events of one home; threads may share it.

    What it tells is of the documents that have been read (`read`); whoever wants all calls that first.
    """

    def __init__(self, home: Home) -> None:
        """Of an open home; makes the tables where they are missing."""
        self._home = home
        self._speech = UtteranceIndex(home)
        self._happenings = EventIndex(home)
        self._people: tuple[tuple[tuple[int, int], Wanted], tuple[Speaker, ...]] | None = None
        self._reading = Reading(self.due, self.read)

    def due(self) -> int:
        """How many documents have not been read by today's rules yet."""
        return max(self._speech.due(), self._happenings.due())

    def read(self, progress: Progress | None = None) -> Self:
        """Read the documents that have not been read yet, each page of them in a commit; returns itself.

        Raises:
            HomeBusy: there are some, but somebody else has been reading them for more than ten seconds.
        """
        self._speech.read(progress)
        self._happenings.read(progress)
        return self

    def unread(self) -> Unread | None:
        """How far the documents have been read, which goes on beside this; `None` where all have been.

        A few are read at once.

        Raises:
            HomeBusy: as `read`.
        """
        if 0 < self.due() <= AT_ONCE:
            self.read()
        return self._reading.state()

    def close(self) -> None:
        """Stop reading."""
        self._reading.close()

    def said(self, wanted: Wanted = EVERYTHING, limit: int = 50) -> tuple[Utterance, ...]:
        """The utterances that are wanted: the best first where a topic is given, else the newest first."""
        return self._speech.said(wanted, limit)

    def people(self, wanted: Wanted = EVERYTHING) -> tuple[Speaker, ...]:
        """Everybody who said one of the utterances that are wanted, whoever said most first.

        What was found last is kept: a page asks for the same again with each press.
        """
        asked = (self._speech.version(), wanted)
        found = self._people
        if found is None or found[0] != asked:
            found = self._people = (asked, people.speakers(self._speech.speakers(wanted)))
        return found[1]

    def speaker(self, name: str) -> Speaker | None:
        """The speaker of this name in any spelling, with all utterances; `None` where nobody has it."""
        return people.find(self.people(), name)

    def by(self, speaker: Speaker, wanted: Wanted = EVERYTHING, limit: int = 50) -> tuple[Utterance, ...]:
        """What this speaker said, of all that is wanted."""
        return self._speech.said(replace(wanted, speaker=None, spelled=speaker.spellings), limit)

    def timeline(self, wanted: Wanted = EVERYTHING) -> Timeline:
        """The days that are wanted with their reports, events and utterances."""
        return timeline.timeline(self._home, wanted)

    def happened(self, wanted: Wanted = EVERYTHING) -> dict[date, tuple[Entry, ...]]:
        """The events of each day that are wanted; those of which only the month is known are left out."""
        return timeline.happened(self._home, wanted)[0]

    def months(self, wanted: Wanted = EVERYTHING) -> tuple[Entry, ...]:
        """The events that are wanted of which only the month is known."""
        return timeline.happened(self._home, wanted)[1]

    def counts(self, wanted: Wanted = EVERYTHING) -> tuple[Counts, ...]:
        """How much there is of each day that is wanted."""
        return timeline.counts(self._home, wanted)
