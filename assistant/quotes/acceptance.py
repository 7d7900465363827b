"""Whether the words that a quotation shares with a place are enough to say that it comes from there."""

from collections import Counter
from collections.abc import Sequence
from math import log

from assistant.quotes.align import Step
from assistant.quotes.candidates import Aligned, halves
from assistant.quotes.places import Finder
from assistant.quotes.tokens import Read, Token

KIN = 0.8
"""How near (`alike`) a word must be to the one in its place to count as the same here: a form of it, or a lookalike."""

ROW = 5
"""Words in a row, two of them telling, that show the place where all others but one are in theirs too.

How rare a word is in an index of three reports says little: there the words in a row decide.
"""

# Set by judgement, then tried on sentences and fragments of SummEdits, BUMP and SQuAD 2.0 with half of
# the documents indexed and half not.
MARGIN, OUTER = -1.0, 3.0  # nats beyond chance; more where only the first or last words differ: a mere common phrase
LOST, SKIPPED, AVERAGE = 0.8, 0.4, 2.5  # for a word that is not shared, one left out; what a shared one tells at least


def accepted(finder: Finder, best: Aligned, tokens: Sequence[Token]) -> bool:
    """Whether so much is the same that the quotation must come from there, and not only speak of the same things.

    What the shared words tell is added up (`Rarity.weight`, in nats, so that chance has the logarithm of the number of
    passages to beat), less something for every word that is not shared.
    """
    steps = best.found.steps
    # What lies beyond the end of a sentence that was left out adds nothing: the words on one side must be enough.
    read = best.window.read
    cuts = [at for at, step in enumerate(steps) if step.op != "equal" and halves(read, step.first, step.last)]
    groups = [steps[a:b] for a, b in zip([0, *(at + 1 for at in cuts)], [*cuts, len(steps)], strict=True)]
    total = sum(token.kind == "word" for token in tokens)
    return any(_enough(finder, read, tokens, group, total) for group in groups if group)


def _enough(finder: Finder, read: Read, tokens: Sequence[Token], steps: Sequence[Step], total: int) -> bool:
    """Whether these steps alone show that the quotation, of `total` words, comes from there."""
    told, words, skipped = 0.0, 0, 0
    row: tuple[Token, ...] = ()
    gone: Counter[str] = Counter()
    come: list[Token] = []
    for step in steps:
        old = [token for token in read.tokens[step.first : step.last] if token.kind == "word"]
        new = [token for token in tokens[step.given : step.until] if token.kind == "word"]
        if step.op == "equal":
            same = old
            row = max(row, tuple(same), key=len)
        else:
            same = [one for one, other in zip(old, new, strict=False) if finder.alike(one.key, other.key) >= KIN]
            skipped += len(old) - len(same)
            if not same:
                gone.update(token.key for token in old)
                come += new
        words += len(same)
        told += sum(map(finder.weight, same))
    if come and words + len(come) == total and not Counter(token.key for token in come) - gone:
        words, skipped = total, skipped - len(come)  # all the words are there, and some of them moved
        told += sum(map(finder.weight, come))
    lost = max(0, total - words)
    edits = sum(step.op != "equal" for step in steps)
    inner = any(step.op != "equal" for step in steps[1:-1])
    if len(row) >= ROW and max(lost, skipped) <= 1 and sum(map(finder.tells, row)) >= 2:
        return True
    gain = told - LOST * lost - SKIPPED * min(skipped, 20) - max(0, edits - 1)
    return (
        gain >= log(max(2, finder.rarity.passages)) + MARGIN + (0 if inner else OUTER)
        and told >= AVERAGE * lost
        and words >= max(2, (words + lost) // 2)
        and (len(row) >= 3 or edits <= 1 or not lost)
    )
