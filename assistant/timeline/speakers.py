"""The speakers of the corpus: spellings of one name merged, with roles, counts and days.

Full names are processed first, and each joins an earlier one that it is a spelling of. A surname alone then joins the only
person who has it; if several do, it stays separate. The words of a name decide the kind of speaker: a publisher of the
corpus (or "the report") relays what others did and said, and is neither a person nor an organisation involved.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ...corpus.language.lexicon import BODIES, PLACES, ROLES, SAYING_ING, TITLES
from ...corpus.language.names import same_person, same_publisher
from ...corpus.utterances.people import is_body
from ...corpus.utterances.turns.spelling import is_unnamed
from ...index.extracted.utterances import UtteranceEntry
from ...index.filters import Kind

SpeakerKind = Literal["person", "organisation", "unnamed", "report"]
KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)

ROLES_SHOWN = 3
YEARS_APART = 8
TALKS_SHOWN = 20
"""Talks and reports that are kept for a speaker, the newest."""

_ARTICLE = re.compile(r"\A(?:the|an?|their|his|her|its)\s+", re.IGNORECASE)
_REPORT = frozenset("report outlet text announcement article excerpt reading account author newspaper website".split())
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class SpeakerTalk:
    """A document in which somebody speaks: its id and title, the first day of these words, and how many utterances it has."""

    document: str
    title: str
    day: date | None
    utterances: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: `name` is the most common full spelling, `spellings` are all of them as in the documents.

    `kind` is `person`, `organisation` (bodies, states), `unnamed` ("the Egyptian source", "participants"), or `report`
    (publishers, "the report"). `days` has the number of utterances for each day, in order; undated utterances count in
    `utterances` only. `first` and `last` are the first and last of these days. `talks` are the `TALKS_SHOWN` newest of the
    documents in which they speak, `reports` the number of all.
    """

    name: str
    kind: SpeakerKind
    spellings: tuple[str, ...]
    roles: tuple[str, ...]
    utterances: int
    direct: int
    partial: int
    indirect: int
    days: tuple[tuple[date, int], ...]
    talks: tuple[SpeakerTalk, ...] = ()
    reports: int = 0

    @property
    def first(self) -> date | None:
        """The first day with an utterance."""
        return self.days[0][0] if self.days else None

    @property
    def last(self) -> date | None:
        """The last day with an utterance."""
        return self.days[-1][0] if self.days else None


def speakers(entries: Sequence[UtteranceEntry]) -> tuple[Speaker, ...]:
    """Return all speakers, the one with most utterances first, then by name."""
    by_spelling: dict[str, list[UtteranceEntry]] = defaultdict(list)
    for one in entries:
        by_spelling[one.speaker].append(one)
    counts = {name: len(found) for name, found in by_spelling.items()}
    groups = [part for group in merge_spellings(counts) for part in _of_one_time(group, by_spelling)]
    found = [_speaker(group, by_spelling) for group in groups if group[0].lower() not in SAYING_ING]
    return tuple(sorted(found, key=lambda one: (-one.utterances, one.name)))


def merge_spellings(counts: dict[str, int]) -> list[tuple[str, ...]]:
    """Group the spellings of each name; in each group the most common of the longest kind comes first.

    `counts` has how often each spelling occurs.
    """
    ordered = sorted(counts, key=lambda name: (-min(len(_untitled(name)), 2), -counts[name], name))
    groups: list[list[str]] = []
    near: dict[str, set[int]] = defaultdict(set)  # consonants of a word → groups that contain it
    for name in ordered:
        keys = {_key(word) for word in _words(name)} | {_initials(bare := _ARTICLE.sub("", name, count=1)) or bare}
        fitting = [at for at in sorted(set().union(*(near[key] for key in keys))) if _same(groups[at][0], name)]
        if fitting and (len(_untitled(name)) > 1 or len(fitting) == 1):
            at = fitting[0]
            groups[at].append(name)
        else:
            at = len(groups)
            groups.append([name])
        for key in keys:
            near[key].add(at)
    return [tuple(group) for group in groups]


def _of_one_time(group: tuple[str, ...], entries: Mapping[str, Sequence[UtteranceEntry]]) -> list[tuple[str, ...]]:
    """Split off surnames alone that speak `YEARS_APART` years or more before or after the person of that name.

    A senator of 2005 who is only "Mr. Kennedy" is not the president of 1961.
    """
    days = {name: [one.day for one in entries[name] if one.day] for name in group}
    full = [day for name in group for day in days[name] if len(_untitled(name)) > 1]
    if not full:
        return [group]
    apart = tuple(
        name
        for name in group
        if len(_untitled(name)) == 1
        and days[name]
        and all(abs(day - other).days >= YEARS_APART * 365 for day in days[name] for other in full)
    )
    kept = tuple(name for name in group if name not in apart)
    return [kept, *((name,) for name in apart)]


def find_speaker(everybody: Iterable[Speaker], name: str) -> Speaker | None:
    """Return the speaker of this name, in any spelling; if several match, the one with most utterances."""
    fitting = [one for one in everybody if name == one.name or name in one.spellings]
    fitting = fitting or [one for one in everybody if same_person(name, one.name)]
    return max(fitting, key=lambda one: one.utterances, default=None)


def _same(a: str, b: str) -> bool:
    bare_a, bare_b = _ARTICLE.sub("", a, count=1), _ARTICLE.sub("", b, count=1)
    if bare_a.casefold() == bare_b.casefold() or _initials(bare_a) == bare_b or _initials(bare_b) == bare_a:
        return True
    if _described(a) or _described(b) or is_body(bare_a) or is_body(bare_b):
        return False  # bodies and descriptions share words without being the same: "two sources", "UN sources"
    return same_person(bare_a, bare_b)


def _initials(name: str) -> str | None:
    """Return the initials of a name of at least two words: `WHO` of "World Health Organization"."""
    capitals = [word[0] for word in name.split() if word[0].isupper()]
    return None if len(capitals) < 2 or any(word.isupper() for word in name.split()) else "".join(capitals)


def _words(name: str) -> list[str]:
    return _WORD.findall(_ARTICLE.sub("", name, count=1))


def _untitled(name: str) -> list[str]:
    """Return the words of a name without the titles before it: "Biden" of "President Biden"."""
    words = _words(name)
    while len(words) > 1 and words[0].lower() in TITLES:
        words = words[1:]
    return words


def _key(word: str) -> str:
    """Return the first consonants of a word, with similar ones unified: spellings of one name share the key of some word."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(one))
    bare = re.sub(r"[aeiouyhw'’]", "", plain).translate(str.maketrans("gqczv", "jkksf")).replace("ph", "f")
    return re.sub(r"(.)\1+", r"\1", bare)[:2] or plain[:1]


def _described(name: str) -> bool:
    """Return whether a name is a description in common words: its last word before "of" or "in" is in lower case."""
    head = re.split(r"\s(?:of|for|in|at|from)\s", _ARTICLE.sub("", name, count=1))[0].split()
    last = re.sub(r"\A[ae][a-z]-", "", head[-1] if head else name) or name  # "al-Sisi" is a name
    return last[0].islower() or (len(head) == 1 and name.lower() in ROLES) or last[0].isdigit()


def _speaker(group: Sequence[str], by_spelling: dict[str, list[UtteranceEntry]]) -> Speaker:
    rows = [one for name in group for one in by_spelling[name]]
    kinds: Counter[Kind] = Counter(one.kind for one in rows)
    days = Counter(one.day for one in rows if one.day)
    roles = Counter(one.role for one in rows if one.role)
    name = _ARTICLE.sub("", group[0], count=1)
    kind = _kind(group, tuple(roles), rows)
    if _described(group[0]):
        name = re.sub(r"\A(?:The|An?|Their)\b", lambda found: found.group().lower(), group[0])
    elif kind == "report":
        name = group[0]
    shown = _roles(roles) if kind == "person" else ()
    if all(len(_untitled(one)) == 1 for one in group):
        shown = tuple(role for role in shown if role != "Speaker")  # the name of a speech's file has no other role
    totals = (len(rows), kinds["direct"], kinds["partial"], kinds["indirect"])
    talks = _talks(rows)
    return Speaker(
        name,
        kind,
        tuple(sorted(group)),
        shown,
        *totals,
        tuple(sorted(days.items())),
        talks[:TALKS_SHOWN],
        len(talks),
    )


def _talks(rows: Sequence[UtteranceEntry]) -> tuple[SpeakerTalk, ...]:
    """Return the documents of utterances, the newest first."""
    found: dict[str, list[UtteranceEntry]] = defaultdict(list)
    for row in rows:
        found[row.document].append(row)
    talks = [
        SpeakerTalk(name, own[0].title, min((one.day for one in own if one.day), default=None), len(own))
        for name, own in found.items()
    ]
    return tuple(sorted(talks, key=lambda one: (one.day or date.min, one.document), reverse=True))


def _kind(group: Sequence[str], roles: Sequence[str], rows: Sequence[UtteranceEntry]) -> SpeakerKind:
    name = _ARTICLE.sub("", group[0], count=1)
    last = name.split()[-1].lower()
    own = sum(any(_is_of(one, row.speaker) for one in row.publishers) for row in rows)
    if last in _REPORT or 2 * own >= len(rows):
        return "report"
    if is_unnamed(name):
        return "unnamed"
    if _described(group[0]):
        return "organisation" if last in BODIES and len(name.split()) > 1 and name[0].isupper() else "unnamed"
    personal = any(word in ROLES - BODIES for role in roles for word in _WORD.findall(role.lower()))
    if is_body(name) or set(_WORD.findall(name.lower())) & (BODIES | PLACES):
        return "person" if personal and len(name.split()) > 1 and not is_body(name) else "organisation"
    return "person" if personal or len(name.split()) > 1 else "organisation"


def _is_of(publisher: str, speaker: str) -> bool:
    """Return whether the speaker is the publisher, or the end of its name: "Long War Journal", "FDD's Long War Journal"."""
    ends = len(speaker.split()) > 1 and (publisher.endswith(speaker) or speaker.endswith(publisher))
    return ends or same_publisher(publisher, speaker)


def _roles(found: Counter[str]) -> tuple[str, ...]:
    """Return the most common roles of a person, without variants that only add words and without whole clauses."""
    fitting = [
        role
        for role, _ in found.most_common()
        if len(role.split()) <= 10
        and set(_WORD.findall(role.lower())) & (ROLES | TITLES)
        and not re.match(r"(?:in|at|on|who|which|whose)\b|\d", role)
    ]
    kept: list[str] = []
    for role in fitting:
        bare = _ARTICLE.sub("", role, count=1)
        if not any(bare.endswith(one) or one.endswith(bare) for one in kept):
            kept.append(bare)
    return tuple(kept[:ROLES_SHOWN])
