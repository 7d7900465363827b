"""Cuts of whose claim it is, how sure, how many and under which condition; and cuts of as many words that turn nothing.

The patterns are few and strict, so that each case is beyond dispute; they are not those of the quote check.
"""

import re
from random import Random

from .cuts import cut_to
from .mutation import Mutation, Original
from .words import negates, spaced_words

_QUANTITY = re.compile(
    r"\A(?:None|Few|Hardly any|Not all|Not many|Only (?:a few|some|two|three|five|ten)|At most half) of "
    r"(?=(?:the|them|these|those|its|our|us|his|her|their)\b)"
)
_HEDGE = re.compile(
    r"\A(?:Perhaps|Allegedly|Reportedly|Maybe|Possibly|Supposedly),?\s+(?!(?:more|most|the most|not|even|as)\b)(?=\w)"
)
_CLAIM = re.compile(
    r"\A(?:The )?(?:Critics|Opponents|Some(?: people)?|Many(?: people)?|Analysts|Residents|Witnesses|Rumou?r has it|They)"
    r" (?:say|said|claim|claimed|argue|argued|believe|believed|allege|alleged|think)(?: that)? (?=\w)",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r",?\s(?:once|until|as soon as|in exchange for|in return for|subject to|provided|assuming|on condition that|unless"
    r"|as long as|if)\s[^,;”\"]+[.!]?\Z"
)
_RESTRICTION = re.compile(
    r"\s(?:(?:exclusively|solely|only)\s(?:for|to|with|by)|except(?:\sfor)?|with the exception of)\s[^,;:”\"“]+[.!]?,?\Z"
)
_ASKED = re.compile(
    r"(?:(?:But|And|So),?\s)?(?:Is it true|Do you (?:think|believe)|Does s?he (?:think|believe)|Are you saying|Would you say"
    r"|Do you mean)(?: that)? (?P<asked>[^?.!;]+)\?\Z",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|shall|won['’]t|['’]ll)\b")
_PAST_TIME = re.compile(
    r",?\s(?:when|after|while)\s(?:(?:the|he|she|they|it|we|I|his|her|their|its)\b)[^,;:”\"“]+[.!]?\Z"
)
_PAST = re.compile(r"\b(?:was|were|had|went|came|took|made|met|held|began|left|\w{3,}ed)\b")
_OPEN = re.compile(
    r"\b(?:will|would|could|should|may|might|must|can|shall|if|unless|not|never|no|none|nobody|nothing|only|asked?|whether"
    r"|until|before|just|even|every|always|usually|hardly|how|what|why)\b|n['’]t\b|['’]ll\b|\?",
    re.IGNORECASE,
)


def quantity_cut(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Cut how many: `None of the delegates have …` → `the delegates have …`."""
    found = _QUANTITY.match(original.words)
    return (
        cut_to("quantity_cut", original.words, original.words[found.end() :], "the cut drops how many")
        if found
        else None
    )


def hedge_cut(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Cut a doubt: `Perhaps the talks …` → `the talks …`."""
    found = _HEDGE.match(original.words)
    return (
        cut_to("hedge_cut", original.words, original.words[found.end() :], "the cut drops a doubt") if found else None
    )


def claim_cut(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Cut whose claim it is inside a speaker's own words: `Critics say the plan …` → `the plan …`."""
    found = None if original.sentence else _CLAIM.match(original.words)
    return (
        cut_to("claim_cut", original.words, original.words[found.end() :], "the cut drops whose claim it is")
        if found
        else None
    )


def promise_cut(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Cut on what a promise depends: `We will leave once they …` → `We will leave`."""
    found = _PROMISE.search(original.words)
    if not found or not _FUTURE.search(kept := original.words[: found.start()]) or re.search(r"[.!?,;:]", kept):
        return None
    return cut_to("promise_cut", original.words, kept, "the cut drops on what the promise depends")


def restriction_cut(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Cut to what something is limited: `The road is open only to buses` → `The road is open`."""
    found = _RESTRICTION.search(original.words)
    if not found or re.search(r"[.!?;:“”\"]", kept := original.words[: found.start()]):
        return None
    if any(map(negates, spaced_words(kept))) or kept.rstrip().endswith((" and", " or", " but", ",")):
        return None
    return cut_to("restriction_cut", original.words, kept, "the cut drops a restriction")


def question_stated(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """State what is asked: `Is it true that the port is closed?` → `The port is closed.`."""
    found = _ASKED.match(original.words.strip(' ”“"'))
    if not found:
        return None
    stated = found["asked"]
    made = cut_to("question_stated", original.words, stated, "a question is given as a statement")
    if made is None:
        return None
    text = f"{stated[0].upper()}{stated[1:]}."
    return Mutation("question_stated", text, ("truncated", "altered"), made.reason)


def time_cut(original: Original, rng: Random) -> Mutation | None:  # noqa: ARG001  # all mutators look alike
    """Cut when something past happened: `The boat left when the storm …` → `The boat left`; still verbatim."""
    found = _PAST_TIME.search(original.words)
    if not found or _OPEN.search(original.words) or re.search(r"[”\"“;:]", original.words):
        return None
    kept = original.words[: found.start()]
    if not _PAST.search(kept) or any(map(negates, spaced_words(original.words))):
        return None
    return cut_to("time_cut", original.words, kept, "the cut drops only when it happened", expected=("verbatim",))
