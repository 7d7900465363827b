"""Generate the questions of one document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...corpus.events import Event, events
from ...corpus.segment import segment
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import utterances
from .rewriter import definition_question, number_question, parse_sentence, without_reporter
from .topics import speaker_name, topic_of

LONGEST = 15
"""The most words in a question."""

QuestionKind = Literal["said", "who", "when", "many", "what"]


@dataclass(frozen=True, slots=True)
class GeneratedQuestion:
    """A question with the sentence of a document that answers it."""

    text: str
    kind: QuestionKind
    document: Document
    span: Span


def generate_questions(document: Document) -> list[GeneratedQuestion]:
    """Return questions that the document's sentences answer, in order; none for a document that is not in English."""
    if document.language not in (None, "en") or not _latin(document.text):
        return []
    segments = segment(document.text)
    dated: dict[Span, list[Event]] = {}
    for event in events(document, segments):
        dated.setdefault(event.span, []).append(event)
    spoken: dict[Span, list[Utterance]] = {}
    for one in utterances(document):
        home = next((span for span in segments.sentences if span.start <= one.span.start < span.end), None)
        if home is not None:
            spoken.setdefault(home, []).append(one)
    result = []
    for span in segments.sentences:
        for kind, text in _asked(document, span, dated.get(span, []), spoken.get(span, [])):
            if len(text.split()) <= LONGEST:
                result.append(GeneratedQuestion(text, kind, document, span))
    return result


def _latin(text: str) -> bool:
    letters = [one for one in text[:2000] if one.isalpha()]
    return sum(one < "\u0250" for one in letters) > 0.9 * max(1, len(letters))


def _asked(
    document: Document, span: Span, dated: list[Event], spoken: list[Utterance]
) -> Iterator[tuple[QuestionKind, str]]:
    for one in spoken:
        about, name = topic_of(one), speaker_name(one)
        if about and name and not set(about.lower().split()) & set(name.lower().split()) - {"the"}:
            yield "said", f"What did {name} say about {about}?"
    sentence = span.of(document.text)
    bare = without_reporter(sentence)
    if many := number_question(bare):
        yield "many", many
    if what := definition_question(sentence, document.text):
        yield "what", what
    parts = parse_sentence(bare, document.text)
    if parts is None:
        return
    if dated and dated[0].precision == "day" and (when := parts.when_question(dated[0])):
        yield "when", when
    if who := parts.who_question():
        yield "who", who
