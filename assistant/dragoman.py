"""The facade: everything Dragoman does, and the only place where its concrete parts meet.

with Dragoman.open() as dragoman:
dragoman.ingest(["library"])
print(dragoman.ask("Who leads Egyptian General Intelligence?").claims[0].text)
"""

import threading
from collections.abc import Generator, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..corpus.errors import InputError, UnknownDocument
from ..corpus.types import Document, Span, Utterance
from ..index import maintenance
from ..index.document_list import DocumentList
from ..index.extracted.utterances import Progress as SpeechProgress
from ..index.filters import EVERYTHING, Filters, Kind, Wanted
from ..index.home import Home
from ..index.ingest import IngestReport
from ..index.retrieval.ranking import Query, Ranker, load_weights
from ..index.retrieval.search import Results, Searcher
from ..index.storage.document_sets import DocumentSets
from .answering.examples import examples
from .answering.pipeline import Answering, askable
from .answering.suggestions import suggestions
from .comparison import Comparison, Occasions, about, compare, occasions
from .comparison.related import Related, related
from .drafts.check import DraftReport, Progress, check_draft, check_source
from .drafts.reader import from_bytes
from .factory import judge_of, writer_of
from .history.history import History
from .library import ingestion
from .library.sources import Given
from .quotes.desk import QuoteDesk
from .runtime.cancellation import Stop
from .runtime.progress import Fraction
from .settings import Settings
from .timeline.record import Record
from .types import Answer, Answered, Event, QuoteReport, Turn
from .verification import FeatureJudge, Judge, Supported

if TYPE_CHECKING:
    from .generation.writer import Writer
    from .library.jobs import Jobs

FOUND = 20
"""Passages in which a topic is looked for when reports are compared."""


class Dragoman:
    """An open home that can be asked. Close it, or use it as a context manager; threads may share it."""

    def __init__(
        self,
        home: Home,
        ranker: Ranker,
        *,
        writer: "Writer | None" = None,
        judge: Judge | None = None,
        lasting: bool = True,
        keeps: bool = True,
    ) -> None:
        """From ready parts; without a `writer`, answers quote. `lasting`: more will be asked, so opening Chroma pays.

        `keeps`: whether `history` stores conversations.
        """
        self.home = home
        self._writer = writer
        self._lasting = lasting
        self._ranker = ranker
        self._searcher = Searcher(home, ranker, lasting=lasting)
        self._answering = Answering(home, self._searcher, ranker.weights.threshold, writer)
        self.judge: Judge = judge or FeatureJudge()
        self.history = History(home, keeps=keeps)
        self.record = Record(home)
        self._guard = threading.Lock()
        self._jobs: Jobs | None = None

    @classmethod
    def open(cls, home: Path | str | None = None, settings: Settings | None = None, *, lasting: bool = True) -> Self:
        """With the defaults: `home` or the settings' home, the encoder that they name, the calibrated weights.

        Raises:
            HomeError: the home cannot be used; the message says what to do.
        """
        settings = settings or Settings()
        place = Path(home) if home is not None else settings.home
        judge = judge_of(settings)
        writer = writer_of(settings, judge)
        home_opened = Home(place.expanduser(), model=settings.encoder)
        if writer and lasting:
            writer.warm()
        ranker, keeps = Ranker(load_weights()), settings.history
        return cls(home_opened, ranker, writer=writer, judge=judge, lasting=lasting, keeps=keeps)

    def __enter__(self) -> Self:
        """Dragoman itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the home."""
        self.close()

    def close(self) -> None:
        """Stop what runs in the background, with what it has done kept, and give the home back."""
        with self._guard:
            jobs, self._jobs = self._jobs, None
        if jobs:
            jobs.close()
        self.record.close()
        self.home.close()

    def ingest(self, given: Iterable[Given], progress: Fraction | None = None) -> IngestReport:
        """Add files, folders, archives and URLs, what was uploaded, or `library`, the bundled briefs.

        What cannot be read is reported, and the rest goes on.
        """
        return ingestion.fill(self.home, given, progress)

    def welcome(self, progress: Fraction | None = None) -> IngestReport | None:
        """Add the bundled briefs to a home that has never held a document, or go on with that where it was cut short.

        Returns `None` where there was nothing to do: they never go unasked into a home with a user's own documents.
        """
        return ingestion.welcome(self.home, progress)

    def search(self, query: str, k: int = 10, filters: Filters = EVERYTHING) -> Results:
        """The `k` best passages for a query.

        Raises:
            QuestionError: there is nothing to search for.
        """
        return self._searcher.search(Query(askable(query)), k, filters)

    @staticmethod
    def check(question: str) -> None:
        """Raise `QuestionError` where `ask` would, before anything slow is done."""
        askable(question)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        *,
        literal: bool = False,
        stop: Stop | None = None,
    ) -> Answer:
        """Answer, or abstain where the corpus does not say: in quotations, or in checked prose where a model is set.

        `history` has the earlier turns, oldest first; a follow-up question is searched together with them, unless
        `literal` asks for its own words alone. `stop`, pressed from another thread, ends a model's writing.

        Raises:
            QuestionError: the question is empty or too long.
            MissingExtra: the model's library is not installed.
        """
        *_, last = self.stream(question, history, filters, literal=literal, stop=stop)
        if not isinstance(last, Answered):
            raise AssertionError("a stream ends with the answer")
        return last.answer

    @property
    def writes(self) -> str | None:
        """The model that writes answers, or `None` where they are quoted."""
        return self._writer.named.label if self._writer else None

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        *,
        literal: bool = False,
        stop: Stop | None = None,
    ) -> Generator[Event, None, None]:
        """As `ask`, event by event while a model writes.

        Closing the generator stops the model at once; `stop` does so from another thread, and the answer then quotes.
        """
        return self._answering.stream(question, history, filters, literal=literal, stop=stop)

    def check_quote(
        self, quote: str, *, speaker: str | None = None, publisher: str | None = None, said_on: date | None = None
    ) -> QuoteReport:
        """Whether these words stand in the corpus, who says them there, where and when; see `assistant.quotes.desk`.

        Raises:
            InputError: the quotation is empty or too long.
        """
        return QuoteDesk(self.home).check(quote, speaker=speaker, publisher=publisher, said_on=said_on)

    def said(
        self,
        speaker: str | None = None,
        about: str | None = None,
        publisher: str | tuple[str, ...] | None = None,
        since: date | None = None,
        until: date | None = None,
        kind: Kind | None = None,
        limit: int = 50,
        progress: SpeechProgress | None = None,
        *,
        language: str | None = None,
        within: str | None = None,
    ) -> tuple[Utterance, ...]:
        """Who said what: utterances that pass everything given, newest first, or best first where `about` is given.

        `speaker` is a name in any spelling, or words of a role; see `index.extracted.utterances.Wanted`. The first call reads the
        documents that have not been read yet.

        Raises:
            HomeBusy: there are documents to read, but somebody else has been reading them for more than ten seconds.
            InputError: there is no document set named `within`.
        """
        wanted = Wanted(speaker, about, publisher, since, until, kind, language=language, within=within)
        return self.record.read(progress).said(wanted, limit)

    def check_draft(self, path: Path | str, progress: Progress | None = None) -> DraftReport:
        """Every quotation of a draft in Markdown, text, HTML or DOCX, checked with the speaker that the draft gives.

        Raises:
            InputError: the file cannot be read, or is none of these.
        """
        return check_draft(Path(path), self.check_quote, progress)

    def check_draft_bytes(self, data: bytes, name: str, progress: Progress | None = None) -> DraftReport:
        """The same of a draft that is no file here: its bytes, and a name whose suffix says what they are."""
        return check_source(from_bytes(data, name), name, self.check_quote, progress)

    def support(self, claim: str, evidence: Sequence[str] | None = None, *, document: str | None = None) -> Supported:
        """Whether the claim is supported by texts, or by the stored document with this id (then offsets are into it).

        Raises:
            InputError: the claim has no words, there is no such document, or neither or both are given.
        """
        if (evidence is None) == (document is None):
            raise InputError("give either texts as evidence or the id of a stored document")
        return self.judge.judge(claim, [self.show(document).text] if document is not None else list(evidence or ()))

    def show(self, document_id: str) -> Document:
        """The document with this id, or with this external id where only one has it.

        Raises:
            UnknownDocument: there is none.
        """
        document = self.home.catalogue.document(document_id)
        if document is None:
            raise UnknownDocument(
                f"no document has the id {document_id!r}; ids are in the answers of 'search' and 'ask'"
            )
        return document

    def occasions(self) -> Occasions:
        """Events of which the corpus has several reports, the newest first; see `assistant.comparison.same_event`."""
        return occasions(self.home)

    def compare(self, documents: Sequence[str]) -> Comparison:
        """The documents with these ids side by side; see `assistant.comparison.side_by_side`.

        Raises:
            InputError: none is given, or one is not there.
        """
        return compare(self.home, [self.show(one) for one in documents])

    def compare_about(self, topic: str, filters: Filters = EVERYTHING) -> Comparison:
        """What reports say of a topic or question, side by side.

        Raises:
            QuestionError: there is nothing to search for.
        """
        found = self.search(topic, FOUND, filters)
        return about(" ".join(topic.split()), found, found.confidence >= self._ranker.weights.threshold)

    def related(self, document: Document, span: Span, limit: int = 12) -> tuple[Related, ...]:
        """What other reports say of the words at `span`: sentences that differ, and in what, then those that say the same."""
        return related(self.home, document, span, limit, lasting=self._lasting)

    def remove(self, document_id: str) -> Document:
        """Forget a document; returns it.

        Raises:
            UnknownDocument: there is none with this id.
        """
        document = self.show(document_id)
        with self.home.writing():
            self.home.catalogue.remove(document.id)
            self.home.sync()
        return document

    def warm(self) -> None:
        """Load what a first question would otherwise wait for: the encoder and the nearest-sentence search."""
        self._searcher.search(Query("Who said what?"), k=1)

    @property
    def jobs(self) -> "Jobs":
        """Adding and removing in the background, with what is uploaded for it; made when it is first asked for."""
        from .library.jobs import Jobs  # here: commands do their work at once

        with self._guard:
            if self._jobs is None:
                self._jobs = Jobs(self.home)
            return self._jobs

    @property
    def shelf(self) -> DocumentList:
        """The list of documents, for looking through it."""
        return DocumentList(self.home)

    @property
    def sets(self) -> DocumentSets:
        """The document sets, whose names `Filters.within` takes."""
        return DocumentSets(self.home.catalogue.engine)

    def stats(self) -> dict[str, int]:
        """How many documents, passages and sentences there are."""
        return self.home.catalogue.counts()

    def verify(self) -> maintenance.Health:
        """Whether the index is what it should be."""
        return maintenance.verify(self.home)

    def examples(self) -> list[str]:
        """Questions that this corpus answers."""
        return examples(self.home, self._tried, self._ranker.weights.threshold)

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """At most three questions that follow from an answer and that the corpus answers; takes a few searches."""
        return suggestions(answer, self.home, self._tried, self._ranker.weights.threshold)

    def _tried(self, question: str) -> Results:
        return self._searcher.search(Query(question))
