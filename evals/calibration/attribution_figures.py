"""Measure the whole of attribution against labelled articles: who is named for a quotation, and which clauses are reported.

A speaker is right if the name is the labelled source's, or the phrase stands at the head of the labelled source. Labels about
the same words count together, since "X said, according to Y" often has only one of the two. A label of Y alone makes X wrong,
so the share of wrong ones is too high.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...corpus.language.lexicon import DETERMINERS, PRONOUNS
from ...corpus.language.names import same_person
from ...corpus.utterances.attributed import Attributed
from ...corpus.utterances.prose import LEAST
from ...corpus.utterances.speakers import Named, Speakers, somebody
from .attribution_choices import labels_of, names
from .attribution_data import Attribution, ParsedArticle, shared

_CAPITAL = re.compile(r"[^\W\d_][\w.’'-]*")
_POSSESSIVE = re.compile(r"['’]s\b")
# Words with a capital at the start of a source that name nobody.
_NO_NAMES = DETERMINERS | PRONOUNS | frozenset("mr mrs ms dr sen rep gov one some many most several".split())
_HEAD = re.compile(r",|\(| (?:who|that|of|for|in|at|on|from|with|whose|as|to) |—|–")


@dataclass(frozen=True, slots=True)
class AttributionFigures:
    """Counts: labelled quotations with a named source (right, wrong, none), and clauses outside quotation marks.

    `overlapping` of the `reported` clauses overlap a label, and `found` of the `labelled` contents are a reported clause with the
    labelled source.
    """

    right: int
    wrong: int
    none: int
    reported: int
    overlapping: int
    labelled: int
    found: int

    def shares(self) -> dict[str, float]:
        """Return the shares, 0 to 1, and the harmonic mean of precision and recall of the clauses."""
        quotations = max(1, self.right + self.wrong + self.none)
        precision, recall = self.overlapping / max(1, self.reported), self.found / max(1, self.labelled)
        return {
            "quotations": float(quotations),
            "right": self.right / quotations,
            "wrong": self.wrong / quotations,
            "none": self.none / quotations,
            "clauses_precision": precision,
            "clauses_recall": recall,
            "clauses_f1": 2 * precision * recall / max(1e-9, precision + recall),
        }

    def __add__(self, other: "AttributionFigures") -> "AttributionFigures":
        """Add the counts of other articles."""
        mine, others = (
            (one.right, one.wrong, one.none, one.reported, one.overlapping, one.labelled, one.found)
            for one in (self, other)
        )
        return AttributionFigures(*(a + b for a, b in zip(mine, others, strict=True)))


def figures(articles: Iterable[ParsedArticle]) -> AttributionFigures:
    """Read articles as extraction does, with the weights loaded now, and compare the outcome with the labels."""
    counts: Counter[str] = Counter()
    for article in articles:
        article.forget()
        _compare(article, counts)
    return AttributionFigures(
        *(counts[key] for key in ("right", "wrong", "none", "reported", "overlapping", "labelled", "found"))
    )


def _compare(article: ParsedArticle, counts: Counter[str]) -> None:
    text, labels, report = article.article.text, article.article.labels, article.report
    speakers = Speakers(report)
    quoted = [(one.start, one.end) for quotes in report.quoted.values() for one in quotes]
    clauses: list[Attributed] = []
    for one in report.read():
        named = speakers.named(one) if one.polarity == "said" else ()
        if one.kind != "indirect":
            covering = labels_of(labels, one.span)
            sources = [" ".join(text[start:end] for start, end in label.source) for label in covering if label.source]
            if any(_names_in(source) for source in sources):
                counts[_outcome(one, named, covering, sources)] += 1
        elif (named or (one.polarity == "said" and somebody(one.phrases))) and len(
            text[slice(*one.span)].split()
        ) >= LEAST:
            clauses.append(one)
    counts["reported"] += len(clauses)
    counts["overlapping"] += sum(any(shared([one.span], label.content) for label in labels) for one in clauses)
    for label in labels:
        if label.source and not any(2 * shared([quote], label.content) >= label.size for quote in quoted):
            counts["labelled"] += 1
            counts["found"] += any(_same(one, label) and names(one.phrases, label.source) for one in clauses)


def _outcome(one: Attributed, named: Sequence[Named], covering: Sequence[Attribution], sources: Sequence[str]) -> str:
    if not named:
        return "none"
    for label, source in zip([label for label in covering if label.source], sources, strict=True):
        inside = names(one.phrases, label.source)
        for name, _ in named:
            if name and (_matches(name, source) or (inside and set(_names_in(name)) & set(_names_in(source)))):
                return "right"
    return "wrong"


def _same(one: Attributed, label: Attribution) -> bool:
    both = shared([one.span], label.content)
    return 2 * both >= label.size + one.span[1] - one.span[0] - both


def _names_in(text: str) -> list[str]:
    words = _CAPITAL.findall(_POSSESSIVE.sub("", text))
    return [word.lower() for word in words if word[0].isupper() and word.lower().rstrip(".") not in _NO_NAMES]


def _matches(name: str, source: str) -> bool:
    """Return whether a speaker is the one that a labelled source names, by the last name or, without one, the head noun."""
    head = _HEAD.split(source.strip())[0].strip() or source
    if same_person(name, head):
        return True
    mine, theirs = _names_in(name), _names_in(source)
    if not mine:
        last = re.findall(r"\w+", name.lower())[-1:]
        return bool(last) and last[0] in re.findall(r"\w+", source.lower())
    return mine[-1] in theirs
