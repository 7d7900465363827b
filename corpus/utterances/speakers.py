"""Say who the phrases of an attribution name: a person's full name for a surname, a pronoun or an office."""

from collections.abc import Sequence

from ..language.lexicon import PRONOUNS
from ..language.syntax import Word
from .attributed import Attributed
from .cues import subject
from .parsing import Bounds
from .people import People, is_body, is_office, like_pronoun
from .reporters import ReportReader
from .sources import phrases
from .tokens import Phrase
from .voices import may_speak
from .weights import strength

Named = tuple[str | None, str | None]
"""The name of a speaker and the role."""

# How many sentences back the subject is looked for to which a pronoun refers.
_BACK = 3
_GROUP = frozenset(("they", "both", "both men", "both women", "the two", "the two men", "the two women", "the pair"))
_PERSONS = frozenset(("he", "she", "they", "both"))
_OBJECTS = {"him": "he", "her": "she", "them": "they", "himself": "he", "herself": "she"}
_NOBODY = frozenset(
    "i we you me us who which that this what it one these those there here some many others all each everyone everybody "
    "anyone anybody someone somebody nobody none".split()
)


def _speaks(word: Word) -> bool:
    return strength(word) > 0 or word.lemma in ("speak", "talk")


def somebody(said_by: Sequence[Phrase]) -> bool:
    """Return whether the phrases are a pronoun for somebody: "he", "they", "both"."""
    return any(one.name is None and one.written.lower() in _PERSONS for one in said_by)


class Speakers:
    """Resolves the speakers of one report in reading order: what was resolved before decides what follows."""

    def __init__(self, reader: ReportReader) -> None:
        """`reader` holds the report."""
        self._reader = reader
        self.people = People.of(reader.blank)
        self._known: dict[tuple[int, int, str], tuple[Named, ...]] = {}
        self._order = [sentence for row in reader.rows for sentence in row]
        self._place = {sentence: at for at, sentence in enumerate(self._order)}
        self._previous: tuple[Named, int] | None = None  # who spoke last, and in which paragraph

    def named(self, one: Attributed) -> tuple[Named, ...]:
        """Return the speakers of an utterance, in the text's order; none if nobody is named."""
        found: list[Named] = []
        for phrase in one.phrases:
            for name, role in self._resolved(phrase, one.sentence, one.paragraph, one.cue is not None):
                if name:
                    found.append((name, role))
        if found and one.polarity == "said":
            self._previous = (found[-1], one.paragraph)
        return tuple(dict.fromkeys(found))

    def relay(self, one: Attributed) -> str | None:
        """Return who passed the words on, if somebody is named."""
        if not one.relays:
            return None
        names = self._resolved(one.relays[0], one.sentence, one.paragraph, True)
        return names[0][0] if names else None

    def _resolved(self, phrase: Phrase, sentence: Bounds, paragraph: int, definite: bool = False) -> tuple[Named, ...]:
        key = (phrase.start, phrase.end, phrase.written)
        if key not in self._known:
            previous = self._previous[0] if self._previous and self._previous[1] >= paragraph - 1 else None
            self._known[key] = self._who(phrase, sentence, previous, definite)
        return self._known[key]

    def _who(self, phrase: Phrase, sentence: Bounds, previous: Named | None, definite: bool) -> tuple[Named, ...]:
        people, low = self.people, phrase.written.lower()
        if not low:
            return (previous,) if previous else ()
        if low in _GROUP:
            group = self._group(sentence)
            return group or (() if low in PRONOUNS | {"both"} else ((phrase.written, None),))
        pronoun = _OBJECTS.get(low, low) if phrase.name is None else low
        if pronoun in _NOBODY and pronoun != "it" and phrase.name is None:
            return ()
        if pronoun in PRONOUNS or like_pronoun(phrase):
            as_subject = Phrase(pronoun, None, None, phrase.start, phrase.end) if pronoun != low else phrase
            name = people.behind_pronoun(
                as_subject, sentence[0], previous[0] if previous else None, self._subject(sentence)
            )
            if name is None:
                return () if pronoun in PRONOUNS else ((phrase.written, None),)
            if pronoun in ("he", "she"):
                people.add_speaker(phrase.start, name, None, pronoun)
            return ((name, people.roles.get(name)),)
        if phrase.name and (phrase.name not in phrase.written or not is_office(phrase)):
            body = is_body(phrase.name) and not phrase.role
            name = phrase.name if body else people.full(phrase.name, phrase.start, phrase.written.split()[0])
            role = phrase.role or people.roles.get(name)
            people.add_speaker(phrase.start, name, role, None)
            return ((name, role),)
        name = people.behind_role(phrase, self._subject(sentence))
        # "The port said": a verb of saying with a definite subject makes anything that the text has introduced speak.
        written = phrase.written if " " in phrase.written else low  # the capital is that of the sentence
        if name is None and not (definite and low.startswith("the ")) and not may_speak(written):
            return ()
        return ((name, people.roles.get(name)),) if name else ((phrase.written, None),)

    def _subjects(self, sentence: Bounds) -> list[Phrase]:
        read = self._reader.parse(sentence)
        words = read.syntax.words
        spoke = [
            one
            for one in self._reader.sayings(sentence)
            if one.phrases and one.phrases[0].name and _speaks(words[one.at])
        ]
        if spoke:
            return list(spoke[-1].phrases)
        root = next(
            (at for at, w in enumerate(words) if w.head == at and w.tag[:2] == "VB" and read.quotation(at) is None),
            None,
        )
        head = subject(read, root)[0] if root is not None else None
        return phrases(read, head) if head is not None and read.quotation(head) is None else []

    def _subject(self, sentence: Bounds) -> str | None:
        """Return the person who was the subject of the sentence before, looking past sentences about "he" or "she"."""
        at = self._place[sentence]
        for earlier in self._order[max(0, at - _BACK) : at][::-1]:
            found = self._subjects(earlier)
            if not found:
                return None
            if found[0].name:
                return self.people.person(found[0].name, found[0].start)
            if not like_pronoun(found[0]):
                return None
        return None

    def _group(self, sentence: Bounds) -> tuple[Named, ...]:
        """Return the people whom "they" or "both" joins, if the subject of a sentence before names several."""
        at = self._place[sentence]
        for earlier in self._order[max(0, at - _BACK) : at][::-1]:
            found = self._subjects(earlier)
            if len(found) > 1:
                return tuple(named for phrase in found for named in self._resolved(phrase, earlier, 0))
        return ()
