"""What the corpus records of talks: who said what, and what happened when. Documents are analysed on first use."""

from dataclasses import replace
from datetime import date
from typing import Self

from ...corpus.progress import Progress
from ...corpus.types import Utterance
from ...index.extracted.events import EventIndex
from ...index.extracted.utterances import UtteranceIndex
from ...index.filters import ALL_UTTERANCES, UtteranceQuery
from ...index.home import Home
from . import days as timeline
from . import speakers as people
from .backlog import BacklogReader, Unread
from .days import DayCounts, Timeline, TimelineEntry
from .speakers import Speaker

AT_ONCE = 60
"""Documents that are analysed while the user waits, at some ten milliseconds each."""


class Chronicle:
    """The utterances and dated events of one home; threads may share it.

    Results cover only documents that have been analysed; call `read` first for all of them.
    """

    def __init__(self, home: Home) -> None:
        """Create the tables if they are missing."""
        self._home = home
        self._speech = UtteranceIndex(home)
        self._happenings = EventIndex(home)
        self._people: tuple[tuple[tuple[int, int], UtteranceQuery], tuple[Speaker, ...]] | None = None
        self._reading = BacklogReader(self.due, self.read)

    def due(self) -> int:
        """Return how many documents have not been analysed under the current rules."""
        return max(self._speech.due(), self._happenings.due())

    def read(self, progress: Progress | None = None) -> Self:
        """Analyse the remaining documents, with one commit for each batch; return self.

        Raises:
            HomeBusy: documents remain, but another process has been analysing them for more than ten seconds.
        """
        self._speech.read(progress)
        self._happenings.read(progress)
        return self

    def unread(self) -> Unread | None:
        """Return the progress of the analysis, which continues in the background; `None` if it is complete.

        A few documents are analysed at once.

        Raises:
            HomeBusy: as for `read`.
        """
        if 0 < self.due() <= AT_ONCE:
            self.read()
        return self._reading.state()

    def close(self) -> None:
        """Stop the analysis."""
        self._reading.close()

    def said(self, query: UtteranceQuery = ALL_UTTERANCES, limit: int = 50) -> tuple[Utterance, ...]:
        """Return the utterances that match: the best first if a topic is given, else the newest first."""
        return self._speech.said(query, limit)

    def people(self, query: UtteranceQuery = ALL_UTTERANCES) -> tuple[Speaker, ...]:
        """Return the speakers of all utterances that match, the one with most utterances first.

        The last result is cached: a page asks for the same again with every click.
        """
        key = (self._speech.version(), query)
        found = self._people
        if found is None or found[0] != key:
            found = self._people = (key, people.speakers(self._speech.speakers(query)))
        return found[1]

    def speaker(self, name: str) -> Speaker | None:
        """Return the speaker of this name, in any spelling, with all utterances; `None` if there is none."""
        return people.find_speaker(self.people(), name)

    def said_by(
        self, speaker: Speaker, query: UtteranceQuery = ALL_UTTERANCES, limit: int = 50
    ) -> tuple[Utterance, ...]:
        """Return the utterances of this speaker among those that match."""
        return self._speech.said(replace(query, speaker=None, spelled=speaker.spellings), limit)

    def timeline(self, query: UtteranceQuery = ALL_UTTERANCES) -> Timeline:
        """Return the days that match, with their reports, events and utterances."""
        return timeline.timeline(self._home, query)

    def events_by_day(self, query: UtteranceQuery = ALL_UTTERANCES) -> dict[date, tuple[TimelineEntry, ...]]:
        """Return the events of each day that match, without those known only to the month."""
        return timeline.events_by_day(self._home, query)[0]

    def months(self, query: UtteranceQuery = ALL_UTTERANCES) -> tuple[TimelineEntry, ...]:
        """Return the events that match and are known only to the month."""
        return timeline.events_by_day(self._home, query)[1]

    def counts(self, query: UtteranceQuery = ALL_UTTERANCES) -> tuple[DayCounts, ...]:
        """Return the totals of each day that matches."""
        return timeline.count_days(self._home, query)
