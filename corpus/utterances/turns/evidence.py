"""Whether the candidates for labels of a text make it a transcript: the evidence of the document as a whole.

Labels repeat and alternate, are followed by speech, and head most paragraphs or are plainly people ("MR. KIRBY:"). Titles,
roles, given names, times and an introduction ("Ana Ruiz talks with …") make a candidate certain; other words have to repeat.
The figures were set on transcripts of eight layouts and on 840 news articles, of which none may pass for a transcript unless
it prints questions and answers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...language.lexicon import ROLES, TITLES
from ...language.titles import FORMS_OF_ADDRESS
from ..person_names import PEOPLE as GIVEN
from .label import Form, Label, is_crowd
from .spelling import MODERATOR_WORDS, QUESTION_WORDS, UPPER

_PARTS = (
    QUESTION_WORDS
    | MODERATOR_WORDS
    | frozenset(
        "interviewee audience answer narrator translator interpreter aide participant witness speaker clerk crowd protester "
        "heckler staff unidentified unnamed unknown chair chairman chairwoman chairperson spokesman spokeswoman "
        "spokesperson senator representative voice الوزير الرئيس المتحدث مقدم جواب الجواب".split()
    )
) - {"questions"}
_SPOKEN = re.compile(
    r"\b(?:I|I[’']\w+|we|you|me|my|our|your|us|yes|no|yeah|(?-i:Well)|thank|thanks|please|okay|sir|ma[’']am)\b|[?؟]",
    re.I,
)
_KINDS = re.compile(
    r"\b(?:transcript|briefing|gaggle|press (?:conference|call|availability)|news conference|remarks|interview|hearing|debate|"
    r"testimony|address|speech|statement|statements|questions|conversation|panel|q ?& ?a|proceedings|podcast|message|hansard|"
    r"congressional record|oral evidence|fireside chat|roundtable|town hall|meeting)\b|نص|مقابلة|حوار|مؤتمر صحفي|كلمة",
    re.I,
)
_LEAST_ANSWERS = 3
_LEAST_SPOKEN = 0.3  # share of turns that are addressed to somebody
_EARLY = 1500  # characters before which the only label of a speech stands
FULL_NAME = re.compile(
    rf"{UPPER}[\w’'-]+(?: (?:{UPPER}\.|(?:al|el|bin|van|von|de|der|la|da)|{UPPER}[\w’'-]+)){{0,3}} {UPPER}[\w’'-]+"
)
_QUESTIONS_ASKED_OFTEN = re.compile(
    r"\bf\.?a\.?q\b|frequently asked|common questions|help cent(?:er|re)|troubleshooting", re.I
)
_PLAY = re.compile(
    r"^\W*(?:(?P<act>(?:ACT|Act|SCENE|Scene) (?:[IVX]+|\d+|One|Two|ONE|TWO)\b)|(?P<move>(?:(?:Re-)?Enter|Exit|Exeunt)\b(?!:))|"
    r"(?P<shot>(?:INT|EXT)\. |FADE (?:IN|OUT)|CURTAIN\b)|(?P<list>(?i:dramatis personae)))",
    re.M,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’']\w+|my|me)\b")
_FIRST_PERSONS = re.compile(r"\b(?:I|I[’']\w+|my|me|we|we[’']\w+|our|us)\b", re.I)
_HEAD = 3000  # characters before the first label in which people are introduced


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text tells apart from its labels.

    `blocks` is the number of its paragraphs, `titled` whether the title or head names a kind of talk, `title_words` are the
    words of the title, and `introduced` those of the full names in the title and before the first label, in lower case.
    """

    text: str
    blocks: int
    titled: bool
    title_words: frozenset[str]
    introduced: frozenset[str]


def setting_of(text: str, title: str, first: int) -> Setting:
    """Return the setting of a text whose first candidate for a label begins at offset `first`."""
    head = [
        line for line in text[:400].split("\n")[:6] if len(line.split()) < 16 and not line.endswith((".", "?", "!"))
    ]
    titled = any(_KINDS.search(line) for line in (title, *head))
    names = FULL_NAME.findall(f"{title}\n{text[:first][-_HEAD:]}")
    return Setting(
        text,
        _blocks(text),
        titled,
        frozenset(word.strip(".,:’'s").casefold() for word in title.split()),
        frozenset(re.sub(r"[’']s\Z", "", word).casefold() for name in names for word in name.split()),
    )


def is_other_dialogue(text: str, title: str) -> bool:
    """Whether a text is a play, a film script or a list of frequently asked questions: nobody said these words."""
    head = f"{title}\n{text[:200]}"
    if _QUESTIONS_ASKED_OFTEN.search(head):
        return True
    signs = [found.lastgroup for found in _PLAY.finditer(text)]
    return len(signs) > 2 or len(set(signs)) > 1


def strong(label: Label) -> bool:
    """Whether a candidate is plainly a speaker: by a title, a role, a given name, a time or `Q`."""
    words = [word.strip(".,").casefold() for word in label.name.split()]
    if label.form in ("letter", "answer", "change", "by"):
        return label.form in ("letter", "answer")
    if label.marked or words[-1].isdigit():
        return label.form != "dash" or label.marked or label.name.isupper()
    if is_crowd(label.name):
        return True
    if len(label.notes) > 1:
        return True  # "Ana Ruiz (Ostrel) (Con)"
    if words[0] == "the":
        return len(words) > 1 and (
            words[-1] in ROLES | _PARTS or words[1] in TITLES or words[-1] == "tempore" or len(words) > 7
        )
    if len(words) == 1:
        return words[0] in _PARTS
    if label.name == label.name.swapcase():
        return False  # a script without capitals: "and the minister said" has the shape of a name
    return (
        words[0] in FORMS_OF_ADDRESS | TITLES | _PARTS | GIVEN or words[-1] in _PARTS or words[0] in ("hon", "messrs")
    )


def medium(label: Label) -> bool:
    """Whether a candidate may be a speaker: in capitals, or of two words or more that are all capitalised."""
    words = label.name.split()
    return (label.name.isupper() and len(label.name) > 1) or (
        len(words) > 1 and all(word[0].isupper() for word in words)
    )


def is_transcript(own: Sequence[Label], form: Form, setting: Setting) -> bool:
    """Whether the candidates of one form, in order, are the labels of a transcript."""
    text, blocks, titled = setting.text, setting.blocks, setting.titled
    if not titled and _are_instructions(own, text):
        return False
    whole = {one.key.split()[-1]: one.key for one in own if " " in one.key}  # "Ruiz" is "Ana Ruiz"
    counts = Counter(whole.get(one.key, one.key) for one in own)
    counts.update({one.key: counts[whole[one.key]] for one in own if one.key in whole})
    plain = [one for one in own if strong(one)]
    keys = {one.key for one in plain}
    share = len(own) / max(1, blocks)
    if form not in ("line", "dash", "prefix"):
        repeated = any(counts[key] > 1 for key in keys)
        if len(plain) >= 4 and len(keys) > 1 and repeated and (titled or share >= 0.15):
            return True
        early = plain and titled and plain[0].start < _EARLY
        if (
            early
            and speech_share(plain, text) > _LEAST_SPOKEN
            and (len(keys) > 1 or (form != "stop" and plain[0].form != "letter"))
        ):
            return True
    often = [one for one in own if counts[one.key] > 1 or strong(one)]
    distinct = {one.key for one in often}
    least = {"colon": 0.25, "stop": 0.3, "line": 0.2, "dash": 0.5, "letter": 0.3, "emphasis": 0.2, "prefix": 0.6}[form]
    if form in ("line", "dash") and any(one.marked for one in often):
        least = 0.1
    introduced = {one.key for one in own if set(one.key.split()) <= setting.introduced}
    if len(introduced) > 1 and form in ("colon", "line", "emphasis"):
        least = 0.08
    likely = [one for one in own if strong(one) or medium(one) or set(one.key.split()) <= setting.title_words]
    every = len(often) >= 0.7 * len(own)
    certain = len(keys | introduced) > 1 or (
        every and (len(own) >= 6 or len(likely) == len(own) or not text[:200].isascii())
    )
    if len(often) >= 4 and len(distinct) > 1 and len(distinct) < len(often) and len(often) / max(1, blocks) >= least:
        changes = sum(one.key != other.key for one, other in pairwise(often))
        alternate = changes >= 0.4 * (len(often) - 1)
        return alternate and (certain or titled) and speech_share(often, text) >= (0.3 if keys | introduced else 0.5)
    if form == "prefix":
        return False
    short = len({one.key for one in likely}) > 1 and len(likely) / max(1, blocks) >= 0.6
    addressed = 0.2 if len(plain) == len(likely) else 0.4
    plain = [one for one in plain if titled or not one.name.startswith("The ")]  # "The Pilot:" may be a film
    return bool(short and plain and form != "dash" and speech_share(likely, text) >= addressed)


def answered_by_one(own: Sequence[Label], setting: Setting) -> bool:
    """Whether one person, whom title or head names, answers the question under each other label: "AFP: …?", "Ana Ruiz: …"."""
    bodies = _bodies(own, setting.text)
    (key, count), *_ = Counter(one.key for one, _ in bodies).most_common(1) or [("", 0)]
    if count < _LEAST_ANSWERS or not set(key.split()) <= setting.introduced | setting.title_words:
        return False
    asked = [body for one, body in bodies if one.key != key]
    asks = sum("?" in body or "؟" in body for body in asked)
    follow = sum(one.key != key and after.key == key for (one, _), (after, _) in pairwise(bodies))
    return (
        asks >= max(_LEAST_ANSWERS, 0.7 * len(asked))
        and follow >= 0.7 * len(asked)
        and len(bodies) >= 0.5 * setting.blocks
    )


def _are_instructions(own: Sequence[Label], text: str) -> bool:
    """Whether a text with nothing but `Q` and `A` explains something to its reader: the questions say "I", the answers do not."""
    bodies = _bodies(own, text)
    asked = [body for one, body in bodies if one.key in ("q", "question")]
    told = [body for one, body in bodies if one.key in ("a", "answer")]
    if len(asked) + len(told) < len(bodies):
        return False
    if not asked or not told:
        return False
    mine = sum(bool(_FIRST_PERSONS.search(body)) for body in told) / len(told)
    alone = sum(bool(_FIRST_PERSON.search(body)) for body in told) / len(told)
    theirs = sum(bool(_FIRST_PERSON.search(body)) for body in asked) / len(asked)
    return mine < 0.2 or (alone < 0.2 and theirs > alone)


def _bodies(labels: Sequence[Label], text: str) -> list[tuple[Label, str]]:
    """Return the words behind each label, up to the next one; labels without words are left out."""
    ends = [*(one.start for one in labels[1:]), len(text)]
    bodies = [(one, text[one.end : end].strip()) for one, end in zip(labels, ends, strict=True)]
    return [one for one in bodies if one[1]]


def speech_share(labels: Sequence[Label], text: str) -> float:
    """Return the share of turns whose words are addressed to somebody: with "I", "you" or a question, if they are English."""
    bodies = [body for _, body in _bodies(labels, text)]
    if not bodies:
        return 0.0
    if not re.search(r"\b(?:the|a|is|I)\b", text[:5000]):
        return 1.0 if sum(len(body.split()) > 1 for body in bodies) > len(bodies) / 2 else 0.0
    return sum(bool(_SPOKEN.search(body[:2000])) for body in bodies) / len(bodies)


def _blocks(text: str) -> int:
    """Return the number of paragraphs: those between empty lines if the lines are wrapped, else the lines with words."""
    lines = [line for line in text.split("\n") if line.strip()]
    apart = len([block for block in text.split("\n\n") if block.strip()])
    wrapped = sum(line[-1].isalnum() or line[-1] == "," for line in lines) > 0.5 * len(lines)
    return apart if wrapped and apart > 3 else len(lines)
