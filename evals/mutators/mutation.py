"""The values of mutators: words of a document, edits, and mutations with their right verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...corpus.types import Span

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Original:
    """Words of a document, and the material that a mutator may use.

    `text` is the whole document, `span` the words in it, `sentences` the spans of its sentences in order. `sentence`
    says whether the words are a whole sentence, or the words inside quotation marks. `speaker` says them, if known.
    `status` is what the words are for certain: `quoted` (inside quotation marks), `reported` (indirect speech of `speaker`),
    `outside` (not inside quotation marks); `None` if it is not certain.
    `names` (people, places) and `others` (sentences of other documents) are used for swaps and splices.
    """

    text: str
    span: Span
    sentences: tuple[Span, ...] = ()
    sentence: bool = True
    speaker: str | None = None
    names: tuple[str, ...] = ()
    others: Sequence[str] = ()
    status: str | None = None

    @property
    def words(self) -> str:
        """Return the words."""
        return self.span.of(self.text)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace `start..end` (offsets in the original words) by `new`; if `start == end`, insert it."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """A quotation made from an original, with the right result of a quote check.

    Attributes:
        expected: The right verdicts; more than one if the rules leave it open.
        reason: Why these verdicts are right.
        changed: The pairs (words of the corpus, words given) that the diff must have, and no others; empty if no diff is
            expected, as for a splice, or if several are right.
        flags: Flags that the report must have; it may have more.
        asked: Speaker, publisher or date to check, each as (name, value, right check).
        edits: The edits of the original words, if the mutation was made by edits.
    """

    kind: str
    text: str
    expected: tuple[str, ...]
    reason: str
    changed: Pairs = ()
    flags: tuple[str, ...] = ()
    asked: tuple[tuple[str, str, str], ...] = ()
    edits: tuple[TextEdit, ...] = field(default=(), repr=False)


def apply_edits(words: str, edits: Sequence[TextEdit]) -> str:
    """Apply the edits to the words.

    Raises:
        ValueError: two edits overlap, or one lies outside the words.
    """
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if not at <= edit.start <= edit.end <= len(words):
            raise ValueError(f"the edit {edit} overlaps another or lies outside the words")
        pieces += [words[at : edit.start], edit.new]
        at = edit.end
    return "".join([*pieces, words[at:]])


def changed_pairs(words: str, edits: Sequence[TextEdit]) -> Pairs:
    """Return the pairs (words of the corpus, words given) of edits, without white space at their ends."""
    return tuple((words[edit.start : edit.end].strip(), edit.new.strip()) for edit in edits)
