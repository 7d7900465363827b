"""Arabic verbs of saying and their subjects, which follow the verb.

Arabic has no capitals, so a role is recognised by its first noun and the adjectives after it (they begin with the
article), and the rest is the name, up to a word that ends the phrase.
"""

import re
from collections.abc import Sequence

from .attribution import MARKS, Attribution, Bounds, Saying
from .tokens import QUOTED, Phrase

_STEMS = (
    "قال قالت قالوا يقول تقول أكد أكدت يؤكد صرح صرحت صرّح أوضح أوضحت أضاف أضافت أعلن أعلنت ذكر ذكرت أشار أشارت شدد شددت شدّد "
    "اعتبر اعتبرت كشف كشفت نفى نفت زعم زعمت أفاد أفادت حذر حذرت حذّر دعا دعت طالب طالبت رأى رأت كتب كتبت تابع تابعت بين "
    "لفت لفتت جدد جددت وصف وصفت"
).split()
_VERB = re.compile(r"(?<!\w)[وف]?(?P<verb>" + "|".join(sorted(_STEMS, key=lambda w: -len(w))) + r")(?!\w)")
_ACCORDING = re.compile(r"(?<!\w)(?P<verb>وفقا? ?ل|وفقاً ل|وفقًا ل|بحسب|حسب|نقلا عن|نقلاً عن)\s?")
_STOPS = frozenset(
    "إن أن أنه إنه أنها إنها في خلال على إلى من لـ عن مع بأن بعد قبل أمس اليوم يوم إنّ أنّ عبر أمام ضمن حول منذ حين كما وقد "
    "قد التي الذي إذ لا لم لن ما هذا هذه عقب أثناء لدى ردا رداً".split()
)
_ROLE = frozenset(
    "وزير وزيرة رئيس رئيسة الرئيس الوزير المتحدث المتحدثة الناطق الناطقة القيادي القيادية مسؤول المسؤول مصدر مصادر مدير "
    "السفير سفير المبعوث مبعوث الأمين أمين عضو نائب قائد زعيم الملك ملك الأمير أمير الشيخ الدكتور السيد السيدة المستشار مستشار "
    "الممثل ممثلة بيان حركة وزارة الوزارة الحركة الجيش حكومة الحكومة وكالة صحيفة قناة الجنرال اللواء".split()
)
_LINKS = frozenset(
    "باسم ل لشؤون لدى المكتب مكتب حركة الحركة الوزراء وزراء العام عام السياسي وفد لجنة مجلس خارجية دفاع جمهورية دولة".split()
)
_BODIES = frozenset(
    "حماس فتح الجهاد مصر قطر إسرائيل روسيا تركيا إيران لبنان سوريا الأردن العراق فرنسا بريطانيا ألمانيا أمريكا".split()
)
_DENYING = frozenset("نفى نفت".split())
_THAT = re.compile(r"(?<!\w)(?:(?P<alone>ب?[إأا]نّ?)|ب?[إأ]نّ?(?:ه|ها|هم|هن|نا|ني|ي|هما))(?!\w)")
_JOINING = re.compile(r"[\s،,]+[وف]?\Z")
_BREAK = re.compile(rf"[.،؛:;!?؟{QUOTED}]|.{{90}}")
_TOKEN = re.compile(r"[\w'’ـ-]+|[^\w\s]")


def present(text: str) -> bool:
    """Whether the text contains Arabic."""
    return re.search("[\u0621-\u064a]{2}", text) is not None


def sayings(text: str, start: int, end: int) -> list[Saying]:
    """Return the Arabic verbs of saying of a sentence with their subjects."""
    found = []
    for verb in _VERB.finditer(text, start, end):
        phrase = _subject(text, verb.end(), end)
        # A verb without a subject ("وأضاف:") continues with the last speaker.
        phrase = phrase or Phrase("", None, None, verb.end(), verb.end())
        found.append(Saying(verb["verb"], verb.start("verb"), verb.end(), phrase, True))
    for verb in _ACCORDING.finditer(text, start, end):
        phrase = _subject(text, verb.end(), end)
        if phrase:
            found.append(Saying("according to", verb.start(), verb.end(), phrase, True))
    return found


def reported(text: str, sentence: Bounds, said: Sequence[Saying]) -> list[tuple[Bounds, Attribution]]:
    """Return the clauses of a sentence that report speech without quotation marks: what follows "said X that" (إنّ, أنّ)."""
    start, end = sentence
    while end > start and (text[end - 1] in ".!?؟… " or text[end - 1] in MARKS):
        end -= 1
    found: list[tuple[Bounds, Attribution]] = []
    for verb in said:
        if verb.phrase is None or not present(verb.cue) or verb.cue in _DENYING:
            continue
        that = _THAT.search(text, max(verb.end, verb.phrase.end), end)
        # Between the speaker and the clause only circumstances may stand ("in a statement"), no other clause and no quotation.
        if that is None or _BREAK.search(text, max(verb.end, verb.phrase.end), that.start()):
            continue
        first = that.end() if that["alone"] else that.start()
        while first < end and text[first].isspace():
            first += 1
        if first < end:
            found.append(((first, end), Attribution(verb, (start, first), None)))
    # A clause ends where the next verb of saying begins.
    made = []
    for (first, last), attribution in found:
        last = min([last, *(verb.start for verb in said if verb.start > first)])
        last = first + len(_JOINING.sub("", text[first:last]))
        made.append(((first, last), attribution))
    return [one for one in made if one[0][0] < one[0][1]]


def _subject(text: str, start: int, end: int) -> Phrase | None:
    words: list[tuple[str, int, int]] = []
    for found in _TOKEN.finditer(text, start, min(end, start + 160)):
        word = found.group()
        if not word[0].isalnum() or word in _STOPS or QUOTED in word or len(words) == 10:
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
    first, last = words[0][1], words[-1][2]
    written = text[first:last]
    if cut == len(words):
        return Phrase(written, None, None, first, last)
    role = text[first : words[cut - 1][2]] if cut else None
    return Phrase(written, text[words[cut][1] : last], role, first, last)
