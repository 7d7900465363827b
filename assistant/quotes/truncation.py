"""Find words left out of a quotation that change the meaning of what it keeps: a negation, a condition, an attribution.

Rules over the rest of the same sentence, not a grammar. A word counts if it governs the words kept: it precedes them in
the same clause (`did not | accept the plan`), opens a subordinate clause around them (`if the talks fail, | war resumes`;
`we will sign | if they withdraw`), or directly follows the cut (`the sides did | not agree`). A plain `said that` changes
nothing; `claimed that` does. Words in another clause do not count, nor do words that turn the kept ones into a noun phrase.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...corpus.language.negation import ARABIC_NEGATIVES, CONTRACTION, NEGATIVES
from ...corpus.sentences import sentence_bounds
from ...corpus.types import Span
from .report import Place, QuoteFlag, in_order
from .utterance_bounds import own_words

OmissionKind = Literal["negation", "condition", "attribution"]


@dataclass(frozen=True, slots=True)
class OmittedWord:
    """A word left out of the quotation that changes its meaning, and how."""

    word: str
    kind: OmissionKind


_DENIAL = (
    r"refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|doubt(?:s|ed|ing)?"
    r"|fail(?:s|ed|ing)? to|false|untrue|unlikely|impossible|forbid(?:s|den)?|prevent(?:s|ed|ing)?"
    r"|stop(?:s|ped|ping)? short of|unable|unwilling"
)
_NOT = "|".join((*NEGATIVES, CONTRACTION))
_NOT_ARABIC = "|".join(ARABIC_NEGATIVES) + "|نفى|نفت|ينفي|تنفي|رفض|رفضت|يرفض|ترفض|ولا|ولم|ولن"
_IF = (
    r"if|unless|until|till|provid(?:ed|ing) that|provided (?=(?:it|they|he|she|we|you|there|all|both|each|the)\b)"
    r"|only if|only when|only after|as long as|so long as|on (?:the )?condition|conditional (?:up)?on"
    r"|contingent (?:up)?on|except|in case|assuming that|should"
)
_IF_ARABIC = "إذا|لو|إلا|بشرط|شريطة|شرط|ما لم|طالما"
_CLAIM = (
    r"allegedly|reportedly|supposedly|purportedly|apparently|ostensibly|rumou?red|perhaps|possibly|maybe"
    r"|(?:claim(?:s|ed|ing)?|alleg(?:es|ed|ing|e)|purport(?:s|ed)?|pretend(?:s|ed)?|insinuat(?:es|ed)|speculat(?:es|ed))"
    r"(?= that\b|[,:]?\s*[\"“«'‘]?\s*\Z)"
)
_CLAIM_ARABIC = "زعم|زعمت|يزعم|تزعم|ادعى|ادعت|يدعي|تدعي|مزاعم|يُزعم"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_NEGATIONS = _any(_NOT, _DENIAL, _NOT_ARABIC)
_CONDITIONS = _any(_IF.removesuffix("|should"), _IF_ARABIC)
_CLAIMS = _any(_CLAIM, _CLAIM_ARABIC)
_NOT_A_CONDITION = re.compile(
    r"\b(?:as|even|what|see|sees|ask|asks|asked|know|knows|knew|wonder|wonders|wondered|unclear|whether or not)\s+\Z",
    re.IGNORECASE,
)
# The end of a sentence inside a stretch that the segmenter keeps whole: a quotation of several sentences.
_STOP = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bGen)[.!?…؟۔][\"”»’')\]]*\s+(?=[\"“«‘(\[]?[^\Wa-z_])|\n"
)
_BORDER = re.compile(
    r"[;:!?؛]|[—–]| - |,\s+(?:and|but|while|whereas|although|though|yet|so|or|which|who|as)\b|[,،]|[\"”»]",
    re.IGNORECASE,
)
_STRONG_BORDER = re.compile(r"[;!?؛]|,\s+(?:and|but|while|whereas|although|though|yet|so)\b(?! that\b)", re.IGNORECASE)
_COORDINATED = re.compile(r"\s(?:and|but|while|whereas|although)\s+(?!that\b)", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:that|whether|to|how|why|when|where|أن|أنّ|بأن|إن)\s*[,:]?\s*[\"“«'‘]?\s*\Z", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:of|at|in|on|by|from|with|about|into|onto|under|over|between|among|against|after|before|during|for|as|near"
    r"|since|through|towards?|across|despite|within|upon|في|من|على|عن|مع|بين)\s+(?:(?:the|a|an|its|his|her|their|our)\s+)?"
    r"[\"“«'‘]?\s*\Z",
    re.IGNORECASE,
)
_LEADING_IF = re.compile(
    rf"(?:\A|[\"“«'‘;:]\s*|\b(?:that|and|but|said|says)\s+)(?P<if>{_IF}|without|{_IF_ARABIC})\b[^;:.!?]*[,،]\s*"
    r"(?:then\s+)?[\"“«'‘]?\s*(?:(?:he|she|they)\s+\w+[,]?\s*)?[\"“«'‘]?\s*\Z",
    re.IGNORECASE,
)
_RIGHT_NOT = re.compile(
    r"\A\s*(?:(?:so far|yet|still|also|now|simply|certainly|clearly|will|would|has|had|have|is|are|was|were|did|does|do"
    r"|can|could|should|must|may|might)\s+){0,3}(?P<not>not|never|no longer|neither|n['’]t|only)\b",
    re.IGNORECASE,
)
_RIGHT_NO = re.compile(r"\A\s*(?P<not>no|nothing|nobody|none|لا|لم|لن|ليس)\b", re.IGNORECASE)
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


def omitted_words(text: str, span: Span, within: Span | None = None) -> tuple[OmittedWord, ...]:
    """Return the words left out around `span` that change its meaning; none if whole sentences are quoted.

    `within` is a direct quotation that contains `span`; the words outside it are the reporter's and do not count.
    """
    left, right = rest_of_sentence(text, span)
    if within is not None:
        left = left[max(0, len(left) - (span.start - within.start)) :]
        right = right[: within.end - span.end]
    kept = span.of(text)
    return tuple(dict.fromkeys((*_left(left, kept), *_right(right, kept))))


def omitted_around(place: Place) -> tuple[OmittedWord, ...]:
    """Return the words left out around a place that change its meaning; see `omitted_words`."""
    return omitted_words(place.document.text, place.span, own_words(place))


def omitted_between(text: str, before: Span, after: Span) -> tuple[OmittedWord, ...]:
    """Return the words of a marked omission between two pieces that change the meaning of one of them."""
    dropped = text[before.end : after.start]
    stops = list(_STOP.finditer(text, before.end, after.start))
    if stops:
        end_of_first, start_of_last = text[before.end : stops[0].start()], text[stops[-1].end() : after.start]
        found = (*_right(end_of_first, before.of(text)), *_left(start_of_last, after.of(text)))
    elif _RELATIVE.match(dropped):
        found = ()
    else:
        found = _anywhere(dropped)
    return tuple(dict.fromkeys(found))


def flags_and_reasons(omitted: Sequence[OmittedWord]) -> tuple[tuple[QuoteFlag, ...], tuple[str, ...]]:
    """Return the flags of a truncated quotation, and the sentence that names the words left out."""
    named = ", ".join(dict.fromkeys(f"“{one.word}”" for one in omitted))
    kinds = " and ".join(dict.fromkeys(f"{'an' if one.kind == 'attribution' else 'a'} {one.kind}" for one in omitted))
    flags: set[QuoteFlag] = {one.kind for one in omitted}
    return in_order(flags), (f"The words left out change the meaning: {named} ({kinds}).",)


def rest_of_sentence(text: str, span: Span) -> tuple[str, str]:
    """Return the rest of the sentence before a span, and the rest of the sentence in which the span ends."""
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    low, high = max(low, span.start - 2000), min(high if high >= 0 else len(text), span.end + 2000)
    bounds = [one for block in sentence_bounds(text[low:high]) for one in block]
    start = max((a + low for a, _ in bounds if a + low <= span.start), default=low)
    end = min((b + low for _, b in bounds if b + low >= span.end), default=high)
    left, right = text[start : span.start], text[span.end : end]
    left = left[max((m.end() for m in _STOP.finditer(left + "X")), default=0) :]
    if text[span.end - 1] in ".!?؟۔…" or re.match(r"\s?[.!?؟۔…](?!\w)", right):
        return left, ""
    stop = _STOP.search(right)
    return left, right[: stop.start()] if stop else right


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
