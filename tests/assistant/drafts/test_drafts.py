"""Drafts: every quotation is found with its line in any format, verdicts are right, and hostile markup stays text."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman import Dragoman
from dragoman.assistant.contract.drafts import Draft
from dragoman.assistant.drafts import DraftReport
from dragoman.assistant.drafts.line_map import assemble
from dragoman.assistant.drafts.markup_reader import from_html, from_markdown
from dragoman.assistant.drafts.quotations import find_quotations
from dragoman.assistant.drafts.reader import from_text, read_draft
from dragoman.assistant.render import draft_report as drafts
from dragoman.assistant.render.draft_html import as_html
from dragoman.cli import app
from dragoman.corpus.errors import InputError
from dragoman.corpus.types import Document

LIBRARY = Path(__file__).parents[3] / "corpus" / "library"
STEMS = ("aawsat-2025-10-28", "kurv-ap-2025-10-24", "report-az-2026-01-07")
FATAH = "Fatah was not present at that gathering"
MISSION = "This is a historic mission"
LIBRARY_LINK = re.compile(r"^  url: (\S+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def dragoman(opened_with: Callable[..., Dragoman]) -> Dragoman:
    return opened_with(".md", **{stem: (LIBRARY / f"{stem}.md").read_text(encoding="utf-8") for stem in STEMS})


def checked(dragoman: Dragoman, folder: Path, text: str, suffix: str = ".md") -> DraftReport:
    path = folder / f"draft{suffix}"
    path.write_text(text, encoding="utf-8")
    return dragoman.check_draft(path)


def found(text: str, suffix: str = ".md") -> list[tuple[int, str]]:
    paragraphs = {".md": from_markdown, ".html": from_html, ".txt": from_text}[suffix](text)
    return [(one.line, one.words) for one in find_quotations(assemble(paragraphs))[0]]


MARKDOWN = f"""---
title: "not a quotation"
---
# A heading

The spokesman of Fatah, Abdel Fattah Dawla, said: “Fatah was not present
at that gathering”. He called it a “party”.

```
print("this is a program")
```

Marco Rubio said:

> {MISSION}

* First
* "We did not give our consent", Ilham Aliyev said.

<blockquote><p>{FATAH}</p>
<cite>Abdel Fattah Dawla</cite></blockquote>
"""


def test_markdown_gives_lines_of_the_file() -> None:
    assert found(MARKDOWN) == [
        (6, "Fatah was not present at that gathering"),
        (7, "party"),
        (15, MISSION),
        (18, "We did not give our consent"),
        (20, FATAH),
    ]


def test_html_gives_lines_of_the_file_and_only_what_is_seen() -> None:
    page = f"""<html><head><title>“not this one here”</title>
<style>a:before {{ content: "nor this one here" }}</style></head><body>
<p>Dawla said: &ldquo;{FATAH}&rdquo;, and
<q>this is
a second one</q>.</p><p hidden>“this is hidden from all”</p>
<blockquote>
<p>{MISSION}</p><footer>Marco Rubio</footer></blockquote>
<script>var x = "this is a program too";</script>"""
    assert found(page, ".html") == [(3, FATAH), (4, "this is a second one"), (7, MISSION)]


def test_text_joins_wrapped_lines_and_keeps_their_numbers() -> None:
    lines = [
        "The committee that was to run the territory met on a Sunday in the old town",
        "hall, where the spokesman told the reporters that had come from all sides of",
        "the city: “Fatah was not present",
        "at that gathering”, and nobody asked him who had been there instead of them,",
        "and for how long they had stayed in the hall.",
        "",
        "‘We did not give our consent’, said the president.",
    ]
    assert found("\r\n".join(lines), ".txt") == [(3, FATAH), (7, "We did not give our consent")]


def test_docx_gives_paragraph_numbers(tmp_path: Path) -> None:
    word = docx.Document()
    for words in ("A heading", "", f"Dawla said: “{FATAH}”.", "Rubio said:"):
        word.add_paragraph(words)
    word.add_paragraph(MISSION, style="Quote")
    word.save(str(tmp_path / "draft.docx"))
    source = read_draft(tmp_path / "draft.docx")
    assert source.unit == "paragraph"
    assert [(one.line, one.words) for one in find_quotations(source)[0]] == [(3, FATAH), (5, MISSION)]


def test_speakers_are_those_of_the_draft(dragoman: Dragoman, tmp_path: Path) -> None:
    report = checked(
        dragoman, tmp_path, f"“{FATAH}”, Marco Rubio said.\n\n> {MISSION}\n> — Marco Rubio, US Secretary of State\n"
    )
    first, second = report.quotations
    assert (first.quoted.speaker, first.report.speaker.verdict) == ("Marco Rubio", "different")
    assert (second.quoted.speaker, second.report.speaker.verdict) == ("Marco Rubio", "confirmed")
    assert [one.faults for one in report.quotations] == [("misattributed",), ()] and second.quoted.words == MISSION
    unnamed = checked(dragoman, tmp_path, f"“{FATAH}”, he said.")
    assert unnamed.quotations[0].report.speaker.verdict == "not_asked"


def test_a_changed_word_fails_with_its_line_and_a_mended_draft_passes(dragoman: Dragoman, tmp_path: Path) -> None:
    wrong = checked(dragoman, tmp_path, f"# Talks\n\nDawla said: “{FATAH.replace(' not', '')}”.\n")
    assert not wrong.passes and "draft.md:3: ALTERED" in drafts.as_text(wrong)
    assert "“not” is missing" in drafts.as_text(wrong)
    assert checked(dragoman, tmp_path, f"# Talks\n\nDawla said: “{FATAH}”.\n").passes
    assert checked(dragoman, tmp_path, "Dawla said: “Fatah was not present … gathering”.\n").passes


def test_short_ones_are_listed_and_fail_nothing(dragoman: Dragoman, tmp_path: Path) -> None:
    report = checked(dragoman, tmp_path, "The “so-called” “peace board” met.")
    assert report.passes and not report.quotations
    assert [one.words for one in report.too_short] == ["so-called", "peace board"]
    assert "fewer than three words" in drafts.as_text(report)


def test_no_quotation_at_all_is_said(dragoman: Dragoman, tmp_path: Path) -> None:
    for text in ("Nothing is quoted here.", "", "It's the children's 5\" pipe, isn't it?"):
        report = checked(dragoman, tmp_path, text, ".txt")
        assert report.passes and "no quotation marks" in report.notes[0].message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("One.\n\nDawla met “the factions in Cairo and left.\n\nTwo.", 3, "is never closed"),
        ("One.\n\nThe factions met in Cairo” and left.", 3, "has no opening mark"),
        (f"Dawla said: “{FATAH}\n\nThe next paragraph is about boats.", 1, "is never closed"),
    ],
)
def test_marks_without_a_partner_are_told_with_their_line(
    dragoman: Dragoman, tmp_path: Path, text: str, line: int, words: str
) -> None:
    report = checked(dragoman, tmp_path, text)
    assert [(note.line, words in note.message) for note in report.notes if note.line] == [(line, True)]


SPEECH = "“We came with fifteen plans.{close}\n\n“Nobody read them{word}.\n\n“We will be back,” said Mara Lind.\n"


@pytest.fixture(scope="module")
def speech(opened_with: Callable[..., Dragoman]) -> Dragoman:
    return opened_with(report="The talks ended.\n\n" + SPEECH.format(close="", word=""))


@pytest.mark.parametrize(
    ("close", "word", "found"),
    [
        ("", "", [(1, "verbatim")]),
        ("", " aloud", [(1, "altered")]),
        ("”", "", [(1, "verbatim"), (3, "verbatim")]),
    ],
)
def test_a_quotation_over_several_paragraphs_is_one(
    speech: Dragoman, tmp_path: Path, close: str, word: str, found: list[tuple[int, str]]
) -> None:
    report = checked(speech, tmp_path, SPEECH.format(close=close, word=word))
    assert [(one.quoted.line, one.report.verdict) for one in report.quotations] == found
    assert report.quotations[-1].quoted.speaker == "Mara Lind"


def test_two_quotations_shown_as_one_speech_are_stitched(dragoman: Dragoman, tmp_path: Path) -> None:
    report = checked(
        dragoman, tmp_path, f"Dawla said: “{FATAH}.\n\n“We in Fatah are following these meetings closely.”\n"
    )
    assert [(one.quoted.line, one.report.verdict) for one in report.quotations] == [(1, "stitched")]
    assert report.notes == ()


def test_a_draft_that_forgets_its_closing_marks_is_not_one_quotation(dragoman: Dragoman, tmp_path: Path) -> None:
    text = "\n\n".join("“" + f"{FATAH} and there is much more to be told of it. " * 20 for _ in range(30))
    report = checked(dragoman, tmp_path, text)
    assert len(report.quotations) > 1
    assert all(len(one.quoted.words) <= 20_000 for one in report.quotations)


def test_mixed_scripts_are_read(dragoman: Dragoman, tmp_path: Path) -> None:
    report = checked(
        dragoman, tmp_path, f"قال الوزير «لن نبيع الميناء القديم لأحد» أمس.\n\nDawla: „{FATAH}“ и „всё“.\n"
    )
    assert [(one.quoted.line, one.report.verdict) for one in report.quotations] == [(1, "not_found"), (3, "verbatim")]


def test_files_that_are_no_drafts_are_refused(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    for name, words in (("data.txt", "not text"), ("broken.docx", "not a whole"), ("none.md", "check the path"),
                        ("report.pdf", "Markdown")):  # fmt: skip
        with pytest.raises(InputError, match=words):
            dragoman.check_draft(tmp_path / name)


def test_a_long_draft_is_read_with_its_lines_and_progress(dragoman: Dragoman, tmp_path: Path) -> None:
    # Without a word of saying: parsing sentences that name who speaks has tests of its own, and takes a minute here.
    filler = "The delegates walked from the harbour to the bridge and back again until it was late in the evening. " * 8
    text = "\n\n".join([filler] * 2600) + f"\n\nDawla said: “{FATAH}”.\n\nDawla said: “{FATAH}”.\n"
    assert len(text) > 2_000_000
    path = tmp_path / "long.md"
    path.write_text(text, encoding="utf-8")
    told: list[tuple[int, int]] = []
    report = dragoman.check_draft(path, lambda done, total: told.append((done, total)))
    assert [one.quoted.line for one in report.quotations] == [5201, 5203] and report.passes
    assert told == [(0, 2), (1, 2)]


HOSTILE = (
    "“<script>alert(1)</script> <img src=x onerror=alert(1)> was not present at that gathering”, said "
    '“"><svg onload=alert(1)> | `x` [a](javascript:alert(1)) **bold**” and “We did \u202enot\u202c give our consent”.\n'
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]


def test_hostile_words_do_nothing(dragoman: Dragoman, tmp_path: Path) -> None:
    report = checked(dragoman, tmp_path, HOSTILE, ".txt")
    page, tags = as_html(report), Tags()
    tags.feed(page)
    assert not tags.seen & {"script", "img", "svg", "iframe", "link", "object", "form"}
    assert not any(name.startswith("on") for name in tags.attributes) and "src" not in tags.attributes
    addresses = {LIBRARY_LINK.search((LIBRARY / f"{stem}.md").read_text(encoding="utf-8"))[1] for stem in STEMS}  # type: ignore[index]
    assert {link for link in tags.links if not re.fullmatch(r"#[qm]\d+", link or "")} <= addresses, (
        "those of our briefs"
    )
    assert "&lt;script&gt;" in page and "\u202e" not in page and "javascript:alert" not in "".join(map(str, tags.links))
    markdown = drafts.as_markdown(report)
    assert not re.search(r"(?<!\\)<script", markdown) and not re.search(r"(?<!\\)\]\(javascript", markdown)
    rows = [line for line in markdown.splitlines() if line.startswith("| 1 ")]
    assert rows and all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)


def test_page_has_every_part(dragoman: Dragoman, tmp_path: Path) -> None:
    text = f"“{FATAH.replace('Fatah', 'Hamas')}”, said Dawla.\n\n“{MISSION}”, said Dawla. A “word”. One “open."
    page = as_html(checked(dragoman, tmp_path, text))
    for part in ("Line 1", "altered", "<del>Hamas</del>", "<ins>Fatah</ins>", "another speaker", "Not checked", "Notes",
                 "3 documents", "The draft", 'href="#q1"', 'id="q1"'):  # fmt: skip
        assert part in page, part


def test_json_has_all_and_is_json(dragoman: Dragoman, tmp_path: Path) -> None:
    report = checked(dragoman, tmp_path, f"“{FATAH}”, said Dawla. A “word”.")
    value = Draft.of(report).as_object()
    assert value["passes"] and value["unit"] == "line" and value["too_short"] == [{"line": 1, "quote": "word"}]
    assert value["quotations"][0]["line"] == 1 and value["quotations"][0]["verdict"] == "verbatim"


def test_command_exits_with_1_where_one_is_wrong(dragoman: Dragoman, tmp_path: Path) -> None:
    home, path, page = str(dragoman.path), tmp_path / "draft.md", tmp_path / "out.html"
    path.write_text(f"“{FATAH}”, said Dawla.", encoding="utf-8")
    good = CliRunner().invoke(app, ["draft", str(path), "--home", home, "--html", str(page)])
    assert (
        good.exit_code == 0 and "verbatim" in good.stdout and page.read_text(encoding="utf-8").startswith("<!doctype")
    )
    path.write_text("“Hamas was not present at that gathering”, said Dawla.", encoding="utf-8")
    bad = CliRunner().invoke(app, ["draft", str(path), "--home", home, "--json"])
    assert bad.exit_code == 1 and json.loads(bad.stdout)["quotations"][0]["verdict"] == "altered"


def test_command_allows_what_the_house_allows(dragoman: Dragoman, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(f"“{FATAH}”, said Marco Rubio.", encoding="utf-8")
    command = ["draft", str(path), "--home", str(dragoman.path)]
    refused = CliRunner().invoke(app, command)
    assert refused.exit_code == 1 and "ANOTHER SPEAKER" in refused.stdout
    assert "Abdel Fattah Dawla says this in" in refused.stdout and "not Marco Rubio." in refused.stdout
    allowed = CliRunner().invoke(app, [*command, "--allow", "reported", "--allow", "misattributed"])
    assert allowed.exit_code == 0 and "the draft names Marco Rubio, the source Abdel Fattah Dawla" in allowed.stdout


@given(st.text(alphabet=st.sampled_from("ab “”‘’\"'«»>\n-<q/&;*_`:.|[]()"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_draft_is_read_and_every_quotation_has_a_line_of_it(text: str) -> None:
    for paragraphs in (from_markdown(text), from_html(text), from_text(text)):
        source = assemble(paragraphs)
        lines = len(text.split("\n"))
        assert Document.make(source.text, "t", key="k").text == source.text
        for one in find_quotations(source)[0]:
            assert 1 <= one.line <= lines and one.words


def test_example_of_the_documentation_is_true(
    dragoman: Dragoman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parents[3] / "docs" / "drafts.md").read_text(encoding="utf-8")
    (draft,) = re.findall(r"```markdown\n(.*?)```", page, re.S)
    (said,) = re.findall(r"```text\n(.*?)```", page, re.S)
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text(draft, encoding="utf-8")
    shown = CliRunner().invoke(app, ["draft", "draft.md", "--home", str(dragoman.path)])
    assert (shown.stdout, shown.exit_code) == (said, 1)
    (hook,) = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", page, re.S)[0])["repos"][0]["hooks"]
    assert hook["entry"] == "dragoman draft" and re.search(hook["files"], "talks/draft.md")
