"""A sentence of a report, read for comparing: what it tells, apart from who reports it and when that was said.

"Medics said on Monday that eight people died on Sunday, Reuters reports" tells that eight people died on Sunday; the rest
is its frame. Two reports of one thing differ in their frames as a matter of course, so a name or a day in a frame is no
difference. A frame is found by the words of saying and by punctuation, not by parsing: what is not recognised stays in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from ...corpus.language.dates import days
from ...corpus.language.lexicon import SAYING, cues
from ...corpus.language.numbers import Number, calendar
from ...corpus.language.terms import terms
from ...corpus.language.words import AnalysedWord
from ...corpus.types import Sentence, Span
from .named_entities import canonical, held, known, names
from .statement import ParsedSentence

# A frame before what is told has at most so many words, one behind it so many.
_BEFORE, _BEHIND = 16, 14
_AT_THE_END = re.compile(r",(?=[^,]*\Z)|,(?=[^,]*, (?:citing|crediting|quoting)\b[^,]*\Z)")
_ACCORDING = re.compile(r"\b(?:according to|as (?:reported|cited) by|citing|quoting|crediting)\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"\A(?:By|In|On) [^,]{3,60}?(?:account|statement|view|report|words)[^,]{0,40},")
_CLAUSE = re.compile(r"\s+(?:the|a|an|it|they|he|she|there|[A-Z]\w*|\d+)\s.{16}")
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|[a-z-]*(?:first|second|third|th|once|twice|half|double|triple)", re.IGNORECASE
)
LONGEST = 1_200
"""Characters of a sentence that is compared; what is longer is a table or a list that was taken for one."""

_OF_ITSELF = re.compile(r"\bexcerpt\b.*\b(?:breaks? off|gives?|names?|ends?)\b")
_IN_MAY = re.compile(r"\b(?:[Ii]n|of|[Ss]ince|[Uu]ntil|late|early|mid|last) May\b")
_THAT = re.compile(r"\s+that\b")


@dataclass(frozen=True, eq=False)
class ReportedSentence:
    """One sentence as its report tells it. Two are equal where they are one object, so rules may keep what they read."""

    sentence: Sentence

    @cached_property
    def text(self) -> str:
        """Its words."""
        return self.sentence.text

    @cached_property
    def stated(self) -> ParsedSentence:
        """Its words, read as a claim's are."""
        return ParsedSentence(0, Span(0, len(self.text)), self.text)

    @property
    def published(self) -> date | None:
        """The day of the report; of what a brief is about, where it is one."""
        document = self.sentence.document
        return (document.based_on and document.based_on.published) or document.published

    @cached_property
    def bare(self) -> str:
        """The sentence with its frames blanked, as long as before; the sentence itself where nothing would be left."""
        blanked = self.text
        for start, end in _frames(self.text):
            blanked = blanked[:start] + " " * (end - start) + blanked[end:]
        return blanked if len(re.findall(r"\w+", blanked)) >= 3 else self.text

    def tells(self, start: int) -> bool:
        """Whether what stands at this place is outside of every frame."""
        return not self.bare[start].isspace()

    @cached_property
    def words(self) -> tuple[AnalysedWord, ...]:
        """The words outside of frames."""
        return tuple(word for word in self.stated.words if self.tells(word.start))

    @cached_property
    def names(self) -> tuple[AnalysedWord, ...]:
        """The words of names outside of frames."""
        found = names(self.text, self.stated.words)
        return tuple(word for word in found if self.tells(word.start) and not word.term.startswith("#"))

    @cached_property
    def days(self) -> tuple[tuple[date, Span], ...]:
        """The days that are told, with their places."""
        return days(self.bare, self.published)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The quantities that are told: no parts of dates, no years."""
        dated = [Span(max(0, start - 3), end + 3) for _, start, end in calendar(self.text)]
        dated += [span for _, span in days(self.text, self.published)]
        return tuple(
            one
            for one in self.stated.numbers
            if self.tells(one.start)
            and not _ORDINAL.fullmatch(self.text[one.start : one.end].strip())
            and not any(one.start < span.end and span.start < one.end for span in dated)
            and not (one.value in range(1900, 2101) and not one.unit and "," not in self.text[one.start : one.end])
        )

    @cached_property
    def calendar(self) -> frozenset[str]:
        """The months and weekdays that are told, those of its days among them."""
        named = {name for name, _, _ in calendar(self.bare)}
        named |= {f"{day:%B}".lower() for day, _ in self.days} | {f"{day:%A}".lower() for day, _ in self.days}
        return frozenset(named | {"may"} if _IN_MAY.search(self.bare) else named)

    @property
    def comparable(self) -> bool:
        """Whether it can be set beside others: no endless one, and none that speaks of the text at hand.

        A brief of a report that was cut off says so.
        """
        return len(self.text) <= LONGEST and not _OF_ITSELF.search(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        """The terms of what is told, numbers, days and names left out."""
        named = {word.start for word in self.names}
        dated = [span for _, span in self.days]
        return frozenset(
            word.term
            for word in self.words
            if word.content
            and word.start not in named
            and not word.term.startswith("#")
            and word.text.lower() not in SAYING
            and not any(word.start < span.end and span.start < word.end for span in dated)
        )

    @cached_property
    def named(self) -> frozenset[str]:
        """What the names that are told count as."""
        return frozenset(canonical(word.term) for word in self.names)

    @cached_property
    def around(self) -> tuple[frozenset[str], frozenset[str]]:
        """Terms and initials of the sentence and of its report's title."""
        title = self.sentence.document.title
        stated = ParsedSentence(0, Span(0, max(1, len(title))), title)
        own, initials = self.stated.known
        more, further = known(title, stated.words)
        return own | more, initials | further

    @cached_property
    def topic(self) -> frozenset[str]:
        """The content terms of what is told, and of the report's title."""
        title = self.sentence.document.title
        return self.content | {
            word.term for word in ParsedSentence(0, Span(0, max(1, len(title))), title).words if word.content
        }

    @cached_property
    def before(self) -> str:
        """The paragraph up to the sentence: what "that gathering" in it points back to."""
        text = self.sentence.document.text
        start = max(text.rfind("\n", 0, self.sentence.span.start) + 1, self.sentence.span.start - 600)
        return text[start : self.sentence.span.start]


KEPT = 20_000
"""Sentences of which the readings are kept: some 20 kB each with all that the rules read."""


@lru_cache(maxsize=KEPT)
def read_sentence(sentence: Sentence) -> ReportedSentence:
    """The sentence, read; kept, since one sentence is compared with many."""
    return ReportedSentence(sentence)


def own_names(one: ReportedSentence, other: ReportedSentence) -> list[str]:
    """The names that only `one` tells; its publisher's, and those of the other's title and frames, are not only its own."""
    document = one.sentence.document
    source = f"{document.publisher or ''} {document.based_on.publisher if document.based_on else ''}"
    published = frozenset(terms(source))
    return [word.text for word in one.names if word.term not in published and not held(word, *other.around)]


def same_time(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Whether no day, month or weekday that the two tell speaks against their being about one time."""
    ours, theirs = ({day for day, _ in sentence.days} for sentence in (one, other))
    if ours and theirs:
        return bool(ours & theirs)
    names, others = one.calendar, other.calendar
    return not names or not others or bool(names & others)


def names_of_title(one: ReportedSentence) -> list[AnalysedWord]:
    """The words of names in the title of a sentence's report."""
    title = one.sentence.document.title
    return names(title, ParsedSentence(0, Span(0, max(1, len(title))), title).words)


def _frames(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence says who says it: "according to …", ", Reuters reports", "Medics said on Monday that"."""
    account = _ACCOUNT.match(text)
    if account:
        yield account.span()
    for found in _ACCORDING.finditer(text):
        rest = text.find(",", found.end())
        yield found.start(), rest + 1 if rest >= 0 else len(text)
    last = max(text.rfind(", "), text.rfind(",” "), text.rfind("”, "))
    # Whoever denies something does not tell it.
    saying = [one for one in cues(text) if one.group().lower() in SAYING and not one.group().lower().startswith("den")]
    if last > 0 and len(text[last:].split()) <= _BEHIND and any(one.start() > last for one in saying):
        head = saying[-1]
        # A clause of its own: "…, Reuters reports." and no list whose last item says something.
        if (
            not re.match(r", (?:and|but|which|who|where|when|or)\b", text[last:])
            and _THAT.match(text, head.end()) is None
        ):
            yield last, len(text)
            before = text.rfind(", ", 0, last)
            if (
                before > 0
                and any(before < one.start() < last for one in saying)
                and len(text[before:last].split()) <= _BEHIND
            ):
                yield before, last
    first = next((one for one in saying if "," not in re.sub(r"\A\w+(?: \w+){0,4}, ", "", text[: one.start()])), None)
    if first is None or len(text[: first.start()].split()) > _BEFORE:
        return
    that = next(
        (one for one in _THAT.finditer(text, first.end()) if len(text[first.end() : one.end()].split()) <= 8), None
    )
    if that is not None:
        yield 0, that.end()
    elif first.group().lower() in ("said", "says") and _CLAUSE.match(text, first.end()):
        yield 0, first.end()
