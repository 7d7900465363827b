"""Words quoted from a transcript come with the question that they reply to; all people and words here are invented."""

from dragoman.assistant.answering.answer_text import answer_text, in_answer_to
from dragoman.assistant.contract.answers import Citation as CitationShape
from dragoman.assistant.render.chat_markdown import message
from dragoman.assistant.types import Answer, Citation, Claim
from dragoman.corpus.types import Document, Span

TEXT = (
    "Briefing by Nell Abara\n\nMS. ABARA: Good morning. I begin.\n\nQ Will you open the lock, and when?\n\n"
    "MS. ABARA: We open it in May.\n\nQ Thank you.\n"
)


def citation(words: str) -> Citation:
    """Return a citation of these words of the briefing."""
    document = Document.make(TEXT, "Briefing by Nell Abara", key="briefing")
    start = TEXT.index(words)
    return Citation(1, document, Span(start, start + len(words)))


def test_the_question_is_marked_and_cut_from_the_document() -> None:
    """In the text, in JSON and in Markdown; it is never part of the quoted words."""
    cited = citation("We open it in May.")
    value = Answer("When?", "When?", (Claim(cited.quote, (cited,), "supported"),), (), False, 1.0, "quoting", 0.1)
    asked = "Will you open the lock, and when?"
    assert f"(In answer to: “{asked}”)" in answer_text(value)
    shape = CitationShape.of(cited)
    assert shape.replies_to is not None
    assert (shape.replies_to.text, TEXT[shape.replies_to.start : shape.replies_to.end]) == (asked, asked)
    assert shape.quote == "We open it in May."
    assert f"In answer to: “{asked}”" in message(value).content


def test_words_that_nobody_asked_for_have_no_question() -> None:
    """The opening statement, and the words of a reporter."""
    assert in_answer_to(citation("Good morning. I begin.")) is None
    assert in_answer_to(citation("Will you open the lock")) is None
    assert CitationShape.of(citation("I begin.")).replies_to is None
