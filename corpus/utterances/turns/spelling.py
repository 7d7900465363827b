"""The words of labels and titles: spelling, titles before names, roles, and whether words name a person or an office."""

import re
from typing import Literal

from ...language.lexicon import BODIES, MONTHS, PLACES, ROLES, TITLES, WEEKDAYS
from ...language.titles import FORMS_OF_ADDRESS
from ..person_names import PEOPLE as GIVEN
from .label import Label, is_name

Role = Literal["speaker", "question", "moderator", "narration"]

REPORTER = "Reporter"
"""The speaker of a question whose label is only `Q`."""

QUESTION_WORDS = frozenset(
    "q question questions questioner reporter reporters journalist journalists press media interviewer correspondent "
    "journaliste frage zusatzfrage pregunta periodista domanda giornalista вопрос "
    "سؤال صحفي صحافي السؤال الصحفي الصحافي مراسل المراسل المذيع المحاور".split()
)
MODERATOR_WORDS = frozenset("moderator operator host facilitator anchor announcer emcee mc presenter".split())
ABBREVIATED_OFFICES = {
    "pm": "prime minister",
    "fm": "foreign minister",
    "sg": "secretary-general",
    "potus": "president",
    "vpotus": "vice president",
    "flotus": "first lady",
    "secdef": "secretary of defense",
    "secstate": "secretary of state",
}
ARABIC_OFFICES = frozenset(
    "الوزير الوزيرة الرئيس الرئيسة المتحدث المتحدثة الناطق الناطقة السفير السفيرة الأمين النائب النائبة".split()
)
ANSWER_LABELS = frozenset("a answer answers response ج جواب الجواب".split())
CROWD = frozenset("some several many an all unidentified unknown unnamed male female".split())
"""Words that open the label of somebody whom the transcript does not name: "Some hon. members"."""

_ABBREVIATED_TITLES = frozenset("sec fmr amb assoc asst dep cmdr supt mk mp mep msp td deputy".split())
_BEFORE_NAMES = (
    _ABBREVIATED_TITLES | TITLES | FORMS_OF_ADDRESS | ROLES | ARABIC_OFFICES | {"the", "hon", "rt", "right", "justice"}
)
_NARRATION_WORDS = frozenset("narrator voiceover voice-over caption".split())

UPPER = r"[A-ZÀ-ÖØ-Þ\u0100-\u024f]"
NO_GIVEN = (
    ARABIC_OFFICES | TITLES | ROLES | BODIES | PLACES | MONTHS - {"april", "may", "june"} | WEEKDAYS | FORMS_OF_ADDRESS
    | frozenset(
        "rt high i we you he she it they the a an and but so with thank thanks from to of by for in on as is was hi hey hello "
        "good dear our your my yes no "
        "well okay ok now then when while that this these those because if or not like also just here there about between "
        "former first second third strategic communications national security senior administration staff vice deputy prime "
        "foreign home defense defence state press general chief justice hon united american british russian israeli messrs "
        "counsel brother sister friend gentleman gentlewoman honorable honourable right hon both see ask let what how why who "
        "under rear acting associate assistant former".split()
    )
)  # fmt: skip


def role_of(name: str) -> Role:
    """Return the role of a label's turns: `question` for a reporter who is not named, `moderator`, `narration`, or `speaker`."""
    words = [word.casefold().strip(".,:") for word in name.split()]
    if words and words[0] == "the":
        words = words[1:]
    words = [word for word in words if not word.isdigit()]
    if not words:
        return "speaker"
    if (len(words) <= 2 and words[-1] in QUESTION_WORDS) or (
        len(words) == 2 and words[0] in QUESTION_WORDS and len(words[1]) < 3
    ):
        return "question"
    if words[-1] in MODERATOR_WORDS and len(words) <= 2:
        return "moderator"
    return "narration" if words[-1] in _NARRATION_WORDS else "speaker"


def kind_of(name: str) -> str:
    """Tell an office ("THE PRESIDENT") and a described or numbered person ("SPEAKER 1") from a person."""
    words = [word.casefold().strip(".,") for word in name.split()]
    if words[0] == "the" or " ".join(words) in ABBREVIATED_OFFICES or (len(words) == 1 and name in ARABIC_OFFICES):
        return "office"
    if words[0] in CROWD:
        return "described"
    if name.casefold() in ANSWER_LABELS:
        return "answer"
    if words[0] == "senior" or words[-1].isdigit() or role_of(name) == "moderator":
        return "described"
    if all(word in ROLES | NO_GIVEN for word in words):
        return "office" if words[-1] in TITLES else "described"
    return "person"


def is_office(name: str) -> bool:
    """Whether a transcript's speaker is an office without a name: "The Prime Minister"."""
    return kind_of(name) == "office"


def is_unnamed(name: str) -> bool:
    """Whether a transcript's speaker is an office or a description without a name: "Senior Administration Official"."""
    first, last = name.split()[0].casefold(), name.split()[-1].casefold().strip(".")
    if first in CROWD and kind_of(name) == "described":
        return True  # "Unidentified Male", "Some hon. members"
    return kind_of(name) in ("office", "described") and (
        last in ROLES - BODIES or role_of(name) != "speaker" or last.isdigit()
    )


def spelled(name: str) -> str:
    """Return a label as a name is written: "MR. O'BRIEN" is "Mr. O'Brien", "SENIOR OFFICIAL" is "Senior Official"."""

    def one(word: str) -> str:
        mixed = re.fullmatch(r"(?:Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z]{2,}", word)  # "McCONNELL"
        if mixed:
            word = word.upper()
        if (
            not word.isupper()
            or "/" in word
            or len(word.strip(".")) < 2
            or re.fullmatch(r"(?:[A-Z]\.)+|I{2,3}|IV", word)
        ):
            return word
        lowered = re.sub(r"(?<![^\W\d_])[^\W\d_]|(?<=\bMc)[a-z]", lambda found: found.group().upper(), word.lower())
        return re.sub(
            r"(?<=[^\W\d_])([’'])([Ss])\Z", r"\1s", re.sub(r"\AMc([a-z])", lambda m: "Mc" + m[1].upper(), lowered)
        )

    words = [one(word) for word in name.split()]
    links = ("Of", "And", "For", "The")
    return " ".join(word.lower() if at and word in links else word for at, word in enumerate(words))


def bare_words(name: str) -> list[str]:
    """Return the words of a name behind its last title."""
    words = spelled(name).split()
    low = [word.casefold().strip(".") for word in words]
    cut = 0
    for at, word in enumerate(low[:-1]):
        if (word not in NO_GIVEN and word not in _ABBREVIATED_TITLES and word != "of") or (
            word in GIVEN and word not in FORMS_OF_ADDRESS
        ):
            break
        if word in _BEFORE_NAMES:
            cut = at + 1
    return words[cut:]


def person_in(run: str) -> str | None:
    """Return the name at the beginning of a run of words, behind its titles: "Ana Ruiz" of "President Ana Ruiz on Trade"."""
    split = re.split(r"\s(?:[a-z]+)\s", spelled(run) + " ")[0].split()
    bare = bare_words(" ".join(split)) if split else []
    name = leading_name(" ".join(bare))
    if not name or not is_name(name) or name.casefold() in PLACES | BODIES | ROLES or not name[0].isupper():
        return None
    if {word.casefold() for word in name.split()} & (BODIES | PLACES):
        return None
    titled = len(bare) < len(split)
    return name if len(name.split()) > 1 or titled else None


def office(label: Label) -> str | None:
    """Return the office that a label names ("President", "Mayor of Ostrel"), if it names one besides the person."""
    for note in label.notes:
        if any(word.casefold() in ROLES for word in note.split()) and kind_of(note) != "person":
            return spelled(note)
    if not label.name or kind_of(label.name) == "described":
        return None
    name = spelled(label.name).split()
    held = name[: -len(bare_words(label.name))]
    kept = [word for word in held if word.casefold().strip(".") not in FORMS_OF_ADDRESS | {"the", "hon", "rt", "right"}]
    return " ".join(kept) or None


def leading_name(run: str) -> str | None:
    """Return the words of a name at the beginning of a run of capitalised words: "Ana Ruiz" of "Ana Ruiz Before Congress"."""
    kept: list[str] = []
    for word in run.split():
        low = re.sub(r"['’]s?\Z", "", word.casefold().strip(".,"))
        if low in NO_GIVEN and low not in GIVEN:
            break
        kept.append(re.sub(r"['’]s?\Z", "", word.strip(",")))
        if word.endswith((",", "’s", "'s", "’", "'")) or (word.endswith(".") and len(low) > 1):
            break
    return spelled(" ".join(kept)).rstrip(".") or None


def people_in(text: str) -> list[str]:
    """Return the people named in full, by a known given name, in a title or heading."""
    found = []
    for run in re.finditer(rf"{UPPER}[\w’'-]+(?: {UPPER}[\w’'.-]*){{1,3}}", text):
        words = run.group().split()
        while len(words) > 1 and words[0].casefold().strip(".") not in GIVEN:
            words.pop(0)
        kept = leading_name(" ".join(words))
        if kept and len(kept.split()) > 1 and kept not in found:
            found.append(kept)
    return found
