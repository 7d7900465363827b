"""Read what a question asks for: the kind of answer, whose words, the period. The answer's foot says it in words.

The kinds of the ranking (`index.retrieval.features`) are those of question words; here come the kinds that no question word has.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ...corpus.wording import day
from ...index.retrieval.features import answer_kind, asks_for_several
from ...index.retrieval.search import EvidenceSentence
from .overview import overview_topic
from .period import Period, asked_period
from .recency import asks_for_latest

Kind = Literal[
    "overview", "words", "yes or no", "list", "number", "day", "person or body", "place", "reason", "comparison", "fact"
]

QUOTES_NAMED, SAYS_NAMED, QUOTES_NEAR = 2.5, 1.5, 0.75
"""Added to the score of a sentence if somebody's words are asked for.

In this order: it quotes what they say; it only reports what they say; it quotes and only names them, or stands next to a sentence
that names them.
"""

_OF_RANKING: dict[str, Kind] = {
    "number": "number", "when": "day", "who": "person or body", "where": "place", "why": "reason",
}  # fmt: skip
_IN_WORDS: dict[Kind, str] = {
    "overview": "an overview from several reports",
    "words": "words of {}",
    "yes or no": "yes or no",
    "list": "a list",
    "number": "a number",
    "day": "a day",
    "person or body": "a person or a body",
    "place": "a place",
    "reason": "a reason",
    "comparison": "how reports compare",
    "fact": "a statement",
}
_YES_NO = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|may|might"
    r"|must|isn['’]t|aren['’]t|"
    r"wasn['’]t|weren['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:do|does|did) (?:the )?(?:\w+ ){0,4}(?:disagree|differ|agree|contradict)\b|\b(?:differ|disagree"
    r"|contradict)\b|\bcompared? (?:to|with)\b",
    re.IGNORECASE,
)
_SAYING = (
    r"(?:say|says|said|saying|think|thinks|tell|tells|told|claim|claims|argue|argues|announce|promise|state|warn|explain|respond"
    r"|call)"
)
_WORDS_OF = (
    re.compile(
        rf"\bwhat (?:else )?(?:did|does|do|has|had|is|was|were|would) (?P<who>[^?]{{2,60}}?) (?:just |also |then "
        rf"|already )?{_SAYING}\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bwhat (?:is|was|were|are) (?P<who>[^?]{2,40}?)['’]s? (?:\w+ )?(?:reaction|response|view|opinion|position"
        r"|stance|answer|comment|take|words)s?\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bhow did (?P<who>[^?]{2,40}?) (?:react|respond|reply|answer|describe|explain|justify)\b",
        re.IGNORECASE,
    ),
)
LONGEST = 500
"""The most characters after a sentence in which its quotation may end."""

_REST = re.compile(r"[^”\"\n]*[”\"][^.!?\n“\"]*[.!?]?")
_QUOTED = re.compile(r"[“\"«][^”\"»]{12,}")
_SAID = (
    r"(?:said|says|say|saying|told|tells|called|calls|argued|argues|added|adds|warned|warns|wrote|writes|tweeted|announced"
    r"|announces|insisted|insists|claimed|claims|stated|states|explained|explains|replied|responded|rejected|rejects"
    r"|criticized|criticised|praised|welcomed|denied|denies|acknowledged|admitted|described|describes|noted|notes|stressed"
    r"|promised|vowed|signalled|signaled|hinted|declined|expressed|thanked|urged|asked|suggested|confirmed|declared)"
)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What a question asks for. `speaker`: whose words; `latest`: the state of today; `period`: the time it names.

    `as_of` is the day of the report that leads, once it is known, if a state is asked for.
    """

    kind: Kind
    speaker: str | None = None
    latest: bool = False
    period: Period | None = None
    as_of: date | None = None

    @property
    def words(self) -> str:
        """The reading in words: `a number; the latest state; reports of November 2025`."""
        parts = [_IN_WORDS[self.kind].format(self.speaker or "a person")]
        if self.as_of:
            parts.append(f"the state as of {day(self.as_of)}")
        elif self.latest:
            parts.append("the latest state")
        if self.period:
            parts.append(
                f"reports of {self.period.words}"
                if self.period.first and self.period.last
                else f"reports {self.period.words}"
            )
        return "; ".join(parts)


def asked_for(question: str, newest: date | None) -> AskedFor:
    """Read a question; `newest` is the day of the newest report at hand, from which days without a year count back."""
    topic = overview_topic(question)
    latest = asks_for_latest(question) if topic is None else topic.newest
    read = AskedFor("fact", None, latest, asked_period(question, newest))
    if topic is not None:
        return replace(read, kind="overview")
    speaker = words_of(question)
    if speaker:
        return replace(read, kind="words", speaker=speaker)
    if _COMPARING.search(question):
        return replace(read, kind="comparison")
    if _YES_NO.match(question):
        return replace(read, kind="yes or no")
    kind = answer_kind(question)
    if asks_for_several(question):
        return replace(read, kind="list")
    return replace(read, kind=_OF_RANKING[kind]) if kind else read


def words_of(question: str) -> str | None:
    """Return whose words a question asks for ("What did X say about Y?"), else `None`."""
    found = next((match for pattern in _WORDS_OF if (match := pattern.search(question))), None)
    who = found["who"].strip() if found else ""
    return (
        None
        if not who or who.lower() in ("it", "they", "he", "she", "you", "this", "that", "the report", "the reports")
        else who
    )


def prefer_words(speaker: str | None, evidence: tuple[EvidenceSentence, ...]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence, best first, with sentences raised that quote `speaker` or tell what they say."""
    surname = _surname(speaker)
    if not surname:
        return evidence
    naming = {(one.sentence.document.id, one.sentence.span) for one in evidence if surname in one.sentence.text.lower()}

    def raised(one: EvidenceSentence) -> float:
        named = (one.sentence.document.id, one.sentence.span) in naming
        quotes = _QUOTED.search(one.sentence.text) is not None
        if named and tells_words_of(surname, one.sentence.text):
            return QUOTES_NAMED if quotes else SAYS_NAMED
        if quotes and tells_words_of(surname, _whole_quotation(one)):
            return QUOTES_NAMED
        near = named or any(
            other.passage == one.passage and (other.sentence.document.id, other.sentence.span) in naming
            for other in evidence
        )
        return QUOTES_NEAR if quotes and near else 0.0

    return tuple(sorted((replace(one, score=one.score + raised(one)) for one in evidence), key=lambda one: -one.score))


def _whole_quotation(one: EvidenceSentence) -> str:
    """Return a sentence whose quotation is still open at its end with the rest of it and who said it; else nothing.

    "“It is late. We must go,” Brandt said." are two sentences, and the first does not name whose words it has.
    """
    text, end = one.sentence.document.text, one.sentence.span.end
    own = one.sentence.text
    if not (own.rfind("“") > own.rfind("”") or own.count('"') % 2):
        return ""
    rest = _REST.match(text, end, min(len(text), end + LONGEST))
    return own + rest[0] if rest else ""


def _surname(speaker: str | None) -> str:
    return speaker.rstrip("?.! ").split()[-1].lower() if speaker else ""


def tells_words_of(speaker: str, text: str) -> bool:
    """Return whether a sentence says that this person says something: "X said", "said X", "according to X", "by X's account"."""
    name = re.escape(_surname(speaker))
    before = rf"\b{name}(?:['’]s)?,?(?: (?:also|has|had|have|then|later|again|himself|herself|itself|\w+ly))* {_SAID}\b"
    # An apposition between the name and its verb: "X, the minister of Y, said".
    apposed = rf"\b{name}, [^.“”\"]{{3,90}}, (?:(?:also|has|had) )?{_SAID}\b"
    # Not "says that X …", nor "told X": there X is spoken of or spoken to.
    after = rf"\b(?:said|says|added|adds|explained|wrote|warned|replied) (?:(?!that\b)\w+\.? ){{0,4}}{name}\b"
    source = rf"\b(?:according to|in the words of) (?:[\w.-]+ ){{0,6}}{name}\b|\bby (?:[\w.-]+ ){{0,3}}{name}['’]s? "
    return re.search(f"{before}|{apposed}|{after}|{source}", text, re.IGNORECASE) is not None
