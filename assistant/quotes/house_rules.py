"""What a house refuses to print as a quotation, and what it may choose to allow.

By default a quotation fails if its words do not pass, if they are reported or narrated, or if the speaker is contradicted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from .report import QuoteReport

Allowance = Literal["reported", "narration", "misattributed"]
"""What a house may allow: reported words as a quotation, the report's own words, a speaker that the corpus contradicts."""

ALLOWANCES: tuple[Allowance, ...] = get_args(Allowance)

Fault = Literal["words", "reported", "narration", "misattributed"]
"""Why a quotation fails; `words` means that the words themselves do not pass."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The faults that a house accepts; none by default. Words that do not pass are never accepted."""

    reported: bool = False
    narration: bool = False
    misattributed: bool = False

    @classmethod
    def of(cls, names: Collection[Allowance]) -> "Allowed":
        """Return the value for a list of names."""
        return cls("reported" in names, "narration" in names, "misattributed" in names)


STRICT = Allowed()
"""Nothing is accepted."""


@dataclass(frozen=True, slots=True)
class DraftRules:
    """What a house decides about its drafts: `allowed` faults do not fail; `strict` is as for `QuoteDesk.check`."""

    allowed: Allowed = STRICT
    strict: bool = False


DEFAULT_RULES = DraftRules()
"""Nothing is allowed, and harmless differences are ignored."""


def faults(report: QuoteReport, allowed: Allowed = STRICT) -> tuple[Fault, ...]:
    """Return why a quotation fails, the gravest fault first; empty if it does not fail."""
    found: list[Fault] = []
    if not report.passes:
        found.append("words")
    if report.speaker.verdict == "different" and not allowed.misattributed:
        found.append("misattributed")
    if report.status == "reported" and not allowed.reported:
        found.append("reported")
    if report.status == "narration" and not allowed.narration:
        found.append("narration")
    return tuple(found)


def fails(report: QuoteReport, allowed: Allowed = STRICT) -> bool:
    """Return whether a quotation must be mended before it is printed."""
    return bool(faults(report, allowed))
