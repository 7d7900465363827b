"""Extract the utterances of a document, sentence by sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..interruption import checkpoint
from ..language.dates import said_on
from ..language.lexicon import cues as found_cues
from ..sentences import sentence_bounds
from ..types import Document, Span, Utterance
from . import arabic, layout
from .attribution import Attribution, Bounds, Saying, main_subject, of_quotation, sayings
from .indirect import reported
from .marks import Quotation, quotations
from .people import People, is_body, is_office, is_role, like_pronoun
from .tokens import QUOTED, Phrase
from .turns import utterances_of_turns

# Increase it whenever any text would give other utterances: homes made with another version are read again.
UTTERANCES = "4"

Kind = Literal["direct", "partial", "indirect"]

# Captions, which may come between two sentences of a speaker without ending the speech.
_CAPTION = re.compile(
    r"\((?:(?:pictured|shown|seen|above|below|far|second|from|third|top|bottom|front|back) ?)*"
    r"(?:left|right|centre|center|pictured|shown|above|below|file photo|stock image)\b[^()]{0,40}\)| \.\Z"
)

# Minimum length of indirect speech in words; nobody would search for anything shorter.
LEAST = 3

# Least number of characters before and after the turns of a transcript that are searched for quotations.
LEAST_PROSE = 500


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A resolved speaker."""

    name: str | None
    role: str | None
    cue: str | None
    via: str | None = None
    day: date | None = None
    basis: str | None = None


@dataclass(slots=True)
class _State:
    """The state of reading: the last speaker and that speaker's paragraph, and the utterances found so far."""

    text: str
    blank: str
    published: date | None
    people: People
    last: _Speaker | None = None
    last_paragraph: int = -2
    colon: _Speaker | None = None
    found: list[tuple[Bounds, Kind, _Speaker]] = field(default_factory=list)
    earlier: list[Bounds] = field(default_factory=list)  # the sentences read so far, in order
    subjects: dict[Bounds, Phrase | None] = field(default_factory=dict)

    @property
    def before(self) -> str | None:
        """The person who was the subject of the sentence before; computed on demand, since it is slow."""
        for sentence in self.earlier[:-4:-1]:
            subject = self.subject(sentence)
            if subject is None:
                return None
            if subject.name:
                return self.people.person(subject.name, subject.start)
            if not like_pronoun(subject):
                return None  # "she" and "the American" refer back to the sentence before
        return None

    def subject(self, sentence: Bounds) -> Phrase | None:
        """Return the subject of a sentence, cached."""
        if sentence not in self.subjects:
            self.subjects[sentence] = main_subject(self.blank, *sentence)
        return self.subjects[sentence]


def utterances(document: Document) -> tuple[Utterance, ...]:
    """Return the utterances of a document in order of `span.start`. Time grows linearly with the text.

    In a transcript (`turns`) the words of each turn are direct utterances; the prose around the turns is read as in any report.
    """
    spoken = utterances_of_turns(document)
    if not spoken or len(document.text) - spoken[-1].span.end + spoken[0].span.start < LEAST_PROSE:
        return spoken or _in_prose(document)
    first, last = spoken[0].span.start, spoken[-1].span.end
    around = [one for one in _in_prose(document) if one.span.end <= first or one.span.start >= last]
    return tuple(sorted((*spoken, *around), key=lambda one: (one.span.start, -one.span.end)))


def _in_prose(document: Document) -> tuple[Utterance, ...]:
    """Return the utterances that a report quotes or reports."""
    text = document.text
    published = document.published or (document.based_on.published if document.based_on else None)
    sentences = [one for block in sentence_bounds(text) for one in block]
    paragraphs = layout.paragraphs(text, sentences)
    quotes = quotations(text, paragraphs)
    blank = layout.blanked(text, quotes)
    cues = found_cues(blank)
    spoken = arabic.present(blank)
    if not (quotes or cues or spoken):
        return ()
    state = _State(text, blank, published, People.of(blank))
    starts = [cue.start() for cue in cues]
    quote_at = 0
    for number, paragraph in enumerate(paragraphs):
        checkpoint()
        mine: list[Quotation] = []
        while quote_at < len(quotes) and quotes[quote_at].paragraph <= number:
            mine.append(quotes[quote_at])
            quote_at += 1
        low, high = bisect_left(starts, paragraph[0]), bisect_left(starts, paragraph[1])
        if not mine and low == high and not spoken:
            continue
        inside = layout.joined_sentences(sentences, paragraph, mine)
        first = [one.start for one in mine]
        for sentence in inside:
            own = mine[bisect_left(first, sentence[0]) : bisect_left(first, sentence[1])]
            said = sayings(blank, *sentence, cues[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])])
            if spoken:
                said = sorted([*said, *arabic.sayings(blank, *sentence)], key=lambda one: one.start)
            _read(state, number, paragraph, sentence, own, said)
            state.earlier.append(sentence)
    made = [
        Utterance(
            document,
            Span(*span),
            who.name,
            who.cue,
            kind,
            who.role,
            who.day,
            who.basis,
            None if who.via == who.name else who.via,
        )
        for span, kind, who in state.found
    ]
    return tuple(sorted(made, key=lambda one: (one.span.start, -one.span.end)))


def _read(
    state: _State, number: int, paragraph: Bounds, sentence: Bounds, quotes: Sequence[Quotation], said: Sequence[Saying]
) -> None:
    """Read one sentence: first its quotations, then its indirect speech."""
    bounds = [(one.start, one.end) for one in quotes]
    previous = state.last if state.last_paragraph >= number - 1 else None
    current: _Speaker | None = None
    alone = bool(quotes) and not any(one.isalnum() for one in state.blank[slice(*sentence)])
    for at, quote in enumerate(quotes):
        attribution = of_quotation(state.blank, sentence, bounds, at, said)
        if quote.continues and state.last and not (attribution and at == len(quotes) - 1 and attribution.saying.phrase):
            who = _again(state.last)
        elif attribution:
            who = _resolved(state, sentence, attribution, said, current or previous)
        else:
            who = _unattributed(state, number, paragraph, sentence, quote, alone, current)
        kind = _kind(state, quote, sentence, attribution)
        state.found.append(((quote.start, quote.end), kind, who))
        if who.name and (kind == "direct" or attribution):
            current = who
    for span, attribution in (*reported(state.blank, sentence, said), *arabic.reported(state.blank, sentence, said)):
        who = _resolved(state, sentence, attribution, said, previous)
        current = current or who
        words = state.text[slice(*span)].split()
        quoted = sum(min(e, span[1]) - max(s, span[0]) for s, e in bounds if s < span[1] and span[0] < e)
        if len(words) >= LEAST and quoted < 0.4 * (span[1] - span[0]):
            state.found.append((span, "indirect", who))
    if current is None and said and said[-1].phrase:
        current = _resolved(state, sentence, Attribution(said[-1], (said[-1].first, said[-1].last)), said, previous)
    if not quotes and _CAPTION.search(state.blank, *sentence):
        if state.last_paragraph == number - 1:
            state.last_paragraph = number
    elif current and current.name:
        state.last, state.last_paragraph = current, number
    if state.blank[sentence[0] : sentence[1]].rstrip(QUOTED + " ").endswith(":"):
        state.colon = current


def _again(who: _Speaker) -> _Speaker:
    return _Speaker(who.name, who.role, who.cue, who.via, who.day, who.basis)


def _kind(state: _State, quote: Quotation, sentence: Bounds, attribution: Attribution | None) -> Kind:
    """Return `direct` for words that are a whole by themselves, `partial` for a fragment in the reporter's sentence."""
    blank = state.blank
    before = blank[max(sentence[0], quote.start - 80) : quote.start].rstrip(" “”„«»\"'‘’‚‟＂(")
    if quote.continues or not before:
        words = state.text[quote.start : quote.end].split()
        whole = len(words) > 2 or state.text[quote.end - 1] in ".,!?…"
        return "direct" if whole else "partial"
    if before[-1] in ":" or before[-1] in ".?!…":
        return "direct"
    first = next((c for c in state.text[quote.start : quote.start + 6] if c.isalnum()), "a")
    if before[-1] == ",":
        return "direct" if not first.islower() or len(state.text[quote.start : quote.end].split()) > 3 else "partial"
    cue = attribution.saying.end if attribution else -1
    if first.isupper() and cue >= 0 and not any(c.isalnum() for c in blank[cue : quote.start]):
        return "direct"
    return "partial"


def _unattributed(
    state: _State,
    number: int,
    paragraph: Bounds,
    sentence: Bounds,
    quote: Quotation,
    alone: bool,
    current: _Speaker | None,
) -> _Speaker:
    """Attribute a quotation without a verb of saying: to the last speaker, or to the subject of its sentence."""
    if state.colon is not None and state.last_paragraph == number - 1 and quote.start - paragraph[0] <= 2:
        return _again(state.colon)
    if current and current.name:
        return _again(current)
    if alone and state.last and state.last_paragraph >= number - 1:
        return _again(state.last)
    if not alone:
        subject = state.subject(sentence)
        names_speaker = subject and (subject.name or subject.pronoun or subject.role or is_role(subject))
        if subject and names_speaker and subject.start < quote.start:
            saying = Saying("", subject.end, subject.end, subject, False)
            who = _resolved(state, sentence, Attribution(saying, (sentence[0], quote.start)), (), state.last)
            return _Speaker(who.name, who.role, None, None, who.day, who.basis)
        if state.last and state.last_paragraph == number and quote.start > paragraph[0]:
            return _again(state.last)
    return _Speaker(None, None, None)


def _resolved(
    state: _State, sentence: Bounds, attribution: Attribution, said: Sequence[Saying], previous: _Speaker | None
) -> _Speaker:
    """Resolve the speaker of an attribution (surname, pronoun or role), and the day."""
    saying = attribution.saying
    phrase = saying.phrase
    if phrase is None:
        earlier = [one.phrase for one in said if one.start < saying.start and one.phrase and one.cue != "according to"]
        phrase = earlier[-1] if earlier else state.subject(sentence)
    day, basis = said_on(state.blank, *attribution.frame, state.published)
    name, role = _who(state, sentence, phrase, previous)
    via, _ = _who(state, sentence, attribution.via, None)
    cue = state.text[saying.start : saying.end] or None
    if phrase and name and not (phrase.pronoun and name.lower() == phrase.written.lower()):
        state.people.add_speaker(phrase.start, name, role, phrase.written.lower() if phrase.pronoun else None)
    return _Speaker(name, role, cue, via, day, basis)


def _who(
    state: _State, sentence: Bounds, phrase: Phrase | None, previous: _Speaker | None
) -> tuple[str | None, str | None]:
    people = state.people
    if phrase is None:
        return None, None
    if not phrase.written:  # the form of an Arabic verb implies "he"
        return (previous.name, previous.role) if previous else (None, None)
    if phrase.pronoun or like_pronoun(phrase):
        name = None
        if like_pronoun(phrase):
            name = people.behind_pronoun(phrase, sentence[0], previous.name if previous else None, state.before)
        return (name, people.roles.get(name)) if name else (phrase.written, None)
    if phrase.name and is_office(phrase):
        name = people.behind_role(phrase, state.before) or phrase.written
        return name, people.roles.get(name)
    if phrase.name:
        name = (
            phrase.name
            if is_body(phrase.name) and not phrase.role
            else people.full(phrase.name, phrase.start, phrase.written.split()[0])
        )
        return name, phrase.role or people.roles.get(name)
    name = people.behind_role(phrase, state.before)
    return (name, people.roles.get(name)) if name else (phrase.written, None)
