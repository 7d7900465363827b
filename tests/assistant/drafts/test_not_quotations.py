"""What stands in quotation marks in a draft: quotations, which are checked, and titles, names and expressions, which are not."""

import pytest

from dragoman.assistant.drafts.not_quotations import (
    FEW,
    OWN_WORDS,
    REFERENCE,
    REPEATED,
    SCARE,
    TITLE,
    titled,
)
from dragoman.assistant.drafts.quotations import find_quotations
from dragoman.assistant.drafts.reader import parse


def reasons(text: str, name: str = "draft.md") -> list[str]:
    """Why each of the draft's quotations is not checked; empty for one that is."""
    return [one.unchecked for one in find_quotations(parse(text.encode(), name))[0]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They read from the novel “a summer on the lower canal” on Friday.", TITLE),
        ("The ferry “Star of the Outer Banks” left at noon.", TITLE),
        ("An exhibition called “what the miners carried” opens in June.", TITLE),
        ("A play by Ada Rehn, “Down by the old mill gate”, was cancelled.", TITLE),
        ("In “The price of peat”, the Mercury’s report of May, no figures are given.", TITLE),
        ("What the villagers call “the night of the lanterns” falls in May.", TITLE),
        ("The so-called “winter of the empty sheds” is over.", SCARE),
        ("The “party of the clean desks” lost half its seats.", SCARE),
        ("It was a “wait and see” year.", SCARE),
        ("He met his “friends” there.", FEW),
        ("Rehn left early.[^1]\n\n[^1]: Mercury, “How the weir was paid for”, 3 May 2024.", REFERENCE),
    ],
)
def test_titles_names_and_expressions_are_not_checked(text: str, reason: str) -> None:
    assert reasons(text) == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "“We shall not pay for this,” the minister said.",
        "The minister spoke of “a price that nobody can pay”.",
        "She dismissed the plan as “a castle in the air”.",
        "The council was told that the sheds were “rotten from floor to roof”.",
        "Rehn promised “a bridge for every village”.",
        "According to the letter, the council has “no money left for roads”.",
        "In the words of the miller Ada Rehn, “the weir was paid for twice over”.",
        "In Rehn's words, “the weir was paid for twice over”.",
        "Rehn: “We were never asked about it.”",
        "She is, as she puts it, “too old for promises”.",
        "Under the plan “the weir will be sold to the highest bidder”.",
        "The union wants “fair pay for fair work”, its secretary said.",
        "**“We shall not pay for this”** — pull-quote",
    ],
)
def test_quotations_are_checked_even_if_they_are_fragments(text: str) -> None:
    assert reasons(text) == [""]


def test_a_pull_quote_repeats_a_quotation_and_the_quotation_is_checked() -> None:
    quoted = "“We shall not pay for this,” Ada Rehn told the council."
    assert reasons(f"{quoted}\n\n**“We shall not pay for this”**\n\nThe sheds wait.") == ["", REPEATED]
    assert reasons(f"“We shall not pay for this”\n\n{quoted}") == [REPEATED, ""]
    assert reasons("“We shall not pay for this”\n\nA line.\n\n“We shall not pay for this”") == ["", REPEATED]
    changed = "**“We shall pay for this”**"
    assert reasons(f"{quoted}\n\n{changed}") == ["", ""]


def test_an_expression_and_a_quotation_are_not_joined() -> None:
    found = find_quotations(parse("What the town calls “thrift” is, for Rehn, “a slow goodbye”.".encode(), "draft.md"))[
        0
    ]
    assert [one.goes_on for one in found] == [False, False]


def test_a_pull_quote_with_a_name_is_checked() -> None:
    text = "“We shall not pay for this,” Ada Rehn said.\n\n> We shall not pay for this.\n> — Olof Brandt\n"
    assert reasons(text) == ["", ""]


def test_a_pull_quote_may_repeat_the_drafts_own_words() -> None:
    page = '<p>The sheds wait for an answer.</p><aside class="pull-quote">“The sheds wait for an answer”</aside>'
    assert reasons(page, "draft.html") == [OWN_WORDS]
    assert reasons(page.replace("for an answer”", "for a buyer”"), "draft.html") == [""]


def test_inches_and_code_are_no_quotations() -> None:
    assert reasons('A 5" pipe and a 6" pipe were laid, and `print("all is said here")` was typed.') == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Long Road to the Weir", True),
        ("The long road to the weir", False),
        ("Ada Rehn said that nothing would change", False),
        ("WE SHALL NOT PAY FOR THIS", False),
        ("London Calling", False),
    ],
)
def test_capitals_of_a_title(words: str, expected: bool) -> None:
    assert titled(words) is expected
