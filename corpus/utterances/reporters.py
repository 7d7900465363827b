"""Read a report sentence by sentence and attribute its quotations and reported clauses.

Only sentences that can carry speech are parsed: those with a quotation or a word of saying, and their neighbours where a
quotation stands alone. The parse gives the candidates, fitted weights choose among them, and `speakers` says who they are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..interruption import checkpoint
from ..language.syntax import parse_all
from ..sentences import sentence_bounds
from . import arabic, layout
from .candidates import Beside, Candidate, QuotedPlace, Spoken, candidates
from .clauses import clause_features
from .cues import Saying, sayings
from .layout import LONGEST_JOINED
from .labels import signature
from .marks import Quotation, quotations
from .parsing import Bounds, ParsedSentence, aligned, is_title, prepared
from .polarity import Polarity
from .tokens import Phrase
from .weights import clause_model, forms, lemmas, quotation_model, strength

Kind = Literal["direct", "partial", "indirect"]

_WORD = re.compile(r"[^\W\d_]+")
# Captions, which may come between two sentences of a speaker without ending the speech.
_CAPTION = re.compile(
    r"\((?:(?:pictured|shown|seen|above|below|far|second|from|third|top|bottom|front|back) ?)*"
    r"(?:left|right|centre|center|pictured|shown|above|below|file photo|stock image)\b[^()]{0,40}\)| \.\Z"
)
# How many sentences are parsed together.
TOGETHER = 64
# How many paragraphs back a speaker is still looked for.
BACK = 3
# A reported clause of which a larger share than this stands in quotation marks is a quotation.
QUOTED_SHARE = 0.4
# A fragment without a word of saying is often no speech at all: its speaker has to be this much surer (log-odds).
SURER = 1.5
# A name with a colon in the sentence before ("And from Chairwoman Rana Odeh:") is rare in the labels, but plain.
CERTAIN = 5.0
# The least strength of a word that reports a clause or an infinitive.
CLAUSE_STRENGTH, INFINITIVE_STRENGTH = -1.0, 0.3
_ASKING = frozenset("ask wonder inquire enquire question".split())


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words with the phrases that name who said them, before these are resolved.

    `span` bounds the words. `frame` is the stretch of the sentence that tells who said it and when. `relays` names who passed
    it on. An empty phrase is an Arabic verb's own "he".
    """

    span: Bounds
    kind: Kind
    phrases: tuple[Phrase, ...]
    cue: str | None
    sentence: Bounds
    frame: Bounds
    relays: tuple[Phrase, ...]
    polarity: Polarity
    paragraph: int


class ReportReader:
    """The sentences of one report, parsed on demand."""

    def __init__(
        self, text: str, sentences: Sequence[Bounds], paragraphs: Sequence[Bounds], quotes: Sequence[Quotation]
    ) -> None:
        """`sentences`, `paragraphs` and `quotes` are those of the text, in order."""
        self.text = text
        self.blank = layout.blanked(text, quotes)
        self.rows: list[list[Bounds]] = []
        self.quoted: dict[Bounds, list[Quotation]] = {}
        self._parsed: dict[Bounds, ParsedSentence] = {}
        self._said: dict[Bounds, list[Saying]] = {}
        at = 0
        for number, paragraph in enumerate(paragraphs):
            mine = []
            while at < len(quotes) and quotes[at].paragraph <= number:
                mine.append(quotes[at])
                at += 1
            row = layout.joined_sentences(sentences, paragraph, mine)
            first = [one.start for one in mine]
            for low, high in row:
                self.quoted[low, high] = mine[bisect_left(first, low) : bisect_left(first, high)]
            self.rows.append(row)
        self._last: list[Spoken | None] = [None, None]  # who was last quoted, and reported

    def parse(self, sentence: Bounds) -> ParsedSentence:
        """Return the parse of a sentence."""
        if sentence not in self._parsed:
            self._parse([sentence])
        return self._parsed[sentence]

    def _parse(self, sentences: Sequence[Bounds]) -> None:
        for first in range(0, len(sentences), TOGETHER):
            checkpoint()
            batch = sentences[first : first + TOGETHER]
            ready = [prepared(self.text, one, [(q.start, q.end) for q in self.quoted[one]]) for one in batch]
            found = parse_all([one.words for one in ready])
            self._parsed.update((one.bounds, aligned(one, syntax)) for one, syntax in zip(ready, found, strict=True))

    def sayings(self, sentence: Bounds) -> list[Saying]:
        """Return the words of saying of a sentence."""
        if sentence not in self._said:
            self._said[sentence] = sayings(self.parse(sentence), lemmas())
        return self._said[sentence]

    def paragraphs_at(self, start: int, end: int) -> range:
        """Return the numbers of the paragraphs that `text[start:end]` touches."""
        touched = [number for number, row in enumerate(self.rows) if row and row[0][0] < end and row[-1][1] > start]
        return range(touched[0], touched[-1] + 1) if touched else range(0)

    def read(self, paragraphs: range | None = None) -> list[Attributed]:
        """Return what the report quotes and reports, in order; only that of some paragraphs if they are given."""
        self._last = [None, None]
        chosen = [
            (number, index, sentence)
            for number, row in enumerate(self.rows)
            if paragraphs is None or number in paragraphs
            for index, sentence in enumerate(row)
            if self._speaks(sentence)
        ]
        self._parse([one for _, _, one in chosen if one not in self._parsed and not self._arabic(one)])
        found: list[Attributed] = []
        for number, index, sentence in chosen:
            checkpoint()
            found += self._read(number, index, sentence)
        found += self._block_quotations(paragraphs)
        return found

    def _block_quotations(self, paragraphs: range | None) -> Iterator[Attributed]:
        """Yield the paragraphs without marks that the next one signs: "— Ali Shaath"."""
        for number in range(len(self.rows) - 1):
            row, following = self.rows[number], self.rows[number + 1]
            if not row or len(following) != 1 or (paragraphs is not None and number not in paragraphs):
                continue
            start, end = row[0][0], row[-1][1]
            signed = signature(self.text, following[0][0], following[0][1])
            if signed and not any(self.quoted[one] for one in (*row, *following)) and end - start < LONGEST_JOINED:
                yield Attributed(
                    (start, end), "direct", (signed,), None, following[0], following[0], (), "said", number
                )

    def _speaks(self, sentence: Bounds) -> bool:
        """Return whether a sentence has a quotation or a word of saying."""
        if self.quoted[sentence] or self._arabic(sentence):
            return True
        return not forms().isdisjoint(word.lower() for word in _WORD.findall(self.blank[sentence[0] : sentence[1]]))

    def _read(self, number: int, index: int, sentence: Bounds) -> list[Attributed]:
        quotes = self.quoted[sentence]
        if self._arabic(sentence):
            found = self._read_arabic(number, sentence)
            if found and found[-1].phrases:
                self._last[0] = Spoken(found[-1].phrases, number, index, sentence[1], True)
            return found
        said, read = self.sayings(sentence), self.parse(sentence)
        bounds = [(one.start, one.end) for one in quotes]
        found = []
        for at, quote in enumerate(quotes):
            place = QuotedPlace(read, at, quote.start, quote.end, number, index, quote.continues)
            one = self._quotation(place, said, bounds, sentence)
            if one is None:
                continue
            found.append(one)
            if one.phrases:
                self._last[0] = Spoken(one.phrases, number, index, quote.end, True)
        clauses = self._clauses(read, said, bounds, sentence, number)
        found += clauses
        caption = not quotes and _CAPTION.search(self.blank, *sentence)
        if clauses and not quotes and not caption:
            self._last[1] = Spoken(clauses[-1].phrases, number, index, sentence[1], False)
        if caption:
            for which, spoken in enumerate(self._last):
                if spoken and spoken.paragraph == number - 1:
                    self._last[which] = Spoken(spoken.phrases, number, spoken.index, spoken.end, spoken.quoted)
        return found

    def _arabic(self, sentence: Bounds) -> bool:
        return arabic.present(self.text[slice(*sentence)])

    def _read_arabic(self, number: int, sentence: Bounds) -> list[Attributed]:
        """Return the quotations and the reported clauses of an Arabic sentence."""
        said = arabic.sayings(self.blank, *sentence)
        quotes = [(one.start, one.end) for one in self.quoted[sentence]]
        found = []
        for start, end in quotes:
            one = arabic.of_quotation(said, start, end)
            before = self.blank[sentence[0] : start].rstrip(" «“\"'‘")
            kind: Kind = "direct" if not before or before[-1] in ":،" else "partial"
            last = self._last[0].phrases if self._last[0] and not one and not before else ()
            frame = (end, sentence[1]) if one and one.start >= end else (sentence[0], start)
            via = (one.via,) if one and one.via else ()
            phrases = (one.phrase,) if one else last
            found.append(
                Attributed(
                    (start, end),
                    kind,
                    phrases,
                    one.cue if one else None,
                    sentence,
                    frame,
                    via,
                    one.polarity if one else "said",
                    number,
                )
            )
        for (start, end), one in arabic.reported(self.blank, *sentence, said):
            frame = (sentence[0], start)
            via = (one.via,) if one.via else ()
            found.append(
                Attributed((start, end), "indirect", (one.phrase,), one.cue, sentence, frame, via, one.polarity, number)
            )
        return found

    def _quotation(
        self, place: QuotedPlace, said: list[Saying], quotes: list[Bounds], sentence: Bounds
    ) -> Attributed | None:
        words = self.text[place.start : place.end]
        read = place.sentence
        whole = read.whole[place.number]
        if is_title(self.text, place.start, place.end) and (len(words.split()) > 2 or words[-1] in ".,"):
            return None  # the title of a work
        signed = signature(
            self.text, place.end, min([sentence[1], *(start for start, _ in quotes if start >= place.end)])
        )
        if signed:
            kind: Kind = "direct" if whole else "partial"
            return Attributed(
                (place.start, place.end), kind, (signed,), None, sentence, sentence, (), "said", place.paragraph
            )
        last = [one for one in self._last if one and place.paragraph - one.paragraph <= BACK]
        if len(last) == 2 and last[0].phrases == last[1].phrases:
            last = last[:1]
        before, after = self._beside(place, said)
        chosen: Candidate | None = None
        score = 0.0
        for one in candidates(place, said, last, before, after):
            weight = CERTAIN if one.kind == "before-label" else quotation_model().score(one.features)
            if chosen is None or weight > score:
                chosen, score = one, weight
        loose = chosen is not None and chosen.kind != "own" and not whole
        if chosen is None or score < quotation_model().threshold + (SURER if loose else 0.0):
            chosen = None
        saying = chosen.saying if chosen and chosen.kind == "own" else None
        frame = _frame(read, saying, place.start, place.end, quotes, sentence)
        polarity = saying.polarity if saying else "said"
        relays = _relays(read, saying, said, place)
        return Attributed(
            (place.start, place.end),
            "direct" if whole else "partial",
            chosen.phrases if chosen else (),
            _cue(read, saying),
            sentence,
            frame,
            relays,
            polarity,
            place.paragraph,
        )

    def _beside(self, place: QuotedPlace, said: list[Saying]) -> tuple[Beside | None, Beside | None]:
        """Return the sentences before and after a quotation, unless a word of saying in its own clearly governs it."""
        inside = place.sentence.quotes[place.number]
        words = place.sentence.syntax.words
        if any(
            one.phrases and one.clause is not None and one.clause in inside and strength(words[one.at]) > 0
            for one in said
        ):
            return None, None
        row = self.rows[place.paragraph]
        before = after = None
        if place.index:
            before = self._side(row[place.index - 1], True)
        elif place.paragraph and self.rows[place.paragraph - 1]:
            before = self._side(self.rows[place.paragraph - 1][-1], False)
        if place.index + 1 < len(row):
            after = self._side(row[place.index + 1], True)
        return before, after

    def _side(self, sentence: Bounds, same: bool) -> Beside:
        return Beside(self.parse(sentence), self.sayings(sentence), 1, same)

    def _clauses(
        self, read: ParsedSentence, said: list[Saying], quotes: list[Bounds], sentence: Bounds, number: int
    ) -> list[Attributed]:
        """Return the reported clauses of a sentence; of two, one inside the other, the inner if it is most of the outer."""
        model = clause_model()
        kept: list[tuple[Saying, float]] = []
        for one in said:
            if (
                not one.phrases
                or not one.content
                or (one.source is not None and read.quotation(one.source) is not None)
            ):
                continue
            if one.form != "according" and strength(read.syntax.words[one.at]) < (
                INFINITIVE_STRENGTH if one.form == "to" else CLAUSE_STRENGTH
            ):
                continue
            length = sum(end - start for start, end in one.content)
            quoted = sum(max(0, min(e, end) - max(s, start)) for s, e in quotes for start, end in one.content)
            if quoted > QUOTED_SHARE * length:
                continue
            score = model.score(clause_features(read, one, quotes))
            if score >= model.threshold:
                kept.append((one, score))
        found = []
        for one, score in kept:
            if one.polarity != "said" or _asks(read, one):
                continue
            outer = [other for other, _ in kept if other is not one and _holds(other.content, one.content)]
            inner = [other for other, _ in kept if other is not one and _holds(one.content, other.content)]
            if any(_most(other, one) for other in inner) or any(not _most(one, other) for other in outer):
                continue
            relays = tuple(phrase for other in outer for phrase in other.phrases)
            for start, end in one.content:
                frame = (sentence[0], start) if start > read.starts[one.at] else (end, sentence[1])
                found.append(
                    Attributed(
                        (start, end), "indirect", one.phrases, _cue(read, one), sentence, frame, relays, "said", number
                    )
                )
        return found


def _cue(read: ParsedSentence, saying: Saying | None) -> str | None:
    if saying is None:
        return None
    return "according to" if saying.form == "according" else read.written(saying.at, saying.at)


def _asks(read: ParsedSentence, one: Saying) -> bool:
    """Return whether a clause is a question: "asked whether"."""
    words = read.syntax.words
    marks = [words[c].text.lower() for c in read.syntax.children[one.clause]] if one.clause is not None else []
    return words[one.at].lemma.lower() in _ASKING or "whether" in marks or (one.form == "verb" and marks[:1] == ["if"])


def _holds(outer: Sequence[Bounds], inner: Sequence[Bounds]) -> bool:
    return bool(inner) and all(any(s <= start and end <= e for s, e in outer) for start, end in inner)


def _most(inner: Saying, outer: Saying) -> bool:
    size = sum(end - start for start, end in outer.content)
    return 2 * sum(end - start for start, end in inner.content) > size


def _frame(
    read: ParsedSentence, saying: Saying | None, start: int, end: int, quotes: Sequence[Bounds], sentence: Bounds
) -> Bounds:
    """Return the stretch beside a quotation that has its word of saying, up to the next quotation."""
    before = max((e for _, e in quotes if e <= start), default=sentence[0])
    behind = min((s for s, _ in quotes if s >= end), default=sentence[1])
    if saying is not None and read.starts[saying.at] < start:
        return min(before, read.starts[saying.at]), start
    return (end, behind) if saying is not None else (before, start)


def _relays(
    read: ParsedSentence, saying: Saying | None, said: Sequence[Saying], place: QuotedPlace
) -> tuple[Phrase, ...]:
    """Return who passed a quotation on: the source of a word of saying above its own, or of "according to" beside it."""
    if saying is None:
        return ()
    above = set(read.syntax.ancestors(saying.at))
    for other in said:
        if other is saying or not other.phrases or other.source == saying.source:
            continue
        if (other.at in above and other.clause is not None) or (
            other.form in ("according", "as") and other.clause == saying.at
        ):
            return other.phrases
    return ()


def reader(text: str) -> ReportReader:
    """Return a reader of a text."""
    sentences = [one for block in sentence_bounds(text) for one in block]
    paragraphs = layout.paragraphs(text, sentences)
    return ReportReader(text, sentences, paragraphs, quotations(text, paragraphs))
