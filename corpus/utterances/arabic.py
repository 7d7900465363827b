"""Arabic attribution by rules: verbs of saying and the speakers, who follow the verb.

Arabic has no capitals and is not parsed, so a role is recognised by its first noun and the adjectives after it (they begin
with the article), and the rest is the name, up to a word that ends the phrase. Vowel marks belong to the words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .attributed import Attributed, Kind
from .parsing import Bounds
from .polarity import Polarity
from .tokens import QUOTED, Phrase

_STEMS = (
    "قال قالت قالوا يقول تقول أكد أكدت يؤكد صرح صرحت صرّح أوضح أوضحت أضاف أضافت أعلن أعلنت ذكر ذكرت أشار أشارت شدد شددت شدّد "
    "اعتبر اعتبرت كشف كشفت نفى نفت زعم زعمت أفاد أفادت حذر حذرت حذّر دعا دعت طالب طالبت رأى رأت كتب كتبت تابع تابعت بين "
    "لفت لفتت جدد جددت وصف وصفت قائلا قائلاً قائلًا قائلة مضيفا مضيفاً مضيفًا مضيفة مؤكدا مؤكداً مؤكدًا مؤكدة"
).split()
# Participles: "denied the charge, saying" is said.
_PARTICIPLES = ("قائل", "مضيف", "مؤكد")
_LETTER = "[\\w\u064b-\u0652\u0670]"
_STEM = "|".join(sorted(_STEMS, key=lambda stem: -len(stem)))
_VERB = re.compile(rf"(?<!{_LETTER})[وف]?(?P<verb>{_STEM})(?!{_LETTER})")


def says_in_arabic(words: str) -> bool:
    """Whether words begin with an Arabic verb of saying: "said Karim" is no name."""
    return _VERB.match(words.lstrip()) is not None


_ACCORDING = re.compile(
    rf"(?<!{_LETTER})[وف]?(?P<verb>وفق[اًا]{{0,2}} ?ل|بحسب|حسب|نقل[اًا]{{1,2}} عن|على لسان|على حد قول)\s?"
)
# "The paper quoted the deputy as saying": the speaker follows "from".
_RELAYED = re.compile(rf"(?<!{_LETTER})[وف]?(?P<verb>نقلت?|ذكرت?)(?!{_LETTER})(?P<via>[^.:؛]{{1,80}}?)\sعن\s")
_NEGATED = re.compile(
    rf"(?<!{_LETTER})[وف]?(?:لم|لن|ما|لا)\s+(?P<verb>يقل|تقل|يقولوا|يقول|تقول|يصرّ?ح|تصرّ?ح|يعلن|تعلن|يؤكد|تؤكد|يذكر|تذكر|قال|قالت)(?!{_LETTER})"
)
_DENIAL = re.compile(
    rf"(?<!{_LETTER})[وف]?(?:نفى|نفت|ينفي|تنفي|نافي[اًا]{{0,2}}|أنكرت?|ينكر|تنكر|كذ[ّ]?بت?)(?!{_LETTER})"
)
_STOPS = frozenset(
    "إن أن أنه إنه أنها إنها في خلال على إلى من لـ عن مع بأن بعد قبل أمس اليوم يوم إنّ أنّ عبر أمام ضمن حول منذ حين كما وقد "
    "قوله قولها قولهم فإن فإنّ بأنه بأنها "
    "قد التي الذي إذ لا لم لن ما هذا هذه عقب أثناء لدى ردا رداً".split()
)
_ROLE = frozenset(
    "وزير وزيرة نائب نائبة النائب النائبة طبيب طبيبة مديرة المدير المديرة محامي المحامي "
    "رئيس رئيسة الرئيس الوزير المتحدث المتحدثة الناطق الناطقة القيادي القيادية مسؤول المسؤول مصدر مصادر مدير "
    "السفير سفير المبعوث مبعوث الأمين أمين عضو نائب قائد زعيم الملك ملك الأمير أمير الشيخ الدكتور السيد السيدة المستشار مستشار "
    "الممثل ممثلة بيان حركة وزارة الوزارة الحركة الجيش حكومة الحكومة وكالة صحيفة قناة الجنرال اللواء".split()
)
_LINKS = frozenset(
    "باسم ل لشؤون لدى المكتب مكتب حركة الحركة الوزراء وزراء العام عام السياسي وفد لجنة مجلس خارجية دفاع جمهورية دولة".split()
)
_BODIES = frozenset(
    "حماس فتح الجهاد مصر قطر إسرائيل روسيا تركيا إيران لبنان سوريا الأردن العراق فرنسا بريطانيا ألمانيا أمريكا".split()
)
_TOKEN = re.compile(r"[\w'’ـ\u064b-\u0652\u0670-]+|[^\w\s]")
_THAT = re.compile(r"(?<!\w)(?:(?P<alone>ب?[إأا]نّ?)|ب?[إأ]نّ?(?:ه|ها|هم|هن|نا|ني|ي|هما))(?!\w)")
_JOINING = re.compile(r"[\s،,]+[وف]?\Z")
_BREAK = re.compile(rf"[.،؛:;!?؟{QUOTED}]|.{{90}}")
_CLOSING = frozenset("”»\"’'")
_MARKS = re.compile("[\u064b-\u0652\u0670ـ]")


@dataclass(frozen=True, slots=True)
class ArabicSaying:
    """A verb of saying, at `start` to `end`, with its subject; an empty phrase means the last speaker."""

    cue: str
    start: int
    end: int
    phrase: Phrase
    polarity: Polarity
    via: Phrase | None = None


def present(text: str) -> bool:
    """Whether the text contains Arabic."""
    return re.search("[\u0621-\u064a]{2}", text) is not None


def sayings(text: str, start: int, end: int) -> list[ArabicSaying]:
    """Return the Arabic verbs of saying of a sentence with their subjects, in order."""
    found = []
    denial = _DENIAL.search(text, start, end)
    negated = {one.start("verb"): one for one in _NEGATED.finditer(text, start, end)}
    relayed = list(_RELAYED.finditer(text, start, end))
    for one in relayed:
        if phrase := _subject(text, one.end(), end):
            via = _subject(text, one.start("via"), one.end("via"))
            found.append(ArabicSaying(one["verb"], one.start("verb"), one.end("verb"), phrase, "said", via))
    taken = {one.start("verb") for one in relayed}
    verbs = {one.start("verb"): one for one in _VERB.finditer(text, start, end)} | negated
    for at, verb in verbs.items():
        if at in taken:
            continue
        # A verb without a subject ("وأضاف:") continues with the last speaker, and "denied that he said" with who denies.
        phrase = _subject(text, verb.end(), end) or Phrase("", None, None, verb.end(), verb.end())
        denied = at in negated or (
            denial is not None and denial.start() <= at and not verb["verb"].startswith(_PARTICIPLES)
        )
        found.append(ArabicSaying(verb["verb"], at, verb.end(), phrase, "denied" if denied else "said"))
    for one in _ACCORDING.finditer(text, start, end):
        if phrase := _subject(text, one.end(), end):
            found.append(ArabicSaying("according to", one.start(), one.end(), phrase, "said"))
    return sorted(found, key=lambda one: one.start)


def of_quotation(said: Sequence[ArabicSaying], start: int, end: int) -> ArabicSaying | None:
    """Return the verb of saying that belongs to a quotation: the last before it, else the first after it."""
    before = [one for one in said if one.start < start]
    if before:
        verbs = [one for one in before if one.cue != "according to"]
        last = (verbs or before)[-1]
        named = next((one.phrase for one in reversed(before) if one.phrase.written), last.phrase)
        return last if last.phrase.written else replace(last, phrase=named)
    return next((one for one in said if one.start >= end and one.phrase.written), None)


def reported(
    text: str, start: int, end: int, said: Sequence[ArabicSaying]
) -> list[tuple[tuple[int, int], ArabicSaying]]:
    """Return the clauses of a sentence that report speech without quotation marks: what follows "said X that" (إنّ, أنّ)."""
    while end > start and (text[end - 1] in ".!?؟… " or text[end - 1] in _CLOSING):
        end -= 1
    found = []
    for verb in said:
        behind = max(verb.end, verb.phrase.end)
        that = _THAT.search(text, behind, end)
        # Between the speaker and the clause only circumstances may stand ("in a statement"), no other clause and no quotation.
        if verb.cue == "according to" or that is None or _BREAK.search(text, behind, that.start()):
            continue
        first = that.end() if that["alone"] else that.start()
        while first < end and text[first].isspace():
            first += 1
        last = min([end, *(other.start for other in said if other.start > first)])
        last = first + len(_JOINING.sub("", text[first:last]))
        if first < last:
            found.append(((first, last), verb))
    return found


def _subject(text: str, start: int, end: int) -> Phrase | None:
    words: list[tuple[str, int, int]] = []
    for found in _TOKEN.finditer(text, start, min(end, start + 160)):
        word = _MARKS.sub("", found.group())
        if not word or not word[0].isalnum() or word in _STOPS or QUOTED in word or len(words) == 10:
            break
        if words and (word.startswith("لل") or _VERB.fullmatch(word)):
            break
        words.append((word, found.start(), found.end()))
    if not words:
        return None
    cut = 0
    if words[0][0] in _ROLE:
        cut = 1
        while cut < len(words) and (words[cut][0].startswith("ال") or words[cut][0] in _LINKS | _ROLE | _BODIES):
            cut += 1
    elif len(words) > 2 and words[0][0].startswith("ال") and not words[1][0].startswith("ال"):
        cut = 1  # "the doctor Salma al-Haddad": a noun with the article before a name is a role
    first, last = words[0][1], words[-1][2]
    written = text[first:last]
    if cut == len(words):
        return Phrase(written, None, None, first, last)
    role = text[first : words[cut - 1][2]] if cut else None
    return Phrase(written, text[words[cut][1] : last], role, first, last)


def reports(
    blank: str, sentence: Bounds, quotes: Sequence[Bounds], paragraph: int, last: tuple[Phrase, ...]
) -> list[Attributed]:
    """Return the quotations and the reported clauses of an Arabic sentence, quotations first.

    `blank` is the document's text with its quotations blanked out, of the same length; `quotes` are the sentence's quotations.
    A quotation without words before it and without a source is by who was quoted `last`.
    """
    said = sayings(blank, *sentence)
    found = []
    for start, end in quotes:
        one = of_quotation(said, start, end)
        before = blank[sentence[0] : start].rstrip(" «“\"'‘")
        kind: Kind = "direct" if not before or before[-1] in ":،" else "partial"
        frame = (end, sentence[1]) if one and one.start >= end else (sentence[0], start)
        via = (one.via,) if one and one.via else ()
        phrases = (one.phrase,) if one else () if before else last
        cue = one.cue if one else None
        polarity: Polarity = one.polarity if one else "said"
        found.append(Attributed((start, end), kind, phrases, cue, sentence, frame, via, polarity, paragraph))
    for (start, end), one in reported(blank, *sentence, said):
        frame = (sentence[0], start)
        via = (one.via,) if one.via else ()
        found.append(
            Attributed((start, end), "indirect", (one.phrase,), one.cue, sentence, frame, via, one.polarity, paragraph)
        )
    return found
