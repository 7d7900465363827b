"""Read questions that compare reports: "How do AP and AFP differ on …?", "Do reports disagree about …?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.language.terms import content_terms

_REPORTS = (
    r"(?:the |any |all |these |those |both |two |other |various |different |news )*"
    r"(?:reports?|sources?|stories|articles?|accounts?|papers?|newspapers?|outlets?|agencies|documents?|versions?|media)"
)
_DIFFER = r"(?:disagree|differ|contradict(?: each other| one another)?|conflict|diverge|agree|compare)"
_ON = r"(?:on|about|over|as to|regarding|in|when it comes to|of)"
_SIDES = r"(?P<one>[\w .’'&-]{2,40}?) and (?P<other>[\w .’'&-]{2,40}?)"
_TELLING = r"(?:describe|report(?: on)?|cover|tell(?: of)?|see|portray|present|explain|view|put|frame)"
_DOES = r"(?:do|does|did)"
_TOPIC = r"(?P<topic>\S.*?)[\s?.!]*"
_PATTERNS = tuple(
    re.compile(rf"\W*(?:(?:and|but|so) )?{one}", re.IGNORECASE)
    for one in (
        rf"(?:{_DOES}|where {_DOES}|on what {_DOES}|how {_DOES}|in what ways? {_DOES}) {_REPORTS} {_DIFFER}(?: with each other)?"
        rf" (?:{_ON} )?{_TOPIC}",
        rf"what {_DOES} {_REPORTS} {_DIFFER} {_ON} (?:on |about )?{_TOPIC}",
        rf"(?:{_DOES}|did) (?:anyone|anybody|someone|any {_REPORTS}|{_REPORTS}) (?:dispute|deny|contradict|question|challenge"
        rf"|disagree(?: with)?) (?:that |the claim that )?{_TOPIC}",
        rf"(?:is|are|was|were) there (?:any )?(?:disagreements?|contradictions?|disputes?|differences?|conflicts?)"
        rf"(?: (?:between|among|in) {_REPORTS})? {_ON} {_TOPIC}",
        rf"(?:is|are|were) there (?:any )?(?:conflicting|contradictory|contradicting|different|differing|diverging) "
        rf"(?:reports|accounts|versions|figures|numbers|claims) (?:{_ON} )?{_TOPIC}",
        rf"compare (?:what )?{_REPORTS} (?:say )?{_ON} {_TOPIC}",
        rf"how (?:{_DOES} )?{_SIDES} (?:disagree|differ|contradict each other|compare) {_ON} {_TOPIC}",
        rf"(?:where {_DOES}|{_DOES}) {_SIDES} (?:disagree|differ|contradict each other|agree) {_ON} {_TOPIC}",
        rf"how {_DOES} {_SIDES} (?:each |differently )?{_TELLING} {_TOPIC}",
        rf"what(?:['’]s| is| are|['’]re) the differences? between {_SIDES} {_ON} {_TOPIC}",
        rf"compare {_SIDES} {_ON} {_TOPIC}",
    )
)
_AFTERWARDS = re.compile(
    rf"(?P<topic>\S.*?)[?.!,;]+ (?:and )?(?:{_DOES} {_REPORTS} {_DIFFER}|{_DOES} they {_DIFFER})[\s?.!]*", re.IGNORECASE
)
_LIGHT = re.compile(r"(?:whether(?: or not)?|if|that|the question of)\s+", re.IGNORECASE)
_NO_SIDE = re.compile(r"(?:the|a|an|this|that|it|they|he|she)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedComparison:
    """A question that compares reports. `sides` are two outlets or speakers, or empty if all reports are compared."""

    topic: str
    sides: tuple[str, ...] = ()


def asked_comparison(question: str) -> AskedComparison | None:
    """Return what a question compares; `None` if it asks for something else, or names no topic."""
    for pattern in (*_PATTERNS, _AFTERWARDS):
        found = pattern.fullmatch(question)
        if found is None:
            continue
        groups = found.groupdict()
        topic = _LIGHT.sub("", groups["topic"], count=1) if _LIGHT.match(groups["topic"]) else groups["topic"]
        sides = tuple(
            re.sub(r"\Athe ", "", groups[name].strip(), flags=re.I) for name in ("one", "other") if groups.get(name)
        )
        if content_terms(topic) and not any(_NO_SIDE.match(one) for one in sides):
            return AskedComparison(topic, sides)
    return None


def outlets(name: str, publishers: Sequence[str]) -> tuple[str, ...]:
    """Return the publishers that a name stands for: its words, its letters without spaces, or the initials of a publisher."""
    words = _words(name)
    return tuple(one for one in publishers if _is_outlet(name, words, one))


def _is_outlet(name: str, words: list[str], publisher: str) -> bool:
    own = _words(publisher)
    head = _words(publisher.partition("(")[0])
    initials = "".join(word[0] for word in head if word not in ("the", "of"))
    return bool(words) and (
        set(words) <= set(own)
        or "".join(words) == "".join(head)
        or (name.isupper() and len(words) == 1 and len(initials) > 1 and words[0] == initials)
    )


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", name.lower()) if word != "the"]
