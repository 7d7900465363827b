"""The noun phrases of a parsed sentence that can name a speaker: name, role, apposition, joint speakers."""

from collections.abc import Iterator

from ..language.lexicon import MONTHS, PLACES, ROLES, WEEKDAYS
from .given_names import MEN, WOMEN
from .naming import named_phrase
from .parsing import ParsedSentence
from .tokens import Phrase, tokens

_LEFT = frozenset("det compound amod nmod poss nummod quantmod predet advmod punct case aux".split())
_JOINING = frozenset(("of", "for"))
_NOUNS = frozenset("NN NNS NNP NNPS PRP CD DT JJ WP NFP FW VBG".split())
_NAME_TAGS = frozenset("NNP NNPS NN RB JJ".split())
_NO_NAME_TAGS = frozenset(("IN", "CC", "VB", "VBD", "VBZ", "VBP", "MD"))
_NOT_HEADS = frozenset("compound poss npadvmod amod nmod quantmod det predet".split())
_PEOPLE = MEN | WOMEN
# Words that no noun phrase ends with.
_OPEN = frozenset("the a an its his her their our my that which who whom whose of for".split())
_WHOSE = {"his": "he", "her": "she", "their": "they"}
# The most characters of an apposition that is kept as a role.
_LONGEST_ROLE = 120


def phrases(sentence: ParsedSentence, head: int) -> list[Phrase]:
    """Return the speakers that the noun phrase of word `head` names: several if "and" joins their names."""
    words = sentence.syntax.words
    first = _phrase(sentence, head)
    found = [first] if first else []
    named = head
    if first and first.name and words[head].tag == "NNS":
        # "The mediators, Rana Odeh and Ali Shaath", "the sisters Ana and Eva Ruiz": the names explain the plural.
        last = _right_edge(sentence, head)
        explaining = (at for at in (*_appositions(sentence, head), last) if words[at].text in first.name)
        named = next((at for at in explaining if words[at].relation != "pobj"), head)
    joining = list(sentence.syntax.children[named])
    if named == head and first and first.name and first.role:
        # "The miller, Ada Rehn, and the smith Olof Brandt": the second hangs on the name of the first.
        joining += [c for one in _appositions(sentence, head) if words[one].text in first.name
                    for c in sentence.syntax.children[one]]  # fmt: skip
    for at in joining:
        if found and at > named and words[at].relation == "conj" and words[at].tag in _NOUNS:
            joined = phrases(sentence, at)
            if all(one.name for one in (*found, *joined)):
                found += joined
    return found


def heads(sentence: ParsedSentence) -> Iterator[int]:
    """Yield the heads of the sentence's noun phrases outside quotations, in order."""
    words = sentence.syntax.words
    for at, word in enumerate(words):
        noun = word.tag in ("NN", "NNS", "NNP", "NNPS", "PRP") or (word.tag == "DT" and word.relation == "nsubj")
        explains = word.relation == "appos" and word.head < at and words[word.head].tag[:2] in ("NN", "PR")
        named = noun and not explains and word.relation not in _NOT_HEADS and any(c.isalnum() for c in word.text)
        if named and sentence.quotation(at) is None:
            yield at


def _phrase(sentence: ParsedSentence, head: int) -> Phrase | None:
    word = sentence.syntax.words[head]
    if word.tag == "PRP":
        return Phrase(word.text, None, None, sentence.starts[head], sentence.ends[head])
    if word.tag == "PRP$" and word.text.lower() in _WHOSE:
        return Phrase(_WHOSE[word.text.lower()], None, None, sentence.starts[head], sentence.ends[head])
    phrase = _plain(sentence, head)
    if phrase is None:
        return None
    if word.tag in ("NNP", "NNPS") and word.text.lower() not in ROLES and phrase.name and word.text not in phrase.name:
        phrase = Phrase(phrase.written, None, None, phrase.start, phrase.end)  # "the Centers for Health and Care"
    for at in _appositions(sentence, head):
        other = _plain(sentence, at)
        if other is None:
            continue
        if phrase.name is None and other.name and _like_person(other.name):
            return Phrase(phrase.written, other.name, _without_article(phrase.written), phrase.start, other.end)
        roles = other.name is None or any(one in ROLES for one in other.written.lower().split())
        if phrase.name and not phrase.role and roles:
            first, last = _left_edge(sentence, at), _right_edge(sentence, at, everything=True)
            role = sentence.written(first, last)
            return Phrase(
                phrase.written, phrase.name, role if len(role) < _LONGEST_ROLE else None, phrase.start, phrase.end
            )
    return phrase


def _plain(sentence: ParsedSentence, head: int) -> Phrase | None:
    """Return a noun phrase with its own name and role, without appositions and insertions in brackets."""
    first, last = _left_edge(sentence, head), _right_edge(sentence, head)
    row, depth = [], 0
    for one in tokens(sentence.text, sentence.starts[first], sentence.ends[last]):
        depth += (one.word == "(") - (one.word == ")")
        if depth == 0 and (one.plain or one.word in "&-'’"):
            row.append(one)
    while len(row) > 1 and row[-1].low in _OPEN and not row[-1].capital:
        row.pop()  # "a shop that"
    found = named_phrase(sentence.text, row) if row else None
    if found is None and row and sentence.syntax.words[head].tag == "NNS":
        return Phrase(sentence.text[row[0].start : row[-1].end], None, None, row[0].start, row[-1].end)  # "pilots said"
    return found


def _without_article(role: str) -> str:
    first, _, rest = role.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "his", "her", "their", "its") else role


def _left_edge(sentence: ParsedSentence, head: int) -> int:
    """Return the first word of a noun phrase."""
    words, reach = sentence.syntax.words, sentence.syntax.reach
    first = head
    lower = [at for at in sentence.syntax.children[head] if at < head and words[at].relation in _LEFT]
    lower = [at for at in lower if words[at].relation != "punct" or words[at].text in "-&'’"]
    lower = [at for at in lower if words[at].relation != "advmod" or at == head - 1]
    if lower:
        first = min(reach[at][0] for at in lower)
        inside = (
            at for at in range(first, head) if (number := sentence.quotation(at)) is not None and sentence.whole[number]
        )
        first = min(lower) if next(inside, None) is not None else first
        commas = [at for at in range(first, head) if words[at].text in (",", ":", ";")]
        first = commas[-1] + 1 if commas else first
    # "Neither Petra Voss nor …", "Among voters": the first word of a sentence is no part of a name.
    while first < head and words[first].text[:1].isupper() and words[first].tag in _NO_NAME_TAGS:
        first += 1
    # "May" and "Will" before a surname are taken for verbs.
    while first and words[first].text[:1].isupper() and _is_given(words[first - 1].text):
        first -= 1
    return first


def _is_given(word: str) -> bool:
    return word[:1].isupper() and (word.lower() in _PEOPLE or word.lower() in MONTHS)


def _right_edge(sentence: ParsedSentence, head: int, *, everything: bool = False) -> int:
    """Return the last word of a noun phrase: its head, the end of an "of" phrase directly after it, or of a name there.

    `everything`: other prepositions belong to it too.
    """
    words = sentence.syntax.words
    last = head
    for at in sentence.syntax.children[head]:
        if at == last + 1 and words[at].relation == "prep" and (everything or words[at].lemma.lower() in _JOINING):
            for inner in range(*sentence.syntax.reach[at]):
                word = words[inner]
                if word.relation in ("relcl", "acl", "punct") or sentence.quotation(inner) is not None:
                    break
                last = inner
    # "The pilot Sven Arkadin": the name follows its role without a comma, however the parser hangs it.
    while last == head or words[last].text[:1].isupper():
        # "Okoro-Reyes" is three words for the parser.
        if last + 2 < len(words) and _hyphenated(sentence, last):
            last += 2
            continue
        if last + 1 == len(words) or not _named_on(sentence, last + 1):
            break
        last += 1
    goes_on = last + 2 < len(words) and words[last + 1].text == "of" and words[last + 2].text[:1].isupper()
    return head if goes_on and words[head].text[:1].islower() else last  # "the outlet Bank of Gozo" is the outlet


def _hyphenated(sentence: ParsedSentence, at: int) -> bool:
    """Return whether a name goes on behind a hyphen."""
    words, starts, ends = sentence.syntax.words, sentence.starts, sentence.ends
    joined = ends[at] == starts[at + 1] and ends[at + 1] == starts[at + 2]
    capital = words[at].text[:1].isupper() and words[at + 2].text[:1].isupper()
    return joined and capital and words[at + 1].text in ("-", "‑", "–") and sentence.quotation(at + 2) is None


def _named_on(sentence: ParsedSentence, at: int) -> bool:
    """Return whether a word continues a name: it has a capital and is no day ("said Mr Shaath Tuesday")."""
    word, before = sentence.syntax.words[at], sentence.syntax.words[at - 1]
    low = word.text.lower()
    dated = low in WEEKDAYS or (low in MONTHS and before.text[:1].isupper())
    return word.text[:1].isupper() and word.tag in _NAME_TAGS and not dated and sentence.quotation(at) is None


def _appositions(sentence: ParsedSentence, head: int) -> Iterator[int]:
    """Yield the words that explain a noun phrase, also where the parser hangs them on a noun inside it."""
    words = sentence.syntax.words
    last = _right_edge(sentence, head)
    for at in range(head, last + 1):
        for below in sentence.syntax.children[at]:
            if below > last and (
                words[below].relation == "appos" or (at > head and words[below].relation == "npadvmod")
            ):
                yield below


def _like_person(name: str) -> bool:
    low = name.lower().split()
    return low[0] not in PLACES and low[-1] not in PLACES and (len(low) > 1 or low[0] in _PEOPLE)
