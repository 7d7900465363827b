"""Name the speaker and the topic of an utterance as a question does."""

import re

from ...corpus.language.lexicon import BARRIERS, BODIES, PLACES, PRONOUNS, ROLES
from ...corpus.language.names import same_person, same_publisher
from ...corpus.types import Utterance
from ...corpus.utterances.people import is_body
from .lexicon import ADJECTIVES, ARTICLED, DULL, MEDIA, OPENS, QUOTED, WITH_ARTICLE

# "the committee", "the Rafah crossing": "the" with a noun and at most two words between, and what may follow a noun.
_FOLLOWS = (
    r"(?=\s(?:of|in|for|to|on|at|by|with|from|would|will|is|are|was|were|has|had|have|should|must|could|can|and|or|that|which|"
    r"as)\b|[.,;:”’?!]|\Z)"
)
_TOPIC = re.compile(rf"\bthe (?P<topic>(?:[\w’'-]+ ){{0,2}}[\w’'-]{{4,}}){_FOLLOWS}")
_NAME = re.compile(r"\b(?P<name>(?:the )?[A-Z][\w’'-]+(?: (?:of (?:the )?)?[A-Z][\w’'-]+){1,3})\b")


def speaker_name(one: Utterance) -> str | None:
    """Return a speaker's name as a question uses it; `None` for descriptions and for publishers that report what others said."""
    name = one.speaker
    if not name or not name[0].isupper() or name.split()[-1][0].islower() or re.search(r"\d|^The report", name):
        return None
    words = set(re.findall(r"\w+", name.lower()))
    source = one.document.based_on
    told_by = [each for each in (one.document.publisher, source.publisher if source else None) if each]
    if words & MEDIA or any(same_publisher(each, name) for each in told_by):
        return None
    if name.startswith("The "):
        return "the " + name[4:]
    if name.split()[-1].lower() in WITH_ARTICLE or name in ARTICLED:
        return "the " + name
    return name if len(name.split()) > 1 or words & (BODIES | PLACES) or name.isupper() else None


def topic_of(one: Utterance) -> str | None:
    """Return the topic of reported words: the first noun phrase of two or three words after "the", a name, or a noun."""
    text = one.text
    if QUOTED.search(text) and one.kind == "indirect":
        text = QUOTED.sub(" ", text)
    single: str | None = None
    for found in _TOPIC.finditer(text):
        words = found["topic"].split()
        if not _plain_noun([word.lower() for word in words], text[found.end() : found.end() + 6]):
            continue
        if len(words) > 1:
            return f"the {found['topic']}"
        single = single or f"the {found['topic']}"
    for found in _NAME.finditer(text):
        name = found["name"]
        if OPENS.match(name) or "’" in name or "'" in name:
            continue
        person = one.speaker is not None and same_person(name, one.speaker)
        if not person and name.split()[-1] not in ADJECTIVES and (name.startswith("the ") or not is_body(name)):
            return name
    return single


def _plain_noun(words: list[str], after: str) -> bool:
    """Return whether the words after "the" are a noun with its modifiers, and specific enough."""
    if any(re.search(r"[^s’'u]s\Z", word) for word in words[:-1]) or set(words) & (DULL | PRONOUNS | BARRIERS):
        return False  # "the limit covers trucks"
    if words[-1].endswith("s") and len(words) > 1 and re.match(r" (?:to|that)\b", after):
        return False  # "the centre helps to …"
    return words[-1] not in ROLES and not words[-1].endswith(("ly", "ing", "ed", "’s", "'s"))
