"""What is cached of compared sentences: live objects are counted, since memory itself depends on the allocator."""

import gc
from datetime import date

import pytest

from dragoman.assistant.comparison.contradictions import contradictions
from dragoman.assistant.comparison.rules.members import absent
from dragoman.assistant.comparison.rules.quantities import quantities
from dragoman.assistant.comparison.rules.roles import roles
from dragoman.assistant.statements.reported import KEPT, ReportedSentence, read_sentence
from dragoman.corpus.types import Document, Sentence, Source, Span


def sentence(number: int, words: str = "Delegate {0} said that the council has nine members.") -> Sentence:
    words = words.format(number)
    text = f"Before, round {number} met.\n{words} After it, all left."
    document = Document.make(text, f"Kept {number}", publisher="Aswan Courier", key=f"kept {number}")
    start = text.index(words)
    return Sentence(document, Span(start, start + len(words)))


def test_cached_sentences_keep_no_document() -> None:
    for number in range(300):
        one, other = read_sentence(sentence(number)), read_sentence(sentence(number + 1_000))
        contradictions(one, other, 0.9)
    gc.collect()
    assert not [one for one in gc.get_objects() if type(one) is Document and one.title.startswith("Kept ")]


def test_no_more_sentences_are_kept_than_may_be_and_what_rules_read_goes_with_them() -> None:
    for number in range(KEPT + 500):
        one = read_sentence(sentence(number))
        absent(one), roles(one)
    del one
    gc.collect()
    assert sum(type(found) is ReportedSentence for found in gc.get_objects()) <= KEPT


def test_a_sentence_is_read_once_for_all_copies_of_its_document() -> None:
    one, other = read_sentence(sentence(1)), read_sentence(sentence(1))
    assert one is other
    assert quantities(one) is quantities(other)
    assert quantities(one)[0].number.value == 9


@pytest.mark.parametrize("based_on", [None, Source("Delta Post", published=date(2025, 2, 1))])
def test_what_rules_need_of_the_document_is_that_of_the_document(based_on: Source | None) -> None:
    text = "First paragraph.\nOne went in. Two came out."
    document = Document.make(
        text, "Doors", publisher="Aswan Courier", published=date(2025, 3, 1), based_on=based_on, key="doors"
    )
    start = text.index("Two")
    read = read_sentence(Sentence(document, Span(start, len(text))))
    assert (read.text, read.before, read.title) == ("Two came out.", "One went in. ", "Doors")
    assert read.document_id == document.id
    assert read.published == (date(2025, 2, 1) if based_on else date(2025, 3, 1))
    assert read.publishers.split() == (["Aswan", "Courier", "Delta", "Post"] if based_on else ["Aswan", "Courier"])
