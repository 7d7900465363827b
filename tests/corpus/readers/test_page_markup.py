"""What HTML says by its elements: quotations, struck words, block quotations, tables, times."""

import pytest

from dragoman.corpus.readers.html import visible
from tests.corpus.readers.inputs import document

FIRST = "<p>The harbour board of Lindal met for the fourth time since spring and went through the list of berths one by one.</p>"
LAST = (
    "<p>Her deputy was less cheerful and left by the back door, followed by two photographers and the interpreter.</p>"
)


def text(between: str) -> str:
    """Return the text of an article with this between two paragraphs."""
    page = f"<html><head><title>Berths</title></head><body><article><h1>Berths</h1>{FIRST}{between}{LAST}</article></body></html>"
    return document("a.html", page).text


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("<p>She said <q>two are empty</q> and left.</p>", "She said “two are empty” and left."),
        ("<p><q>Two are empty,</q> she said. <q>One leaks.</q></p>", "“Two are empty,” she said. “One leaks.”"),
        ("<p>He: <q>she called it <q>a <em>sad</em> sight</q></q>.</p>", "He: “she called it ‘a sad sight’”."),
        ("<p>She said <q>“two are empty”</q> twice.</p>", "She said “two are empty” twice."),
        ("<p>They sail at <time>06:30</time> on <time>2 April</time>, the harbour master said.</p>",
         "They sail at 06:30 on 2 April, the harbour master said."),
        ("<p>There are 10<sup>6</sup> sacks on 4 km<sup>2</sup>, on the 9<sup>th</sup>.<sup><a href='#n'>[3]</a></sup></p>",
         "There are 10⁶ sacks on 4 km², on the 9th."),
        ("<p>The clerk of the council said that <label>two</label> berths are empty.</p>",
         "The clerk of the council said that two berths are empty."),
        ("<p>The fee is <del>ninety</del> <ins>seventy</ins> crowns.</p>", "The fee is seventy crowns."),
        ("<p>It costs seventy <s>or so</s>, she said.</p>", "It costs seventy, she said."),
        ("<p>The fee is <span style='Text-Decoration : line-through'>ninety</span> seventy crowns.</p>",
         "The fee is seventy crowns."),
        ("<blockquote>We will row.<footer>— Mira Stoll, <cite>to the board</cite></footer></blockquote>",
         "“We will row.” — Mira Stoll, to the board"),
        ("<figure><blockquote><p>We will row.</p></blockquote><figcaption>Mira Stoll</figcaption></figure>",
         "“We will row.” — Mira Stoll"),
        ("<p>The statement says:</p><blockquote><p>We will row.</p></blockquote>", "“We will row.”"),
        ("<table><tr><th>Berth</th><th>Boats</th></tr><tr><td>North</td><td>30</td></tr></table>", "Berth: Boats\nNorth: 30"),
        ("<table><tr><td>North</td><td>30</td><td>2</td></tr><tr><td>South</td><td>1</td><td>0</td></tr></table>",
         "North | 30 | 2\nSouth | 1 | 0"),
    ],
)  # fmt: skip
def test_elements_become_words_and_lines(between: str, expected: str) -> None:
    assert f"\n{expected}\n" in text(between)


@pytest.mark.parametrize(
    ("between", "gone"),
    [
        ("<p><strike>The board has resigned, she said.</strike> <em>It has not.</em></p>", "resigned"),
        ("<blockquote>Two berths are empty.</blockquote>", "“"),  # nobody is named, so it may be anything
        ("<p>He knows <q></q> nothing.</p>", "“"),
    ],
)
def test_what_is_struck_or_quoted_from_nobody(between: str, gone: str) -> None:
    assert gone not in text(between)


def test_a_page_laid_out_by_tables_keeps_its_paragraphs_and_no_menus() -> None:
    menu = "<table><tr><td><a href='/a'>Archive</a></td></tr><tr><td><a href='/b'>Weather</a></td></tr></table>"
    page = f"<html><body><table><tr><td>{menu}</td><td><h1>Berths</h1>{FIRST}{LAST}</td></tr></table></body></html>"
    lines = document("a.html", page).text.split("\n")
    assert any(line.startswith("The harbour board") and line.endswith("one by one.") for line in lines)
    assert not any("Weather" in line or "|" in line for line in lines)


def test_the_entries_of_a_live_blog_keep_their_times() -> None:
    words = "The boats of the berths {0} and {0} came in one after another, and all of them were moored by the crew."
    entry = f"<section><time datetime='2023-05-04T1{{0}}:05'>1{{0}}:05</time><p>{words}</p></section>"
    found = text("".join(map(entry.format, range(4))))
    assert [found.index(f"1{hour}:05") for hour in range(4)] == sorted(found.index(f"1{hour}:05") for hour in range(4))


def test_a_line_break_is_one_line_end_and_cells_stay_apart() -> None:
    assert visible("<p>One<br>two</p>").strip() == "One\ntwo"
    assert "Lindal: 412" in visible("<table><tr><td>Lindal</td><td>412</td></tr></table>")
