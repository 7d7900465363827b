"""Dated events: the sentences of a document that report what happened, or will happen, on a day (`events`).

Days are found and resolved by `corpus.language.dates`. A sentence that only says when somebody *spoke* is not an event,
because the utterance has that day already; announcing, denying and signing are acts and count. Datelines ("CAIRO, Oct 24",
"Published on …") give the report's own date and are skipped. So are days that have become names ("the October 7 attack",
"6 October City").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .factuality import happens
from .language.dates import DateMention, Precision, dates
from .language.syntax import parse_all
from .segment import Segments, segment
from .types import Document, Span, Utterance
from .utterances import utterances
from .utterances.parsing import aligned, prepared

# Increase it whenever any text would give other events: homes made with another version are read again.
EVENTS = "3"

# A sentence with fewer words besides its date is a heading or a dateline.
LEAST = 4

# Verbs that only say that somebody spoke, or that a report was written.
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
# Days that have become names, as (month, day) without a year, and things that are named after a day.
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

    `span` is the sentence, `when` the date expression in it. `day` and `until` are the first and last day (inclusive)
    that it names; `precision` is `day`, `days` (a range) or `month` (an unknown day of that month). `basis` says in
    words how they were resolved. A planned event lies after the day of the report.
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
    spoken = utterances(document)
    made = []
    ready = [prepared(text, (span.start, span.end), ()) for span, _ in dated]
    parsed = [aligned(one, syntax) for one, syntax in zip(ready, parse_all([one.words for one in ready]), strict=True)]
    for (span, found), sentence in zip(dated, parsed, strict=True):
        here = _overlapping(spoken, span)
        known: set[tuple[date, date]] = set()
        for mention in found:
            if (
                (mention.day, mention.until) not in known
                and not _is_heading(text, span, found, mention)
                and _reports_more(text, span, mention, here)
                and happens(sentence, mention.start, mention.end)
            ):
                known.add((mention.day, mention.until))
                when = Span(mention.start, mention.end)
                made.append(Event(document, span, when, mention.day, mention.until, mention.precision, mention.basis))
    return tuple(made)


def _overlapping(said: Sequence[Utterance], span: Span) -> list[Utterance]:
    return [utterance for utterance in said if utterance.span.overlaps(span)]


def _is_heading(text: str, span: Span, found: Iterable[DateMention], mention: DateMention) -> bool:
    """Whether the day is the report's own: in its dateline, or in a line with little else but a date."""
    words = len(re.findall(r"\w+", text[span.start : span.end]))
    if words - sum(len(re.findall(r"\w+", text[other.start : other.end])) for other in found) < LEAST:
        return True
    before = text[span.start : mention.start]
    if _REPORTED.search(before):
        return not re.search(r"\b(?:interview|book|statement|list|declaration)\b", before[-60:], re.IGNORECASE)
    if before.endswith(") ") and not text[mention.end : span.end].strip(" ."):
        return True  # the line says who posted something, and when
    return len(before) <= 60 and bool(
        _DATELINE.fullmatch(before) and _AFTER_DATELINE.match(text, mention.end, mention.end + 60)
    )


def _reports_more(text: str, span: Span, mention: DateMention, said: Sequence[Utterance]) -> bool:
    """Whether the sentence reports more about the day than that somebody spoke."""
    words = text[mention.start : mention.end]
    inside = [utterance for utterance in said if utterance.span.start <= mention.start < utterance.span.end]
    quoted = any(utterance.kind != "indirect" for utterance in inside)
    if _SPOKEN.fullmatch(words) and (quoted or _GENERAL.match(text, mention.end)):
        return False
    if not mention.full and mention.precision == "day":
        if _NAMES.match(text, mention.end):
            return False
        if (
            (mention.day.month, mention.day.day) in _NAMED
            and re.search(r"\d", words)
            and _NAMED_BEFORE.search(text, span.start, mention.start)
        ):
            return False
    if _NAMES.match(text, mention.end) and re.match(
        r"['’]?s?,? (?:city|bridge|university|governorate|street|square)", text[mention.end : mention.end + 14], re.I
    ):
        return False

    spoken = any(
        utterance.said_on in (mention.day, None) and (utterance.cue or "").lower() in _NEUTRAL for utterance in said
    )
    return not (not inside and spoken and _beside_saying(text, span, mention))


def _beside_saying(text: str, span: Span, mention: DateMention) -> bool:
    """Whether a day belongs to a verb of saying, with no other verb between the two."""
    before = [saying.end() for saying in _SAYS.finditer(text, span.start, mention.start)]
    if before and not _ACT.search(text, before[-1], mention.start):
        return True
    after = _SAYS.search(text, mention.end, span.end)
    return (
        after is not None
        and not _ACT.search(text, mention.end, after.start())
        and not _VERBS.search(text, span.start, mention.start)
    )
