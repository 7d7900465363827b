"""What is right about one report on a case: the verdict, the flags, the words that the diff names, who was asked for."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ...assistant.quotes.report import QuoteReport
from ..mutators import Mutation

_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class CaseMarks:
    """Of one report: whether each part of it is right; `None` where nothing was asked of that part."""

    verdict: bool
    flags: bool | None
    diff: bool | None
    asked: bool | None

    @property
    def all(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict and False not in (self.flags, self.diff, self.asked)


def mark(mutation: Mutation, report: QuoteReport) -> CaseMarks:
    """Judge one report. The diff and the flags of a wrong verdict are wrong as well."""
    right = report.verdict in mutation.expected
    asked = [getattr(report, name).verdict == verdict for name, _, verdict in mutation.asked]
    return CaseMarks(
        verdict=right,
        flags=right and set(mutation.flags) <= set(report.flags) if mutation.flags else None,
        diff=right and diff_exact(mutation, report) if mutation.changed else None,
        asked=right and all(asked) if asked else None,
    )


def diff_exact(mutation: Mutation, report: QuoteReport) -> bool:
    """Whether the diff has exactly the changed words on either side, whatever steps it puts them into.

    Compared are words without punctuation and possessive endings, in order, in one case; marks alone do not count.
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
