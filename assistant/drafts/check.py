"""Check every quotation of a draft, with the speaker that the draft names, against the corpus."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from ...corpus.errors import InputError
from ...corpus.interruption import checkpoint
from ...corpus.progress import Progress
from ..quotes.house_rules import DEFAULT_RULES, DraftRules
from ..quotes.report import QuoteReport
from .attribution_check import proven, with_speaker
from .line_map import DraftText
from .not_quotations import FEW, INDEXED, plain
from .quotations import DraftNote, DraftQuotation, find_quotations
from .report import Advanced, CheckedQuote, DraftReport, shown_paragraphs

NEAR = 300
"""Characters between the parts of an interrupted quotation in a report, at most."""

MOST = 5_000
"""The most quotations of one draft; they take a minute or two."""


class QuoteChecker(Protocol):
    """Checks one quotation, as `Dragoman.check_quote` does."""

    def __call__(self, quote: str, *, speaker: str | None = None, strict: bool = False) -> QuoteReport:
        """Check the words, and the speaker if one is given."""


TitleLookup = Callable[[str], bool]
"""Whether a report in the corpus has this title."""


def never(_title: str) -> bool:
    """No report has the title: for callers without a catalogue."""
    return False


def check_source(
    source: DraftText,
    name: str,
    check: QuoteChecker,
    progress: Progress | None = None,
    *,
    rules: DraftRules = DEFAULT_RULES,
    is_title: TitleLookup = never,
) -> DraftReport:
    """Check the quotations of a draft that has been read; the report calls it `name`.

    Raises:
        InputError: it has more than `MOST` quotations.
    """
    for step in checked(source, name, check, rules, is_title):
        if isinstance(step, DraftReport):
            return step
        if progress:
            progress(step.done, step.total)
    raise AssertionError("a check ends with its report")


def checked(
    source: DraftText,
    name: str,
    check: QuoteChecker,
    rules: DraftRules,
    is_title: TitleLookup,
) -> Iterator[Advanced | DraftReport]:
    """Check as `check_source` does, quotation by quotation; the report comes last."""
    started = time.perf_counter()
    found, notes = find_quotations(source)
    if len(found) > MOST:
        raise InputError(f"{name} has {len(found):,} quotations; check at most {MOST:,} at a time")
    checker = _Checker(check, is_title, rules)
    total = sum(not one.unchecked for one in found)
    done = 0
    results: list[CheckedQuote] = []
    unchecked: list[DraftQuotation] = []
    for chain in _chains(found):
        checkpoint()
        if any(not one.unchecked for one in chain):
            yield Advanced(done, total)
        some, others = checker.chain(chain)
        results += some
        unchecked += others
        done += sum(not one.unchecked for one in chain)
    if not found:
        notes = [
            *notes,
            DraftNote(0, "No quotation was found: the draft has no quotation marks and no block quotation."),
        ]
    seconds = round(time.perf_counter() - started, 3)
    spans = [span for one in (*(one.quoted for one in results), *unchecked) for span in one.spans]
    shown = shown_paragraphs(source, spans)
    yield DraftReport(name, source.unit, tuple(results), tuple(unchecked), tuple(notes), seconds, shown)


def _chains(found: Sequence[DraftQuotation]) -> Iterator[list[DraftQuotation]]:
    """Group the quotations that may be parts of one."""
    chain: list[DraftQuotation] = []
    for one in found:
        if chain and not one.goes_on:
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _beside(one: DraftQuotation, results: Sequence[CheckedQuote]) -> bool:
    """Whether the corpus has these words near those of another part."""
    words = f" {plain(one.words)} "
    return any(
        words in f" {plain(place.document.text[max(0, place.span.start - NEAR) : place.span.end + NEAR])} "
        for other in results
        for place in other.report.places
    )


class _Checker:
    """Checks quotations; one that a draft repeats is checked once."""

    def __init__(self, check: QuoteChecker, is_title: TitleLookup, rules: DraftRules) -> None:
        self._check = check
        self._is_title = is_title
        self._rules = rules
        self._known: dict[tuple[str, str | None], QuoteReport] = {}

    def chain(self, parts: Sequence[DraftQuotation]) -> tuple[list[CheckedQuote], list[DraftQuotation]]:
        """Check the parts of an interrupted quotation, as one if it then passes or a part is too short by itself."""
        apart = self._apart(parts)
        if len(parts) == 1:
            return apart
        whole = parts[0]
        for one in parts[1:]:
            whole = whole.joined(one)
        report = self._checked(whole)
        results, unchecked = apart
        # Two words by themselves would be found anywhere; they must be beside the others.
        severed = any(one.unchecked == FEW and not _beside(one, results) for one in unchecked)
        if report.report.passes or not results or severed:
            return [report], []
        return apart

    def _apart(self, parts: Sequence[DraftQuotation]) -> tuple[list[CheckedQuote], list[DraftQuotation]]:
        results, unchecked = [], []
        for one in parts:
            if one.unchecked:
                unchecked.append(one)
                continue
            report = self._checked(one)
            unheard = report.report.verdict in ("not_found", "paraphrase")
            if report.fails and (one.named is None or unheard) and self._is_title(one.words):
                unchecked.append(replace(one, unchecked=INDEXED))
            else:
                results.append(report)
        return results, unchecked

    def _checked(self, one: DraftQuotation) -> CheckedQuote:
        # A role would not match the name of whoever has it; it is compared afterwards.
        sure = one.named is not None and not one.named.is_role and not one.named.unproven
        speaker = one.named.name if one.named and sure else None
        key = (one.words, speaker)
        if key not in self._known:
            self._known[key] = self._check(one.words, speaker=speaker, strict=self._rules.strict)
        report = self._known[key]
        if one.named and not proven(report, one.named):
            one = replace(one, named=None)  # "Result: “…”" names nobody
        return CheckedQuote(one, with_speaker(report, one.named), self._rules.allowed)
