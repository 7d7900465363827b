"""Every tab, whoever reads it and by whatever means: with a screen reader, the keyboard, a phone, in the dark, enlarged.

And whatever the documents hold: none of them makes a tab ask another host for something, or run what it holds. The tabs are
those that the page has: a new one is looked at without a line here.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from dragoman import Dragoman, ui
from dragoman.api.access import Access
from dragoman.web import server
from tests.web.browsing import DESK, EXAMPLE, PHONE, ask, visit
from tests.web.conftest import HOSTILE

Scheme = Literal["light", "dark"]

NARROW: ViewportSize = {"width": 320, "height": 640}
ENLARGED: ViewportSize = {"width": 640, "height": 430}
"""A window of 1280 by 860 at twice its size."""
ARABIC = "قال وزير الخارجية المصري بدر عبد العاطي: «لن نقبل بتهجير الفلسطينيين من أرضهم». وأضاف أن القاهرة تواصل العمل."
ASKED_IN_ARABIC = "ماذا قال بدر عبد العاطي وزير الخارجية المصري؟"
ALL_SAID = f"Envoy Zorblatt demanded seven ships from the harbour of Quux on 3 November 2025. He said: “{HOSTILE}”"

# What can be pressed or filled in, as far as it is shown; a chart's marks may share one stop (tabindex -1).
REACHABLE = """
root => [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(one =>
  one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0 && one.type !== 'hidden'
  && !one.closest('[inert]') && one.getClientRects().length && !(one.type === 'radio' && !one.checked))
"""
# How many fragments are being loaded: Gradio's own connection stays open, so that the network is never idle.
COUNTED = """
() => {
  if ('loading' in window) return;
  const fetched = window.fetch;
  window.loading = 0;
  window.fetch = async (...given) => {
    const counts = String(given[0]).startsWith('/page/');
    loading += counts;
    try {
      return await fetched(...given);
    } finally {
      // What is done with the answer comes first.
      if (counts) setTimeout(() => (loading -= 1), 50);
    }
  };
}
"""
# Where the focus is: told apart from what has it not, or not.
FOCUSED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const seen = node => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && style.outlineColor !== 'transparent';
  };
  const around = one.closest('.box');
  const drawn = [...one.querySelectorAll(':scope > rect, :scope > path, :scope > circle')].some(
    part => getComputedStyle(part).stroke !== 'none' && parseFloat(getComputedStyle(part).strokeWidth) > 0);
  const box = one.getBoundingClientRect();
  const away = box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth;
  const said = one.outerHTML.slice(0, 160);
  const lit = around && getComputedStyle(around).boxShadow !== 'none';
  if (!(seen(one) || drawn || lit)) return {said, wrong: 'the focus cannot be seen'};
  if (away) return {said, wrong: 'it is focused out of sight'};
  return {said, wrong: null};
}
"""
# What is wider than its place: a reader would have to scroll sideways. The tabs may be, and what says that it may.
SIDEWAYS = """
() => [...document.querySelectorAll('body *')].filter(one => {
  if (!one.checkVisibility() || one.closest('#tabs, .unseen, [data-wide]')) return false;
  const style = getComputedStyle(one);
  if (style.overflowX === 'visible') return one.getBoundingClientRect().right > innerWidth + 1;
  return ['auto', 'scroll'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 160))
"""


@pytest.fixture(scope="module")
def address(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose visitors may change the corpus, over the briefs, a report in Arabic, and hostile ones."""
    home = tmp_path_factory.mktemp("access")
    hostile = {
        "title": f"Zorblatt {HOSTILE}",
        "text": f"{ALL_SAID}\n\n{HOSTILE}",
        "publisher": HOSTILE,
        "url": "javascript:window.stolen=1",
        "published": "2025-11-04",
    }
    arabic = {
        "title": "تأكيد على وحدة الصف",
        "text": ARABIC,
        "publisher": "الأهرام",
        "language": "ar",
        "published": "2025-10-20",
    }
    rows = home / "rows.jsonl"
    rows.write_text("\n".join(json.dumps(row) for row in (hostile, arabic)), encoding="utf-8")
    named = home / "<img src=x onerror=window.stolen=1>.txt"
    named.write_text(f"The harbour of Quux is closed.\n\n{HOSTILE}", encoding="utf-8")
    with Dragoman.open(briefs_home(home / "dragoman")) as opened:
        report = opened.ingest([rows, named])
        assert report.failed == ()
        with server.running(ui.mount(opened, FastAPI(), Access(editing=True, local=True))) as running:
            yield running


@pytest.fixture
def quiet(browser: Browser, address: str) -> Iterator[Page]:
    """A page whose reader wants no motion, so that colours are what they will be."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    yield visit(context, address)
    context.close()


def tabs(page: Page) -> list[str]:
    """The names of the tabs, in their order."""
    names: list[str] = page.locator("#tabs a").evaluate_all("links => links.map(link => link.dataset.tab)")
    assert names[0] == "ask"
    return names


def show(page: Page, tab: str) -> None:
    """The tab, with what it loads."""
    page.evaluate(COUNTED)
    page.locator(f'#tabs a[data-tab="{tab}"]').click()
    expect(page.locator(f"#panel-{tab}")).to_be_visible()
    settled(page, tab)


def settled(page: Page, tab: str) -> None:
    """Wait until the tab has what it loads."""
    page.wait_for_function("() => window.loading === 0")
    expect(page.locator(f"#panel-{tab} .busy:visible")).to_have_count(0)


def serious(page: Page, **options: Any) -> list[str]:
    """What axe finds, that keeps somebody from using the page."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def _checked(page: Page) -> None:
    page.locator("#panel-check [name=quote]").fill("Fatah was not present at that meeting")
    page.locator("#panel-check form.one .go").click()
    expect(page.locator("#panel-check .found")).to_be_visible()


def _heard(page: Page) -> None:
    page.locator("#panel-said button.speaker").first.click()
    expect(page.locator("#panel-said .words-by-day").first).to_be_visible()


def _looked_into(page: Page) -> None:
    page.locator("#panel-timeline .bin:not(.empty)").first.click()
    page.locator("#panel-timeline summary").first.click()


def _compared(page: Page) -> None:
    page.locator("#panel-compare .beside a.tab-link").first.click()
    expect(page.locator("#panel-compare .beside .back, #panel-compare .beside table").first).to_be_visible()


def _chosen(page: Page) -> None:
    for summary in page.locator("#panel-library summary").all():
        summary.click()
    page.locator("#panel-library input.one").first.check()
    expect(page.locator("#library-chosen")).to_be_visible()


def _renamed(page: Page) -> None:
    page.locator("#panel-history .rename").first.click()


WORKED = {
    "check": _checked,
    "said": _heard,
    "timeline": _looked_into,
    "compare": _compared,
    "library": _chosen,
    "history": _renamed,
}
"""What somebody does on a tab first; a tab without is looked at as it opens."""


def states(page: Page) -> Iterator[str]:
    """What the page shows while somebody works with it, one after the other: each tab as it opens, and in use."""
    yield "ask"
    card = ask(page, EXAMPLE)
    card.locator(".reading summary").click()
    yield "ask, in use"
    card.locator(".cite").first.click()
    expect(page.locator("#source mark.cited").first).to_be_visible()
    yield "source"
    page.keyboard.press("Escape")
    for tab in tabs(page)[1:]:
        show(page, tab)
        yield tab
        if tab in WORKED:
            WORKED[tab](page)
            settled(page, tab)
            yield f"{tab}, in use"


def test_axe_finds_what_is_wrong(quiet: Page) -> None:
    quiet.evaluate("document.querySelector('.welcome p').style.color = '#ddd'")
    quiet.evaluate("document.querySelector('#question').removeAttribute('aria-label')")
    quiet.evaluate("document.querySelector('#question').removeAttribute('placeholder')")
    found = serious(quiet)
    assert any("color-contrast" in one for one in found)
    assert any("label" in one for one in found)


def test_axe_finds_nothing_serious_on_any_tab(quiet: Page) -> None:
    found: dict[str, list[str]] = {}
    for state in states(quiet):
        # All four pairs of a width and a scheme on each tab, two of them as it opens and two in use.
        schemes: tuple[Scheme, Scheme] = ("dark", "light") if "in use" in state else ("light", "dark")
        for size, scheme in zip((DESK, PHONE), schemes, strict=True):
            quiet.set_viewport_size(size)
            quiet.emulate_media(color_scheme=scheme)
            found[f"{state}, {scheme}, {size['width']} px"] = serious(quiet)
        quiet.set_viewport_size(DESK)
    assert {state: one for state, one in found.items() if one} == {}


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page) -> None:
    ask(page, EXAMPLE)
    for tab in tabs(page):
        show(page, tab)
        page.locator(f'#tabs a[data-tab="{tab}"]').focus()
        page.evaluate(
            f"window.reach = ({REACHABLE})(document).filter(one => !one.closest('#header')); window.reached = new Set()"
        )
        count = page.evaluate("reach.length")
        for _ in range(count + 30):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop is None:
                break
            assert stop["wrong"] is None, f"{tab}: {stop}"
            page.evaluate("reached.add(document.activeElement)")
        missed = page.evaluate("reach.filter(one => !reached.has(one)).map(one => one.outerHTML.slice(0, 160))")
        assert missed == [], f"{tab}: {missed}"


def test_tabs_open_by_the_keyboard_and_the_header_can_be_skipped(page: Page) -> None:
    for tab in reversed(tabs(page)):
        page.locator(f'#tabs a[data-tab="{tab}"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        expect(page.locator("#tabs a[aria-current]")).to_have_attribute("data-tab", tab)
    skip = page.get_by_role("link", name="Skip to content")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#main') !== null")


def test_what_happens_is_said_aloud(page: Page) -> None:
    said = page.locator("#said")
    expect(said).to_have_attribute("role", "status")
    expect(said).to_have_text("")
    ask(page, EXAMPLE)
    expect(said).to_contain_text("Answer with")
    expect(said).to_contain_text("Hassan Rashad")
    page.locator(".cite").last.click()
    expect(said).to_contain_text("Source: ")
    page.locator(".turn").get_by_role("button", name="Copy", exact=True).click()
    expect(said).to_have_text("Copied")


def test_nothing_moves_for_whoever_wants_no_motion(quiet: Page) -> None:
    for tab in tabs(quiet):
        show(quiet, tab)
        quiet.evaluate(
            "tab => document.querySelector(`#panel-${tab}`).insertAdjacentHTML('beforeend', '<p class=\"busy\">Waiting</p>')",
            tab,
        )
        assert quiet.evaluate("document.getAnimations().length") == 0, tab


@pytest.mark.parametrize("size", [NARROW, ENLARGED], ids=["320 px", "200 %"])
def test_nothing_has_to_be_scrolled_sideways(browser: Browser, address: str, size: ViewportSize) -> None:
    context = browser.new_context(viewport=size)
    page = visit(context, address)
    found = {state: page.evaluate(SIDEWAYS) for state in states(page)}
    assert {state: one for state, one in found.items() if one} == {}
    show(page, "ask")
    assert page.evaluate("document.querySelector('#conversation').clientHeight") >= 80, "room to read in"
    context.close()


def test_arabic_is_shown_right_to_left_and_quoted(page: Page) -> None:
    card = ask(page, ASKED_IN_ARABIC)
    expect(page.locator(".turn .q")).to_have_css("direction", "rtl")
    card.locator(".cite, .nearest").first.click()
    text = page.locator("#source .text")
    expect(text).to_have_attribute("dir", "rtl")
    expect(text).to_have_attribute("lang", "ar")
    assert page.locator("#source mark.cited").first.inner_text() in ARABIC
    expect(page.locator("#source .report h2")).to_have_css("direction", "rtl")
    expect(page.locator("#source .bar")).to_have_css("direction", "ltr")


def test_no_tab_does_what_a_document_wants(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    page.goto(address)
    card = ask(page, "How many ships did envoy Zorblatt demand from the harbour of Quux?")
    card.locator(".cite, .nearest").first.click()
    expect(page.locator("#source .report h2")).to_contain_text("Zorblatt")
    for _ in states(page):
        unharmed(page)
    assert [url for url in requested if not url.startswith((address, "data:", "blob:"))] == []


def unharmed(page: Page) -> None:
    """Nothing of a document has become a part of the page."""
    assert page.evaluate("window.stolen") is None
    expect(page.locator("#room img, #room iframe, #room script, #room style, #room object")).to_have_count(0)
    addresses = page.locator("#room [href]").evaluate_all("links => links.map(link => link.href)")
    assert [one for one in addresses if not one.startswith(("http://", "https://"))] == []
