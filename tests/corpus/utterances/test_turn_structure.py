"""Labels that only the document as a whole shows, and who asks: all people, places and words here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.utterances.turns import turns
from tests.corpus.utterances.transcripts import read, told

NAMES = st.sampled_from(["Deputy Ina Holm", "Deputy Rolf Aas", "The Taoiseach", "Senator Mia Voss"])
WORDS = st.sampled_from(["I cannot agree to that.", "We have seen the plan.", "Thank you for your patience."])


def roles(text: str, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return speaker and role of each turn."""
    return [(turn.speaker, turn.role) for turn in turns(read(text, name))]


def test_reporters_whom_a_press_conference_names_ask() -> None:
    """Whoever the top does not name, and who only asks, has questions; the moderator and the speaker have not."""
    text = (
        "Press conference by Secretary General Ina Holm\n\nModerator (Anna Moss): Good morning. We begin with Pier Radio.\n\n"
        "Secretary General Ina Holm: We have agreed on the ferry. I thank you all.\n\n"
        "Rolf Aas (Pier Radio): Thank you. How much does it cost?\n\nSecretary General: I have no figure for you.\n\n"
        "Mia Voss (Quay Times): And when does it sail?\n\nSecretary General: In the spring, we hope.\n"
    )
    assert roles(text) == [
        ("Anna Moss", "moderator"),
        ("Ina Holm", "speaker"),
        ("Rolf Aas", "question"),
        ("Ina Holm", "speaker"),
        ("Mia Voss", "question"),
        ("Ina Holm", "speaker"),
    ]


def test_one_person_answers_many_papers() -> None:
    """Labels that occur once are labels if the same person answers each of them; headlines of agencies are none."""
    asked = [("Pier Radio", "Has the bridge opened?"), ("QNA", "Who paid for it?"), ("Reuters", "Is it safe?")]
    text = "Spokesperson Ina Holm’s Regular Press Conference\n\n" + "".join(
        f"{paper}: {words}\n\nIna Holm: I have answered that already.\n\n" for paper, words in asked
    )
    assert [speaker for speaker, _ in told(text)] == [one for paper, _ in asked for one in (paper, "Ina Holm")]
    assert told("Reuters: Bridge opens\nQNA: Who paid?\nReuters: Is it safe?\nPier Radio: Mayor resigns\n") == []


@given(st.lists(st.tuples(NAMES, WORDS), min_size=8, max_size=12))
def test_words_behind_a_label_that_only_repeats(said: list[tuple[str, str]]) -> None:
    """Whatever is found, a turn's words are the document's, in order, and never begin with a label."""
    text = "Debate in the Senate\n\n" + "\n\n".join(f"{name} {words}" for name, words in said)
    document = read(text)
    found = turns(document)
    for turn in found:
        assert turn.span.of(document.text).startswith(("I cannot", "We have", "Thank you"))
        assert document.text[turn.pieces[0].start - 1 - len(turn.label) :].startswith(turn.label)
    assert [turn.span.start for turn in found] == sorted({turn.span.start for turn in found})


def test_labels_without_any_sign() -> None:
    """What opens line after line before a new sentence is the label."""
    lines = (
        "Deputy Ina Holm I ask about the pier. Will it be mended?",
        "The Taoiseach We will mend it. I promise that.",
        "Deputy Ina Holm When will you do so?",
        "The Taoiseach Next year, I hope.",
    )
    speakers = [speaker for speaker, _ in told("Leaders' debate\n\n" + "\n\n".join(lines))]
    assert speakers == ["Ina Holm", "The Taoiseach", "Ina Holm", "The Taoiseach"]
    assert told("The pier\n\nThe Minister Left early.\n\nThe Minister Came back.\n\nThe Mayor Did not say why.\n") == []


@pytest.mark.parametrize(
    ("name", "text", "speakers"),
    [
        (
            "notes below the name",
            "Ferry debate\n\nIna Holm\n(North Quay) (Lab)\nI ask about the ferry.\n\nThe Minister for Piers\n(Rolf Aas)\nI thank "
            "her for that.\n\nIna Holm\nWill you answer me?\n\nRolf Aas\nI will, in July.\n",
            ["Ina Holm", "Rolf Aas", "Ina Holm", "Rolf Aas"],
        ),
        (
            "a table",
            "Transcript of the hearing\n\n| 10:00 | Ina Holm | We begin now. |\n| 10:01 | Rolf Aas | I am ready, thank you. |\n"
            "| 10:02 | Ina Holm | What did you see? |\n| 10:03 | Rolf Aas | I saw nothing. |\n",
            ["Ina Holm", "Rolf Aas", "Ina Holm", "Rolf Aas"],
        ),
        (
            "an office that another label explains",
            "Press conference\n\nINA HOLM, PRIME MINISTER: I have good news for you.\n\nJOURNALIST: Is it the ferry?\n\n"
            "PRIME MINISTER: It is. We signed last night.\n\nJOURNALIST: Who paid?\n\nPRIME MINISTER: We did.\n",
            ["Ina Holm", "Reporter", "Ina Holm", "Reporter", "Ina Holm"],
        ),
        (
            "questions to somebody, and answers without a name",
            "Remarks by Minister Ina Holm\n\nMinister Holm: I am glad to be here.\n\nQuestion to the minister: Will you sign?\n\n"
            "Answer: I will, and soon.\n\nQuestion from Pier Radio, Gozo: When is that?\n\nAnswer: On Monday, I think.\n",
            ["Ina Holm", "Reporter", "Ina Holm", "Reporter", "Ina Holm"],
        ),
        (
            "answers without labels",
            "Doorstep remarks by Commissioner Ina Holm\n\nQ. Will you agree today?\n\nI hope so. We have tried for years.\n\n"
            "Q. Is there a split?\n\nI would not call it that.\n",
            ["Reporter", "Ina Holm", "Reporter", "Ina Holm"],
        ),
        (
            "initials that look like an answer",
            "Press conference by A. Holm and S. Aas\n\nS. AAS: I welcome you.\n\nA. HOLM: I thank you.\n\n"
            "QUESTION: Who signs?\n\nA. HOLM: We both do.\n\nS. AAS: I agree with that.\n",
            ["S. Aas", "A. Holm", "Reporter", "A. Holm", "S. Aas"],
        ),
        (
            "the White House on a day",
            "The White House\n\nRemarks by the President on Ferries\n\nMay 3, 2011\n\n"
            "THE PRESIDENT: Good morning. I have a plan.\n\nQ: Will it work?\n\nTHE PRESIDENT: (Laughs.) I think so.\n",
            ["Barack Obama", "Reporter", "Barack Obama"],
        ),
    ],
)
def test_who_speaks(name: str, text: str, speakers: list[str]) -> None:
    """The layout and the other labels tell whose turn it is."""
    assert [speaker for speaker, _ in told(text)] == speakers, name


def test_bold_questions_between_named_answers() -> None:
    """A question that only its type marks is not the answer's speaker's."""
    asked = ("Was it unanimous?", "Are the boats safe?", "For the deputy: who pays?")
    page = "<h1>Press conference</h1><p>Anna Holm, head of the board, and Rolf Aas, her deputy</p>" + "".join(
        f"<p><b>{words}</b></p><p><b>Holm:</b> It was, as I told you.</p><p><b>Aas:</b> I agree with her.</p>"
        for words in asked
    )
    found = told(f"<html><head><title>Press conference</title></head><body>{page}</body></html>", "talk.html")
    assert [speaker for speaker, _ in found] == ["Reporter", "Anna Holm", "Rolf Aas"] * 3


def test_questions_as_headings() -> None:
    """In Markdown a question may be the heading of its answer."""
    asked = ("Do you miss it?", "What was your worst day?", "Would you go back?")
    text = "# An interview with Ina Holm\n\n" + "".join(
        f"### {one}\n\nI think about my boat a lot.\n\n" for one in asked
    )
    assert [speaker for speaker, _ in told(text, "talk.md")] == ["Reporter", "Ina Holm"] * 3


def test_lists_that_look_like_turns() -> None:
    """A list of people with a sentence about each is no talk, whatever the title."""
    text = "Questions for the board\n\n" + "\n\n".join(
        f"{name}: The member has been in office since 2019. She lives on the quay."
        for name in ("Ina Holm", "Anna Moss", "Mary Voss", "Tom Aas")
    )
    assert told(text) == []
