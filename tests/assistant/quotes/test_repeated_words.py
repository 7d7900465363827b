"""Words that many reports have: only the places that decide are read, and the verdict is that of all of them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from dragoman import Dragoman
from dragoman.assistant.quotes.repeated_words import READ, may_be_quoted
from dragoman.corpus.types import Document, Span

COPIES = 8
WORDS = "The ferry will not leave before the ice has gone"
QUOTED = f"“{WORDS},” said Mira Lund, the harbour master, in town {{at}}.\n\nThe mail of parish {{at}} waits in a shed."
OTHER = f"“{WORDS},” said Oskar Brand, a pilot, on pier {{at}}.\n\nA second shed is being built there."
TOLD = f"Mira Lund said that the mail of parish {{at}} would wait. {WORDS}, and no lamp burns in town {{at}}.\n\nNobody came."
DOUBTED = f"“Nobody believes that {WORDS[0].lower()}{WORDS[1:]},” said Mira Lund in town {{at}}.\n\nThe mail waits."

Opened = Callable[[Sequence[str]], Dragoman]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Open a home of these reports, one for each day from 2 May on."""

    def open_home(reports: Sequence[str]) -> Dragoman:
        folder = tmp_path / "reports"
        folder.mkdir()
        for at, text in enumerate(reports):
            (folder / f"{at:02}.md").write_text(
                f"---\ntitle: Ferry {at}\npublished: {date(2025, 5, 2 + at)}\n---\n\n{text.format(at=at)}\n",
                encoding="utf-8",
            )
        dragoman = Dragoman.open(tmp_path / "home")
        dragoman.ingest([str(folder)])
        return dragoman

    return open_home


def test_places_that_change_nothing_are_counted_and_the_earliest_is_kept(opened: Opened) -> None:
    with opened([TOLD, *[QUOTED] * COPIES]) as dragoman:
        report = dragoman.check_quote(WORDS)
    assert (report.verdict, report.status, report.speaker.found) == ("verbatim", "quoted", "Mira Lund")
    assert len(report.places) == READ + 1
    assert len(report.places) + report.further == COPIES + 1
    assert report.earliest is not None
    assert report.earliest.document.title == "Ferry 0"


def test_few_places_are_all_listed(opened: Opened) -> None:
    with opened([QUOTED] * (READ + 1)) as dragoman:
        report = dragoman.check_quote(WORDS)
    assert (len(report.places), report.further) == (READ + 1, 0)


def test_the_only_report_that_quotes_the_words_is_found_among_many_that_do_not(opened: Opened) -> None:
    with opened([*[TOLD] * COPIES, QUOTED]) as dragoman:
        report = dragoman.check_quote(WORDS)
    assert report.status == "quoted"
    assert report.places[0].document.title == f"Ferry {COPIES}"


def test_the_only_report_with_the_speaker_who_is_asked_for_is_found(opened: Opened) -> None:
    with opened([*[QUOTED] * COPIES, OTHER]) as dragoman:
        right = dragoman.check_quote(WORDS, speaker="Oskar Brand")
        wrong = dragoman.check_quote(WORDS, speaker="Ada Finch")
    assert (right.speaker.verdict, right.places[0].document.title) == ("confirmed", f"Ferry {COPIES}")
    assert (wrong.speaker.verdict, wrong.further) == ("different", 0)  # all were read before that is said


def test_words_that_every_report_denies_are_truncated(opened: Opened) -> None:
    cut = f"{WORDS[0].lower()}{WORDS[1:]}"
    with opened([DOUBTED] * COPIES) as dragoman:
        report = dragoman.check_quote(cut)
    assert (report.verdict, len(report.places) + report.further) == ("truncated", COPIES)


def test_a_whole_sentence_among_many_cut_ones_decides(opened: Opened) -> None:
    with opened([*[DOUBTED] * COPIES, QUOTED]) as dragoman:
        report = dragoman.check_quote(WORDS)
    assert (report.verdict, report.places[0].document.title) == ("verbatim", f"Ferry {COPIES}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"“{WORDS},” she said.", True),
        (f"{WORDS}, she said.", False),
        (f"“No,” she said. {WORDS}.", False),
        (f"{WORDS}.\n\n— Mira Lund", True),
        ("MS LUND: " + WORDS + ".\n\nMR BRAND: Why?\n\nMS LUND: It is thick.\n\nMR BRAND: I see.", True),
    ],
)
def test_what_may_be_quoted_is_told_without_a_parse(text: str, expected: bool) -> None:
    start = text.index(WORDS)
    assert may_be_quoted(Document.make(text, "Ferry", key="k"), Span(start, start + len(WORDS))) is expected
