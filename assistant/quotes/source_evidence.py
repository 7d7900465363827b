"""Whether an altered quotation comes from the place that is most like it, or only treats the same subject."""

from collections import Counter
from collections.abc import Sequence
from math import log

from .alignment import Step
from .candidates import AlignedWindow, joins_half_sentences
from .places import PlaceFinder
from .spelling import misspelt
from .tokens import QuoteToken, TokenisedText

SIMILAR = 0.8
"""The similarity (`flags.similarity`) from which a changed word counts as the same here: an inflected form or a lookalike."""

ROW = 5
"""The length of a run of words, two of them telling, that identifies the place if at most one other word differs.

In an index of three reports the rarity of a word means little; there the run decides.
"""

# A judgement, tested on sentences and fragments of SummEdits, BUMP and SQuAD 2.0 with half of
# the documents indexed and half not.
MARGIN, OUTER = (
    -1.0,
    3.0,
)  # nats above chance; OUTER is added if only the first or last words differ, as in a common phrase

LOST, SKIPPED, AVERAGE = 0.8, 0.4, 2.5  # per word lost, per word skipped; least information per word lost


def is_source(finder: PlaceFinder, best: AlignedWindow, tokens: Sequence[QuoteToken]) -> bool:
    """Return whether so much is unchanged that the quotation must come from this place, and not just treat the same subject.

    The information of the shared words is added up (`Rarity.weight`, in nats; chance reaches the logarithm of the number of
    passages), less a penalty for each word that is not shared.
    """
    steps = best.alignment.steps
    # An omission across the end of a sentence splits the evidence: the words on one side alone must be enough.
    read = best.window.tokenised
    cuts = [
        at for at, step in enumerate(steps) if step.op != "equal" and joins_half_sentences(read, step.first, step.last)
    ]
    groups = [steps[a:b] for a, b in zip([0, *(at + 1 for at in cuts)], [*cuts, len(steps)], strict=True)]
    total = sum(token.kind == "word" for token in tokens)
    return any(_enough(finder, read, tokens, group, total) for group in groups if group)


def _enough(
    finder: PlaceFinder, read: TokenisedText, tokens: Sequence[QuoteToken], steps: Sequence[Step], total: int
) -> bool:
    """Return whether these steps alone prove that the quotation, of `total` words, comes from this place."""
    information, words, skipped = 0.0, 0, 0
    row: tuple[QuoteToken, ...] = ()
    lost_words: Counter[str] = Counter()
    new_words: list[QuoteToken] = []
    for step in steps:
        old = [token for token in read.tokens[step.first : step.last] if token.kind == "word"]
        new = [token for token in tokens[step.quote_first : step.quote_last] if token.kind == "word"]
        if step.op == "equal":
            same = old
            row = max(row, tuple(same), key=len)
        else:
            same = [
                one
                for one, other in zip(old, new, strict=False)
                if finder.alike(one.key, other.key) >= SIMILAR or misspelt(other.key, one.key)
            ]
            skipped += len(old) - len(same)
            if not same:
                lost_words.update(token.key for token in old)
                new_words += new
        words += len(same)
        information += sum(map(finder.weight, same))
    if new_words and words + len(new_words) == total and not Counter(token.key for token in new_words) - lost_words:
        words, skipped = total, skipped - len(new_words)  # all words are there, some of them moved
        information += sum(map(finder.weight, new_words))
    lost = max(0, total - words)
    edits = sum(step.op != "equal" for step in steps)
    inner = any(step.op != "equal" for step in steps[1:-1])
    if len(row) >= ROW and max(lost, skipped) <= 1 and sum(map(finder.is_telling, row)) >= 2:
        return True
    gain = information - LOST * lost - SKIPPED * min(skipped, 20) - max(0, edits - 1)
    return (
        gain >= log(max(2, finder.rarity.passages)) + MARGIN + (0 if inner else OUTER)
        and information >= AVERAGE * lost
        and words >= max(2, (words + lost) // 2)
        and (len(row) >= 3 or edits <= 1 or not lost)
    )
