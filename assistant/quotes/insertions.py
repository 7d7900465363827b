"""Judge what stands in square brackets: a marked change explains whom or what the words mean, and adds nothing of its own.

`[the committee]` may stand for a pronoun or a vaguer phrase, `[is]` for another tense of the same verb, `[the mayor]` behind the
pronoun that it explains. Anything else is the quoting writer's: a quantity, a negation, a condition, an object, an adverbial,
another verb. What a bracket replaces, and what part of speech it is, comes from the dependency parse; where the parse does
not show that a bracket explains, the quotation counts as altered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.language.calendar_names import MONTHS, WEEKDAYS
from ...corpus.language.syntax import Syntax, Word, parse
from ...corpus.language.vocabulary import dictionary_forms
from .flags import negates
from .noun_phrases import (
    head_of,
    is_definite,
    is_name,
    is_pronoun,
    lower,
    may_replace_phrase,
    may_replace_pronoun,
    names_people,
    noun_phrase,
    quantifies,
)

_REPAIRS = frozenset(
    "the a an of to that is are was were be been being has have had and in on at who which it am".split()
)
_DETERMINERS = frozenset("the this that these those its his her their our my your a an".split())
_SHORT = {"is": "'s", "are": "'re", "have": "'ve", "will": "'ll", "would": "'d", "had": "'d", "has": "'s", "am": "'m"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_POINTING = frozenset("yesterday today tomorrow tonight now then here there".split())
_PERSONAL = frozenset("i me we us you he him she her".split())
_PLACES = frozenset("in on at to from near".split())
_MODALS = {
    "would": "will",
    "'ll": "will",
    "'d": "will",
    "could": "can",
    "might": "may",
    "shall": "will",
    "should": "should",
}
# Verbs with two objects: what follows the first is the second, not an explanation.
_TWO_OBJECTS = frozenset(
    "give tell send offer show teach bring deny promise pay cost ask hand grant lend sell buy owe wish allow refuse award".split()
)
_AROUND = 500  # characters on either side that are parsed with the words


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words in square brackets: `text` of the source, in which they stand for characters `start` to `end` (maybe none).

    `opens` and `closes`: no words of the quotation stand before or behind it, so that it is not known what it replaces.
    """

    text: str
    start: int
    end: int
    inside: str
    opens: bool
    closes: bool


def explains(bracket: Bracket) -> bool:
    """Return whether a bracket only explains what the source says; texts that are not English are taken to."""
    if not bracket.inside.isascii() and not any("a" <= one.lower() <= "z" for one in bracket.inside):
        return not bracket.inside.startswith(("في ", "من ", "على ", "إلى ", "مع ", "بدون ", "كل ", "جميع "))
    return dates_a_day(bracket) or any(_says_the_same(bracket, start, end) for start, end in _replaced(bracket))


def dates_a_day(bracket: Bracket) -> bool:
    """Return whether a bracket dates the day or month that the word before it names: `Friday [24 October]`, `9 May [1951]`."""
    before = bracket.text[: bracket.start].rstrip().rpartition(" ")[2].lower()
    if before in MONTHS and _YEAR.fullmatch(bracket.inside.strip()):
        return True
    return (before in WEEKDAYS or before in _POINTING) and _is_day(lower(parse(bracket.inside).words))


def _replaced(bracket: Bracket) -> Iterator[tuple[int, int]]:
    """Yield the characters of the source that a bracket may stand for; at an end, the phrases next to the quoted words."""
    if not bracket.opens and not bracket.closes:
        yield bracket.start, bracket.end
        return
    low, syntax = _around(bracket.text, bracket.start, bracket.end)
    at = bracket.start - low
    if bracket.opens:
        before = [k for k, word in enumerate(syntax.words) if word.end <= at and word.part != "PUNCT"]
        yield bracket.end, bracket.end
        if before and any(word.end >= syntax.words[before[-1]].end for word in syntax.words):
            last = before[-1]
            for word in (last, *syntax.ancestors(last)):
                start, end = syntax.span(word)
                if end <= at and syntax.reach[word][1] == last + 1:
                    yield low + start, low + end
            if _clitic(syntax.words[last]) and last:
                yield low + syntax.words[last - 1].start, low + syntax.words[last].end  # `[The mayor]'s coming`
            yield from _far_subject(syntax, low, at)
        return
    at = bracket.end - low
    yield bracket.start, bracket.start
    after = [k for k, word in enumerate(syntax.words) if word.start >= at]
    if after and syntax.words[after[0]].part != "PUNCT":
        for word in (after[0], *syntax.ancestors(after[0])):
            start, end = syntax.span(word)
            if start >= at and syntax.reach[word][0] == after[0]:
                yield low + start, low + end


def _far_subject(syntax: Syntax, low: int, at: int) -> Iterator[tuple[int, int]]:
    """Yield the subject that the first quoted verb shares with an earlier one: `They came and [they] took our seed`."""
    first = next((k for k, word in enumerate(syntax.words) if word.start >= at and word.part != "PUNCT"), None)
    if first is None or syntax.words[first].relation != "conj":
        return
    for verb in syntax.ancestors(first):
        for child in syntax.children[verb]:
            if syntax.words[child].relation in ("nsubj", "nsubjpass"):
                start, end = syntax.span(child)
                yield low + start, low + end
                return


def _around(text: str, start: int, end: int) -> tuple[int, Syntax]:
    low = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    high = text.find("\n", end)
    return low, parse(text[low : min(high if high >= 0 else len(text), end + _AROUND)])


def _says_the_same(bracket: Bracket, start: int, end: int) -> bool:
    """Return whether the bracket in the place of characters `start` to `end` explains them, or what stands before them."""
    old = bracket.text[start:end].strip(" ,.;:!?\"'“”‘’")
    return _replaces(bracket, start, end) if old else _adds(bracket, start)


def _replaces(bracket: Bracket, start: int, end: int) -> bool:
    low, before = _around(bracket.text, start, end)
    there = before.within(start - low, end - low)
    old = before.words[there.start : there.stop]
    changed = f"{bracket.text[low:start].rstrip()} {bracket.inside} {bracket.text[end : end + _AROUND].lstrip()}"
    inside_at = len(bracket.text[low:start].rstrip()) + 1
    after = parse(changed.partition("\n")[0] if "\n" in changed else changed)
    here = after.within(inside_at, inside_at + len(bracket.inside))
    new = after.words[here.start : here.stop]
    if not old or not new or sum(map(negates, lower(old))) != sum(map(negates, lower(new))):
        return False
    plain_old, plain_new = lower(old), lower(new)
    if len(plain_old) == len(plain_new) == 1 and {*plain_old, *plain_new} <= _DETERMINERS and old[0].tag != "PRP":
        return True
    if plain_old[0] in _POINTING and len(plain_old) == 1:
        return _is_day_or_place(new)
    if is_pronoun(old[:1]) and len(plain_old) > 1 and is_pronoun(new[:1]) and len(plain_new) > 1:
        return may_replace_pronoun(plain_old[0], False, new[:1], new[0]) and _same_verb(old[1:], new[1:])
    if _same_verb(old, new):
        return True
    if len(new) > 1 and len(old) == 2 and is_pronoun(old[:1]) and _clitic(old[1]) == _clitic(new[-1]) != "":
        named = noun_phrase(bracket.inside[: new[-1].start - inside_at])  # `[The mayor]'s` for `he's`
        return named is not None and may_replace_pronoun(plain_old[0], False, named[0], named[1])
    phrase = noun_phrase(bracket.inside)
    head = head_of(new, after, here) or (phrase[1] if phrase else None)
    if head is None or (phrase is None and not is_pronoun(new)):
        return False
    if is_pronoun(old) and old[0].tag == "IN":
        return False  # the conjunction `that`
    if is_pronoun(old):
        return may_replace_pronoun(plain_old[0], old[0].tag == "PRP$", new, head)
    old_head = head_of(old, before, there)
    return old_head is not None and may_replace_phrase(old, old_head, new, head)


def _clitic(word: Word) -> str:
    """Return a short verb that may be joined to the word before it, in its short form (`'s`, `'re`), or an empty text."""
    low = word.text.lower().replace("’", "'")
    low = _SHORT.get(low, low)
    return low if low in ("'s", "'re", "'ve", "'ll", "'d", "'m") else ""


def _same_verb(old: tuple[Word, ...], new: tuple[Word, ...]) -> bool:
    """Return whether both are forms of one verb, with the same modal verb and the same voice."""
    if not old or not new or any(word.part not in ("VERB", "AUX", "PART") for word in (*old, *new)):
        return False
    if [word.relation == "auxpass" for word in old].count(True) != [word.relation == "auxpass" for word in new].count(
        True
    ):
        return False
    return _modals(old) == _modals(new) and _main(old) == _main(new) and _governed(old) == _governed(new)


def _governed(words: tuple[Word, ...]) -> bool:
    """Return whether the last verb depends on one before it by "to": "have to go", "going to go"."""
    return any(word.tag == "TO" for word in words[1:])


def _modals(words: tuple[Word, ...]) -> list[str]:
    modals = [word.text.lower().replace("’", "'") for word in words if word.tag == "MD"]
    return [_MODALS.get(one, one) for one in modals]


def _main(words: tuple[Word, ...]) -> frozenset[str]:
    """Return the dictionary forms of the last verb that is no modal."""
    verbs = [word for word in words if word.tag != "MD" and word.part != "PART"]
    if not verbs:
        return frozenset()
    low = verbs[-1].text.lower().replace("’", "'")
    irregular = {"'re": "be", "'m": "be", "'s": "be", "'ve": "have",
                 "is": "be", "are": "be", "was": "be", "were": "be", "am": "be", "been": "be", "being": "be", "has": "have",
                 "had": "have", "does": "do", "did": "do", "done": "do"}  # fmt: skip
    forms = dictionary_forms(low, "VERB")
    return (
        frozenset((irregular[low],))
        if low in irregular
        else forms
        if len(forms) == 1
        else frozenset((verbs[-1].lemma,))
    )


def _is_day_or_place(words: tuple[Word, ...]) -> bool:
    plain = lower(words)
    if all(one in WEEKDAYS or one in MONTHS or one in ("on", "of", "the", "last", "next") for one in plain):
        return True
    return plain[0] in _PLACES and all(word.text[0].isupper() or word.text.lower() == "the" for word in words[1:])


def _adds(bracket: Bracket, at: int) -> bool:
    """Return whether a bracket that replaces nothing explains the words before it, or mends the grammar."""
    inside = parse(bracket.inside).words
    plain = lower(inside)
    if not plain:
        return True
    if len(plain) <= 2 and set(plain) <= _REPAIRS:
        return plain[1:] != ["to"]  # "have to", "is to": an obligation
    if quantifies(inside) and not _is_day(plain):
        return False
    low, syntax = _around(bracket.text, at, at)
    before = [k for k, word in enumerate(syntax.words) if word.end <= at - low]
    after = [k for k, word in enumerate(syntax.words) if word.start >= at - low]
    if before and not bracket.opens and _explains_word(syntax, before[-1], bracket.inside):
        return True
    follows = bool(after) and syntax.words[after[0]].part in ("NOUN", "PROPN", "ADJ") and not bracket.closes
    pointed = bool(before) and not bracket.opens and syntax.words[before[-1]].text.lower() in _DETERMINERS - {"a", "an"}
    # `the [Norwegian] envoy`: a name says which one; any other adjective would judge.
    return follows and pointed and all(word.text[0].isupper() or word.tag in ("HYPH", "POS") for word in inside)


def _is_day(plain: list[str]) -> bool:
    return all(one in WEEKDAYS or one in MONTHS or one.isdigit() or one in ("of", "the") for one in plain)


def _explains_word(syntax: Syntax, at: int, inside: str) -> bool:
    """Return whether a phrase says who or what the word before it is: `he [the mayor]`, `the PA [Palestinian Authority]`."""
    word = syntax.words[at]
    low = word.text.lower()
    if low in WEEKDAYS or low in _POINTING:
        return _is_day(lower(parse(inside).words))
    phrase = noun_phrase(inside)
    if phrase is None:
        return False
    words, head = phrase
    if quantifies(words) or head.tag in ("DT", "PRP", "PRP$"):
        return False
    if low in ("he", "him", "she", "her", "it", "i", "me") and head.tag in ("NNS", "NNPS"):
        return False
    pronoun = is_pronoun((word,)) and word.tag not in ("PRP$", "DT", "IN", "WDT")
    verb = syntax.words[word.head]
    if (
        word.relation in ("dobj", "dative", "nsubj")
        and verb.lemma in _TWO_OBJECTS
        and at > word.head
        and not is_name(words)
    ):
        return False
    if pronoun and low in _PERSONAL and not (is_name(words) or names_people(head)):
        return False
    if pronoun:
        return is_definite(words) or (word.relation == "nsubj" and head.tag in ("NNS", "NNPS"))
    if word.tag in ("NNP", "NNPS"):
        return is_definite(words) or lower(words)[0] in ("a", "an")
    if not word.tag.startswith("NN"):
        return False
    if syntax.reach[at][1] != at + 1 or (word.tag == "NN") != (head.tag in ("NN", "NNP")):
        return False  # `the product [the weapons] of that atmosphere`
    first = syntax.words[syntax.reach[at][0]]
    return first.text.lower() in _DETERMINERS - {"a", "an"} and is_definite(words)
