"""Words that a report tells somebody did not say: "Rehn denied that …", "Rehn never said …", "Rehn allegedly said …"."""

import re
from collections.abc import Iterator

from ...corpus.language.names import same_person
from ...corpus.types import Span
from ...corpus.utterances.attributed import Attributed, cue_of
from ...corpus.utterances.prose import paragraphs_at
from ...corpus.utterances.reporters import ReportReader, reader
from ...corpus.utterances.speakers import Speakers
from .report import Place

_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e[sd]?|ing)|refut(?:e[sd]?|ing)|reject(?:s|ed|ing)?|rebut\w*)\b",
    re.IGNORECASE,
)


def disowned(place: Place, asked: str) -> str | None:
    """Return in a sentence that the report denies or doubts that the person said the words; `None` if it does not."""
    for one, names in _not_said(place):
        if any(same_person(asked, name) for name in names):
            if one.polarity == "denied":
                how = "denied this" if _denies(one) else "did not say this"
            else:
                how = "is only alleged or expected to say this"
            return f"According to the report, {asked} {how}."
    return None


def denial(place: Place) -> str | None:
    """Return in a sentence who denied the words, if the report tells that somebody did ("Rehn denied that …")."""
    text, span = place.document.text, place.span
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if not _DENIED.search(text, low, high if high >= 0 else len(text)):
        return None  # a parse takes a while
    for one, names in _not_said(place):
        if one.polarity == "denied" and _denies(one) and names:
            return f"According to the report, {' and '.join(names)} denied this."
    return None


def _not_said(place: Place) -> Iterator[tuple[Attributed, list[str]]]:
    """Yield what the report denies or doubts at a place, with the people who are named for it."""
    report = reader(place.document.text)
    speakers, paragraphs = Speakers(report), paragraphs_at(report, place.span)
    clauses = (
        clause
        for number in paragraphs
        for sentence in report.rows[number]
        if sentence[0] < place.span.end and place.span.start < sentence[1]
        for clause in _disowned_clauses(report, sentence, number)
    )
    for one in (*report.read(paragraphs), *clauses):
        if one.polarity != "said" and Span(*one.span).overlaps(place.span):
            yield one, [name for name, _ in speakers.named(one) if name]


def _disowned_clauses(report: ReportReader, sentence: tuple[int, int], number: int) -> Iterator[Attributed]:
    """Yield the clauses of a sentence that somebody is told not to have said: "Rehn denied that …"."""
    read = report.parse(sentence)
    for one in report.sayings(sentence):
        if one.polarity == "denied" and one.phrases and one.content:
            cue, span = cue_of(read, one), (one.content[0][0], one.content[-1][1])
            yield Attributed(span, "indirect", one.phrases, cue, sentence, sentence, (), one.polarity, number, one.at)


def _denies(one: Attributed) -> bool:
    return _DENIED.fullmatch(one.cue or "") is not None
