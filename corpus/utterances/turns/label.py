"""Labels of speakers: the short text before a turn of a transcript, such as `MR. KIRBY:`, `Q`, `[Ana]` or `Mr. LEAHY.`.

A line is a candidate if it opens with, or is, something short that has the shape of a name. Whether it is a label is decided
for the document as a whole (`shape`): labels repeat, alternate, and are followed by speech.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...language.lexicon import CUES, PARTICLES, ROLES, TITLES, WEEKDAYS
from ...language.titles import FORMS_OF_ADDRESS
from .words import is_happening

Form = Literal["colon", "letter", "answer", "stop", "dash", "line", "inline", "change", "emphasis", "by"]

LONGEST = 160
"""The most characters of a label with its time, party and role; the office of a British minister has 100."""

TIME = r"\d{1,2}:\d{1,2}(?::\d\d?)?(?:[.,]\d{1,3})?(?: ?[AaPp]\.?[Mm]\b\.?)?"
_TIMED = rf"[\[(<]?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},? )?{TIME}(?: ?(?:-+>?|–|—|to) ?{TIME})?[\])>]?"
# The number of a line stands before "Q." and before names in capitals, in depositions and court records.
# "Q12" stands before the name in oral evidence to a committee.
_NUMBERED = r"\d{1,2} +(?=[QA][.:] |(?:[A-Z]{2}[A-Z.]* ){0,3}[A-Z’'-]{2,}: )|\[?Q\d{1,4}\]?[.:]? +[*_]*(?=[^\W\d_a-z])"
_LEAD = re.compile(
    rf"[-–—•*_#\s]*(?P<turn>>>+ ?)?(?:(?P<time>{_TIMED})(?: ?[-–—|,:])?(?: |\Z))?"
    rf"(?P<again>>>+ ?)?[-–*_ ]*(?:{_NUMBERED})?"
)
_COLON = re.compile(r"[:：](?!\d\d|//)")
_TIME_BEHIND = re.compile(rf"[*_ ]*{_TIMED}(?=\s|\Z)[*_]*")
_TIME_AT_END = re.compile(rf"(?:,| at| -| –)? ?{_TIMED}\Z")
_NOTE = re.compile(r" ?[(\[]([^()\[\]]{1,140})[)\]]\Z")
_WHOLE = re.compile(r"\[([^\[\]]+)\]\Z|<([^<>]+)>\Z")
_LETTER = re.compile(r"(?:(?P<q>Q)(?:[.:](?= )|(?= ))|(?P<a>A)(?:[.:](?= )|(?P<bare>(?= [^\W_a-z\"“])))) *(?=\S)")
_BY = re.compile(
    r"\W*(?:[A-Za-z /-]{0,30}examination,?(?: \(?continued\)?)?,? )?(?P<by>by) (?P<who>[^\n:]{3,50}?):?\W*\Z", re.I
)
_STOP = re.compile(r"[.](?=\s|[—–-]|\Z)")
_DASH = re.compile(r" ?(?:—|–|--| - | \| ?|\t) ?(?=\S)")
_INLINE = re.compile(
    r"(?:(?<=[.?!…”\")\]—–-] )|(?P<turn>>>+ ?))"
    r"(?:(?P<q>Q) (?=[A-Z(“])|(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,4}): (?=\S)|(?(turn)(?=\S)|(?!)))"
)
_WORD = re.compile(r"[^\W\d_](?:[\w’'´`/&-]*[\w’'])?\.?(?:[^\W\d_]\.)*", re.UNICODE)
_LINKS = PARTICLES | frozenset("of the and for pro tempore to in on at".split())
_ABBREVIATED = frozenset("jr sr st gov lt col maj capt brig cllr amb cmdr supt ret".split()) | TITLES
_COUNTED = frozenset(
    "speaker participant caller person interviewee interviewer respondent voice member witness guest".split()
)
_DAYS = WEEKDAYS | {day[:3] for day in WEEKDAYS} | {day[:4] for day in WEEKDAYS}
_CROWD = re.compile(
    r"(?:Some|Several|Many|An|All) (?:hon(?:ou?rable|\.)? )?(?:members?|senators?|voices?|delegates?|deputies)\Z", re.I
)
_FULL = FORMS_OF_ADDRESS | frozenset("messrs hon sen rep gen adm col lt maj capt prof rev fr".split())

_LOWER_NAME = re.compile(r"[a-z]{1,2}[’'-]?[A-Z]|(?:al|el|ad|an|ar|as|at|az)-")
_ADDRESSING = FORMS_OF_ADDRESS | {"madam", "dear"}
# Offices that are addressed so; other roles are surnames, too ("Mr. Baker").
_ADDRESSED = frozenset(
    "speaker president chairman chairwoman chairperson chair secretary ambassador minister premier chancellor commissioner "
    "moderator governor mayor senator justice general director prime attorney colleague colleagues friend friends".split()
)

# Words that head fields and notes of a page, not turns.
_FIELDS = frozenset(
    "note notes source sources date time place location venue title subject to from cc re background summary update "
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


def candidates(text: str) -> Iterator[Label]:
    """Yield the candidate at the beginning of each line that has one."""
    position = 0
    for line in text.split("\n"):
        found = _of_line(line, position)
        if found:
            yield found
        position += len(line) + 1


def inside(text: str) -> Iterator[Label]:
    """Yield candidates in the middle of a line, behind a sentence: readers join lines that follow each other closely."""
    for found in _INLINE.finditer(text):
        if not (found["name"] or found["q"]):
            yield Label(found.start(), found.end(), "", "change", (), True)
            continue
        name = found["name"] or "Q"
        if is_name(name) and len(name) < 40:
            yield Label(found.start(), found.end(), name, "inline", (), bool(found["turn"]))


def of_run(text: str, start: int, end: int) -> Label | None:
    """Return the label that the emphasised words `text[start:end]` at the beginning of a line are, if words follow them."""
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    line = text[first : stop if stop >= 0 else len(text)]
    words = line[start - first : end - first].rstrip(" :.—–-")
    after = end - first
    while after < len(line) and line[after] in " :—–-|":
        after += 1
    lead = _LEAD.match(line)
    marked = bool(lead and lead["time"])
    return _made(line, start - first, start - first + len(words), after, first, "emphasis", marked) if words else None


def of_cue(line: str) -> Label | None:
    """Return the label with which a line of a caption opens: `NAME:`, `Q`, `>> NAME:`, `[Name]`; `None` if it has none."""
    found = _of_line(line, 0)
    if found is None or (found.form == "dash" and (line[found.start] != "[" or is_happening(line[: found.end]))):
        return None
    return found if found.form in ("colon", "letter", "dash") and found.end < len(line) else None


def _of_line(line: str, position: int) -> Label | None:
    by = _BY.match(line)
    if by and is_name(by["who"]) and by["who"].split()[0].casefold().strip(".") in _FULL | TITLES:
        return Label(position, position + len(line), by["who"], "by")  # "BY MR. OLIN:"
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    marked = bool(lead and (lead["turn"] or lead["time"] or lead["again"]))
    if at >= len(line) or (line[at].islower() and not marked):
        return None
    arrow = lead and (lead["turn"] or lead["again"])
    found = _named(line, at, position, marked)
    if found is None and arrow:
        return Label(position, position + at, "", "change", (), True)
    return found


def _named(line: str, at: int, position: int, marked: bool) -> Label | None:
    letter = _LETTER.match(line, at)
    if letter:
        form: Form = "letter" if letter["bare"] is None else "answer"
        return Label(position, position + letter.end(), "Q" if letter["q"] else "A", form, (), marked)
    return (
        _colon(line, at, position, marked)
        or _stop(line, at, position, marked)
        or _line(line, at, position, marked)
        or _dash(line, at, position, marked)
    )


def _colon(line: str, at: int, position: int, marked: bool) -> Label | None:
    colon = _COLON.search(line, at, at + LONGEST)
    if colon is None:
        return None
    after = colon.end()
    while line[after : after + 1] in ("*", "_"):
        after += 1
    cased = line[at].isupper() or line[at].islower()
    if colon.group() == ":" and line[after : after + 1] not in ("", " ") and cased:
        return None
    time = _TIME_BEHIND.match(line, after)
    if time:
        after = time.end()
    return _made(line, at, colon.start(), after, position, "colon", marked or bool(time))


def _stop(line: str, at: int, position: int, marked: bool) -> Label | None:
    """Return the label of a line that opens as `Mr. LEAHY.`, `The PRESIDENT pro tempore.` or `Chairman HAMILTON.`."""
    for stop in _STOP.finditer(line, at, at + LONGEST):
        if line.count("(", at, stop.start()) > line.count(")", at, stop.start()):
            continue  # "The PRESIDING OFFICER (Mr. Ruiz)."
        made = _made(line, at, stop.start(), stop.end(), position, "stop", marked)
        if made is None:
            if line[at : stop.start()].casefold() in _FULL:
                continue
            return None
        words = made.name.split()
        if len(words[-1]) == 1 or "and" in words:
            return None  # "Senator Ana B. Ruiz", "Senator Ruiz and Mr. Olin"
        first = words[0].casefold().strip(".")
        if len(words) == 1:
            if first in _FULL:
                continue
            return made if words[0].isupper() and len(first) > 3 and (first in ROLES or first == "reporter") else None
        rest = [word.casefold().strip(".") for word in words[1:]]
        if first in TITLES | _FULL or (first == "the" and (words[1].isupper() or rest[-1] in ROLES | {"tempore"})):
            return made
        return None
    return None


def _line(line: str, at: int, position: int, marked: bool) -> Label | None:
    """Return the label that is a line of its own: a name, with or without brackets and a time."""
    end = len(line.rstrip())
    if end - at > LONGEST or line[at:end].endswith((".", "?", "!", "…", ",", ";")):
        return None
    time = _TIME_AT_END.search(line, at, end)
    zone = re.fullmatch(r"[A-Z]{2,4}\.?", line[at:end].strip(" *_"))
    if zone and marked:
        return None  # "6:16 P.M. EDT"
    bracketed = bool(_WHOLE.match(line[at : time.start() if time else end].strip(" *_")))
    return _made(line, at, end, len(line), position, "line", marked or bool(time) or bracketed)


def _dash(line: str, at: int, position: int, marked: bool) -> Label | None:
    dash = _DASH.search(line, at, at + LONGEST)
    if dash is None:
        closed = re.match(r"\[([^\[\]]{1,60})\] +(?=\S)|<([^<>]{1,60})> +(?=\S)", line[at:])
        return _made(line, at, at + closed.end(), at + closed.end(), position, "dash", marked) if closed else None
    marked = marked or (line[dash.start() - 1 : dash.start()] == "." and dash.group() == " – ")
    stop = dash.start() - (line[dash.start() - 1] in ".")
    return _made(line, at, stop, dash.end(), position, "dash", marked)


def _made(line: str, at: int, stop: int, after: int, position: int, form: Form, marked: bool) -> Label | None:
    """Return the label between `at` and `stop`, if it has the shape of a name; the words begin at `after`."""
    head = line[at:stop].strip(" *_")
    notes: list[str] = []
    while True:
        before = head
        if (time := _TIME_AT_END.search(head)) and time.start():
            head, marked = head[: time.start()].rstrip(" *_"), True
        elif (note := _NOTE.search(head)) and note.start():
            head = head[: note.start()].rstrip(" *_")
            notes.insert(0, note[1].strip())
        elif whole := _WHOLE.match(head):
            head = (whole[1] or whole[2]).strip()
        if head == before:
            break
    name, comma, role = head.partition(",")
    if _is_long_office(head):
        head = head.replace(",", "")
    elif comma and role.strip().casefold().strip(".") not in ("jr", "sr", "ii", "iii", "iv"):
        told = {word.casefold().strip(",") for word in role.split()}
        bare = _NOTE.sub("", name.strip())
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
            and at < len(split) - 1
        ):
            return False
        joined = word.casefold() in _LINKS or _LOWER_NAME.match(word) or (at and split[at - 1].casefold() == "the")
        if word[0].islower() and not joined:
            return False
    last = split[-1].casefold().strip(".")
    return len(split) == 1 or (last not in _LINKS - {"tempore"} and last not in FORMS_OF_ADDRESS)
