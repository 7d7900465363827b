"""Generate quotations for an indexed corpus: mutations of its sentences and direct speech, and words that it does not have.

The corpus itself is the reference, so any corpus will do. A case is left out if other words of the corpus would make
another verdict right, for example if another report has the changed sentence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from ...corpus.segment import segment
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import utterances
from ...corpus.utterances.person_names import full_names
from ..mutators import (
    ASKED,
    CHANGED,
    CUT,
    EDITED,
    HARMLESS,
    OMITTED,
    OPEN,
    Mutation,
    Original,
    disguised,
    flat,
    mutate,
    usable,
)
from ..mutators.changes import names_in
from ..mutators.words import spaced_words
from .outside_sentences import SENTENCES

OUTSIDE = "outside"
"""The kind of cases whose words are not in the index."""

# The percentage of each group of kinds; within a group, all kinds are equally frequent.
SHARES = (
    (CHANGED, 50), (HARMLESS, 18), (EDITED, 8), (OMITTED, 4), (CUT, 8), (OPEN, 2), (ASKED, 6), ({OUTSIDE: None}, 4),
)  # fmt: skip
_SHORTEST, _LONGEST = 5, 60  # words of an original
_SHARED = 6  # consecutive words that an outside sentence may not share with the corpus
_TRIES = 60
_MARK = re.compile('[“”„‟«»"＂]')


@dataclass(frozen=True, slots=True)
class QuoteCase:
    """A quotation to check, and the document that it was made from (`None` for an outside sentence).

    `status` is that of `Original`.
    """

    id: str
    mutation: Mutation
    document: Document | None = None
    original: str = ""
    status: str | None = None


class CaseGenerator:
    """Make cases from documents. `outside` are sentences that no document has; those that occur in one are left out."""

    def __init__(self, documents: Sequence[Document], outside: Sequence[str] = (), seed: int = 0) -> None:
        """Raises `ValueError` without documents."""
        if not documents:
            raise ValueError("cases are made from documents, and there are none")
        self._documents = documents
        self._random = Random(seed)
        self._flat = "\n".join(flat(document.text) for document in documents)
        self._known: dict[int, tuple[Original, ...]] = {}
        self._outside = [sentence for sentence in (*SENTENCES, *outside) if self._is_outside(sentence)]
        self._names, self._speakers = self._sampled_names()

    def make(self, n: int) -> Iterator[QuoteCase]:
        """Yield `n` cases, or fewer if the corpus is too small; the same documents and seed give the same cases."""
        plan = [kind for group, share in SHARES for kind in _spread(tuple(group), round(n * share / 100), self._random)]
        self._random.shuffle(plan)
        seen: set[tuple[object, ...]] = set()
        made = 0
        for kind in plan:
            for _ in range(_TRIES):
                case = self._case(kind, f"{kind}-{made}")
                key = (case.mutation.text, case.mutation.asked) if case else ()
                if case and key not in seen:
                    seen.add(key)
                    made += 1
                    yield case
                    break

    def originals(self, documents: int) -> list[Original]:
        """Return the words that cases are made from, of a sample of so many documents."""
        some = self._random.sample(range(len(self._documents)), min(documents, len(self._documents)))
        return [one for at in some for one in self._originals(at)]

    def _case(self, kind: str, name: str) -> QuoteCase | None:
        if kind == OUTSIDE:
            return self._from_outside(name)
        at = self._random.randrange(len(self._documents))
        originals = self._originals(at)
        # Reported speech without its source may be called truncated, so it only serves to ask for its speaker.
        originals = tuple(one for one in originals if (one.speaker if kind in ASKED else one.status != "reported"))
        if not originals:
            return None
        original = self._random.choice(originals)
        mutation = mutate(kind, original, self._random.randrange(1 << 30))
        if mutation is None or not self._holds(mutation):
            return None
        if kind in CHANGED and self._random.random() < 0.25:
            mutation = disguised(mutation, self._random.randrange(1 << 30))
        alone = self._flat.count(flat(mutation.text)) <= 1  # elsewhere the same words may be quoted, or not
        return QuoteCase(name, mutation, self._documents[at], original.words, original.status if alone else None)

    def _from_outside(self, name: str) -> QuoteCase | None:
        if not self._outside:
            return None
        text = self._random.choice(self._outside)
        reason = "these words are not in the corpus"
        return QuoteCase(name, Mutation(OUTSIDE, text, ("not_found", "paraphrase"), reason))

    def _holds(self, mutation: Mutation) -> bool:
        """Return whether no other words of the corpus make another verdict right."""
        given = flat(mutation.text)
        if mutation.kind in CHANGED and mutation.kind != "case_turned":
            return given not in self._flat
        return mutation.kind not in CUT or self._flat.count(given) <= 1

    def _is_outside(self, sentence: str) -> bool:
        words = flat(sentence).split()
        runs = (" ".join(words[at : at + _SHARED]) for at in range(max(1, len(words) - _SHARED + 1)))
        return len(words) >= _SHORTEST and not any(f" {run} " in self._flat for run in runs)

    def _originals(self, at: int) -> tuple[Original, ...]:
        """Return the usable sentences of a document and the usable direct speech in it."""
        if at not in self._known:
            document = self._documents[at]
            sentences = segment(document.text).sentences
            others = self._others(at)
            said = utterances(document)
            outside = _outside_marks(document, said)
            found = [
                Original(
                    document.text,
                    span,
                    sentences,
                    names=self._names,
                    others=others,
                    status="outside" if outside(span) else None,
                )
                for span in sentences
            ]
            for one in said:
                status = _certain(one)
                if one.kind == "direct" or status:
                    whole = one.kind == "indirect"
                    found.append(
                        Original(document.text, one.span, sentences, whole, one.speaker, self._speakers, others, status)
                    )
            self._known[at] = tuple(
                one for one in found if _SHORTEST <= len(spaced_words(one.words)) <= _LONGEST and usable(one.words)
            )
        return self._known[at]

    def _others(self, at: int) -> tuple[str, ...]:
        """Return sentences of another document."""
        if len(self._documents) == 1:
            return ()
        other = self._documents[(at + self._random.randrange(1, len(self._documents))) % len(self._documents)]
        return tuple(span.of(other.text) for span in segment(other.text).sentences if usable(span.of(other.text)))

    def _sampled_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return names from a sample of the documents, and the people who speak in them, for swaps."""
        some = self._random.sample(list(self._documents), min(60, len(self._documents)))
        names = {name for document in some for name in names_in(document.text)}
        speakers = {one.speaker for document in some for one in utterances(document) if one.speaker}
        publishers = {document.publisher for document in some}
        return tuple(sorted(names)), tuple(sorted(name for name in speakers - publishers if _is_full_name(name)))


def _is_full_name(name: str) -> bool:
    """Return whether this is a person's full name: "Hamas officials" may be the right speaker after all."""
    return any(found == name for _, found, _ in full_names(name))


def _outside_marks(document: Document, said: Sequence[Utterance]) -> Callable[[Span], bool]:
    """Return a test for spans that are certainly outside quotation marks: no mark in the paragraph, and no transcript."""
    text = document.text
    turns = any(one.kind == "direct" and not _marked(text, one.span) for one in said)

    def outside(span: Span) -> bool:
        low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        return not turns and not _MARK.search(text, low, high if high >= 0 else len(text))

    return outside


def _certain(one: Utterance) -> str | None:
    text = one.document.text
    if one.kind == "direct":
        return "quoted" if _marked(text, one.span) and not _MARK.search(one.text) else None
    if one.cue and one.text.startswith(one.cue):
        return None  # "praised the crew": what somebody did by speaking, and nobody's words
    return "reported" if one.kind == "indirect" and one.speaker and not _MARK.search(one.text) else None


def _marked(text: str, span: Span) -> bool:
    """Return whether a quotation mark stands right before and right after the words."""
    return bool(span.start and _MARK.match(text[span.start - 1]) and _MARK.match(text[span.end : span.end + 1]))


def _spread(kinds: tuple[str, ...], n: int, rng: Random) -> list[str]:
    """Return `n` kinds, distributed evenly."""
    whole, rest = divmod(n, len(kinds))
    return [*kinds] * whole + rng.sample(kinds, rest)
