"""Properties of the harmless differences: offsets are kept, numbers keep their value, and a changed word never matches."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assistant.quotes import arabic_letters
from dragoman.assistant.quotes.interruptions import carried, interruption
from dragoman.assistant.quotes.numerals import numeral
from dragoman.assistant.quotes.spelling import american, misspelt
from dragoman.assistant.quotes.tokens import TokenisedText, tokenise
from dragoman.assistant.quotes.variants import VariantSearch

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spelt(number: int) -> str:
    """Write a number below a million in words, as an independent oracle."""
    units, tens = _UNITS.split(), _TENS.split()
    if number < 20:
        return units[number]
    if number < 100:
        rest = number % 10
        return tens[number // 10 - 2] + (f"-{units[rest]}" if rest else "")
    if number < 1000:
        rest = number % 100
        return f"{units[number // 100]} hundred" + (f" and {spelt(rest)}" if rest else "")
    rest = number % 1000
    joint = " and " if rest and rest < 100 else " "
    return f"{spelt(number // 1000)} thousand" + (f"{joint}{spelt(rest)}" if rest else "")


def matches(source: str, quotation: str) -> bool:
    corpus, quote = tokenise(source), tokenise(quotation)
    return any(True for _ in VariantSearch(quote, quote.tokens).matches(corpus))


@given(st.integers(0, 999_999))
def test_a_number_in_words_has_the_value_of_its_figures(number: int) -> None:
    names = set()
    for text in (f"{spelt(number)} boats", f"{number} boats", f"{number:,} boats"):
        found = numeral(text, tokenise(text).tokens, 0)
        assert found is not None or number == 1, text  # "one" is read by the parser
        names.add(found.name if found else "#1")
    assert names == {f"#{number}"}


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_another_number_never_matches(number: int, other: int) -> None:
    source = f"They counted {spelt(number)} boats at the pier"
    assert matches(source, f"They counted {other:,} boats at the pier") == (number == other)


_WORDS = st.sampled_from(
    "organise colour the can't it's don't U.S. 20 twenty per cent percent not we keep centre & and Dr. Holm May may US us".split()
)


@settings(deadline=None, max_examples=100)
@given(st.lists(_WORDS, min_size=4, max_size=10), st.integers(0, 9), st.sampled_from(["ship", "never", "21", "no"]))
def test_a_match_covers_all_tokens_in_order_and_an_added_word_ends_it(words: list[str], at: int, added: str) -> None:
    source = tokenise(f"Yesterday they said: {' '.join(words)} harbour lights.")
    text = " ".join([*words, "harbor"])
    quote = tokenise(text)
    for match in VariantSearch(quote, quote.tokens).matches(source):
        first, last = match.bounds
        assert 0 <= first < last <= len(source.tokens)
        assert match.pairs[0][1][0] == 0 and match.pairs[-1][1][1] == len(quote.tokens)
        assert "spelling" in match.names
    place = at % len(words)
    longer = " ".join([*words[:place], added, *words[place:], "harbor"])
    if added not in words:
        assert not matches(source.text, longer)


@pytest.mark.parametrize(
    "word",
    [
        "tyre",
        "tonne",
        "draught",
        "metre",
        "groyne",
        "gauge",
        "advise",
        "promise",
        "prise",
        "raise",
        "appaled",
        "centreed",
    ],
)
def test_a_spelling_that_may_be_another_word_is_kept(word: str) -> None:
    assert american(word) == word


def test_spellings() -> None:
    given_words = "organise recognised colourful centres travelled defence programmes unorganised harbour's televise"
    wanted = "organize recognized colorful centers traveled defense programs unorganized harbor's televise"
    assert [american(word) for word in given_words.split()] == wanted.split()
    assert american("metres", counted=True) == "meters"
    assert misspelt("goverment", "government") and not misspelt("casual", "causal") and not misspelt("now", "not")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("أول", "اول", True),
        ("أن", "إن", False),
        ("المدينة", "المدينه", True),
        ("مدينة", "مدينه", False),
        ("الكرة", "الكره", False),
        ("على", "علي", False),
        ("في", "فى", True),
        ("كَتَبَ", "كتب", True),
        ("كَتَبَ", "كُتِبَ", False),
        ("لن", "ان", False),
    ],
)
def test_arabic_words(one: str, other: str, same: bool) -> None:
    assert (arabic_letters.same_word(one, other) is not None) == same
    assert (arabic_letters.same_word(other, one) is not None) == same


def interrupted(text: str) -> bool:
    read = tokenise(text)
    return any(interruption(read, at) is not None for at in range(len(read.tokens)))


def test_only_an_attribution_interrupts() -> None:
    assert interrupted("“We stay,” Mr. Holm said, “and pay.”")
    assert not interrupted("“We stay,” he never said, “and pay.”")
    assert not interrupted("the “deal,” he said, is “dead”")
    assert not interrupted("“We stay,” the boats in the harbour, “and pay.”")
    assert not interrupted(f"“We stay,” he said {'very ' * 12}slowly, “and pay.”")


def test_a_carrying_sentence_says_who_speaks_and_no_more() -> None:
    def inside(text: str) -> str | None:
        bounds = carried(tokenise(text))
        return text[slice(*bounds)] if bounds else None

    assert inside("Holm told the paper: “We will stay.”") == "“We will stay.”"
    assert inside("“We will stay,” said Holm.") == "“We will stay,”"
    assert inside("Holm never told the paper: “We will stay.”") is None
    assert inside("He called it “a farce in three acts”") is None
    assert inside("We will stay") is None


def test_offsets_of_the_quotation_refer_to_what_was_given() -> None:
    source, quote = tokenise("“They do not pay,” she said, “the crew.”"), tokenise("They don’t pay the crew")
    [match] = VariantSearch(quote, quote.tokens).matches(source)
    shown = [(source.of(*there), quote.of(*here)) for there, here in match.pairs]
    assert shown == [("They do not pay", "They don’t pay"), ("the crew", "the crew")]
    assert isinstance(quote, TokenisedText) and match.names == {"contractions", "interruption"}
