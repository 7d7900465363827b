"""Judge the words of a quotation: exact occurrences first, then marked pieces, then altered and stitched words.

The verdicts themselves are `QuoteVerdict` in `assistant.quotes.report`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from . import letter_case
from .alignment import Step
from .candidates import (
    CLEAR,
    AlignedWindow,
    best_alignment,
    has_foreign_words,
    joins_places,
    leading,
    sharing_most,
)
from .elisions import judge_marked
from .flags import flags_of
from .harmless_variants import judge_variants
from .normalisations import normalisations
from .places import PlaceFinder, Window, severed_before, severed_behind
from .quotation import ParsedQuotation
from .repeated_words import read_places
from .report import Fit, Judgement, QuoteFlag, QuoteVerdict, WordEdit, in_order
from .respelling import RespelledWindow, respelled
from .source_evidence import is_source
from .spelling import misspelt
from .stitching import judge_stitched, longest_runs
from .tokens import QuoteToken, TokenisedText
from .truncation import flags_and_reasons, omitted_around

CASED = 3
"""Stretches from which a quotation in capitals takes the case of its words."""

AKIN = 0.6
"""The least share of a quotation's words that a place has with contractions, numerals and the like in one form."""

COMPARED = 4
"""Stretches that are aligned: those that share most runs of words with the quotation."""


def judge_words(
    finder: PlaceFinder, quotation: ParsedQuotation, fit: Fit, *, short: bool, strict: bool = False
) -> Judgement:
    """Return the verdict on a quotation's words.

    `fit` prefers places. `short`: only exact occurrences count. `strict`: differences of spelling, case, numerals and the like
    count as changes.
    """
    found = _judge_exact(finder, quotation, fit, short=short)
    # The source may have brackets of its own, so the whole is compared before what the brackets would mark.
    if found is None and not short and not strict:
        found = judge_variants(finder, quotation, fit)
    if found is None and not short and quotation.marked:
        found = judge_marked(finder, quotation, fit, strict=strict)
    if found is None and not short:
        found = _judge_changed(finder, quotation, fit)
    return found or Judgement("not_found")


def _judge_exact(finder: PlaceFinder, quotation: ParsedQuotation, fit: Fit, *, short: bool) -> Judgement | None:
    """Return `verbatim`, `elided` if an end is marked, or `truncated` if the context of every occurrence changes its meaning."""
    body = quotation.body
    found = list(finder.exact(body, finder.windows))
    if not found and not short:
        return None
    # Places that the index did not propose may have the same words.
    known = {(window.stretch.row, window.span(corpus, a, b).start) for window, corpus, a, b in found}
    for window, corpus, a, b in finder.exact(body, finder.everywhere):
        if (key := (window.stretch.row, window.span(corpus, a, b).start)) not in known:
            known.add(key)
            found.append((window, corpus, a, b))
    if not found:
        return None
    placed = read_places(finder, found, fit, short=short)
    further = len(found) - len(placed)
    places = tuple(one for one, _ in placed)
    omitted = () if short else omitted_around(places[0], asks=finder.asks)
    whole: int | None = 0
    if omitted:  # any other place without a change of meaning will do
        whole = next((at for at, one in enumerate(places) if at and not omitted_around(one, asks=finder.asks)), None)
    best, (_, corpus, first, last) = placed[whole or 0]
    harmless = normalisations(corpus, (first, last), quotation)
    diff = (WordEdit("equal", best.text, quotation.tokenised.of(quotation.first, quotation.last)),)
    if whole is None:
        flags, reasons = flags_and_reasons(omitted)
        return Judgement("truncated", flags, diff, places, normalisations=harmless, reasons=reasons, further=further)
    places = (best, *(one for one in places if one is not best))
    own = last < len(corpus.tokens) and corpus.tokens[last].kind == "ellipsis"  # the source itself trails off here
    verdict: QuoteVerdict = "elided" if quotation.opened or (quotation.ended and not own) else "verbatim"
    return Judgement(verdict, (), diff, places, normalisations=harmless, further=further)


def _judge_changed(finder: PlaceFinder, quotation: ParsedQuotation, fit: Fit) -> Judgement | None:
    """Return `altered` or `stitched`, or `None` if no place has enough of the words."""
    tokens = tuple(token for piece in range(len(quotation.pieces)) for token in quotation.tokens(piece))
    known: dict[Window, AlignedWindow | None] = {}
    best = best_alignment(finder, tokens, leading(finder.windows), fit, known)
    if (best is None or best.share < CLEAR) and letter_case.style(tokens) in ("upper", "lower", "headline"):
        recased, others = _recased(finder, tokens), dict[Window, AlignedWindow | None]()
        other = best_alignment(finder, recased, leading(finder.windows), fit, others)
        if best is None or (other is not None and other.score > best.score):
            best, tokens, known = other, recased, others
    if best is None or best.share < CLEAR or has_foreign_words(best, tokens) or joins_places(finder, best):
        best = best_alignment(finder, tokens, sharing_most(finder.windows, tokens, COMPARED), fit, known)
        if (found := judge_stitched(finder, longest_runs(finder, tokens, finder.windows), tokens, best)) is not None:
            return found
    if best is None or not is_source(finder, best, tokens):
        return None if best is None or quotation.marked else _judge_respelled(finder, quotation, fit)
    return _altered(finder, quotation, tokens, best)


def _judge_respelled(finder: PlaceFinder, quotation: ParsedQuotation, fit: Fit) -> Judgement | None:
    """Return `altered` if some words are changed and others only written in another way, or `None`."""
    found = leading(finder.windows)
    lowered = letter_case.style(found[0].tokenised.tokens) == "upper"
    tokens = respelled(TokenisedText(quotation.tokenised.text, quotation.tokens(0)), lowered=lowered).tokens
    windows: list[Window] = []
    for one in found:
        window = RespelledWindow(one.stretch, one.vowels, lowered)
        keys = set(window.tokenised.keys)
        if sum(token.key in keys for token in tokens[1:]) >= AKIN * (len(tokens) - 1):
            windows.append(window)
    best = best_alignment(finder, tokens, windows, fit, {})
    if best is None or not is_source(finder, best, tokens):
        return None
    return _altered(finder, quotation, tokens, best)


def _recased(finder: PlaceFinder, tokens: Sequence[QuoteToken]) -> tuple[QuoteToken, ...]:
    """Give the words of a quotation in one case throughout the case that they have in the likeliest places."""
    forms: dict[str, str] = {}
    for window in finder.windows[:CASED]:
        for token in window.tokenised.tokens:
            low = token.key.lower()
            forms[low] = low if token.key == low else forms.get(low, token.key)
    return tuple(
        token._replace(key=forms.get(token.key.lower(), token.key.lower())) if token.kind == "word" else token
        for token in tokens
    )


def _altered(
    finder: PlaceFinder, quotation: ParsedQuotation, tokens: Sequence[QuoteToken], best: AlignedWindow
) -> Judgement:
    read = best.window.tokenised
    steps = list(_completed(read, best.alignment.steps))
    marks = _marks(quotation)
    diff: list[WordEdit] = []
    flags: set[QuoteFlag] = set()
    dropped: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for step in steps:
        sign = marks.get(step.quote_first) if step.op == "delete" else None
        there, here = read.tokens[step.first : step.last], tokens[step.quote_first : step.quote_last]
        words = _text(quotation.tokenised.text, here)
        diff.append(
            WordEdit(
                step.op if sign is None else "replace", read.of(step.first, step.last), sign or words, sign is not None
            )
        )
        if step.op == "equal" or sign is not None:
            continue
        begins = step.first == 0 or read.tokens[step.first - 1].key in ".!?"
        flags |= flags_of(there, here, begins)
        dropped.update(token.key for token in there if token.kind == "word")
        added.update(token.key for token in here if token.kind == "word")
    if dropped and dropped == added and len(diff) > 1:
        flags = (flags - {"added", "dropped", "name", "number", "negation"}) | {"order"}
    wrong = _misspelt(read, tokens, steps)
    reasons = tuple(f"“{given}” is misspelt: the source has “{right}”." for given, right in wrong)
    if wrong:
        flags = (flags - {"name"} if all(right.islower() for _, right in wrong) else flags) | {"spelling"}
    first, last = steps[0].first, max(steps[-1].last, steps[0].first + 1)
    where = finder.place(best.window, read, first, last)
    return Judgement("altered", in_order(flags), tuple(diff), (where,), where, reasons=reasons)


def _misspelt(read: TokenisedText, tokens: Sequence[QuoteToken], steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Return the words of the quotation that are no words, each with the word that the source has in its place."""
    found: list[tuple[str, str]] = []
    for step in steps:
        there = [token.key for token in read.tokens[step.first : step.last] if token.kind == "word"]
        here = [token.key for token in tokens[step.quote_first : step.quote_last] if token.kind == "word"]
        if step.op == "replace" and len(there) == len(here):
            found += [(new, old) for old, new in zip(there, here, strict=True) if old != new and misspelt(new, old)]
    return found


def _text(text: str, tokens: Sequence[QuoteToken]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def _marks(quotation: ParsedQuotation) -> dict[int, str]:
    """Return the marked omissions, by the number of compared tokens before each."""
    found: dict[int, str] = {}
    count = 0
    for (first, last), gap in zip(quotation.pieces, quotation.gaps, strict=True):
        if gap is not None and gap.kind == "omission":
            found[count] = quotation.tokenised.of(gap.first, gap.last)
        count += last - first
    return found


def _completed(read: TokenisedText, steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps, and what a cut severed at either end as a further change: `5 |%`, `non-| violent`."""
    tokens = read.tokens
    first, last = steps[0].first, steps[-1].last
    start, end = tokens[first].start, tokens[max(first, last - 1)].end
    low = first
    while steps[0].op == "equal" and low and severed_before(read.text, start) and first - low < 3:
        low -= 1
        start = tokens[low].start
    if low < first:
        yield Step("delete", low, first, 0, 0)
    yield from steps
    high = last
    while steps[-1].op == "equal" and high < len(tokens) and severed_behind(read.text, end) and high - last < 3:
        high += 1
        end = tokens[high - 1].end
    if high > last:
        until = steps[-1].quote_last
        yield Step("delete", last, high, until, until)
