"""A sentence of a report, read for comparison: its content without who reported it and when.

The content of "Medics said on Monday that eight people died on Sunday, Reuters reports" is that eight people died on
Sunday; the rest is its frame. The frames of two reports naturally differ, so a name or a day in a frame is not a
difference. Frames are found by verbs of saying and punctuation, not by parsing; an unrecognised frame counts as content.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, wraps
from typing import TypeVar

from ...corpus.language.dates import days
from ...corpus.language.lexicon import SAYING, cues
from ...corpus.language.numbers import Number, calendar
from ...corpus.language.terms import terms
from ...corpus.language.words import AnalysedWord
from ...corpus.types import Sentence, Span
from .named_entities import canonical, held, known, names
from .statement import ParsedSentence

# Maximum number of words in a frame before the content, and in one after it.
_BEFORE, _BEHIND = 16, 14
_ACCORDING = re.compile(r"\b(?:according to|as (?:reported|cited) by|citing|quoting|crediting)\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"\A(?:By|In|On) [^,]{3,60}?(?:account|statement|view|report|words)[^,]{0,40},")
_CLAUSE = re.compile(r"\s+(?:the|a|an|it|they|he|she|there|[A-Z]\w*|\d+)\s.{16}")
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|[a-z-]*(?:first|second|third|th|once|twice|half|double|triple)", re.IGNORECASE
)
LONGEST = 1_200
"""Maximum length of a compared sentence in characters; a longer one is a table or list, wrongly split."""

_OF_ITSELF = re.compile(r"\bexcerpt\b.*\b(?:breaks? off|gives?|names?|ends?)\b")
_IN_MAY = re.compile(r"\b(?:[Ii]n|of|[Ss]ince|[Uu]ntil|late|early|mid|last) May\b")
_THAT = re.compile(r"\s+that\b")


Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class ReportedSentence:
    """One sentence of a report, with what rules need of its document; see `read_sentence`.

    It holds no `Document`: sentences are cached, and each would keep a whole report in memory. `before` is the paragraph
    before the sentence, which "that gathering" refers to. `published` is the day of the report, for a brief that of the
    report it is based on, and `publishers` has the words of both publishers.
    """

    document_id: str
    text: str
    before: str
    title: str
    publishers: str
    published: date | None

    @cached_property
    def stated(self) -> ParsedSentence:
        """The sentence as parsed for claims."""
        return ParsedSentence(0, Span(0, len(self.text)), self.text)

    @cached_property
    def bare(self) -> str:
        """The sentence with its frames blanked, of the same length; the whole sentence if nothing else is left."""
        blanked = self.text
        for start, end in _frames(self.text):
            blanked = blanked[:start] + " " * (end - start) + blanked[end:]
        return blanked if len(re.findall(r"\w+", blanked)) >= 3 else self.text

    def tells(self, start: int) -> bool:
        """Whether the character at offset `start` is outside every frame."""
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
        """The days outside of frames, with their spans."""
        return days(self.bare, self.published)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The quantities outside of frames, without parts of dates and years."""
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
        """The months and weekdays outside of frames, including those of its days."""
        named = {name for name, _, _ in calendar(self.bare)}
        named |= {f"{day:%B}".lower() for day, _ in self.days} | {f"{day:%A}".lower() for day, _ in self.days}
        return frozenset(named | {"may"} if _IN_MAY.search(self.bare) else named)

    @property
    def comparable(self) -> bool:
        """Whether the sentence can be compared: not too long, and not about the text itself.

        For example, a brief says if the report was cut off.
        """
        return len(self.text) <= LONGEST and not _OF_ITSELF.search(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        """The content terms outside of frames, without numbers, days and names."""
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
        """The names outside of frames, each as the name that it counts as."""
        return frozenset(canonical(word.term) for word in self.names)

    @cached_property
    def around(self) -> tuple[frozenset[str], frozenset[str]]:
        """Terms and initials in the sentence and in its report's title."""
        stated = ParsedSentence(0, Span(0, max(1, len(self.title))), self.title)
        own, initials = self.stated.known
        more, further = known(self.title, stated.words)
        return own | more, initials | further

    @cached_property
    def topic(self) -> frozenset[str]:
        """The content terms outside of frames, and those of the report's title."""
        title = ParsedSentence(0, Span(0, max(1, len(self.title))), self.title)
        return self.content | {word.term for word in title.words if word.content}


KEPT = 4_000
"""Number of sentences cached: about 20 kB each, with everything that the rules read. Grouping reports by event reads 3,200."""

_BESIDE = 600  # characters of the paragraph before a sentence


@lru_cache(maxsize=KEPT)
def _read(
    document_id: str, text: str, before: str, title: str, publishers: str, published: date | None
) -> ReportedSentence:
    return ReportedSentence(document_id, text, before, title, publishers, published)


def read_sentence(sentence: Sentence) -> ReportedSentence:
    """Read a sentence; cached, since one sentence is compared with many."""
    document, start = sentence.document, sentence.span.start
    original = document.based_on
    first = max(document.text.rfind("\n", 0, start) + 1, start - _BESIDE)
    return _read(
        document.id,
        sentence.text,
        document.text[first:start],
        document.title,
        f"{document.publisher or ''} {original.publisher if original else ''}",
        (original and original.published) or document.published,
    )


def read_once(read: Callable[[ReportedSentence], Value]) -> Callable[[ReportedSentence], Value]:
    """Cache in a sentence what `read` finds in it, as `cached_property` does, so that both are forgotten together."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def cached(sentence: ReportedSentence) -> Value:
        kept = vars(sentence)
        if name not in kept:
            kept[name] = read(sentence)
        found: Value = kept[name]
        return found

    return cached


def own_names(one: ReportedSentence, other: ReportedSentence) -> list[str]:
    """Return the names that only `one` has, without those of its publisher, and of the title and frames of `other`."""
    published = frozenset(terms(one.publishers))
    return [word.text for word in one.names if word.term not in published and not held(word, *other.around)]


def same_time(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Whether the days, months and weekdays of the two sentences are compatible."""
    ours, theirs = ({day for day, _ in sentence.days} for sentence in (one, other))
    if ours and theirs:
        return bool(ours & theirs)
    names, others = one.calendar, other.calendar
    return not names or not others or bool(names & others)


def names_of_title(one: ReportedSentence) -> list[AnalysedWord]:
    """Return the words of names in the title of a sentence's report."""
    return names(one.title, ParsedSentence(0, Span(0, max(1, len(one.title))), one.title).words)


def _frames(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each frame: "according to …", ", Reuters reports", "Medics said on Monday that"."""
    account = _ACCOUNT.match(text)
    if account:
        yield account.span()
    for found in _ACCORDING.finditer(text):
        rest = text.find(",", found.end())
        yield found.start(), rest + 1 if rest >= 0 else len(text)
    last = max(text.rfind(", "), text.rfind(",” "), text.rfind("”, "))
    # Denying something is not reporting it.
    saying = [
        match for match in cues(text) if match.group().lower() in SAYING and not match.group().lower().startswith("den")
    ]
    if last > 0 and len(text[last:].split()) <= _BEHIND and any(match.start() > last for match in saying):
        head = saying[-1]
        # A separate clause ("…, Reuters reports."), not a list whose last item says something.
        if (
            not re.match(r", (?:and|but|which|who|where|when|or)\b", text[last:])
            and _THAT.match(text, head.end()) is None
        ):
            yield last, len(text)
            before = text.rfind(", ", 0, last)
            if (
                before > 0
                and any(before < match.start() < last for match in saying)
                and len(text[before:last].split()) <= _BEHIND
            ):
                yield before, last
    first = next(
        (match for match in saying if "," not in re.sub(r"\A\w+(?: \w+){0,4}, ", "", text[: match.start()])), None
    )
    if first is None or len(text[: first.start()].split()) > _BEFORE:
        return
    that = next(
        (match for match in _THAT.finditer(text, first.end()) if len(text[first.end() : match.end()].split()) <= 8),
        None,
    )
    if that is not None:
        yield 0, that.end()
    elif first.group().lower() in ("said", "says") and _CLAUSE.match(text, first.end()):
        yield 0, first.end()
