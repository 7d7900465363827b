"""Extract the utterances of a document: the turns of a transcript, or what a report quotes and reports."""

from ..types import Document, Span, Utterance
from .prose import prose_utterances
from .turns import turns, utterances_of_turns

# Increase it whenever any text would give other utterances: homes made with another version are read again.
UTTERANCES = "10"

# Least number of characters before and after the turns of a transcript that are searched for quotations.
LEAST_PROSE = 500


def utterances(document: Document) -> tuple[Utterance, ...]:
    """Return the utterances of a document in order of `span.start`. Time grows linearly with the text.

    In a transcript (`turns`) the words of each turn are direct utterances; the prose around the turns is read as in any report.
    """
    spoken = utterances_of_turns(document)
    if not spoken or len(document.text) - spoken[-1].span.end + spoken[0].span.start < LEAST_PROSE:
        return spoken or prose_utterances(document)
    first, last = spoken[0].span.start, spoken[-1].span.end
    around = [one for one in prose_utterances(document) if one.span.end <= first or one.span.start >= last]
    return tuple(sorted((*spoken, *around), key=lambda one: (one.span.start, -one.span.end)))


def utterances_around(document: Document, span: Span) -> tuple[Utterance, ...]:
    """Return the utterances in the paragraphs of a span, without reading the rest of a long report.

    Of a transcript all are returned. Speakers are those that `utterances` finds, except that a pronoun or an office can stay as
    written if only a distant paragraph explains it.
    """
    return utterances(document) if turns(document) else prose_utterances(document, span)
