"""Turns of transcripts in many layouts: all people, places and words here are invented."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus.readers.dispatch import read_bytes
from dragoman.corpus.readers.origin import Origin
from dragoman.corpus.types import Document
from dragoman.corpus.utterances import utterances
from dragoman.corpus.utterances.turns import turn_at, turns


def read(text: str, name: str = "talk.txt") -> Document:
    """Read a text as a file of this name."""
    (document,) = read_bytes(text.encode(), Origin(name, name, file=name))
    assert isinstance(document, Document)
    return document


def told(text: str, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return speaker and words of each turn, its pieces joined with a bar."""
    document = read(text, name)
    return [(turn.speaker, "|".join(one.of(document.text) for one in turn.pieces)) for turn in turns(document)]


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


LAYOUTS = {
    "time behind the name": (
        "talk.txt",
        "Ana Brandt 0:03\nWelcome to you all.\n\nJonas Feld 0:12\nThank you, Ana.\n\n",
        2,
    ),
    "time before the name": (
        "talk.txt",
        "[00:00:01] Ana Brandt: Welcome to you all.\n[00:00:05] Jonas Feld: Thank you, Ana.\n",
        2,
    ),
    "signs of a new speaker": ("talk.txt", ">> ANA BRANDT: Welcome to you all.\n>> JONAS FELD: Thank you, Ana.\n", 2),
    "a column of names": ("talk.txt", "Ana Brandt | Welcome to you all.\nJonas Feld | Thank you, Ana.\n", 2),
    "bold names": ("talk.md", "**Ana Brandt:** Welcome to you all.\n\n**Jonas Feld:** Thank you, Ana.\n\n", 2),
    "names in brackets": ("talk.txt", "[Ana Brandt] Welcome to you all.\n\n[Jonas Feld] Thank you, Ana.\n\n", 2),
    "names on lines of their own": (
        "talk.txt",
        "Ana Brandt\n\nWelcome to you all, my friends of the harbour.\n\n"
        "Jonas Feld\n\nThank you, Ana, for having us here tonight.\n\n",
        2,
    ),
    "bold names of a page": (
        "talk.html",
        "<p><b>Ana Brandt:</b> Welcome to you all.</p><p><b>Jonas Feld:</b> Thank you, Ana.</p>",
        2,
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    """Whatever stands around a label, the names alternate and the words are the speaker's alone."""
    name, pair, times = LAYOUTS[layout]
    found = told(pair * times, name)
    assert [speaker for speaker, _ in found] == ["Ana Brandt", "Jonas Feld"] * times
    assert all(words.startswith(("Welcome to you all", "Thank you, Ana")) for _, words in found)
    assert all(words.endswith((".", "here tonight.")) and ":" not in words for _, words in found)


def test_labels_of_a_page_that_repeat_are_kept() -> None:
    """A label in a paragraph of its own occurs often, and so do short answers."""
    one = "<p>Chairman HOLT.</p><p>Did you see the ferry, sir?</p><p>Mr. FELD.</p><p>No, sir.</p>"
    page = f"<html><head><title>Hearing on the ferry</title></head><body>{one * 3}</body></html>"
    assert (
        told(page, "hearing.html") == [("Chairman Holt", "Did you see the ferry, sir?"), ("Mr. Feld", "No, sir.")] * 3
    )


def test_a_stop_ends_the_label_of_a_hearing() -> None:
    """Hearings write "The Chairman." and "Senator Name."; an address inside the words is no label."""
    text = (
        "HEARING ON THE FERRY\n\nThe Chairman. The committee will come to order. We welcome the Secretary.\n\n"
        "Secretary Holt. Mr. Chairman. Thank you. We have made progress.\n\nThe Chairman. How much?\n\n"
        "Senator Feld. And when will you sign?\n\nSecretary Holt. Next week.\n\n[Whereupon, the hearing was adjourned.]\n"
    )
    assert told(text) == [
        ("The Chairman", "The committee will come to order. We welcome the Secretary."),
        ("Secretary Holt", "Mr. Chairman. Thank you. We have made progress."),
        ("The Chairman", "How much?"),
        ("Senator Feld", "And when will you sign?"),
        ("Secretary Holt", "Next week."),
    ]


def test_a_chamber_names_members_in_full_once() -> None:
    """Constituency and party are no part of a name; later labels have the surname alone."""
    text = (
        "Ferries\n\nMr. Jonas Feld (Ostrel) (Ind): Will the Minister say when the ferry sails?\n\n"
        "The Minister of Ports (Ms. Dana Holt): It sails on Friday.\n\nMr. Feld: I thank her for it.\n\n"
        "The Minister of Ports: It is my duty.\n"
    )
    assert [speaker for speaker, _ in told(text)] == ["Jonas Feld", "Dana Holt", "Jonas Feld", "Dana Holt"]


def test_arabic_labels() -> None:
    """Labels in a script without capitals."""
    text = (
        "المذيع: متى تبدأ المحادثات؟\n\nسامر البحري: تبدأ المحادثات غدا.\n\n"
        "المذيع: وأين ستكون؟\n\nسامر البحري: في المرفأ إن شاء الله.\n"
    )
    found = read(text)
    assert [turn.role for turn in turns(found)] == ["question", "speaker", "question", "speaker"]
    assert turns(found)[1].speaker == "سامر البحري"


def test_first_names_are_completed_from_metadata() -> None:
    """The full names stand in the front matter alone."""
    text = (
        "---\ntitle: A talk\nspeakers:\n  - Ana Brandt\n  - Jorunn Feld\n---\nAna: I welcome you.\n\nJorunn: Thank you.\n\n"
        "Ana: Shall we begin?\n\nJorunn: Yes.\n"
    )
    assert [speaker for speaker, _ in told(text, "talk.md")] == ["Ana Brandt", "Jorunn Feld"] * 2


def test_first_names_are_completed_from_the_head_and_never_with_a_contraction() -> None:
    text = (
        "Harbour Hour, episode 9\n\nTessa Quill talks with Bram Oduya about the ferry.\n\n"
        "TESSA: Hello, I'm Tessa Quill. Who pays for the ferry?\n\nBRAM: The two harbours pay.\n\n"
        "TESSA: And when does it sail?\n\nBRAM: It sails on Friday.\n"
    )
    assert {speaker for speaker, _ in told(text)} == {"Tessa Quill", "Bram Oduya"}


def test_an_interview_is_answered_by_the_person_of_its_title() -> None:
    """`Q` and `A`: whoever answers is named by the title; lines that Markdown joins are turns all the same."""
    text = "# Interview with Dana Holt\n\nQ: Did you sign?\n\nA: We did.\n\nQ: When?\n\nA: Last night.\n"
    assert [speaker for speaker, _ in told(text, "talk.md")] == ["Reporter", "Dana Holt"] * 2
    joined = (
        "# Interview with Dana Holt\n\n**Reporter:** Did you sign?\n**Dana Holt:** We did.\n"
        "**Reporter:** When?\n**Holt:** Now.\n"
    )
    assert told(joined, "talk.md") == [
        ("Reporter", "Did you sign?"),
        ("Dana Holt", "We did."),
        ("Reporter", "When?"),
        ("Dana Holt", "Now."),
    ]


def test_the_president_is_the_one_of_the_title() -> None:
    """An office gets the name that the title has with it, and stays an office if there is none."""
    words = "THE PRESIDENT: I thank you. We have an agreement.\n\nQ Mr. President, is it signed?\n\nTHE PRESIDENT: Not yet.\n"
    assert told(f"Remarks by President Olin on the Ferry\n\n{words}")[0][0] == "President Olin"
    assert told(f"Remarks on the Ferry\n\n{words}")[0][0] == "The President"


def test_unnamed_officials_stay_unnamed() -> None:
    """A described official is called as the transcript does."""
    text = (
        "Background Call on the Ferry\n\nMODERATOR: Welcome, all.\n\nSENIOR PORT OFFICIAL: Thank you. We have a deal.\n\n"
        "Q Is it signed?\n\nSENIOR PORT OFFICIAL: It is.\n"
    )
    found = turns(read(text))
    assert [turn.speaker for turn in found] == ["Moderator", "Senior Port Official", "Reporter", "Senior Port Official"]
    assert found[0].role == "moderator"


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


@pytest.mark.parametrize(
    ("stamp", "end"), [("[03/02/2025, 10:0{}:11] ", ""), ("03.02.2025, 10:0{} - ", ""), ("2025-02-03 10:0{} ", "")]
)
def test_messages_with_day_and_time_are_turns(stamp: str, end: str) -> None:
    said = [
        ("Dana Holt", "Will the ferry sail?"),
        ("Marek Olin", "Yes, I think it will."),
        ("Dana Holt", "Who pays for it?"),
        ("Marek Olin", "We do."),
    ]
    text = "\n".join(f"{stamp.format(at)}{name}: {words}{end}" for at, (name, words) in enumerate(said))
    assert told(text) == said


def test_objections_in_a_record_with_numbered_lines_are_turns_of_their_own() -> None:
    """An answer ends where counsel objects."""
    text = (
        "Transcript of Proceedings\n\n1 THE COURT: Please go on.\n2 Q. Did you sail the ferry?\n3 A. I did, every day.\n"
        "4 MR. OLIN: Objection.\n5 THE COURT: I will hear you.\n6 Q. Who paid you?\n7 A. The harbour did.\n"
    )
    assert (None, "I did, every day.") in told(text)
    assert ("Mr. Olin", "Objection.") in told(text)


def test_initials_are_the_people_whom_the_head_names() -> None:
    """The interviewer's questions keep their role."""
    text = (
        "Interview with Dana Holt\n\nDana Holt sails the ferry. Marek Olin met her at the pier.\n\nMO: Will you sail?\n\n"
        "DH: I will, at dawn.\n\nMO: Who pays you?\n\nDH: The harbour does.\n\nMO: Do you like it?\n\nDH: Yes, I do.\n"
    )
    turned = [(turn.speaker, turn.role) for turn in turns(read(text))]
    assert turned == [("Marek Olin", "question"), ("Dana Holt", "speaker")] * 3


def test_a_field_with_who_presides_is_no_turn() -> None:
    text = (
        "9th meeting\n\nPresident: Mr. Olin (Gozo)\n\nThe meeting was called to order at 10 a.m.\n\nThe President: I give "
        "the floor to the representative of Malta.\n\nMrs. Holt (Malta): We thank you.\n\nThe President: I thank you.\n\n"
        "Mr. Baker (Sicily): We ask for more time.\n\nThe President: I thank all of you.\n"
    )
    assert [speaker for speaker, _ in told(text)] == [
        "President Olin",
        "Mrs. Holt",
        "President Olin",
        "Mr. Baker",
        "President Olin",
    ]
