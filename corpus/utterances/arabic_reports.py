"""What an Arabic sentence quotes and reports, with its sources; English goes through the parser (`reporters`)."""

from collections.abc import Sequence

from . import arabic
from .attributed import Attributed, Kind
from .parsing import Bounds
from .polarity import Polarity
from .tokens import Phrase


def arabic_reports(
    blank: str, sentence: Bounds, quotes: Sequence[Bounds], paragraph: int, last: tuple[Phrase, ...]
) -> list[Attributed]:
    """Return the quotations and the reported clauses of an Arabic sentence, quotations first.

    `blank` is the document's text with its quotations blanked out, of the same length; `quotes` are the sentence's quotations.
    A quotation without words before it and without a source is by who was quoted `last`.
    """
    said = arabic.sayings(blank, *sentence)
    found = []
    for start, end in quotes:
        one = arabic.of_quotation(said, start, end)
        before = blank[sentence[0] : start].rstrip(" «“\"'‘")
        kind: Kind = "direct" if not before or before[-1] in ":،" else "partial"
        frame = (end, sentence[1]) if one and one.start >= end else (sentence[0], start)
        via = (one.via,) if one and one.via else ()
        phrases = (one.phrase,) if one else () if before else last
        cue = one.cue if one else None
        polarity: Polarity = one.polarity if one else "said"
        found.append(Attributed((start, end), kind, phrases, cue, sentence, frame, via, polarity, paragraph))
    for (start, end), one in arabic.reported(blank, *sentence, said):
        frame = (sentence[0], start)
        via = (one.via,) if one.via else ()
        found.append(
            Attributed((start, end), "indirect", (one.phrase,), one.cue, sentence, frame, via, one.polarity, paragraph)
        )
    return found
