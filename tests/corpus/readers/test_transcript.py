"""Transcripts: turns, speakers and the time of each cue."""

import pytest

from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import document, reason

VTT = """WEBVTT - Press briefing, Cairo

NOTE checked by hand

1
00:01.000 --> 00:03.000
<v Marco Rubio>We are <i>close</i> to a deal,</v>

00:00:03.000 --> 00:00:05.500
<v Marco Rubio>but we are not
there yet &amp; I said so.</v>

00:00:06.000 --> 00:00:07.000
<v.loud وزير الخارجية>نحن قريبون من الاتفاق.</v>

00:00:08.000 --> 00:00:09.000
Somebody else speaks.
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
MODERATOR: Thank you all. <b>Minister</b>,

2
00:00:03,000 --> 00:00:05,000
please go on.

3
01:02:05,250 --> 01:02:07,000
{\\an8}Ursula von der Leyen: In Cairo: progress.
It is 10:30 now.

4
01:02:08,000 --> 01:02:09,000
- Is that so?
- It is.
"""


def spoken(found: Document) -> list[tuple[str, str | None, str]]:
    """Return time, speaker and words of each cue."""
    return [(mark.label, mark.speaker, mark.span.of(found.text)) for mark in found.marks]


def test_webvtt_turns_are_paragraphs_and_cues_are_marks() -> None:
    found = document("briefing.vtt", VTT)
    assert found.title == "Press briefing, Cairo"
    assert found.text == (
        "Marco Rubio: We are close to a deal, but we are not there yet & I said so.\n\n"
        "وزير الخارجية: نحن قريبون من الاتفاق.\n\nSomebody else speaks."
    )
    assert spoken(found) == [
        ("00:00:01.000", "Marco Rubio", "We are close to a deal,"),
        ("00:00:03.000", "Marco Rubio", "but we are not there yet & I said so."),
        ("00:00:06.000", "وزير الخارجية", "نحن قريبون من الاتفاق."),
        ("00:00:08.000", None, "Somebody else speaks."),
    ]


def test_subrip_speakers_from_prefixes() -> None:
    found = document("day-one.srt", SRT)
    assert found.title == "Day one"
    assert found.text == (
        "MODERATOR: Thank you all. Minister, please go on.\n\n"
        "Ursula von der Leyen: In Cairo: progress. It is 10:30 now.\n\nIs that so?\n\nIt is."
    )
    assert spoken(found) == [
        ("00:00:01.000", "MODERATOR", "Thank you all. Minister,"),
        ("00:00:03.000", "MODERATOR", "please go on."),
        ("01:02:05.250", "Ursula von der Leyen", "In Cairo: progress. It is 10:30 now."),
        ("01:02:08.000", None, "Is that so?"),
        ("01:02:08.000", None, "It is."),
    ]


@pytest.mark.parametrize("line", ["In Cairo: progress.", "And this: it is over.", "he said: no.", "وقال الوزير: لا."])
def test_words_before_a_colon_need_not_be_a_name(line: str) -> None:
    found = document("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n")
    assert found.text == line
    assert found.marks[0].speaker is None


def test_arabic_names_count_where_they_come_again() -> None:
    cues = ["المذيع: أهلا.", "الوزير: شكرا.", "المذيع: تفضل.", "الوزير: نعم."]
    found = document(
        "a.srt", "\n".join(f"00:00:0{n},000 --> 00:00:0{n + 1},000\n{cue}\n" for n, cue in enumerate(cues))
    )
    assert [mark.speaker for mark in found.marks] == ["المذيع", "الوزير", "المذيع", "الوزير"]


def test_a_change_of_speaker_without_a_name() -> None:
    found = document("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nRUBIO: Yes.\n\n00:02.000 --> 00:03.000\n>> No.\n")
    assert spoken(found) == [("00:00:01.000", "RUBIO", "Yes."), ("00:00:02.000", None, "No.")]


def test_lines_that_automatic_captions_show_twice_come_once() -> None:
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nwe<00:01.500><c> are</c>\n\n"
        "00:02.000 --> 00:03.000\nwe are\nclose<00:02.500><c> now</c>\n"
    )
    assert document("a.vtt", vtt).text == "we are close now"


@pytest.mark.parametrize(
    ("name", "data"), [("a.vtt", "WEBVTT\n\n"), ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n")]
)
def test_a_transcript_without_words_is_refused(name: str, data: str) -> None:
    assert "no cues" in reason(name, data)


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_other_files_are_refused_as_transcripts(name: str) -> None:
    assert "no cues" in reason(name, "Only words here.")
