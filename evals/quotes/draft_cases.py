"""Drafts of one sentence for an indexed corpus: right ones, a wrong speaker, and reported speech in quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from ...assistant.dragoman import Dragoman
from ...assistant.quotes.house_rules import Fault
from ..mutators import Original, mutate

DraftKind = Literal["kept", "swapped", "reported"]
KINDS: tuple[DraftKind, ...] = ("kept", "swapped", "reported")

# Forms in which writers attribute a quotation.
_FORMS = (
    "“{words},” {name} said.\n",
    "{name} said: “{words}.”\n",
    "{name}: “{words}.”\n",
    "According to {name}, “{words}”.\n",
    "{name} was unmoved. “{words},” said {name}.\n",
    "“{words}.”\n\n— {name}\n",
    "> {words}.\n>\n> — {name}\n",
)


@dataclass(frozen=True, slots=True)
class DraftCase:
    """The text of a draft with one quotation, and the fault that it has; `None` if it has none."""

    kind: DraftKind
    text: str
    fault: Fault | None


def draft_cases(originals: Sequence[Original], n: int, rng: Random) -> Iterator[DraftCase]:
    """Yield at most `n` drafts from originals whose speaker and status are certain, of each kind as many as there are."""
    quoted = [one for one in originals if one.status == "quoted" and one.speaker]
    reported = [one for one in originals if one.status == "reported" and one.speaker]
    for kind in KINDS:
        pool = reported if kind == "reported" else quoted
        for original in rng.sample(pool, min(len(pool), n // len(KINDS))):
            if (case := _case(kind, original, rng)) is not None:
                yield case


def _case(kind: DraftKind, original: Original, rng: Random) -> DraftCase | None:
    name, form = original.speaker or "", rng.choice(_FORMS)
    if not name[0].isupper() or " " not in name:
        return None
    if kind == "swapped":
        swapped = mutate("speaker_swapped", original, rng.randrange(1 << 30))
        if swapped is None:
            return None
        name = swapped.asked[0][1]
    words = original.words.strip(" ,.;:")
    if kind == "reported":
        form = "{name} said that “{words}”.\n"
    faults: dict[DraftKind, Fault | None] = {"kept": None, "swapped": "misattributed", "reported": "reported"}
    return DraftCase(kind, form.format(name=name, words=words), faults[kind])


def is_right(dragoman: Dragoman, case: DraftCase) -> bool:
    """Return whether a check of the draft finds the fault, or finds none where there is none."""
    report = dragoman.check_draft_bytes(case.text.encode(), "draft.md")
    faults = {fault for one in report.quotations for fault in one.faults}
    return case.fault in faults if case.fault else not faults & {"misattributed", "reported", "narration"}
