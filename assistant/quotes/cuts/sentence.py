"""Which sentence a cut is in, and which of its words count: a speaker's own words, or the whole sentence of a reporter.

Inside quotation marks the reporter's words do not count: they are not part of what is quoted. Where a reporter interrupts a
speaker's sentence (“We sail,” she said, “if they pay.”), its parts are joined again before the sentence is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ....corpus.sentences import sentence_bounds
from ....corpus.types import Span
from ..report import Place
from ..utterance_bounds import own_words, utterances_at

LONGEST = 2_000
"""The most characters that are read before and after a quotation."""

INTERRUPTED = 120
"""The most characters with which a reporter interrupts a speaker's sentence."""

# The end of a sentence inside a stretch that the segmenter keeps whole: a quotation of several sentences.
STOP = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Rev|Sgt|Maj))(?<!\b(?:Prof|Capt))[.!?…؟۔][\"”»’')\]]*\s+(?=[\"“«‘(\[]?[^\Wa-z_])|\n"
)
_WORD = re.compile(r"\w")
_ENDED = re.compile(r"\s?[.!?؟۔…]+(?!\w)")
_OPEN, _CLOSE, _EITHER = "“«„", "”»", ('"', "''")
_STOPPED = re.compile(r"[.!?](?:\s|[\"“”]|\Z)|\n|:[\s\"“]*\Z")
_MARKS = re.compile('[“”«»"]')
# A reporter's words after a closing mark, and the speaker's sentence going on behind them.
_GOES_ON = re.compile(r"(?:[”»\"]|'')\s[^“”«»\".!?]{1,120},\s?(?:[“«\"]|'')(?P<more>[a-z][^“”«»\"]*)")
_INTERRUPTION = re.compile(r"[,—–-]?[”»\"][^“”«»\"]{1,120}[“«\"]")


@dataclass(frozen=True, slots=True)
class CutSentence:
    """One sentence with the stretches of it that a quotation keeps and those that it leaves out; the rest does not count.

    `kept` and `omitted` are half-open ranges of characters of `text`. `reported`: the sentence is a reporter's, so that a
    plain "he said that" around the words kept is the reporter's, too.
    """

    text: str
    kept: tuple[tuple[int, int], ...]
    omitted: tuple[tuple[int, int], ...]
    reported: bool

    @property
    def left(self) -> str:
        """The words left out before the first stretch that is kept."""
        return "".join(self.text[a:b] for a, b in self.omitted if b <= self.kept[0][0])

    @property
    def right(self) -> str:
        """The words left out after the last stretch that is kept."""
        return "".join(self.text[a:b] for a, b in self.omitted if a >= self.kept[-1][1])

    @property
    def leaves_out_words(self) -> bool:
        """Whether anything but punctuation is left out."""
        return any(_WORD.search(self.text, a, b) for a, b in self.omitted)


def rest_of_sentence(text: str, span: Span) -> tuple[str, str]:
    """Return the rest of the sentence before a span, and the rest of the sentence in which the span ends."""
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    low, high = max(low, span.start - LONGEST), min(high if high >= 0 else len(text), span.end + LONGEST)
    bounds = [one for block in sentence_bounds(text[low:high]) for one in block]
    start = max((a + low for a, _ in bounds if a + low <= span.start), default=low)
    end = min((b + low for _, b in bounds if b + low >= span.end), default=high)
    left, right = text[start : span.start], text[span.end : end]
    left = left[max((m.end() for m in STOP.finditer(left + "X")), default=0) :]
    if text[span.end - 1] in ".!?؟۔…":
        return left, ""
    if ended := _ENDED.match(right):
        return left, ended[0]
    stop = STOP.search(right)
    return left, right[: stop.start() + 1] if stop else right


def sentences_of(text: str, span: Span, owned: Sequence[Span] = ()) -> tuple[CutSentence, ...]:
    """Return the sentence in which a quotation is cut, or the two in which it begins and ends.

    Args:
        text: the document.
        span: the words kept.
        owned: the parts of the speaker's sentence inside quotation marks, if the words kept are in one of them.
    """
    reported = not owned
    if owned:
        text, span = _joined(text, span, owned)
    left, right = rest_of_sentence(text, span)
    if reported and (marked := _in_marks(left, span.of(text), right)) is not None:
        left, right, reported = *marked, False
    text, kept = left + span.of(text) + right, span.end - span.start
    start, stop = len(left), len(left) + kept
    inside = [one.start() + 1 for one in STOP.finditer(text, start, stop - 1)]
    if not inside:
        return (CutSentence(text, ((start, stop),), ((0, start), (stop, len(text))), reported),)
    first = CutSentence(text[: inside[0]], ((start, inside[0]),), ((0, start),), reported)
    last, stop = text[inside[-1] :], stop - inside[-1]
    return first, CutSentence(last, ((0, stop),), ((stop, len(last)),), reported)


def sentences_between(text: str, before: Span, after: Span) -> tuple[CutSentence, ...]:
    """Return the sentence of a marked omission, or the two in which the omission begins and ends."""
    left, _ = rest_of_sentence(text, before)
    _, right = rest_of_sentence(text, after)
    start, end = before.start - len(left), after.end + len(right)
    inside = [one.start() + 1 for one in STOP.finditer(text, start, before.end)]
    start = inside[-1] if inside else start
    reported = not _marked(left) and "“" not in text[start : before.end]
    stops = list(STOP.finditer(text, before.end, after.start))
    if not stops:
        # The reporter's words inside the omission are taken out.
        gap = _INTERRUPTION.sub(" ", text[before.end : after.start])
        first_stop = next((one.start() + 1 for one in STOP.finditer(text, after.start, after.end)), None)
        end = first_stop or end
        whole = text[start : before.end] + gap + text[after.start : end]
        a = before.end - start
        b = a + len(gap)
        kept = ((max(0, before.start - start), a), (b, b + min(after.end, end) - after.start))
        return (CutSentence(whole, kept, ((a, b),), reported),)
    end_of_first, start_of_last = stops[0].start() + 1, stops[-1].end()
    if not reported:  # the speaker's words end at the closing mark, and begin again at an opening one
        marks = [one.start() for one in _MARKS.finditer(text, before.end, after.start)]
        end_of_first = min([end_of_first, *marks])
        start_of_last = max([start_of_last, *(one + 1 for one in marks)])
    first = CutSentence(
        text[start:end_of_first],
        ((max(0, before.start - start), before.end - start),),
        ((min(before.end, end_of_first) - start, end_of_first - start),),
        reported,
    )
    first_stop = next((one.start() + 1 for one in STOP.finditer(text, after.start, after.end)), None)
    end = first_stop or end
    last = CutSentence(
        text[start_of_last:end],
        ((after.start - start_of_last, min(after.end, end) - start_of_last),),
        ((0, after.start - start_of_last),),
        reported,
    )
    return first, last


def owned_by_speaker(place: Place) -> tuple[Span, ...]:
    """Return the parts inside quotation marks of the sentence that a place is cut from; none if it is not inside marks."""
    within = own_words(place)
    if within is None:
        return ()
    text = place.document.text
    spans = sorted(
        (one.span for one in utterances_at(place.document, place.span) if one.kind == "direct"),
        key=lambda one: one.start,
    )
    at = spans.index(within)
    first = last = at
    while first and _goes_on(text, spans[first - 1], spans[first]):
        first -= 1
    while last + 1 < len(spans) and _goes_on(text, spans[last], spans[last + 1]):
        last += 1
    return tuple(spans[first : last + 1])


def _goes_on(text: str, one: Span, other: Span) -> bool:
    """Return whether a reporter only interrupts a sentence between two quoted parts."""
    between = text[one.end : other.start]
    return (
        one.end <= other.start
        and len(between) <= INTERRUPTED
        and text[one.end - 1] not in ".!?"
        and not _STOPPED.search(between)
    )


def _joined(text: str, span: Span, owned: Sequence[Span]) -> tuple[str, Span]:
    """Return the speaker's words without the reporter's, and where the words kept are among them."""
    parts, start, end, length = [], 0, 0, 0
    for one in owned:
        if one.start <= span.start < one.end:
            start = length + span.start - one.start
        if one.start < span.end <= one.end:
            end = length + span.end - one.start
        parts.append(one.of(text) + " ")
        length += len(parts[-1])
    return "".join(parts).rstrip(), Span(start, end)


def _marked(left: str) -> bool:
    """Return whether a quotation mark is still open at the end of `left`."""
    opened = max(map(left.rfind, _OPEN))
    if opened >= 0:
        return opened > max(map(left.rfind, _CLOSE))
    return any(left.count(mark) % 2 == 1 for mark in _EITHER)


def _in_marks(left: str, kept: str, right: str) -> tuple[str, str] | None:
    """Return what is left of both sides inside the quotation marks around the words kept; `None` if there are none.

    Where the words kept begin before the opening mark, some of them are the reporter's, and so is what is left out before.
    """
    if not _marked(left) and not (kept.startswith((*_OPEN, *_EITHER)) and _marked(kept)):
        return None
    closed = min((at for mark in (*_CLOSE, *_EITHER) if (at := right.find(mark)) >= 0), default=None)
    opened = max((left.rfind(mark) + len(mark) for mark in (*_OPEN, *_EITHER) if mark in left), default=0)
    more = _GOES_ON.match(right, closed) if closed is not None else None
    inside = right if closed is None else right[:closed] + (f" {more['more']}" if more else "")
    return left[opened:] if _marked(left) else "", inside
