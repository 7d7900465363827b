"""The quote desk checks quotations: does the corpus have exactly these words, where, who says them, what was changed?

| verdict | meaning |
|---|---|
| `verbatim` | equal after declared harmless normalisations only (`assistant.quotes.tokens`) |
| `elided` | verbatim except for omissions and insertions that the quotation marks, in order, within one utterance |
| `altered` | the same place with other words; the diff names them |
| `truncated` | verbatim or elided, but the words left out change the meaning (`assistant.quotes.truncation`) |
| `stitched` | pieces from separate places shown as one |
| `paraphrase` | no such quotation; a sentence says much the same |
| `not_found` | not in this corpus, which the report names |

The index proposes stretches of documents; the comparison is exact. `verbatim` needs equal tokens in sequence. No score
decides between true and altered.
"""

import time
from datetime import date

from ...corpus.clean import is_whole
from ...corpus.errors import InputError
from ...index.home import Home
from ...index.retrieval.phrase_search import extent
from .attribution import Wanted, check_date, check_publisher, check_speaker, place_order, selector_of
from .carrying_sentences import SHORT, inner_quotation, is_writers_own, with_carrying
from .denials import denial, disowned
from .paraphrase import nearest_sentence
from .places import PlaceFinder
from .quotation import ParsedQuotation, parse
from .report import PASSING, Check, Extent, Judgement, Place, QuoteReport
from .verdict import judge_words

LONGEST = 400_000
"""The most characters in a quotation: longer than any report."""


class QuoteDesk:
    """Checks quotations against one home."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def check(
        self,
        quote: str,
        *,
        speaker: str | None = None,
        publisher: str | None = None,
        said_on: date | None = None,
        strict: bool = False,
    ) -> QuoteReport:
        """Check a quotation, with or without quotation marks around it.

        `strict`: of the harmless differences only typography is ignored (marks, dashes, white space, invisible characters).

        Raises:
            InputError: it is empty, has no words, or is longer than `LONGEST`.
        """
        started = time.perf_counter()
        quotation = parse_checked(quote)
        finder = PlaceFinder(self._home.catalogue.engine, quotation)
        asked = any(one is not None for one in (speaker, publisher, said_on))
        fit = Wanted(speaker, publisher, said_on) if asked else None
        found = judge_words(finder, quotation, fit, short=quotation.words < SHORT, strict=strict)
        if found.verdict not in PASSING and not strict and (inner := inner_quotation(quotation)) is not None:
            inside = PlaceFinder(self._home.catalogue.engine, inner.quotation)
            judged = judge_words(inside, inner.quotation, fit, short=inner.quotation.words < SHORT)
            if is_writers_own(inner, found, judged):
                found, finder, quotation = with_carrying(judged), inside, inner.quotation
                speaker = speaker or inner.speaker
        nearest, reasons = found.nearest, list(found.reasons)
        if found.verdict == "not_found" and quotation.words >= SHORT:
            near = nearest_sentence(self._home, finder, quote)
            if near is not None:
                nearest = near.place
                if near.same:
                    found = Judgement("paraphrase")
                    reasons = [f"No such quotation; this sentence says much the same (similarity {near.cosine:.2f})."]
        documents, as_of = extent(self._home.catalogue.engine)
        searched = Extent(self._home.path.name, documents, as_of)
        if quotation.words < SHORT:
            reasons.insert(
                0, f"The quotation has fewer than {SHORT} words: too short to tell; only exact places are listed."
            )
        places = found.places
        if found.verdict != "stitched":  # the pieces of a stitched quotation keep their order
            # The place that decided the verdict stays first: at another the words left out may turn the meaning.
            places = (*places[:1], *sorted(places[1:], key=lambda one: place_order(one, fit)))
        evidence = places or tuple(filter(None, (found.nearest,)))
        said = check_speaker(speaker, evidence)
        if speaker and said.verdict == "unknown" and places and (denied := disowned(places[0], speaker)):
            said = Check(speaker, None, "different")
            reasons.append(denied)
        elif places and places[0].status == "narration" and (denied := denial(places[0])):
            reasons.append(denied)
        dated = [one for one in places if one.document.published]
        anchor = places[0] if places else found.nearest
        return QuoteReport(
            quote=quote,
            verdict=found.verdict,
            flags=found.flags,
            diff=found.diff,
            words=_words(quote, found, anchor),
            speaker=said,
            publisher=check_publisher(publisher, evidence),
            said_on=check_date(said_on, evidence),
            places=places,
            earliest=min(dated, key=lambda one: str(one.document.published), default=None),
            nearest=nearest,
            normalisations=found.normalisations,
            selector=selector_of(anchor) if anchor else None,
            searched=searched,
            findings=tuple(reasons),
            seconds=round(time.perf_counter() - started, 4),
            further=found.further,
        )


def parse_checked(quote: str) -> ParsedQuotation:
    """Parse a quotation, or raise as `QuoteDesk.check` does."""
    if not quote.strip():
        raise InputError("the quotation is empty; give the words to look for")
    if not is_whole(quote):
        raise InputError("the quotation has half of a character in it (a lone surrogate); give whole ones")
    if len(quote) > LONGEST:
        raise InputError(f"the quotation has {len(quote):,} characters; give at most {LONGEST:,}, or check it in parts")
    quotation = parse(quote)
    if not quotation.words:
        raise InputError("the quotation has no words, only marks; give the words to look for")
    return quotation


def _words(quote: str, found: Judgement, anchor: Place | None) -> Check:
    if found.verdict in PASSING:
        return Check(quote, anchor.text if anchor else None, "confirmed")
    if found.verdict in ("not_found", "paraphrase"):
        return Check(quote, None, "unknown")
    return Check(quote, anchor.text if anchor else None, "different")
