"""Labels of speakers: the short text before a turn of a transcript, such as `MR. KIRBY:`, `Q`, `[Ana]` or `Mr. LEAHY.`.

A line is a candidate if it opens with, or is, something short that has the shape of a name. Whether it is a label is decided
for the document as a whole (`shape`): labels repeat, alternate, and are followed by speech.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ...language.lexicon import CUES, PARTICLES, ROLES, TITLES, WEEKDAYS
from ...language.titles import FORMS_OF_ADDRESS

Form = Literal["colon", "letter", "answer", "stop", "dash", "line", "inline", "change", "emphasis", "by", "prefix"]

LONGEST = 160
"""The most characters of a label with its time, party and role; the office of a British minister has 100."""

TIME = r"\d{1,2}:\d{1,2}(?::\d\d?)?(?:[.,]\d{1,3})?(?: ?[AaPp]\.?[Mm]\b\.?)?"
TIMED = rf"[\[(<]?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},? )?{TIME}(?: ?(?:-+>?|–|—|to) ?{TIME})?[\])>]?"
TIME_AT_END = re.compile(rf"(?:,| at| -| –)? ?{TIMED}\Z")
_NOTE = re.compile(r" ?[(\[]([^()\[\]]{1,140})[)\]]\Z")
WHOLE = re.compile(r"\[([^\[\]]+)\]\Z|<([^<>]+)>\Z")
_TITLE_BEHIND = re.compile(r" (?:--|—|–|-|\|) (?=\S)")
# "ANA RUIZ (Leader of the Opposition) to the Minister of Ports:", once the note in brackets is off.
_TO_WHOM = re.compile(r"(?<=[^\W\d_a-z]|\)) to the [^\W\d_a-z].*\Z")
_QUESTION_TO = re.compile(
    r"(?:(?:Follow-?up|Additional|Supplementary|Another|First|Second|Last) )?(Question|Reporter|Journalist|سؤال)"
    r" (?:to|for|from|by) .{2,60}\Z"
)
_WORD = re.compile(r"[^\W\d_](?:[\w’'´`/&-]*[\w’'])?\.?(?:[^\W\d_]\.)*", re.UNICODE)
_LINKS = PARTICLES | frozenset("of the and for pro tempore to in on at".split())
_ABBREVIATED = frozenset("jr sr st gov lt col maj capt brig cllr amb cmdr supt ret".split()) | TITLES
_COUNTED = frozenset(
    "speaker participant caller person interviewee interviewer respondent voice member witness guest panelist panellist analyst "
    "moderator host expert resident".split()
)
_DAYS = WEEKDAYS | {day[:3] for day in WEEKDAYS} | {day[:4] for day in WEEKDAYS}
_CROWD = re.compile(
    r"(?:Some|Several|Many|An|All) (?:hon(?:ou?rable|\.)? )?(?:members?|senators?|voices?|delegates?|deputies)\Z", re.I
)
FULL_TITLES = FORMS_OF_ADDRESS | frozenset("messrs hon sen rep gen adm col lt maj capt prof rev fr".split())

_LOWER_NAME = re.compile(r"[a-z]{1,2}[’'-]?[A-Z]|(?:al|el|ad|an|ar|as|at|az)-")
_ADDRESSING = FORMS_OF_ADDRESS | {"madam", "dear"}
# Offices that are addressed so; other roles are surnames, too ("Mr. Baker").
_ADDRESSED = frozenset(
    "speaker president chairman chairwoman chairperson chair secretary ambassador minister premier chancellor commissioner "
    "moderator governor mayor senator justice general director prime attorney colleague colleagues friend friends".split()
)

# Words that head fields and notes of a page, not turns.
_FIELDS = frozenset(
    "for on in at with after before as note notes source sources date time place location venue title "
    "subject to from cc re background summary update "
    "updated photo photos image images caption video audio watch read related tags topic topics duration recorded "
    "published transcript transcription translation attendees participants present also more contact email phone website "
    "url by author editor copyright correction example examples warning tip step first second third finally however but "
    "and so yes no look remember appearances contents proceedings chapter section part article here there this that these "
    "it in if when what why how who where which keywords category categories agenda item items context abstract "
    "conclusion introduction result results total ingredients method price address instructions references see disclaimer "
    "editor's clarification follow listen subscribe download share today".split()
)


@dataclass(frozen=True, slots=True)
class Label:
    """A candidate for a label: characters `start` to `end` of the text; the speaker's words begin at `end`.

    `name` is the label without its time, brackets and punctuation; `notes` are the words in brackets or after a comma
    ("Witney", "Con", "through interpreter"). `marked` tells whether a time or a sign for a new speaker stands with it.
    """

    start: int
    end: int
    name: str
    form: Form
    notes: tuple[str, ...] = ()
    marked: bool = False

    @property
    def key(self) -> str:
        """The name as labels are compared: without capitals, forms of address and punctuation."""
        words = [word.strip(".,’'") for word in self.name.casefold().split()]
        kept = [word for word in words if word not in FORMS_OF_ADDRESS] or words
        return " ".join(kept)


def made(line: str, at: int, stop: int, after: int, position: int, form: Form, marked: bool) -> Label | None:
    """Return the label between `at` and `stop`, if it has the shape of a name; the words begin at `after`."""
    head = line[at:stop].strip(" *_").replace("{", "").replace("}", "")
    notes: list[str] = []
    while True:
        before = head
        if (time := TIME_AT_END.search(head)) and time.start():
            head, marked = head[: time.start()].rstrip(" *_"), True
        elif (note := _NOTE.search(head)) and note.start():
            head = head[: note.start()].rstrip(" *_")
            notes.insert(0, note[1].strip())
        elif whole := WHOLE.match(head):
            head = (whole[1] or whole[2]).strip()
        if head == before:
            break
    parts = _TITLE_BEHIND.split(head) if form == "line" else [head]
    if len(parts) > 1 and is_name(parts[0]) and all(len(part.split()) < 9 and part[0].isupper() for part in parts[1:]):
        head, notes = parts[0], [*parts[1:], *notes]  # "Ana Ruiz -- Chief Executive Officer"
    if (asked := _QUESTION_TO.match(head)) and form in ("colon", "line", "emphasis"):
        head = asked[1]  # "Question to both ministers:"
    head = _TO_WHOM.sub("", head)
    name, comma, role = head.partition(",")
    if _is_long_office(head):
        head = head.replace(",", "")
    elif comma and role.strip().casefold().strip(".") not in ("jr", "sr", "ii", "iii", "iv"):
        told = {word.casefold().strip(",") for word in role.split()}
        bare = _NOTE.sub("", name.strip())
        if bare != name.strip() and not bare.isupper():
            return None  # "ANA RUIZ (U-OS), CHAIRWOMAN:" is a label, "the firm [sic], Ana Ruiz:" is none
        if not is_name(bare) or len(told) > 10 or told & (CUES | WEEKDAYS):
            return None  # "The envoy, Ana Ruiz, said on Monday:"
        head = name
        notes.insert(0, role.strip())
    while (note := _NOTE.search(head)) and note.start():
        head = head[: note.start()].rstrip(" *_")  # "ANA RUIZ (U-OS), CHAIRWOMAN"
        notes.insert(0, note[1].strip())
    head = " ".join(head.split()).rstrip(":.") if not head.casefold().endswith((" jr.", " sr.")) else head
    words = head.casefold().replace(".", "").split()
    if not words or words[0] in _DAYS:
        return None  # "Wed, Jun 04, 2031 2:10PM"
    addressed = words[0] in _ADDRESSING and words[-1] in _ADDRESSED and not head.isupper()
    if not is_name(head) or (addressed and not (form == "line" and words == ["mr", "speaker"])):
        return None  # "Mr. Speaker" opens a speech; it names nobody who speaks
    while after < len(line) and line[after] == " ":
        after += 1
    return Label(position, position + after, head, form, tuple(notes), marked)


def _is_long_office(words: str) -> bool:
    """Whether words are an office with a list in it: "The Minister of State for Roads, Ports and Piers"."""
    first, *rest = words.casefold().split() or [""]
    return first == "the" and len(rest) > 3 and {"of", "for"} & set(rest) != set() and bool(_roles(words))


def _roles(words: str) -> set[str]:
    """Return the words that are roles, also as parts of others: "secretary" of "Under-Secretary"."""
    return {part for part in re.split(r"[\s-]", words.casefold()) if part in ROLES}


def is_crowd(words: str) -> bool:
    """Whether a label calls several people whom nobody names: "Some hon. members"."""
    return bool(_CROWD.match(words)) and words[0].isupper()


def is_name(words: str) -> bool:
    """Whether words have the shape of a name or label: capitalised, or joined by "of", "al-" and the like.

    They are at most seven, or sixteen if they name an office.
    """
    split = words.split()
    if is_crowd(words):
        return True
    most, longest = (16, 130) if len(split) > 7 and _roles(words) else (7, 60)
    if not 1 <= len(split) <= most or len(words) > longest or not words[0].isalpha() or words[0].islower():
        return False
    if split[0].casefold().strip(".") in _FIELDS or (len(split) == 1 and len(words) == 1 and words not in "QA"):
        return False
    for at, word in enumerate(split):
        if word.isdigit() or (word.startswith("#") and word[1:].isdigit()):
            if at and split[at - 1].casefold() in _COUNTED and len(word) < 4:
                continue
            return False
        if not _WORD.fullmatch(word):
            return False
        if (
            word.endswith(".")
            and len(word) > 3
            and word.casefold().strip(".") not in _ABBREVIATED
            and not (words.isupper() and len(word) < 7)  # "SEC. RUIZ", "FMR. GOV. ANA RUIZ"
            and at < len(split) - 1
        ):
            return False
        joined = word.casefold() in _LINKS or _LOWER_NAME.match(word) or (at and split[at - 1].casefold() == "the")
        if word[0].islower() and not joined:
            return False
    last = split[-1].casefold().strip(".")
    return len(split) == 1 or (last not in _LINKS - {"tempore"} and last not in FORMS_OF_ADDRESS)
