"""What stands in quotation marks and is not a quotation: titles, names, scare quotes, and words that the draft repeats.

Each is recognised by positive evidence, since words that are not checked are not protected: the capitals of a title, a noun
or verb of naming before it, the form of a reference, or a bare noun phrase that nobody is said to say. The report lists each
with the reason.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...corpus.language.syntax import LONGEST, Syntax, Word, parse
from ...corpus.utterances.tokens import QUOTED
from .line_map import Region
from .verbs_of_saying import says

SHORT = 3
"""The most words of a scare quote that no grammar needs to confirm."""

LONGEST_NAME = 15
"""The most words of a title or expression that grammar shows to be one; nobody would read a longer one as such."""

FEW = "fewer than three words"
TITLE = "a title or name"
REFERENCE = "a title in a reference"
SCARE = "an expression that nobody is said to say"
REPEATED = "repeats a quotation of the draft"
OWN_WORDS = "repeats the draft’s own words"
COMMENT = "in a comment, which is not printed"
INDEXED = "the title of a report in the corpus"

# Nouns whose name or title follows in quotation marks.
_WORKS = frozenset(
    "film movie documentary book novel memoir biography autobiography play musical opera song single album record track poem "
    "ballad hymn painting picture sculpture exhibition exhibit show programme program series episode podcast article column "
    "essay editorial headline chapter paper study report pamphlet leaflet game ship ferry boat vessel yacht trawler steamer "
    "tanker liner tug submarine title heading section nickname codename hashtag operation brand label theme course lecture "
    "seminar conference workshop festival campaign project feature story photograph photo collection anthology thesis "
    "dissertation comic cartoon sitcom drama thriller sketch aria symphony tune word term phrase expression label".split()
)
_TITLED = frozenset(
    "film movie documentary book novel memoir play opera song album poem painting article column essay report story".split()
)
_MENTIONED = frozenset("word term expression label nickname".split())
_NAMING = frozenset("call name title entitle dub christen nickname term label know style rename headline brand".split())
_SO_CALLED = re.compile(
    r"\b(?:so[- ]called|self-styled|self-described|known (?:\w+ ){0,2}as|also called|a\.k\.a\.|dubbed|nicknamed)\W*\Z",
    re.I,
)
_SMALL = frozenset(
    "a an the and or but nor of in on at to for from by with as into over under about against between among is are was were be "
    "it its his her their our my your who what how why when where that this not no than vs via per up out off al el la le de "
    "des du der die das den und et y von van".split()
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# After a title in a reference: a comma or full stop, and a day, a year, a page, or the name of a paper and then one of these.
_CITED = re.compile(
    r"[”\"»’']?[,.]?[”\"»’']?\s*[,(]?\s*(?:[^.;:“”\"\n]{0,60}[,(]\s*)?(?:\d{1,2}\s+)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
    r"\s*(?:\d{1,2},?\s*)?)?(?:(?:19|20)\d\d|pp?\.\s*\d)",
    re.I,
)
# After a title: ", the Courier's report of May," but not ", the report said".
_EXPLAINED = re.compile(
    rf"[”\"»’']?\s?,[”\"»’']?\s(?:an?|the|his|her|its|their|[A-Z][\w’']+)\s(?:[\w’'-]+\s){{0,4}}?(?:{'|'.join(sorted(_TITLED))})"
    r"(?=\s?[,.)]|\s(?:of|from|by|about|on|in)\b)"
)
_LEADS_IN = re.compile(r"[:]\s*[“\"„«‘']?\s*\Z")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quotation in its paragraph: the paragraph, the same with its quotations blanked out, and the quotation's offsets in it.

    `speaker`: the draft names one.
    """

    paragraph: str
    blank: str
    start: int
    end: int
    region: Region
    speaker: bool

    @property
    def words(self) -> str:
        """The words in the marks."""
        return self.paragraph[self.start : self.end]

    @property
    def before(self) -> str:
        """The paragraph before the words, without the mark that opens them."""
        return self.paragraph[: self.start].rstrip("“”\"„«»‘’'‚‟＂ ")

    @property
    def after(self) -> str:
        """The paragraph after the words, from the mark that closes them."""
        return self.paragraph[self.end :]

    @property
    def alone(self) -> bool:
        """Whether the paragraph has no words but these and at most three more, such as a label."""
        rest = self.paragraph[: self.start] + " " + self.after
        return len(_WORD.findall(rest)) <= SHORT


def unchecked(one: Surroundings, length: int, others: Collection[str], own_words: str) -> str:
    """Return why words in quotation marks are not checked; empty if they are.

    Args:
        one: the words in their paragraph.
        length: their number.
        others: the words of the draft's other quotations, as `plain` gives them.
        own_words: the draft without its quotations, as `plain` gives it.
    """
    if one.region.part == "comment":
        return COMMENT
    if length < SHORT:
        return FEW
    if not one.speaker and (one.alone or one.region.kind == "pull-quote"):
        bare = f" {plain(one.words)} "
        if any(bare in other for other in others):
            return REPEATED
        if bare in own_words:
            return OWN_WORDS
    if _cited(one):
        return REFERENCE
    if titled(one.words) and not _LEADS_IN.search(one.paragraph[: one.start]):
        return TITLE
    if _SO_CALLED.search(one.before):
        return SCARE
    if length > LONGEST_NAME:
        return ""
    if _EXPLAINED.match(one.after):
        return TITLE
    if not one.before or one.before[-1] in ":.?!":
        return ""  # it begins a sentence, or is introduced: no noun or verb before it can name it
    syntax = _parsed(one)
    if syntax is None:
        return SCARE if not one.speaker and length == SHORT else ""
    if _is_named(syntax, one):
        return TITLE
    if not one.speaker and not _attributed(syntax, one) and _is_expression(syntax, one, length):
        return SCARE
    return ""


def plain(text: str) -> str:
    """Return the words of a text in lower case, without marks and with one space between them."""
    return " ".join(word.casefold() for word in re.findall(r"\w+", text))


def titled(words: str) -> bool:
    """Whether the words have the capitals of a title: every long word, at least two besides the first, and not the whole text."""
    found = _WORD.findall(words)
    long = [word for word in found if word.casefold() not in _SMALL]
    if not found or words.isupper() or any(mark in words.strip(".?!…") for mark in ".;"):
        return False
    capitals = [word for word in long if word[0].isupper()]
    return len(capitals) == len(long) and sum(word is not found[0] for word in capitals) >= 2


def _cited(one: Surroundings) -> bool:
    """Whether the words stand in a reference: a note or list that goes on with a day, a year or a page."""
    reference = one.region.part in ("footnote", "endnote") or re.match(
        r"\W*(?:\[?\d+[\].)]|see\b)", one.paragraph, re.I
    )
    found = _CITED.match(one.after)
    if not found:
        return False
    return bool(reference) or bool(re.match(r"[^.!?]{0,80},\Z", one.before))


def _parsed(one: Surroundings) -> Syntax | None:
    text = one.paragraph
    return parse(text) if text.isascii() or (_mostly_latin(text) and len(text) <= LONGEST) else None


def _mostly_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(text) <= LONGEST and sum(letter < "ɐ" for letter in letters) > 0.8 * len(letters)


def _is_named(syntax: Syntax, one: Surroundings) -> bool:
    """Whether a noun for a work, a ship or a word, or a verb of naming, governs the words: "the film “…”", "entitled “…”"."""
    before = [word for word in syntax.words if word.end <= one.start and word.text.strip("“”\"„«»‘’'")]
    if not before:
        return False
    last = before[-1]
    if last.text == ",":
        return _in_apposition(before[:-1])
    if (last.lemma in _MENTIONED and not _in_words_of(before)) or (
        last.lemma in _WORKS and last.part in ("NOUN", "PROPN")
    ):
        return True
    if any(word.text == "as" for word in before[-3:]) and any(word.lemma == "know" for word in before[-8:]):
        return True  # "know it as the “…”"
    if not one.speaker and _commonly_called(before):
        return True
    naming = last.lemma in _NAMING and last.part == "VERB"
    return naming and (last.tag == "VBN" or any(word.lemma == "what" for word in before))


def _commonly_called(before: Sequence[Word]) -> bool:
    """Whether people in general call something so: "locals call the pit “…”"; what one person calls it is a quotation."""
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at].part in ("VERB", "PUNCT")), None)
    if at is None or before[at].lemma not in _NAMING:
        return False
    subject = next((word for word in reversed(before[:at]) if word.relation in ("nsubj", "nsubjpass")), None)
    return subject is not None and (
        subject.tag == "NNS" or subject.text.casefold() in ("they", "people", "everybody", "everyone", "many", "some")
    )


def _in_apposition(before: Sequence[Word]) -> bool:
    """Whether words that end at a comma are a noun for a work with what belongs to it: "a song by the Harbour Boys,"."""
    for word in reversed(before):
        if word.part in ("VERB", "AUX", "PUNCT"):
            return False
        if word.lemma in _WORKS and word.part == "NOUN":
            return word.text.casefold() != "words"  # "in the words of the miller, “…”"
    return False


def _in_words_of(before: Sequence[Word]) -> bool:
    """Whether words end with "in her words" or "in the miller's words", so that somebody says what follows."""
    if before[-1].text.casefold() != "words":
        return False
    own = next((word for word in reversed(before) if word.part == "ADP"), None)
    return own is not None and own.text.casefold() == "in" and any(word.tag in ("PRP$", "POS") for word in before[-4:])


def _attributed(syntax: Syntax, one: Surroundings) -> bool:
    """Whether the sentence around the words says that somebody says something."""
    inside = syntax.within(one.start, one.end)
    own = [(first, last) for first, last in syntax.sentences if any(first <= at < last for at in inside)]
    return any(
        says(syntax, at) or word.text.casefold() == "according"
        for first, last in own
        for at, word in enumerate(syntax.words[first:last], first)
        if one.blank[word.start] != QUOTED
    )


def _is_expression(syntax: Syntax, one: Surroundings, length: int) -> bool:
    """Whether the words are a noun phrase or a modifier inside a phrase of the draft's own, with no verb of their own."""
    inside = list(syntax.within(one.start, one.end))
    if not inside:
        return False
    finite = any(syntax.words[at].tag in ("VBD", "VBZ", "VBP", "MD") for at in inside)
    if finite or not one.before or one.before[-1] in ":,.?!":
        return False
    if length <= SHORT:
        return True
    before = [word for word in syntax.words if word.end <= one.start and word.text.strip("“”\"„«»‘’'")]
    top = syntax.top(one.start, one.end)
    begun = bool(before) and before[-1].tag in ("DT", "PRP$", "POS", "JJ")
    return begun and top is not None and syntax.words[top].part in ("NOUN", "PROPN", "ADJ")
