"""Utterances of a transcript, where who speaks is known from its cues."""

from ..types import Document, Span, Utterance


def of_transcript(document: Document) -> tuple[Utterance, ...]:
    """Each turn of a transcript whose speaker is known."""
    turns = [mark for mark in document.marks if mark.kind == "cue"]
    found = []
    for at, mark in enumerate(turns):
        end = turns[at + 1].span.start if at + 1 < len(turns) else len(document.text)
        start, end = mark.span.start, max(mark.span.end, min(end, len(document.text)))
        end = min(end, len(document.text))
        while end > start and document.text[end - 1].isspace():
            end -= 1
        if mark.speaker and end > start:
            found.append(Utterance(document, Span(start, end), mark.speaker, None, "direct"))
    return tuple(found)
