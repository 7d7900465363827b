"""The facade: everything Dragoman does, and the only place where its concrete parts meet.

    with Dragoman.open() as dragoman:
        dragoman.ingest(["library"])
        print(dragoman.ask("Who leads Egyptian General Intelligence?").claims[0].text)

Front doors (command line, HTTP, MCP, the page) call it and nothing below it.
"""

from collections.abc import Generator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..corpus.errors import InputError
from ..corpus.progress import Progress
from ..corpus.types import Document, Span, Utterance
from ..index.filters import ALL_UTTERANCES, EVERYTHING, Filters, UtteranceQuery
from ..index.folder.locks import PATIENCE, Waiting, ignore
from ..index.home import Home
from ..index.retrieval.ranking import Query, Ranker, load_weights
from ..index.retrieval.search import Results, Searcher
from .answering.examples import example_quotations, examples
from .answering.pipeline import Answering, checked_question
from .answering.suggestions import suggestions
from .comparison import Comparison, EventGroups, compare_documents, compare_on_topic, group_by_event
from .comparison.related import EmbeddedSentence, RelatedSentence, related_sentences, sentences_of
from .drafts.check import check_source
from .drafts.checks import DraftChecks, DraftHome
from .drafts.reader import from_bytes, read_draft
from .drafts.report import DraftReport
from .factory import judge_of, writer_of
from .history.history import History
from .library.open_corpus import OpenCorpus
from .quotes.desk import QuoteDesk
from .quotes.house_rules import DEFAULT_RULES, DraftRules
from .quotes.report import QuoteReport
from .runtime.cancellation import Stop
from .settings import Settings
from .timeline.chronicle import Chronicle
from .timeline.days import Timeline
from .timeline.speakers import Speaker
from .types import Answer, Answered, Event, Turn
from .verification import FeatureJudge, Judge, Supported

if TYPE_CHECKING:
    from .generation.writer import Writer

FOUND = 20
"""Passages in which a topic is looked for when reports are compared."""


class Dragoman(OpenCorpus):
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
        """Assemble from ready parts; without a `writer`, answers quote.

        `lasting`: the process will answer more questions, so opening Chroma pays. `keeps`: `history` stores conversations.
        """
        super().__init__(home)
        self._writer = writer
        self._lasting = lasting
        self._ranker = ranker
        self._searcher = Searcher(home, ranker, lasting=lasting)
        self._answering = Answering(home, self._searcher, ranker.weights.threshold, writer)
        self.judge: Judge = judge or FeatureJudge()
        self.history = History(home, keeps=keeps)
        self.chronicle = Chronicle(home)
        self.draft_checks = DraftChecks(DraftHome(home.path, home.model, self.check_draft_bytes))

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        settings: Settings | None = None,
        *,
        lasting: bool = True,
        patience: float | None = PATIENCE,
        waiting: Waiting = ignore,
        apart: bool = False,
    ) -> Self:
        """Open a home with the default parts: the encoder and models that the settings name, the calibrated weights.

        `home` replaces the settings' home. `patience` and `waiting` are for writing while another process does (`Home`).
        `apart`: documents are prepared in another process, so that adding them does not delay answers.

        Raises:
            HomeError: the home cannot be used; the message says what to do.
        """
        settings = settings or Settings()
        place = Path(home) if home is not None else settings.home
        judge = judge_of(settings)
        writer = writer_of(settings, judge)
        home_opened = Home(place.expanduser(), model=settings.encoder, patience=patience, waiting=waiting, apart=apart)
        if writer and lasting:
            writer.warm()
        ranker, keeps = Ranker(load_weights()), settings.history
        return cls(home_opened, ranker, writer=writer, judge=judge, lasting=lasting, keeps=keeps)

    def close(self) -> None:
        """Stop background work, keep what it has done, and close the home."""
        self.draft_checks.close()
        self.chronicle.close()
        super().close()

    def search(self, query: str, k: int = 10, filters: Filters = EVERYTHING) -> Results:
        """Find the `k` best passages for a query.

        Raises:
            QuestionError: the query is empty or too long.
        """
        return self._searcher.search(Query(checked_question(query)), k, filters)

    @staticmethod
    def check(question: str) -> None:
        """Raise `QuestionError` for a question that `ask` would refuse, before any slow work starts."""
        checked_question(question)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        *,
        literal: bool = False,
        stop: Stop | None = None,
    ) -> Answer:
        """Answer a question, or abstain if the corpus does not say; in quotations, or in checked prose if a model is set.

        `history` has the earlier turns, oldest first. A follow-up question is searched together with them, unless `literal`
        asks for its own words alone. Pressing `stop` from another thread ends a model's writing.

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
        """The model that writes answers, as provider:name; `None` if answers are quoted."""
        return self._writer.model_name.label if self._writer else None

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        *,
        literal: bool = False,
        stop: Stop | None = None,
    ) -> Generator[Event, None, None]:
        """Answer as `ask` does, event by event.

        Closing the generator stops a model at once. Pressing `stop` from another thread does so too; the answer then quotes.
        """
        return self._answering.stream(question, history, filters, literal=literal, stop=stop)

    def check_quote(
        self,
        quote: str,
        *,
        speaker: str | None = None,
        publisher: str | None = None,
        said_on: date | None = None,
        strict: bool = False,
    ) -> QuoteReport:
        """Check whether these words stand in the corpus, who says them there, where and when; see `assistant.quotes.desk`.

        `strict`: differences of spelling, letter case, numerals and the like are changes, too.

        Raises:
            InputError: the quotation is empty or too long.
        """
        who, outlet = ((name or "").strip() or None for name in (speaker, publisher))  # a form sends empty fields
        return QuoteDesk(self._home).check(quote, speaker=who, publisher=outlet, said_on=said_on, strict=strict)

    def said(
        self, query: UtteranceQuery = ALL_UTTERANCES, limit: int = 50, progress: Progress | None = None
    ) -> tuple[Utterance, ...]:
        """List who said what: at most `limit` utterances, newest first, or best first if the query has a topic.

        The first call reads the documents that have not been read yet.

        Raises:
            HomeBusy: documents must be read first, but another process has been reading them for more than ten seconds.
            InputError: no document set has the name that the query gives.
        """
        return self.chronicle.read(progress).said(query, limit)

    def people(self, query: UtteranceQuery = ALL_UTTERANCES, progress: Progress | None = None) -> tuple[Speaker, ...]:
        """List the speakers of the utterances that pass the query, most utterances first.

        Raises:
            HomeBusy, InputError: as `said`.
        """
        return self.chronicle.read(progress).people(query)

    def timeline(self, query: UtteranceQuery = ALL_UTTERANCES, progress: Progress | None = None) -> Timeline:
        """List what happened on which day: reports, events and utterances that pass the query.

        `query.speaker` is a person or body that speaks, or that an event's sentence names.

        Raises:
            HomeBusy, InputError: as `said`.
        """
        return self.chronicle.read(progress).timeline(query)

    def check_draft(
        self, path: Path | str, progress: Progress | None = None, rules: DraftRules = DEFAULT_RULES
    ) -> DraftReport:
        """Check every quotation of a draft in Markdown, text, HTML or DOCX, with the speaker that the draft names.

        `rules`: what the house allows.

        Raises:
            InputError: the file cannot be read, or has another format.
        """
        source, is_title = read_draft(Path(path)), self._home.catalogue.has_title
        return check_source(source, str(path), self.check_quote, progress, rules=rules, is_title=is_title)

    def check_draft_bytes(self, data: bytes, name: str, rules: DraftRules = DEFAULT_RULES) -> DraftReport:
        """Check a draft given as bytes; the suffix of `name` tells its format."""
        source, is_title = from_bytes(data, name), self._home.catalogue.has_title
        return check_source(source, name, self.check_quote, rules=rules, is_title=is_title)

    def support(self, claim: str, evidence: Sequence[str] | None = None, *, document: str | None = None) -> Supported:
        """Judge whether evidence supports a claim: either texts, or the stored document with this id.

        Offsets are into the text that the result names, or into the document.

        Raises:
            InputError: the claim has no words, or neither or both kinds of evidence are given.
            UnknownDocument: no document has this id.
        """
        if (evidence is None) == (document is None):
            raise InputError("give either texts as evidence or the id of a stored document")
        return self.judge.judge(claim, [self.show(document).text] if document is not None else list(evidence or ()))

    def event_groups(self) -> EventGroups:
        """List events with several reports, newest first; see `assistant.comparison.event_groups`."""
        return group_by_event(self._home)

    def compare(self, documents: Sequence[str]) -> Comparison:
        """Compare the documents with these ids side by side; see `assistant.comparison.side_by_side`.

        Raises:
            InputError: no id is given.
            UnknownDocument: no document has one of the ids.
        """
        return compare_documents(self._home, [self.show(one) for one in documents])

    def compare_about(self, topic: str, filters: Filters = EVERYTHING) -> Comparison:
        """Compare what reports say about a topic or question, side by side.

        Raises:
            QuestionError: the topic is empty or too long.
        """
        found = self.search(topic, FOUND, filters)
        return compare_on_topic(" ".join(topic.split()), found, found.confidence >= self._ranker.weights.threshold)

    def related(self, document: Document, span: Span, limit: int = 12) -> tuple[RelatedSentence, ...]:
        """Find sentences of other reports that differ from the words at `span`, with reasons, then those that say the same."""
        return related_sentences(self._home, document, span, limit, lasting=self._lasting)

    def warm(self) -> None:
        """Load what the first question would otherwise wait for: the encoder and the nearest-sentence search."""
        self._searcher.search(Query("Who said what?"), k=1)

    def sentences_of(self, document: Document) -> list[EmbeddedSentence]:
        """Return a document's sentences with their vectors, in order; empty if it is no longer stored."""
        return sentences_of(self._home, document)

    def examples(self) -> list[str]:
        """Suggest questions that this corpus answers; each has been tried."""
        return examples(self._home, self._tried, self._ranker.weights.threshold)

    def example_quotations(self) -> tuple[tuple[str, str | None], ...]:
        """Suggest quotations to check, as (words, speaker); empty for a corpus without the bundled briefs."""
        return example_quotations(self._home.catalogue)

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Suggest at most three follow-up questions that the corpus answers; this takes a few searches."""
        return suggestions(answer, self._home, self._tried, self._ranker.weights.threshold)

    def _tried(self, question: str) -> Results:
        return self._searcher.search(Query(question))
