"""Checking quotations on the page: one, or a draft's, as an analyst does."""

import io
import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.web.browsing import PHONE, flat, visit
from tests.web.conftest import HOSTILE

WORDS = "Fatah was not present at that gathering"
CHANGED = "Fatah was present at that gathering"
DRAFT = f"""A draft

“{WORDS},” said Abdel Fattah Dawla.

“{CHANGED},” he said.

The minister spoke of “the moon and a lot of green cheese” and of a “great day”.

"{WORDS}," said Benjamin Netanyahu.
"""


def panel(page: Page) -> Locator:
    return page.locator("#panel-check")


def opened(context: BrowserContext, address: str, path: str = "/?tab=check") -> Page:
    return visit(context, address, path, "#panel-check .title")


def check(page: Page, quote: str, **fields: str) -> Locator:
    """The report's card."""
    panel(page).get_by_label("The quotation").fill(quote)
    for name, value in fields.items():
        panel(page).get_by_label(name.replace("_", " ")).fill(value)
    return pressed(page, "Check")


def check_draft(page: Page, text: str) -> Locator:
    panel(page).get_by_label("A whole draft").check()
    panel(page).get_by_label("The draft").fill(text)
    return pressed(page, "Check the draft")


def pressed(page: Page, button: str) -> Locator:
    """The card that comes, not the one that was there."""
    panel(page).locator(".result .card").evaluate_all("cards => cards.forEach(card => card.classList.add('old'))")
    panel(page).get_by_role("button", name=button, exact=True).click()
    card = panel(page).locator(".result .card:not(.checking, .old)")
    expect(card).to_be_visible()
    return card


def verdicts(card: Locator) -> list[str]:
    """(sign and name) of every verdict."""
    return [flat(words) for words in card.locator(".verdict").all_inner_texts()]


def test_words_that_stand_open_where_they_stand(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check(page, f"“{WORDS},”", Who_said_it="Abdel Fattah Dawla")
    assert verdicts(card) == ["✓ Verbatim", "✓ Quoted"]
    expect(card.locator(".found")).to_be_focused()
    expect(card.locator(".answers")).to_contain_text("Abdel Fattah Dawla, as asked")
    expect(card).to_contain_text("34 documents")
    expect(page.locator("#said")).to_contain_text("Verbatim")
    card.locator(".places .read").first.click()
    marked = page.locator("#source mark.cited")
    expect(marked).to_be_in_viewport(ratio=1)
    assert flat(marked.inner_text()) == WORDS


def test_a_changed_quotation_shows_its_change(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check(page, CHANGED, Who_said_it="Benjamin Netanyahu", Day_it_was_said="2025-10-24")
    assert verdicts(card) == ["✕ Altered", "✕ Another speaker"]
    expect(card).to_contain_text("What differs: a negation")
    expect(card.locator("blockquote ins")).to_have_text("the source has: not")
    expect(card.locator("blockquote del")).to_have_count(0)
    rows = card.locator(".answers tr")
    expect(rows.filter(has_text="Speaker")).to_contain_text("Another: Abdel Fattah Dawla, not Benjamin Netanyahu")
    expect(rows.filter(has_text="Said on")).to_contain_text("24 October 2025")
    expect(rows.filter(has_text="Publisher")).to_contain_text("Dragoman briefs (not asked)")


def test_a_report_has_an_address_and_is_gone_back_to(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    check(page, WORDS, Who_said_it="Dawla")
    expect(page).to_have_url(re.compile(r"tab=check&quote=Fatah\+was.*speaker=Dawla"))
    page.reload()
    expect(panel(page).locator(".verdict.ok").first).to_be_visible()
    expect(panel(page).get_by_label("Who said it")).to_have_value("Dawla")
    panel(page).get_by_label("The quotation").fill(CHANGED)
    panel(page).get_by_role("button", name="Check", exact=True).click()
    expect(panel(page).locator(".verdict.bad").first).to_be_visible()
    page.go_back()
    expect(panel(page).locator(".verdict.ok").first).to_be_visible()
    expect(panel(page).get_by_label("The quotation")).to_have_value(WORDS)
    page.get_by_role("link", name="Ask", exact=True).click()
    page.go_back()
    expect(panel(page).locator(".verdict.ok").first).to_be_visible()


def test_examples_are_checked_by_a_press(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    panel(page).get_by_role("button", name="put our troops in danger").click()
    expect(panel(page).locator(".verdict.warn").first).to_contain_text("Truncated")
    expect(panel(page).locator(".reason")).to_contain_text("change the meaning")


def test_what_cannot_be_checked_says_why(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check(page, "at that")
    expect(card).to_contain_text("too short to tell")
    panel(page).get_by_label("The quotation").fill("“ … ”")
    panel(page).get_by_role("button", name="Check", exact=True).click()
    expect(panel(page).locator(".problem")).to_contain_text("only marks")
    panel(page).get_by_label("The quotation").fill("why " * 110_000)
    panel(page).get_by_role("button", name="Check", exact=True).click()
    expect(panel(page).locator(".problem")).to_contain_text("at most 20,000 characters")
    panel(page).get_by_label("The quotation").fill("")
    panel(page).get_by_role("button", name="Check", exact=True).click()
    assert panel(page).get_by_label("The quotation").evaluate("field => field.validity.valueMissing")
    card = check(page, "the moon is made of green cheese and of nothing else")
    assert verdicts(card) == ["✕ Not found here"]
    expect(card).to_contain_text("Only these documents were checked")
    assert "/tmp" not in card.inner_text()


def test_the_report_is_copied(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check(page, CHANGED)
    card.get_by_role("button", name="Copy as text").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert "Fatah was {+not+} present" in page.evaluate("navigator.clipboard.readText()")
    card.get_by_role("button", name="Copy as Markdown").click()
    expect(card.get_by_role("button", name="Copied")).to_have_count(2)
    assert "Fatah was **not** present" in page.evaluate("navigator.clipboard.readText()")


def test_a_draft_has_its_failures_first_with_their_lines(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check_draft(page, DRAFT)
    expect(card.locator(".found")).to_contain_text("3 of 4 quotes need fixing")
    expect(card.locator(".failures .line")).to_have_text(
        [re.compile("Line 5.*Altered"), re.compile("Line 7.*Not found"), re.compile("Line 9.*Another speaker")]
    )
    expect(card.locator(".failures ins").first).to_contain_text("not")
    expect(card.locator(".passes .line")).to_have_text([re.compile("Line 3.*Verbatim")])
    expect(card.locator(".failures .meaning").nth(2)).to_contain_text("Abdel Fattah Dawla says this in")
    expect(card.locator(".unchecked")).to_contain_text("“great day” (line 7): fewer than three words")
    card.locator(".failures .read").first.click()
    expect(page.locator("#source mark.cited")).to_have_text(WORDS)
    page.reload()
    expect(panel(page).locator(".found")).to_contain_text("3 of 4 quotes need fixing")
    with page.expect_download() as saved:
        panel(page).get_by_role("link", name="Save as a page").click()
    written = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "Quotations in The pasted draft" in written and "<ins>not</ins>" in written


def test_the_rules_of_the_house(context: BrowserContext, address: str) -> None:
    page = opened(context, address, "/?tab=check&mode=draft")
    text = f"“{WORDS.upper()},” said Benjamin Netanyahu."
    assert verdicts(check_draft(page, text))[1:] == ["✕ Another speaker"]
    panel(page).get_by_text("House rules").click()
    panel(page).get_by_label("Allow another speaker").check()
    card = pressed(page, "Check the draft")
    assert verdicts(card) == ["= No quote needs fixing", "= Another speaker (allowed)"], "accepted, and yet not green"
    expect(card.locator(".passes .other")).to_contain_text("the draft names Benjamin Netanyahu, the source Abdel")
    panel(page).get_by_label("Letter by letter: ").check()
    assert verdicts(pressed(page, "Check the draft"))[1:] == ["✕ Altered"]


def test_a_mark_in_the_draft_leads_to_its_entry_and_back(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check_draft(page, DRAFT)
    marks = card.locator(".marked .mark")
    expect(marks).to_have_text(
        [re.compile("✓ 1$"), re.compile("✕ 2$"), re.compile("✕ 3$"), re.compile("great day"), re.compile("✕ 4$")]
    )
    marks.nth(1).click()
    expect(card.locator("#quotation-2")).to_be_focused()
    expect(card.locator("#quotation-2")).to_be_in_viewport()
    card.locator("#quotation-2 .line a").click()
    expect(marks.nth(1)).to_be_focused()
    assert "#" not in page.url


def test_a_draft_without_quotations_and_an_empty_one(context: BrowserContext, address: str) -> None:
    page = opened(context, address, "/?tab=check&mode=draft")
    card = check_draft(page, "Nobody is quoted here.")
    expect(card).to_contain_text("Nothing to check")
    expect(card.locator(".notes")).to_contain_text("no quotation marks")
    panel(page).get_by_label("The draft").fill(" ")
    panel(page).get_by_role("button", name="Check the draft").click()
    expect(panel(page).locator(".problem")).to_contain_text("paste its text or choose a file")


def test_a_file_is_checked(context: BrowserContext, address: str) -> None:
    page = opened(context, address, "/?tab=check&mode=draft")
    document, stream = Document(), io.BytesIO()
    document.add_paragraph("A draft in a word processor.")
    document.add_paragraph(f"“{CHANGED},” said Abdel Fattah Dawla.")
    document.save(stream)
    file = panel(page).get_by_label("Or a file")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file.set_input_files({"name": "draft.docx", "mimeType": kind, "buffer": stream.getvalue()})
    panel(page).get_by_role("button", name="Check the draft").click()
    expect(panel(page).locator(".failures .line")).to_contain_text("Paragraph 2")
    expect(panel(page).locator(".result .meaning").first).to_contain_text("draft.docx")
    file.set_input_files({"name": f"{HOSTILE[:40]}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    panel(page).get_by_role("button", name="Check the draft").click()
    expect(panel(page).locator(".problem")).to_contain_text("save it as one of these")
    assert page.evaluate("window.stolen") is None


def test_a_long_draft_shows_how_far_it_is_and_stops(context: BrowserContext, address: str) -> None:
    page = opened(context, address, "/?tab=check&mode=draft")
    many = "\n\n".join(
        f"“The {n}th committee of the year will meet in Cairo again on day {n},” he said." for n in range(300)
    )
    panel(page).get_by_label("The draft").fill(many)
    panel(page).get_by_role("button", name="Check the draft").click()
    expect(panel(page).locator(".checking .busy")).to_contain_text(re.compile(r"Checked \d+ of 300 quotations"))
    expect(panel(page).get_by_role("progressbar")).to_be_visible()
    panel(page).get_by_role("button", name="Stop").click()
    expect(panel(page).locator(".problem")).to_contain_text("was stopped")
    expect(panel(page).get_by_role("button", name="Check the draft")).to_be_enabled()


def test_a_report_that_is_no_longer_kept_says_so(context: BrowserContext, address: str) -> None:
    page = opened(context, address, "/?tab=check&mode=draft&job=gone")
    expect(panel(page).locator(".problem")).to_contain_text("no longer kept")


def test_hostile_words_do_nothing(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    card = check(page, f"seven ships from the harbour of Quux. {HOSTILE}", Who_said_it=HOSTILE)
    expect(card).to_contain_text("<script>")
    expect(card.locator("script, img, style")).to_have_count(0)
    check(page, "demanded seven ships from the harbour of Quux")
    panel(page).locator(".places .read").click()
    expect(page.locator("#source mark.cited")).to_contain_text("seven ships")
    check_draft(page, f"“seven ships from the harbour of Quux {HOSTILE}” and <img src=x onerror='window.stolen=1'>")
    assert page.evaluate("window.stolen") is None


def test_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    page = opened(context, address)
    card = check(page, CHANGED)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    card.locator(".places .read").first.tap()
    expect(page.locator("#source mark.cited")).to_be_in_viewport()
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#source")).to_be_hidden()
    expect(card).to_be_visible()
    check_draft(page, DRAFT)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_it_works_with_the_keyboard_alone(context: BrowserContext, address: str) -> None:
    page = opened(context, address)
    panel(page).get_by_label("The quotation").focus()
    page.keyboard.type(CHANGED)
    page.keyboard.press("Control+Enter")
    expect(panel(page).locator(".found")).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel(page).locator(".places .read").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark.cited")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page).locator(".places .read").first).to_be_focused()
