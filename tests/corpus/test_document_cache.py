import gc
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.quotes import utterance_bounds, word_status
from dragoman.corpus.document_cache import DocumentCache, cached_by_document
from dragoman.corpus.types import Document
from dragoman.corpus.utterances.turns import turns

DOCUMENTS = [Document.make("x" * length, f"document {length}", key=str(length)) for length in (1, 7, 30, 90, 200)]
CALLS = st.lists(st.tuples(st.sampled_from(DOCUMENTS), st.integers(0, 3)), max_size=40)


@given(calls=CALLS, entries=st.integers(1, 6), characters=st.integers(1, 300))
def test_it_keeps_no_more_than_it_may_and_gives_what_was_read(
    calls: Sequence[tuple[Document, int]], entries: int, characters: int
) -> None:
    cache: DocumentCache[str] = DocumentCache(entries, characters)
    for document, number in calls:
        assert (
            cache.get(document, number, lambda d=document, n=number: f"{d.title} {n}") == f"{document.title} {number}"
        )
        assert 1 <= len(cache) <= entries
        assert cache.characters <= max(characters, len(document.text))
        assert cache.get(document, number, lambda: "read again") != "read again", "the newest is always kept"


def test_places_of_one_document_count_its_text_once_and_copies_of_it_each() -> None:
    cache: DocumentCache[int] = DocumentCache(10, 1_000)
    whole = Document.make("y" * 300, "whole", key="whole")
    for number in range(5):
        cache.get(whole, number, lambda: 0)
    assert (len(cache), cache.characters) == (5, 300)
    for copy in range(5, 9):
        cache.get(Document.make("y" * 300, "whole", key="whole"), copy, lambda: 0)
    assert (len(cache), cache.characters) == (3, 900)


def test_forgotten_documents_are_freed() -> None:
    read = cached_by_document(100, 2_000)(lambda document: len(document.text))
    for number in range(50):
        assert read(Document.make("z" * 500, f"freed {number}", key=f"freed {number}")) == 500
    assert _live("freed ") == 4


def test_caches_of_the_house_do_not_keep_many_long_documents() -> None:
    words = "The envoy of the council said that the road was open. " * 15_000  # 800,000 characters
    cached = (turns, utterance_bounds.utterances_of, word_status.marked)
    assert all(hasattr(one, "__wrapped__") and not hasattr(one, "cache_info") for one in cached)
    for number in range(12):
        turns(Document.make(f"{words}{number}", f"long {number}", key=f"long {number}"))
    assert _live("long ") <= 5


def _live(title: str) -> int:
    gc.collect()
    return sum(type(one) is Document and one.title.startswith(title) for one in gc.get_objects())
