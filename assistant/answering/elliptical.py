"""Complete a question of a few words by the one before it: "why?", "by whom?", "and Qatar?", "are you sure?".

Such a question has no term of its own to search for. Its question word replaces that of the question before it, or its name the
first name there; to "are you sure?" the question before it is asked again. What is searched is then one whole question.
"""

import re
from collections.abc import Sequence

from ..types import ABSTAINED, Turn
from .pointing import said_question, with_person

MOST_WORDS = 4
"""The most words of a name after "and" or "what about"."""

_GOING_ON = r"(?:(?:and|but|so|ok(?:ay)?|well|then|also|yes|no)[\s,]+)*"
_ASKING = (
    r"why not|why|how come|since when|until when|till when|by when|when|where|(?:by|with|to|from|for|of) whom|who by|whose|"
    r"how (?:many|much|long|often|far)|how|which ones?|which|what for|what"
)
# The question word, with words that only refer to what was said.
_ONLY_ASKING = re.compile(
    rf"\W*{_GOING_ON}(?P<word>{_ASKING})(?: (?:is|was|were|are|did|does|do|will|has|had|exactly|then|that|this|it"
    rf"|so|not|happen(?:ed)?))*\W*",
    re.IGNORECASE,
)
_ONLY_WHO = re.compile(
    rf"\W*{_GOING_ON}(?P<word>who)(?: (?:exactly|then|else|did(?: that| it| so)?))?\W*", re.IGNORECASE
)
_DOUBTING = re.compile(
    rf"\W*{_GOING_ON}(?:are you (?:really |quite )?(?:sure|certain)(?: (?:about|of) (?:that|this|it))?|you sure|really|honestly|"
    r"is (?:that|this|it) (?:really )?(?:true|right|correct|so|certain)|says who|who says(?: so| that)?"
    r"|who (?:said|reported|reports|claimed|claims|told (?:them|him|her|you|us|reporters|journalists))(?: (?:that|so|this|it))?"
    r"|according to (?:whom|who)|"
    r"how do you know(?: that)?|what(?:['’]s| is) (?:the|your) source)\W*",
    re.IGNORECASE,
)
_NAMING = re.compile(
    rf"\W*(?:{_GOING_ON}(?:what|how) about|and(?: (?:what|how) about)?)\s+(?P<name>(?:(?:for|in|at|on|with|from|by"
    rf"|to) )?\S.*?)[\s?.!]*",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w’'-]*(?: (?:of |the |al-?)?[A-Z][\w’'-]*)*")
_LED = re.compile(r"(?:for|in|at|on|with|from|by|to)\s+", re.IGNORECASE)
_OPENING = re.compile(rf"\W*{_GOING_ON}(?:{_ASKING}|who(?:m)?)\b(?: (?:else|more)\b)?\s*", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|did|does|do|will|would|has|have|had|can|could|should|may|might|must|who|whom|whose|what|which|when|"
    r"where|why|how|he|she|it|they|his|her|their|its|him|them|that|this|those|these|[a-z]+ed)\b",
    re.IGNORECASE,
)


def completed(question: str, history: Sequence[Turn]) -> str | None:
    """Return a question of a few words completed by the questions of `history`; `None` if it is none, or nothing completes it.

    A question that was not answered is passed over, if another one was.
    """
    return _joined(question, standing_question(history))


def standing_question(history: Sequence[Turn]) -> str | None:
    """Return the last question that was answered, completed by those before it; if none was, the last question.

    "What did he say?" in it names the person.
    """
    asked: str | None = None
    answered: str | None = None
    told = ""
    for turn in history:
        if turn.role == "user" and turn.content.strip():
            before = answered or asked
            whole = _joined(turn.content, before) or turn.content
            asked = with_person(whole, before, told) if before else whole
        elif turn.role == "assistant" and turn.content.strip() and not turn.content.startswith(ABSTAINED):
            answered, told = asked, turn.content
    return answered or asked


def _joined(question: str, standing: str | None) -> str | None:
    if standing is None:
        return None
    if _DOUBTING.fullmatch(question):
        return standing
    said = said_question(question, standing)
    if said is not None:
        return said
    if asking := _ONLY_ASKING.fullmatch(question) or _ONLY_WHO.fullmatch(question):
        asked = _OPENING.sub("", standing, count=1)
        if not asked.strip(" ?"):
            return None
        first, _, rest = asked.partition(" ")
        return f"{asking['word'].capitalize()} {first.lower() if _FINITE.fullmatch(first) else first} {rest}".rstrip()
    named = _NAMING.fullmatch(question)
    name = named["name"] if named else question.strip(" ?!.") if _only_a_name(question) else None
    if not name or len(name.split()) > MOST_WORDS or _FINITE.search(name):
        return None
    led = _LED.match(name)
    bare = name[led.end() :] if led else name
    # "And in Jenin?" replaces what comes after "in", "And Oman?" the first name.
    replaced = next(
        (one for one in _NAME.finditer(standing) if not led or _ends_with(standing[: one.start()], led[0])), None
    )
    if replaced is None:
        return f"{standing.rstrip(' ?!.')} {name}?"
    return f"{standing[: replaced.start()]}{bare}{standing[replaced.end() :]}"


def _ends_with(text: str, word: str) -> bool:
    return text.lower().endswith(f" {word.lower()}")


def _only_a_name(question: str) -> bool:
    """Return whether the question is one name and a question mark: "Qatar?"."""
    words = question.strip(" !.").rstrip("?").split()
    return question.rstrip().endswith("?") and 0 < len(words) <= 2 and all(word[0].isupper() for word in words)
