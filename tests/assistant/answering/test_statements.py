"""Evidence from transcripts: questions never answer, replies gain, and only the person asked about tells what he or she says."""

import numpy as np

from dragoman.assistant.answering.statements import statements
from dragoman.corpus.segment import segment
from dragoman.corpus.types import Document, Passage, Sentence
from dragoman.index.retrieval.search import EvidenceSentence

TALK = (
    "Press briefing with Dana Holt and Marek Olin\n\nMS. HOLT: The ferry is old, and we all know it.\n\n"
    "Q Will the ferry sail before the winter?\n\nMR. OLIN: Not before the first of March. The pier is broken.\n\n"
    "Q Why is the pier broken?\n\nMS. HOLT: Who knows? A storm broke it in autumn.\n"
)


def evidence(text: str, title: str = "Press briefing") -> list[EvidenceSentence]:
    """Return every sentence of a text as evidence, the later the worse."""
    document = Document.make(text, title, key=title)
    found = segment(text)
    return [
        EvidenceSentence(
            Sentence(document, span), Passage(document, found.passages[owner]), 20.0 - at, np.zeros(2, dtype=np.float32)
        )
        for at, (span, owner) in enumerate(zip(found.sentences, found.owners, strict=True))
    ]


def words(question: str, text: str = TALK) -> list[str]:
    """Return the words of the evidence that may answer."""
    return [one.sentence.text for one in statements(question, evidence(text))]


def test_questions_state_nothing() -> None:
    """Neither a reporter's question nor one inside an answer is evidence."""
    assert not any("?" in one for one in words("Will the ferry sail before the winter?"))


def test_a_reply_has_at_least_the_score_of_its_question() -> None:
    """The reply comes before statements that were found as worse than the question."""
    found = evidence(TALK)
    question = next(one for one in found if one.sentence.text.startswith("Q Will"))
    replies = statements("Will the ferry sail?", found)
    reply = next(one for one in replies if "first of March" in one.sentence.text)
    assert reply.score == question.score
    other = next(one for one in replies if "storm" in one.sentence.text)
    assert other.score <= next(one for one in found if one.sentence.text.startswith("Q Why")).score


def test_what_somebody_says_is_told_by_nobody_else() -> None:
    """The turns of others are left out, if the person speaks there at all."""
    told = words("What did Olin say about the ferry?")
    assert [one for one in told if not one.startswith("Press briefing")] == [
        "MR. OLIN: Not before the first of March.",
        "The pier is broken.",
    ]
    assert any("storm" in one for one in words("What broke the pier, according to Holt?"))
    assert len(words("What did Kestner say about the ferry?")) > 3


def test_other_documents_stay_as_they_are() -> None:
    """A report's question is part of what it tells."""
    text = "The ferry sails on Friday. Will it return? Nobody knows, and the harbour master has left."
    assert len(statements("Will it return?", evidence(text, "A report"))) == 3
