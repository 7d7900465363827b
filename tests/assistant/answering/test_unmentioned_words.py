"""Words of a question that no quotation mentions are listed, and no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import Dragoman
from dragoman.assistant.answering.unmentioned_words import SHOWN, unmentioned_words
from dragoman.assistant.types import Citation, Claim
from dragoman.corpus.types import Document, Span
from dragoman.index.encoding.encoder import PackagedEncoder

TEXT = (
    "The United States, Egypt, Qatar and Turkey brokered the truce. "
    "In 2004, a court sentenced Marwan Barghouti to five life terms and 40 years. "
    "About 200 US soldiers work at the centre in Kiryat Gat."
)
DOCUMENT = Document.make(TEXT, "Truce in Gaza", key="k", publisher="The Wire")
CLAIM = Claim(TEXT, (Citation(1, DOCUMENT, Span(0, len(TEXT))),), "supported")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why did Norway broker the truce?", ("Norway",)),
        ("Who brokered the truce in Gaza?", ()),
        ("How many troops are there in Kiryat Gat?", ()),
        ("Did 900 soldiers come to the centre?", ("900",)),
        ("How many hospitals did the court visit?", ("hospitals",)),
        ("What did the Wire report about the truce?", ()),
    ],
)
def test_names_numbers_and_the_kind_of_thing_asked_for(
    encoder: PackagedEncoder, question: str, words: tuple[str, ...]
) -> None:
    assert unmentioned_words(question, [CLAIM], encoder.words) == words


def test_no_more_words_than_are_read(encoder: PackagedEncoder) -> None:
    names = "Did Norway, Spain, Chile, Peru, Japan and Ghana broker it?"
    assert len(unmentioned_words(names, [CLAIM], encoder.words)) == SHOWN


def test_nothing_quoted_nothing_missing(encoder: PackagedEncoder) -> None:
    assert unmentioned_words("Why did Norway broker the truce?", [], encoder.words) == ()


@pytest.fixture
def dragoman(tmp_path: Path) -> Iterator[Dragoman]:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    with Dragoman.open(tmp_path / "home") as opened:
        opened.ingest([report])
        yield opened


def test_an_answer_says_so_in_every_form(dragoman: Dragoman) -> None:
    from dragoman.assistant.answering.answer_text import answer_text
    from dragoman.assistant.contract import answers
    from dragoman.web.views import ask

    answer = dragoman.ask("Why did Norway broker the truce with Egypt and Qatar?")
    assert not answer.abstained
    assert answer.unmentioned == ("Norway",)
    assert answer.notes[0] in answer_text(answer)
    assert answers.Answer.of(answer).notes == answer.notes
    assert answer.notes[0] in ask.answer(answer)
