"""The dates of a text (`dates`), its single days (`days`), and the day on which words were said (`said_on`).

As usual in news writing, a weekday, or a day and month without a year, is the last one up to publication; if the words
around it look ahead ("will meet on Thursday"), it is the next one. Without a publication date only a full date can be
resolved.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from ...types import Span
from .grammar import expressions
from .resolution import DateMention, resolve

_AHEAD = re.compile(
    r"\b(?:will|would(?! have)|shall|to be|is to|are to|was to|were to|due|scheduled|planned|plans?|expected|set to|set for|"
    r"upcoming|ahead of|deadline|should|could|may|might|until|سوف|المقرر|المقبل|المقبلة)\b|\bس[يتن]\w{3,}"
)
# "by Friday", "by the end of June"; elsewhere "by" has nothing to do with time.
_DEADLINE = re.compile(r"\bby\s(?:(?:the|late|early)\s)?(?:(?:end|start|middle|close|time)\s(?:of\s)?(?:the\s)?)?\Z")
_PAST = re.compile(
    r"\b(?:said|told|\w{3,}ed|was|were|had|met|held|took|came|began|went|gave|spoke|left|killed|since)\b"
)
_DURING = re.compile("in|during|في|خلال", re.IGNORECASE)
# Number of characters before a date in which a deadline is searched for.
DEADLINE = 24
# Maximum number of characters between a date and the weekday that belongs to it.
BESIDE = 2
_CARRIED = re.compile(r"\s+(?:(?:to|be|been|not|now|then|only|formally|officially)\s+)*")


def dates(text: str, start: int, end: int, published: date | None) -> Iterator[DateMention]:
    """Yield every resolvable date expression between `start` and `end`, in order, without overlaps.

    `published` is the day of publication, if known.
    """
    return (mention for _, mention in _mentions(text, start, end, published))


def days(text: str, published: date | None) -> tuple[tuple[date, Span], ...]:
    """Return (day, span) of every single day in a text, in order: for a range both ends, for a month none.

    A weekday next to a date ("24 October (Friday)") belongs to the date. "Two weeks ago" is not a single day.
    """
    found = [
        (match, mention)
        for match, mention in _mentions(text, 0, len(text), published)
        if mention.precision != "month" and not _is_vague(match)
    ]
    dated = [mention for match, mention in found if _is_dated(match)]
    single = []
    for match, mention in found:
        beside = any(
            0 <= date_mention.start - mention.end <= BESIDE or 0 <= mention.start - date_mention.end <= BESIDE
            for date_mention in dated
        )
        if _is_dated(match) or not beside:
            place = Span(mention.start, mention.end)
            single += [(day, place) for day in dict.fromkeys((mention.day, mention.until))]
    return tuple(single)


def said_on(
    text: str,
    start: int,
    end: int,
    published: date | None,
    belongs: Callable[[int, int], bool] = lambda _start, _end: True,
) -> tuple[date | None, str | None]:
    """Return the day named between `start` and `end`, and how it was resolved; the most exact expression counts.

    `text[start:end]` are the reporter's words around an utterance, so no day after publication is meant. There may be
    a basis without a day ("last week"); both are `None` if no time is given. `belongs` tells of the bounds of an expression
    whether it says when the words were said, rather than when something else happened.
    """
    counted: DateMention | None = None  # from publication: a weekday, "yesterday"
    unresolved: str | None = None
    for match in expressions(text, start, end):
        if not belongs(match.start(), match.end()):
            continue
        mention = resolve(match, published, ahead=False)
        if mention is None or mention.precision != "day" or _is_vague(match):
            unresolved = unresolved or _why_no_day(match, published)
        elif published and mention.day > published:
            continue
        elif _is_dated(match):
            return mention.day, mention.basis
        else:
            counted = counted or mention
    return (counted.day, counted.basis) if counted else (None, unresolved)


def _mentions(text: str, start: int, end: int, published: date | None) -> Iterator[tuple[re.Match[str], DateMention]]:
    """Yield the expressions that can be resolved, each with the days that it names."""
    behind = start
    for match in expressions(text, start, end):
        mention = resolve(match, published, _looks_ahead(text, behind, match.start(), match.end(), end))
        if mention is not None:
            behind = match.end()
            yield match, mention


def _is_dated(match: re.Match[str]) -> bool:
    """Whether the expression names a day of a month, rather than one counted from publication."""
    return any(match[group] for group in ("iso", "b1", "b2", "d3", "d4", "figures"))


def _is_vague(match: re.Match[str]) -> bool:
    """Whether the expression never names a single day."""
    long = match["unit"] and match["unit"].lower() in ("week", "weeks", "fortnight")
    return bool(match["vague"] or match["weeks"] or long)


def _why_no_day(match: re.Match[str], published: date | None) -> str | None:
    """Explain why an expression does not give the day of an utterance; `None` if it does not say when it was made."""
    words = match.group()
    if match["figures"] or match["iso"]:
        return None
    if match["month"] and not _DURING.match(words):
        return None  # "in office since March" says nothing about when the words were said
    if _is_vague(match) or match["month"] or resolve(match, published, ahead=False):
        publication = f", published {published.isoformat()}" if published else ""
        return f"“{words}”{publication}: no one day"
    if published is None:
        return (
            f"“{words}”: no year, and no date of publication"
            if _is_dated(match)
            else f"“{words}”: no date of publication"
        )
    return None


def _looks_ahead(text: str, behind: int, start: int, stop: int, end: int) -> bool:
    """Whether a date lies ahead: by the nearest word before it that shows the tense, else by those after it."""
    if _DEADLINE.search(text, max(behind, start - DEADLINE), start):
        return True
    coming = [one.span() for one in _AHEAD.finditer(text, behind, start)]
    gone = [one.start() for one in _PAST.finditer(text, behind, start)]
    if coming or gone:
        # "would be held", "due to be signed": the participle belongs to the words before it.
        return bool(coming) and (
            not gone or coming[-1][1] > gone[-1] or _CARRIED.fullmatch(text, coming[-1][1], gone[-1]) is not None
        )
    first = _AHEAD.search(text, stop, min(end, stop + 100))
    past = _PAST.search(text, stop, min(end, stop + 100))
    return first is not None and (past is None or first.start() < past.start())
