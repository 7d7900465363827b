"""Whose words a place has: quoted only inside quotation marks, a turn or a speech; never a mixture with the reporter's words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import Dragoman
from dragoman.assistant.quotes.attribution import check_publisher, check_speaker, place_at, place_order
from dragoman.assistant.quotes.house_rules import ALLOWANCES, Allowed, fails, faults
from dragoman.assistant.quotes.report import Check, Extent, Place, QuoteReport, QuoteVerdict, WordStatus
from dragoman.corpus.types import BRIEFS_PUBLISHER, Document, Source, Span

REPORT = (
    "The lock keepers of Marrow closed the canal on Tuesday. Divers had seen a crack in the lower gate.\n\n"
    "“Nobody will cross before the gate is mended,” said Rosalind Pewter, who heads the lock keepers. She said that the "
    "repair would take nine weeks.\n\n"
    "Her deputy, Emil Tarnow, called the delay “a small price for a dry town”.\n\n"
    "‘‘We asked for a new gate,’’ Pewter added, ‘‘and we got a coat of paint.’’"
)
MEETING = "MS VARGA: Who pays for the ferry?\n\nMR OLDEN: The county pays for the ferry until May.\n\nMS VARGA: And after that?\n"
SPEECH = (
    "Friends, thank you for coming. My father built the old bridge, and I carried his lunch across it every day.\n\n"
    "We shall rebuild the bridge stone by stone. Our children will cross it dry-shod, and we shall not ask them for a toll. "
    "I thank the masons, who have waited for us."
)


def document(text: str, title: str = "Canal closed", **fields: object) -> Document:
    return Document.make(text, title, key="k", published=date(2025, 5, 9), language="en", **fields)  # type: ignore[arg-type]


def at(words: str, whole: Document) -> Place:
    start = whole.text.index(words)
    return place_at(whole, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("words", "status", "speaker"),
    [
        ("Nobody will cross before the gate is mended", "quoted", "Rosalind Pewter"),
        ("Nobody will cross", "quoted", "Rosalind Pewter"),
        ("a small price for a dry town", "quoted", "Emil Tarnow"),
        ("We asked for a new gate", "quoted", "Rosalind Pewter"),
        ("the repair would take nine weeks", "reported", "Rosalind Pewter"),
        ("She said that the repair would take nine weeks", "reported", "Rosalind Pewter"),
        ("Divers had seen a crack in the lower gate", "narration", None),
        ("The lock keepers of Marrow closed the canal", "narration", None),
    ],
)
def test_marks_decide_what_is_quoted_and_clauses_of_saying_what_is_reported(
    words: str, status: WordStatus, speaker: str | None
) -> None:
    found = at(words, document(REPORT))
    assert (found.status, found.speaker) == (status, speaker)


@pytest.mark.parametrize(
    "words",
    [
        "called the delay “a small price for a dry town",
        "Nobody will cross before the gate is mended,” said Rosalind Pewter",
        "before the gate is mended,” said Rosalind Pewter, who heads the lock keepers. She said that the repair",
        "nine weeks.\n\nHer deputy, Emil Tarnow, called the delay “a small price",
    ],
)
def test_words_that_mix_a_quotation_with_the_reporters_are_not_quoted(words: str) -> None:
    assert at(words, document(REPORT)).status != "quoted"


def test_turns_and_speeches_are_quoted_and_labels_are_not() -> None:
    meeting = document(MEETING, "Evening meeting")
    assert at("The county pays for the ferry until May", meeting).status == "quoted"
    assert at("MR OLDEN: The county", meeting).status != "quoted"
    speech = document(SPEECH, "Remarks by Governor Ada Lindqvist at the opening of the bridge")
    assert at("We shall rebuild the bridge stone by stone", speech).status == "quoted"
    assert at("We shall rebuild the bridge stone by stone", document(SPEECH, "Bridge")).status == "narration"


def test_arabic_clauses_of_saying_are_reported() -> None:
    text = "قال وزير الزراعة سالم الحموي إن القمح سيصل إلى الميناء غدا. وأضاف: «لن يجوع أحد»."
    whole = document(text, "القمح")
    assert at("القمح سيصل إلى الميناء غدا", whole).status == "reported"
    assert at("لن يجوع أحد", whole).status == "quoted"
    assert check_speaker("سالم الحموي", [at("القمح سيصل إلى الميناء", whole)]).verdict == "reported"


_WORDS = st.lists(
    st.sampled_from("gate canal keeps silver lanterns under every bridge tonight".split()), min_size=2, max_size=7
)


@given(st.lists(st.tuples(st.booleans(), _WORDS), min_size=1, max_size=6), st.data())
def test_only_words_inside_one_pair_of_marks_are_quoted(
    parts: list[tuple[bool, list[str]]], data: st.DataObject
) -> None:
    pieces, inside, length = [], [], 0
    for number, (marked, words) in enumerate(parts):
        opened = f"The {number}nd keeper wrote: “" if marked else "Then "
        text = f"{opened}{' '.join(words)}{'”' if marked else ''}.\n\n"
        if marked:
            inside.append((length + len(opened), length + len(opened) + len(" ".join(words))))
        pieces.append(text)
        length += len(text)
    whole = document("".join(pieces).strip())
    starts = [i for i, c in enumerate(whole.text) if c.isalnum() and (i == 0 or not whole.text[i - 1].isalnum())]
    start = data.draw(st.sampled_from(starts))
    ends = [
        i + 1
        for i, c in enumerate(whole.text)
        if c.isalnum() and not whole.text[i + 1 : i + 2].isalnum() and i >= start
    ]
    end = data.draw(st.sampled_from(ends))
    quoted = any(first <= start and end <= last for first, last in inside)
    assert (place_at(whole, Span(start, end)).status == "quoted") == quoted


def test_reported_words_never_confirm_a_speaker_and_narration_names_none() -> None:
    whole = document(REPORT)
    quoted, reported = at("Nobody will cross", whole), at("the repair would take", whole)
    told = at("Divers had seen a crack", whole)
    assert check_speaker("Pewter", [reported, quoted]).verdict == "confirmed"
    assert check_speaker("Pewter", [reported]) == Check("Pewter", "Rosalind Pewter", "reported")
    assert check_speaker("Emil Tarnow", [reported]).verdict == "different"
    assert check_speaker("Pewter and Tarnow", [quoted]).verdict == "different"
    assert check_speaker("Rosalind Pewter", [told]) == Check("Rosalind Pewter", None, "unknown")
    assert sorted([told, reported, quoted], key=lambda one: place_order(one, None)) == [quoted, reported, told]


def test_the_publisher_of_the_report_that_a_brief_is_about_is_not_its_writer() -> None:
    brief = document(REPORT, publisher=BRIEFS_PUBLISHER, based_on=Source("Canal Herald"))
    place = at("Divers had seen a crack", brief)
    assert check_publisher("Canal Herald", [place]) == Check("Canal Herald", "Canal Herald", "brief")
    assert check_publisher("Dragoman briefs", [place]).verdict == "confirmed"
    assert check_publisher("Harbour Gazette", [place]).verdict == "different"


def test_the_day_of_saying_comes_from_the_paragraph_but_not_from_another_event() -> None:
    told = (
        "On Monday the warden, Piet Maas, walked along the dike. He said the grass would hold.\n\n"
        "After the flood on Tuesday, Piet Maas went home. He said the sheep were safe.\n\n"
        "Piet Maas will come back on Saturday. Maas said the pumps were old."
    )
    whole = document(told, "Dike")
    assert at("the grass would hold", whole).said_on == date(2025, 5, 5)
    assert at("the sheep were safe", whole).said_on is None
    assert at("the pumps were old", whole).said_on is None


def report(status: WordStatus, verdict: QuoteVerdict = "verbatim", speaker: str = "confirmed") -> QuoteReport:
    none = Check(None, None, "not_asked")
    place = Place(document(REPORT), Span(0, 9), status=status)
    said = Check("A", "B", speaker)  # type: ignore[arg-type]
    return QuoteReport(
        "q", verdict, (), (), none, said, none, none, (place,), None, None, (), None, Extent("h", 1, None), (), 0.0
    )  # fmt: skip


def test_a_house_refuses_what_is_not_quoted_or_is_anothers_unless_it_allows_it() -> None:
    assert report("quoted").printable and not fails(report("quoted"))
    assert faults(report("quoted", "altered")) == ("words",)
    assert faults(report("reported", speaker="different")) == ("misattributed", "reported")
    assert faults(report("narration"), Allowed.of(["narration"])) == ()
    assert fails(report("quoted", "stitched"), Allowed.of(ALLOWANCES))
    assert not any(
        report(one, speaker=who).printable for one, who in (("reported", "reported"), ("quoted", "different"))
    )  # type: ignore[arg-type]


def test_the_words_of_an_unnamed_speaker_in_an_interview_are_quoted(tmp_path: Path) -> None:
    (tmp_path / "interview.txt").write_text(
        "Interview with the lock keeper\nDate: 2025-04-01\n\nQ: How old is the lock?\n\n"
        "A: It is two hundred years old. We oil it every spring.\n\nQ: And who pays?\n\nA: The barges pay for the oil.\n",
        encoding="utf-8",
    )
    with Dragoman.open(tmp_path / "home") as opened:
        opened.ingest([tmp_path / "interview.txt"])
        assert opened.check_quote("We oil it every spring").status == "quoted"
