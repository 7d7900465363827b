"""Who said what, as visitors read it."""

import csv
import io
import json
import re

from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import PHONE, flat, visit


def speakers(page: Page, kind: str) -> list[str]:
    return page.locator(f"#panel-said details.{kind} button.speaker bdi").all_inner_texts()


def test_people_and_organisations_are_listed_with_counts(page: Page) -> None:
    page.get_by_role("link", name="Who said what").click()
    expect(page.locator("#panel-said details.person")).to_be_visible()
    assert speakers(page, "person")[0] == "Donald Trump"
    assert "COGAT" in speakers(page, "organisation")
    counts = page.locator("#panel-said details.person .count").all_inner_texts()
    numbers = [int(re.sub(r"\D", "", one)) for one in counts]
    assert numbers == sorted(numbers, reverse=True)
    assert len(speakers(page, "person")) == 20


def test_a_name_opens_the_words_and_the_words_their_report(page: Page, address: str) -> None:
    page.goto(f"{address}/?tab=said")
    page.get_by_role("button", name="Marco Rubio").click()
    one = page.locator("#panel-said .one")
    expect(one.get_by_role("heading", name="Marco Rubio")).to_be_focused()
    expect(one.locator("header")).to_contain_text("8 statements")
    expect(one.locator(".told li")).to_have_count(8)
    expect(page).to_have_url(re.compile("speaker=Marco"))
    words = flat(one.locator(".words").first.inner_text())
    one.locator(".told .read").first.click()
    marked = page.locator("#source mark.cited")
    expect(marked).to_be_in_viewport()
    assert flat(marked.inner_text()) in words
    days = one.locator("time").all_inner_texts()
    page.get_by_role("button", name="Show oldest first").click()
    expect(page.get_by_role("button", name="Show newest first")).to_be_visible()
    assert one.locator("time").all_inner_texts() == days[::-1]


def test_filters_are_in_the_address_and_go_back(page: Page, address: str) -> None:
    page.goto(f"{address}/?tab=said")
    panel = page.locator("#panel-said")
    expect(panel.locator("details.person")).to_be_visible()
    panel.get_by_label("Words or topic").fill("Turkish troops")
    panel.get_by_label("How").select_option("direct")
    panel.get_by_role("button", name="Show", exact=True).click()
    expect(panel.locator("details.person button.speaker").first).to_contain_text("Netanyahu")
    page.go_back()
    expect(panel.locator("details.person button.speaker").first).to_contain_text("Trump")
    expect(panel.get_by_label("Words or topic")).to_have_value("")
    panel.get_by_label("Name").fill("dawla")
    expect(panel.locator("button.speaker")).to_have_count(1)
    panel.get_by_label("Name").fill("nobody at all")
    expect(panel.locator(".everybody .empty")).to_contain_text("No matches")
    panel.get_by_role("button", name="Clear").click()
    expect(panel.locator("details.person button.speaker").first).to_contain_text("Trump")
    page.goto(f"{address}/?tab=said&speaker=Netanyahou&publisher=Ariana")
    expect(panel.locator(".one h3")).to_have_text("Benjamin Netanyahu")
    expect(panel.get_by_label("Publisher")).to_have_value("Ariana")
    assert all("Ariana" in one for one in panel.locator(".one .told .read bdi").all_inner_texts())


def test_the_words_are_saved_as_csv_and_json(page: Page, address: str) -> None:
    page.goto(f"{address}/?tab=said&speaker=Marco+Rubio")
    expect(page.locator("#panel-said .one h3")).to_be_visible()
    saved = {}
    for form in ("CSV", "JSON"):
        with page.expect_download() as download:
            page.locator("#panel-said .saves").get_by_role("link", name=form).click()
        saved[form] = download.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(saved["CSV"])))
    objects = json.loads(saved["JSON"])
    assert [row["text"] for row in rows] == [one["text"] for one in objects]
    assert {one["speaker"] for one in objects} == {"Marco Rubio", "Rubio"}


def test_on_a_phone_one_thing_is_shown_at_a_time(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = visit(context, address, "/?tab=said", ready="#panel-said details.person")
    panel = page.locator("#panel-said")
    expect(panel.get_by_label("Publisher")).to_be_hidden()
    panel.get_by_role("button", name="More filters").tap()
    expect(panel.get_by_label("Publisher")).to_be_visible()
    panel.get_by_role("button", name="Ali Baraka").tap()
    expect(panel.locator(".one .told li").first).to_be_visible()
    expect(panel.locator(".everybody")).to_be_hidden()
    panel.locator(".told .read").first.tap()
    expect(page.locator("#source mark.cited")).to_be_in_viewport()
    page.locator("#source .close").tap()
    panel.get_by_role("button", name="Everybody").tap()
    expect(panel.get_by_role("button", name="Ali Baraka")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    context.close()
