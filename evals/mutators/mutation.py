"""What a mutator takes and gives: words as a document has them, edits of them, and the verdict that must follow."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...corpus.types import Span

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Original:
    """Words that stand in a document, and what a mutator may take from around them.

    `text` is the whole document, `span` the words in it, `sentences` the spans of its sentences in order. `sentence`
    says that the words are one whole sentence, and not the words inside quotation marks. `speaker` is who says them,
    where known. `names` (people, places) and `others` (sentences of other documents) serve for swaps and splices.
    """

    text: str
    span: Span
    sentences: tuple[Span, ...] = ()
    sentence: bool = True
    speaker: str | None = None
    names: tuple[str, ...] = ()
    others: Sequence[str] = ()

    @property
    def words(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.text)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Put `new` in the place of `start..end` (offsets into the original words); `start == end` adds."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """A quotation made from an original, and what a quote desk has to say of it.

    `expected` are the verdicts that are right (more than one where the table of verdicts leaves it open; `reason` says
    why it must be these). `flags` are flags that the report must have; it may have more. `changed` are the pairs
    (words of the corpus, words given) that the diff must name, and nothing else; empty where no diff is owed, as with
    a splice, or where several are right. `asked` are speaker, publisher or date to ask for, with their verdicts.
    `edits` are what was done to the original words, where the mutation is made of edits.
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
    """The words after the edits.

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
    """The pairs (words of the corpus, words given) of some edits, without white space at their ends."""
    return tuple((words[edit.start : edit.end].strip(), edit.new.strip()) for edit in edits)
