"""Labels become people: full names, offices, initials and interviewees; all of them are invented."""

from dragoman.corpus.utterances.turns import turns
from tests.corpus.utterances.transcripts import read, told


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


def test_initials_are_the_people_whom_the_head_names() -> None:
    """The interviewer's questions keep their role."""
    text = (
        "Interview with Dana Holt\n\nDana Holt sails the ferry. Marek Olin met her at the pier.\n\nMO: Will you sail?\n\n"
        "DH: I will, at dawn.\n\nMO: Who pays you?\n\nDH: The harbour does.\n\nMO: Do you like it?\n\nDH: Yes, I do.\n"
    )
    turned = [(turn.speaker, turn.role) for turn in turns(read(text))]
    assert turned == [("Marek Olin", "question"), ("Dana Holt", "speaker")] * 3
