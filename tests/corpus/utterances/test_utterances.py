"""Utterances: speakers named before, after and inside quotations, over several paragraphs, relayed, and unnamed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.clean import clean
from dragoman.corpus.types import Document, Mark, Span
from dragoman.corpus.utterances import utterances
from tests.corpus.utterances.news import quoted, said


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“We are ready for the talks,” said Ali Shaath.", "We are ready for the talks,", "Ali Shaath"),
        ("“We are ready for the talks”, Ali Shaath said on Friday.", "We are ready for the talks", "Ali Shaath"),
        ("Ali Shaath said: “We are ready for the talks.”", "We are ready for the talks.", "Ali Shaath"),
        ('Ali Shaath told reporters, "We are ready for it."', "We are ready for it.", "Ali Shaath"),
        ("'We are ready for the talks,' said Ali Shaath.", "We are ready for the talks,", "Ali Shaath"),
        ("‘We’re ready for the talks,’ said Ali Shaath.", "We’re ready for the talks,", "Ali Shaath"),
        ("« We are ready for the talks », said Ali Shaath.", "We are ready for the talks", "Ali Shaath"),
        ("„We are ready for the talks“, Ali Shaath said.", "We are ready for the talks", "Ali Shaath"),
        ("Ali Shaath, a former deputy minister, said they were “ready to go”.", "ready to go", "Ali Shaath"),
        ("Ali Shaath, who leads the body, said: “We are ready now.”", "We are ready now.", "Ali Shaath"),
        ("According to Ali Shaath, they are “ready to go”.", "ready to go", "Ali Shaath"),
        ("They are “ready to go”, according to Ali Shaath.", "ready to go", "Ali Shaath"),
        ("Ali Shaath rejected the plan, saying “we are not ready”.", "we are not ready", "Ali Shaath"),
        (
            "“We are not ready now,” the official Egyptian source said.",
            "We are not ready now,",
            "the official Egyptian source",
        ),
        ("Ali Shaath, who says nobody told him, said: “We are ready now.”", "We are ready now.", "Ali Shaath"),
        ("Ali Shaath, an engineer in Khan Younis, Gaza, said: “We are ready now.”", "We are ready now.", "Ali Shaath"),
        ("The body's head, the Rev Ali Shaath, said: “We are ready now.”", "We are ready now.", "Ali Shaath"),
        ("Conservative Ali Shaath said: “We are ready now.”", "We are ready now.", "Ali Shaath"),
        ("The plan won. Photographer Ali Shaath said: “We are ready now.”", "We are ready now.", "Ali Shaath"),
        ("“We are ready for the talks,” pipes up Ali Shaath.", "We are ready for the talks,", "Ali Shaath"),
        ("“We are ready for the talks”: the engineer Ali Shaath.", "We are ready for the talks", "Ali Shaath"),
        ("“We are ready for the talks” — Ali Shaath", "We are ready for the talks", "Ali Shaath"),
        (
            "“We are ready for it,” the U.S. Centers for Health and Care said.",
            "We are ready for it,",
            "the U.S. Centers for Health and Care",
        ),
        ("WHO director-general Ali Shaath spoke, warning: “We are not ready.”", "We are not ready.", "Ali Shaath"),
        ("The paper quoted Ali Shaath as saying “we are ready now”.", "we are ready now", "Ali Shaath"),
        ("قال وزير الخارجية المصري بدر عبد العاطي: «نحن مستعدون للمحادثات»", "نحن مستعدون للمحادثات", "بدر عبد العاطي"),
        (
            "وأكد المتحدث باسم حركة حماس حازم قاسم أن الحركة «مستعدة للمحادثات الآن»",
            "مستعدة للمحادثات الآن",
            "حازم قاسم",
        ),
    ],
)
def test_the_speaker_is_named_before_or_after(text: str, words: str, speaker: str) -> None:
    assert quoted(text) == [(words, speaker)]


def test_an_attribution_inside_a_quotation_holds_for_both_parts() -> None:
    found = quoted("“We are ready,” said Ali Shaath, “and we will go to Gaza.”")
    assert found == [("We are ready,", "Ali Shaath"), ("and we will go to Gaza.", "Ali Shaath")]


def test_what_follows_without_a_verb_is_the_same_speakers() -> None:
    text = "“We are ready,” Ali Shaath said. “We go tomorrow.”\n\n“No one will stop us.”"
    assert {speaker for _, speaker in quoted(text)} == {"Ali Shaath"}


def test_paragraphs_that_open_again_are_one_speech() -> None:
    text = (
        "Ali Shaath said: “We are ready.\n\n“We go to Gaza tomorrow.\n\n“Nobody will stop us.”\n\n"
        "Hamas said nothing about “the date” yet."
    )
    found = quoted(text)
    assert [words for words, _ in found] == [
        "We are ready.",
        "We go to Gaza tomorrow.",
        "Nobody will stop us.",
        "the date",
    ]
    assert [speaker for _, speaker in found][:3] == ["Ali Shaath"] * 3


def test_a_quotation_closed_only_at_the_end_runs_through_its_paragraphs() -> None:
    found = quoted("Ali Shaath said: “We are ready.\n\nWe go to Gaza tomorrow.”\n\nNothing else was said that day.")
    assert found == [("We are ready.", "Ali Shaath"), ("We go to Gaza tomorrow.", "Ali Shaath")]


def test_marks_inside_marks_belong_to_the_outer_quotation() -> None:
    assert quoted("Ali Shaath said: “They told me ‘go home now’ and I went.”") == [
        ("They told me ‘go home now’ and I went.", "Ali Shaath")
    ]


def test_apostrophes_are_not_quotation_marks() -> None:
    text = "The factions' leaders didn't say what Egypt's plan or the negotiators' text means for the '90s generation."
    assert quoted(text) == []


@pytest.mark.parametrize("mark", ['"', "“", "‘", "'", "«", "„"])
def test_a_mark_that_is_never_closed_swallows_no_document(mark: str) -> None:
    text = f"{mark}We are ready, Ali Shaath said.\n\n" + "\n\n".join(
        f"The talks went on for day {n}." for n in range(50)
    )
    assert sum(len(words) for words, _ in quoted(text)) < 100


def test_pronoun_role_and_surname_stand_for_the_person_named_before() -> None:
    text = (
        "Egyptian foreign minister Badr Abdelatty said the plan was good. “We back it fully,” he said.\n\n"
        "The foreign minister added: “It must begin now.” “All agree on that,” Abdelatty said."
    )
    assert {speaker for _, speaker in quoted(text)} == {"Badr Abdelatty"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Dr Rana Odeh met Ali Shaath in Cairo. Odeh had tea. The plan is Odeh's. “It is late,” she said.",
            "Rana Odeh",
        ),
        ("Ms Guode called Ali Shaath about Akon Guode. “It is too late,” he said.", "Ali Shaath"),
        ("Ms King spoke to New Idea. Talking to New Idea, Ms King said it was late. “It is over,” she said.", "King"),
        ("Ali Shaath went home early. The 34-year-old engineer said: “It is too late.”", "Ali Shaath"),
        ("Ali Shaath went to the island. The Prime Minister said: “It is too late.”", "Ali Shaath"),
        ("Detective Ali Shaath saw the door. The lock was new. The detective said: “It is too late.”", "Ali Shaath"),
        ("In 2010 an engineer named Rana Odeh met Ali Shaath at sea. She said: “It is too late.”", "Rana Odeh"),
        ("Rana Odeh is the oldest. The American, who swims, is well. “It is too late,” she said.", "Rana Odeh"),
        ("“It is late,” Ali Shaath said.\n\nRana Odeh (right) said it was cold.\n\n“It is over.”", "Ali Shaath"),
    ],
)
def test_pronouns_refer_to_the_person_whom_a_text_is_about(text: str, speaker: str) -> None:
    assert quoted(text)[-1][1] == speaker


def test_a_pronoun_with_nobody_before_it_names_nobody() -> None:
    assert quoted("“We back it fully,” he said.") == [("We back it fully,", None)]


def test_name_and_role_are_separated() -> None:
    found = said("Israeli Prime Minister Benjamin Netanyahu said: “We control our own security.”")
    assert [(one.speaker, one.role, one.cue) for one in found] == [
        ("Benjamin Netanyahu", "Israeli Prime Minister", "said")
    ]


def test_hearsay_names_the_speaker_and_who_passed_it_on() -> None:
    (found,) = said("Stéphane Dujarric told reporters that Tom Fletcher said the crossing must open soon.")
    assert (found.speaker, found.via, found.text, found.kind) == (
        "Tom Fletcher", "Stéphane Dujarric", "the crossing must open soon", "indirect",
    )  # fmt: skip


def test_a_quotation_is_direct_and_a_fragment_partial() -> None:
    kinds = [one.kind for one in said("Ali Shaath said: “We are ready.” He said the plan was “a good thing”.")]
    assert kinds[0] == "direct"
    assert kinds[-1] == "partial"


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("on Wednesday", date(2025, 10, 22)),
        ("on Friday", date(2025, 10, 24)),
        ("last Friday", date(2025, 10, 17)),
        ("yesterday", date(2025, 10, 23)),
        ("on 23 October", date(2025, 10, 23)),
        ("on December 3", date(2024, 12, 3)),
        ("on Tuesday 14 October 2025", date(2025, 10, 14)),
        ("on Feb. 3, 2024", date(2024, 2, 3)),
    ],
)
def test_the_day_is_resolved_against_publication(when: str, day: date) -> None:
    for text in (f"Ali Shaath said {when}: “We are ready now.”", f"“We are ready now,” Ali Shaath said {when}."):
        (found,) = said(text)
        assert found.said_on == day
        assert found.said_on_basis


def test_a_week_is_not_a_day_and_a_day_inside_the_words_does_not_count() -> None:
    (week,) = said("Ali Shaath said last week: “We are ready now.”")
    assert week.said_on is None
    assert "no one day" in (week.said_on_basis or "")
    (inside,) = said("Ali Shaath said that the talks would begin on Wednesday in Cairo.")
    assert inside.said_on is None
    (unknown,) = said("Ali Shaath said on Wednesday: “We are ready now.”", None)
    assert unknown.said_on is None
    assert "no date of publication" in (unknown.said_on_basis or "")


def test_turns_of_a_transcript_have_their_speakers() -> None:
    text = "We are ready now.\nSo are we."
    marks = (Mark("cue", Span(0, 17), "00:00:01.000", "Ali"), Mark("cue", Span(18, 28), "00:00:05.000", "Omar"))
    found = utterances(Document.make(text, "t", key="k", marks=marks))
    assert [(one.text, one.speaker) for one in found] == [("We are ready now.", "Ali"), ("So are we.", "Omar")]


PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "‘", "«", "»", "„", " ", "\n", "\n\n", ". ", ", ", ": ", "Ali Shaath", "he", "said", "told us",
     "that", "according to", "the minister", "on Friday", "and", "who", "el", "Smith", "the",
     "(", ")", "قال", "وزير", "We are here", "5'10\"", "-"]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_any_text_gives_words_that_stand_in_it(given: str) -> None:
    text = clean(given)
    document = Document("x", text, "t", published=date(2025, 10, 24))
    found = utterances(document)
    assert list(found) == sorted(found, key=lambda one: one.span.start)
    for one in found:
        assert one.text == text[one.span.start : one.span.end]
        assert one.text == one.text.strip()
        assert "\n\n" not in one.text or one.kind == "indirect"
        assert one.text.strip("“”„«»")
        assert one.speaker is None or one.speaker in text or one.speaker.lower() in text.lower()


@pytest.mark.parametrize("piece", ['"', "“", "'a ", '"a', "“a\n", "X, said ", "he said “a” ", "A and "])
def test_hostile_texts_of_a_size_come_to_an_end(piece: str) -> None:
    """The work is at most proportional to the text; measured in utterances, not in seconds."""
    text = piece * (8_000 // len(piece))
    assert len(utterances(Document("x", clean(text), "t"))) <= len(text)
