"""Rewrite sentences as questions: about the subject, the day, the number, or whom or what they introduce."""

import re
from dataclasses import dataclass

from ...corpus.events import Event
from ...corpus.language.lexicon import BODIES, PLACES, PRONOUNS, ROLES
from ...corpus.utterances.people import is_body
from .lexicon import BASES, DULL, LEADING, NUMBERS, OPENS, QUOTED, THINGS

LEAST, MOST = 2, 12
"""The range of words that a question takes from after the verb."""

_PAST = "|".join(sorted(BASES, key=len, reverse=True))
_VERB = re.compile(rf"\s(?P<verb>{_PAST})\b")
_BE = re.compile(
    r"\s(?P<verb>was|were)\s(?P<part>\w{3,}ed|held|sent|struck|hit|led|built|killed|found|given|taken|drawn)\b"
)
# An attribution at the end of a sentence, which is not part of the statement.
_REPORTER = re.compile(
    r",\s(?:(?:according to|as cited by|in the account of|in the reading of|citing|crediting|quoting)\b.*|"
    r"[^,“”\"]{2,60}\b(?:reports?|reported|says|said|writes|wrote|announced|adds|notes)\b(?:[^,“”\"]{0,60})?)[.]?\Z"
)
_BORDER = re.compile(
    r",\s|;|:|\s[–—-]\s|"
    r"\s(?:and|but)\s(?=(?:\w+ ){0,2}\w+(?:ed|s)\b)|\s(?:which|who|whose|where|when|while|because|although|after which)\s"
)
_MANY = re.compile(
    r"(?:(?:About|Around|Roughly|Some|Nearly|Almost|More than|At least|Over|Up to|Only)\s)?"
    rf"(?:\d{{1,3}}(?:,\d{{3}})*|{'|'.join(sorted(NUMBERS))})\s"
    r"(?P<rest>(?:(?!and\b)[\w’'-]+\s){0,3}?(?P<noun>[a-z]{3,}s|people|men|women|children)\s"
    rf"(?:were|was|{_PAST}|work|are|have)\s.*)"
)
_COMMON_FIRST = NUMBERS | {"The", "A", "An", "Some", "Several", "Many"}
# Words that a question cannot take from its sentence, because they refer back or are vague without context.
_POINTING = re.compile(
    r"\b(?:its|his|her|their|it|he|she|they|them|him|such|this|these|those|there|same|second|other|others|another|several|following|"
    r"the (?:report|statement|text|document|list|other|same))\b"
)
_FINITE = re.compile(r"\b(?:included|was|were|is|are|has|have|had)\b")
_BY = re.compile(r"(?:\S+ ){0,5}?(?<!ed )by\b")  # in "adopted in 1989 by …" the subject does not act
_WHOLE = re.compile(r"\b(?:was|were|is|are|would|will|be|had|has|have|should|could|must|can|may|\w{3,}ed)\b")
_LIST = re.compile(r",\s(?:[^,.;]{1,40}(?:,|\sand\s|\sor\s))")
# A finite verb is allowed inside a "that" clause.
_CLAUSE = re.compile(r"(?<=\bthat )(?:the )?[\w’' -]+? (?:was|were|is|are|has|have|had)\b")
_ON = re.compile(r"\s(?:(?:late |early |earlier )?on(?: the (?:evening|morning|night|afternoon) of)?|in|from|at)\Z")

# Whom or what a sentence introduces: "The Rankine cycle is a …", "Ali Shaath, who holds a doctorate, …".
_IS = re.compile(
    r"(?P<subject>(?:The |A |An )?[A-Za-z][\w’'-]*(?: (?:of |and |for )?[A-Za-z][\w’'-]*){0,4}?(?: \([A-Z]{2,8}\))?)"
    r" (?P<verb>is|are|was|were) "
    r"(?:an? |the |one of |[a-z]+ed )\S"
)
_APPOSED = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: (?:(?:al|el|de|van|von|bin)[ -])?[A-Z][\w’'.-]*){1,3}), (?P<what>[^,“”]{8,90}), "
)
_PERSONAL = re.compile(
    r"\s(?:an? |the |one of the )?(?:[\w’'-]+ ){0,3}(?:"
    + "|".join(sorted(ROLES - BODIES - THINGS))
    + r"|mathematician|physicist|chemist|engineer|philosopher|poet|painter)\b"
)


@dataclass(frozen=True, slots=True)
class SentenceParts:
    """The parts of a plain sentence: `subject` and `rest` as they appear in a question, `verb` as in the sentence."""

    subject: str
    verb: str
    rest: str
    passive: bool

    def when_question(self, event: Event) -> str | None:
        """Return the question about the day of the sentence's event, or `None` if too little is left to ask."""
        undated = _without(self.rest, event)
        if undated is None or len(undated.split()) < LEAST:
            return None
        start = f"{self.verb} {self.subject}" if self.passive else f"did {self.subject} {BASES[self.verb]}"
        return f"When {start} {undated}?"

    def who_question(self) -> str | None:
        """Return the question about the subject, or `None` if it is not a person or body that acts."""
        somebody = not self.passive and _agent(self.subject) and not _BY.match(self.rest)
        return f"Who {self.verb} {self.rest}?" if somebody and len(self.rest.split()) >= LEAST else None


def without_reporter(sentence: str) -> str:
    """Return the sentence without its attribution and final full stop."""
    return _REPORTER.sub("", sentence.rstrip()).rstrip(".")


def number_question(sentence: str) -> str | None:
    """Return the question about the number at the start of a plain sentence, or `None`."""
    found = _MANY.fullmatch(sentence)
    rest = _cut(found["rest"]) if found else None
    return f"How many {rest}?" if rest and len(rest.split()) >= 2 * LEAST else None


def definition_question(sentence: str, text: str) -> str | None:
    """Return a question about what a sentence defines with "is a", or about a name explained between commas; else `None`."""
    apposed = _APPOSED.match(sentence)
    if apposed and not is_body(apposed["name"]) and not LEADING.match(sentence) and not OPENS.match(sentence):
        words = apposed["what"].split()
        described = words[0] in ("who", "a", "an", "the") or words[0].lower() in ROLES
        named = (
            described and {word.lower() for word in words} & (ROLES | {"who"}) and apposed["name"].split()[0] != "The"
        )
        return f"Who is {apposed['name']}?" if named else None
    found = _IS.match(sentence)
    if found is None:
        return None
    subject = re.sub(r" \(.*\)\Z", "", found["subject"])
    bare = subject.split()[1:] if subject.split()[0] in ("The", "A", "An") else subject.split()
    proper = all(word[0].isupper() or word in ("of", "and", "for") for word in bare)
    if not bare or not proper or bare[-1] in ("of", "and", "for") or LEADING.match(subject) or OPENS.match(subject):
        return None
    if bare[0].lower() in PRONOUNS | DULL or (len(bare) == 1 and bare[0].lower() in PLACES):
        return None
    person = _PERSONAL.match(sentence, found.end("verb"))
    if len(bare) > 1 and len(bare) == len(subject.split()) and not is_body(subject) and person:
        return f"Who {found['verb']} {subject}?"
    common = len(bare) == 1 and re.search(rf"(?<![\w“]){re.escape(bare[0].lower())}\b", text)
    thing = len(bare) == 1 or is_body(subject) or len(bare) < len(subject.split())
    return None if person or common or not thing else f"What {found['verb']} {_lowered(subject, text)}?"


def parse_sentence(sentence: str, text: str) -> SentenceParts | None:
    """Return the parts of a sentence, the rest up to a clause border; `None` if its form is not plain."""
    found = _BE.search(sentence)
    active = _VERB.search(sentence)
    passive = found is not None and (active is None or found.start() < active.start())
    verb = found if passive else active
    if verb is None:
        return None
    subject = sentence[: verb.start()].strip()
    words = subject.split()
    plain = not re.search(r"[,;:–—“”\"()]", subject) and not LEADING.match(subject)
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
    return SentenceParts(_lowered(subject, text), verb["verb"], rest, passive)


def _cut(rest: str) -> str | None:
    """Return what follows a verb, up to the first clause border; `None` if it is quoted or too long."""
    border = _BORDER.search(rest)
    if border and _LIST.match(rest, border.start()):
        return None  # the first item of a list is not the whole list
    kept = (rest[: border.start()] if border else rest).strip(" .")
    if QUOTED.search(kept) or len(kept.split()) > MOST or _POINTING.search(kept):
        return None
    if _FINITE.search(_CLAUSE.sub("", kept)):
        return None
    if kept.startswith("that ") and not _WHOLE.search(kept):
        return None
    return None if re.search(r"\b(?:and|or|of|to|the|a|an|in|on|for|with|that|by)\Z", kept) else kept


def _without(rest: str, event: Event) -> str | None:
    """Return the rest of a sentence without its date and the preposition before it; `None` if the date cannot be removed."""
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
    """Return whether "who" can ask for the subject: a name, or people."""
    words = re.findall(r"[\w’'-]+", subject)
    names = sum(word[0].isupper() for word in words)
    return names >= max(1, len(words) - 3) or any(word.lower() in ROLES for word in words)


def _lowered(subject: str, text: str) -> str:
    """Return the subject as it appears inside a sentence: the first word in lower case unless it is a name."""
    first, _, rest = subject.partition(" ")
    low = first[0].lower() + first[1:]
    if first.isupper() and len(first) > 1:
        return subject
    common = (
        first in NUMBERS | {"The", "A", "An", "Some", "Several", "Many"}
        or re.search(rf"(?<![\w“]){re.escape(low)}\b", text) is not None
    )
    return f"{low} {rest}".strip() if common else subject
