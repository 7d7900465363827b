"""Tell the language of a question by its script, or by the function words that languages with Latin letters have."""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

LATIN = ("de", "es", "fr", "id", "it", "nl", "pl", "pt", "ro", "sv", "tr")
"""Languages told from English by their function words, as spaCy lists them."""

LEAST = 2
"""How many more function words of another language than of English a question must have."""

# Letters and marks of one of these languages, which tell if the question has no English function word.
_MARKS = {"es": "¿¡ñ", "tr": "ığşİ", "pl": "łńśźżęą", "sv": "å", "pt": "ãõ", "ro": "țș", "de": "ß"}
# Function words that names begin with.
_PARTICLES = frozenset("al das de del den der di du el het il la las le les lo los van von".split())
_WORD = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "CYRILLIC": "ru", "GREEK": "el", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "DEVANAGARI": "hi", "THAI": "th", "ARMENIAN": "hy", "GEORGIAN": "ka", "BENGALI": "bn",
}  # fmt: skip
# Letters that only one of the languages with a script has.
_OWN = {
    "fa": "پچژگ",
    "ur": "ٹڈڑں",
    "uk": "іїєґ",
    "ja": "ぁあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
}
_BASE = {"fa": "ar", "ur": "ar", "uk": "ru", "ja": "zh"}


def question_language(question: str) -> str:
    """Return the ISO 639-1 code of the language a question is in; `en` if no other one is likelier."""
    letters = [letter for letter in question if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "").split()[0] for letter in letters)
    script = max(scripts, key=lambda name: scripts[name], default="LATIN")
    if script != "LATIN":
        code = _SCRIPTS.get(script, "en")
        own = [one for one, only in _OWN.items() if _BASE[one] == code and any(letter in only for letter in letters)]
        return own[-1] if own else code
    words = [word.lower() for word in _WORD.findall(question)]
    counts = {code: sum(word in _function_words(code) for word in words) for code in LATIN}
    best = max(counts, key=lambda code: counts[code])
    english = sum(word in _function_words("en") for word in words)
    if counts[best] >= english + LEAST:
        return best
    if english or not words:
        return "en"
    # Without an English word little is enough: the question word, or a letter outside names.
    first = [code for code in LATIN if words[0] in _function_words(code) and words[0] not in _PARTICLES]
    common = " ".join(word for word in question.split() if not word[0].isupper())
    marked = [code for code, marks in _MARKS.items() if any(mark in common for mark in marks)]
    return next(iter((*marked, *first)), "en")


@cache
def _function_words(code: str) -> frozenset[str]:
    # The file alone: importing spaCy itself would cost a question a second or two.
    package = find_spec("spacy")
    if package is None or not package.submodule_search_locations:
        raise AssertionError("spaCy is a dependency")
    place = Path(package.submodule_search_locations[0], "lang", code, "stop_words.py")
    spec = spec_from_file_location(f"_function_words_{code}", place)
    if spec is None or spec.loader is None:
        raise AssertionError(f"{place} is a Python file")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return frozenset(module.STOP_WORDS)
