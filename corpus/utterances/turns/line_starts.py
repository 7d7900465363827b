"""What a line opens with, if it has the shape of a label: `MR. KIRBY:`, `Q`, `[Ana]`, `Mr. LEAHY.`, a name on its own line."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ...language.lexicon import ROLES, TITLES
from .label import FULL_TITLES, LONGEST, TIME_AT_END, TIMED, WHOLE, Form, Label, is_name, made
from .words import is_happening

# The number of a line stands before "Q." and before names in capitals, in depositions and court records.
# "Q12" stands before the name in oral evidence to a committee.
_NUMBERED = (
    r"\d{1,2} +(?=[QA][.:]? +[^\W_a-z\"“]|(?:[A-Z]{2}[A-Z.]* ){0,3}[A-Z’'-]{2,}: )"
    r"|\[?Q\d{1,4}\]?[.:]? +[*_]*(?=[^\W\d_a-z])"
    r"|\d{1,3}\. +(?=(?:[^\W\d_a-z][\w.’'-]* ?){2,4}[:(])"  # an oral question: "3. Ana Ruiz (Ostrel) (Reform):"
)
_LEAD = re.compile(
    rf"[-–—•*_#|\s]*(?P<turn>>>+ ?)?(?:(?P<time>{TIMED})(?: ?[-–—|,:])?(?: |\Z))?"
    rf"(?P<again>>>+ ?)?[-–*_ ]*(?:{_NUMBERED})?(?:(?:Asked|Tabled|Moved) [Bb]y (?=[A-Z]))?"
)
_COLON = re.compile(r"[:：](?!\d\d|//)")
_TIME_BEHIND_RUN = re.compile(rf"[ :|•·–—-]*{TIMED}(?=[\s:]|\Z)")
_TIME_BEHIND = re.compile(rf"[*_ ]*{TIMED}(?=\s|\Z)[*_]*")
_LETTER = re.compile(
    r"(?![QA]\. [^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?:)"  # "A. RUIZ:" is a name
    r"(?:(?P<q>Q)(?:[.:](?= )|(?= )| ?[-–—](?= ))|(?P<a>A)(?:[.:](?= )| ?[-–—](?= )|(?P<bare>(?= [^\W_a-z\"“])))"
    r"|(?:(?P<q2>س)|(?P<a2>ج)) ?[:.–-](?= )) *(?=\S)"
)
_NOTES_BELOW = re.compile(r"\n{1,2}(?:\([^()\n]{2,100}\) ?){1,3}(?=\n|\Z)")
_BY = re.compile(
    r"\W*(?:[A-Za-z /-]{0,30}examination,?(?: \(?continued\)?)?,? )?(?P<by>by) (?P<who>[^\n:]{3,50}?):?\W*\Z", re.I
)
_STOP = re.compile(r"[.](?=\}?(?:\s|[—–-]|\Z))")
_DASH = re.compile(r" ?(?:—|–|--| - | \| ?|\t) ?(?=\S)")
_INLINE = re.compile(
    r"(?:(?<=[.?!…”\")\]—–-] )|(?P<turn>>>+ ?))"
    r"(?:(?P<q>Q) (?=[A-Z(“])|(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,4})"
    r"(?:, [A-Z][A-Z .,’'-]{2,60})?: (?=\S)|(?(turn)(?=\S)|(?!)))"
)

REMEMBERED = 2_000
"""The most characters of a line whose opening is kept: the same lines stand in many agency reports."""


def candidates(text: str) -> Iterator[Label]:
    """Yield the candidate at the beginning of each line that has one."""
    position = 0
    for line in text.split("\n"):
        found = _opening(line) if len(line) <= REMEMBERED else _of_line(line, 0)
        if found:
            found = replace(found, start=found.start + position, end=found.end + position)
            behind = _NOTES_BELOW.match(text, found.end) if found.form == "line" else None
            yield _with_notes(found, behind) if behind else found
        position += len(line) + 1


def _with_notes(label: Label, below: re.Match[str]) -> Label:
    """Return a label with the notes on the line below it: "Ana Ruiz", and "(Ostrel North) (Reform)" under it."""
    notes = tuple(re.findall(r"\(([^()]+)\)", below.group()))
    return replace(label, end=below.end(), notes=(*label.notes, *notes))


def clean_start(line: str) -> int:
    """Return where the words of a line begin, behind its time, bullet and number."""
    lead = _LEAD.match(line)
    return lead.end() if lead else 0


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
    lead = _LEAD.match(line)
    behind = _TIME_BEHIND_RUN.match(line, end - first)
    after = behind.end() if behind else end - first
    while after < len(line) and line[after] in " :—–-|":
        after += 1
    marked = bool(behind or (lead and lead["time"]))
    return made(line, start - first, start - first + len(words), after, first, "emphasis", marked) if words else None


def of_cue(line: str) -> Label | None:
    """Return the label with which a line of a caption opens: `NAME:`, `Q`, `>> NAME:`, `[Name]`; `None` if it has none."""
    found = _of_line(line, 0)
    if found is None or (found.form == "dash" and (line[found.start] != "[" or is_happening(line[: found.end]))):
        return None
    return found if found.form in ("colon", "letter", "dash") and found.end < len(line) else None


@lru_cache(maxsize=4_000)
def _opening(line: str) -> Label | None:
    return _of_line(line, 0)


def _of_line(line: str, position: int) -> Label | None:
    by = _BY.match(line)
    if by and is_name(by["who"]) and by["who"].split()[0].casefold().strip(".") in FULL_TITLES | TITLES:
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
        asks = letter["q"] or letter["q2"]
        return Label(position, position + letter.end(), "Q" if asks else "A", form, (), marked)
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
    return made(line, at, colon.start(), after, position, "colon", marked or bool(time))


def _stop(line: str, at: int, position: int, marked: bool) -> Label | None:
    """Return the label of a line that opens as `Mr. LEAHY.`, `The PRESIDENT pro tempore.` or `Chairman HAMILTON.`."""
    for stop in _STOP.finditer(line, at, at + LONGEST):
        if line.count("(", at, stop.start()) > line.count(")", at, stop.start()):
            continue  # "The PRESIDING OFFICER (Mr. Ruiz)."
        after = stop.end() + (line[stop.end() : stop.end() + 1] == "}")  # "*Mr. {Ruiz.}"
        label = made(line, at, stop.start(), after, position, "stop", marked)
        if label is None:
            if line[at : stop.start()].casefold() in FULL_TITLES:
                continue
            return None
        words = label.name.split()
        if len(words[-1]) == 1 or "and" in words:
            return None  # "Senator Ana B. Ruiz", "Senator Ruiz and Mr. Olin"
        first = words[0].casefold().strip(".")
        if 1 < len(words) < 5 and label.name.isupper():
            return label  # "ANA RUIZ.  Thank you."
        if len(words) == 1:
            if first in FULL_TITLES:
                continue
            return label if words[0].isupper() and len(first) > 3 and (first in ROLES or first == "reporter") else None
        rest = [word.casefold().strip(".") for word in words[1:]]
        if first in TITLES | FULL_TITLES or (
            first == "the" and (words[1].isupper() or rest[-1] in ROLES | {"tempore"})
        ):
            return label
        return None
    return None


def _line(line: str, at: int, position: int, marked: bool) -> Label | None:
    """Return the label that is a line of its own: a name, with or without brackets and a time."""
    end = len(line.rstrip())
    if end - at > LONGEST or line[at:end].endswith((".", "?", "!", "…", ",", ";", "|")):
        return None
    time = TIME_AT_END.search(line, at, end)
    zone = re.fullmatch(r"[A-Z]{2,4}\.?", line[at:end].strip(" *_"))
    if zone and marked:
        return None  # "6:16 P.M. EDT"
    bracketed = bool(WHOLE.match(line[at : time.start() if time else end].strip(" *_")))
    return made(line, at, end, len(line), position, "line", marked or bool(time) or bracketed)


def _dash(line: str, at: int, position: int, marked: bool) -> Label | None:
    dash = _DASH.search(line, at, at + LONGEST)
    if dash is None or line[at] == "[":
        closed = re.match(r"\[([^\[\]]{1,60})\] +(?=\S)|<([^<>]{1,60})> +(?=\S)", line[at:]) or (
            re.match(r"[^*]{1,80}\*\*:? +(?=\S)", line[at:]) if line[at - 2 : at] == "**" else None
        )
        if closed is None:
            return None
        name = closed[0].strip("[]<>*: ").split()
        marked = marked or (len(name) > 1 and all(word[0].isupper() for word in name) and not " ".join(name).isupper())
        return made(line, at, at + closed.end(), at + closed.end(), position, "dash", marked)
    marked = marked or (line[dash.start() - 1 : dash.start()] == "." and dash.group() == " – ")
    stop = dash.start() - (line[dash.start() - 1] in ".")
    return made(line, at, stop, dash.end(), position, "dash", marked)
