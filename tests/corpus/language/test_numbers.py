import pytest

from dragoman.corpus.language.numbers import calendar, numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three hundred trucks", "300 trucks"),
        ("2.5m people", "2,500,000 people"),
        ("two and a half million people", "2.5 million people"),
        ("5 per cent of it", "five percent of it"),
        ("5% of it", "5 percent of it"),
        ("$2.5bn", "2.5 billion dollars"),
        ("US$300 million", "300m US dollars"),
        ("a dozen delegates", "12 delegates"),
        ("the 22nd round", "the twenty-second round"),
        ("forty-seven hostages", "47 hostages"),
        ("twenty five years", "25 years"),
    ],
)
def test_one_number_in_two_spellings(one: str, other: str) -> None:
    (first,), (second,) = numbers(one), numbers(other)
    assert first.same(second) and second.same(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("300 trucks", "30 trucks"),
        ("5 per cent of it", "5 dollars"),
        ("hundreds of people", "100 people"),
        ("10:30 sharp", "10.30 metres"),
        ("10000000002 dollars", "10000000000 dollars"),
    ],
)
def test_other_numbers(one: str, other: str) -> None:
    assert not numbers(one)[0].same(numbers(other)[0])


def test_pronouns_and_names_with_figures_are_not_numbers() -> None:
    assert numbers("One of them said that no one flew MH17.") == ()


@pytest.mark.parametrize("text", ["on 24 October 2025", "on Oct. 24, 2025", "2025-10-24"])
def test_dates_give_day_month_and_year(text: str) -> None:
    assert {number.value for number in numbers(text)} == {24, 2025}
    assert [name for name, _, _ in calendar(text)] == ["october"]


def test_places_are_into_the_text() -> None:
    text = "They let three hundred trucks in by 5 May, 2.5m in all."
    assert [text[one.start : one.end] for one in numbers(text)] == ["three hundred", "5", "2.5m"]
    assert [text[start:end] for _, start, end in calendar(text)] == ["May"]
