"""Turns, their roles and their offsets; speeches, and texts that are no transcripts: all people and words are invented."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus.utterances import utterances
from dragoman.corpus.utterances.turns import turn_at, turns
from tests.corpus.utterances.transcripts import read, told

BRIEFING = """Press Briefing by Press Secretary Dana Holt and Envoy Marek Olin

Press Room

1:05 P.M. EST

MS. HOLT: Good afternoon. I have Marek with me. (Laughter.) He will not stay long.

I will be brief.

Q Thank you. Will the ferry sail?

MR. OLIN: It will sail on Friday. [Applause.]

Q And who pays for it?

MR. OLIN: The two harbours pay for it, half and half.

END 1:20 P.M. EST
"""


def test_a_briefing_has_full_names_and_nobody_s_words() -> None:
    """Labels become the people of the title; stage directions, times and the closing are nobody's words."""
    assert told(BRIEFING) == [
        ("Dana Holt", "Good afternoon. I have Marek with me.|He will not stay long.|I will be brief."),
        ("Reporter", "Thank you. Will the ferry sail?"),
        ("Marek Olin", "It will sail on Friday."),
        ("Reporter", "And who pays for it?"),
        ("Marek Olin", "The two harbours pay for it, half and half."),
    ]


def test_roles_tell_questions_from_answers() -> None:
    """A reporter's question has a role of its own, in turns and in utterances."""
    document = read(BRIEFING)
    assert [turn.role for turn in turns(document)] == ["speaker", "question", "speaker", "question", "speaker"]
    asked = [one.text for one in utterances(document) if one.part == "question"]
    assert asked == ["Thank you. Will the ferry sail?", "And who pays for it?"]
    found = turn_at(document, document.text.index("half and half"))
    assert found is not None
    assert (found[0], found[1].speaker) == (4, "Marek Olin")
    assert turn_at(document, 0) is None


SPEECH = (
    "12 May 2031\n\nLadies and gentlemen,\n\nI am glad to be here. We have come a long way, and our ports are open again.\n\n"
    "My country will not close its ports. We have said so, and we mean it. As my father used to say, “a port is a promise.”\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "Speech by Foreign Minister Lena Hobart at the Forum",
        "Lena Hobart's Address to the Forum",
        "Statement of Lena Hobart",
    ],
)
def test_a_speech_has_one_speaker(title: str) -> None:
    """Without labels, the title names who speaks; the title and the date are nobody's words."""
    found = told(f"{title}\n\n{SPEECH}")
    assert [speaker for speaker, _ in found] == ["Lena Hobart"]
    assert found[0][1].startswith("Ladies and gentlemen,|I am glad")


def test_a_report_about_a_speech_is_no_speech() -> None:
    """The third person, outside quotation marks, is a report's."""
    text = (
        "Speech by Foreign Minister Lena Hobart draws applause\n\nLena Hobart told the forum on Monday that the ports were open. "
        "“I am glad,” she said. “We have come a long way.” The minister, who took office in May, left before the debate, and "
        "her deputy answered the questions of the audience for an hour.\n"
    )
    assert turns(read(text)) == ()
    assert {one.speaker for one in utterances(read(text))} == {"Lena Hobart"}


@pytest.mark.parametrize(
    "text",
    [
        "The ferry\n\nPrice: 4 marks\nLength: 30 metres\nPrice: 5 marks\nLength: 31 metres\nCrew: two\n",
        "The mayor met the envoy on Monday. They spoke about one thing: the ferry.\n\nBackground: The ferry has not sailed.\n",
        "RELATED: The ferry\n\nThe harbour was closed.\n\nWATCH: Boats\n\nNobody was hurt.\n\nRELATED: More\n\nIt rained.\n",
        "Mr. Olin was late. He said nothing.\n\nMrs. Holt left early.\n\nMr. Olin. That was his name.\n",
    ],
)
def test_other_texts_are_no_transcripts(text: str) -> None:
    """Fields, notes and prose."""
    assert turns(read(text)) == ()


def test_prose_around_an_interview_is_read_as_prose() -> None:
    """A news report that prints questions and answers below its own text."""
    intro = "Dana Holt said on Monday: “We will sign.” " + "The harbour is calm, and the boats lie idle. " * 14
    text = f"An interview\n\n{intro}\n\nQ: Did you sign?\n\nA: We did.\n\nQ: When?\n\nA: Last night.\n"
    found = utterances(read(text))
    quoted = next(one for one in found if one.speaker == "Dana Holt")
    assert (quoted.text, quoted.turn) == ("We will sign.", None)
    assert [one.turn for one in found if one.turn is not None] == [0, 1, 2, 3]


NAMES = ("Ana Brandt", "MR. OLIN", "THE PRESIDENT", "Q", "SPEAKER 2", "Senator Feld")
SAID = st.lists(
    st.sampled_from(["I will sign it.", "Will you?", "We met (Laughter.) and left.", "No.", "It is — well —"]),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), SAID), min_size=6, max_size=12))
def test_turns_lie_in_order_and_hold_words_only(script: list[tuple[str, list[str]]]) -> None:
    """Pieces never overlap, never hold a label or a stage direction, and lie in the turn that `turn_at` gives."""
    lines = ["\n\n".join([f"{name}{'' if name == 'Q' else ':'} {said[0]}", *said[1:]]) for name, said in script]
    document = read("Interview about the ferry\n\n" + "\n\n".join(lines) + "\n")
    found = turns(document)
    pieces = [one for turn in found for one in turn.pieces]
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    assert not any(word in one.of(document.text) for one in pieces for word in ("Laughter", ":", "OLIN"))
    for number, turn in enumerate(found):
        assert all(turn_at(document, one.start) == (number, turn) for one in turn.pieces)
    if len({name for name, _ in script}) > 1 and found:
        assert len(found) == len(script)
