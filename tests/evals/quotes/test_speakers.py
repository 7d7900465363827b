"""Speaker labels: the labelled words are in the briefs, and speakers are found as often as promised."""

import pytest

from dragoman.assistant.library.sources import BRIEFS_FOLDER
from dragoman.corpus.readers import read_one
from dragoman.corpus.types import Document
from dragoman.evals.quotes.speakers import labels, speaker_accuracy


@pytest.fixture(scope="module")
def briefs() -> dict[str, Document]:
    read = {path.stem: next(iter(read_one(path))) for path in sorted(BRIEFS_FOLDER.glob("*.md"))}
    return {name: one for name, one in read.items() if isinstance(one, Document)}


def test_labelled_words_stand_in_the_briefs(briefs: dict[str, Document]) -> None:
    wanted = labels()
    assert len(wanted) >= 120
    assert len({one.id for one in wanted}) == len(wanted)
    for one in wanted:
        assert one.quote in briefs[one.document].text, one
        assert one.kind in ("direct", "partial", "indirect")


def test_every_marked_quotation_is_labelled(briefs: dict[str, Document]) -> None:
    marked = sum(document.text.count("“") for document in briefs.values())
    assert marked == sum(one.kind != "indirect" for one in labels())


def test_speakers_are_found(briefs: dict[str, Document]) -> None:
    marked = [one for one in labels() if one.kind != "indirect"]
    named = speaker_accuracy([one for one in marked if one.named], briefs)
    assert named.value >= 0.92, named.wrong
    assert speaker_accuracy(marked, briefs).value >= 0.92
    indirect = speaker_accuracy([one for one in labels() if one.kind == "indirect"], briefs)
    assert indirect.value >= 0.92, indirect.wrong
