"""Whom a draft names for its quotations, and when the corpus contradicts it."""

from collections.abc import Callable

import pytest

from dragoman import Dragoman
from dragoman.assistant.contract.drafts import Draft
from dragoman.assistant.drafts import DraftReport
from dragoman.assistant.drafts.quotations import find_quotations
from dragoman.assistant.drafts.reader import parse
from dragoman.assistant.quotes.house_rules import Allowed, DraftRules
from dragoman.assistant.render.draft_html import as_html
from dragoman.assistant.render.draft_marks import grade
from dragoman.assistant.render.draft_report import as_markdown, as_text, label
from dragoman.assistant.render.model_text import draft_text
from dragoman.web.views.check_draft import report as page_report

REPORT = """---
title: Village quarrels over its weir
publisher: Upland Mercury
published: 2025-04-11
language: en
---
“We will never sell the weir to the power company,” the village head, Ada Rehn, told a meeting on Tuesday.

“The weir costs us nine thousand crowns every winter,” said the treasurer, Olof Brandt.

The anglers’ chairman, Mats Ekholm, said: “Nobody has counted the trout in thirty years.” He said that the company had
promised a new ladder for the fish.

The meeting ended shortly before midnight, and half of the chairs were empty by then.
"""
DENIED = """---
title: Nobody drained the pond
publisher: Upland Mercury
published: 2025-04-12
language: en
---
“We drained the pond by night,” Ingrid Falk did not say at the meeting.

Ingrid Falk denied that the valves had been opened on purpose.
"""
SOLD = "We will never sell the weir to the power company"
COSTS = "The weir costs us nine thousand crowns every winter"
TROUT = "Nobody has counted the trout in thirty years"


@pytest.fixture(scope="module")
def dragoman(opened_with: Callable[..., Dragoman]) -> Dragoman:
    return opened_with(".md", weir=REPORT, pond=DENIED)


def checked(dragoman: Dragoman, text: str, *allowed: str) -> DraftReport:
    rules = DraftRules(Allowed("reported" in allowed, "narration" in allowed, "misattributed" in allowed))
    return dragoman.check_draft_bytes(text.encode(), "draft.md", rules)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"“{SOLD},” said Olof Brandt, the treasurer.", "Ada Rehn"),
        (f"Mats Ekholm was angry: “{COSTS}.”", "Olof Brandt"),
        (f"> {TROUT}.\n>\n> — Ada Rehn\n", "Mats Ekholm"),
        (f"According to Olof Brandt, “{TROUT}”.", "Mats Ekholm"),
        (f"Olof Brandt: “{SOLD}.”", "Ada Rehn"),
        (f"“{SOLD}” — Olof Brandt", "Ada Rehn"),
        (f"“{SOLD}.” – Olof Brandt, treasurer", "Ada Rehn"),
        (f"Ingrid Falk came late. “{SOLD},” she said.", "Ada Rehn"),
        (f"Brandt, who was still laughing when he spoke, told us: “{SOLD}.”", "Ada Rehn"),
        (f"“{COSTS},” said Ada Rehn and Olof Brandt.", "Olof Brandt"),
        (f"Both Mats Ekholm and the treasurer said: “{COSTS}.”", "Olof Brandt"),
        (f"Both the village head and the treasurer wrote: “{COSTS}.”", "Olof Brandt"),
        (f"The accounts are read every spring. Brandt: “{SOLD}.”", "Ada Rehn"),
        (f"ADA REHN: “{COSTS}.”", "Olof Brandt"),
        (f"Chairman: “{SOLD}.”", "Ada Rehn"),
        (f"“{SOLD}.”\n\n— Olof Brandt\n", "Ada Rehn"),
    ],
)
def test_another_speaker_fails_and_the_reason_names_the_right_one(dragoman: Dragoman, text: str, who: str) -> None:
    report = checked(dragoman, text)
    assert [one.faults for one in report.quotations] == [("misattributed",)], report.quotations[0].quoted.named
    (one,) = report.quotations
    assert any(
        reason.startswith(f"{who} says this in “Village quarrels over its weir”, not ") for reason in one.report.reasons
    )
    assert checked(dragoman, text, "misattributed").passes


@pytest.mark.parametrize(
    "text",
    [
        f"“{SOLD},” Ada Rehn told the meeting. Olof Brandt disagreed: “{COSTS}.”",
        f"“{TROUT},” the anglers’ chairman said.",
        f"“{SOLD},” Rehn insisted.",
        f"Ada Rehn came early. “{SOLD},” she said.",
        f"Olof Brandt met Ada Rehn on Monday. “{SOLD},” she said.",
        f"“{SOLD},” the Upland Mercury quotes the village head as saying.",
        f"Olof Brandt and others were there.\n\n“{SOLD}”\n\nThe trout wait.",
        f"Rehn: “{SOLD}.” Brandt: “{COSTS}.”",
        f"Answer: “{SOLD}.” Weir: “{COSTS}.”",
        f"Tuesday was quiet. “{SOLD},” she said.",
        f"Anglers call the weir “the wall of the old dukes”. “{TROUT},” Ekholm said.",
        f"As “Village quarrels over its weir” has it, Ada Rehn said: “{SOLD}.”",
        f"Fifteen Upland anglers were there. “{TROUT}.”",
        "“We will never sell,” Rehn said, “the weir to the power company.”",
    ],
)
def test_right_or_unsure_speakers_are_no_false_alarm(dragoman: Dragoman, text: str) -> None:
    report = checked(dragoman, text)
    assert report.quotations and report.passes, [(one.faults, one.report.speaker) for one in report.quotations]


def test_one_of_three_is_wrong_and_that_one_alone_fails(dragoman: Dragoman) -> None:
    report = checked(dragoman, f"“{COSTS},” said Olof Brandt.\n\n“{TROUT},” Ada Rehn said.\n\n“{SOLD},” Rehn said.")
    assert [one.fails for one in report.quotations] == [False, True, False]


def test_reported_words_and_the_reports_own_are_no_quotations(dragoman: Dragoman) -> None:
    reported = "Ekholm said “the company had promised a new ladder for the fish”."
    told = "“Half of the chairs were empty by then,” Ada Rehn said."
    assert [one.faults for one in checked(dragoman, reported).quotations] == [("reported",)]
    assert [one.faults for one in checked(dragoman, told).quotations] == [("narration",)]
    assert checked(dragoman, reported, "reported").passes and checked(dragoman, told, "narration").passes


def test_a_speaker_who_denies_the_words_fails_in_every_rendering(dragoman: Dragoman) -> None:
    """The report names nobody else for them, so there is no name to put in their place."""
    report = checked(dragoman, "“We drained the pond by night,” said Ingrid Falk.")
    [one] = report.quotations
    assert (one.report.speaker.verdict, one.report.speaker.found, one.faults) == ("different", None, ("misattributed",))
    told = "According to the report, Ingrid Falk did not say this"
    for shown in (as_text(report), as_markdown(report), as_html(report), draft_text(report), str(page_report(report))):
        assert told in shown
        assert "None" not in shown and "another speaker" not in shown.lower()
    assert "NOT THIS SPEAKER" in as_text(report) and "not this speaker" in as_html(report)
    assert Draft.of(report).as_object()["quotations"][0]["speaker"]["found"] is None
    allowed = checked(dragoman, "“We drained the pond by night,” said Ingrid Falk.", "misattributed")
    for shown in (as_text(allowed), as_markdown(allowed), as_html(allowed), str(page_report(allowed))):
        assert (
            "the draft names Ingrid Falk, who according to the report did not say this" in shown and "None" not in shown
        )


def test_a_denial_in_indirect_speech_is_told_whoever_is_asked_for(dragoman: Dragoman) -> None:
    words = "the valves had been opened on purpose"
    for speaker, verdict in (("Ingrid Falk", "different"), ("Ada Rehn", "unknown"), (None, "not_asked")):
        report = dragoman.check_quote(words, speaker=speaker)
        assert (report.speaker.verdict, report.status) == (verdict, "narration")
        assert "According to the report, Ingrid Falk denied this." in report.reasons


def test_what_is_only_accepted_is_not_green(dragoman: Dragoman) -> None:
    reported = "“the company had promised a new ladder for the fish,” said Mats Ekholm."
    paper = "“Half of the chairs were empty by then,” the Upland Mercury wrote."
    for text, allowed, name in (
        (reported, ("reported",), "reported, not quoted (allowed)"),
        (f"“{SOLD},” said Olof Brandt.", ("misattributed",), "another speaker (allowed)"),
        (paper, (), "the report’s own words"),
    ):
        [one] = checked(dragoman, text, *allowed).quotations
        assert (one.passes, grade(one), label(one)) == (True, "even", name)
    [right] = checked(dragoman, f"“{SOLD},” said Ada Rehn.").quotations
    assert (grade(right), label(right)) == ("ok", "verbatim")


def test_a_draft_may_quote_the_paper_itself(dragoman: Dragoman) -> None:
    assert checked(dragoman, "“Half of the chairs were empty by then,” the Upland Mercury wrote.").passes


def test_the_title_of_a_report_in_the_corpus_is_not_checked(dragoman: Dragoman) -> None:
    report = checked(dragoman, "More in “village quarrels over its weir” on our page.")
    assert not report.quotations and "title of a report" in report.unchecked[0].unchecked


def test_an_interrupted_quotation_with_a_wrong_end_fails(dragoman: Dragoman) -> None:
    assert not checked(dragoman, "“We will never sell the weir,” Rehn said, “to anglers.”").passes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Fifteen Uplanders signed. Twelve Upland “owners” wrote: “We want the weir back now.”", None),
        ("“We want the weir back now,” she said.", None),
        ("**“We want the weir back now”** — pull-quote", None),
        ("“We want the weir back now,” Ada Rehn said.", "Ada Rehn"),
        ("“We want the weir back now” — Ada Rehn, village head", "Ada Rehn"),
        ("قال سامر الحلو: «سنعيد بناء الجسر قبل حلول الشتاء».", "سامر الحلو"),
    ],
)
def test_only_people_and_bodies_are_named(text: str, speaker: str | None) -> None:
    *_, last = find_quotations(parse(text.encode(), "draft.md"))[0]
    assert last.speaker == speaker
