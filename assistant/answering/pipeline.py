"""Answer a question: search, quote or write, then add contradictions and words that no citation mentions."""

import math
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ...corpus.clean import is_whole
from ...corpus.errors import QuestionError
from ...index.filters import Filters
from ...index.home import Home
from ...index.retrieval.ranking import Query
from ...index.retrieval.search import EvidenceSentence, Hit, Searcher
from ...index.retrieval.typo_repair import repaired
from ..generation.injection import gives_orders
from ..runtime.cancellation import Stop
from ..runtime.tracing import spanned
from ..types import Answer, Answered, Claim, Event, Searched, Turn
from . import overview
from .abstention import lacking, missing
from .answer_kinds import prefer_kind
from .asked_comparison import AskedComparison, asked_comparison
from .asked_for import AskedFor, asked_for, prefer_words
from .compared import compared
from .differences import find_differences
from .direct_replies import direct_reply, without_direct
from .extractive import BEARING, QUOTED, quoted_claims
from .follow_up import interleave, query_in_context, query_text, searched_query
from .language_notice import language_notice
from .offices import holder
from .overview import on_topic, overview_topic
from .period import newest_day, prefer_period
from .pointing import asks_for_more, further_words
from .recency import newest_first
from .statements import statements
from .states import asked_state, telling
from .unmentioned_words import unmentioned_words

if TYPE_CHECKING:
    from ..generation.writer import Writer

LONGEST = 4_000
"""The most characters in a question; the encoder reads about 1,000 of them."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers the questions of one home. Abstains below the confidence `threshold`; quotes if there is no `writer`."""

    home: Home
    searcher: Searcher
    threshold: float
    writer: "Writer | None" = None

    def stream(
        self, question: str, history: Sequence[Turn], filters: Filters, *, literal: bool, stop: Stop | None
    ) -> Generator[Event, None, None]:
        """Yield events until the answer is complete; see `Dragoman.stream`."""
        started, asked = time.perf_counter(), checked_question(question)
        earlier = without_direct(history)
        reply = (
            None if literal else direct_reply(asked, self.home, continues=bool(earlier), writes=self.writer is not None)
        )
        if reply is not None:
            yield Searched(asked, 1.0)
            yield Answered(_timed(_replied(question, asked, reply, (), 1.0, abstained=False), started))
            return
        history = earlier
        writing = self.writer.begin(stop) if self.writer else None
        alone = writing.follow_up(asked, history) if writing and history and not literal else None
        asked = asked if literal else repaired(self.home.catalogue.engine, asked)
        query = Query(alone or asked) if alone or literal else searched_query(asked, history)
        comparing = asked_comparison(query.text) if not (literal or query.context or writing) else None
        if comparing is not None:
            answer = self._comparison(question, query, comparing, filters)
            yield Searched(query_text(query), answer.confidence)
            yield Answered(_timed(answer, started))
            return
        topic = overview_topic(query.text) if not query.context else None
        with spanned("dragoman.search"):
            found = (
                self.searcher.search(query, filters=filters)
                if topic is None
                else self.searcher.search(Query(topic.words), overview.READ, filters)
            )
            hits = found.hits
            after = None if literal or alone or query.context else query_in_context(asked, history)
            if after is not None:
                hits = interleave(hits, self.searcher.search(after, filters=filters).hits)
        confidence = round(found.confidence, 4)
        yield Searched(query_text(query), confidence)
        read = asked_for(query.text, newest_day(found.evidence))
        more = bool(history) and asks_for_more(asked)
        evidence = ordered(
            query.text, read, further_words(read.speaker, history, found.evidence) if more else found.evidence
        )
        named = on_topic(topic, evidence) if topic is not None else ()
        unsure = not named and (found.confidence < self.threshold or not evidence)
        # A follow-up depends on the conversation: its words alone do not show what is missing.
        alone_asked = not (named or unsure or query.context)
        lacks = lacking(query.text, read.speaker, evidence, self.home.encoder.encode) if alone_asked else None
        if more and not evidence:
            lacks = "What was found has nothing more on this than what was quoted before."
        abstained = unsure or lacks is not None
        notice = self._notice(asked, evidence, abstained=abstained)
        if notice is not None:
            told = _replied(question, query_text(query), notice, hits, confidence, abstained=True)
            yield Answered(_timed(told, started))
            return
        written = (yield from writing.write(query_text(query), evidence)) if writing and not abstained else ()
        most, near = (overview.QUOTED, math.inf) if named else (QUOTED, BEARING)
        claims = (
            ()
            if abstained
            else written or quoted_claims(named or evidence, query.text, speaker=read.speaker, most=most, near=near)
        )
        trace = writing.trace if writing else None
        mode: Literal["writing", "quoting"] = "writing" if written else "quoting"
        unmentioned = (
            ()
            if written or query.context
            else unmentioned_words(topic.words if topic else asked, claims, self.home.encoder.words)
        )
        # A sentence withheld from the model because it gives orders is not shown next to the model's text either.
        shown = [one for one in evidence if not (written and gives_orders(one.sentence.text))]
        answer = Answer(
            question,
            query_text(query),
            claims,
            hits,
            abstained,
            confidence,
            mode,
            0.0,
            trace,
            unmentioned,
            find_differences(claims, shown, query.text),
            _as_of(read, query.text, claims, evidence).words,
            missing=(
                *filter(None, (lacks,)),
                *(
                    missing(self.home, query.text, filters, lambda: not lacks and self._answers(query))
                    if abstained
                    else ()
                ),
            ),
        )
        yield Answered(_timed(answer, started))

    def _comparison(self, question: str, query: Query, asked: AskedComparison, filters: Filters) -> Answer:
        """Answer a question that compares reports."""
        found = compared(asked, self.home, self.searcher, filters, self.threshold)
        abstained = not found.claims
        why = missing(self.home, asked.topic, filters, lambda: self._answers(Query(asked.topic))) if abstained else ()
        return Answer(
            question,
            query_text(query),
            found.claims,
            found.hits,
            abstained,
            round(found.confidence, 4),
            "quoting",
            0.0,
            differing=found.differing,
            looked_for=f"how {' and '.join(asked.sides) or 'reports'} compare",
            missing=(*found.notes, *why),
        )

    def _answers(self, query: Query) -> bool:
        """Return whether the corpus answers without filters."""
        return self.searcher.search(query).confidence >= self.threshold

    def _notice(self, asked: str, evidence: Sequence[EvidenceSentence], *, abstained: bool) -> str | None:
        """Return what to tell a reader whose language the encoder does not read; `None` if reports in it answer."""
        notice = language_notice(asked) if self.home.model is None else None
        if notice is None:
            return None
        language, words = notice
        return words if abstained or evidence[0].sentence.document.language != language else None


def ordered(question: str, read: AskedFor, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence that can answer, best first: by its score, whose words it has, its period, and its age."""
    able = statements(question, evidence)
    if read.kind not in ("overview", "words", "comparison"):
        able = prefer_kind(question, able)
    able = prefer_words(holder(read.speaker, able) or read.speaker, able)
    able = prefer_period(read.period, able)
    return able if read.kind in ("overview", "words", "comparison") else newest_first(question, able, read.period)


def _as_of(read: AskedFor, question: str, claims: Sequence[Claim], evidence: Sequence[EvidenceSentence]) -> AskedFor:
    """Return what is asked for with the day of the leading report, if the latest state is asked for or the report tells one."""
    if not claims or not claims[0].citations or read.kind in ("overview", "words", "comparison"):
        return read
    state = asked_state(question)
    told = read.latest or (state is not None and telling(state, evidence[:1]))
    return replace(read, as_of=claims[0].citations[0].document.published) if told else read


def _replied(
    question: str, searched: str, reply: str, hits: tuple[Hit, ...], confidence: float, *, abstained: bool
) -> Answer:
    """Return an answer in Dragoman's own words, without claims."""
    return Answer(question, searched, (), hits, abstained, confidence, "quoting", 0.0, reply=reply)


def _timed(answer: Answer, started: float) -> Answer:
    return replace(answer, seconds=round(time.perf_counter() - started, 4))


def checked_question(question: str) -> str:
    """Return the question on one line.

    Raises:
        QuestionError: it is empty or far too long, or has half of a character in it.
    """
    asked = " ".join(question.split())
    if not is_whole(asked):
        raise QuestionError("the question has half of a character in it (a lone surrogate); ask in whole ones")
    if not asked:
        raise QuestionError("the question is empty; ask in a sentence or a few words")
    if len(asked) > LONGEST:
        raise QuestionError(f"the question has {len(asked):,} characters; ask in at most {LONGEST:,}")
    return asked
