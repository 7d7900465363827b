"""Reports of a run: they are complete, nothing in them can run, and other programs can read them."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from dragoman.cli.evals import evals
from dragoman.corpus.errors import InputError
from dragoman.evals.report import html, junit, markdown
from dragoman.evals.report.text import differing
from dragoman.evals.run_file import (
    Confusion,
    Curves,
    EvalRun,
    Figure,
    HistoryEntry,
    ItemResult,
    PlacedText,
    history,
    record,
)

HOSTILE = (
    "</script></style></svg>--><script>window.stolen = 1</script><img src=https://evil.example/x onerror='window.stolen=1'>"
    "<style>*{display:none!important}</style>\"'` onload=window.stolen=1 \x00\x0b\ud800 \u202eevil [a](javascript:1) | @who #1"
)
GOLD = "The committee that runs Gaza will have fifteen members, according to the report."
FOUND = "The committee that runs Gaza will have nine members, according to the report."
ITEMS = (
    ItemResult(
        "q1",
        "question",
        "How many members will the committee have?",
        {"hit@1": 0.0},
        confidence=0.93,
        found=(PlacedText(FOUND, "leaders", 10, 90), PlacedText(GOLD, "ap", 100, 180)),
        gold=(PlacedText(GOLD, "ap", 100, 180),),
        reason="expected: answer in the first three; came: other sentences",
        passed=False,
    ),
    ItemResult("q2", "question", "Who spoke?", {"hit@1": 1.0}, confidence=0.8, abstained=False, seconds=0.02),
    ItemResult("u1", "unanswerable", "Who won the cup?", {"refused": 1.0}, abstained=True),
    ItemResult("v1", "quotation", "“nine”", {"verdict": 0.0}, expected="altered", got="verbatim"),
)
RUN = EvalRun(
    suite="briefs",
    data_sha256="abc123" * 10,
    date="2026-11-22",
    figures=(
        Figure("hit@1", 0.94, 238, 0.91, 0.96, "gold span's passage", 0.93),
        Figure("false-answer rate", 0.12, 60, 0.05, 0.2, None, 0.08),
        Figure("ms a question", 38.2, 238),
    ),
    items=ITEMS,
    commit="9f00351",
    seconds=41.3,
    curves=Curves(((0.1, 0.0), (0.5, 0.05), (1.0, 0.2)), ((0.0, 0.0), (0.1, 0.9), (1.0, 1.0))),
    confusion=Confusion(("verbatim", "altered"), ((12, 0), (1, 9))),
)
BEFORE = replace(
    RUN,
    date="2026-11-20",
    figures=(Figure("hit@1", 0.90, 238), Figure("false-answer rate", 0.10, 60)),
    items=(replace(ITEMS[0], passed=True), replace(ITEMS[1], passed=False)),
)
HISTORY = (HistoryEntry("2026-11-18", "briefs", (Figure("hit@1", 0.88, 238, 0.85, 0.91),), "aaa1111"),)


class Elements(HTMLParser):
    """Collect every element of a page with its attributes, the text of script and style elements, and all other text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.own: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.own:
            self.own[self.open[-1]].append(data)
        else:
            self.text += data


def hostile(run: EvalRun) -> EvalRun:
    item = ItemResult(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        {HOSTILE: 0.0},
        0.5,
        False,
        (PlacedText(HOSTILE, HOSTILE, 0, 3),),
        (PlacedText(HOSTILE),),
        passed=False,
    )
    labels = Confusion((HOSTILE, "b"), ((1, 2), (3, 4)))
    figure = Figure(HOSTILE, 0.5, 3, 0.4, 0.6, HOSTILE, 0.9)
    told = {
        "suite": HOSTILE,
        "date": HOSTILE,
        "commit": HOSTILE,
        "machine": HOSTILE,
        "dragoman": HOSTILE,
        "path": HOSTILE,
    }
    items = (item, replace(item, id="x", kind="k", expected=HOSTILE, got="b", answer=HOSTILE, reason=HOSTILE))
    return replace(run, data_sha256=HOSTILE, figures=(figure,), items=items, confusion=labels, **told)


def test_the_page_says_everything() -> None:
    page = Elements(html(RUN, HISTORY, BEFORE))
    for words in (
        *("briefs", "1 of 2 floors missed: false-answer rate", "9f00351", "0.940", "0.910 to 0.960", "238"),
        *("≥ 0.930 ✓ holds", "≤ 0.080 ✗ missed", "+0.040, better", "+0.020, worse", "38.2", "12/12", "9/10"),
        *("Fail now, passed before (1)", "Pass now, failed before (1)", "aaa1111", "2026-11-18", "expected altered"),
        *("What was found", "What was right", "2 failures among 4 items", "Mean risk"),
    ):
        assert words in page.text, words
    drawings = [told.get("aria-label") for tag, told in page.elements if tag == "svg" and told.get("role") == "img"]
    assert len(drawings) == 5 and all(drawings)  # two figures between 0 and 1, two curves, one timeline
    assert "hit@1: 0.940, floor 0.930, 95 % interval 0.910 to 0.960, baseline 0.900" in drawings


def test_the_worst_failure_comes_first_with_its_differing_words_marked() -> None:
    page = html(RUN)
    assert page.index('id="item-1"') < page.index("How many members will") < page.index("Who spoke?")
    assert '<mark class="extra">nine</mark>' in page
    assert '<mark class="both">The committee that runs Gaza will have fifteen members' in page
    assert "✓ the right place" in page


def test_a_page_without_items_curves_or_history_is_whole() -> None:
    page = Elements(html(EvalRun("s", "0", "2026-11-22", (Figure("hit@1", 0.5, 2),))))
    assert "No floors are set" in page.text
    assert [tag for tag, _ in page.elements].count("section") == 1
    assert page.open == []


def test_the_verdicts_of_quotations_make_a_matrix() -> None:
    items = (
        ItemResult("1", "quotation", "a", expected="altered", got="verbatim"),
        ItemResult("2", "quotation", "b", expected="elided or stitched", got="stitched"),
        ItemResult("3", "quotation", "c", expected="elided or stitched", got="altered"),
    )
    page = Elements(html(EvalRun("s", "0", "2026-11-22", (), items)))
    assert "1 of 3 stand on the framed diagonal" in page.text
    assert [page.text.count(share) for share in ("0/1", "1/1")] == [2, 1]


def test_a_long_passage_is_cut_around_what_was_right() -> None:
    gold = PlacedText("The right words.", "d", 5000, 5016)
    found = PlacedText("before " * 900 + gold.text + " after" * 900, "d", 0, 99_999)
    page = html(
        EvalRun(
            "s", "0", "2026-11-22", (), (ItemResult("1", "question", "q", found=(found,), gold=(gold,), passed=False),)
        )
    )
    assert 'before <mark class="both">The right words.</mark> after' in page
    assert page.count("before") < 50 and page.count("after") < 120


def test_the_command_writes_what_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    RUN.save("run.json")
    BEFORE.save("before.json")
    runner = CliRunner()
    printed = runner.invoke(evals, ["report", "run.json", "--baseline", "before.json"])
    assert printed.exit_code == 0 and printed.stdout == markdown(RUN, BEFORE)
    wanted = ["--html", "a.html", "--markdown", "a.md", "--junitxml", "a.xml"]
    assert runner.invoke(evals, ["report", "run.json", *wanted]).exit_code == 0
    assert Path("a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert Path("a.md").read_text(encoding="utf-8") == markdown(RUN)
    assert Path("a.xml").read_text(encoding="utf-8") == junit(RUN)
    for wrong in (["--html", "no/such.html"], ["--baseline", "a.md"], ["--markdown", "."]):
        refused = runner.invoke(evals, ["report", "run.json", *wrong])
        assert isinstance(refused.exception, InputError), wrong


def test_recorded_figures_are_read_as_history(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    record(BEFORE, path)
    record(RUN, path)
    assert history(path, "briefs") == tuple(
        HistoryEntry(run.date, "briefs", run.figures, run.commit) for run in (BEFORE, RUN)
    )


def test_nothing_of_a_run_becomes_markup() -> None:
    page = html(hostile(RUN), (HistoryEntry(HOSTILE, HOSTILE, (Figure(HOSTILE, 0.4, 3),), HOSTILE),), hostile(BEFORE))
    page.encode("utf-8")
    found = Elements(page)
    assert found.elements.count(("script", {})) == [tag for tag, _ in found.elements].count("script") == 1
    assert [tag for tag, _ in found.elements].count("style") == 1
    assert not {"img", "iframe", "link", "object", "base"} & {tag for tag, _ in found.elements}
    for tag, told in found.elements:
        assert not [name for name in told if name.startswith("on") or name in ("style", "src", "href")], (tag, told)
    policy = next(
        told["content"] for tag, told in found.elements if told.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None and "default-src 'none'" in policy
    for kind in ("script", "style"):
        content = "".join(found.own[kind])
        assert f"{kind}-src 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in policy


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = html(RUN, HISTORY, BEFORE)
    assert not re.search(r"https?://|@import|url\(", page)


@given(text=st.text(st.characters()), other=st.text(st.characters()))
def test_marked_pieces_are_the_text(text: str, other: str) -> None:
    assert "".join(words for _, words in differing(text, other)) == text
    assert not any(missing for missing, _ in differing(text, text))


@given(text=st.text(st.characters()))
def test_every_text_can_stand_in_xml_and_in_a_file(text: str) -> None:
    item = ItemResult(
        text, text, text, {"hit@1": 0.0}, found=(PlacedText(text),), gold=(PlacedText(text),), answer=text, reason=text
    )
    figure = Figure(text, 0.5, 1, floor=0.9)  # a text such as "seconds" makes the floor a ceiling, which holds
    run = EvalRun(text, text, text, (figure,), (item, replace(item, passed=True)))
    root = ElementTree.fromstring(junit(run).encode("utf-8"))
    failed = 1 + (not figure.holds)
    assert root.get("tests") == "3" and root.get("failures") == str(failed)
    assert len(list(root.iter("testcase"))) == 3 and len(list(root.iter("failure"))) == failed
    markdown(run).encode("utf-8")
    html(run).encode("utf-8")


def test_junit_has_a_case_an_item_and_says_why_one_failed() -> None:
    root = ElementTree.fromstring(junit(RUN))
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == {"q1", "q2", "u1", "v1", "hit@1", "false-answer rate"}
    assert {name for name, case in cases.items() if case.find("failure") is not None} == {
        "q1",
        "v1",
        "false-answer rate",
    }
    failure = cases["q1"].find("failure")
    assert failure is not None and failure.text is not None
    assert failure.get("message") == "expected: answer in the first three; came: other sentences"
    assert f"found: {FOUND}" in failure.text and f"right: {GOLD}" in failure.text
    for suite in root.iter("testsuite"):
        assert suite.get("tests") == str(len(suite)) and suite.get("failures") == str(len(suite.findall(".//failure")))


def test_markdown_has_figures_changes_and_the_worst() -> None:
    text = markdown(RUN, BEFORE)
    assert text.startswith("## ❌ briefs: 1 of 2 floors missed, 2 of 4 items failed\n")
    assert "| hit@<!-- -->1 | **0.940** | 0.910 to 0.960 | 238 | ≥ 0.930 ✅ | +0.040 (outside) |" in text
    assert "Fail now, passed before (1): q1." in text
    assert f"- found: {FOUND}" in text
    assert "change" not in markdown(RUN)
    assert "no floors set" in markdown(EvalRun("s", "0", "2026-11-22", (Figure("m", 0.5, 2),)))


def test_markdown_of_hostile_texts_is_text() -> None:
    made = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown(hostile(RUN), hostile(BEFORE)))
    found = Elements(made)
    assert {tag for tag, _ in found.elements} <= {
        *"h2 p strong table thead tbody tr th td details summary ul li".split()
    }
    assert len(re.findall("<table>", made)) == 1
    assert all(row.count("<td") == 6 for row in re.findall(r"<tr>\s*<td.*?</tr>", made, re.DOTALL))


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    more = tuple(ItemResult(f"p{at}", "question", "An easy one?", {"hit@1": 1.0}) for at in range(9))
    bad = hostile(RUN).items
    path.write_text(html(replace(RUN, items=(*ITEMS, *more, *bad)), HISTORY, BEFORE), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 320, "height": 700})
    opened.goto(path.as_uri())
    yield opened
    opened.close()


def test_items_are_filtered_by_words_kind_and_outcome(page: Page) -> None:
    shown = page.locator(".item:visible")
    expect(shown).to_have_count(15)
    page.get_by_label("Outcome").select_option("failed")
    expect(shown).to_have_count(4)
    page.get_by_label("Kind").select_option("quotation")
    expect(shown).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 15 items")
    page.get_by_label("Kind").select_option("")
    page.get_by_label("Outcome").select_option("")
    page.get_by_label("Search").fill("FIFTEEN gaza")
    expect(shown).to_have_count(1)
    page.get_by_label("Search").fill("")
    expect(shown).to_have_count(15)


def test_the_page_fits_a_phone_and_runs_nothing_of_others(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("window.stolen") is None
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_the_printed_page_leaves_out_what_cannot_be_used_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".item.passed").first).to_be_hidden()
    expect(page.locator(".item.failed").first).to_be_visible()
    page.emulate_media(media="screen")
