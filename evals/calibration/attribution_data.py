"""News articles whose attributions were labelled by people, in the format of PolNeAR, and their division into folds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

from ...corpus.utterances.cues import Saying, sayings
from ...corpus.utterances.parsing import Bounds, ParsedSentence
from ...corpus.utterances.relay_clauses import relayed
from ...corpus.utterances.reporters import ReportReader, reader

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Attribution:
    """One labelled attribution: spans of its source, its cue and its content; the source or the cue may be absent."""

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]

    @property
    def size(self) -> int:
        """The number of characters of the content."""
        return sum(end - start for start, end in self.content)


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its labels. `fold` is 0 to 4, from a hash of its id, so that it never changes."""

    id: str
    publisher: str
    text: str
    labels: tuple[Attribution, ...]

    @property
    def fold(self) -> int:
        """The fold of the article."""
        return int(md5(self.id.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def load(path: Path) -> list[LabelledArticle]:
    """Load the articles of a JSON Lines file: `_id`, `publisher`, `text`, `attributions`."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        LabelledArticle(row["_id"], row["publisher"], row["text"], tuple(_label(one) for one in row["attributions"]))
        for row in rows
    ]


def _label(row: dict[str, list[list[list[int]]]]) -> Attribution:
    source, cue, content = (
        tuple((start, end) for spans in row.get(key, []) for start, end in spans)
        for key in ("source", "cue", "content")
    )
    return Attribution(source, cue, content)


def shared(one: Iterable[Bounds], other: Iterable[Bounds]) -> int:
    """Return how many characters two lists of spans share."""
    spans = list(other)
    return sum(max(0, min(e, end) - max(s, start)) for s, e in one for start, end in spans)


class ParsedArticle:
    """An article with all its sentences parsed, and their possible words of saying for a set of lemmas."""

    def __init__(self, article: LabelledArticle) -> None:
        """Parsing takes about 0.1 s."""
        self.article = article
        self.report: ReportReader = reader(article.text)
        self.sentences = [sentence for row in self.report.rows for sentence in row]
        self.report.parse_all(self.sentences)
        self._said: dict[Bounds, list[Saying]] = {}

    def parse(self, sentence: Bounds) -> ParsedSentence:
        """Return the parse of a sentence."""
        return self.report.parse(sentence)

    def sayings(self, sentence: Bounds, lemmas: frozenset[str]) -> list[Saying]:
        """Return the possible words of saying of a sentence."""
        if sentence not in self._said:
            read = self.parse(sentence)
            self._said[sentence] = relayed(read, sayings(read, lemmas))
        return self._said[sentence]

    def forget(self) -> None:
        """Drop the words of saying, which depend on the weights."""
        self._said.clear()
        self.report.forget()
