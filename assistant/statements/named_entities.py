"""Named entities: which words are names, and whether two spell the same name.

A word with a capital inside a sentence is a name. At the beginning of a sentence it is a name if it belongs to a longer
name, has a capital elsewhere in the text, names a country or its people, or is not in the background vocabulary of news
and encyclopaedias. A country and its people count as the same name ("Egyptian", "Egypt"), and so do a name and its initials.
"""

import difflib
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ...corpus.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from ...corpus.language.terms import terms
from ...corpus.language.titles import TITLES
from ...corpus.language.words import AnalysedWord
from ...index.retrieval.ranking import load_weights

# Minimum similarity of two spellings of one name (difflib's ratio); their consonants must be the same.
ALIKE = 0.7
_PLACES = """egypt egyptian egyptians|qatar qatari qataris|turkey turkiye turkish turk turks|israel israeli israelis
palestine palestinian palestinians|us usa american americans america|uk british britain briton britons
russia russian russians|china chinese|iran iranian iranians|iraq iraqi iraqis|syria syrian syrians
lebanon lebanese|jordan jordanian jordanians|yemen yemeni yemenis|oman omani omanis|kuwait kuwaiti kuwaitis
bahrain bahraini bahrainis|uae emirates emirati emiratis|saudi saudis|libya libyan libyans|tunisia tunisian tunisians
algeria algerian algerians|morocco moroccan moroccans|sudan sudanese|ethiopia ethiopian ethiopians|somalia somali somalis
kenya kenyan kenyans|nigeria nigerian nigerians|france french|germany german germans|italy italian italians
spain spanish spaniard spaniards|portugal portuguese|netherlands dutch|belgium belgian belgians|switzerland swiss
austria austrian austrians|poland polish pole poles|ukraine ukrainian ukrainians|hungary hungarian hungarians
romania romanian romanians|bulgaria bulgarian bulgarians|greece greek greeks|cyprus cypriot cypriots|serbia serbian serbs
sweden swedish swedes|norway norwegian norwegians|denmark danish danes|finland finnish finns|ireland irish
scotland scottish|wales welsh|england english|iceland icelandic|canada canadian canadians|mexico mexican mexicans
brazil brazilian brazilians|argentina argentine argentinian|chile chilean|colombia colombian|venezuela venezuelan
cuba cuban cubans|peru peruvian|japan japanese|korea korean koreans|india indian indians|pakistan pakistani pakistanis
afghanistan afghan afghans|bangladesh bangladeshi|indonesia indonesian|malaysia malaysian|thailand thai|vietnam vietnamese
philippines philippine filipino filipinos|australia australian australians|azerbaijan azerbaijani azeri|armenia armenian
georgia georgian|kazakhstan kazakh|uzbekistan uzbek|africa african africans|europe european europeans|asia asian asians
gaza gazan gazans|arab arabs|eu|un|nato|hamas|fatah|hezbollah|houthi houthis|kurdistan kurd kurds kurdish|islam islamic
washington|moscow|beijing|tehran|paris|london|berlin|cairo|doha|ankara|istanbul|jerusalem|riyadh
baghdad|damascus|beirut|amman|geneva|brussels|kyiv kiev"""
_LETTERS = {"united states": "us", "united kingdom": "uk", "united nations": "un", "european union": "eu",
            "great britain": "uk", "united arab emirates": "uae"}  # fmt: skip
# "Vice" stays: it alone distinguishes the vice president from the president.
_NO_NAMES = (TITLES - {"vice"}) | {"prime", "foreign", "i"}
_CALENDAR = frozenset(
    name.capitalize() for name in (*ENGLISH_MONTHS, *ENGLISH_WEEKDAYS, *(f"{weekday}s" for weekday in ENGLISH_WEEKDAYS))
)


@cache
def _places() -> dict[str, str]:
    """Map the term of each country, people or capital to the name that it counts as."""
    groups = [group.split() for group in _PLACES.replace("\n", "|").split("|")]
    return {"".join(terms(name)): group[0] for group in groups for name in group}


def names(text: str, found: tuple[AnalysedWord, ...]) -> list[AnalysedWord]:
    """Return the words of `text` (`found`) that are names or parts of names, without titles."""
    capital = [word.text[0].isupper() or (word.text[0].isdigit() and word.text.isalnum() and not word.text.isdigit()
               and word.text[-1].isupper()) for word in found]  # fmt: skip
    headline = sum(capital) > 0.7 * sum(word.content for word in found) and len(found) > 5
    inside = {word.term for at, word in enumerate(found) if capital[at] and not _opens(text, word)}
    kept = []
    for at, word in enumerate(found):
        if not capital[at] or word.text.lower() in _NO_NAMES or (not word.content and not _letters(word)):
            continue
        if _calendar(word):
            continue
        if _opens(text, word) or headline:
            longer = at + 1 < len(found) and capital[at + 1] and found[at + 1].start == word.end + 1
            longer = longer and found[at + 1].content and not _calendar(found[at + 1])
            if not (_letters(word) or word.term in inside or word.term in _places() or not _common(word.term)
                    or (longer and not headline and not _common(word.term))):  # fmt: skip
                continue
        kept.append(word)
    return kept


def _letters(word: AnalysedWord) -> bool:
    """Whether the word is an abbreviation, or has a capital or digit after its first letter."""
    bare = word.text.replace(".", "")
    return len(bare) > 1 and (any(one.isupper() for one in bare[1:]) or any(one.isdigit() for one in bare))


def _calendar(word: AnalysedWord) -> bool:
    return word.text.removesuffix("'s").removesuffix("’s") in _CALENDAR


def _opens(text: str, word: AnalysedWord) -> bool:
    """Whether the word begins a sentence, a quotation or a line."""
    before = text[max(0, word.start - 4) : word.start].rstrip(" ")
    return not before or before[-1] in ".!?:\n“\"‘'•-–—" or (len(before) > 1 and before[-2:] in ('."', ".”"))


@cache
def _background() -> frozenset[str]:
    return frozenset(term for term, count in load_weights().background.frequencies.items() if count >= 3)


def _common(term: str) -> bool:
    return term in _background()


def canonical(term: str) -> str:
    """Return the name that a term counts as: the country for its people."""
    return _places().get(term, term)


def held(name: AnalysedWord, evidence: frozenset[str], initials: frozenset[str]) -> bool:
    """Whether the evidence has a name, if need be in another spelling or as initials.

    `evidence` and `initials` are those of the evidence, as `known` returns them.
    """
    one = canonical(name.term)
    if one in evidence or name.term in evidence:
        return True
    if _letters(name) and name.text.replace(".", "").lower() in initials:
        return True
    return any(_alike(name.term, other) for other in evidence)


def known(text: str, found: Sequence[AnalysedWord]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the terms of a text and the names that they count as, and the initials of its names of several words.

    `found` are the words of the text.
    """
    found_terms = {word.term for word in found} | {canonical(word.term) for word in found}
    lowered = " ".join(text.lower().split())
    found_terms |= {short for long, short in _LETTERS.items() if long in lowered}
    initials = set()
    run: list[AnalysedWord] = []
    for word in (*found, None):
        if word is not None and word.text[0].isupper() and (not run or word.start - run[-1].end <= 5):
            run.append(word)
            continue
        if word is not None and word.text.lower() in ("of", "the", "for", "and", "on") and run:
            continue
        letters = "".join(one.text[0] for one in run).lower()
        initials |= {letters[a:b] for a in range(len(letters)) for b in range(a + 2, len(letters) + 1)}
        run = []
    return frozenset(found_terms), frozenset(initials)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> bool:
    """Whether two terms are spellings of one name."""
    if len(one) < 5 or len(other) < 5 or abs(len(one) - len(other)) > 2:
        return False
    if one in _places() or other in _places() or one.isdigit():
        return False
    bones = [re.sub(r"[aeiouy]|(.)(?=\1)", "", name).replace("q", "k").replace("dh", "d") for name in (one, other)]
    return bones[0] == bones[1] and difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE
