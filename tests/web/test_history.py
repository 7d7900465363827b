"""Kept conversations, as a visitor uses them: reloaded, searched, renamed, judged, saved, deleted, and nobody else's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from dragoman import Dragoman, ui
from dragoman.index.retrieval.ranking import Ranker, load_weights
from dragoman.web import server
from dragoman.web.visitors import COOKIE
from tests.web.browsing import DESK, EXAMPLE, PHONE, UNANSWERABLE, ask, flat, lead, visit
from tests.web.conftest import HOSTILE

TROOPS = "How many US troops are at the coordination center?"
SHIPS = "How many ships did envoy Zorblatt demand from the harbour of Quux?"


def talks(page: Page) -> Locator:
    return page.locator("#panel-history .talk")


def history(page: Page) -> Locator:
    """The tab's list, when it is there."""
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator("#panel-history .counted")).to_have_count(1)
    return talks(page)


def fresh(page: Page) -> None:
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()


def test_a_reload_keeps_the_conversation(page: Page) -> None:
    words = lead(ask(page, EXAMPLE))
    expect(page).to_have_url(re.compile(r"/\?conversation=c[\w-]{22}$"))
    ask(page, UNANSWERABLE)
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    assert lead(page.locator(".turn").first) == words
    expect(page.locator(".turn").last).to_contain_text("This corpus does not say.")
    page.locator(".turn").first.locator(".cite").first.click()
    assert flat(page.locator("#source mark.cited").inner_text()) == words
    follow_up = ask(page, "What did he do in Cairo?")
    expect(page.locator(".turn")).to_have_count(3)
    assert "This corpus" not in lead(follow_up)
    page.reload()
    expect(page.locator(".turn")).to_have_count(3)
    expect(page.locator(".turn .q").last).to_be_in_viewport(ratio=1)


def test_conversations_are_listed_searched_and_opened(page: Page) -> None:
    ask(page, EXAMPLE)
    fresh(page)
    expect(page).to_have_url(re.compile(r"/$"))
    ask(page, TROOPS)
    expect(history(page)).to_have_count(2)
    expect(talks(page).first.get_by_role("heading")).to_have_text(TROOPS)
    expect(talks(page).first).to_contain_text("1 question")
    field = page.get_by_label("Search your conversations")
    field.fill("intelli")
    expect(talks(page)).to_have_count(1)
    expect(page).to_have_url(re.compile("tab=history&search=intelli"))
    field.fill("zebra")
    expect(page.locator("#panel-history")).to_contain_text("No conversation has all of these words: zebra")
    field.fill("rashad")
    expect(talks(page)).to_have_count(1)
    talks(page).get_by_role("link", name=EXAMPLE, exact=True).click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn .lead")).to_contain_text("Hassan Rashad")
    page.go_back()
    expect(field).to_have_value("rashad")
    page.go_forward()
    expect(page.locator(".turn .lead")).to_be_visible()


def test_going_back_opens_the_conversation_before(page: Page) -> None:
    ask(page, EXAMPLE)
    fresh(page)
    ask(page, TROOPS)
    page.go_back()
    expect(page.locator(".turn .asked")).to_have_text(EXAMPLE)


def test_two_visitors_do_not_see_each_others_history(page: Page, browser: Browser, address: str) -> None:
    ask(page, EXAMPLE)
    mine = page.url
    name = mine.split("=")[-1]
    other = browser.new_context(viewport=DESK)
    second = visit(other, address)
    history(second)
    expect(second.locator("#panel-history")).to_contain_text("Nothing is kept here")
    second.goto(mine)
    expect(second.locator(".problem")).to_contain_text("There is no conversation")
    expect(second.locator(".turn")).to_have_count(0)
    for path in (f"export?conversation={name}&form={form}" for form in ("md", "html", "json")):
        answer = second.request.get(f"{address}/page/history/{path}")
        assert answer.status == 400
        assert "Rashad" not in answer.text()
    for path, more in (
        ("rename", {"title": "stolen"}),
        ("rate", {"turn": 0, "rating": "like"}),
        ("delete", {}),
    ):
        answer = second.request.post(f"{address}/page/history/{path}", data={"conversation": name, **more})
        assert (answer.status, "no conversation" in answer.text()) == (400, True)
    assert second.request.post(f"{address}/page/history/delete-all", data={}).ok
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    other.close()


def test_it_is_renamed_in_place(page: Page) -> None:
    ask(page, EXAMPLE)
    item = history(page).first
    item.get_by_role("button", name="Rename").click()
    title = page.get_by_label("Title of the conversation")
    expect(title).to_be_focused()
    title.fill(" ")
    title.press("Enter")
    expect(item.locator(".problem")).to_contain_text("cannot be empty")
    title.fill("Who is <b>who</b> in Cairo")
    title.press("Enter")
    expect(item.get_by_role("heading")).to_have_text("Who is <b>who</b> in Cairo")
    expect(item.get_by_role("button", name="Rename")).to_be_focused()
    page.reload()
    expect(talks(page).first.get_by_role("heading")).to_have_text("Who is <b>who</b> in Cairo")
    talks(page).first.get_by_role("button", name="Rename").click()
    page.keyboard.press("Escape")
    expect(talks(page).first.get_by_role("heading")).to_be_visible()


def test_nothing_is_deleted_by_one_press(page: Page, dragoman: Dragoman) -> None:
    (user,) = (cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)
    for question in (EXAMPLE, UNANSWERABLE, SHIPS):
        dragoman.history.add(user, dragoman.history.begin(user).id, dragoman.ask(question))
    ask(page, TROOPS)
    expect(history(page)).to_have_count(4)
    shown = talks(page).first
    shown.get_by_role("button", name="Delete…").click()
    shown.get_by_role("button", name="Keep").click()
    expect(shown.get_by_role("button", name="Delete…")).to_be_focused()
    shown.get_by_role("button", name="Delete…").click()
    shown.get_by_role("button", name="Delete", exact=True).click()
    expect(talks(page)).to_have_count(3)
    expect(talks(page).first.get_by_role("link").first).to_be_focused()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.locator(".welcome")).to_be_visible()
    history(page)
    page.get_by_role("button", name="Delete all…").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#panel-history")).to_contain_text("3 conversations deleted.")
    page.reload()
    expect(page.locator("#panel-history")).to_contain_text("Nothing is kept here")


def test_a_conversation_deleted_elsewhere_is_no_longer_kept(context: BrowserContext, page: Page, address: str) -> None:
    ask(page, EXAMPLE)
    second = visit(context, address, "/?tab=history", ready=".talk")
    talks(second).get_by_role("button", name="Delete…").click()
    talks(second).get_by_role("button", name="Delete", exact=True).click()
    expect(talks(second)).to_have_count(0)
    expect(ask(page, TROOPS)).to_contain_text("200")
    expect(page.locator(".problem")).to_contain_text("This answer is not kept")
    expect(page.locator(".rate")).to_have_count(0)


def test_two_windows_of_one_conversation_come_together(context: BrowserContext, page: Page, address: str) -> None:
    ask(page, EXAMPLE)
    second = visit(context, address, page.url.removeprefix(address), ready=".turn")
    ask(second, TROOPS)
    ask(page, UNANSWERABLE)
    expect(page.locator(".asked")).to_have_text([EXAMPLE, TROOPS, UNANSWERABLE])


def test_an_answer_is_judged_and_ones_mind_changed(page: Page) -> None:
    ask(page, EXAMPLE)
    card = ask(page, TROOPS)
    liked = card.get_by_role("button", name="Helpful", exact=True)
    disliked = card.get_by_role("button", name="Not helpful")
    liked.click()
    expect(liked).to_have_attribute("aria-pressed", "true")
    disliked.click()
    expect(liked).to_have_attribute("aria-pressed", "false")
    expect(card).to_contain_text("Thank you.")
    card.get_by_label("What is wrong?").select_option("Out of date")
    card.get_by_label("In your words").fill("it was <i>two</i> years ago")
    card.get_by_role("button", name="Send").click()
    expect(card.locator("form.why")).to_be_hidden()
    page.reload()
    again = page.locator(".turn").last
    expect(again.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".turn").first.locator('.rate[aria-pressed="true"]')).to_have_count(0)
    with history(page).page.expect_download() as saved:
        page.get_by_role("link", name="as JSON").click()
    kept = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    judged = [(message["rating"], message["reason"]) for message in kept["messages"]]
    assert judged == [(None, ""), ("dislike", "Out of date: it was <i>two</i> years ago")]
    page.get_by_role("link", name="Ask", exact=True).click()
    again.get_by_role("button", name="Not helpful").click()
    expect(again.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "false")


def test_it_is_saved_in_three_forms(page: Page) -> None:
    words = lead(ask(page, EXAMPLE))
    history(page)
    saved = {}
    for shown, ending in (("Markdown", "md"), ("HTML", "html"), ("JSON", "json")):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"as {shown}").click()
        assert re.fullmatch(
            rf"\d{{4}}-\d\d-\d\d-who-leads-egyptian-general-intelligence\.{ending}", download.value.suggested_filename
        )
        saved[ending] = Path(download.value.path())
    assert saved["md"].read_text(encoding="utf-8").startswith(f"# {EXAMPLE}\n")
    texts = json.loads(saved["json"].read_text(encoding="utf-8"))
    documents = {one["id"]: one["text"] for one in texts["documents"]}
    for claim in texts["messages"][0]["claims"]:
        for citation in claim["citations"]:
            assert documents[citation["document_id"]][citation["start"] : citation["end"]] == citation["quote"]
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    whole = saved["html"].rename(saved["html"].with_suffix(".html"))
    page.goto(f"file://{whole}")
    assert words in flat(page.locator("blockquote").first.inner_text())
    page.locator("a.n").first.click()
    expect(page.locator("#note-1")).to_be_in_viewport()
    assert [url for url in requested if not url.startswith("file:")] == []


def test_a_citation_stays_when_its_report_is_removed(
    page: Page, browser: Browser, dragoman: Dragoman, address: str
) -> None:
    card = ask(page, SHIPS)
    words = lead(card)
    name = card.locator(".cite").first.get_attribute("data-document") or ""
    report = dragoman.remove(name)
    try:
        page.reload()
        expect(page.locator(".turn .caution").first).to_contain_text(
            "is no longer in the corpus; it is quoted as it was."
        )
        assert lead(page.locator(".turn")) == words
        page.locator(".turn .cite").first.click()
        expect(page.locator("#source")).to_contain_text("No longer in the corpus.")
        assert flat(page.locator("#source mark.cited").inner_text()) == words
        expect(page.locator("#source script, .turn script, .turn img, #source img")).to_have_count(0)
        other = browser.new_context(viewport=DESK)
        place = f"/?document={name}&start=0&end=5"
        expect(visit(other, address, place).locator("#source .problem")).to_contain_text("No document has the id")
        other.close()
        history(page)
        with page.expect_download() as saved:
            page.get_by_role("link", name="as HTML").click()
        shown = Path(saved.value.path()).read_text(encoding="utf-8")
        assert "is no longer in the corpus" in shown
        assert HOSTILE not in shown
    finally:
        hostile = dragoman.path.parent / "hostile.jsonl"
        assert dragoman.ingest([hostile]).added == 1
    assert dragoman.show(name) == report


def test_a_question_asked_again_replaces_what_was_kept(page: Page) -> None:
    ask(page, UNANSWERABLE)
    ask(page, EXAMPLE)
    page.locator(".turn").first.get_by_role("button", name="Edit question").click()
    page.get_by_label("Edit your question").fill(TROOPS)
    page.get_by_label("Edit your question").press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn .a:not(.waiting)")).to_contain_text("200")
    page.reload()
    expect(page.locator(".asked")).to_have_text([TROOPS])
    expect(history(page).get_by_role("heading")).to_have_text(TROOPS)


@pytest.fixture(scope="module")
def forgetful(dragoman: Dragoman) -> Iterator[str]:
    """A server on which history is switched off."""
    off = Dragoman(dragoman._home, Ranker(load_weights()), keeps=False)
    with server.running(ui.mount(off, FastAPI())) as running:
        yield running


def test_switched_off_nothing_is_kept_and_the_page_says_so(context: BrowserContext, forgetful: str) -> None:
    page = visit(context, forgetful)
    card = ask(page, EXAMPLE)
    expect(card.locator(".rate")).to_have_count(0)
    assert "conversation" not in page.url
    history(page)
    expect(page.locator("#panel-history .lede")).to_contain_text("History is switched off")
    expect(talks(page)).to_have_count(0)
    page.goto(forgetful)
    expect(page.locator(".welcome")).to_be_visible()


def test_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit(context, address)
    ask(page, EXAMPLE)
    item = history(page).first
    for button in item.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    item.get_by_role("button", name="Delete…").tap()
    expect(item.get_by_role("button", name="Keep")).to_be_in_viewport()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
