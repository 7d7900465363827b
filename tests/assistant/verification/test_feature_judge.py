import pytest

from dragoman.assistant.contract.support import Support, TextEvidence
from dragoman.assistant.verification import FeatureJudge
from dragoman.corpus.errors import InputError

EVIDENCE = (
    "Egypt's intelligence chief Hassan Rashad received delegations of Hamas and Fatah in Cairo on 23 October 2025. "
    "They agreed to let 300 trucks a day enter Gaza. Hamas did not accept the clause on weapons."
)


@pytest.fixture(scope="module")
def judge() -> FeatureJudge:
    return FeatureJudge()


def test_a_sentence_of_the_evidence_is_supported_and_found(judge: FeatureJudge) -> None:
    found = judge.judge("They agreed to let 300 trucks a day enter Gaza.", ["Nothing of this.", EVIDENCE])
    assert found.verdict == "supported" and found.score > 0.9 and found.reasons == ()
    assert found.evidence == 1 and found.span is not None
    assert found.span.of(EVIDENCE) == "They agreed to let 300 trucks a day enter Gaza."


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("They agreed to let 500 trucks a day enter Gaza.", "the number 500 is not in the evidence"),
        ("They agreed to let five hundred trucks enter Gaza.", "the number five hundred is not in the evidence"),
        (
            "They did not agree to let 300 trucks a day enter Gaza.",
            "the claim says *not* of “agree”, the evidence does not",
        ),
        ("Hamas did accept the clause on weapons.", "the evidence says *not* of “accept”"),
        ("Hassan Rashad received delegations of Hamas and Israel in Cairo.", "the name Israel is not in the evidence"),
        ("Hassan Rashad received Hamas and Fatah in Cairo on 23 November 2025.", "November is not in the evidence"),
    ],
)
def test_what_the_evidence_lacks_is_named_and_never_supported(judge: FeatureJudge, claim: str, reason: str) -> None:
    found = judge.judge(claim, [EVIDENCE])
    assert found.verdict != "supported"
    assert reason in found.reasons


def test_the_worst_sentence_of_a_claim_counts(judge: FeatureJudge) -> None:
    good = "They agreed to let 300 trucks a day enter Gaza."
    assert judge.judge(f"{good} Hamas did not accept the clause on weapons.", [EVIDENCE]).verdict == "supported"
    assert judge.judge(f"{good} Hamas accepted the clause on weapons.", [EVIDENCE]).verdict == "contradicted"


@pytest.mark.parametrize("evidence", [[], [""], ["Bananas ripen in warm rooms."]])
def test_no_evidence_is_not_enough(judge: FeatureJudge, evidence: list[str]) -> None:
    found = judge.judge("Hamas accepted the clause.", evidence)
    assert (found.verdict, found.score, found.evidence, found.span) == ("not_enough_evidence", 0.0, None, None)


@pytest.mark.parametrize("claim", ["", "  \n", "…?!", "_"])
def test_a_claim_without_words_is_refused(judge: FeatureJudge, claim: str) -> None:
    with pytest.raises(InputError, match="has no words"):
        judge.judge(claim, [EVIDENCE])


def test_other_words_before_a_common_end_are_judged(judge: FeatureJudge) -> None:
    evidence = "Um so this is our trade talk , we will settle rates , roads , and the new harbour of Quux ."
    claim = "The group had a trade talk to settle fees, roads, and the new harbour of Quux."
    assert judge.judge(claim, [evidence]).verdict != "supported"  # the fees are not in it


def test_words_that_the_evidence_lacks_have_their_places_and_the_closest_words(judge: FeatureJudge) -> None:
    claim = "Hamas did not accept the clause on weapons. They agreed that 300 wagons a day may drive into Gaza."
    found = judge.judge(claim, ["Nothing of this.", EVIDENCE])
    assert found.verdict != "supported"
    told = Support.of(found, claim, ["Nothing of this.", EVIDENCE])
    words = {word.text: word for word in told.unmatched}
    assert "wagons" in words
    assert told.sentences[1].unmatched == told.unmatched and told.sentences[0].unmatched == ()
    for text, word in words.items():
        assert claim[word.start : word.end] == text and any(text in reason for reason in told.reasons)
        assert isinstance(word.closest, TextEvidence) and word.closest.index == 1
        assert EVIDENCE[word.closest.start : word.closest.end] == word.closest.text
    closest = words["wagons"].closest
    assert closest is not None and closest.text == "trucks"
