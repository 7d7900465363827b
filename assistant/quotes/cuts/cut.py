"""A parsed sentence, and which of its words a quotation keeps and leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass

from ....corpus.language.syntax import Syntax, Word
from . import lexicon

LONGEST_PHRASE = 25
"""The most words of a phrase that people are shown."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# "It's committing": the tagger takes some of these for an adverb or a possessive.
_SHORT = ("'s", "’s", "'re", "’re")
# Lemmas that the pipeline's rules get wrong: it takes "hopes" and "hoping" for forms of "hop".
_LEMMAS = {"hop": "hope"}


@dataclass(frozen=True)
class Cut:
    """`kept` and `omitted` are indices of words of `syntax`; words in neither do not count. See `CutSentence.reported`."""

    syntax: Syntax
    kept: frozenset[int]
    omitted: frozenset[int]
    reported: bool

    def word(self, at: int) -> Word:
        """Return a word."""
        return self.syntax.words[at]

    def lemma(self, at: int) -> str:
        """Return the lemma of a word in lower case."""
        lemma = self.syntax.words[at].lemma.lower()
        return _LEMMAS.get(lemma, lemma)

    def lower(self, at: int) -> str:
        """Return a word in lower case; an empty text beyond the ends."""
        words = self.syntax.words
        return words[at].text.lower() if 0 <= at < len(words) else ""

    def below(self, at: int) -> range:
        """Return the words from the first to the last one below and with a word."""
        first, last = self.syntax.reach[at]
        return range(first, last)

    def phrase(self, at: int, most: int = LONGEST_PHRASE) -> str:
        """Return the omitted words below and with a word; of more than `most` the first ones, and a mark."""
        inside = [one for one in self.below(at) if one in self.omitted and self.word(one).part != "PUNCT"]
        return self.shown(inside, most) if inside else self.word(at).text

    def clause(self, first: int) -> str:
        """Return the omitted words of the largest clause or phrase that begins with word `first`."""
        last, at = first, first
        while True:
            at = self.word(at).head
            low, high = self.syntax.reach[at]
            if low < first or at not in self.omitted:
                break
            last = max(last, high - 1)
            if self.word(at).head == at:
                break
        last = max(last, self.syntax.reach[first][1] - 1)
        words = range(first, last + 1)
        return self.shown([one for one in words if one in self.omitted and self.word(one).part != "PUNCT"])

    def shown(self, words: list[int], most: int = LONGEST_PHRASE) -> str:
        """Return words as running text; of more than `most` the first ones, and a mark."""
        return self.text(words) if len(words) <= most else f"{self.text(words[:most])} …"

    def text(self, words: list[int]) -> str:
        """Return words as running text, one space between them."""
        found = ""
        for one in words:
            word = self.word(one)
            glued = bool(found) and one - 1 in words and self.word(one - 1).end == word.start
            found += word.text if glued or not found else f" {word.text}"
        return found

    def left_out(self, at: int, *relations: str) -> Iterator[int]:
        """Yield the omitted dependents of a word, of these relations or of any."""
        for child in self.syntax.children[at]:
            if child in self.omitted and (not relations or self.word(child).relation in relations):
                yield child

    def subject(self, at: int) -> int | None:
        """Return the subject of a verb."""
        return next((c for c in self.syntax.children[at] if self.word(c).relation in SUBJECTS), None)

    def auxiliaries(self, at: int) -> list[int]:
        """Return the auxiliary verbs of a verb."""
        return [c for c in self.syntax.children[at] if self.word(c).relation in ("aux", "auxpass")]

    def verbal(self, at: int) -> bool:
        """Whether a word is the head of a clause: a verb, or a predicate with a subject."""
        word = self.word(at)
        return word.part in VERBAL or (self.subject(at) is not None and word.part in ("ADJ", "NOUN", "PROPN"))

    def negated(self, at: int) -> bool:
        """Whether a verb is negated by a word of its own, kept or not: `not`, `never`, or a negative subject or object."""
        return any(
            self.lower(c) in lexicon.NEGATIVE_ADVERBS
            or self.lower(c) in lexicon.NEGATIVE_NOUNS
            or (self.word(c).relation in (*SUBJECTS, "dobj", "attr") and self._no(c))
            for c in self.syntax.children[at]
        )

    def _no(self, at: int) -> bool:
        return any(self.lower(c) in ("no", "neither", "hardly", "few") for c in self.syntax.children[at])

    def future(self, at: int) -> bool:
        """Whether a verb is in the future, modal or imperative, so that a time given with it is still to come."""
        words = [self.lower(one) for one in self.auxiliaries(at)]
        if any(one in lexicon.FUTURE for one in words):
            return not ("have" in words and "would" not in words)
        word = self.word(at)
        if word.tag == "VB" and not words and self.subject(at) is None:
            return True
        # "is going to …", "plans to …"
        head = word.head
        return word.relation == "xcomp" and head != at and (self.lower(head) == "going" or self.future(head))

    def finite(self, at: int) -> bool:
        """Whether a clause has a verb in a tense of its own, or a modal verb: not an infinitive or a participle."""
        words = (at, *self.auxiliaries(at))
        return any(self.word(one).tag in FINITE or self.lower(one) in _SHORT for one in words)

    def passive(self, at: int) -> bool:
        """Whether a verb is in the passive voice."""
        return any(self.word(c).relation == "auxpass" for c in self.syntax.children[at])

    def past(self, at: int) -> bool:
        """Whether a verb is in a past tense."""
        tags = {self.word(one).tag for one in self.auxiliaries(at)}
        return "VBD" in tags or self.word(at).tag == "VBD"

    def marked_that(self, at: int) -> bool:
        """Whether a clause is introduced by "that"."""
        return any(self.lower(c) == "that" and self.word(c).relation == "mark" for c in self.syntax.children[at])

    def content_clause(self, at: int) -> bool:
        """Whether a clause says what a word before it means ("the idea that …"); the parser often takes it for a relative one."""
        relation, children = self.word(at).relation, self.syntax.children[at]
        if relation != "relcl":
            return relation == "acl"
        relative = any(self.word(c).tag in ("WDT", "WP", "WRB") and self.lower(c) != "that" for c in self.below(at)[:2])
        complete = any(self.word(c).relation in ("dobj", "attr", "acomp", "prep", "xcomp") for c in children)
        named = self.lemma(self.word(at).head) in lexicon.CLAIMS and complete and not relative
        subject = self.subject(at)
        return subject is not None and self.word(subject).tag not in ("WDT", "WP") and (self.marked_that(at) or named)

    def claims(self) -> list[int]:
        """Return the kept words whose head is not kept and that head a clause: what the quotation states."""
        return [at for at in self.tops() if self.verbal(at)]

    def tops(self) -> list[int]:
        """Return the kept words whose head is not kept, or that have none."""
        return [
            at
            for at in sorted(self.kept)
            if self.word(at).part != "PUNCT" and (self.word(at).head not in self.kept or self.word(at).head == at)
        ]
