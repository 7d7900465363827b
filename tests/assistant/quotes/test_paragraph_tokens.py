"""Tokenising only the paragraphs that have the words gives the tokens of the whole text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.assistant.quotes.paragraph_tokens import paragraphs_with
from dragoman.assistant.quotes.tokens import tokenise

PARAGRAPHS = st.lists(
    st.text("ab lé.,-“”'…[]\u00ad\u200b3½\n", min_size=1, max_size=20).filter(lambda one: "\n\n" not in one.strip(" ")),
    max_size=5,
)


@settings(max_examples=300)
@given(PARAGRAPHS)
@example(["3", "“."])
def test_all_paragraphs_together_have_the_tokens_of_the_text(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    parts = paragraphs_with(text, [], vowels=True)
    if parts or not any(one.kind == "quote" for one in tokenise(text).tokens):
        assert [one for part in parts for one in part.tokens] == list(tokenise(text).tokens)


def test_a_mark_after_the_quotation_mark_of_a_new_paragraph_is_read_in_the_whole_text() -> None:
    assert paragraphs_with("We wait\n\n”. Nobody came", ["Nobody came"], vowels=True) == []
    assert paragraphs_with("We wait\n\n“Nobody came”.", ["Nobody came"], vowels=True) != []


@given(PARAGRAPHS, st.sampled_from(["ab", "é", "a b", "3"]))
def test_a_paragraph_is_returned_if_it_has_the_words(paragraphs: list[str], phrase: str) -> None:
    text = "\n\n".join([*paragraphs, f"so {phrase} it is"])
    found = paragraphs_with(text, [phrase], vowels=True)
    assert all(part.text == text for part in found)
    assert not found or found[-1].of(0, len(found[-1].tokens)) == f"so {phrase} it is"
