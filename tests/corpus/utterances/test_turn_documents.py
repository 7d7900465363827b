"""Whole documents in the layouts of parliaments, courts, stations and programs, and documents that only look like transcripts."""

import io
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus.utterances import utterances
from dragoman.corpus.utterances.turns import turns
from dragoman.corpus.utterances.turns.replies import is_question, question_before
from tests.corpus.utterances.transcripts import read, told

ASKED, ANSWERED = "Will you open the lock?", "We open it in May. I promise you that."


def spoken(text: str | bytes, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return speaker and role of each turn."""
    return [(turn.speaker, turn.role) for turn in turns(read(text, name))]


def test_an_office_may_be_a_list_of_things() -> None:
    """Ministers with long offices, on lines of their own and before a colon."""
    office = "The Parliamentary Under-Secretary of State for Locks, Canals and Inland Towpaths (Ivo Marsh)"
    for end in ("\n", ": "):
        text = "".join(f"Nell Abara (Quay East) (Lab){end}{ASKED}\n\n{office}{end}{ANSWERED}\n\n" for _ in "12")
        assert [one for one, _ in told(text)] == ["Nell Abara", "Ivo Marsh"] * 2


def test_a_court_record_names_who_asks_and_who_answers() -> None:
    """Bare letters, line numbers, counsel above the questions, the witness above the examination."""
    text = (
        "TRANSCRIPT OF TRIAL\n\n1             THE COURT:  Call your witness, please.\n"
        "2   NELL ABARA, DEFENDANT'S WITNESS, SWORN\n"
        "3                DIRECT EXAMINATION\n4   BY MR. MARSH:\n5   Q    Did you see the lock\n6   that day?\n"
        "7   A    I did.  It was\n8   closed.\n9             THE WITNESS:  May I go on?\n10            THE COURT:  You may.\n"
    )
    assert told(text) == [
        ("The Court", "Call your witness, please."),
        ("Mr. Marsh", "Did you see the lock\nthat day?"),
        ("Nell Abara", "I did. It was\nclosed."),
        ("Nell Abara", "May I go on?"),
        ("The Court", "You may."),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"**Nell Abara** {ASKED}\n\n**Ivo Marsh** {ANSWERED}\n\n" * 2, "talk.md"),
        (f"<p><b>Nell Abara</b> {ASKED}</p><p><b>Ivo Marsh</b> {ANSWERED}</p>" * 2, "talk.html"),
        (f"0:00:01.2 **Nell Abara** {ASKED}\n\n0:00:05.0 **Ivo Marsh** {ANSWERED}\n\n" * 2, "talk.txt"),
        (f"Nell Abara -- Harbour Bank\n\n{ASKED}\n\nIvo Marsh -- Chief Lockkeeper\n\n{ANSWERED}\n\n" * 2, "talk.txt"),
        (f"Nell Abara\n(00:00:03)\n{ASKED}\n\nIvo Marsh\n(00:00:07)\n{ANSWERED}\n\n" * 2, "talk.txt"),
        (
            f"Q1 Nell Abara: {ASKED}\n\nIvo Marsh: {ANSWERED}\n\nQ2 Nell Abara: {ASKED}\n\nIvo Marsh: {ANSWERED}\n",
            "talk.txt",
        ),
    ],
)
def test_names_without_a_colon(text: str, name: str) -> None:
    """Bold names, names with an occupation or a time, and numbered questions; markup is no word of anybody."""
    assert told(text, name) == [("Nell Abara", ASKED), ("Ivo Marsh", ANSWERED)] * 2


@pytest.mark.parametrize("kind", ["talk.md", "talk.html", "talk.docx"])
def test_bold_questions_without_labels_are_an_interview(kind: str) -> None:
    """The title names who answers; the introduction belongs to nobody."""
    title, lead = (
        "“The lock stays open”: Ivo Marsh on his river",
        "Ivo Marsh has kept the lock for ten years. We met him there.",
    )
    pairs = [
        (f"Mr. Marsh, {ASKED.lower()}", ANSWERED),
        ("Do you sleep well?", "I do, mostly."),
        ("Who pays you?", "Nobody pays me."),
    ]
    text: str | bytes
    if kind == "talk.docx":
        made = docx.Document()
        made.add_heading(title, 0)
        made.add_paragraph(lead)
        for question, answer in pairs:
            made.add_paragraph().add_run(question).bold = True
            made.add_paragraph(answer)
        stream = io.BytesIO()
        made.save(stream)
        text = stream.getvalue()
    elif kind == "talk.html":
        body = "".join(f"<p><b>{question}</b></p><p>{answer}</p>" for question, answer in pairs)
        text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{lead}</p>{body}</body></html>"
    else:
        text = f"# {title}\n\n{lead}\n\n" + "".join(f"**{question}**\n\n{answer}\n\n" for question, answer in pairs)
    assert told(text, kind) == [one for pair in pairs for one in (("Reporter", pair[0]), ("Ivo Marsh", pair[1]))]


def test_an_office_alone_is_its_holder_named_above() -> None:
    """ "Spokeswoman" and "PM" are the people whom the head names so."""
    text = "Daily briefing by Nell Abara, Spokesperson for the Harbour Board\n\n" + (
        f"Question: {ASKED}\n\nSpokeswoman: {ANSWERED}\n\n" * 2
    )
    assert spoken(text) == [("Reporter", "question"), ("Nell Abara", "speaker")] * 2
    pool = f"Pool report: Prime Minister Ivo Marsh took questions.\n\nQ: {ASKED}\n\nPM: {ANSWERED}\n\nQ: Why?\n\nPM: I like it.\n"
    assert ("Ivo Marsh", "speaker") in spoken(pool) or ("Prime Minister Ivo Marsh", "speaker") in spoken(pool)


def test_a_newspaper_asks() -> None:
    """The label of one word whose turns are questions has their role."""
    head = "A talk\n\nNell Abara spoke to RKM/RL.\n\n"
    text = f"{head}RKM/RL: {ASKED}\n\nNell Abara: {ANSWERED}\n\nRKM/RL: When?\n\nAbara: In May, I say.\n"
    assert spoken(text) == [("RKM/RL", "question"), ("Nell Abara", "speaker")] * 2


def test_captions_of_one_speaker_are_one_turn() -> None:
    """Each cue is labelled, a speaker changes within a cue, and noises in brackets are nobody."""
    cue = "00:00:0{0}.000 --> 00:00:0{0}.900\n{1}\n\n"
    lines = [
        "[Nell Abara] Welcome to",
        "[Nell Abara] the lock.",
        "[Ivo Marsh] I am glad. >> ABARA: Are you?",
        "[DOOR SLAMS] Yes.",
        "[Ivo Marsh] I am.",
    ]
    found = told("WEBVTT\n\n" + "".join(cue.format(at, line) for at, line in enumerate(lines)), "talk.vtt")
    assert found[:2] == [("Nell Abara", "Welcome to the lock."), ("Ivo Marsh", "I am glad.")]
    assert "Door Slams" not in {speaker for speaker, _ in found}


def test_turns_may_follow_each_other_on_one_line() -> None:
    text = (
        "NIGHT DESK\n\nNELL ABARA, HARBOUR ANCHOR: Good evening. Are you there? "
        "IVO MARSH, LOCKKEEPER: I am here. ABARA: Is it open? "
        "MARSH: It is. Let me explain. ABARA: Please do."
    )
    assert [one for one, _ in told(text)] == ["Nell Abara", "Ivo Marsh", "Nell Abara", "Ivo Marsh", "Nell Abara"]


def test_the_title_is_no_turn() -> None:
    text = f"# Ivo Marsh: Interview\n\nQ: {ASKED}\n\nA: {ANSWERED}\n\nQ: When?\n\nA: In May.\n"
    assert told(text, "talk.md")[0] == ("Reporter", ASKED)
    assert spoken(text, "talk.md")[1] == ("Ivo Marsh", "speaker")


OTHERS = {
    "questions asked often": "Lock pass\n\nQ: What is it?\nA: It is a card.\n\nQ: Where can I get it?\nA: At the hall.\n\n"
    "Q: I lost mine. What now?\nA: Call the hall.\n",
    "a quiz": "Quiz\n\nQuestion: How deep is it?\nAnswer: Two metres.\n\nQuestion: How old?\nAnswer: Ninety.\n",
    "a play": "ACT I\n\nEnter NELL and IVO.\n\nNELL: Who is there? I hear you.\n\nIVO: It is I.\n\n"
    "NELL: Then come in.\n\nIVO: I do.\n\nExit IVO.\n",
    "verses": "1:1 And he said to them: Build a lock.\n1:2 And they said: We have no wood.\n1:3 He said: I have some.\n"
    "1:4 Then they built.\n",
    "people in bold": "# Team\n\n"
    + "".join(f"**{one}** is one of us. I like it here.\n\n" for one in ("Nell Abara", "Ivo Marsh", "Jo Alm")),
    "minutes": "Minutes\n\nPresent: Nell Abara, Ivo Marsh\n\nNell Abara: report on the lock; costs are high.\n\n"
    "Action: Ivo Marsh to write.\n\n"
    "Ivo Marsh: list of repairs.\n",
    "help in bold": "# Help\n\n**How do I pay?**\n\nOpen the page and choose Pay.\n\n"
    "**Can I pay later?**\n\nYes, within a week.\n\n"
    "**Do you take coins?**\n\nWe take coins.\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_documents_with_the_look_of_a_transcript(kind: str) -> None:
    """Nobody said these words."""
    assert turns(read(OTHERS[kind], "text.md" if "bold" in kind else "text.txt")) == ()


def test_the_question_before_an_answer() -> None:
    """It is cut from the document; a remark of one word is none, and an official's turn in between ends the search."""
    text = (
        f"Briefing, 4 May 2031\n\nMS. ABARA: Good morning. I begin.\n\nQ {ASKED}\n\nMS. ABARA: We do.\n\n"
        "Q Right.\n\nMS. ABARA: In May, I think.\n\n"
        "MR. MARSH: I may add that it is dry.\n"
    )
    document = read(text)
    asked = [question_before(document, turn.span) for turn in turns(document)]
    assert [one.of(document.text) if one else None for one in asked] == [None, None, ASKED, None, ASKED, None]
    assert [is_question(document, turn.span) for turn in turns(document)] == [False, True, False, True, False, False]
    assert {str(one.said_on) for one in utterances(document)} == {"2031-05-04"}


LABELS = (
    "{}: {}",
    "**{}:** {}",
    "[{}] {}",
    "{} (00:0{n}:11): {}",
    "[00:0{n}:02] {}: {}",
    ">> {}: {}",
    "{}\n{}",
    "{} 0:0{n}\n{}",
)
LINES = st.sampled_from(
    ["I will open it.", "Will you?", "We met (Laughter.) and left.", "No, I think not.", "You said — well — that."]
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(LABELS), st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=6, max_size=9))
def test_offsets_of_turns_in_any_layout(label: str, script: list[list[str]]) -> None:
    """Pieces lie in order, hold only what was said, and together hold all of it, whatever the layout."""
    names = ("Nell Abara", "Ivo Marsh")
    parts = [
        label.format(names[at % 2], said[0], n=at) + "".join(f"\n\n{one}" for one in said[1:])
        for at, said in enumerate(script)
    ]
    document = read(
        "Interview about the lock\n\n" + "\n\n".join(parts) + "\n", "talk.md" if "*" in label else "talk.txt"
    )
    found = turns(document)
    pieces = [one for turn in found for one in turn.pieces]
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    assert [turn.speaker for turn in found] == [names[at % 2] for at in range(len(script))]
    words = [" ".join(one.of(document.text) for one in turn.pieces) for turn in found]
    assert words == [" ".join(said).replace("(Laughter.) ", "") for said in script]
