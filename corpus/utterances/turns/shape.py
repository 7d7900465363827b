"""Recognise a transcript by its shape, and choose its labels among the candidates.

Labels repeat and alternate, are followed by speech, and head most paragraphs or are plainly people ("MR. KIRBY:"). Titles,
roles, given names and times make a candidate certain; other words have to repeat. The figures below were set on transcripts
of eight layouts and on 840 news articles, of which none may pass for a transcript unless it prints questions and answers.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ...language.lexicon import ROLES, TITLES
from ...language.titles import FORMS_OF_ADDRESS
from ..person_names import PEOPLE as GIVEN
from .label import Form, Label, candidates, inside
from .spelling import MODERATOR_WORDS, QUESTION_WORDS

_PARTS = (
    QUESTION_WORDS
    | MODERATOR_WORDS
    | frozenset(
        "interviewee audience answer narrator translator interpreter aide participant witness speaker clerk crowd protester "
        "heckler senator representative voice الوزير الرئيس المتحدث مقدم جواب الجواب".split()
    )
) - {"questions"}
_SPOKEN = re.compile(
    r"\b(?:I|I[’']\w+|we|you|me|my|our|your|us|yes|no|yeah|well|thank|thanks|please|okay|sir|ma[’']am)\b|[?؟]", re.I
)
_KINDS = re.compile(
    r"\b(?:transcript|briefing|gaggle|press (?:conference|call|availability)|news conference|remarks|interview|hearing|debate|"
    r"testimony|address|speech|statement|statements|questions|conversation|panel|q ?& ?a|proceedings|podcast|message|hansard|"
    r"congressional record|oral evidence|fireside chat|roundtable|town hall|meeting)\b|نص|مقابلة|حوار|مؤتمر صحفي|كلمة",
    re.I,
)
_EARLY = 1500  # characters before which the only label of a speech stands


def chosen(text: str, title: str, known: Sequence[str] = ()) -> tuple[Label, ...]:
    """Return the labels of a transcript in order; none if the text is no transcript.

    `known` are names of its speakers from elsewhere, such as the metadata.
    """
    words = {word.casefold() for name in known for word in name.split()}
    found = [replace(one, marked=True) if _all_in(one, words) else one for one in candidates(text)]
    found = [one for one in found if one.form != "stop" or _begins(text, one.start)]
    capitals = sum(_capital_surname(one) for one in found if one.form == "stop")
    if capitals > 3:  # a record that writes "Mr. RUIZ.", so that "Mr. Ruiz." is a sentence's end
        found = [one for one in found if one.form != "stop" or _capital_surname(one) or one.name.startswith("The ")]
    if not found:
        return ()
    blocks = _blocks(text)
    head = [
        line for line in text[:400].split("\n")[:6] if len(line.split()) < 16 and not line.endswith((".", "?", "!"))
    ]
    titled = any(_KINDS.search(line) for line in (title, *head))
    groups: tuple[tuple[Form, ...], ...] = (("colon", "letter"), ("stop", "letter"), ("line",), ("dash",))
    accepted: list[Label] = []
    for forms in groups:
        own = [one for one in found if one.form in forms]
        if forms[0] in ("stop", "line", "dash") and accepted:
            names = {one.name for one in accepted}
            accepted += [one for one in own if one.name in names and (forms[0] == "stop" or one.marked)]
            continue
        named = {word.strip(".,:’'s").casefold() for word in title.split()}
        if own and _is_transcript(own, forms[0], text, blocks, titled, named):
            accepted += _kept(own, forms[0])
    if any(one.form in ("colon", "letter") for one in accepted):
        accepted += _inside(text, accepted, title)
    if any(one.marked for one in accepted):
        accepted += [one for one in found if one.form == "change"]
    return tuple(sorted({one.start: one for one in accepted}.values(), key=lambda one: one.start))


def _begins(text: str, start: int) -> bool:
    """Whether the line at an offset begins a paragraph: the one before ends a sentence, or is empty."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return before[-2:] in ("", "\n", "\n\n") or before.rstrip("\n")[-1:] in '.?!:…)]”"’—-'


def _capital_surname(label: Label) -> bool:
    return bool(re.search(r"[A-Z]{2}", label.name.split()[-1]))


def _all_in(label: Label, words: set[str]) -> bool:
    return bool(words) and label.form in ("colon", "line") and set(label.key.split()) <= words


def _inside(text: str, accepted: Sequence[Label], title: str) -> list[Label]:
    """Return the labels in the middle of lines: known ones, and people with a title or a given name."""
    names = {one.name for one in accepted if one.form != "letter"}
    letters = sum(one.form == "letter" and one.name == "Q" for one in accepted) > 1
    surnames = {name.split()[-1] for name in names}
    found = []
    ends = {one.end for one in accepted}
    for one in inside(text):
        if one.end in ends:
            continue  # "Mr. SMITH:" has the shape of a sentence with a label behind it
        plain = (strong(one) or one.name in title) and len(one.name.split()) > 1
        if one.name in names or one.name in surnames or plain or (one.name == "Q" and letters):
            found.append(one)
            names.add(one.name)
            surnames.add(one.name.split()[-1])
    return found


def strong(label: Label) -> bool:
    """Whether a candidate is plainly a speaker: by a title, a role, a given name, a time or `Q`."""
    words = [word.strip(".,").casefold() for word in label.name.split()]
    if label.form in ("letter", "change"):
        return label.form == "letter"
    if label.marked or words[-1].isdigit():
        return label.form != "dash" or label.marked or label.name.isupper()
    if words[0] == "the":
        return len(words) > 1 and (words[-1] in ROLES | _PARTS or words[1] in TITLES or words[-1] == "tempore")
    if len(words) == 1:
        return words[0] in _PARTS
    if label.name == label.name.swapcase():
        return False  # a script without capitals: "and the minister said" has the shape of a name
    return (
        words[0] in FORMS_OF_ADDRESS | TITLES | _PARTS | GIVEN or words[-1] in _PARTS or words[0] in ("hon", "messrs")
    )


def _medium(label: Label) -> bool:
    """Whether a candidate may be a speaker: in capitals, or of two words or more that are all capitalised."""
    words = label.name.split()
    return (label.name.isupper() and len(label.name) > 2) or (
        len(words) > 1 and all(word[0].isupper() for word in words)
    )


def _is_transcript(
    own: Sequence[Label], form: Form, text: str, blocks: int, titled: bool, named: Collection[str]
) -> bool:
    counts = Counter(one.key for one in own)
    plain = [one for one in own if strong(one)]
    keys = {one.key for one in plain}
    share = len(own) / max(1, blocks)
    if form not in ("line", "dash"):
        repeated = any(counts[key] > 1 for key in keys)
        if len(plain) >= 4 and len(keys) > 1 and repeated and (titled or share >= 0.15):
            return True
        early = plain and titled and plain[0].start < _EARLY
        if early and (len(keys) > 1 or (form != "stop" and plain[0].form != "letter")):
            return True
    often = [one for one in own if counts[one.key] > 1 or strong(one)]
    distinct = {one.key for one in often}
    least = {"colon": 0.25, "stop": 0.3, "line": 0.2, "dash": 0.5, "letter": 0.3}[form]
    if form == "line" and any(one.marked for one in often):
        least = 0.1
    likely = [one for one in own if strong(one) or _medium(one) or set(one.key.split()) <= set(named)]
    every = len(often) >= 0.7 * len(own)
    certain = len(keys) > 1 or (every and (len(own) >= 6 or len(likely) == len(own) or not text[:200].isascii()))
    if len(often) >= 4 and len(distinct) > 1 and len(distinct) < len(often) and len(often) / max(1, blocks) >= least:
        changes = sum(one.key != other.key for one, other in pairwise(often))
        alternate = changes >= 0.4 * (len(often) - 1)
        return alternate and (certain or titled) and _speech(often, text) >= (0.3 if keys else 0.5)
    short = len({one.key for one in likely}) > 1 and len(likely) / max(1, blocks) >= 0.6
    addressed = 0.2 if len(plain) == len(likely) else 0.4
    return bool(short and plain and form != "dash" and _speech(likely, text) >= addressed)


def _kept(own: Sequence[Label], form: Form) -> list[Label]:
    """Return the candidates that are labels, now that the text is known to be a transcript."""
    counts = Counter(one.key for one in own)
    surnames = {one.name.split()[-1].casefold() for one in own if len(one.name.split()) > 1}
    return [
        one
        for one in own
        if strong(one)
        or counts[one.key] > 1
        or (_medium(one) and form == "colon" and 1 < len(one.name.split()) < 6)
        or one.name.casefold() in surnames
    ]


def _speech(labels: Sequence[Label], text: str) -> float:
    """Return the share of turns whose words are addressed to somebody: with "I", "you" or a question, if they are English."""
    ends = [*(one.start for one in labels[1:]), len(text)]
    bodies = [text[one.end : end].strip() for one, end in zip(labels, ends, strict=True)]
    bodies = [body for body in bodies if body]
    if not bodies:
        return 0.0
    if sum(body[:40].isascii() for body in bodies) < len(bodies) / 2 and not re.search(r"\bthe\b", text[:5000]):
        return 1.0 if sum(len(body.split()) > 1 for body in bodies) > len(bodies) / 2 else 0.0
    return sum(bool(_SPOKEN.search(body[:2000])) for body in bodies) / len(bodies)


def _blocks(text: str) -> int:
    """Return the number of paragraphs: those between empty lines if the lines are wrapped, else the lines with words."""
    lines = [line for line in text.split("\n") if line.strip()]
    apart = len([block for block in text.split("\n\n") if block.strip()])
    wrapped = sum(line[-1].isalnum() or line[-1] == "," for line in lines) > 0.5 * len(lines)
    return apart if wrapped and apart > 3 else len(lines)
