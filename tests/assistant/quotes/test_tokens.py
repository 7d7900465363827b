"""Which differences inside words are harmless; offsets always refer to the original text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assistant.quotes.alignment import QuotationEnds, alignments
from dragoman.assistant.quotes.attribution import selector_of
from dragoman.assistant.quotes.flags import similarity
from dragoman.assistant.quotes.paragraph_tokens import without_opening
from dragoman.assistant.quotes.places import Window, phrases
from dragoman.assistant.quotes.report import Place
from dragoman.assistant.quotes.tokens import tokenise
from dragoman.corpus.types import Span
from dragoman.index.retrieval.phrase_search import Stretch
from tests.index.samples import report

TEXTS = st.text(st.sampled_from("aé bc10.,'’“”\"-–—…\u00ad\u200b\u202e\u0301²½ﬁＡ٣لاـَ\n "), max_size=60)


@given(TEXTS)
@settings(max_examples=300)
def test_tokens_cover_all_that_is_shown_and_lie_in_order(text: str) -> None:
    tokens = tokenise(text).tokens
    at = 0
    for token in tokens:
        assert at <= token.start < token.end <= len(text)
        at = token.end
    outside = set(range(len(text))) - {at for token in tokens for at in range(token.start, token.end)}
    assert all(text[at].isspace() or text[at] in "\u00ad\u200bـ" for at in outside)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “peace”", 'It\'s "peace"'),
        ("peace”, he", 'peace," he'),
        ("2023–2024", "2023-2024"),
        ("talks — which", "talks—which"),
        ("ﬁne", "fine"),
        ("１０", "10"),
        ("e\u0301te\u0301", "été"),
        ("so\u00adft hy\u200bphen", "soft hyphen"),
        ("نوافـق", "نوافق"),
    ],
)
def test_harmless_differences_give_the_same_keys(one: str, other: str) -> None:
    assert tokenise(one).keys == tokenise(other).keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("its", "it's"), ("re-sign", "resign"), ("10,000", "10.000"), ("10²", "102"), ("2½", "21⁄2"), ("rose -5", "rose 5"),
        ("5%", "5 per cent"), ("US", "us"), ("clear", "сlear"), ("clear", "c\u202elear"), ("٣", "3"), ("راى", "رأى"),
        ("Straße", "Strasse"), ("sometime", "some time"), ("don’t", "dont"),
    ],
)  # fmt: skip
def test_what_changes_a_word_changes_its_key(one: str, other: str) -> None:
    assert tokenise(one).keys != tokenise(other).keys


WORDS = st.lists(st.sampled_from("the talks in Cairo will not fail before 14 May".split()), min_size=1, max_size=12)


@given(WORDS, WORDS)
@settings(max_examples=200)
def test_steps_rebuild_both_sides(corpus: list[str], quotation: list[str]) -> None:
    there, here = tokenise(" ".join(corpus)), tokenise(" ".join(quotation)).tokens
    for found in alignments(there, here, similarity, QuotationEnds(frozenset()), lambda _first, _last: True):
        at, first = 0, found.steps[0].first
        for step in found.steps:
            assert (step.first, step.quote_first) == (first, at)
            first, at = step.last, step.quote_last
            same = [t.key for t in there.tokens[step.first : step.last]] == [
                t.key for t in here[step.quote_first : step.quote_last]
            ]
            assert same == (step.op == "equal")
        assert at == len(here)


@given(st.integers(0, 40), st.integers(1, 8))
def test_a_selector_finds_its_place_again(start: int, length: int) -> None:
    text = "no deal, no talks; " * 3 + "no deal at all"
    document = report(1, text=text)
    place = Place(document, Span(start, min(len(text), start + length)))
    found = selector_of(place)
    at = text.find(found.prefix + found.exact + found.suffix)
    assert at >= 0
    assert Span(at + len(found.prefix), at + len(found.prefix) + len(found.exact)) == place.span


@given(st.text("ab5 \n'’“”.,-…é\u00a0\u00ad\u200b\u0301ﬁнд中", max_size=40), st.integers(0, 20), st.integers(1, 20))
@settings(max_examples=300)
def test_a_stretch_lacks_no_phrase_of_its_own(text: str, first: int, many: int) -> None:
    """The quick look that spares reading a stretch never passes over one that has the words."""
    window = Window(Stretch(1, Span(0, len(text)), text, 1.0), vowels=True) if text else None
    if window is not None:
        for corpus in (window.tokenised, without_opening(window.tokenised)):
            some = corpus.tokens[first : first + many]
            assert not window.lacks(phrases(some))
            assert not window.lacks_any_case(phrases([token._replace(key=token.key.lower()) for token in some]))
