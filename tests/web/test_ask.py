"""Asking, as visitors do it: on a desk and on a phone, with the keyboard, two at once, with a model and without."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dragoman import Dragoman, ui
from dragoman.assistant.generation.model_name import ModelName
from dragoman.assistant.generation.writer import Writer
from dragoman.assistant.settings import Settings
from dragoman.evals.bench.openai_server import Body, Play, claims, evidence_of, serving
from dragoman.index.retrieval.ranking import Ranker, load_weights
from dragoman.web import server
from tests.web.browsing import DESK, EXAMPLE, PHONE, UNANSWERABLE, ask, flat, lead, visit


def test_an_example_is_answered_and_its_source_opened(page: Page) -> None:
    page.get_by_role("button", name=EXAMPLE).click()
    card = page.locator(".turn .a:not(.waiting)")
    expect(card.locator(".lead")).to_contain_text("Hassan Rashad")
    expect(card.locator(".said").first).to_contain_text("Dragoman brief on")
    expect(card.locator(".foot")).to_contain_text(f"searched: {EXAMPLE}")
    expect(card.locator(".cite").first).to_have_attribute("aria-pressed", "true")
    marked = page.locator("#source mark.cited")
    expect(marked).to_be_in_viewport(ratio=1)
    assert flat(marked.inner_text()) == lead(card)


def test_every_citation_opens_its_exact_words(page: Page) -> None:
    card = ask(page, EXAMPLE)
    chips = card.locator(".cite")
    for number in range(chips.count()):
        chip = chips.nth(number)
        chip.click()
        expect(page.locator("#source .report")).to_have_attribute("data-start", chip.get_attribute("data-start") or "")
        expect(page.locator("#source .report")).to_have_attribute(
            "data-document", chip.get_attribute("data-document") or ""
        )
        expect(page.locator("#source mark.cited").first).to_be_in_viewport()
        expect(chip).to_have_attribute("aria-pressed", "true")
        expect(card.locator('.cite[aria-pressed="true"]')).to_have_count(1)
    quotes = [flat(words) for words in card.locator(".words").all_inner_texts()]
    card.locator("blockquote .cite").last.click()
    expect(page.locator("#source mark.cited")).to_have_text(re.compile(re.escape(quotes[-1][:20])))
    assert flat(page.locator("#source mark.cited").inner_text()) == quotes[-1]


def test_the_source_links_to_the_report_and_is_copied_as_a_quotation(page: Page) -> None:
    card = ask(page, EXAMPLE)
    link = page.locator("#source a.open")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("href", re.compile("^https?://"))
    page.locator("#source [data-copy]").click()
    expect(page.locator("#source [data-copy]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert lead(card) in flat(copied)
    assert "Dragoman brief on" in copied


def test_a_permanent_link_opens_its_words(page: Page, browser: Browser, address: str) -> None:
    card = ask(page, EXAMPLE)
    page.get_by_role("button", name="Copy link to these words").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}/?document=")
    context = browser.new_context(viewport=PHONE)
    second = visit(context, address, link.removeprefix(address), ready="#source mark.cited")
    assert flat(second.locator("#source mark.cited").inner_text()) == lead(card)
    broken = visit(context, address, "/?document=nowhere&start=1&end=2", ready="#source .problem")
    expect(broken.locator("#source .problem")).to_contain_text("No document has the id")
    context.close()


def test_a_question_is_edited_and_asked_again_in_its_place(page: Page) -> None:
    ask(page, UNANSWERABLE)
    ask(page, EXAMPLE)
    page.locator(".turn").first.get_by_role("button", name="Edit question").click()
    field = page.get_by_label("Edit your question")
    expect(field).to_have_value(UNANSWERABLE)
    field.fill("How many US troops are at the coordination center?")
    field.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn .a:not(.waiting)")).to_contain_text("200")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".turn .a.waiting")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)
    page.locator(".turn").get_by_role("button", name="Copy", exact=True).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert lead(page.locator(".turn .a")) in flat(copied)
    assert "[1]" in copied


def test_what_was_read_beside_the_answer_is_told_apart(page: Page) -> None:
    card = ask(page, EXAMPLE)
    card.locator("summary").click()
    also = card.locator(".read-list").last.get_by_role("button").first
    also.click()
    expect(page.locator("#source .report")).to_have_attribute("data-start", also.get_attribute("data-start") or "")


def test_it_abstains_and_offers_the_nearest_passage_as_no_answer(page: Page) -> None:
    card = ask(page, UNANSWERABLE)
    expect(card).to_have_class(re.compile("none"))
    expect(card).to_contain_text("This corpus does not say.")
    expect(card).to_contain_text("34 documents")
    expect(card.locator(".cite")).to_have_count(0)
    card.get_by_role("button", name="See the nearest passage anyway").click()
    expect(page.locator("#source")).to_contain_text("Not an answer.")
    expect(page.locator("#source mark.cited").first).to_be_in_viewport()


def test_a_follow_up_is_searched_with_what_was_said(page: Page) -> None:
    ask(page, EXAMPLE)
    card = ask(page, "What did he do in Cairo?")
    told = card.locator(".foot i, .said i").first.inner_text()
    assert told != "What did he do in Cairo?"
    assert "Intelligence" in told
    expect(page.locator(".turn")).to_have_count(2)


def test_a_follow_up_can_be_searched_by_its_own_words(page: Page) -> None:
    ask(page, EXAMPLE)
    expect(page.get_by_role("button", name="Ignore earlier questions")).to_have_count(0)
    ask(page, "What did he do in Cairo?")
    page.get_by_role("button", name="Ignore earlier questions").click()
    expect(page.locator(".turn .a:not(.waiting)")).to_have_count(3)
    expect(page.locator(".turn").last).to_contain_text("What did he do in Cairo?")
    assert "Intelligence" not in page.locator(".turn").last.locator(".foot i, .said i").first.inner_text()


def test_what_is_written_appears_and_is_marked_and_stops(context: BrowserContext, dragoman: Dragoman) -> None:
    def model(body: Body) -> Play:
        words = evidence_of(body)[0]["words"]
        return Play(claims((words, [1]), ("In all 77,777 came.", [1])), piece=12, pause=0.02)

    with serving(model) as scripted:
        given = Settings(model="openai:scripted", model_url=scripted.url, model_seconds=120)
        writer = Writer(ModelName("openai", "scripted", scripted.url), given, dragoman.judge)
        writing = Dragoman(dragoman._home, Ranker(load_weights()), writer=writer)
        with server.running(ui.mount(writing, FastAPI())) as running:
            page = visit(context, running)
            box = page.get_by_label("Your question")
            box.fill(EXAMPLE)
            box.press("Enter")
            expect(page.locator(".writing .unchecked, .writing .prose").first).to_be_visible(timeout=60_000)
            card = page.locator(".turn .a:not(.waiting)")
            expect(card).to_have_count(1, timeout=60_000)
            expect(card.locator(".prose").first.locator("s")).to_have_count(0)
            expect(card.locator(".unsupported s")).to_contain_text("77,777")
            expect(card.locator(".doubt")).to_contain_text("evidence")
            scripted.plays(Play("never", before=120))
            box.fill(EXAMPLE)
            box.press("Enter")
            page.get_by_role("button", name="Stop").click()
            expect(card).to_have_count(2, timeout=30_000)
            expect(card.nth(1)).to_contain_text("it was stopped")


def test_what_is_wrong_is_said_and_the_question_kept(page: Page) -> None:
    question = page.get_by_label("Your question")
    long = "why " * 25_000
    question.fill(long)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".problem")).to_contain_text("at most")
    expect(question).to_have_value(long)
    question.fill(" ")
    question.press("Enter")
    expect(page.locator(".problem")).to_contain_text("The question is empty")
    ask(page, EXAMPLE)
    expect(page.locator(".problem")).to_have_count(0)


def test_a_new_conversation_and_a_new_page_begin_again(page: Page, address: str) -> None:
    ask(page, EXAMPLE)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".nothing")).to_be_visible()
    ask(page, EXAMPLE)
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    expect(ask(page, EXAMPLE)).to_contain_text("Hassan Rashad")


def test_two_visitors_do_not_see_each_other(page: Page, browser: Browser, address: str) -> None:
    ask(page, EXAMPLE)
    other = browser.new_context(viewport=DESK)
    second = visit(other, address)
    expect(second.locator(".turn")).to_have_count(0)
    card = ask(second, "How many US troops are at the coordination center?")
    expect(second.locator(".turn")).to_have_count(1)
    assert "Rashad" not in card.inner_text()
    expect(page.locator(".turn")).to_have_count(1)
    other.close()


def test_it_works_with_the_keyboard_alone(page: Page) -> None:
    def tab_to(wanted: str) -> None:
        for _ in range(40):
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
            page.keyboard.press("Tab")
        pytest.fail(f"forty tabs do not reach {wanted}")

    tab_to("textarea")
    page.keyboard.type("Who heads the committee?")
    page.keyboard.press("Enter")
    chips = page.locator(".cite")
    expect(chips.first).to_be_visible()
    tab_to(".cite:not(.on)")
    marker, start = page.evaluate("[document.activeElement.dataset.marker, document.activeElement.dataset.start]")
    page.keyboard.press("Enter")
    expect(page.locator("#source .report")).to_have_attribute("data-start", start)
    expect(page.locator('.cite[aria-pressed="true"]')).to_have_text(marker)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_on_a_phone_the_source_is_a_sheet_that_goes_back(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit(context, address)
    card = ask(page, EXAMPLE)
    sheet = page.locator("#source")
    expect(sheet).to_be_hidden()
    chip = card.locator(".cite").first
    for back in (page.get_by_role("button", name="Back", exact=True).click, page.go_back):
        chip.tap()
        expect(page.locator("#source mark.cited")).to_be_in_viewport()
        back()
        expect(sheet).to_be_hidden()
        expect(chip).to_be_focused()
        expect(chip).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_colour_scheme(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport=DESK, color_scheme="dark" if scheme == "dark" else "light")
    page = visit(context, address)
    colours = page.evaluate(
        "['.gradio-container', '.welcome h2'].map((place, at) =>"
        " getComputedStyle(document.querySelector(place))[at ? 'color' : 'backgroundColor'])"
    )
    paper, ink = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert (paper < ink) == (scheme == "dark")
    context.close()


def test_a_hostile_document_does_nothing(page: Page) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    card = ask(page, "How many ships did envoy Zorblatt demand from the harbour of Quux?")
    card.locator(".cite, .nearest").first.click()
    expect(page.locator("#source .report h2")).to_contain_text("Zorblatt")
    expect(page.locator("#source a.open")).to_have_count(0)
    expect(page.locator("#source img, #source script, #source style, .turn img, .turn script")).to_have_count(0)
    assert page.evaluate("window.stolen") is None
    assert [url for url in requested if "evil" in url] == []


def test_the_server_says_where_it_is_and_stops_when_interrupted(tmp_path: Path) -> None:
    script = (
        "import sys; from dragoman import ui; from dragoman import Dragoman\n"
        "with Dragoman.open(sys.argv[1]) as dragoman: ui.serve(dragoman, port=0)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "home")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert re.fullmatch(r"Dragoman is ready at http://127\.0\.0\.1:\d+\. Ctrl-C stops it\.\n", line)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err


def test_a_taken_port_gives_way_to_the_next() -> None:
    with server.listen("127.0.0.1", 0) as first, server.listen("127.0.0.1", first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]
