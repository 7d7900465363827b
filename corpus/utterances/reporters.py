"""Read a report sentence by sentence and attribute its quotations and reported clauses.

Only sentences that can carry speech are parsed: those with a quotation or a word of saying, and their neighbours where a
quotation stands alone. The parse gives the candidates, fitted weights choose among them, and `speakers` says who they are.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..interruption import checkpoint
from ..language.syntax import parse_all
from . import arabic, layout
from .attributed import Attributed, Kind, cue_of, frame_of
from .candidate_features import nobody, stands_alone
from .candidates import candidates
from .choice import choose
from .clauses import reported_clauses
from .contexts import Beside, QuotedPlace, Spoken
from .cues import VIEWS, Saying, sayings
from .days import governor
from .labels import signature
from .marks import Quotation
from .parsing import Bounds, ParsedSentence, aligned, is_title, prepared
from .relay_clauses import relayed
from .relays import polarity_of, question_over, relays_of, speaker_behind
from .signatures import block_quotations, signed
from .speech_acts import speech_acts
from .voiced_nouns import may_voice
from .weights import forms, lemmas, quotation_model, strength

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
            row = layout.joined_sentences(text, sentences, paragraph, mine)
            first = [one.start for one in mine]
            for low, high in row:
                self.quoted[low, high] = mine[bisect_left(first, low) : bisect_left(first, high)]
            self.rows.append(row)
        self._last: list[Spoken | None] = [None, None]  # who was last quoted, and reported

    def parse(self, sentence: Bounds) -> ParsedSentence:
        """Return the parse of a sentence."""
        if sentence not in self._parsed:
            self.parse_all([sentence])
        return self._parsed[sentence]

    def parse_all(self, sentences: Sequence[Bounds]) -> None:
        """Parse sentences together, for `parse` to return: two to three times as fast as one by one."""
        for first in range(0, len(sentences), TOGETHER):
            checkpoint()
            batch = sentences[first : first + TOGETHER]
            ready = [prepared(self.text, one, [(q.start, q.end) for q in self.quoted[one]]) for one in batch]
            found = parse_all([one.words for one in ready])
            self._parsed.update((one.bounds, aligned(one, syntax)) for one, syntax in zip(ready, found, strict=True))

    def sayings(self, sentence: Bounds) -> list[Saying]:
        """Return the words of saying of a sentence."""
        if sentence not in self._said:
            read = self.parse(sentence)
            self._said[sentence] = relayed(read, sayings(read, lemmas()))
        return self._said[sentence]

    def forget(self) -> None:
        """Drop the words of saying, after other weights were loaded; the parses are kept."""
        self._said.clear()

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
        english = [one for one in chosen if not self._arabic(one[2])]
        self.parse_all([one for _, _, one in english if one not in self._parsed])
        sides = {side for one in english for side in self._sides_read(*one) if side not in self._parsed}
        self.parse_all(sorted(sides))
        found: list[Attributed] = []
        for number, index, sentence in chosen:
            checkpoint()
            found += self._read(number, index, sentence)
        found += block_quotations(self.text, self.rows, self.quoted, paragraphs)
        return signed(self.text, self.rows, self.quoted, found)

    def _speaks(self, sentence: Bounds) -> bool:
        """Return whether a sentence has a quotation or a word of saying."""
        if self.quoted[sentence] or self._arabic(sentence):
            return True
        words = {word.lower() for word in _WORD.findall(self.blank[sentence[0] : sentence[1]])}
        return may_voice(words) or not (forms().isdisjoint(words) and VIEWS.isdisjoint(words))

    def _read(self, number: int, index: int, sentence: Bounds) -> list[Attributed]:
        quotes = self.quoted[sentence]
        bounds = [(one.start, one.end) for one in quotes]
        if self._arabic(sentence):
            last = self._last[0].phrases if self._last[0] else ()
            found = arabic.reports(self.blank, sentence, bounds, number, last)
            if found and found[-1].phrases:
                self._last[0] = Spoken(found[-1].phrases, number, index, sentence[1], True)
            return found
        said, read = self.sayings(sentence), self.parse(sentence)
        found = []
        for at, quote in enumerate(quotes):
            place = QuotedPlace(read, at, quote.start, quote.end, number, index, quote.continues)
            one = self._quotation(place, said, bounds, sentence)
            if one is None:
                continue
            found.append(one)
            if one.phrases:
                self._last[0] = Spoken(one.phrases, number, index, quote.end, True)
        clauses = [
            Attributed(
                span,
                "indirect",
                one.phrases,
                cue_of(read, one),
                sentence,
                (sentence[0], span[0]) if span[0] > read.starts[one.at] else (span[1], sentence[1]),
                relays,
                "said",
                number,
                one.at,
            )
            for one, relays in reported_clauses(read, said, bounds)
            for span in one.content
        ]
        found += clauses
        found += self._acts(read, bounds, sentence, number, [one.span for one in clauses])
        caption = not quotes and _CAPTION.search(self.blank, *sentence)
        if clauses and not quotes and not caption:
            self._last[1] = Spoken(clauses[-1].phrases, number, index, sentence[1], False)
        if caption:
            for which, spoken in enumerate(self._last):
                if spoken and spoken.paragraph == number - 1:
                    self._last[which] = Spoken(spoken.phrases, number, spoken.index, spoken.end, spoken.quoted)
        return found

    def _acts(
        self, read: ParsedSentence, quotes: list[Bounds], sentence: Bounds, number: int, reported: list[Bounds]
    ) -> list[Attributed]:
        return [
            Attributed(
                one.content[0],
                "indirect",
                one.phrases,
                cue,
                sentence,
                (sentence[0], one.content[0][0]),
                (),
                "said",
                number,
                one.at,
                act=True,
            )
            for one, cue in speech_acts(read, reported, quotes)
        ]

    def _arabic(self, sentence: Bounds) -> bool:
        return arabic.present(self.text[slice(*sentence)])

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
        before, after = self.beside(place, said)
        able = candidates(place, said, last, before, after)
        chosen = next((one for one in able if one.kind == "before-label"), None)
        if chosen is None:
            model = quotation_model()
            # A whole statement that stands by itself is somebody's words; the labels have gaps there.
            somebody = whole and stands_alone(place)
            best = choose(able, None if somebody else nobody(place, able), model)
            chosen = best.candidate if best and best.probability >= model.threshold else None
        saying = chosen.saying if chosen and chosen.kind == "own" else None
        frame = frame_of(read, saying, place.start, place.end, quotes, sentence)
        verb = saying.at if saying else governor(read, place.number)
        saying = question_over(place, saying, said) or saying
        polarity = polarity_of(place, saying, said)
        relays = relays_of(read, saying, said)
        spoken = saying.phrases if saying else chosen.phrases if chosen else ()
        cue = cue_of(read, saying)
        behind = speaker_behind(place, saying, said) if saying and polarity == "said" else None
        if saying and behind:
            relays, (spoken, cue, polarity) = saying.phrases, behind
        return Attributed(
            (place.start, place.end),
            "direct" if whole else "partial",
            spoken,
            cue,
            sentence,
            frame,
            relays,
            polarity,
            place.paragraph,
            verb,
        )

    def beside(self, place: QuotedPlace, said: list[Saying]) -> tuple[Beside | None, Beside | None]:
        """Return the sentences before and after a quotation, unless a word of saying in its own clearly governs it."""
        if _governed(place.sentence, place.number, said):
            return None, None
        before, after = self._sides(place.paragraph, place.index)
        same = place.index > 0
        return (self._side(before, same) if before else None), (self._side(after, True) if after else None)

    def _sides(self, paragraph: int, index: int) -> tuple[Bounds | None, Bounds | None]:
        """Return the sentences before and after sentence `index` of a paragraph; that before may end the paragraph before."""
        row = self.rows[paragraph]
        before = row[index - 1] if index else None
        if not index and paragraph and self.rows[paragraph - 1]:
            last = self.rows[paragraph - 1][-1]
            before = None if _CAPTION.search(self.blank, *last) else last
        return before, row[index + 1] if index + 1 < len(row) else None

    def _sides_read(self, paragraph: int, index: int, sentence: Bounds) -> list[Bounds]:
        """Return the sentences beside one that are read for a quotation in it, to be parsed together."""
        numbers = range(len(self.quoted[sentence]))
        if not numbers or all(_governed(self.parse(sentence), one, self.sayings(sentence)) for one in numbers):
            return []
        return [one for one in self._sides(paragraph, index) if one]

    def _side(self, sentence: Bounds, same: bool) -> Beside:
        return Beside(self.parse(sentence), self.sayings(sentence), 1, same)


def _governed(read: ParsedSentence, quotation: int, said: Sequence[Saying]) -> bool:
    """Return whether a word of saying in its sentence clearly governs a quotation."""
    inside = read.quotes[quotation]
    return any(
        one.phrases and one.clause is not None and one.clause in inside and strength(read.syntax.words[one.at]) > 0
        for one in said
    )


def reader(text: str) -> ReportReader:
    """Return a reader of a text."""
    found = layout.layout_of(text)
    return ReportReader(text, found.sentences, found.paragraphs, found.quotes)
