"""Check a claim that a model wrote against the sentences that it names.

A claim is shown as supported only if four conditions hold: it names sentences that the model was given; the judge finds
that they support it (with no number, name or negation that they lack); every quotation in it occurs in them; and no
address had to be removed from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from ..types import Citation, Claim
from ..verification import FeatureJudge, Judge
from .prompt import PromptSentence
from .quoted_words import requoted, unquoted
from .reply_parser import RawClaim
from .sanitise import sanitise

CITED = 6
"""Sentences that a claim may name; a claim that needs more says too much."""


@dataclass(slots=True)
class ClaimChecker:
    """Checks the claims of one answer; a sentence that several claims cite keeps its marker.

    `narrow` decides which of several sentences are needed; it is cheap, whereas `judge` may be a model.
    """

    judge: Judge
    evidence: Sequence[PromptSentence]
    narrow: Judge = field(default_factory=FeatureJudge)
    _markers: dict[int, int] = field(default_factory=dict)
    _next: "count[int]" = field(default_factory=lambda: count(1))

    def check(self, raw: RawClaim) -> Claim | None:
        """The claim as it may be shown, or `None` if nothing of it is left.

        It never has quotation marks around words that its evidence lacks, and never an address.

        Raises:
            InputError: the judge's model cannot be loaded.
        """
        known: Mapping[int, PromptSentence] = {one.id: one for one in self.evidence}
        cited = [known[number] for number in raw.ids if number in known][:CITED]
        sanitised = sanitise(raw.text, known=" ".join(one.words for one in cited))
        prose = requoted(sanitised.text, cited)
        if not any(character.isalnum() for character in prose.text):
            return None
        wrong = list(_wrong(raw, cited, sanitised.address, prose.wrong))
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

    def _needed(self, text: str, cited: list[PromptSentence]) -> list[PromptSentence]:
        """The sentences that support the claim by themselves, or all of them if only all together do.

        Models name too many sentences; one that has nothing to do with the claim must not be cited for it.
        """
        if len(cited) == 1:
            return cited
        alone = [one for one in cited if self.narrow.judge(text, [one.words]).verdict == "supported"]
        return alone or cited

    def _citation(self, shown: PromptSentence) -> Citation:
        if shown.id not in self._markers:
            self._markers[shown.id] = next(self._next)
        return Citation(self._markers[shown.id], shown.document, shown.span)


def _wrong(raw: RawClaim, cited: Sequence[PromptSentence], address: bool, unfound: Iterable[str]) -> Iterable[str]:
    if not raw.ids:
        yield "the model named no sentence for it"
    elif not cited:
        yield "the model named sentences that it was not given"
    for words in unfound:
        yield f"the words {unquoted(words)[:80]} are not in the evidence, so they are not shown as a quotation"
    if address:
        yield "an address was removed from it"
    if raw.cut:
        yield "it was too long and was cut"
