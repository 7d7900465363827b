"""The quote desk: do these words stand in the corpus, exactly; where; who says them there; what was changed or left out.

| verdict | means |
|---|---|
| `verbatim` | equal after declared harmless normalisations only (`assistant.quotes.tokens`) |
| `elided` | verbatim but for what the quotation itself marks as left out or put in, in order, within one utterance |
| `altered` | the same place with other words; the diff names them |
| `truncated` | verbatim or elided, but what was left out turns the meaning (`assistant.quotes.truncation`) |
| `stitched` | pieces from separate places shown as one |
| `paraphrase` | no such quotation; a sentence says much the same |
| `not_found` | not in this corpus, which the report names |

The index proposes stretches of documents, and comparison is exact: `verbatim` needs equal tokens, one after the other.
No score decides between true and altered.
"""

import time
from collections.abc import Sequence
from datetime import date

from ...corpus.errors import InputError
from ...index.home import Home
from ...index.retrieval.phrase_search import extent
from .attribution import asked_date, asked_publisher, asked_speaker, fits, selector
from .paraphrase import nearest_sentence
from .places import Finder
from .quotation import Given, given
from .report import Check, Extent, Outcome, Place, QuoteReport
from .verdict import compared

LONGEST = 400_000
"""Characters of a quotation: longer than any report; more is refused."""

SHORT = 3
"""Words from which on a quotation can be told from other uses of the same words."""


class QuoteDesk:
    """Checks quotations against one home."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def check(
        self, quote: str, *, speaker: str | None = None, publisher: str | None = None, said_on: date | None = None
    ) -> QuoteReport:
        """What the corpus has to say about a quotation, with or without marks around it.

        Raises:
            InputError: it is empty, has no words, or is longer than `LONGEST`.
        """
        started = time.perf_counter()
        read = checked(quote)
        finder = Finder(self._home.catalogue.engine, read)
        asked = (speaker, publisher, said_on)
        fit = (lambda one: fits(one, *asked)) if any(one is not None for one in asked) else None
        found = compared(finder, read, fit, short=read.words < SHORT)
        nearest, reasons = found.nearest, list(found.reasons)
        if found.verdict == "not_found" and read.words >= SHORT:
            near = nearest_sentence(self._home, finder, quote)
            if near is not None:
                nearest = near.place
                if near.same:
                    found = Outcome("paraphrase")
                    reasons = [f"No such quotation; this sentence says much the same (similarity {near.cosine:.2f})."]
        documents, as_of = extent(self._home.catalogue.engine)
        searched = Extent(self._home.path.name, documents, as_of)
        if read.words < SHORT:
            reasons.insert(
                0, f"The quotation has fewer than {SHORT} words: too short to tell; only exact places are listed."
            )
        places = found.places if found.verdict == "stitched" else _ordered(found.places, asked)
        told = places or tuple(filter(None, (found.nearest,)))
        dated = [one for one in places if one.document.published]
        anchor = places[0] if places else found.nearest
        return QuoteReport(
            quote=quote,
            verdict=found.verdict,
            flags=found.flags,
            diff=found.diff,
            words=_words(quote, found, anchor),
            speaker=asked_speaker(speaker, told),
            publisher=asked_publisher(publisher, told),
            said_on=asked_date(said_on, told),
            places=places,
            earliest=min(dated, key=lambda one: str(one.document.published), default=None),
            nearest=nearest,
            normalisations=found.normalisations,
            selector=selector(anchor) if anchor else None,
            searched=searched,
            findings=tuple(reasons),
            seconds=round(time.perf_counter() - started, 4),
        )


def checked(quote: str) -> Given:
    """The quotation, read; see `QuoteDesk.check` for what is refused."""
    if not quote.strip():
        raise InputError("the quotation is empty; give the words to look for")
    if len(quote) > LONGEST:
        raise InputError(f"the quotation has {len(quote):,} characters; give at most {LONGEST:,}, or check it in parts")
    read = given(quote)
    if not read.words:
        raise InputError("the quotation has no words, only marks; give the words to look for")
    return read


def _ordered(places: Sequence[Place], asked: tuple[str | None, str | None, date | None]) -> tuple[Place, ...]:
    """What fits the question first, then by date, undated last."""
    return tuple(
        sorted(
            places,
            key=lambda one: (
                -fits(one, *asked),
                str(one.document.published or "9999"),
                one.document.id,
                one.span,
            ),
        )
    )


def _words(quote: str, found: Outcome, anchor: Place | None) -> Check:
    if found.verdict in ("verbatim", "elided"):
        return Check(quote, anchor.text if anchor else None, "confirmed")
    if found.verdict in ("not_found", "paraphrase"):
        return Check(quote, None, "unknown")
    return Check(quote, anchor.text if anchor else None, "different")
