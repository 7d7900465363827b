"""English number words with their values, and the commonest Arabic ones, in lower case."""

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()

TENS = {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
"""`twenty` to `ninety`, by tens."""

CARDINALS = {word: value for value, word in enumerate(_BELOW_TWENTY)} | TENS
"""The numbers of one word from `zero` to `ninety`."""

SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
"""Words that multiply the number before them; each can also stand alone ("a dozen")."""

SCALE_ABBREVIATIONS = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12,
}  # fmt: skip
"""Abbreviations that newspapers write after figures: `2.5m`, `30bn`."""

ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
} | {"twentieth": 20, "thirtieth": 30}
"""`first` to `twelfth`, `twentieth`, `thirtieth`; the others are written in figures."""

MULTIPLES = {"once": 1, "twice": 2, "thrice": 3, "half": 0.5, "double": 2, "triple": 3}
"""Words that say how many times."""

ARABIC_CARDINALS = "واحد اثنان اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة ألف مليون مليار".split()
"""The commonest Arabic number words: one to ten, hundred, thousand, million, billion."""
