"""Different names in one role: two reports name different people as head, leader or chair of one body.

Patterns of news English recognise roles: "NAME will head the committee", "the committee, led by NAME", "NAME would be the
head of the committee". Two bodies are the same if their nouns match and neither has a name that the other lacks: the Fatah
delegation is not the Hamas delegation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ....corpus.language.names import same_person
from ....corpus.language.synonyms import groups
from ....corpus.language.terms import content_terms, terms
from ...statements.named_entities import canonical
from ...statements.reported import ReportedSentence, read_once

_PART = r"(?:(?:al|el|bin|ibn|abu|van|von|de|ter)[- ])?[A-Z][\w’'ʼ.-]*"
_NAME = rf"{_PART}(?:\s{_PART}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:,| and|, and) {_NAME})*"
_ASIDE = r"(?:, [^,]{3,140},)?"
_WOULD = r"(?:\s(?:will|would|is to|was to|shall|could|may|has|had|been|also|now|then|currently|is|was))*"
_BODY = r"(?P<body>(?:the |a |an |its |their )?[^,.;:“”\"()]{3,80})"
_LEADER = (
    r"(?:head|leader|chair|chairman|chairwoman|chairperson|president|director|chief|commander|coach|ceo|prime minister)"
)
_LEADS = "heads?|leads?|chairs?|commands?|heading|leading|chairing|commanding|headed|led|chaired|commanded"
_IS = r"(?: be| becomes?|,| as| serve as| named| appointed)*"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<names>{_NAMES}){_ASIDE}{_WOULD} (?:{_LEADS}) {_BODY}",
        rf"(?P<names>{_NAME}){_ASIDE}{_WOULD}{_IS} (?:the )?{_LEADER} of {_BODY}",
        rf"{_BODY} (?:was |is |were |are |will be |would be |to be )?(?:headed|led|chaired|commanded) by "
        rf"(?:[a-z]+ )*(?P<names>{_NAMES})",
    )
)
# Words for a predecessor: a change of office is no contradiction.
_BEFORE = re.compile(
    rf"\b(?:until|outgoing|succe\w+|replac\w+|step(?:s|ped)? down|predecessor|(?:former|ex-|late|then) ?{_LEADER})\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\s*(?:an?|another)\s", re.IGNORECASE)
_VERBS = re.compile(r"(?:\s(?:was|is|were|are|will|would|be|to|being|been|has|have|had))+\s*\Z")
_STOP = re.compile(
    r"\s(?:that|which|who|when|while|after|before|in|on|at|to|from|with|by|during|into|as|about|is|was|were|will|would)\s"
)


@dataclass(frozen=True, slots=True)
class LeadingRole:
    """Who leads a body: `names` as written, `terms` of the body, and those of its terms that are names (`named`)."""

    names: tuple[str, ...]
    terms: frozenset[str]
    named: frozenset[str]


def role_reasons(one: ReportedSentence, other: ReportedSentence) -> Iterator[str]:
    """Yield a reason if the two sentences name different leaders of one body."""
    if _BEFORE.search(one.bare) or _BEFORE.search(other.bare):
        return
    for ours in roles(one):
        for theirs in roles(other):
            if _same_body(ours, theirs) and not _shared(ours, theirs):
                yield f"{' and '.join(ours.names)} here, {' and '.join(theirs.names)} there"
                return


@read_once
def roles(sentence: ReportedSentence) -> list[LeadingRole]:
    """Return the leading roles that a sentence states."""
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence.bare):
            body = match["body"]
            if pattern is _PATTERNS[2]:
                body = re.split(_STOP, f" {_VERBS.sub('', body)} ")[-1]  # the noun phrase right before the verb
                body = re.split(r"\b(?:met|told|the)\b", body)[-1]
            else:
                body = re.split(_STOP, f"{body} ")[0]
            people = tuple(name.rstrip(".") for name in re.split(r",? and |, ", match["names"]) if name)
            within = frozenset(content_terms(body)) if body.strip() else frozenset()
            capital = frozenset(
                canonical(term) for word in re.findall(r"\b[A-Z][\w’'-]+", body) for term in terms(word)
            )
            if _ANY.match(body) and not capital:
                continue  # "a delegation" may be another one each time
            if within and people:
                found.append(LeadingRole(people, within, capital))
    return found


def _same_body(ours: LeadingRole, theirs: LeadingRole) -> bool:
    plain, other = ours.terms - ours.named, theirs.terms - theirs.named
    alike = plain & other or {label for term in plain for label in groups(term)} & {
        label for term in other for label in groups(term)
    }
    if ours.terms - theirs.terms - ours.named and theirs.terms - ours.terms - theirs.named:
        return False  # the finance committee, the security committee
    if not alike and not (not plain and not other and ours.named == theirs.named):
        return False
    return not (ours.named - theirs.named and theirs.named - ours.named)


def _shared(ours: LeadingRole, theirs: LeadingRole) -> bool:
    return any(same_person(a, b) for a in ours.names for b in theirs.names)
