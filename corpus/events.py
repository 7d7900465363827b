"""Dated events: the sentences of a document that report what happened, or will happen, on a day (`events`).

Days are found and resolved by `corpus.language.dates`. A sentence that only says when somebody *spoke* is no event,
because the utterance has that day already; announcing, denying and signing are acts and count. Datelines ("CAIRO, Oct 24",
"Published on …") give the report's own date and are skipped. So are days that have become names ("the October 7 attack",
"6 October City").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .language.dates import DateMention, Precision, dates
from .segment import Segments, segment
from .types import Document, Span, Utterance
from .utterances import utterances

# Raise this number with every change that affects the events of any text: homes then read their documents again.
EVENTS = "2"

# A sentence with fewer words besides its date is a heading or a dateline.
LEAST = 4

# Verbs that only say that a person spoke or that a report was written.
_SAYING = (
    r"said|says|saying|told|tells|telling|added|adds|stated|states|noted|notes|explained|stressed|reiterated|wrote|"
    r"writes|reported|reports|commented|remarked|according to|argued|insisted|claimed|warned|cautioned|believes|tweeted|"
    r"قال|قالت|أضاف|أضافت|أوضح|أوضحت|ذكر|ذكرت|أكد|أكدت|أفاد|أفادت|صرح|صرحت"
)
_SAYS = re.compile(rf"(?<!\w)(?:{_SAYING})(?!\w)")
# Words between a verb of saying and a day that show that the day belongs to another verb.
_VERB = r"[a-z]{3,}ed|was|were|met|held|took|began|went|gave|spoke|left|killed|will|would"
_VERBS = re.compile(rf"(?<![\w-])(?:{_VERB})\b")
_ACT = re.compile(rf"(?<![\w-])(?:{_VERB}|and|that)\b")
_NEUTRAL = frozenset(_SAYING.split("|"))
_REPORTED = re.compile(
    r"(?:\b(?:report(?:ed|s|ing)?|wrote|writes|publish(?:ed|es)|post(?:ed|s)|said|says|updated|modified|accessed|retrieved|issue)"
    r"(?: (?:earlier|late|early|here|online|it|the report|the interview))?(?: (?:on|in its|dated))?|copyright|date[d:]*)[: ]*\Z",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[\W\d]*(?:[A-Z][\w.’'-]*|de|of|the|al|el|/|\(|\)|,|\s|-|–|—)*[,\s(|·•–—-]*\Z")
_AFTER_DATELINE = re.compile(r"[,.]?\s*(?:\([A-Z][^)]{1,40}\)|/[A-Z][^/]{1,40}/)?\s*(?:--+|—|–|-\s|:\s|\(|\||·|•|\Z)")
# Days that have become names, as (month, day) without a year, and things named after a day.
_NAMED = frozenset(((10, 7), (9, 11), (1, 6)))
_NAMES = re.compile(
    r"(?:['’]s)?,? (?:terror(?:ist)? )?(?:attacks?|massacres?|assault|onslaught|atrocities|war|invasion|raid|uprising|revolution|"
    r"anniversary|movement|city|bridge|university|governorate|street|square|brigades?)\b",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(r"\b(?:since|before|after|of|the|until|post|pre)[ -](?:the )?\Z", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening)|last night)\Z", re.IGNORECASE
)
_GENERAL = re.compile(r"['’]s\b|-day\b")


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence of a document that reports something on a day.

    `span` is the sentence, `when` the date expression in it. `day` and `until` are the first and
    last day (inclusive) that it names; `precision` is `day`, `days` (a range) or `month` (a day in it, not known which).
    `basis` says in words how they were resolved. A planned event lies after the day of the report.
    """

    document: Document
    span: Span
    when: Span
    day: date
    until: date
    precision: Precision
    basis: str

    @property
    def text(self) -> str:
        """The sentence's words, by their offsets."""
        return self.span.of(self.document.text)


def events(document: Document, segments: Segments | None = None) -> tuple[Event, ...]:
    """Return the dated events of a document in order, one for each sentence and day.

    Pass `segments` if the text was segmented already. Time grows linearly with the text.
    """
    text = document.text
    published = document.published or (document.based_on.published if document.based_on else None)
    sentences = (segments or segment(text)).sentences
    dated = [(span, found) for span in sentences if (found := list(dates(text, span.start, span.end, published)))]
    if not dated:
        return ()
    said = utterances(document)
    made = []
    for span, found in dated:
        here = _overlapping(said, span)
        known: set[tuple[date, date]] = set()
        for one in found:
            if (
                (one.day, one.until) not in known
                and not _is_heading(text, span, found, one)
                and _tells(text, span, one, here)
            ):
                known.add((one.day, one.until))
                made.append(
                    Event(document, span, Span(one.start, one.end), one.day, one.until, one.precision, one.basis)
                )
    return tuple(made)


def _overlapping(said: Sequence[Utterance], span: Span) -> list[Utterance]:
    return [one for one in said if one.span.overlaps(span)]


def _is_heading(text: str, span: Span, found: Iterable[DateMention], one: DateMention) -> bool:
    """Whether the day is the report's own: in its dateline, or in a line with hardly anything but a date."""
    words = len(re.findall(r"\w+", text[span.start : span.end]))
    if words - sum(len(re.findall(r"\w+", text[each.start : each.end])) for each in found) < LEAST:
        return True
    before = text[span.start : one.start]
    if _REPORTED.search(before):
        return not re.search(r"\b(?:interview|book|statement|list|declaration)\b", before[-60:], re.IGNORECASE)
    if before.endswith(") ") and not text[one.end : span.end].strip(" ."):
        return True  # who posted something, and when
    return len(before) <= 60 and bool(
        _DATELINE.fullmatch(before) and _AFTER_DATELINE.match(text, one.end, one.end + 60)
    )


def _tells(text: str, span: Span, one: DateMention, said: Sequence[Utterance]) -> bool:
    """Whether the sentence reports more about the day than that a person spoke."""
    words = text[one.start : one.end]
    quoted = any(each.kind != "indirect" and each.span.start <= one.start < each.span.end for each in said)
    if _SPOKEN.fullmatch(words) and (quoted or _GENERAL.match(text, one.end)):
        return False
    if not one.full and one.precision == "day":
        if _NAMES.match(text, one.end):
            return False
        if (
            (one.day.month, one.day.day) in _NAMED
            and re.search(r"\d", words)
            and _NAMED_BEFORE.search(text, span.start, one.start)
        ):
            return False
    if _NAMES.match(text, one.end) and re.match(
        r"['’]?s?,? (?:city|bridge|university|governorate|street|square)", text[one.end : one.end + 14], re.I
    ):
        return False
    outside = not any(each.span.start <= one.start < each.span.end for each in said)
    spoken = any(each.said_on in (one.day, None) and (each.cue or "").lower() in _NEUTRAL for each in said)
    return not (outside and spoken and _beside_saying(text, span, one))


def _beside_saying(text: str, span: Span, one: DateMention) -> bool:
    """Whether a day belongs to a verb of saying, with no other verb between the two."""
    before = [each.end() for each in _SAYS.finditer(text, span.start, one.start)]
    if before and not _ACT.search(text, before[-1], one.start):
        return True
    after = _SAYS.search(text, one.end, span.end)
    return (
        after is not None
        and not _ACT.search(text, one.end, after.start())
        and not _VERBS.search(text, span.start, one.start)
    )
