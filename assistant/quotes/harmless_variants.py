"""Judge a quotation whose words are the corpus's but for harmless differences (`assistant.quotes.variants`)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...corpus.language.lexicon import CUES
from .attribution import place_order
from .normalisations import in_report_order, outer_normalisations
from .places import PlaceFinder, Window, severed
from .quotation import ParsedQuotation
from .repeated_words import READ, SentenceKey, sentence_key
from .report import Fit, Judgement, Place, QuoteVerdict, WordEdit
from .tokens import TokenisedText
from .truncation import OmittedWord, flags_and_reasons, omitted_around_pieces
from .utterance_bounds import one_utterance, own_words
from .variants import VariantMatch, VariantSearch

FOLLOWED = 8
"""Tokens behind a closing mark among which an attribution of its own is looked for."""


def judge_variants(finder: PlaceFinder, quotation: ParsedQuotation, fit: Fit) -> Judgement | None:
    """Return `verbatim`, `elided` or `truncated` if a place says the same words, or `None`."""
    body = TokenisedText(quotation.tokenised.text, quotation.body)
    search = VariantSearch(body, quotation.body)
    found: list[tuple[Place, Window, VariantMatch, tuple[OmittedWord, ...]]] = []
    read: Counter[SentenceKey] = Counter()
    further = 0
    # The earliest first, so that it is listed.
    for window in sorted(finder.windows, key=lambda one: str(finder.document(one.stretch.row).published or "9999")):
        if window.lacks_any_case(search.fixed_words):
            continue
        for match in search.matches(window.tokenised):
            key = sentence_key(finder.document(window.stretch.row), window.span(window.tokenised, *match.bounds))
            may_be_quoted = key[0]
            quoted = any(one.status == "quoted" for one, _, _, omitted in found if not omitted)
            if fit is None and read[key] >= READ and (quoted or not may_be_quoted):
                further += 1  # the same words of the same sentence, which change nothing
                continue
            read[key] += 1
            if (omitted := variant_omissions(finder, window, match)) is not None:
                found.append((_place(finder, window, match), window, match, omitted))
    if not found:
        return None
    found.sort(key=lambda one: (bool(one[3]), place_order(one[0], fit)))
    _, window, match, omitted = found[0]
    places = tuple(dict.fromkeys(one[0] for one in found if bool(one[3]) == bool(omitted)))
    names = set(match.names) | outer_normalisations(window.tokenised, match.bounds, quotation)
    harmless = in_report_order(names)
    diff = variant_diff(window, quotation, match, 0)
    if omitted:
        flags, reasons = flags_and_reasons(omitted)
        return Judgement("truncated", flags, diff, places, normalisations=harmless, reasons=reasons, further=further)
    verdict: QuoteVerdict = "elided" if quotation.opened or quotation.ended else "verbatim"
    return Judgement(verdict, (), diff, places, normalisations=harmless, further=further)


def variant_omissions(finder: PlaceFinder, window: Window, match: VariantMatch) -> tuple[OmittedWord, ...] | None:
    """Return the words left out around a match that change its meaning, or `None` if it is not one utterance or is cut apart."""
    corpus = window.tokenised
    first, last = match.bounds
    if severed(corpus.text, corpus.tokens[first].start, corpus.tokens[last - 1].end):
        return None
    pieces = [finder.place(window, corpus, a, b) for (a, b), _ in match.pairs]
    if len(pieces) > 1 and not _one_saying(pieces, corpus, match):
        return None
    return omitted_around_pieces(pieces, asks=finder.asks)


def _place(finder: PlaceFinder, window: Window, match: VariantMatch) -> Place:
    """Return the whole stretch; around an attribution it belongs to the speaker of its parts."""
    whole = finder.place(window, window.tokenised, *match.bounds)
    if len(match.pairs) == 1:
        return whole
    pieces = [finder.place(window, window.tokenised, a, b) for (a, b), _ in match.pairs]
    named = next((piece for piece in pieces if piece.speaker), pieces[0])
    return replace(named, span=whole.span)


def _one_saying(pieces: Sequence[Place], corpus: TokenisedText, match: VariantMatch) -> bool:
    """Return whether the pieces around attributions are directly quoted words of one speaker in one go."""
    if any(own_words(piece) is None for piece in pieces) or not one_utterance(pieces):
        return False
    for ((_, end), _), ((start, stop), _) in zip(match.pairs, match.pairs[1:], strict=False):
        closed = any(token.key in ".!?" for token in corpus.tokens[max(end, start - 2) : start - 1])
        if closed and None in [piece.speaker for piece in pieces] and _attributed(corpus, stop):
            return False  # `“Will you stay?” she asked. “We will,” he said.`
    return True


def _attributed(corpus: TokenisedText, at: int) -> bool:
    """Return whether an attribution of its own follows the quotation that goes on at token `at`."""
    closing = next((k for k in range(at, len(corpus.tokens)) if corpus.tokens[k].kind == "quote"), None)
    if closing is None:
        return False
    for token in corpus.tokens[closing + 1 : closing + 1 + FOLLOWED]:
        if token.key in ".!?" or token.kind == "quote":
            return False
        if token.key.lower() in CUES:
            return True
    return False


def variant_diff(window: Window, quotation: ParsedQuotation, match: VariantMatch, offset: int) -> tuple[WordEdit, ...]:
    """Return the edits of a match: equal words, and the attributions of the source between them.

    `offset` is the index of the first compared token in the body of the quotation.
    """
    corpus, quote = window.tokenised, quotation.tokenised
    edits: list[WordEdit] = []
    at = match.bounds[0]
    base = quotation.first + offset
    for (a, b), (c, d) in match.pairs:
        if a > at:
            edits.append(WordEdit("delete", corpus.of(at, a), "", marked=True))
        edits.append(WordEdit("equal", corpus.of(a, b), quote.of(base + c, base + d)))
        at = b
    return tuple(edits)
