"""Omitted English words that turn what is kept, by rules over strings: for sentences whose parse cannot be used.

A word counts if it precedes the words kept in the same clause (`did not | accept the plan`), opens a subordinate clause around
them (`if the talks fail, | war resumes`; `we will sign | if they withdraw`), or directly follows the cut (`the sides did | not
agree`). Words in another clause do not count, nor do words that make the kept ones a noun phrase.
"""

import re

from ....corpus.language.negation import CONTRACTION, NEGATIVES
from .omission import OmissionKind, OmittedWord, unique
from .sentence import CutSentence

_DENIAL = (
    r"refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|doubt(?:s|ed|ing)?"
    r"|fail(?:s|ed|ing)? to|false|untrue|unlikely|impossible|forbid(?:s|den)?|prevent(?:s|ed|ing)?"
    r"|stop(?:s|ped|ping)? short of|unable|unwilling"
)
_NOT = "|".join((*NEGATIVES, CONTRACTION))
_IF = (
    r"if|unless|until|till|provid(?:ed|ing) that|provided (?=(?:it|they|he|she|we|you|there|all|both|each|the)\b)"
    r"|only if|only when|only after|as long as|so long as|on (?:the )?condition|conditional (?:up)?on"
    r"|contingent (?:up)?on|except|in case|assuming that|should"
)
_CLAIM = (
    r"allegedly|reportedly|supposedly|purportedly|apparently|ostensibly|rumou?red|perhaps|possibly|maybe"
    r"|(?:claim(?:s|ed|ing)?|alleg(?:es|ed|ing|e)|purport(?:s|ed)?|pretend(?:s|ed)?|insinuat(?:es|ed)|speculat(?:es|ed))"
    r"(?= that\b|[,:]?\s*[\"“«'‘]?\s*\Z)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_NEGATIONS = _any(_NOT, _DENIAL)
_CONDITIONS = _any(_IF.removesuffix("|should"))
_CLAIMS = _any(_CLAIM)
_NOT_A_CONDITION = re.compile(
    r"\b(?:as|even|what|see|sees|ask|asks|asked|know|knows|knew|wonder|wonders|wondered|unclear|whether or not)\s+\Z",
    re.IGNORECASE,
)
_BORDER = re.compile(
    r"[;:!?؛]|[—–]| - |,\s+(?:and|but|while|whereas|although|though|yet|so|or|which|who|as)\b|[,،]|[\"”»]",
    re.IGNORECASE,
)
_STRONG_BORDER = re.compile(r"[;!?؛]|,\s+(?:and|but|while|whereas|although|though|yet|so)\b(?! that\b)", re.IGNORECASE)
_COORDINATED = re.compile(r"\s(?:and|but|while|whereas|although)\s+(?!that\b)", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:that|whether|to|how|why|when|where)\s*[,:]?\s*[\"“«'‘]?\s*\Z", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:of|at|in|on|by|from|with|about|into|onto|under|over|between|among|against|after|before|during|for|as|near"
    r"|since|through|towards?|across|despite|within|upon)\s+(?:(?:the|a|an|its|his|her|their|our)\s+)?"
    r"[\"“«'‘]?\s*\Z",
    re.IGNORECASE,
)
_LEADING_IF = re.compile(
    rf"(?:\A|[\"“«'‘;:]\s*|\b(?:that|and|but|said|says)\s+)(?P<if>{_IF}|without)\b[^;:.!?]*[,،]\s*"
    r"(?:then\s+)?[\"“«'‘]?\s*(?:(?:he|she|they)\s+\w+[,]?\s*)?[\"“«'‘]?\s*\Z",
    re.IGNORECASE,
)
_RIGHT_NOT = re.compile(
    r"\A\s*(?:(?:so far|yet|still|also|now|simply|certainly|clearly|will|would|has|had|have|is|are|was|were|did|does|do"
    r"|can|could|should|must|may|might)\s+){0,3}(?P<not>not|never|no longer|neither|n['’]t|only)\b",
    re.IGNORECASE,
)
_RIGHT_NO = re.compile(r"\A\s*(?P<not>no|nothing|nobody|none)\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|shall|should|must|may|might|did|does|do)\s*\Z",
    re.IGNORECASE,
)
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am|has|have|had|will|would|can|could|shall|should|must|may|might|did|does|do"
    r"|\w{2,}ed|went|took|made|said|gave|came|left|held|met|agrees?|accepts?|wants?|says)\b|['’](?:s|re|ll|ve|m|d)\b",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(
    r"\A[\"“«'‘]?(?:the|a|an|its|his|her|their|our|my|your|this|these|those|any|all|some|such|of|in|on|at|by|for|from"
    r"|with|to the|[A-Z]\w+|\d[\d,.]*)\b"
)
_RELATIVE = re.compile(r"\A\s*,\s*(?:which|who|whose|whom|where|when)\b.*,\s*\Z", re.IGNORECASE | re.DOTALL)
_RIGHT_CLAIM = re.compile(
    r"\A[,”\"»'’\s]+(?:[^\W\d_][\w.'’-]*\s+){0,5}(?P<claim>claim(?:s|ed)?|alleg(?:es|ed)|allegedly|reportedly)\b",
    re.IGNORECASE,
)
_WHOSE = r"according to\s[^;”\"\n]{3,100}"
_RIGHT_WHOSE = re.compile(
    rf"\A,\s(?:{_WHOSE}|(?:the\s)?(?:[\w.'’-]+\s){{0,4}}[\w.'’-]+\s(?:said|says|reports|reported|writes|wrote)(?:\s[^,;”\"]{{1,40}})?)\.?\Z",
    re.IGNORECASE,
)
_OPEN_MARK = re.compile(r"(?:\A|\s)[\"“«'‘]")
_VIEW = r"(?:by|in|on) [^,;\"“”]{2,60}['’]s? (?:own )?(?:account|telling|view|opinion|words|version|reading)"
_LEFT_WHOSE = re.compile(rf"\A[\"“«]?(?:{_WHOSE}|{_VIEW}),\s\Z", re.IGNORECASE)


def turning(sentence: CutSentence) -> tuple[OmittedWord, ...]:
    """Return the omitted words of an English sentence that turn what is kept."""
    text, kept = sentence.text, sentence.kept
    middle = [text[a:b] for a, b in sentence.omitted if kept[0][1] <= a and b <= kept[-1][0]]
    return unique(
        (
            *_left(sentence.left, text[kept[0][0] : kept[0][1]]),
            *_right(sentence.right, text[kept[-1][0] : kept[-1][1]]),
            *(one for dropped in middle if not _RELATIVE.match(dropped) for one in _anywhere(dropped)),
        )
    )


def reporter(sentence: CutSentence) -> OmittedWord | None:
    """Return who says the words kept, if nothing but that is left out behind them: "…, the report says"; not "he said"."""
    right = sentence.right.rstrip(" .")
    if not _RIGHT_WHOSE.match(right) or re.match(r",\s(?:he|she|they)\b", right, re.IGNORECASE):
        return None
    return OmittedWord(right.strip(" ,."), "attribution")


def _left(left: str, kept: str) -> tuple[OmittedWord, ...]:
    if not re.search(r"\w", left):
        return ()
    found: list[OmittedWord] = []
    if _LEFT_WHOSE.match(left):
        found.append(OmittedWord(left.strip(' ,"“«'), "attribution"))
    if leading := _LEADING_IF.search(left):
        found.append(OmittedWord(leading["if"], "condition"))
    opened = bool(_OPENED.search(left))
    borders = list((_STRONG_BORDER if opened else _BORDER).finditer(left.rstrip(" \"“«'‘")))
    clause = left[borders[-1].end() :] if borders else left
    if not opened and (joined := list(_COORDINATED.finditer(clause))):
        clause = clause[joined[-1].end() :]
    phrase = _PREPOSITION.search(clause) or (_NOUN_PHRASE.match(kept) and not _VERBAL.search(kept) and not opened)
    negation = _last(_NEGATIONS, clause)
    if negation and (not phrase or re.search(rf"(?:{_NOT})\s*[\"“«'‘]?\s*\Z", clause, re.IGNORECASE)):
        found.append(OmittedWord(negation, "negation"))
    condition = next(
        (m for m in _CONDITIONS.finditer(clause) if not _NOT_A_CONDITION.search(clause[: m.start()])), None
    )
    if condition and not phrase:
        found.append(OmittedWord(condition[0], "condition"))
    if (claim := _last(_CLAIMS, clause)) and not phrase:
        found.append(OmittedWord(claim, "attribution"))
    return tuple(found)


def _right(right: str, kept: str) -> tuple[OmittedWord, ...]:
    if not re.search(r"\w", right):
        return ()
    found: list[OmittedWord] = []
    negation = None if _closed(kept) else _RIGHT_NOT.match(right)
    if negation is None and _AUXILIARY.search(kept):
        negation = _RIGHT_NO.match(right)
    if negation:
        found.append(OmittedWord(negation["not"], "negation"))
    border = _STRONG_BORDER.search(right)
    clause = right[: border.start()] if border else right
    if joined := _COORDINATED.search(clause):
        inside = _CONDITIONS.search(clause[joined.end() :])
        clause = clause if inside and inside.start() < 2 else clause[: joined.start()]
    for condition in _CONDITIONS.finditer(clause):
        if not _NOT_A_CONDITION.search(clause[: condition.start()]):
            found.append(OmittedWord(condition[0], "condition"))
            break
    if claim := _RIGHT_CLAIM.match(right):
        found.append(OmittedWord(claim["claim"], "attribution"))
    elif _RIGHT_WHOSE.match(right.lstrip("\"”»'’") if _OPEN_MARK.search(kept) else right):
        found.append(OmittedWord(right.strip(" ,."), "attribution"))
    return tuple(found)


def _closed(kept: str) -> bool:
    return kept.rstrip()[-1:] in ",;:.!?"


_KINDS: tuple[tuple[re.Pattern[str], OmissionKind], ...] = (
    (_NEGATIONS, "negation"),
    (_CONDITIONS, "condition"),
    (_CLAIMS, "attribution"),
)


def _anywhere(dropped: str) -> tuple[OmittedWord, ...]:
    return tuple(OmittedWord(one, turn) for pattern, turn in _KINDS if (one := _last(pattern, dropped)))


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    found = [match[0] for match in pattern.finditer(text)]
    return found[-1] if found else None
