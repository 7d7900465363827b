"""Answer a question: search, quote or write, then add contradictions and words that no citation mentions."""

import math
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...corpus.clean import is_whole
from ...corpus.errors import QuestionError
from ...index.filters import Filters
from ...index.home import Home
from ...index.retrieval.ranking import Query
from ...index.retrieval.search import NEAR, Searcher
from ..generation.injection import gives_orders
from ..runtime.cancellation import Stop
from ..runtime.tracing import spanned
from ..types import Answer, Answered, Event, Searched, Turn
from . import overview
from .differences import find_differences
from .extractive import QUOTED, quoted_claims
from .follow_up import interleave, query_in_context, query_text, searched_query
from .overview import on_topic, overview_topic
from .recency import newest_first
from .statements import statements
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
        writing = self.writer.begin(stop) if self.writer else None
        alone = writing.follow_up(asked, history) if writing and history and not literal else None
        query = Query(alone or asked) if alone or literal else searched_query(asked, history)
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
        evidence = newest_first(asked, statements(asked, found.evidence))
        named = on_topic(topic, evidence) if topic is not None else ()
        abstained = not named and (found.confidence < self.threshold or not evidence)
        written = (yield from writing.write(query_text(query), evidence)) if writing and not abstained else ()
        most, near = (overview.QUOTED, math.inf) if named else (QUOTED, NEAR)
        claims = () if abstained else written or quoted_claims(named or evidence, asked, most=most, near=near)
        trace = writing.trace if writing else None
        mode: Literal["writing", "quoting"] = "writing" if written else "quoting"
        # A follow-up depends on the conversation: its words alone do not show what is missing.
        lacking = (
            ()
            if written or query.context
            else unmentioned_words(topic.words if topic else asked, claims, self.home.encoder.words)
        )
        # A sentence withheld from the model because it gives orders is not shown next to the model's text either.
        read = [one for one in evidence if not (written and gives_orders(one.sentence.text))]
        against = find_differences(claims, read)
        seconds = round(time.perf_counter() - started, 4)
        answer = Answer(
            question, query_text(query), claims, hits, abstained, confidence, mode, seconds, trace, lacking, against
        )
        yield Answered(answer)


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
