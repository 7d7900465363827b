"""English words in their dictionary forms: WordNet's nouns, verbs, adjectives and adverbs, as spaCy's lemmatiser has them.

About 91,000 words, with the exceptions and endings by which inflected forms lead to them. Names are not among them, and the
lists were made from American and British texts alike. Readers look words up in a larger list that needs no pipeline.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from .syntax import PIPELINE, _pipeline

_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = ("NOUN", "VERB", "ADJ", "ADV")


@dataclass(frozen=True, slots=True)
class _WordList:
    """The words of one part of speech: dictionary forms, irregular forms with theirs, and (ending, dictionary ending)."""

    words: frozenset[str]
    irregular: dict[str, list[str]]
    endings: tuple[tuple[str, str], ...]


@cache
def _lists() -> dict[str, _WordList]:
    pipeline = _pipeline()
    tables = pipeline.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # spaCy's rule lemmatiser has tables
    index, irregular, rules = (tables.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules"))
    return {
        part: _WordList(
            frozenset(index.get(part.lower(), ())),
            dict(irregular.get(part.lower(), {})),
            tuple((old, new) for old, new in rules.get(part.lower(), ())),
        )
        for part in _PARTS
    }


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for word in _pipeline().Defaults.stop_words if word.isalpha())


@lru_cache(maxsize=20_000)
def dictionary_forms(word: str, part: str) -> frozenset[str]:
    """Return the dictionary forms of a word in lower case as `NOUN`, `VERB`, `ADJ` or `ADV`; empty if it is none."""
    listed = _lists()[part]
    found = {word} if word in listed.words else set()
    found.update(listed.irregular.get(word, ()))
    for old, new in listed.endings:
        if word.endswith(old) and (base := word.removesuffix(old) + new) in listed.words:
            found.add(base)
    return frozenset(found)


def is_known(word: str) -> bool:
    """Return whether a word, in any case, is an English word or an inflected form of one; not so for names."""
    low = word.lower()
    return low in _function_words() or any(dictionary_forms(low, part) for part in _PARTS)


@cache
def _listed() -> frozenset[str]:
    """Return the string table of the pipeline in lower case, some 49,000 words: those of its training texts and WordNet's.

    It is read from its JSON file, since loading the pipeline takes a reader's whole time.
    """
    spec = find_spec(PIPELINE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    files = [path for folder in folders for path in Path(folder).glob("*/vocab/strings.json")]
    found = json.loads(files[0].read_text("utf-8")) if files else []
    return frozenset(word.lower() for word in found if len(word) > 1 and word.isalpha())


def is_listed(word: str) -> bool:
    """Return whether a word, in any case, is an English word or a frequent name: fast from the first call."""
    return word.lower() in _listed()


@lru_cache(maxsize=2_000)
def is_english(text: str) -> bool:
    """Return whether a text of some sentences is English: more than an eighth of its words are English function words.

    Paragraphs of English news have 13 to 60 % of them (all but 4 of 2,135 have 15 %), sentences in French, German, Turkish and
    Spanish mostly below 10 %. A text without words counts as English.
    """
    words = [found.lower() for found in _LETTERS.findall(text)]
    return sum(word in _function_words() for word in words) * 8 >= len(words)


def is_bare_verb(word: str) -> bool:
    """Return whether a word can only be a verb's bare form, so not a participle as well: `go`, not `come` or `gone`."""
    return word.lower() in _lists()["VERB"].words and not is_participle(word)


def is_participle(word: str) -> bool:
    """Return whether a word can be a past participle: `gone`, `asked`, `come`."""
    low = word.lower()
    if low in _UNCHANGED:
        return True
    forms = dictionary_forms(low, "VERB")
    return bool(forms - {low}) and not low.endswith(("ing", "s"))


# Verbs whose participle is the bare form, which a list of irregular forms need not have.
_UNCHANGED = frozenset(
    "beat become bet bid burst cast come cost cut hit hurt let overcome put quit read rid run set shed shut split spread "
    "thrust upset".split()
)
