"""Quoted words that the report does not give to the speaker asked for, but says that he or she did not say."""

from ...corpus.language.names import same_person
from ...corpus.types import Span
from ...corpus.utterances.prose import paragraphs_at
from ...corpus.utterances.reporters import reader
from ...corpus.utterances.speakers import Speakers
from .report import Place


def disowned(place: Place, asked: str) -> str | None:
    """Return in a sentence that the report denies or doubts that the person said the words; `None` if it does not."""
    report = reader(place.document.text)
    paragraphs = paragraphs_at(report, place.span)
    speakers = Speakers(report)
    for one in report.read(paragraphs):
        if one.polarity == "said" or not Span(*one.span).overlaps(place.span):
            continue
        if any(name and same_person(asked, name) for name, _ in speakers.named(one)):
            how = "did not say this" if one.polarity == "denied" else "is only alleged or expected to say this"
            return f"According to the report, {asked} {how}."
    return None
