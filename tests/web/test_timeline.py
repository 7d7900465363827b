"""The timeline, as visitors read it: with a mouse, with the keyboard, on a phone, and over corpora of any length."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, expect

from dragoman import Dragoman, ui
from dragoman.api.access import Access
from dragoman.corpus.types import Document
from dragoman.index.ingest import ingest
from dragoman.web import server
from tests.web.browsing import PHONE, flat, visit

OCTOBER = "/?tab=timeline&since=2025-10-01&until=2025-10-31"


def bin_of(page: Page, day: str) -> Locator:
    return page.locator(f'#panel-timeline .bin[data-since="{day}"]')


def heading(page: Page) -> Locator:
    return page.locator("#panel-timeline .over h3")


def test_a_bar_is_zoomed_into_and_a_day_read_where_it_stands(page: Page) -> None:
    page.get_by_role("link", name="Timeline").click()
    expect(heading(page)).to_have_text("23 July 2024 to 1 July 2026")
    bin_of(page, "2025-10-20").click()
    expect(heading(page)).to_have_text("20 to 26 October 2025")
    expect(page).to_have_url(re.compile("since=2025-10-20&until=2025-10-26"))
    bin_of(page, "2025-10-23").click()
    opened = page.locator('li[data-day="2025-10-23"]')
    expect(opened.locator(".open-day")).to_have_attribute("aria-expanded", "true")
    told = opened.locator(".told > li").filter(has_text="Delegations of Hamas and Fatah met").first
    expect(told).to_contain_text("2 reports say this")
    told.locator(".read").first.click()
    marked = page.locator("#source mark.cited")
    expect(marked).to_be_in_viewport()
    assert flat(marked.inner_text()) in flat(told.locator(".words").inner_text())
    page.go_back()
    expect(heading(page)).to_have_text("23 July 2024 to 1 July 2026")


def test_the_controls_move_and_widen_what_is_shown(page: Page, address: str) -> None:
    page.goto(address + OCTOBER)
    expect(heading(page)).to_have_text("October 2025")
    page.get_by_role("button", name="Later").click()
    expect(heading(page)).to_have_text("1 November to 1 December 2025")
    page.get_by_role("button", name="Earlier").click()
    expect(heading(page)).to_have_text("October 2025")
    page.get_by_role("button", name="Zoom out").click()
    expect(heading(page)).to_have_text("15 September to 16 November 2025")
    page.get_by_role("button", name="All dates").click()
    expect(heading(page)).to_have_text("7 October 2023 to 1 July 2026")
    expect(page.get_by_role("button", name="All dates")).to_be_disabled()


def test_dragging_across_the_picture_zooms(page: Page, address: str) -> None:
    page.goto(address + OCTOBER)
    low, high = bin_of(page, "2025-10-10").bounding_box(), bin_of(page, "2025-10-15").bounding_box()
    assert low and high
    page.mouse.move(low["x"] + low["width"] / 2, low["y"] + 90)
    page.mouse.down()
    page.mouse.move(high["x"] + high["width"] / 2, high["y"] + 100, steps=5)
    expect(page.locator("#panel-timeline .brush")).not_to_have_attribute("width", "0")
    page.mouse.up()
    expect(heading(page)).to_have_text("10 to 15 October 2025")
    expect(page.locator("li[data-day]")).to_have_count(4)


def test_the_keyboard_goes_through_the_picture(page: Page, address: str) -> None:
    page.goto(address + OCTOBER)
    stops = page.locator('#panel-timeline .bin[tabindex="0"]')
    expect(stops).to_have_count(1)
    stops.focus()
    page.keyboard.press("End")
    expect(bin_of(page, "2025-10-28")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(bin_of(page, "2025-10-26")).to_be_focused()
    expect(page.locator(".readout")).to_have_text("26 October 2025: 1 report, 14 statements")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    opened = page.locator('li[data-day="2025-10-06"]')
    expect(opened.locator(".open-day")).to_be_focused()
    expect(opened.locator(".told .words").first).to_contain_text("resumed indirect talks")
    page.keyboard.press("Enter")
    expect(opened.locator(".of-day")).to_be_hidden()


def test_the_table_says_what_the_picture_shows(page: Page, address: str) -> None:
    page.goto(address + OCTOBER)
    expect(heading(page)).to_be_visible()
    page.get_by_text("Show as table").click()
    row = page.get_by_role("row", name=re.compile("^24 October 2025"))
    told = bin_of(page, "2025-10-24").get_attribute("aria-label") or ""
    numbers = row.get_by_role("cell").all_inner_texts()
    assert re.findall(r"\d+", told.split(": ")[1]) == numbers
    drawn = page.locator("#panel-timeline .bin:not(.empty)").count()
    assert page.locator(".as-table tbody tr").count() == drawn


def test_words_names_and_publishers_limit_the_days(page: Page, address: str) -> None:
    page.goto(f"{address}/?tab=timeline&speaker=Rubio&about=coordination+centre")
    panel = page.locator("#panel-timeline")
    expect(panel.get_by_label("Person or body")).to_have_value("Rubio")
    expect(panel.locator("li[data-day] .headline")).to_have_count(2)
    for words in panel.locator("li[data-day] .headline").all_inner_texts():
        assert "Rubio" in words
    panel.get_by_label("Person or body").fill("Nobody At All")
    panel.get_by_role("button", name="Show", exact=True).click()
    expect(panel.locator(".empty")).to_contain_text("No matches")
    expect(panel.locator("li[data-day]")).to_have_count(0)
    panel.get_by_role("button", name="Clear").click()
    expect(heading(page)).to_have_text("23 July 2024 to 1 July 2026")
    page.goto(f"{address}/?tab=timeline&since=2026-01-01&until=2025-01-01")
    expect(panel.locator(".problem").first).to_contain_text("The first day is after the last")


def test_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = visit(context, address, f"{OCTOBER}&day=2025-10-24", ready='li[data-day="2025-10-24"] .told')
    assert page.locator(".picture").bounding_box()["width"] <= PHONE["width"] - 30  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    opened = page.locator('li[data-day="2025-10-24"]')
    opened.get_by_role("link", name="Marco Rubio").first.tap()
    expect(page.locator("#panel-said .one h3")).to_have_text("Marco Rubio")
    context.close()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lengths")


@pytest.mark.parametrize(("days", "unit"), [(1, "day"), (3650, "month")])
def test_corpora_of_any_length(browser: Browser, elsewhere: Path, days: int, unit: str) -> None:
    first = date(2015, 3, 3)
    every = max(1, days // 70)
    reports = [
        Document.make(
            f"Delegations of {at + 3} states met in Geneva on {first + timedelta(days=at):%Y-%m-%d}. Omar Nasser said "
            "that the talks would go on.",
            f"Round {at}",
            key=str(at),
            published=first + timedelta(days=at),
        )
        for at in range(0, days, every)
    ]
    with Dragoman.open(elsewhere / str(days)) as dragoman:
        ingest(dragoman._home, reports)
        with server.running(ui.mount(dragoman, FastAPI(), Access(editing=False, local=True))) as address:
            context = browser.new_context()
            page = visit(context, address, "/?tab=timeline", ready="#panel-timeline .picture")
            expect(page.locator(".drawn")).to_have_attribute("data-unit", unit)
            expect(page.locator(".unread")).to_have_count(0, timeout=15_000)
            shown = page.locator("#panel-timeline .bin:not(.empty)")
            assert shown.count() == len({(one.published.year, one.published.month) for one in reports if one.published})
            expect(page.locator("li[data-day]")).to_have_count(min(40, len(reports)))
            assert page.locator(".picture text").count() >= 4
            shown.last.click()
            if unit == "day":
                expect(page.locator("li[data-day] .told").first).to_be_visible()
            else:
                expect(page.locator(".drawn")).to_have_attribute("data-unit", "day")
            context.close()
