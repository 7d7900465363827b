"""Questions that a sentence answers, made from the sentence by rules: what somebody said, who did something, when, how many.

A sentence is turned only where its form is plain: a short subject, one verb of the list, what follows up to the first
clause border. Everything else gives no question. Names and nouns are the document's own words; they are text like any
other from a document, and whoever shows a question escapes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.events import Event, events
from corpus.segment import segment
from corpus.types import Document, Span, Utterance
from corpus.utterances import utterances
from corpus.utterances.lexicon import BODIES, PLACES, PRONOUNS, ROLES

LONGEST = 15
"""Words of a question at most."""

_BASE = {
    past: base
    for base, past in {
        "meet": "met", "hold": "held", "begin": "began", "take": "took", "come": "came", "give": "gave", "leave": "left",
        "withdraw": "withdrew", "send": "sent", "strike": "struck", "hit": "hit", "speak": "spoke", "agree": "agreed",
        "announce": "announced", "sign": "signed", "adopt": "adopted", "open": "opened", "reopen": "reopened",
        "visit": "visited", "approve": "approved", "reject": "rejected", "deny": "denied", "confirm": "confirmed",
        "resume": "resumed", "publish": "published", "receive": "received", "vote": "voted", "welcome": "welcomed",
        "release": "released", "pledge": "pledged", "name": "named", "appoint": "appointed", "arrive": "arrived",
        "host": "hosted", "attend": "attended", "address": "addressed", "issue": "issued", "accept": "accepted",
        "launch": "launched", "reach": "reached", "join": "joined", "endorse": "endorsed", "authorise": "authorised",
        "authorize": "authorized", "suspend": "suspended", "postpone": "postponed", "deploy": "deployed", "free": "freed",
        "demand": "demanded", "propose": "proposed", "present": "presented", "submit": "submitted", "unveil": "unveiled",
        "gather": "gathered", "elect": "elected", "found": "founded", "invade": "invaded", "attack": "attacked",
        "bomb": "bombed", "defeat": "defeated", "win": "won", "lose": "lost", "build": "built", "lead": "led",
        "draft": "drafted", "broker": "brokered", "propose to": "proposed to", "decline": "declined", "abstain": "abstained",
        "back": "backed", "oppose": "opposed", "condemn": "condemned", "order": "ordered", "establish": "established",
        "form": "formed", "discuss": "discussed", "finish": "finished", "start": "started", "end": "ended",
        "score": "scored", "die": "died", "marry": "married", "retire": "retired", "resign": "resigned", "close": "closed",
    }.items()
}  # fmt: skip
_PAST = "|".join(sorted(_BASE, key=len, reverse=True))
_VERB = re.compile(rf"\s(?P<verb>{_PAST})\b")
_BE = re.compile(
    r"\s(?P<verb>was|were)\s(?P<part>\w{3,}ed|held|sent|struck|hit|led|built|killed|found|given|taken|drawn)\b"
)
# What closes a sentence without belonging to it: who reports it.
_REPORTER = re.compile(
    r",\s(?:(?:according to|as cited by|in the account of|in the reading of|citing|crediting|quoting)\b.*|"
    r"[^,“”\"]{2,60}\b(?:reports?|reported|says|said|writes|wrote|announced|adds|notes)\b(?:[^,“”\"]{0,60})?)[.]?\Z"
)
_BORDER = re.compile(
    r",\s|;|:|\s[–—-]\s|\s(?:and|but)\s(?=(?:\w+ ){0,2}\w+(?:ed|s)\b)|\s(?:which|who|whose|where|when|while|because|although|after which|as|so)\s"
)
_QUOTED = re.compile(r"[“”„«»\"()\[\]]")
_LEADING = re.compile(
    r"(?:in|on|at|by|before|after|during|since|under|according|for|from|with|as|if|when|while|although|because|despite|among|"
    r"asked|speaking|thanking|citing|earlier|later|then|it|there|this|that|these|those|not|but|and|or|so|also|another|other|both)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"(?:(?:About|Around|Roughly|Some|Nearly|Almost|More than|At least|Over|Up to|Only)\s)?"
    r"(?:\d{1,3}(?:,\d{3})*|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen|Fifteen|Twenty)\s"
    r"(?P<rest>(?:(?!and\b)[\w’'-]+\s){0,3}?(?P<noun>[a-z]{3,}s|people|men|women|children)\s"
    rf"(?:were|was|{_PAST}|work|are|have)\s.*)"
)
# "the committee", "the Rafah crossing": a noun behind "the" with at most two words before it, and what may follow a noun.
_FOLLOWS = r"(?=\s(?:of|in|for|to|on|at|by|with|from|would|will|is|are|was|were|has|had|have|should|must|could|can|and|or|that|which|as)\b|[.,;:”’?!]|\Z)"
_TOPIC = re.compile(rf"\bthe (?P<topic>(?:[\w’'-]+ ){{0,2}}[\w’'-]{{4,}}){_FOLLOWS}")
_NAME = re.compile(r"(?<![.!?“] )(?<!\A)\b(?P<name>(?:[A-Z][\w’'-]+)(?: (?:of (?:the )?)?[A-Z][\w’'-]+){0,3})")
_DULL = frozenset(
    "the a an and or of in for to on at by with from that this same other first second third last next one time way part day "
    "days week month year number question answer end report statement source spokesman spokeswoman official officials minister "
    "president leader people fact reason point terms view name names things thing other others words text case moment state "
    "most more many much such very also not which who whose what would will is are was were has had have should could can their "
    "its his her sides side two three region world place setting latest".split()
)
_ON = re.compile(r"\s(?:(?:late |early |earlier )?on(?: the (?:evening|morning|night|afternoon) of)?|in|from|at)\Z")

Kind = Literal["said", "who", "when", "many"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the sentence of a document that answers it."""

    text: str
    kind: Kind
    document: Document
    span: Span


def questions(document: Document) -> list[Question]:
    """The questions that the document's sentences answer, in order; none for a document that is not in English."""
    if document.language not in (None, "en") or not _latin(document.text):
        return []
    segments = segment(document.text)
    dated: dict[Span, list[Event]] = {}
    for event in events(document, segments):
        dated.setdefault(event.span, []).append(event)
    spoken: dict[Span, list[Utterance]] = {}
    for one in utterances(document, segments):
        home = next((span for span in segments.sentences if span.start <= one.span.start < span.end), None)
        if home is not None:
            spoken.setdefault(home, []).append(one)
    made = []
    for span in segments.sentences:
        for kind, text in _asked(document, span, dated.get(span, []), spoken.get(span, [])):
            if len(text.split()) <= LONGEST:
                made.append(Question(text, kind, document, span))
    return made


def _latin(text: str) -> bool:
    letters = [one for one in text[:2000] if one.isalpha()]
    return sum(one < "\u0250" for one in letters) > 0.9 * max(1, len(letters))


def _asked(document: Document, span: Span, dated: list[Event], spoken: list[Utterance]) -> Iterator[tuple[Kind, str]]:
    sentence = span.of(document.text)
    for one in spoken:
        topic = _topic(one)
        name = _speaker(one)
        if topic and name and not set(topic.lower().split()) & set(name.lower().split()):
            yield "said", f"What did {name} say about {topic}?"
    bare = _REPORTER.sub("", sentence.rstrip()).rstrip(".")
    many = _MANY.fullmatch(bare)
    if many:
        rest = _cut(many["rest"])
        if rest and len(rest.split()) >= 4:
            yield "many", f"How many {rest}?"
    turned = _turned(bare, document.text)
    if turned is None:
        return
    subject, verb, rest, passive = turned
    if dated and dated[0].precision == "day" and dated[0].day == dated[0].until:
        undated = _without(rest, dated[0])
        if undated is not None and len(undated.split()) >= 2:
            start = f"{verb} {subject}" if passive else f"did {subject} {_BASE[verb]}"
            yield "when", f"When {start} {undated}?"
    if not passive and _agent(subject) and len(rest.split()) >= 2:
        yield "who", f"Who {verb} {rest}?"


def _speaker(one: Utterance) -> str | None:
    """A speaker's name as it stands in a question; none for descriptions and for reports that tell of others."""
    name = one.speaker
    if not name or not name[0].isupper() or name.split()[-1][0].islower() or re.search(r"\d|^The report", name):
        return None
    words = set(name.lower().split())
    source = one.document.based_on
    publishers = " ".join(filter(None, (one.document.publisher, source.publisher if source else None))).lower()
    if name.lower() in publishers or words & {"news", "agency", "times", "post", "journal", "tv", "gazette"}:
        return None
    if name.startswith("The "):
        return "the " + name[4:]
    if name in (
        "White House",
        "Pentagon",
        "Kremlin",
        "United Nations",
        "United States",
        "World Health Organization",
        "UN",
    ):
        return "the " + name
    known = len(words) > 1 or words & (BODIES | PLACES) or name.isupper()
    return name if known else None


def _topic(one: Utterance) -> str | None:
    """What reported words are about, in two or three of them: the last noun phrase that is not dull, else a name."""
    text = one.text
    if _QUOTED.search(text) and one.kind == "indirect":
        text = _QUOTED.sub(" ", text)
    for found in _TOPIC.finditer(text):
        words = found["topic"].split()
        low = [word.lower() for word in words]
        if set(low) & _DULL or low[-1] in ROLES or low[-1].endswith(("ly", "ing", "ed", "’s", "'s")):
            continue
        return f"the {found['topic']}"
    for found in _NAME.finditer(text):
        name = found["name"].removesuffix("’s").removesuffix("'s")
        if name.lower() not in _DULL and name != one.speaker and name.lower() not in PRONOUNS:
            return name
    return None


def _turned(sentence: str, text: str) -> tuple[str, str, str, bool] | None:
    """Subject, verb, the rest up to a clause border, and whether it is a passive; `None` where the form is not plain."""
    found = _BE.search(sentence)
    active = _VERB.search(sentence)
    passive = found is not None and (active is None or found.start() < active.start())
    verb = found if passive else active
    if verb is None:
        return None
    subject = sentence[: verb.start()].strip()
    words = subject.split()
    plain = not re.search(r"[,;:–—“”\"()]", subject) and not _LEADING.match(subject)
    if (
        not words
        or len(words) > 8
        or not plain
        or words[0].lower() in PRONOUNS | {"they", "his", "her", "its", "their"}
    ):
        return None
    if re.search(
        r"\b(?:had|has|have|would|will|that|who|which|to|not|was|were|be|been)\Z|\b(?:said|says|that|who|which)\b",
        subject,
    ):
        return None
    if subject[0].islower():
        return None
    rest = _cut(sentence[verb.end("verb") :].strip())
    if not rest:
        return None
    return _lowered(subject, text), verb["verb"], rest, passive


def _cut(rest: str) -> str | None:
    """What follows a verb, up to the first clause border; `None` where it is quoted or too long."""
    border = _BORDER.search(rest)
    kept = (rest[: border.start()] if border else rest).strip(" .")
    if (
        _QUOTED.search(kept)
        or len(kept.split()) > LONGEST - 3
        or re.search(r"\b(?:its|his|her|their|it|he|she|they|the report)\b", kept)
    ):
        return None
    return None if re.search(r"\b(?:and|or|of|to|the|a|an|in|on|for|with|that|by)\Z", kept) else kept


def _without(rest: str, event: Event) -> str | None:
    """The rest of a sentence without the day that it names, and the preposition before it."""
    when = event.when.of(event.document.text)
    at = rest.find(when)
    if at < 0:
        return None
    before = _ON.sub("", " " + rest[:at].rstrip()).strip()
    after = rest[at + len(when) :].strip()
    if re.search(r"\b(?:of|by|since|until|before|after|dated|to)\Z", before):
        return None
    return " ".join(filter(None, (before, after)))


def _agent(subject: str) -> bool:
    """Whether a subject is one that "who" asks for: a name, or people."""
    words = re.findall(r"[\w’'-]+", subject)
    names = sum(word[0].isupper() for word in words)
    return names >= max(1, len(words) - 3) or any(word.lower() in ROLES for word in words)


def _lowered(subject: str, text: str) -> str:
    """The subject as it stands inside a sentence: without the capital of a first word that is no name."""
    first, _, rest = subject.partition(" ")
    low = first[0].lower() + first[1:]
    if first.isupper() and len(first) > 1:
        return subject
    common = first in ("The", "A", "An") or re.search(rf"(?<![\w“]){re.escape(low)}\b", text) is not None
    return f"{low} {rest}".strip() if common else subject
