"""Name matching: whether two names can belong to one person, or to one publisher.

Names from Arabic, Hebrew and Turkish have many spellings, so words are compared by sound: similar consonants count as
one, double letters as single, and vowels fall into five classes, of which `e` matches most others. Given names must
agree as well as surnames; a surname alone agrees with every full name that ends in it.
"""

import re
import unicodedata
from functools import lru_cache

from .titles import TITLES

_DROPPED = re.compile(r"['’‘ʼʻʿʾ`´\u0640\u064b-\u065f\u0670]")
_ARTICLES = frozenset("al el ad an ar as at az ash ul il".split())
_LINKS = frozenset("bin ibn ben bint".split())
# Words besides titles that introduce names, or follow them ("Enver Pasha").
_BESIDE = frozenset(
    "former ex acting prime official brother chef engineer eng sheik sheykh shaykh mullah hajj haj haji bey pasha "
    "speaker counsel chair hon messrs".split()
)
# Unnamed people are distinguished by the noun that describes them.
_UNNAMED = frozenset(
    "source sources official officials spokesman spokeswoman spokesperson minister president diplomat diplomats negotiator "
    "negotiators leader leaders officer officers police participant participants statement report ministry army faction "
    "factions member members witness witnesses group party delegation agency office man woman committee".split()
)
_EMPTY = frozenset("the a an this that his her their its unnamed anonymous one same said".split())
_SHORT = {
    short: full
    for full, shorts in {
        "joseph": "joe", "anthony": "tony", "william": "bill will", "michael": "mike mick", "thomas": "tom",
        "robert": "bob rob", "james": "jim jimmy", "david": "dave", "benjamin": "ben bibi", "stephen": "steve steven",
        "daniel": "dan danny", "edward": "ed eddie", "nicholas": "nick", "christopher": "chris", "samuel": "sam",
        "matthew": "matt", "timothy": "tim", "richard": "dick rick", "andrew": "andy", "gregory": "greg", "jeffrey": "jeff",
        "kenneth": "ken", "ronald": "ron", "donald": "don", "elizabeth": "liz beth", "susan": "sue", "deborah": "debbie",
        "katherine": "kate kathy katie", "jennifer": "jen jenny", "rebecca": "becky", "patricia": "pat", "alexander": "alex",
        "vladimir": "volodymyr", "binyamin": "benyamin",
    }.items()
    for short in shorts.split()
} | {"binyamin": "benjamin"}  # fmt: skip

# Spellings of one sound, the longest first; capitals are vowel classes: A a, E e, I i, U o and u, Y ei and ai.
_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("dj", "j"), ("dzh", "j"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"),
    ("tz", "z"), ("ts", "z"), ("w", "v"), ("x", "ks"), ("ou", "U"), ("oo", "U"), ("aou", "AU"), ("ee", "I"), ("aa", "A"),
    ("ii", "I"), ("uu", "U"), ("ie", "I"), ("ey", "Y"), ("ei", "Y"), ("ay", "Y"), ("ai", "Y"), ("iy", "I"), ("y", "I"),
    ("a", "A"), ("e", "E"), ("i", "I"), ("o", "U"), ("u", "U"),
)  # fmt: skip
_SOUND = re.compile("|".join(spelled for spelled, _ in sorted(_SOUNDS, key=lambda pair: -len(pair[0]))))
_SOUND_OF = dict(_SOUNDS)
_ALIKE = frozenset(("EA", "AE", "EI", "IE", "EU", "UE", "EY", "YE", "gj", "jg"))
_LATIN = str.maketrans("ıłøđßæœþð", "iiodsaetd") | {ord("ł"): "l", ord("ø"): "o"}
_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")


def same_person(a: str, b: str) -> bool:
    """Whether two names, with or without titles and roles, can belong to one person.

    "Netanyahu" is "Benjamin Netanyahu" and "Prime Minister Netanyahou"; "Ali Hassan" is not "Omar Hassan".
    """
    if not a.strip() or not b.strip():
        return False
    if _plain(a) == _plain(b):
        return True
    if _unnamed(a) or _unnamed(b):
        return bool(_unnamed(a) and _unnamed(b)) and _same_description(a, b)
    one, other = _parts(a), _parts(b)
    if not one or not other:
        return False
    if len(one) > len(other):
        one, other = other, one
    if len(one) == 1:
        return _alike(one[0], other[-1]) or _alike(one[0], "".join(other)) or one[0] == "".join(other)
    if _alike("".join(one), "".join(other)):
        return True
    if not _given_alike(one[0], other[0]):
        # "Tayyip Erdogan" is "Recep Tayyip Erdogan": a middle name may be the one that is used.
        middle = len(one) < len(other) and any(_alike(one[0], part) for part in other[1:-1])
        return _initials(one, other) or (middle and _alike(one[-1], other[-1]))
    # Each further part of the shorter name must occur in the longer one, in order; the last is the surname of one of them.
    at = 1
    for part in one[1:]:
        while at < len(other) and not _alike(part, other[at]) and not _initial(part, other[at]):
            at += 1
        if at == len(other):
            return False
        at += 1
    return _alike(one[-1], other[-1]) or len(one) < len(other)


def same_publisher(a: str, b: str) -> bool:
    """Whether two names belong to one newspaper, agency or site, or one carries a text of the other: `Dawn (text: AFP)`."""
    return bool(_publishers(a) & _publishers(b))


_GENERIC = frozenset(
    "the news newspaper agency online daily media english international com org net www http https edition website press".split()
)
_INITIALS = {
    "ap": "associated press", "afp": "agence france presse", "aa": "anadolu agency", "bbc": "british broadcasting corporation",
    "nyt": "new york times", "wsj": "wall street journal", "wapo": "washington post", "ft": "financial times",
    "dw": "deutsche welle", "un": "united nations", "spa": "saudi press agency", "kuna": "kuwait news agency",
    "wam": "emirates news agency", "qna": "qatar news agency", "upi": "united press international", "aawsat": "asharq al awsat",
    "sana": "syrian arab news agency", "irna": "islamic republic news agency", "mena": "middle east news agency",
}  # fmt: skip
_CARRIED = re.compile(r"\b(?:text|via|source|from)\b:?\s*", re.I)


@lru_cache(4096)
def _publishers(name: str) -> frozenset[str]:
    outer = re.sub(r"\([^)]*\)", " ", name)
    inner = [part for part in re.findall(r"\(([^)]*)\)", name) if _CARRIED.match(part)]
    keys = set()
    for part in (outer, *(_CARRIED.sub("", one, count=1) for one in inner)):
        words = re.findall(r"\w+", _plain(part).replace("turkiye", "turkey"))
        words = re.findall(
            r"\w+", _INITIALS.get(" ".join(word for word in words if word not in ("the", "news")), " ".join(words))
        )
        bare = [re.sub(r"(?<=\w{2})news\Z", "", word) for word in words if word not in _GENERIC | _ARTICLES]
        bare = bare or words
        key = "".join(bare)
        keys.add(re.sub(r"\A(?:al|el)(?=jazeera|arabiya|ahram|monitor|masry|quds|qahera|hayat|araby)", "", key))
    return frozenset(keys - {""})


def _plain(name: str) -> str:
    """Reduce a name to lower case, without accents, apostrophes and Arabic spelling variants."""
    bare = unicodedata.normalize("NFKD", _DROPPED.sub("", name).translate(_ARABIC).casefold().translate(_LATIN))
    return " ".join("".join(one for one in bare if not unicodedata.combining(one)).split())


def _unnamed(name: str) -> bool:
    """Whether a name is a description: its last word before any "of" or "for" is a common noun for people."""
    head = re.split(r"\s(?:of|for|in|at|from)\s", name.strip())[0].split()
    return bool(head) and head[-1][0].islower() and _plain(head[-1]) in _UNNAMED


def _same_description(a: str, b: str) -> bool:
    one, other = (frozenset(re.findall(r"\w+", _plain(name))) - _EMPTY for name in (a, b))
    return bool(one) and bool(other) and (one <= other or other <= one) and bool(one & other & _UNNAMED)


@lru_cache(8192)
def _parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, roles, articles and "bin", with "Abd al-" joined to the next word."""
    name = re.split(r",|\(", name)[0]
    # "Fatah spokesman Abdel Fattah Dawla": the name follows the last title.
    words = [word for word in re.split(r"[\s.-]+", name) if word]
    last = max((at for at, word in enumerate(words[:-1]) if _plain(word) in TITLES | _BESIDE), default=-1)
    words = words[last + 1 :]
    plain = [word for word in (_plain(word) for word in words) if word]
    kept: list[str] = []
    abd = False
    for at, word in enumerate(plain):
        if word in _ARTICLES and at + 1 < len(plain):
            continue
        if word in _LINKS and kept and at + 1 < len(plain):
            continue
        if word in ("abd", "abdel", "abdul", "abdal", "abdu") and at + 1 < len(plain):
            abd = True
            continue
        joined = re.sub(r"\Aabd[aeu]l(?=\w{3})", "abd", word)
        kept.append("abd" + word if abd else joined)
        abd = False
    return tuple(kept)


@lru_cache(8192)
def _sounds(word: str) -> str:
    single = re.sub(r"([^aeiou])\1+", r"\1", word)
    single = re.sub(r"(?<=[ae])h\Z", "", single)
    sounds = _SOUND.sub(lambda found: _SOUND_OF[found.group()], single)
    return re.sub(r"(.)\1+", r"\1", sounds)


def _alike(a: str, b: str) -> bool:
    """Whether two words sound alike."""
    if a == b:
        return True
    one, other = _sounds(a), _sounds(b)
    if len(one) != len(other) or len(one) < 3:
        return False
    return all(x == y or x + y in _ALIKE for x, y in zip(one, other, strict=True))


def _given_alike(a: str, b: str) -> bool:
    return _alike(a, b) or _initial(a, b) or _SHORT.get(a, a) == _SHORT.get(b, b)


def _initial(a: str, b: str) -> bool:
    """Whether one word is the first letter of the other."""
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name has the other's given names as initials: `JD Vance` and `James David Vance`."""
    short, full = (one, other) if len(one[0]) <= len(other[0]) else (other, one)
    first = "".join(word[0] for word in full[:-1])
    return len(short) == 2 and len(short[0]) <= 3 and short[0] == first and _alike(short[-1], full[-1])
