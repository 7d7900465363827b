"""Word lists for generating questions: verbs with their base forms, nouns too vague to ask about, names with an article."""

import re

from ...corpus.language.number_words import CARDINALS


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


BASES = {
    past: base
    for base, past in {
        "meet": "met", "hold": "held", "begin": "began", "take": "took", "come": "came", "leave": "left",
        "withdraw": "withdrew", "strike": "struck", "hit": "hit", "speak": "spoke", "agree": "agreed",
        "announce": "announced", "sign": "signed", "adopt": "adopted", "open": "opened", "reopen": "reopened",
        "visit": "visited", "approve": "approved", "reject": "rejected", "deny": "denied", "confirm": "confirmed",
        "resume": "resumed", "publish": "published", "receive": "received", "vote": "voted", "welcome": "welcomed",
        "release": "released", "pledge": "pledged", "name": "named", "appoint": "appointed", "arrive": "arrived",
        "host": "hosted", "attend": "attended", "address": "addressed", "issue": "issued", "accept": "accepted",
        "launch": "launched", "reach": "reached", "join": "joined", "endorse": "endorsed", "authorise": "authorised",
        "authorize": "authorized", "suspend": "suspended", "postpone": "postponed", "deploy": "deployed", "free": "freed",
        "demand": "demanded", "propose": "proposed", "present": "presented", "submit": "submitted", "unveil": "unveiled",
        "gather": "gathered", "elect": "elected", "invade": "invaded", "attack": "attacked",
        "bomb": "bombed", "defeat": "defeated", "win": "won", "lose": "lost", "build": "built",
        "broker": "brokered", "decline": "declined", "abstain": "abstained",
        "back": "backed", "oppose": "opposed", "condemn": "condemned", "order": "ordered", "establish": "established",
        "form": "formed", "discuss": "discussed", "finish": "finished", "start": "started", "end": "ended",
        "score": "scored", "die": "died", "marry": "married", "retire": "retired", "resign": "resigned", "close": "closed",
    }.items()
}  # fmt: skip
DULL = _words(
    "the a an and or of in for to on at by with from that this same other first second third last next one time way part day "
    "days week month year number question answer end report statement source spokesman spokeswoman official officials minister "
    "president leader people fact reason point terms view name names things thing other others words text case moment state "
    "most more many much such very also not which who whose what would will is are was were has had have should could can their "
    "its his her sides side two three region world place setting latest countries purpose legitimacy results limit role "
    "goal chance ability need idea issue matter"
)
"""Words too vague to ask about."""

# Roles in `corpus.language.lexicon` that are not people.
THINGS = _words(
    "statement report study document announcement text communiqué readout memo email post tweet message verdict letter "
    "newspaper magazine website outlet station channel company firm union department office military army league team "
    "hospital bank airline charity delegation presidency factions side invitation authorities"
)
ADJECTIVES = _words("Palestinian Israeli American Egyptian Turkish European Arab Russian Chinese")
NUMBERS = frozenset(word.capitalize() for word, value in CARDINALS.items() if value > 1)
"""Number words as a sentence begins with them."""
# Bodies whose names take an article: by their last word, and by their full name.
WITH_ARTICLE = _words(
    "department ministry army council agency office organization organisation committee commission government police court "
    "service mission center centre authority presidency union association parliament navy board"
)
ARTICLED = frozenset(
    "White House,Pentagon,Kremlin,United Nations,United States,European Union,UN,US,EU,WHO,IMF".split(",")
)
# Papers, agencies and channels report what others said, so they are not speakers.
MEDIA = _words(
    "news agency times post journal tv gazette reuters afp ap associated press tass xinhua anadolu herald telegraph guardian "
    "tribune mayadeen jazeera arabiya radio"
)

QUOTED = re.compile(r"[“”„«»\"()\[\]]")
LEADING = re.compile(
    r"(?:in|on|at|by|before|after|during|since|under|according|for|from|with|as|if|when|while|although|because|despite|among|"
    r"asked|speaking|thanking|citing|earlier|later|then|it|there|this|that|these|those|not|but|and|or|so|also|another|other|both)\b",
    re.IGNORECASE,
)
"""Openings of a sentence whose subject does not come first."""

OPENS = re.compile(
    r"(?:So|But|And|If|We|I|You|It|They|He|She|This|That|There|In|On|At|As|When|What|Our|My|Your|No|Yes|Now)\b"
)
"""Capitalised words that start a sentence and are no names."""
