"""Check a claim that a model wrote against the sentences that it was shown.

The ids that a model gives are hints: small models copy or confuse them. A claim is checked against the sentences that it
names, and if these do not support it, against all that were shown; those that do support it are cited. A claim is shown as
supported only if the judge finds that the cited sentences support it (with no number, name or negation that they lack),
every quotation in it occurs in them, and no address had to be removed from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from ..types import Citation, Claim
from ..verification import FeatureJudge, Judge, Supported
from .prompt import PromptSentence
from .quoted_words import RequotedText, requoted, unquoted
from .reply_parser import RawClaim
from .sanitise import sanitise

CITED = 6
"""Sentences that a claim may name; a claim that needs more says too much."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A claim as it may be shown if `cited` are its evidence, and the verdict on it; `address`: one was removed from it."""

    prose: RequotedText
    cited: Sequence[PromptSentence]
    found: Supported
    address: bool

    @property
    def holds(self) -> bool:
        return self.found.verdict == "supported" and not self.prose.wrong and not self.address


@dataclass(slots=True)
class ClaimChecker:
    """Checks the claims of one answer; a sentence that several claims cite keeps its marker.

    `narrow` decides which of several sentences are needed; it is cheap, whereas `judge` may be a model.
    """

    judge: Judge
    evidence: Sequence[PromptSentence]
    narrow: FeatureJudge = field(default_factory=FeatureJudge)
    _markers: dict[int, int] = field(default_factory=dict)
    _next: "count[int]" = field(default_factory=lambda: count(1))

    def check(self, raw: RawClaim) -> Claim | None:
        """The claim as it may be shown, or `None` if nothing of it is left.

        It never has quotation marks around words that its evidence lacks, and never an address.

        Raises:
            InputError: the judge's model cannot be loaded.
        """
        known: Mapping[int, PromptSentence] = {one.id: one for one in self.evidence}
        named = [known[number] for number in raw.ids if number in known][:CITED]
        plain, address = _prose(raw, named)
        if not any(character.isalnum() for character in plain.text):
            return None
        first = self._judged(raw, named) if named else None
        used = first if first is not None and first.holds else self._among_all(raw, named) or first
        if used is None:
            wrong = (*_hint(raw), *_wrong(raw, address, plain.wrong))
            return Claim(unquoted(plain.text), (), "not_enough_evidence", wrong)
        wrong = tuple(_wrong(raw, used.address, used.prose.wrong))
        cited = self._needed(used) if used.holds else used.cited
        citations = tuple(self._citation(one) for one in cited)
        if used.found.verdict == "supported":
            shown = unquoted(used.prose.text) if wrong else used.prose.text
            return Claim(shown, citations, "not_enough_evidence" if wrong else "supported", wrong)
        return Claim(unquoted(used.prose.text), citations, used.found.verdict, (*wrong, *used.found.reasons))

    def _judged(self, raw: RawClaim, cited: Sequence[PromptSentence]) -> _Attempt:
        prose, address = _prose(raw, cited)
        return _Attempt(prose, cited, self.judge.judge(prose.text, [one.words for one in cited]), address)

    def _among_all(self, raw: RawClaim, named: Sequence[PromptSentence]) -> _Attempt | None:
        """The claim with those of all shown sentences that are closest to it, if these support it.

        Only these few are judged: a model as judge is slow, and a claim that needs more than `CITED` says too much.
        """
        prose, _ = _prose(raw, self.evidence)
        read = self.narrow.read(prose.text, [one.words for one in self.evidence])
        near = [self.evidence[at] for at in dict.fromkeys(part.of for reading in read for part in reading.chosen)]
        near += [one for one in prose.sources if one not in near]
        if len(near) > CITED or all(one in named for one in near):
            return None
        attempt = self._judged(raw, near)
        return attempt if attempt.holds else None

    def _needed(self, used: _Attempt) -> Sequence[PromptSentence]:
        """The sentences that support the claim by themselves, or all of them if only all together do.

        Models name too many sentences; one that has nothing to do with the claim must not be cited for it. Sentences with
        the words of a quotation are always needed.
        """
        cited, text = used.cited, used.prose.text
        if len(cited) == 1:
            return cited
        alone = [one for one in cited if self.narrow.judge(text, [one.words]).verdict == "supported"]
        if not alone or not requoted(text, alone).wrong:
            return alone or cited
        return [*alone, *(one for one in used.prose.sources if one not in alone)]

    def _citation(self, shown: PromptSentence) -> Citation:
        if shown.id not in self._markers:
            self._markers[shown.id] = next(self._next)
        return Citation(self._markers[shown.id], shown.document, shown.span)


def _prose(raw: RawClaim, evidence: Sequence[PromptSentence]) -> tuple[RequotedText, bool]:
    """The claim in plain words, with quotations of `evidence` only, and whether an address was removed from it."""
    sanitised = sanitise(raw.text, known=" ".join(one.words for one in evidence))
    return requoted(sanitised.text, evidence), sanitised.address


def _hint(raw: RawClaim) -> Iterable[str]:
    """Say what is wrong with a claim that names no sentence that was shown, and that none of these supports."""
    named = "sentences that it was not given" if raw.ids else "no sentence for it"
    yield f"the model named {named}, and none that it was given supports it"


def _wrong(raw: RawClaim, address: bool, unfound: Iterable[str]) -> Iterable[str]:
    for words in unfound:
        yield f"the words {unquoted(words)[:80]} are not in the evidence, so they are not shown as a quotation"
    if address:
        yield "an address was removed from it"
    if raw.cut:
        yield "it was too long and was cut"
