"""What was denied, asked, not yet said, or said by somebody else: nobody is made its speaker."""

import pytest

from tests.corpus.utterances.news import quoted, said


@pytest.mark.parametrize(
    "text",
    [
        "Rana Odeh denied saying that “the ferry is full”.",
        "Rana Odeh never said that “the ferry is full”.",
        "Rana Odeh would not say whether “the ferry is full”.",
        "Rana Odeh is alleged to have said that “the ferry is full”.",
        "Rana Odeh was wrongly quoted as saying that “the ferry is full”.",
        "Rana Odeh is due to say on Friday that “the ferry is full”.",
        "Rana Odeh withdrew her claim that “the ferry is full”.",
        "Rana Odeh denied claims that she had said “the ferry is full”.",
        "Rana Odeh stopped short of saying that “the ferry is full”.",
        "It is untrue that Rana Odeh said the ferry was full.",
        "Rana Odeh denied that the ferry was full.",
        "No pilot said that the ferry was full.",
        "Not one of the pilots said that the ferry was full.",
        "نفت رنا عودة أن تكون قد قالت: «العبارة ممتلئة تماما»",
        "لم تقل رنا عودة إن «العبارة ممتلئة تماما»",
    ],
)
def test_what_was_not_said_has_no_speaker(text: str) -> None:
    assert [one.speaker for one in said(text) if one.speaker] == []


@pytest.mark.parametrize(
    "text",
    [
        "Rana Odeh denied the charge, saying: “The ferry was never full.”",
        "Rana Odeh did not hesitate to say: “The ferry was full.”",
        "Rana Odeh never lost her temper. “The ferry was full,” she said.",
        "Rana Odeh refused to leave. “The ferry was full,” she said.",
    ],
)
def test_a_denial_of_something_else_does_not_unsay_words(text: str) -> None:
    assert [name for _, name in quoted(text)] == ["Rana Odeh"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The pilot spoke of “a long and quiet night”, the log says.", "The pilot"),
        ("According to the log, a source linked the delay to “a long and quiet night”.", "a source"),
        ("Rana Odeh said that her captain had called the crossing “a long and quiet night”.", "her captain"),
        ("Rana Odeh recalled that her captain had told her: “The night will be long.”", "her captain"),
        ("The delays led the pilots to say that “the ferry sails too late”.", "the pilots"),
    ],
)
def test_words_that_somebody_passes_on_are_of_who_spoke(text: str, speaker: str) -> None:
    assert [name for _, name in quoted(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The old ferry would sail in June, the port announced, the Gozo Post reports.", "the port", "old ferry"),
        (
            "The pilots of Gozo, including Rana Odeh, announced on Friday that the old ferry should sail again, the Gozo "
            "Post reports in a long text.",
            "The pilots of Gozo",
            "old ferry",
        ),
        (
            "The crew includes the pilot Rana Odeh, the stoker Ali Shaath and the former mayor of Gozo, Lina Baker, the "
            "port says.",
            "the port",
            "The crew includes",
        ),
    ],
)
def test_a_relay_at_the_end_takes_no_clause_from_who_spoke(text: str, speaker: str, words: str) -> None:
    assert [one.speaker for one in said(text) if words in one.text] == [speaker]


def test_a_relay_is_not_what_somebody_announced() -> None:
    text = "The port of Gozo announced its support for the old ferry on Friday, the Gozo Post reports."
    assert not [one for one in said(text) if one.text.endswith("Post reports")]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether “the ferry will sail”, Captain Rana Odeh said: “It will.”",
        "Asked by a passenger whether “the ferry will sail”, Captain Rana Odeh said: “It will.”",
    ],
)
def test_a_question_is_not_of_who_answers(text: str) -> None:
    found = dict(quoted(text))
    assert found["It will."] == "Rana Odeh"
    assert "Rana Odeh" not in (found["the ferry will sail"] or "")


@pytest.mark.parametrize(
    "text",
    [
        "Rana Odeh insisted that she had never said “the ferry is a bathtub”.",
        "At no point did Rana Odeh say that “the ferry is a bathtub”.",
        "Rana Odeh is to say on Monday that “the ferry is a bathtub”.",
        "Rana Odeh wanted to say “farewell”, but the horn was louder.",
        "Had Rana Odeh said “farewell”, we would have heard it.",
        "Rana Odeh denied the words: “The ferry is a bathtub.”",
    ],
)
def test_what_is_below_or_around_a_word_of_saying_can_disown_the_words(text: str) -> None:
    assert [name for _, name in quoted(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Rana Odeh denied the charge: “I was on the ferry all night.”",
        "Rana Odeh could not have been clearer: “I was on the ferry all night.”",
        "Rana Odeh said she would never say “farewell” but did say: “I was on the ferry all night.”",
        "Rana Odeh promised: “We will not sell the ferry.”",
    ],
)
def test_words_beside_a_denial_are_said(text: str) -> None:
    assert quoted(text)[-1][1] == "Rana Odeh"


@pytest.mark.parametrize(
    "text",
    [
        "Rana Odeh has yet to say “the ferry is lost”.",
        "Rana Odeh could not bring herself to say “the ferry is lost”.",
        "Rana Odeh hoped to say “the ferry is found”.",
    ],
)
def test_what_was_not_yet_said_has_no_speaker(text: str) -> None:
    assert [name for _, name in quoted(text)] == [None]


def test_nobody_but_one_said_it() -> None:
    assert "Rana Odeh" in [name for _, name in quoted("Nobody but Rana Odeh said “the ferry is lost”.")]
