"""Assertions on answers: which answers pass, which fail, and the words that the errors name."""

import re

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from dragoman.assistant.types import Answer, Citation, Claim
from dragoman.assistant.verification import Supported
from dragoman.corpus.errors import InputError
from dragoman.corpus.types import Document, Span
from dragoman.evals.answer_forms import evidence_texts, read_answer
from dragoman.evals.asserts import assert_abstains, assert_cited, assert_grounded, marked
from dragoman.evals.suites.types import ItemOutcome
from tests.index.samples import report as sample

EVIDENCE = (
    "The committee that runs Gaza will have fifteen members, according to the report.",
    "Hassan Rashad leads Egyptian General Intelligence.",
)
TRUE = "Hassan Rashad leads Egyptian General Intelligence."
FALSE = "The committee that runs Gaza will have nine members, according to the report."


def answer(*quoted: str, abstained: bool = False) -> Answer:
    source = report(" ".join(EVIDENCE))
    claims = tuple(
        Claim(
            text,
            (Citation(at, source, Span(source.text.index(text), source.text.index(text) + len(text))),),
            "supported",
        )
        for at, text in enumerate(quoted, 1)
    )
    return Answer("Who?", "Who?", claims, (), abstained, 0.9, "quoting", 0.1)


def report(text: str) -> Document:
    return sample(1, text=text)


def row(text: str) -> dict[str, object]:
    return {"user_input": "Who?", "response": text, "retrieved_contexts": list(EVIDENCE)}


@pytest.mark.parametrize(
    ("good", "evidence"),
    [
        (TRUE, EVIDENCE),
        (TRUE, EVIDENCE[1]),
        (TRUE, report(" ".join(EVIDENCE))),
        ("The committee that runs Gaza will have 15 members [1]. " + TRUE, EVIDENCE),
        (row(TRUE), None),
        ({"question": "Who?", "answer": TRUE, "contexts": list(EVIDENCE)}, None),
        ({"text": TRUE, "claims": [{"text": TRUE, "citations": [{"quote": TRUE}]}], "abstained": False}, None),
        (answer(TRUE), None),
        (ItemOutcome("1", TRUE), EVIDENCE),
    ],
)
def test_what_the_evidence_says_is_grounded(good: object, evidence: object) -> None:
    assert_grounded(good, evidence)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [FALSE, row(FALSE), ItemOutcome("1", FALSE)])
def test_the_unsupported_words_are_named(bad: object) -> None:
    with pytest.raises(AssertionError) as failure:
        assert_grounded(bad, EVIDENCE)  # type: ignore[arg-type]
    message = str(failure.value)
    assert "1 of 1 statements" in message
    assert "will have [[nine]] members, according to the report." in message
    assert f"nearest evidence: {EVIDENCE[0]}" in message


def test_each_unsupported_sentence_is_named_and_no_other() -> None:
    with pytest.raises(AssertionError) as failure:
        assert_grounded(f"{TRUE} {FALSE} Marco Rubio flew home.", EVIDENCE)
    message = str(failure.value)
    assert "2 of 3 statements" in message
    assert "[[Marco Rubio flew home]]" in message
    assert message.count("leads Egyptian") == 0


@pytest.mark.parametrize(
    ("empty", "evidence", "said"),
    [
        ("", EVIDENCE, "says nothing"),
        ("…", EVIDENCE, "says nothing"),
        (TRUE, None, "no evidence"),
        (TRUE, (), "no evidence"),
        (answer(abstained=True), None, "abstained"),
    ],
)
def test_nothing_is_not_grounded(empty: object, evidence: object, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        assert_grounded(empty, evidence)  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match=said if said != "no evidence" else "no citation"):
        assert_cited(empty, evidence)  # type: ignore[arg-type]


def test_a_judge_can_be_plugged_in() -> None:
    class Doubter:
        def judge(self, claim: str, evidence: object) -> Supported:
            assert evidence == EVIDENCE
            return Supported("not_enough_evidence", 0.0, (f"nobody believes “{claim[:6]}”",))

    with pytest.raises(AssertionError, match=r"\[\[Hassan\]\] Rashad"):
        assert_grounded(TRUE, EVIDENCE, judge=Doubter())


def test_citations_are_there_and_support() -> None:
    assert_cited(answer(TRUE))
    assert_cited(f"{TRUE[:-1]} [2]. The committee that runs Gaza will have 15 members. [1]", EVIDENCE)
    assert_cited(row(f"{TRUE[:-1]} [1, 2]."))
    for bad, said in (
        (row(TRUE), "no citation"),
        (row(f"{TRUE[:-1]} [3]."), r"not there \(the evidence has 2\)"),
        (row(f"{TRUE[:-1]} [0]."), "not there"),
        (row(f"{TRUE[:-1]} [1]."), r"\[\[Hassan Rashad leads"),
    ):
        with pytest.raises(AssertionError, match=said):
            assert_cited(bad)


def test_abstaining() -> None:
    assert_abstains(answer(abstained=True))
    assert_abstains({"response": "I do not know.", "abstained": True})
    with pytest.raises(AssertionError, match=re.compile("confidence 0.90.*Hassan Rashad", re.DOTALL)):
        assert_abstains(answer(TRUE))
    with pytest.raises(InputError, match="'abstained'"):
        assert_abstains(row(TRUE))
    with pytest.raises(InputError, match="dragoman="):
        assert_abstains("Who?")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (3, "cannot be a int"),
        ({}, "no answer"),
        ({"response": None}, "no answer"),
        ({"response": "A.", "abstained": "no"}, "'abstained'"),
        ({"claims": "A."}, "'claims'"),
        ({"claims": [{"text": 3}]}, "'text'"),
        ({"claims": [{"text": "A.", "citations": [{}]}]}, "'quote'"),
        ({"response": "A.", "retrieved_contexts": [3]}, "evidence cannot be a int"),
    ],
)
def test_other_forms_are_refused(bad: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_answer(bad)  # type: ignore[arg-type]


def test_markers_belong_to_the_sentence_before_them() -> None:
    read = read_answer("One came [1]. Two came. [2] Three came [1-2].", ("a", "b"))
    assert [(one.text, one.cited) for one in read.statements] == [
        ("One came.", ("a",)),
        ("Two came.", ("b",)),
        ("Three came.", ("a", "b")),
    ]
    assert evidence_texts(report("Words.")) == ("Words.",)


@drawn(sentence=st.text(max_size=60), evidence=st.lists(st.text(max_size=60), max_size=3))
def test_marking_adds_brackets_only(sentence: str, evidence: list[str]) -> None:
    assert marked(sentence, evidence).replace("[[", "").replace("]]", "") == sentence.replace("[[", "").replace(
        "]]", ""
    )


@drawn(text=st.text())
def test_any_text_can_be_read(text: str) -> None:
    for statement in read_answer(text, ("a",)).statements:
        assert statement.text.strip()
        assert set(statement.cited) <= {"a", None}
