"""Find the omitted words of an English sentence that turn what is kept, by the sentence's parse.

Only what the quotation states can be turned: a kept clause. A fragment that states nothing (a noun phrase) is turned only by a
negation that stands directly before it. Three questions are asked of each kept clause: what governs it from above
(`governors`), what hangs on it (`modifiers`, `conditions`, `limits`), and whether its sentence asks (`questions`).
"""

from collections.abc import Iterator

from ....corpus.language.syntax import LONGEST, parse
from . import lexicon
from .beside import beside
from .conditions import next_to, without_verb
from .cut import FINITE, Cut
from .governors import governing
from .hidden import hidden, spliced
from .limits import restrictor, taken_back
from .modifiers import operators, quantified
from .omission import OmittedWord, unique
from .parted import parted
from .questions import asks, question
from .sentence import CutSentence

MOST_TOPS = 9
"""The most kept words whose heads are left out: more of them, and the parse has torn the words kept apart."""


def turning(sentence: CutSentence) -> tuple[OmittedWord, ...]:
    """Return the omitted words that turn what is kept; none if the sentence's parse cannot be used."""
    asked = asks(sentence)
    if (not sentence.leaves_out_words and not asked) or (cut := _cut(sentence)) is None:
        return ()
    found = list(_turning(cut))
    if asked and (one := question(cut, cut.claims())) is not None:
        found.append(one)
    return unique(found)


def splice(first: CutSentence, last: CutSentence) -> OmittedWord | None:
    """Return what an omission from inside one sentence to the inside of another makes of the words behind it."""
    one, other = _cut(first), _cut(last)
    return None if one is None or other is None else spliced(one, other)


def _cut(sentence: CutSentence) -> Cut | None:
    """Return the parsed sentence; `None` if it is too long, or the parse says nothing about the words kept."""
    if len(sentence.text) > LONGEST:
        return None
    text = sentence.text
    low = text.lower()
    # In capitals every word is taken for a name.
    syntax = parse(low if text.isupper() and len(low) == len(text) else text)

    def inside(ranges: tuple[tuple[int, int], ...]) -> frozenset[int]:
        return frozenset(
            at for at, word in enumerate(syntax.words) if any(a <= word.start and word.end <= b for a, b in ranges)
        )

    kept = inside(sentence.kept)
    cut = Cut(syntax, kept, inside(sentence.omitted) - kept, sentence.reported)
    return cut if kept and len(cut.tops()) <= MOST_TOPS else None


def _turning(cut: Cut) -> Iterator[OmittedWord]:
    claims = cut.claims()
    # "The sides did | not agree": the verb is left out, its auxiliary kept.
    for top in cut.tops():
        word = cut.word(top)
        if word.relation in ("aux", "auxpass") and word.head in cut.omitted:
            for child in cut.left_out(word.head, "neg"):
                yield OmittedWord(cut.word(child).text, "negation")
    yield from _directly_before(cut)
    yield from hidden(cut)
    yield from beside(cut)
    if cut.reported and (source := _trailing(cut)) is not None:
        yield source
    if (bare := without_verb(cut)) is not None:
        yield bare
    if not claims:
        return
    yield from parted(cut)
    if (adjacent := next_to(cut, claims)) is not None:
        yield adjacent
    if number := _before_number(cut):
        yield number
    if (contrast := taken_back(cut, claims)) is not None:
        yield contrast
    for claim in claims:
        yield from governing(cut, claim)
    for at in sorted(cut.kept):
        word = cut.word(at)
        if cut.verbal(at):
            yield from operators(cut, at)
        elif word.part in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            yield from quantified(cut, at)
        if word.part in ("NOUN", "PROPN", "PRON", "DET"):
            yield from restrictor(cut, at, claims[0])


def _directly_before(cut: Cut) -> Iterator[OmittedWord]:
    """Yield a negation directly before the words kept, which are part of what it negates."""
    for first in sorted(cut.kept):
        at = first - 1
        if at in cut.omitted and cut.lower(at) in (
            "not",
            "never",
            "no",
            "n't",
            "n’t",
            "cannot",
            "without",
            "neither",
            "nor",
        ):
            if (cut.lower(at), cut.lower(first)) in (("no", "matter"), ("no", "doubt"), ("not", "least")):
                continue
            if cut.word(at).relation == "intj" or cut.word(first).part == "PUNCT":
                continue
            yield OmittedWord(cut.word(at).text, "negation")


def _trailing(cut: Cut) -> OmittedWord | None:
    """Return who says the words kept, if a reporter adds it after a comma: "…, the report says"; not a plain "he said"."""
    last = max(cut.kept)
    if not any(cut.word(at).tag in FINITE for at in cut.kept):
        return None
    for at in cut.omitted:
        subject = next((c for c in cut.left_out(at, "nsubj") if c > last), None)
        if at > last and cut.lemma(at) in lexicon.SAYS and cut.word(at).head == at and subject is not None:
            phrase = cut.below(subject)
            if phrase[0] > last and cut.lower(phrase[0] - 1) == "," and cut.lower(subject) not in ("he", "she", "they"):
                return OmittedWord(cut.text([*phrase, at][:8]), "attribution")
    return None


_AT_MOST = (
    "at most",
    "at the most",
    "no more than",
    "not more than",
    "less than",
    "fewer than",
    "no fewer than",
    "only",
    "barely",
    "hardly",
)


def _before_number(cut: Cut) -> OmittedWord | None:
    """Return a limit directly before a kept number: "at most | ten boats sailed"."""
    first = next(iter(sorted(cut.kept)))
    if cut.word(first).tag != "CD":
        return None
    before = " ".join(cut.lower(at) for at in range(max(0, first - 3), first) if at in cut.omitted)
    found = next((one for one in _AT_MOST if f" {before}".endswith(f" {one}")), None)
    return OmittedWord(found, "quantity") if found else None
