"""Grade a report on a case: its verdict, flags, diff, and checks of speaker, publisher and day."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ...assistant.quotes.report import QuoteReport
from ..mutators import Mutation

_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class CaseMarks:
    """Whether each part of a report is right; `None` if nothing was expected of that part."""

    verdict: bool
    flags: bool | None
    diff: bool | None
    asked: bool | None

    @property
    def all(self) -> bool:
        """Return whether nothing is wrong."""
        return self.verdict and False not in (self.flags, self.diff, self.asked)


def mark(mutation: Mutation, report: QuoteReport) -> CaseMarks:
    """Grade a report. With a wrong verdict, diff and flags are wrong as well."""
    right = report.verdict in mutation.expected
    asked = [getattr(report, name).verdict == verdict for name, _, verdict in mutation.asked]
    return CaseMarks(
        verdict=right,
        flags=right and set(mutation.flags) <= set(report.flags) if mutation.flags else None,
        diff=right and diff_exact(mutation, report) if mutation.changed else None,
        asked=right and all(asked) if asked else None,
    )


def diff_exact(mutation: Mutation, report: QuoteReport) -> bool:
    """Return whether the diff has exactly the changed words on both sides, in any number of steps.

    Words are compared in order, without case, punctuation and possessive endings; punctuation alone does not count.
    """
    steps = [step for step in report.diff if step.op != "equal" and not step.marked]
    corpus = _words(step.corpus for step in steps)
    given = _words(step.given for step in steps)
    return (corpus, given) == (_words(old for old, _ in mutation.changed), _words(new for _, new in mutation.changed))


def _words(texts: Iterable[str]) -> list[str]:
    found = (_EDGES.sub("", _plain(word)).removesuffix("'s") for text in texts for word in text.split())
    return [word for word in found if word and word != "s"]


def _plain(word: str) -> str:
    word = unicodedata.normalize("NFKC", word).replace("’", "'").casefold()
    return "".join(character for character in word if unicodedata.category(character) != "Cf")
