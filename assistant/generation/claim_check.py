"""One written claim against the evidence that it names: what is shown of it, and whether as supported.

Four things must hold before a claim is shown as supported: it names sentences that were given; the judge finds that they
support it (no number, name or negation that they lack); every quotation in it stands in them; and no address had to be
taken out of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from ..types import Citation, Claim
from ..verification import FeatureJudge, Judge
from .prompt import Shown
from .quoted_words import requoted, unquoted
from .reply_parser import Raw
from .sanitise import plain

CITED = 6
"""Sentences that a claim may name; a claim that needs more says too much."""


@dataclass(slots=True)
class Checker:
    """Checks the claims of one answer; a sentence that several claims cite keeps its marker.

    `narrow` finds out which of several sentences are needed; it is cheap, where `judge` may be a model.
    """

    judge: Judge
    evidence: Sequence[Shown]
    narrow: Judge = field(default_factory=FeatureJudge)
    _markers: dict[int, int] = field(default_factory=dict)
    _next: "count[int]" = field(default_factory=lambda: count(1))

    def check(self, raw: Raw) -> Claim | None:
        """The claim as it is shown, or `None` where nothing is left of it.

        It never has quotation marks around words that its evidence lacks, and never an address.

        Raises:
            InputError: the judge's model cannot be loaded.
        """
        known: Mapping[int, Shown] = {one.id: one for one in self.evidence}
        cited = [known[number] for number in raw.ids if number in known][:CITED]
        made = plain(raw.text, known=" ".join(one.words for one in cited))
        prose = requoted(made.text, cited)
        if not any(character.isalnum() for character in prose.text):
            return None
        wrong = list(_wrong(raw, cited, made.address, prose.wrong))
        shown = prose.text if not wrong else unquoted(prose.text)
        found = self.judge.judge(prose.text, [one.words for one in cited]) if cited else None
        if found is not None and found.verdict == "supported":
            cited = self._needed(prose.text, cited)
        citations = tuple(self._citation(one) for one in cited)
        if found is None:
            return Claim(shown, citations, "not_enough_evidence", tuple(wrong))
        if found.verdict == "supported" and wrong:
            return Claim(shown, citations, "not_enough_evidence", tuple(wrong))
        if found.verdict != "supported":
            shown = unquoted(prose.text)
        return Claim(shown, citations, found.verdict, (*wrong, *found.reasons))

    def _needed(self, text: str, cited: list[Shown]) -> list[Shown]:
        """Of several sentences those that support the claim by themselves, or all where only all together do.

        Models name sentences generously; a sentence that has nothing to do with a claim is not to be cited for it.
        """
        if len(cited) == 1:
            return cited
        alone = [one for one in cited if self.narrow.judge(text, [one.words]).verdict == "supported"]
        return alone or cited

    def _citation(self, shown: Shown) -> Citation:
        if shown.id not in self._markers:
            self._markers[shown.id] = next(self._next)
        return Citation(self._markers[shown.id], shown.document, shown.span)


def _wrong(raw: Raw, cited: Sequence[Shown], address: bool, unfound: Iterable[str]) -> Iterable[str]:
    if not raw.ids:
        yield "no sentence of a report is named for it"
    elif not cited:
        yield "the sentences named for it were not given"
    for words in unfound:
        yield f"the words {unquoted(words)[:80]} are not in the evidence, so they are not shown as a quotation"
    if address:
        yield "an address was taken out"
    if raw.cut:
        yield "it was too long, and cut"
