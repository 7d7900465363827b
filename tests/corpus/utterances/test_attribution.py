"""Attribution in news prose: roles, joint speakers, labels, and what was not said."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus.clean import clean
from dragoman.corpus.language.syntax import parse
from dragoman.corpus.types import Document, Span
from dragoman.corpus.utterances import may_speak, utterances, utterances_around
from dragoman.corpus.utterances.choice import choose
from dragoman.corpus.utterances.contexts import Candidate
from dragoman.corpus.utterances.parsing import aligned, prepared
from dragoman.corpus.utterances.tokens import Phrase
from dragoman.corpus.utterances.voices import may_speak as may_be_speaker
from dragoman.corpus.utterances.weights import ChoiceModel
from tests.corpus.utterances.news import quoted, said


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The ferry sails at dawn,” said the pilot, Rana Odeh, at the pier on Monday.", "Rana Odeh"),
        ("“The ferry sails at dawn,” the company’s director, Rana Odeh, said.", "Rana Odeh"),
        ("“The ferry sails at dawn,” said the transport minister of Malta, Rana Odeh.", "Rana Odeh"),
        ("“The ferry sails at dawn,” the pilot told a passenger, Rana Odeh.", "the pilot"),
        ("“The ferry sails at dawn,” said the pilot, Rana Odeh, quoting her captain, Ali Shaath.", "Rana Odeh"),
        ("“The ferry sails at dawn,” said Col. (ret.) Ali Shaath, who built it.", "Ali Shaath"),
        ("“The ferry sails at dawn,” Sen. Rana Odeh (I-Gozo) said.", "Rana Odeh"),
        ("“The ferry sails at dawn,” June Hadley told us.", "June Hadley"),
        ("In the words of Rana Odeh, the pilot, “the ferry is a bathtub”.", "Rana Odeh"),
        ("VALLETTA (XY) - ``The ferry sails at dawn,'' said Rana Odeh.", "Rana Odeh"),
        ("Rana Odeh put down the rope. “We have waited for this ferry all year.”", "Rana Odeh"),
        ("“The ferry sails at dawn,” Rana Odeh’s brother said.", "Rana Odeh’s brother"),
        ("“The ferry sails at dawn.” — Rana Odeh, pilot", "Rana Odeh"),
        (
            "There was a note from the island.\n\nAnd from Captain Rana Odeh:\n\n“The ferry sails at dawn again.”",
            "Rana Odeh",
        ),
    ],
)
def test_a_speaker_is_found_in_the_forms_of_news(text: str, speaker: str) -> None:
    assert [name for _, name in quoted(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "“We sail at dawn,” said Rana Odeh and Ali Shaath in a letter.",
        "Rana Odeh and Ali Shaath wrote a letter on Monday. “We sail at dawn,” they wrote.",
    ],
)
def test_people_who_speak_together_have_one_utterance_each(text: str) -> None:
    found = said(text)
    assert {one.speaker for one in found} == {"Rana Odeh", "Ali Shaath"}
    assert len({one.span for one in found}) == 1


def test_a_surname_of_two_people_stays_a_surname() -> None:
    text = "Omar Odeh met Rana Odeh in Gozo. “It floats,” Omar Odeh said. “It sinks,” Rana Odeh said. “We will see,” Odeh said."
    assert [name for _, name in quoted(text)] == ["Omar Odeh", "Rana Odeh", "Odeh"]


def test_a_form_of_address_tells_two_people_of_one_surname_apart() -> None:
    text = "Peter Odeh and his wife Susan Odeh run it. “It floats,” Mrs. Odeh said. “It sinks,” Mr. Odeh said."
    assert [name for _, name in quoted(text)] == ["Susan Odeh", "Peter Odeh"]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The ferry would sail at dawn, Rana Odeh said.", "The ferry would sail at dawn", "Rana Odeh"),
        ("According to Rana Odeh, the ferry will sail at dawn.", "the ferry will sail at dawn", "Rana Odeh"),
        ("Rana Odeh said on Monday that the ferry would sail.", "the ferry would sail", "Rana Odeh"),
        ("Today, pilots in Gozo said the ferry would sail.", "the ferry would sail", "pilots"),
    ],
)
def test_a_reported_clause_has_its_speaker(text: str, words: str, speaker: str) -> None:
    found = [(one.text, one.speaker) for one in said(text) if one.kind == "indirect"]
    assert found == [(words, speaker)]


def test_a_title_is_no_quotation() -> None:
    assert quoted("Rana Odeh said that her favourite film was “The Long Way to Gozo”.") == []


def test_nobody_is_made_a_speaker_of_the_writers_own_words() -> None:
    assert [one.speaker for one in said("I said the ferry would sink in its first year.") if one.speaker] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال مدير الميناء محمّد الحدّاد للصحفيين: «لن نغلق الميناء»", "محمّد الحدّاد"),
        ("وبحسب الناطق باسم الميناء سمير عودة، فإن «الرصيف مغلق»", "سمير عودة"),
        ("ونقلت صحيفة البحر عن النائب كمال عودة قوله: «الرصيف مغلق»", "كمال عودة"),
    ],
)
def test_arabic_names_keep_their_marks_and_the_relay_is_not_the_speaker(text: str, speaker: str) -> None:
    assert [name for _, name in quoted(text)] == [speaker]


def test_reading_around_a_passage_gives_the_utterances_there() -> None:
    filler = "\n\n".join(f"The ferry sailed on day {day}." for day in range(40))
    ends = "“We sail at dawn,” Odeh said.", "“We sail at noon,” said Ali Shaath."
    text = "\n\n".join(("Rana Odeh is the pilot.", filler, ends[0], filler, ends[1]))
    document = Document.make(clean(text), "t", key="k")
    start = document.text.index("We sail at dawn")
    near = utterances_around(document, Span(start, start + 5))
    assert [(one.text, one.speaker) for one in near] == [("We sail at dawn,", "Rana Odeh")]
    assert set(near) < set(utterances(document))


def test_a_text_without_marks_or_words_of_saying_cannot_speak() -> None:
    assert not may_speak("The ferry left the pier at noon.")
    assert may_speak("The pilot said it left.")
    assert may_speak("‘It left.’")
    assert may_speak("قال")


PIECES = st.sampled_from(
    ["“We sail”", "“we sail at dawn, all of us”", " (ret.)", "Mr. ", "Gen. ", "``so''", "''", " ", ", ", ". ", "GOZO (XY) - ",
     "said", "Rana Odeh", "the pilot"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=20).map("".join))
def test_words_of_a_parsed_sentence_stand_where_they_say(text: str) -> None:
    quotes = []
    at = 0
    while (start := text.find("“", at)) >= 0 and (end := text.find("”", start)) >= 0:
        quotes.append((start + 1, end))
        at = end + 1
    ready = prepared(text, (0, len(text)), quotes)
    found = aligned(ready, parse(ready.words))
    for word, start, end in zip(found.syntax.words, found.starts, found.ends, strict=True):
        assert 0 <= start <= end <= len(text) + 1
        if not any(low <= start <= high for low, high in quotes) and word.text not in '"':
            assert text[start:].startswith(word.text[:1])
    assert list(found.starts) == sorted(found.starts)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("June Hadley met the crew. “The ferry sails at dawn,” Hadley said.", "June Hadley"),
        ("Rana B. Odeh met the crew. “The ferry sails at dawn,” Odeh said.", "Rana B. Odeh"),
        ("Rana Odeh chose Plan B. The crew agreed. “The ferry sails at dawn,” Odeh said.", "Rana Odeh"),
        ("Rana Odeh met the crew last May. Hadley was there. “The ferry sails at dawn,” Hadley said.", "Hadley"),
    ],
)
def test_months_and_initials_belong_to_names(text: str, speaker: str) -> None:
    assert [name for _, name in quoted(text)] == [speaker]


def test_behind_a_semicolon_the_report_speaks_again() -> None:
    text = "The crew had read the letter, Rana Odeh said; the copy in the archive of the port breaks off there."
    assert not any("archive" in one.text for one in said(text))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The pilots, Rana Odeh and Ali Shaath, said: “We sail at dawn.”", ["Rana Odeh", "Ali Shaath"]),
        ("“We sail at dawn,” said the brothers Omar Shaath and Ali Shaath.", ["Omar Shaath", "Ali Shaath"]),
        ("“We sail at dawn,” said Rana Odeh-Falzon, the pilot.", ["Rana Odeh-Falzon"]),
        (
            "The second steward, Rana Odeh, checked the boats. The captain, Ali Shaath, slept. "
            "“We sail at dawn,” the second steward said.",
            ["Rana Odeh"],
        ),
        ("“The boats were old and they leaked.”\n\n— Rana Odeh, steward", ["Rana Odeh"]),
        ("The delay came up after the steward asked for “a new boat”.", [None]),
    ],
)
def test_names_roles_and_things_that_cannot_speak(text: str, speakers: list[str | None]) -> None:
    assert [name for _, name in quoted(text)] == speakers


@pytest.mark.parametrize("phrase", ["the delay", "its failure", "Five old boats", "a rope", "the notion that it sank"])
def test_a_thing_is_no_speaker(phrase: str) -> None:
    assert not may_be_speaker(phrase)


@pytest.mark.parametrize("phrase", ["the steward", "two officials of the port", "a court", "the poll", "a 34-year-old"])
def test_people_bodies_and_described_sources_may_speak(phrase: str) -> None:
    assert may_be_speaker(phrase)


def test_a_repeated_name_counts_once_and_nobody_can_be_the_likeliest() -> None:
    def candidate(name: str, feature: str) -> Candidate:
        return Candidate("own", (Phrase(name, name, None, 0, len(name)),), None, (feature,))

    model = ChoiceModel(0.5, {"weak": 0.0, "good": 0.5, "none": 2.0})
    able = [candidate("Rana Odeh", "weak"), candidate("Odeh", "weak"), candidate("Ali Shaath", "good")]
    best = choose(able, (), model)
    assert best is not None and best.candidate is able[0]
    assert best.probability == pytest.approx(2 / (3 + math.exp(0.5)))
    assert choose(able, ("none",), model) is None
    assert choose([], (), model) is None


def test_reported_words_of_nobody_known_are_kept_without_a_speaker() -> None:
    (one,) = utterances(Document.make("They said that the ferry would stay in the harbour.", "t", key="k"))
    assert (one.kind, one.speaker) == ("indirect", None)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kestrel Flight 88 left at noon. Kestrel said that the ferry was late.", "Kestrel"),
        ("Did Petra Voss know? Petra Voss said that the ferry was late.", "Petra Voss"),
        ("Even Petra Voss came. Petra Voss said that the ferry was late.", "Petra Voss"),
    ],
)
def test_words_around_a_name_are_no_part_of_it(text: str, speaker: str) -> None:
    found = utterances(Document.make(text, "t", key="k"))
    assert [one.speaker for one in found] == [speaker]
