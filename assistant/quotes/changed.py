"""Quotations whose words differ from the corpus's: the place that they come from, and every change by its name."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.quotes.acceptance import accepted
from assistant.quotes.align import Step
from assistant.quotes.candidates import CLEAR, Aligned, best_of, first_of, foreign, jumps, most_covered
from assistant.quotes.flags import flagged
from assistant.quotes.outcome import Outcome, listed
from assistant.quotes.pieces import Given
from assistant.quotes.places import Finder, Window, severed_before, severed_behind
from assistant.quotes.splices import runs, stitched
from assistant.quotes.tokens import Read, Token
from assistant.quotes.values import Fit, QuoteFlag, WordEdit

COMPARED = 4
"""Stretches that are aligned: those that share most runs of words with the quotation."""


def changed(finder: Finder, quotation: Given, fit: Fit) -> Outcome | None:
    """`altered` or `stitched`; `None` where no place has enough of the words."""
    tokens = tuple(token for piece in range(len(quotation.pieces)) for token in quotation.tokens(piece))
    known: dict[Window, Aligned | None] = {}
    best = best_of(finder, tokens, first_of(finder.windows), fit, known)
    if best is None or best.share < CLEAR or foreign(best, tokens) or jumps(finder, best):
        best = best_of(finder, tokens, most_covered(finder.windows, tokens, COMPARED), fit, known)
        if (found := stitched(finder, runs(finder, tokens, finder.windows), tokens, best)) is not None:
            return found
    if best is None or not accepted(finder, best, tokens):
        return None
    return _altered(finder, quotation, tokens, best)


def _altered(finder: Finder, quotation: Given, tokens: Sequence[Token], best: Aligned) -> Outcome:
    read = best.window.read
    steps = list(_completed(read, best.found.steps))
    marks = _marks(quotation)
    diff: list[WordEdit] = []
    flags: set[QuoteFlag] = set()
    dropped: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for step in steps:
        sign = marks.get(step.given) if step.op == "delete" else None
        there, here = read.tokens[step.first : step.last], tokens[step.given : step.until]
        words = _text(quotation.read.text, here)
        diff.append(
            WordEdit(
                step.op if sign is None else "replace", read.of(step.first, step.last), sign or words, sign is not None
            )
        )
        if step.op == "equal" or sign is not None:
            continue
        begins = step.first == 0 or read.tokens[step.first - 1].key in ".!?"
        flags |= flagged(there, here, begins)
        dropped.update(token.key for token in there if token.kind == "word")
        added.update(token.key for token in here if token.kind == "word")
    if dropped and dropped == added and len(diff) > 1:
        flags = (flags - {"added", "dropped", "name", "number", "negation"}) | {"order"}
    first, last = steps[0].first, max(steps[-1].last, steps[0].first + 1)
    where = finder.place(best.window, read, first, last)
    return Outcome("altered", listed(flags), tuple(diff), (where,), where, (), ())


def _text(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def _marks(quotation: Given) -> dict[int, str]:
    """What the quotation marks, by how many of its compared tokens stand before it."""
    found: dict[int, str] = {}
    count = 0
    for (first, last), gap in zip(quotation.pieces, quotation.gaps, strict=True):
        if gap is not None and gap.kind == "omission":
            found[count] = quotation.read.of(gap.first, gap.last)
        count += last - first
    return found


def _completed(read: Read, steps: Sequence[Step]) -> Iterator[Step]:
    """The steps, with what a cut severed at either end as a change: `5 |%`, `non-| violent`."""
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
        until = steps[-1].until
        yield Step("delete", last, high, until, until)
