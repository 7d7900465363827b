"""The Compare tab and "Other reports" under an open report, as a reader uses them, at desk and phone width."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from dragoman import Dragoman
from dragoman.web.views import compare
from tests.web.browsing import PHONE, ask, flat, visit
from tests.web.conftest import HOSTILE

MEMBERS = "How many members does the committee for Gaza have?"


def compared(page: Page, title: str) -> None:
    """Choose an event by its title."""
    page.locator("#panel-compare .event").filter(has_text=title).click()
    expect(page.locator("#panel-compare h3")).to_contain_text("side by side")


def test_an_event_is_chosen_and_its_reports_stand_side_by_side(context: BrowserContext, address: str) -> None:
    page = visit(context, address, "/?tab=compare", "#panel-compare .event")
    expect(page.locator("#panel-compare h3")).to_contain_text("events with several reports")
    compared(page, "5 billion dollars")
    expect(page).to_have_url(re.compile(r"tab=compare&reports=[0-9a-f]{16}"))
    expect(page.locator("#panel-compare h3")).to_be_focused()
    row = page.locator("#panel-compare .statement").first
    first, other = row.locator(".cell").first, row.locator(".cell").nth(1)
    expect(other.locator(".verdict")).to_have_text(
        "! Differs: more than 5 billion dollars in the first, 7 billion dollars in this one"
    )
    left, right = first.bounding_box(), other.bounding_box()
    assert left is not None and right is not None and left["x"] + left["width"] <= right["x"], "beside each other"
    words = flat(other.locator(".words").inner_text()).strip("“”")
    other.locator(".read").click()
    assert flat(page.locator("#source mark.cited").inner_text()) == words
    page.locator("#source .close").click()
    page.locator("#panel-compare .back").click()
    expect(page.locator("#panel-compare .event").first).to_be_visible()
    page.go_back()
    expect(row).to_be_visible()
    page.reload()
    expect(row).to_be_visible()


def test_statements_that_several_make_name_them_as_chips(context: BrowserContext, address: str) -> None:
    page = visit(context, address, "/?tab=compare", "#panel-compare .event")
    compared(page, "Factions in Cairo")
    agreeing = page.locator("#panel-compare .agreeing li").first
    chip = agreeing.locator(".chip").first
    expect(chip).to_contain_text("says the same")
    chip.click()
    expect(page.locator("#source mark.cited")).to_be_visible()
    assert flat(page.locator("#source mark.cited").inner_text()) in flat(chip.get_attribute("title") or "")


def test_a_topic_is_asked_for_and_who_says_what_unfolds(context: BrowserContext, address: str) -> None:
    page = visit(context, address, "/?tab=compare", "#panel-compare .event")
    page.get_by_label("Topic or question").fill(MEMBERS)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#panel-compare .verdict").first).to_contain_text("Differs: ")
    expect(page).to_have_url(re.compile("tab=compare&about=How"))
    voice = page.locator("#panel-compare details").filter(has_text="Ali Baraka").first
    voice.locator("summary").click()
    voice.locator(".said").first.click()
    expect(page.locator("#source mark.cited")).to_be_visible()
    voice.get_by_role("link", name="Everything Ali Baraka said").click()
    expect(page).to_have_url(re.compile(r"tab=said&speaker=Ali\+Baraka"))
    page = visit(context, address, "/?tab=compare&about=zxqv+wxyz", "#panel-compare h3")
    expect(page.locator("#panel-compare .beside")).to_contain_text("No report mentions zxqv wxyz")


def test_what_is_wrong_is_said(context: BrowserContext, address: str) -> None:
    page = visit(context, address, "/?tab=compare&reports=nothing", "#panel-compare .problem")
    expect(page.locator("#panel-compare .problem")).to_contain_text("No document has the id 'nothing'")


def test_other_reports_stand_under_the_open_one(context: BrowserContext, address: str) -> None:
    page = visit(context, address)
    card = ask(page, MEMBERS)
    expect(card.locator(".differ")).to_contain_text("15 here, 8 there")
    card.locator(".differ .cite").click()
    others = page.locator("#source .others")
    expect(others.locator(".differs .why").first).to_have_text("8 here, 15 there")
    expect(others.get_by_role("heading", name="Differ")).to_have_count(1)
    words = flat(others.locator(".differs .words").first.inner_text()).strip("“”")
    others.locator(".differs .read").first.click()
    expect(page.locator("#source .others .why").first).to_contain_text("15 here")
    assert flat(page.locator("#source mark.cited").inner_text()) == words
    page.locator("#source .others .tab-link").click()
    expect(page.locator("#panel-compare .statement").first).to_be_visible()


def test_on_a_phone_the_reports_stand_under_each_other(context: BrowserContext, address: str) -> None:
    page = visit(context, address, "/?tab=compare", "#panel-compare .event")
    page.set_viewport_size(PHONE)
    compared(page, "5 billion dollars")
    row = page.locator("#panel-compare .statement").first
    first, other = row.locator(".cell").first.bounding_box(), row.locator(".cell").nth(1).bounding_box()
    assert first is not None and other is not None
    assert first["y"] + first["height"] <= other["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    row.locator(".read").first.click()
    expect(page.locator("#source .others")).to_have_count(1)
    page.locator("#source .close").click()
    expect(row).to_be_visible()


def test_hostile_reports_are_shown_as_their_words(context: BrowserContext, address: str, dragoman: Dragoman) -> None:
    hostile = next(one for one in dragoman.documents() if "Zorblatt" in one.text)
    page = visit(context, address, f"/?tab=compare&reports={hostile.id}", "#panel-compare .reports")
    expect(page.locator("#panel-compare .reports")).to_contain_text("<script>")
    page.locator("#panel-compare summary").last.click()
    expect(page.locator("#panel-compare .alone")).to_contain_text("Zorblatt demanded seven ships")
    assert page.evaluate("window.stolen") is None
    assert HOSTILE not in compare.comparison(dragoman.compare([hostile.id]))
