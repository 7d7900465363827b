"""Search terms: words folded, split and stemmed, so that "Türkiye's centres" finds "the Turkiye center".

The catalogue stores `" ".join(terms(text))` in SQLite's FTS5 (`FTS_TOKENIZER`) and searches it with `match_expression`,
so the database splits at spaces only and this module alone decides what a word is. Stemming is Snowball's English and
Arabic (PyStemmer). The spelling rules need not give real words, since text and query go through the same ones.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

# Our terms contain letters, digits and decimal points only; they are folded already, so SQLite has nothing to fold.
FTS_TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '.'"

_FAMILY = 4  # letters in which terms of one family agree

_ENGLISH, _ARABIC = Stemmer.Stemmer("english"), Stemmer.Stemmer("arabic")

# Letters without a Unicode decomposition; apostrophes that are letters of names (Sana'a) all become "'".
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻʿʾ`´ʹ", "'"),
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("øØ", "o"),
        **dict.fromkeys("đĐð", "d"),
        **dict.fromkeys("æÆ", "ae"),
        **dict.fromkeys("œŒ", "oe"),
        "ı": "i",
        "ـ": "",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
    }
)
# The characters that most English texts have beyond ASCII.
_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
_MARKED = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Each begins with its rarest character and looks back from there: several times faster than looking back first.
_DOTTED = re.compile(r"[a-z]\.(?<=\b[a-z]\.)(?:[a-z]\.)+(?:[a-z]\b)?")
_JOINED = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"'s\b")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th|s)\b")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+|\d+(?:\.\d+)*")
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b|\b(?:[A-Z]\.){2,}")

_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\A(\w{3,})our(s|ed|ing|able|ably|ite|ites|hood|hoods|er|ers|ful|less|al|ally)?\Z", r"\1or\2"),  # labour
        (r"\A(\w{2,}[bt])re(s|d)?\Z", r"\1er\2"),  # centre
        (r"\A(\w{3,})(i|y)s(e|ed|es|er|ers|ing|ation|ations|ational)\Z", r"\1\2z\3"),  # organise, analyse
        (r"\A(def|off|pret|lic)enc(e|es|ed)\Z", r"\1ens\2"),  # defence
        (r"\A(\w{2,})logue(s|d)?\Z", r"\1log\2"),  # dialogue
        (r"\A(\w{3,})gramme(s|d)?\Z", r"\1gram\2"),  # programme
        (r"\A(\w{2,}d)gement(s)?\Z", r"\1gment\2"),  # judgement
    )
)

# Irregular forms, since Snowball handles suffixes only.
_IRREGULAR = {
    form: base
    for base, forms in {
        "become": "became", "begin": "began begun", "break": "broke broken", "bring": "brought", "build": "built",
        "buy": "bought", "catch": "caught", "choose": "chose chosen", "come": "came", "deal": "dealt", "draw": "drew drawn",
        "drive": "drove driven", "fall": "fell fallen", "feel": "felt", "fight": "fought", "find": "found", "flee": "fled",
        "fly": "flew flown", "forbid": "forbade forbidden", "freeze": "froze frozen", "get": "got gotten",
        "give": "gave given", "go": "went gone", "grow": "grew grown", "hold": "held", "keep": "kept",
        "know": "knew known", "lead": "led", "leave": "left", "lose": "lost", "make": "made", "mean": "meant",
        "meet": "met", "pay": "paid", "rise": "rose risen", "say": "said", "see": "saw seen", "seek": "sought",
        "sell": "sold", "send": "sent", "sign": "signatory signatories", "shoot": "shot", "show": "showed shown",
        "speak": "spoke spoken", "spend": "spent", "stand": "stood", "strike": "struck", "swear": "swore sworn",
        "take": "took taken",
        "teach": "taught", "tell": "told", "think": "thought", "throw": "threw thrown", "understand": "understood",
        "win": "won", "withdraw": "withdrew withdrawn", "write": "wrote written", "man": "men", "woman": "women",
        "child": "children", "person": "people persons", "life": "lives", "wife": "wives", "half": "halves",
        "foot": "feet", "crisis": "crises", "basis": "bases",
    }.items()
    for form in forms.split()
}  # fmt: skip

_STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing don dont during each else ever few for from further had has have having he hed her here hers
    herself him himself his how however i if in into is isnt it its itself just let may me might more most much must my
    myself no nor not now of off on once one only or other ought our ours ourselves out over own please same shall she
    should so some such than that the their theirs them themselves then there these they this those though through thus to
    too under until up upon us very was we were what whatever when where whether which while who whom whose why will with
    within without would you your yours yourself yourselves kind type many according called name named anybody anyone
    anything somebody someone something tell give find explain describe know s t d ll m re ve""".split()
)


def terms(text: str) -> list[str]:
    """Return the text's terms in order, with repetitions: lower-case stems without diacritics, numbers without commas."""
    return [_stem(word) for word in _words(text)]


def folded(text: str) -> list[str]:
    """Return the text's words in order, lower-case and without diacritics but not stemmed, for search by prefix."""
    return _words(text)


def content_terms(question: str) -> list[str]:
    """Return the question's terms without function and question words, each once; all its terms if none is left over.

    "US", "WHO" or "IT" in capitals are names, unless the whole question is in capitals.
    """
    names = set() if question.isupper() else {name.replace(".", "").lower() for name in _CAPITALS.findall(question)}
    words = _words(question)
    kept = [word for word in words if word in names or word not in _STOP]
    return list(dict.fromkeys(_stem(word) for word in kept or words))


def match_expression(searched: Iterable[str]) -> str:
    """Return the FTS5 query for passages with any of these terms; an empty string, which FTS5 refuses, for no terms."""
    return " OR ".join(f'"{term}"' for term in searched)


def of_one_family(one: str, other: str) -> bool:
    """Return whether two terms begin alike, as a country and its adjective do: "Mexico", "Mexican"."""
    return len(one) > _FAMILY and one[:_FAMILY] == other[:_FAMILY]


def _words(text: str) -> list[str]:
    """Return the folded words, before stemming."""
    # Each step costs a pass over the text, so a cheap check comes first.
    if not text.isascii():
        for mark, plain in _TYPOGRAPHY:
            text = text.replace(mark, plain)
        if not text.isascii():
            text = _plain(text)
    text = text.lower()
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    if "'" in text:
        text = _JOINED.sub("", _POSSESSIVE.sub("", text))
    if "," in text:
        text = _THOUSANDS.sub("", text)
    return _WORD.findall(_ORDINAL.sub(r"\1", text))


def _plain(text: str) -> str:
    """Remove diacritics and compatibility forms, and turn digits of any script into ASCII digits."""
    marked = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = unicodedata.normalize("NFKC", _MARKED.sub("", marked)).casefold().translate(_PLAIN)
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), bare)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    """Return the stem of one word."""
    if not word.isascii():
        return str(_ARABIC.stemWord(word)) if "\u0600" <= word[0] <= "\u06ff" else word
    if word.isdigit() or len(word) < 3:
        return word
    word = _IRREGULAR.get(word, word)
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return str(_ENGLISH.stemWord(word))
