"""Turns of transcripts in many layouts: all people, places and words here are invented."""

import pytest

from dragoman.corpus.utterances.turns import turns
from tests.corpus.utterances.transcripts import read, told

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
