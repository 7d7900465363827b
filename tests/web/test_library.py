"""The library's tab and the filters of a question, as users do it: on a server of their own, and where they may only look."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from dragoman import Dragoman, ui
from dragoman.api.access import Access
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.retrieval.ranking import Ranker, load_weights
from dragoman.web import server
from tests.web.browsing import DESK, PHONE, ask, lead, visit
from tests.web.conftest import HOSTILE

REPORTS = (
    (
        "Harbour talks",
        "Gulf Wire",
        "2026-03-02",
        "Envoy Zorblatt demanded seven ships from the harbour of Quux on Monday.",
    ),
    (
        "Second round",
        "Gulf Wire",
        "2026-04-05",
        "The envoy of Umber said that nine barges had left the harbour of Quux.",
    ),
    ("Border notes", "Hill Courier", "2025-12-24", "The crossing at Zin stayed shut, a guard told the Hill Courier."),
)
ZORBLATT = "How many ships did Envoy Zorblatt demand?"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder) -> Iterator[Dragoman]:
    """A home that its users may change."""
    folder = tmp_path_factory.mktemp("own")
    rows = [dict(zip(("title", "publisher", "published", "text"), one, strict=True)) for one in REPORTS]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Dragoman(Home(folder / "home", encoder), Ranker(load_weights())) as opened:
        opened.ingest([folder / "rows.jsonl"])
        yield opened


@pytest.fixture(scope="module")
def editable(own: Dragoman) -> Iterator[str]:
    with server.running(ui.mount(own, FastAPI(), Access(editing=True, local=True))) as running:
        yield running


@pytest.fixture(autouse=True)
def _as_it_was(own: Dragoman) -> Iterator[None]:
    """Every test finds the same documents and sets."""
    yield
    for job in own.jobs.all():
        own.jobs.wait(own.jobs.stop(job.id).id)
    titles = [one[0] for one in REPORTS]
    while gone := [one.id for one in own.document_list.page(most=1000).documents if one.title not in titles]:
        own.jobs.wait(own.jobs.remove(gone).id)
    for one in own.sets.all():
        if not one.fixed:
            own.sets.delete(one.name)


@pytest.fixture
def library(context: BrowserContext, editable: str) -> Page:
    return shown(context, editable)


def shown(context: BrowserContext, address: str, query: str = "") -> Page:
    page = visit(context, address, f"/?tab=library{query}", "#library-list .count")
    page.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
    return page


def file(name: str, words: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": words.encode()}


def add(page: Page, *files: FilePayload) -> Locator:
    """The card of the finished job."""
    expect(page.locator("#library-jobs .jobs")).to_be_attached()
    before = page.evaluate("document.querySelector('#library-jobs .jobs > .job.over')?.dataset.job ?? ''")
    page.locator("#library-files").set_input_files(list(files))
    card = page.locator(f'#library-jobs .jobs > .job.over:not([data-job="{before}"])')
    expect(card).to_be_visible(timeout=30_000)
    return card


def titles(page: Page) -> list[str]:
    return page.locator("#library-list .name .read").all_inner_texts()


def row(page: Page, title: str) -> Locator:
    return page.locator("#library-list tr", has=page.get_by_role("button", name=title, exact=True))


def test_a_file_is_uploaded_asked_about_replaced_and_removed(library: Page, own: Dragoman) -> None:
    expect(library.locator("#size")).to_contain_text("3 documents")
    card = add(
        library, file("Lantern inquiry.md", "The inquiry of Vexley counted forty lanterns at the gate of Ombra.")
    )
    expect(card).to_contain_text("1 added")
    expect(row(library, "Lantern inquiry").locator(".state")).to_have_text("ready")
    expect(library.locator("#size")).to_contain_text("4 documents")
    library.get_by_role("link", name="Ask").click()
    asked = "How many lanterns did the inquiry of Vexley count?"
    assert "forty lanterns" in lead(ask(library, asked))
    library.get_by_role("link", name="Library").click()
    card = add(
        library, file("Lantern inquiry.md", "The inquiry of Vexley counted fifty lanterns at the gate of Ombra.")
    )
    expect(card).to_contain_text("1 newer version")
    expect(library.locator("#size")).to_contain_text("4 documents")
    row(library, "Lantern inquiry").get_by_role("checkbox").check()
    library.get_by_role("button", name="Remove…").click()
    dialog = library.get_by_role("dialog", name="Remove 1 document?")
    expect(dialog).to_contain_text("Lantern inquiry")
    dialog.get_by_role("button", name="Cancel").click()
    assert own.document_count() == 4
    library.get_by_role("button", name="Remove…").click()
    dialog.get_by_role("button", name="Remove").click()
    expect(library.locator("#size")).to_contain_text("3 documents")
    expect(row(library, "Lantern inquiry")).to_have_count(0)
    expect(library.locator("#library-chosen")).to_be_hidden()
    library.get_by_role("link", name="Ask").click()
    card = ask(library, asked)
    assert "lanterns" not in card.locator(".words").all_inner_texts()
    assert not own.jobs.uploads.stored()


def test_hostile_names_and_texts_do_nothing(library: Page) -> None:
    name = '<img src=x onerror="window.stolen=1">${window.stolen=1}.md'
    card = add(
        library,
        file(name, f"# {HOSTILE}\n\nThe hostile words of Krell stand here, {HOSTILE}"),
        file("<svg onload=window.stolen=1>.png", "x"),
        file("..%2f..%2fetc.sh", "x"),
    )
    expect(card).to_contain_text("2 could not be read")
    expect(card.locator(".failed li").first).to_contain_text("<svg onload=window.stolen=1>.png")
    assert library.locator("#panel-library img, #panel-library svg, #panel-library style").count() == 0
    listed = library.locator("#library-list .read", has_text="window.stolen").first
    listed.click()
    expect(library.locator("#source .text")).to_contain_text("The hostile words of Krell")
    library.locator("#library-list tr", has_text="window.stolen").get_by_role("checkbox").check()
    library.get_by_role("button", name="Remove…").click()
    library.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(library.locator("#size")).to_contain_text("3 documents")
    assert library.evaluate("window.stolen") is None


def test_what_failed_is_told_also_after_a_reload(library: Page, context: BrowserContext, editable: str) -> None:
    add(library, file("broken.pdf", "%PDF-1.7 no more"), file("old.doc", "\u00d0words"), file("", ""))
    told = library.locator("#library-jobs .job.over").first.locator(".failed")
    expect(told.locator("li").first).to_contain_text("broken.pdf is not a whole PDF file")
    expect(told.locator("li").nth(1)).to_contain_text("save it as .docx or .pdf")
    library.reload()
    expect(told.locator("li").first).to_be_visible()
    again = shown(context, editable)
    expect(again.locator("#library-jobs .failed li").first).to_contain_text("broken.pdf")


def test_a_folder_keeps_its_structure_and_leaves_out_what_is_no_report(
    library: Page, own: Dragoman, tmp_path: Path
) -> None:
    folder = tmp_path / "Talks"
    (folder / "day 1").mkdir(parents=True)
    (folder / "day 1" / "minutes.txt").write_text("The minutes of Quill were read aloud.", encoding="utf-8")
    (folder / "day 1" / ".hidden.txt").write_text("secret", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    library.locator("#library-folder").set_input_files(folder)
    expect(library.locator("#library-told")).to_contain_text("2 other files are no reports")
    expect(row(library, "Minutes")).to_be_visible()
    (found,) = [one for one in own.documents() if one.title == "Minutes"]
    assert found.key == "upload:Talks/day 1/minutes.txt"


def test_files_can_be_dropped(library: Page) -> None:
    dropped = library.evaluate_handle(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(["The dropped note of Yarrow lies here."], "dropped.txt", { type: "text/plain" }));
          return held;
        }"""
    )
    library.locator(".drop").dispatch_event("dragover", {"dataTransfer": dropped})
    expect(library.locator(".drop")).to_have_class(re.compile("over"))
    library.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(row(library, "Dropped")).to_be_visible(timeout=20_000)


def test_addresses_of_the_network_are_refused_and_paths_of_this_machine_taken(
    library: Page, editable: str, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The note of Ferrow was found in a drawer.", encoding="utf-8")
    library.get_by_text("From the web, or a folder on this computer").click()
    url = library.get_by_label("Address of a web page or a feed")
    url.fill(f"{editable}/page/library/list")
    url.press("Enter")
    expect(library.locator("#library-jobs .failed li").first).to_contain_text("leads to this machine or its network")
    url.fill("file:///etc/passwd")
    url.press("Enter")
    expect(library.locator("#library-told")).to_contain_text("is not an http or https address")
    path = library.get_by_label("A file or folder on this computer")
    path.fill("reports")
    path.press("Enter")
    expect(library.locator("#library-told")).to_contain_text("is not a whole path")
    path.fill(str(tmp_path))
    path.press("Enter")
    expect(row(library, "Note")).to_be_visible(timeout=20_000)
    expect(library.locator("#library-told")).to_be_hidden()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(library: Page, own: Dragoman, tmp_path: Path) -> None:
    with (tmp_path / "many.jsonl").open("w", encoding="utf-8") as stream:
        for n in range(1_300):
            words = " ".join(f"Item {n} of list {at} was read in hall {n * at}." for at in range(12))
            print(json.dumps({"id": n, "title": f"Many {n}", "text": words}), file=stream)
    library.locator("#library-files").set_input_files(tmp_path / "many.jsonl")
    running = library.locator("#library-jobs .job:not(.over)")
    expect(running).to_contain_text(re.compile(r"\d+%.*about \d+ s left"), timeout=60_000)
    expect(running.locator("progress")).to_be_visible()
    running.get_by_role("button", name="Stop").click()
    over = library.locator("#library-jobs .jobs > .job.over")
    expect(over.locator(".verdict")).to_have_text("Stopped", timeout=60_000)
    expect(over).to_contain_text(re.compile(r"[\d,]+ added"))
    assert 0 < own.document_list.page(search="many").total < 1_300
    expect(library.locator("#library-list .pager")).to_be_visible()


def test_the_list_is_sorted_searched_and_filtered_and_the_address_keeps_it(
    library: Page, context: BrowserContext, editable: str
) -> None:
    assert titles(library) == ["Second round", "Harbour talks", "Border notes"]
    library.get_by_role("button", name="Title", exact=True).click()
    expect(library.locator("th[aria-sort=ascending]")).to_have_text("Title ↑")
    assert titles(library) == ["Border notes", "Harbour talks", "Second round"]
    library.get_by_text("Filters", exact=True).last.click()
    library.locator("#library-fields").get_by_label("Publisher").select_option("Gulf Wire")
    expect(library.locator("#library-list .count")).to_have_text("2 documents")
    library.get_by_label("Search titles and publishers").fill("HARBOUR")
    expect(library.locator("#library-list .count")).to_have_text("1 document")
    again = visit(context, editable, library.url.removeprefix(editable), "#library-list .count")
    expect(again.locator("#library-list .count")).to_have_text("1 document")
    assert titles(again) == ["Harbour talks"]
    again.get_by_label("Search titles and publishers").fill("nothing of the kind")
    again.get_by_role("button", name="Show all documents").click()
    expect(again.locator("#library-list .count")).to_have_text("3 documents")


def test_only_chosen_documents_are_asked(library: Page) -> None:
    row(library, "Border notes").get_by_role("checkbox").check()
    library.get_by_role("button", name="Ask only these").click()
    chips = library.locator("#filters .chip.on")
    expect(chips).to_have_text(["Border notes"])
    card = ask(library, ZORBLATT)
    assert "Zorblatt demanded" not in card.inner_text()
    library.locator("#filters summary").click()
    library.get_by_role("button", name="Clear filters").click()
    expect(chips).to_have_count(0)
    assert "seven ships" in lead(ask(library, ZORBLATT))


def test_a_set_is_made_asked_and_forgotten(library: Page, own: Dragoman) -> None:
    for title in ("Harbour talks", "Border notes"):
        row(library, title).get_by_role("checkbox").check()
    library.get_by_role("button", name="Add to a set…").click()
    library.get_by_label("Name of the set").fill("<b>Ours</b>")
    library.get_by_role("button", name="Save").click()
    expect(row(library, "Harbour talks").locator(".tag.set")).to_have_text("<b>Ours</b>")
    library.get_by_text("Document sets", exact=True).click()
    sets = library.locator("#library-sets li", has_text="Ours")
    expect(sets).to_contain_text("2 documents")
    sets.get_by_role("button", name="Show").click()
    expect(library.locator("#library-list .count")).to_have_text("2 documents")
    library.get_by_role("button", name="Clear selection").click()
    row(library, "Harbour talks").get_by_role("checkbox").check()
    library.get_by_role("button", name="Remove from this set").click()
    expect(library.locator("#library-list .count")).to_have_text("1 document")
    sets.get_by_role("button", name="Ask only these").click()
    expect(library.locator("#filters .chip.on")).to_have_text(["<b>Ours</b>"])
    assert "seven ships" not in ask(library, ZORBLATT).inner_text()
    library.get_by_role("link", name="Library").click()
    library.locator("#library-sets li", has_text="Ours").get_by_role("button", name="Forget").click()
    library.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(library.locator("#library-sets li", has_text="Ours")).to_have_count(0)
    assert len(own.sets.all()) == 2


def test_a_question_is_filtered_by_publisher_and_dates(context: BrowserContext, editable: str) -> None:
    page = visit(context, editable)
    page.locator("#filters summary").click()
    page.locator("#filters").get_by_label("Publisher").select_option("Hill Courier")
    expect(page.locator("#filters .chip.on")).to_have_text(["Hill Courier"])
    assert "seven ships" not in ask(page, ZORBLATT).inner_text()
    page.locator("#filters").get_by_label("Publisher").select_option("")
    page.locator("#filters").get_by_label("From").fill("2026-04-01")
    expect(page.locator("#filters .chip.on")).to_have_text(["from 2026-04-01"])
    assert "seven ships" not in ask(page, ZORBLATT).inner_text()


def test_everything_is_made_anew_from_the_page(library: Page) -> None:
    library.get_by_role("button", name="rebuild the index").click()
    library.get_by_role("dialog", name="Rebuild the index?").get_by_role("button", name="Rebuild").click()
    over = library.locator("#library-jobs .jobs > .job.over")
    expect(over).to_contain_text("the whole index", timeout=30_000)
    expect(over.locator(".verdict")).to_have_text("Rebuilt")
    expect(over).to_contain_text("3 documents")


def test_who_may_only_look_sees_the_list_and_why(context: BrowserContext, address: str, dragoman: Dragoman) -> None:
    page = shown(context, address)
    expect(page.locator("#panel-library .closed")).to_contain_text("read-only")
    expect(page.locator("#panel-library .closed")).to_contain_text("dragoman ingest")
    expect(page.locator("#library-list .count")).to_have_text("34 documents")
    for gone in ("Choose files", "Remove…", "Add to a set…", "rebuild the index"):
        expect(page.get_by_role("button", name=gone)).to_have_count(0)
    page.locator("#library-list .one").first.check()
    expect(page.get_by_role("button", name="Ask only these")).to_be_visible()
    some = dragoman.document_list.page(most=1).documents[0].id
    for path, body in (
        ("add", {"url": "https://example.org"}),
        ("add", {"path": "/etc"}),
        ("remove", {"ids": [some]}),
        ("reindex", {}),
        ("stop/x", {}),
        ("sets/put", {"name": "a", "ids": [some]}),
        ("sets/forget", {"name": "a"}),
    ):
        refused = httpx.post(f"{address}/page/library/{path}", json=body)
        assert refused.status_code == 400
        assert "does not let its corpus be changed" in refused.text
    sent = httpx.post(f"{address}/page/library/upload", files={"files": ("a.md", b"x")}, data={"names": "a.md"})
    assert "does not let its corpus be changed" in sent.text
    assert dragoman.document_count() == 34


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_cards(browser: Browser, editable: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": PHONE["height"]})
    page = shown(context, editable)
    page.locator("#library-list .one").first.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel = page.locator("#panel-library")
    assert panel.evaluate("one => one.scrollWidth <= one.clientWidth")
    box = row(page, titles(page)[0]).bounding_box()
    assert box is not None and box["width"] <= width
    context.close()
    assert DESK["width"] > width
