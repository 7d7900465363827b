"""Different numbers for one thing: "8 Palestinian figures" and "15 members" of one committee, 53 and 70 billion dollars.

Numbers are compared only if they count the same: the noun after the number, its modifiers, and the measure of an amount or
a share must match. "47 hostages" and "15 bodies of hostages" count different things, and so do "20 living hostages" and
"28 dead hostages". Numbers of recurring events (deaths, strikes, releases) are compared within one day only; a different
number on another day is no contradiction. "More than 50" does not contradict 53.
"""

import re
from collections.abc import Iterator

from ....corpus.language.numbers import Number
from ....corpus.language.synonyms import covered, groups
from ...statements.named_entities import held
from ...statements.reported import ReportedSentence, names_of_title, same_time
from .quantities import PERSONS, SIZE, Quantity, quantities, stems

_BODIES = stems(
    "committee panel commission board council cabinet delegation team force contingent jury court parliament "
    "assembly squad crew party group"
)
# Modifiers that do not narrow the group that is counted.
_HARMLESS = stems("remaining total different separate individual whole full estimated initial planned proposed overall")
# Measures to which amounts of money, shares and rates refer.
_MEASURES = stems(
    "cost price budget pledge aid debt loss profit revenue sale turnover salary wage fine fee tax "
    "inflation growth unemployment turnout majority support population share rate area income deal contract loan grant "
    "donation damage investment spending rebuilding reconstruction pledge give contribute donate promise provide pay spend"
)
_GIVING = stems("pledge give contribute donate promise provide pay spend")
# A number before a change does not contradict the present number.
_EARLIER = re.compile(
    r"\b(?:old|previous(?:ly)?|earlier|former(?:ly)?|prior|initial(?:ly)?|original(?:ly)?|(?:up|down) from"
    r"|(?:r[io]s|rais|increas|lower)\w* (?:\w+ ){0,3}to"
    r"|f(?:all|ell|allen) to|increased? to|cut to|raised to|record)\b",
    re.IGNORECASE,
)
# Numbers with a greater ratio than this count different things.
_FACTOR = 5
# Events that recur, and totals that keep growing.
_EVENTS = stems(
    "kill killed die dead death wound injure hurt casualty victim body arrest detain strike attack raid missile rocket "
    "drone fire release free return hand recover receive deliver enter cross arrive evacuate displace flee trucks lorry "
    "win lose score vote goal"
)
# A pronoun refers to somebody named in another sentence.
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE)
# The cosine from which sentences are about one thing although they name nobody.
_CLOSE = 0.75
# An intended number does not contradict an actual one.
_INTENDED = re.compile(
    r"\b(?:plan|aim|want|intend|seek|hope|prepare|propose)(?:s|ed|ned|ning|ing|d)? to\b", re.IGNORECASE
)
_PLANNED = re.compile(
    r"\b(?:will|would|to be|shall|is to|are to|was to|were to|plans?|planned|due to|requires?|required|foresees?|provides?"
    r"|allowed|ready to|consists?|comprises?|estimated)\b",
    re.IGNORECASE,
)


def number_reasons(one: ReportedSentence, other: ReportedSentence, cosine: float) -> Iterator[str]:
    """Yield a reason for each quantity for which the two sentences give different numbers."""
    if _EARLIER.search(one.bare) or _EARLIER.search(other.bare):
        return
    if bool(_INTENDED.search(one.bare)) != bool(_INTENDED.search(other.bare)):
        return
    ours, theirs = quantities(one), quantities(other)
    for count in ours:
        alike = [there for there in theirs if _same_thing(count, there, one, other, cosine)]
        if len(alike) != 1 or count.agrees(alike[0]) or count.times(alike[0]) > _FACTOR:
            continue
        # The other sentence may also have this number, for something not recognised as the same.
        if any(count.number.same(there.number) for there in theirs):
            continue
        if any(_same_thing(back, alike[0], one, other, cosine) for back in ours if back is not count):
            continue
        yield f"{count.shown} here, {alike[0].shown} there"


def _same_thing(a: Quantity, b: Quantity, one: ReportedSentence, other: ReportedSentence, cosine: float) -> bool:
    if a.number.unit != b.number.unit:
        return False
    if a.number.unit:
        near, there = _near(one, a.number) & _MEASURES, _near(other, b.number) & _MEASURES
        giving = near & _GIVING and there & _GIVING and one.named & other.named
        alike = bool(near & there or giving)
        return alike and _one_day(one, other) and _of_the_same(a, b, one, other, cosine)
    if PERSONS & a.heads and PERSONS & b.heads and _bodies(one) & _bodies(other):
        return _of_body(one, a) and _of_body(other, b) and _alike_said(a, b, one, other, persons=True)
    if not any(first == second or groups(first) & groups(second) for first in a.heads for second in b.heads):
        return False
    return _alike_said(a, b, one, other) and _one_day(one, other) and _of_the_same(a, b, one, other, cosine)


def _bodies(sentence: ReportedSentence) -> frozenset[str]:
    return frozenset(word.term for word in sentence.words) & _BODIES


def _near(sentence: ReportedSentence, number: Number) -> frozenset[str]:
    """Return the terms of the words around a number, up to ten on either side."""
    words = sentence.words
    at = next((i for i, word in enumerate(words) if word.end > number.start), len(words))
    return frozenset(word.term for word in words[max(0, at - 10) : at + 10])


def _of_body(sentence: ReportedSentence, count: Quantity) -> bool:
    """Return whether the number is the size of a body."""
    start, text = count.number.start, sentence.text
    if SIZE.search(text[:start]):
        return True
    if re.search(
        r"\b(?:consist(?:s|ing)?|composed|compris(?:es?|ing)|made up|include[sd]?|foresees?|envisages?|numbers?)\b"
        r"[^,.;]{0,40}\Z",
        text[:start],
    ):
        return True
    behind = text[count.number.end : count.number.end + 60]
    # "Six members of the council" are some of them; "the six members of the council" are all.
    every = re.search(r"\b(?:the|its|their|all|whose|every) \Z", text[:start])
    if every and re.match(r"[\w -]{0,30}\b(?:members?|people|figures|technocrats|experts) (?:of|on) ", behind):
        return True
    if re.match(r"-(?:member|person|man|strong)\b", behind):
        return True
    has = re.search(r"\b(?:has|have|had|with|of) (?:\w+ )?\Z", text[:start])
    return has is not None and re.match(r" members?\b", behind) is not None


def _alike_said(
    a: Quantity, b: Quantity, one: ReportedSentence, other: ReportedSentence, *, persons: bool = False
) -> bool:
    """Return whether neither number refers to a smaller group: no "living" or "US" on one side only."""
    for mine, whole in ((a.said, other), (b.said, one)):
        for word in mine:
            if word.text[0].isupper() and (persons or held(word, *whole.around)):
                continue
            if word.term not in _HARMLESS and word.term not in whole.content:
                return False
    return True


def _one_day(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Return whether the sentences can refer to one day. Plans and states last; events do not."""
    if not same_time(one, other):
        return False
    ours, theirs = ({day for day, _ in sentence.days} for sentence in (one, other))
    if _PLANNED.search(one.bare) and _PLANNED.search(other.bare):
        return True
    if not (_EVENTS & one.content or _EVENTS & other.content):
        return True
    if one.published is None or other.published is None:
        return bool(ours & theirs)
    return bool(ours & theirs) or abs((one.published - other.published).days) <= 1


def _of_the_same(a: Quantity, b: Quantity, one: ReportedSentence, other: ReportedSentence, cosine: float) -> bool:
    """Return whether the sentences share a name and more than the counted noun, or nearly everything they say."""
    heads = a.heads | b.heads
    shared = {term for term in one.content - heads - _GIVING if covered(term, other.stated.meant)}
    if any(held(word, *other.stated.known) for word in one.names) or any(
        held(word, *one.stated.known) for word in other.names
    ):
        return bool(shared)
    if _PRONOUN.search(one.bare) or _PRONOUN.search(other.bare):
        return False
    titled = any(held(word, *other.around) for word in names_of_title(one))
    return len(shared) >= 2 and (titled or cosine >= _CLOSE)
