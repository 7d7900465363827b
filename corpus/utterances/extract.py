"""Extract the utterances of a document: the turns of a transcript, or what a report quotes and reports."""

from ..types import Document, Span, Utterance
from .prose import prose_utterances

# Increase it whenever any text would give other utterances: homes made with another version are read again.
UTTERANCES = "4"


def utterances(document: Document) -> tuple[Utterance, ...]:
    """Return the utterances of a document in order of `span.start`.

    In a transcript the cues (`document.marks`) name the speakers, and each turn is a direct utterance. Time grows
    linearly with the text.
    """
    if any(mark.kind == "cue" and mark.speaker for mark in document.marks):
        return _turns(document)
    return prose_utterances(document)


def _turns(document: Document) -> tuple[Utterance, ...]:
    """Return the turns of a transcript whose speakers are known, from its cues."""
    cues = [mark for mark in document.marks if mark.kind == "cue"]
    found = []
    for at, mark in enumerate(cues):
        end = cues[at + 1].span.start if at + 1 < len(cues) else len(document.text)
        start, end = mark.span.start, max(mark.span.end, min(end, len(document.text)))
        end = min(end, len(document.text))
        while end > start and document.text[end - 1].isspace():
            end -= 1
        if mark.speaker and end > start:
            found.append(Utterance(document, Span(start, end), mark.speaker, None, "direct"))
    return tuple(found)


def utterances_around(document: Document, span: Span) -> tuple[Utterance, ...]:
    """Return the utterances in the paragraphs around a span, without reading the rest of a long report.

    Speakers are those that `utterances` finds, except that a pronoun or an office can stay as written if only a distant
    paragraph explains it.
    """
    if any(mark.kind == "cue" and mark.speaker for mark in document.marks):
        return _turns(document)
    return prose_utterances(document, span)
