"""Who only asks: an interviewer, and at a press conference the reporters whom the transcript names.

Their turns get the role of questions, so that what they ask is never taken for an answer.
"""

import re
from collections.abc import Sequence

from ...language.lexicon import ROLES, TITLES
from .label import Label
from .turn import Turn

_INTERVIEW = re.compile(r"\binterview\w*|\bq ?& ?a\b|\bquestions\b|مقابلة|حوار", re.I)
_PRESS = re.compile(
    r"\b(?:press|news|media) (?:conference|briefing|availability|gaggle|call|point|remarks|stakeout)|\bdoorstep\b|\bbriefing\b|"
    r"\bmidday\b|\bstakeout\b|\b(?:remarks|answers|statements?|questions?) (?:to|from|of|by) (?:the )?(?:press|media|journalist|"
    r"reporter)|مؤتمر صحفي|المؤتمر الصحفي|إحاطة",
    re.I,
)
_MOST = 5  # turns of a reporter; whoever has more is somebody else


def only_asking(title: str, head: str, labels: Sequence[Label], made: Sequence[Turn]) -> set[str]:
    """Return the speakers whose turns are questions.

    `head` is the text before the first label. That is a newspaper or journalist who asks the person whom the title names, one of
    two whose label is a single word and whose turns ask, or at a press conference whoever asks somebody that title and head name.
    """
    speakers = {turn.speaker for turn in made}
    if len(speakers) == 2 and None not in speakers:
        told = {one for one in speakers if one and one in title}
        asking = speakers - told if len(told) == 1 and _INTERVIEW.search(title) else _one_word(made)
        return {one for one in asking if one}
    return _reporters(f"{title}\n{head}", labels, made) if _PRESS.search(f"{title}\n{head[:600]}") else set()


def _one_word(made: Sequence[Turn]) -> set[str | None]:
    """Return the speaker with a label of one word whose turns are questions; none unless the other one answers them."""
    asks: dict[str | None, list[bool]] = {}
    for turn in made:
        asks.setdefault(turn.speaker, []).append(turn.asks)
    shares = {speaker: sum(found) / len(found) for speaker, found in asks.items()}
    single = [one for one in shares if one and " " not in one and shares[one] >= 0.6 and len(asks[one]) > 1]
    return set(single) if len(single) == 1 and min(shares.values()) <= 0.25 else set()


def _reporters(top: str, labels: Sequence[Label], made: Sequence[Turn]) -> set[str]:
    """Return the speakers whom the top of a press conference does not name, without an office, and who do nothing but ask."""
    hosts = {one.speaker for one in made if one.speaker and _is_host(one, top)}
    if not hosts or sum(one.speaker in hosts for one in made) < 0.3 * len(made):
        return set()
    notes: dict[str, set[str]] = {}
    for label in labels:
        notes.setdefault(label.name, set()).update(label.notes)
    left: dict[str, list[bool]] = {}
    for at, turn in enumerate(made):
        if turn.speaker and turn.speaker not in hosts and turn.role == "speaker":
            held = {word.casefold() for note in notes.get(turn.label, ()) for word in note.split()}
            answered = at + 1 < len(made) and made[at + 1].speaker != turn.speaker
            left.setdefault(turn.speaker, []).append(turn.has_question and answered and not held & TITLES)
    return {one for one, asks in left.items() if all(asks) and len(asks) <= _MOST}


def _is_host(turn: Turn, top: str) -> bool:
    """Whether a speaker is named at the top, or has an office."""
    name = turn.speaker or ""
    return bool(turn.office) or (name in top and bool(name)) or name.split()[-1].casefold() in ROLES | TITLES
