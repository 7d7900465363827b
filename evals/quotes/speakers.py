"""Measure how often the speaker of a quotation is found, against hand-made labels."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...corpus.language.names import same_person
from ...corpus.types import Document, Utterance
from ...corpus.utterances import utterances

GOLDEN = Path(__file__).parents[1] / "suites" / "briefs" / "utterances.jsonl"
"""Labels for the bundled briefs: `id`, `document` (the file's stem), `quote`, `speaker`, `kind`."""


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """Words of a document with their speaker, labelled by hand."""

    id: str
    document: str
    quote: str
    speaker: str
    kind: str

    @property
    def named(self) -> bool:
        """Return whether the speaker has a name, not only a description such as "the Egyptian source"."""
        return self.speaker.removeprefix("The ").removeprefix("the ")[0].isupper()


@dataclass(frozen=True, slots=True)
class SpeakerAccuracy:
    """The number of `labelled` quotations, of those with the right speaker, and the `wrong` ones with the speaker found."""

    labelled: int
    right: int
    wrong: tuple[tuple[SpeakerLabel, str | None], ...]

    @property
    def value(self) -> float:
        """Return the share that is right, 0 to 1; 1 without labels."""
        return self.right / self.labelled if self.labelled else 1.0


def labels(path: Path = GOLDEN) -> list[SpeakerLabel]:
    """Load the labels of a file, in its order."""
    return [SpeakerLabel(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def speaker_accuracy(wanted: Iterable[SpeakerLabel], documents: Mapping[str, Document]) -> SpeakerAccuracy:
    """Compare `utterances` with labels; `documents` by the name that labels give them.

    A speaker is right if `corpus.language.names.same_person` accepts it as the labelled one. Words without an utterance
    count as wrong.
    """
    wanted = list(wanted)
    found_in = {name: utterances(documents[name]) for name in {one.document for one in wanted}}
    wrong, labelled = [], 0
    for label in wanted:
        labelled += 1
        found = _covering(label, documents[label.document].text, found_in[label.document])
        if found is None or not same_person(label.speaker, found):
            wrong.append((label, found))
    return SpeakerAccuracy(labelled, labelled - len(wrong), tuple(wrong))


def _covering(label: SpeakerLabel, text: str, said: tuple[Utterance, ...]) -> str | None:
    """Return the speaker of the utterance that covers most of the label's words, and at least half of them."""
    best, speaker = len(label.quote) / 2, None
    start = text.find(label.quote)
    while start >= 0:
        end = start + len(label.quote)
        for one in said:
            if (one.kind == "indirect") != (label.kind == "indirect"):
                continue
            shared = min(end, one.span.end) - max(start, one.span.start)
            if shared > best:
                best, speaker = shared, one.speaker
        start = text.find(label.quote, start + 1)
    return speaker
