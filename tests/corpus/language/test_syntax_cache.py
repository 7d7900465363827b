"""The cache of parses: every text gets its own parse, each is made once while it is kept, and what is kept is bounded."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus.language.syntax import parse, parse_all
from dragoman.corpus.language.syntax_cache import SyntaxCache

TEXTS = st.lists(st.text("ab ", max_size=6), max_size=8)


@given(st.lists(TEXTS, max_size=6), st.integers(0, 12))
def test_each_text_gets_its_parse_and_few_words_are_kept(batches: list[list[str]], most: int) -> None:
    cache: SyntaxCache[list[str]] = SyntaxCache(most)
    for texts in batches:
        assert cache.all(texts, lambda missing: [text.split() for text in missing]) == [text.split() for text in texts]
        longest = max((len(text.split()) for batch in batches for text in batch), default=0)
        assert cache.words <= max(most, longest)


@given(TEXTS)
def test_a_text_that_is_kept_is_not_parsed_again(texts: list[str]) -> None:
    cache: SyntaxCache[list[str]] = SyntaxCache(1_000)
    asked: list[str] = []

    def parsed(missing: list[str]) -> list[list[str]]:
        asked.extend(missing)
        return [text.split() for text in missing]

    for _ in range(2):
        cache.all(texts, parsed)
    assert sorted(asked) == sorted(set(texts))


def test_a_sentence_has_the_same_parse_alone_and_with_others() -> None:
    texts = [f"The pilot of boat {at} said that the lock would open at noon." for at in range(5)]
    together = parse_all([*texts, texts[0]])
    assert together[0] is together[-1]
    assert [parse(text) for text in texts] == together[:-1]
