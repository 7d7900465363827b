"""Reply to what asks nothing of the reports: greetings, thanks, "what can you do", "what sources do you have", "who made you".

The replies are Dragoman's own words about itself and its corpus, never shown as a quotation. Only a message that is wholly of
such a kind gets one; with any other word in it, it is a question.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from ...corpus.types import BRIEFS_PUBLISHER
from ...corpus.wording import counted, day
from ...index.document_list import DocumentList, Facets
from ...index.home import Home
from ..types import Turn

Kind = Literal["greeting", "thanks", "farewell", "help", "sources", "maker"]

SHOWN = 8
"""The most publishers named."""

_THE_CORPUS = (
    r"(?:(?:the|this|your|these) )?(?:corpus|library|collection|index|database|system|archive|reports|documents)"
)
_MATERIAL = (
    r"(?:sources?|reports?|documents?|articles?|files?|briefs?|publishers?|newspapers?|outlets?|material|data|texts?)"
)
_OPENING = r"(?:(?:ok(?:ay)?|well|so|please|and|but|great|perfect|hi|hello|hey|dragoman)[\s,!.]+)*"
_CLOSING = r"(?:[\s,!.]+(?:dragoman|there|everyone|all|again|then|please|exactly|right now))*"
_SAID: dict[Kind, str] = {
    "greeting": r"(?:hi|hello|hey|hiya|howdy|greetings|welcome|sala+m|shalom|good (?:morning|afternoon|evening|day))"
    r"(?:[\s,!.]+(?:how are you(?: doing)?(?: today)?|how(?:['’]s| is) it going|nice to meet you))?"
    r"|how are you(?: doing)?(?: today)?|test(?:ing)?",
    "thanks": r"(?:many )?(?:thanks|thx|ty|cheers)(?: (?:a lot|so much|very much|again|for (?:your |the |that "
    r"|this )?(?:help|answer|information)))*"
    r"|(?:i )?thank you(?: (?:so much|very much|again|for (?:your |the |that |this )?(?:help|answer|information)))*|(?:very )?"
    r"(?:helpful|good|nice|great|perfect|cool)(?: (?:answer|job|work))?|got it|that helps",
    "farewell": r"(?:good ?)?bye(?: bye)?|see you(?: later| soon)?|good ?night|farewell",
    "help": r"help(?: me)?|what (?:can|do|could) you (?:do|help(?: me)?(?: with)?|offer|answer)|what (?:can|should"
    r"|could) i (?:ask|do here)(?: (?:you|here))?"
    r"|how (?:do|does|can|should) (?:you|this|it|i|we|dragoman) (?:work|use (?:you|this|it|dragoman)"
    r"|ask(?: you)?(?: a question)?)"
    r"|what (?:is|are) (?:this|dragoman|you for|this for|your (?:purpose|features|abilities|capabilities))"
    r"|can you help(?: me)?|how can you help(?: me)?"
    r"|what are you able to do|instructions|commands|\?+",
    "sources": rf"(?:what|which|whose|how many) (?:kinds? of |sorts? of )?(?:news )?{_MATERIAL}(?: and {_MATERIAL})?"
    rf"(?: (?:do|can|did) (?:you|we|i) (?:have|use|read|know|search|cover|access|rely on|draw on|see"
    rf"|ask)(?: about)?| are (?:there|here|available|in {_THE_CORPUS}|included|loaded"
    rf"|you (?:using|based on)))|(?:list|show|name)(?: me)? (?:all )?(?:your |the |all )*{_MATERIAL}"
    rf"|what(?:['’]s| is| are) (?:in {_THE_CORPUS}|your {_MATERIAL})|where (?:do|did) you (?:get|take|have) (?:your"
    rf"|this|the|that) (?:information|answers?|news|data|knowledge|facts)(?: from)?"
    r"|what (?:period|dates?|days|years|time|languages?) (?:do|does) (?:you|they|it|the (?:reports|documents"
    r"|corpus)|your (?:reports|documents|corpus)) cover"
    r"|how (?:recent|new|current|up[ -]to[ -]date|old) (?:are|is) (?:you|your|the|this) ?(?:data|reports|documents"
    r"|corpus|sources|information|news)?",
    "maker": r"who (?:are you|made you|built you|created you|wrote you|developed you|programmed you|runs you|is dragoman"
    r"|made (?:this|dragoman)|built (?:this|dragoman))"
    r"|what are you|what(?:['’]s| is) your name|are you (?:an? )?(?:ai|bot|robot|human|person|machine|computer"
    r"|real|real person|chat ?gpt|chatbot|language model|llm)"
    r"|(?:tell me|say something) about yourself|introduce yourself",
}
_POINTING = re.compile(r"\b(?:it|this|that|they)\b", re.IGNORECASE)
_KINDS = {kind: re.compile(rf"\W*{_OPENING}(?:{said}){_CLOSING}\W*", re.IGNORECASE) for kind, said in _SAID.items()}


def kind_of_message(message: str, *, continues: bool = False) -> Kind | None:
    """Return what a message is, if it asks nothing of the reports; else `None`.

    `continues`: something was asked before, so "how does it work?" is about that.
    """
    kind = next((kind for kind, said in _KINDS.items() if said.fullmatch(message)), None)
    return None if continues and kind in ("help", "sources", "maker") and _POINTING.search(message) else kind


def without_direct(history: Sequence[Turn]) -> list[Turn]:
    """Return a conversation without greetings, thanks and the like, and without the replies to them."""
    kept: list[Turn] = []
    skipping = False
    for turn in history:
        if turn.role == "user":
            skipping = kind_of_message(turn.content, continues=bool(kept)) is not None
        if not skipping:
            kept.append(turn)
    return kept


def direct_reply(message: str, home: Home, *, continues: bool, writes: bool) -> str | None:
    """Return the reply to a message that asks nothing of the reports, else `None`.

    `continues` is as in `kind_of_message`; `writes`: a model is configured.
    """
    kind = kind_of_message(message, continues=continues)
    if kind is None:
        return None
    listed = DocumentList(home)
    number, facets = listed.page(most=1).total, listed.facets()
    held = _held(number, facets)
    match kind:
        case "greeting":
            return f"Hello. Ask about what is here: {held}."
        case "thanks":
            return "You are welcome. Ask another question whenever you like."
        case "farewell":
            return "Goodbye."
        case "sources":
            return f"The corpus has {held}.{_publishers(facets)} The list of documents shows each of them."
        case "maker":
            return (
                f"This is Dragoman, a program that answers from a fixed set of texts: {held}. {_how(writes)} Whoever runs this "
                "service chose them."
            )
        case _:
            return (
                f"Ask a question about what is here: {held}. {_how(writes)} Ask who, when, where, how many or why; “what did X "
                f"say "
                "about Y?”; “what happened in …?”; or “summarise …”. Dragoman can also check the quotations of a draft, list "
                "who said "
                "what, show events by day, and compare reports."
            )


def _how(writes: bool) -> str:
    if writes:
        return "A language model writes the answers, and each sentence is checked against the reports that it cites."
    return "Answers are sentences quoted word for word from them, with their source; no text is written by a model."


def _held(number: int, facets: Facets) -> str:
    if not number:
        return "no documents yet; add some first"
    briefs = dict(facets.publishers).get(BRIEFS_PUBLISHER, 0)
    kinds = [counted(briefs, "brief"), counted(number - briefs, "document")]
    return f"{' and '.join(kinds[bool(not briefs) : 2 if number > briefs else 1])}{_period(facets.first, facets.last)}"


def _period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return f" of {day(first)}" if first == last else f" from {day(first)} to {day(last)}"


def _publishers(facets: Facets) -> str:
    if not facets.publishers:
        return ""
    shown = [f"{name} ({count})" for name, count in facets.publishers[:SHOWN]]
    more = len(facets.publishers) - len(shown)
    return f" They are by, or about reports of: {', '.join(shown)}{f' and {more} more' if more > 0 else ''}."
