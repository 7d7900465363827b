"""Split a text into sentences, by rules (why by rules: `docs/decisions/0002-sentence-splitting.md`).

A text is cut in three steps, each finer. Lines become blocks (a paragraph, headline or list item; a line that was only
wrapped belongs to the block before it). Blocks become sentences: one regular expression proposes boundaries and
`_is_border` decides on each from the words before and after it. A missed boundary costs a longer quotation, a false one
gives a fragment, so a doubtful case is not a boundary. Sentences too long for the encoder become pieces.

Each step reads a bounded stretch of text around a candidate, so time grows linearly with the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from .interruption import checkpoint
from .language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, WEEKDAY_ABBREVIATIONS

# A quotation of several sentences stays in one piece up to this length (characters, with its attribution).
TOGETHER = 400
# Longer sentences are cut; the encoder reads about 256 word pieces, some 1,000 characters of English.
LONG = 600
# Maximum length of a piece, if there is not even a space between 600 characters and here.
LONGEST = 1000
# A line shorter than this did not end because the column was full.
WRAPPED = 30

_TERMINATOR = re.compile(r"""[.!?…؟۔।。！？]+["”’'»)\]]*(?:[ \u00a0\u202f]»)?(?:\[[\w ]{1,20}\])*""")
_OPENING = re.compile(r"""\s*["“„«‘'(\[{¿¡*_]{0,4}""")
_WORD = re.compile(r"[^\W\d_]{1,30}(?:['’][^\W\d_]{1,10})?")
_LAST_WORD = re.compile(r"""[^\s("“”‘«»\[\]—–/-]*\Z""")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_NUMBERING = re.compile(
    r"(?:\A|[.:;!?؟]\s)[^\w.]{0,3}(?:(?:Article|Art\.|Section|Sec\.|Chapter|Clause|Annex|Paragraph|Rule|Part) )?"
    r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})(?:\.\d{1,3}){0,3}\Z"
)
_GLUED_BEFORE = re.compile(r"(?:[a-z]{2}|[^\W\d_A-Za-z]{2})[.!?]\Z")
_GLUED_AFTER = re.compile(r"[^\W\d_][^\W\d_]{0,30}(?:['’-][^\W\d_]{1,20})?(?![\w./@:=])")
_LOWER_NAME = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ash|e|i)(?:-|(?=[A-Z]))[^\W\d_]")
_ATTRIBUTION = re.compile(
    r"(?:[^\W\d_][\w.’'-]{0,30} ){1,5}"
    r"(?:said|says|asked|asks|told|added|replied|wrote|tweeted|shouted|exclaimed|wondered|demanded|responded)\b"
)
_MARK = re.compile(r"""[“”„«»()\["\]]|‘(?=\w)|(?<!\w)'(?=[A-Z])|(?<=[.,?!…])['’](?!\w)""")
_WRAP_ENDS = re.compile(r"(?:,|\b(?:a|an|and|at|by|for|from|in|of|on|or|that|the|their|to|with))\Z")
_BREAKS = tuple(re.compile(p) for p in (r"\n", r"[;:؛；]\s", r"[,،，、–—]\s?(?!\d)", r"\s"))


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the last word of a sentence, since a name or a number follows.
_TITLES = _words(
    "Adm Amb Brig Brigs Capt Cmdr Cmndr Col Cpl Dr Drs Eng Ens Fr Ft Gen Gens Gov Govs Hon Insp Lieut Lt Maj Messrs "
    "Mgr Mlle Mme Mons Mr Mrs Ms Msgr Mt Mx Pfc Pres Prof Profs Pvt Rep Reps Rev Sen Sens Sgt Spc Ste Supt approx "
    "ca cf eg ie viz vs v"
)
# In capitals, as in the labels of a transcript ("MR. KIRBY:"); the others would be abbreviations of something else ("ENS.").
_FORMS = _words("Mr Mrs Ms Dr Gen Sen Rep Gov Prof Rev Sgt Capt Col Lt")
# Not the end of a sentence before a number; elsewhere "No." and "art." can end one.
_NUMBERED = _words(
    "Apr Art Arts Aug Ch Dec Feb Fig Figs Jan Jul Jun Mar Nos No Nov Oct Op Para Paras Pt Res Sec Sep Sept Sect Vol "
    "Vols art arts ch fig figs no nos op p par para paras pp pt res sec sect tel vol vols"
)
# The end of a sentence only if the next word typically begins one; so are initials and dotted abbreviations ("U.S.").
_MAYBE = _words(
    "Assn Ave Bhd Blvd Bros Co Corp Cos Dept Dist Est Inc Intl Jr Ltd Max Min Mfg Natl Pty Rd Sr St Univ al dept "
    "dist ed eds est ext incl max min Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky Md Mich Minn Miss Mont "
    "Neb Nev Okla Pa Tenn Tex Va Vt Wash Wis Wyo"
)
# Words that begin sentences and hardly ever follow an abbreviation or initial with a capital.
_STARTERS = _words(
    "A According After All Although Also An And Another Any As At Because Before Both But By Despite During Each "
    "Earlier Even Every Few Finally For From Furthermore He Hence Her Here His How However I If In Instead It Its "
    "Later Many Meanwhile Moreover Most My Nevertheless No Nor Not Nothing Now On Once One Only Or Other Others Our "
    "Over Several She Since So Some Still Such That The Their Then There Therefore These They This Those Though "
    "Through Thus Under Until We What When Where Whether Which While Who Why With Within Without Yes Yet You Your"
)
# "9 a.m. Friday", "9 a.m. Doha time": the sentence continues, as it does before a word in capitals ("GMT").
_AFTER_CLOCK = _words(
    "Eastern Central Mountain Pacific Local Greenwich Cairo Doha Jerusalem Moscow Beijing London Paris Geneva"
) | frozenset(name.capitalize() for name in (*ENGLISH_WEEKDAYS, *WEEKDAY_ABBREVIATIONS, *ENGLISH_MONTHS))
# Characters that never begin a sentence, even after a full stop.
_CONTINUES = frozenset(",;:.!?)]}/|=<>~-–—…”’»،؛؟")
# The kind of pair that each mark belongs to; any other mark is a single quotation mark.
_KIND = {"“": "“", "”": "“", "„": "“", "«": "«", "»": "«", "(": "(", ")": "(", "[": "[", "]": "[", '"': '"'}


def sentence_bounds(text: str) -> list[list[tuple[int, int]]]:
    """Return (start, end) of every sentence, in one list for each block (paragraph, headline or list item)."""
    no_capitals = text.islower()
    return [list(_sentences(text, start, end, no_capitals)) for start, end in _blocks(text)]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each line that has words, joined with the lines that only wrap it."""
    start = end = position = 0
    for line in text.split("\n"):
        words = line.strip()
        first = position + len(line) - len(line.lstrip())
        if words and end and _wrapped(text[end - min(end - start, LONGEST) : end], words, first - end):
            end = first + len(words)
        elif words:
            if end:
                yield start, end
            start, end = first, first + len(words)
        position += len(line) + 1
    if end:
        yield start, end


def _wrapped(before: str, line: str, gap: int) -> bool:
    """Whether `line` continues the sentence of the line before, rather than beginning a paragraph."""
    last = before[before.rfind("\n") + 1 :]
    if gap != 1 or len(last) < WRAPPED or last[-1] in ";:!?؟|" or "|" in line or "\t" in line:
        return False
    return (line[0].islower() and line[1:2] not in (".", ")")) or bool(_WRAP_ENDS.search(last))


def _sentences(text: str, start: int, end: int, no_capitals: bool) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one block."""
    checkpoint()
    borders = [m.end() for m in _TERMINATOR.finditer(text, start, end) if _is_border(text, start, end, m, no_capitals)]
    inside = _quoted(text, start, end, borders) if borders else set()
    outer = [border for border in borders if border not in inside]
    for first, last in _between(text, start, end, outer):
        if last - first > TOGETHER and inside:
            inner = borders[bisect_left(borders, first + 1) : bisect_left(borders, last)]
            for piece in _between(text, first, last, inner):
                yield from _pieces(text, *piece)
        else:
            yield from _pieces(text, first, last)


def _between(text: str, start: int, end: int, borders: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between `borders`, without white space at their ends."""
    for border in [*borders, end]:
        while start < border and text[start].isspace():
            start += 1
        last = border
        while last > start and text[last - 1].isspace():
            last -= 1
        if start < last:
            yield start, last
        start = border


def _is_border(text: str, start: int, end: int, found: re.Match[str], no_capitals: bool) -> bool:
    """Whether a sentence ends with the marks `found`, in the block from `start` to `end`."""
    marks, dot, after = found.group(), found.start(), found.end()
    if after == end:
        return False
    if not text[after].isspace():
        return (marks[0] in "؟۔।。！？" and text[after].isalnum()) or _glued(text, start, end, found)
    opening = _OPENING.match(text, after, end)
    at = min(opening.end() if opening else after, end - 1)
    if text[at] in _CONTINUES or (text[at].islower() and not no_capitals and not _LOWER_NAME.match(text, at, end)):
        return False
    word = _WORD.match(text, at, end)
    following = word.group() if word else text[at]
    if "…" in marks or ".." in marks:
        return dot > start and not text[dot - 1].isspace() and following != "I"
    if marks[0] == ".":
        begins = following in _STARTERS and text[at + len(following) : at + len(following) + 1] != "."
        closed = len(marks) > 1 and marks[1] != "["
        return closed or not _abbreviated(text[max(start, dot - 24) : dot], following, begins)
    if marks[-1] in "\"”’'»" and at == after + 1 and following not in _STARTERS:
        return not _ATTRIBUTION.match(text, at, end)
    return marks != "?)"


def _abbreviated(before: str, following: str, begins: bool) -> bool:
    """Whether a full stop between `before` and the word `following` belongs to an abbreviation, initial or list number.

    `begins`: whether that word is one that begins sentences ("The", "However").
    """
    if _NUMBERING.search(before):
        return True
    found = _LAST_WORD.search(before)
    word = found.group().lstrip("'’") if found else ""
    if word.lower() in ("a.m", "p.m"):
        return following in _AFTER_CLOCK or (following.isupper() and len(following) > 1)
    if word in _NUMBERED:
        return following[0].isdigit()
    initial = len(word) == 1 and word.isalpha()
    return (
        word in _TITLES
        or (word.isupper() and word.capitalize() in _FORMS)
        or (not begins and (word in _MAYBE or initial or bool(_DOTTED.fullmatch(word))))
    )


def _glued(text: str, start: int, end: int, found: re.Match[str]) -> bool:
    """Whether a sentence ends here although no space follows: "ended.The next", "ended.[3]The next", "ended.”The"."""
    after = found.end()
    if text[after] in "“«":
        return True
    if text[after].islower() or not _GLUED_AFTER.match(text, after, end):
        return False
    if found.group()[-1] in "]”»":
        return text[after].isupper()
    token = text[max(start, found.start() - 40) : after].rsplit(maxsplit=1)[-1]
    if set("/@:=") & set(token) or not _GLUED_BEFORE.search(token):
        return False
    return not _abbreviated(text[max(start, found.start() - 24) : found.start()], text[after], begins=False)


def _quoted(text: str, start: int, end: int, borders: list[int]) -> set[int]:
    """Return those of `borders` that lie inside a pair of quotation marks or brackets."""
    opened: dict[str, int] = {}
    inside: set[int] = set()
    for found in _MARK.finditer(text, start, end):
        mark, at = found.group(), found.start()
        kind = _KIND.get(mark, "'")
        before, behind = text[at - 1 : at] if at > start else " ", text[at + 1 : at + 2]
        if kind == '"':
            opens = (before.isspace() or before in "([—–-") and not behind.isspace()
        elif kind == "'":
            opens = mark == "‘" or (before not in ".,?!…" and behind.isupper())
        else:
            opens = mark in "“„«(["
        if opens:
            opened[kind] = at
        elif (first := opened.pop(kind, -1)) >= 0 and at - first <= TOGETHER:
            inside.update(borders[bisect_left(borders, first + 1) : bisect_left(borders, at + 1)])
    return inside


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence whole or, if it is long, in pieces of about equal length, cut at the strongest break nearby."""
    while end - start > LONG:
        share = (end - start) // -(-(end - start) // LONG)
        cut = _cut(text, start + share // 2, min(start + LONG, start + share + share // 4), min(end, start + LONGEST))
        yield from _between(text, start, cut, [])
        start = cut
        while start < end and text[start].isspace():
            start += 1
    yield from _between(text, start, end, [])


def _cut(text: str, low: int, high: int, limit: int) -> int:
    """Return where to cut: after the last break of the strongest kind between `low` and `high`, else by `limit`."""
    for pattern in _BREAKS:
        cut = max((found.end() for found in pattern.finditer(text, low, high)), default=0)
        if cut:
            return cut
    space = _BREAKS[-1].search(text, high, limit)
    return space.end() if space else limit
