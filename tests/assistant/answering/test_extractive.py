import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.answering.extractive import BEARING, QUOTED, quoted_claims
from dragoman.corpus.antecedents import with_antecedent
from dragoman.corpus.segment import segment
from dragoman.corpus.types import Document, Passage, Sentence, Span
from dragoman.index.retrieval.search import NEAR, EvidenceSentence


def evidence(*said: tuple[str, str, float, tuple[float, float]]) -> list[EvidenceSentence]:
    """(document's name, its only sentence, score, direction of its vector), best first."""
    found = []
    for name, words, score, direction in said:
        document = Document.make(words, name, key=name)
        span = Span(0, len(words))
        vector = np.array(direction, np.float32) / np.float32(np.hypot(*direction))
        found.append(EvidenceSentence(Sentence(document, span), Passage(document, span), score, vector))
    return sorted(found, key=lambda one: -one.score)


NORTH, NEARLY, EAST = (0.0, 1.0), (0.1, 1.0), (1.0, 0.0)


def test_claims_are_the_documents_words() -> None:
    [claim] = quoted_claims(evidence(("a", "Egypt hosted 14 delegations.", 5, NORTH)))
    assert claim.text == claim.citations[0].quote == "Egypt hosted 14 delegations."
    assert claim.citations[0].marker == 1
    assert claim.verdict == "supported"


def test_reports_that_say_the_same_are_one_claim() -> None:
    claims = quoted_claims(
        evidence(
            ("a", "The committee will have 15 members.", 5, NORTH),
            ("b", "Fifteen is not said here, but the committee has 15 members.", 4.5, EAST),
            ("c", "The committee is to have 15 members.", 4, NEARLY),
        )
    )
    assert [[c.document.title for c in claim.citations] for claim in claims] == [["a", "c"], ["b"]]
    assert [c.marker for claim in claims for c in claim.citations] == [1, 2, 3]


@pytest.mark.parametrize(
    "other",
    [
        "The committee will have 8 members.",
        "The committee will not have 15 members.",
        "The committee will have fifteen to 20 members.",
    ],
)
def test_a_number_or_a_negation_keeps_them_apart(other: str) -> None:
    claims = quoted_claims(
        evidence(("a", "The committee will have 15 members.", 5, NORTH), ("b", other, 4, NORTH)),
    )
    assert [len(claim.citations) for claim in claims] == [1, 1]


def test_one_report_is_cited_once_for_one_claim() -> None:
    [lead] = evidence(("a", "The truce began at noon.", 5, NORTH))
    document = Document.make("At noon the truce began. The truce had begun at noon.", "b", key="b")
    passage = Passage(document, Span(0, len(document.text)))
    twice = [
        EvidenceSentence(Sentence(document, span), passage, 4, lead.vector) for span in segment(document.text).sentences
    ]
    [claim] = quoted_claims([lead, *twice])
    assert [citation.quote for citation in claim.citations] == [lead.sentence.text, twice[0].sentence.text]


def test_no_more_than_asked_for_and_nothing_far_off() -> None:
    many = [(str(n), f"Statement number {n} says something.", 9.0 - n, (float(n), 1.0)) for n in range(8)]
    assert len(quoted_claims(evidence(*many))) == QUOTED
    far = evidence(("a", "It began at noon.", 9, NORTH), ("b", "Rain fell.", 9 - NEAR - 0.1, EAST))
    assert len(quoted_claims(far)) == 1


def test_headlines_are_not_evidence_unless_there_is_nothing_else() -> None:
    both = evidence(("a", "Postwar Arrangements", 9, NORTH), ("b", "They met in Cairo.", 8, EAST))
    assert [claim.text for claim in quoted_claims(both)] == ["They met in Cairo."]
    assert [claim.text for claim in quoted_claims(both[:1])] == ["Postwar Arrangements"]


def test_a_sentence_that_points_back_is_quoted_with_the_one_before() -> None:
    text = "Three envoys came to the region. These included a former mayor.\nHe spoke briefly."
    document = Document.make(text, "t", key="k")
    passage = Span(0, len(text))
    first, second, third = segment(text).sentences
    assert with_antecedent(Sentence(document, first), passage) == first
    assert with_antecedent(Sentence(document, second), passage).of(text) == text.split("\n")[0]
    assert with_antecedent(Sentence(document, third), passage) == third, "another paragraph"
    assert with_antecedent(Sentence(document, second), Span(second.start, len(text))) == second, "another passage"


@given(
    st.lists(
        st.sampled_from(["He left.", "It rained on 3 May.", "“She agreed,” they said.", "Cairo", "\n"]), min_size=1
    )
)
def test_quoted_spans_are_in_the_passage_and_hold_the_sentence(parts: list[str]) -> None:
    text = " ".join(parts).strip()
    if not text:
        return
    document = Document.make(text, "t", key="k")
    segments = segment(text)
    for span, owner in zip(segments.sentences, segments.owners, strict=True):
        passage = segments.passages[owner]
        quoted = with_antecedent(Sentence(document, span), passage)
        assert passage.start <= quoted.start <= span.start
        assert quoted.end == span.end
        assert quoted.of(text) == quoted.of(text).strip()


def test_two_neighbours_are_quoted_as_one_piece_and_no_more() -> None:
    text = "Five nations pledged soldiers. The paper names Kosovo. Albania came last.\n\nNobody spoke of Chile."
    document = Document.make(text, "a", key="a")
    passage = Passage(document, Span(0, len(text)))
    spans = segment(text).sentences
    directions = np.eye(4, dtype=np.float32)
    found = [
        EvidenceSentence(Sentence(document, span), passage, 5.0 - at, directions[at])
        for at, span in enumerate((spans[1], spans[0], spans[2], spans[3]))
    ]
    claims = quoted_claims(found)
    assert [claim.text for claim in claims] == [
        "Five nations pledged soldiers. The paper names Kosovo.",
        "Albania came last.",
        "Nobody spoke of Chile.",
    ]
    assert [claim.text for claim in quoted_claims([found[2], found[3]])] == [
        "Albania came last.",
        "Nobody spoke of Chile.",
    ], "not over the end of a paragraph"


def test_further_quotations_bear_on_the_question() -> None:
    found = evidence(
        ("a", "The harbour council has 9 members.", 5, NORTH),
        ("b", "The harbour was dredged in spring.", 4, EAST),
        ("c", "A festival begins on Friday.", 3, (1.0, -1.0)),
        ("d", "The council of a village met.", 5 - BEARING - 0.5, (-1.0, 0.0)),
    )
    claims = quoted_claims(found, "How many members does the harbour council have?")
    assert [claim.citations[0].document.title for claim in claims] == ["a", "b"]


@pytest.mark.parametrize(
    ("before", "quoted"),
    [
        ("Haddad praised the port.", "Brandt said that ferries are late."),
        ("Brandt came to the port.", "Brandt came to the port. Brandt said that ferries are late."),
    ],
)
def test_nobody_elses_sentence_stands_before_the_words_asked_for(before: str, quoted: str) -> None:
    words = "Brandt said that ferries are late."
    document = Document.make(f"{before} {words}", "a", key="a")
    whole = Passage(document, Span(0, len(document.text)))
    spans = Span(0, len(before)), Span(len(before) + 1, len(document.text))
    first, second = (
        EvidenceSentence(Sentence(document, span), whole, score, np.array(side, np.float32))
        for span, score, side in zip(spans, (4, 5), (NORTH, EAST), strict=True)
    )
    [lead, *_] = quoted_claims([second, first], "What did Brandt say about ferries?", speaker="Brandt")
    assert lead.text == quoted
