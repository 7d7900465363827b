"""Kept conversations as files: every quotation exact, every note with its place, nothing that could run."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dragoman.assistant.contract.conversations import Transcript as Exported
from dragoman.assistant.history.history import Conversation, HistoryMessage, RemovedDocument, Transcript
from dragoman.assistant.render.conversation_export import KINDS, as_text, exported, file_name
from dragoman.assistant.render.conversation_markdown import as_markdown
from dragoman.assistant.render.markdown import plain
from dragoman.assistant.types import Answer, Claim
from dragoman.corpus.types import Document
from tests.assistant.answers import DOCUMENTS, answered, answers, cite, hit, quoted

MOMENT = datetime(2025, 11, 25, 18, 30, tzinfo=UTC)
HOSTILE = (
    "<script>stolen=1</script>",
    '<img src=x onerror="stolen=1">',
    "[a](javascript:stolen=1)",
    "![a](https://evil.example/x.png)",
    "https://evil.example/x www.evil.example me@evil.example",
    "# heading\n\n- item\n\n1. item\n\n```\ncode\n```\n\n| a |\n|---|\n| b |",
    "---\n===\n> quote\n\n    code",
    "&lt;b&gt; &#60;i&#62; $x$ ~~no~~ `code` **b** \\* <https://evil.example>",
)
one, two, arabic, odd, _ = DOCUMENTS
EGYPT = "Egypt hosted the factions in Cairo on 1 October."


def transcript(*given: Answer, title: str = "The talks", **more: object) -> Transcript:
    messages = tuple(HistoryMessage(place, answer, MOMENT, **more) for place, answer in enumerate(given))  # type: ignore[arg-type]
    return Transcript(Conversation("c1", title, MOMENT, MOMENT, len(given)), messages)


def rendered(markdown: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(markdown))


class Page(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def flat(text: str) -> str:
    return " ".join(text.split())


TALKS = transcript(
    answered(
        "Who hosted them?",
        quoted(cite(1, one, EGYPT), cite(2, two, "Egypt hosted the factions in Cairo on 2 October.")),
        quoted(cite(3, arabic, "وافقت الفصائل على اللجنة.")),
    ),
    answered("And who won?", hits=(hit(one),), searched_for="who won the talks"),
    answered("Who spoke?", quoted(cite(1, odd, odd.text), cite(2, one, EGYPT)), unmentioned=("Rashad",)),
)


def test_markdown() -> None:
    shown = as_markdown(TALKS)
    assert shown.startswith(
        "# The talks\n\n*3 questions asked of Dragoman, 25 November 2025 (UTC)*\n\n## Who hosted them?\n"
    )
    assert f"> “{EGYPT}” \\[1\\] \\[2\\]\n>\n> — Paper 1, undated (2 reports say this)" in shown
    assert "> «وافقت الفصائل على اللجنة.» \\[3\\]" in shown
    assert "This corpus does not say.\n\nSearched for: who won the talks" in shown
    assert "*Note: Not mentioned in what is quoted: Rashad.*" in shown
    assert "\\[4\\] \\[1\\]" in shown, "the same words have the same note"
    url = re.escape("https://example.org/one?a=1&amp;b=(2)#:~:text=Egypt%20hosted")
    assert re.search(
        rf"\n1\. “Round 1”, Paper 1, undated: \[original\]\(<{url}[^>]*>\), document {one.id}, characters 0 to 48",
        shown,
    )
    assert shown.count("\n4. ") == 1 and "\n5. " not in shown


def test_html() -> None:
    shown = Page(exported(TALKS, "html"))
    names = {tag for tag, _ in shown.tags}
    assert not names & {"script", "img", "link", "iframe", "form", "svg"}
    ids = {attributes["id"] for _, attributes in shown.tags if "id" in attributes}
    leads = [attributes["href"] for tag, attributes in shown.tags if tag == "a" and attributes.get("class") == "n"]
    assert {f"#{name}" for name in ids} == set(leads)
    assert leads == ["#note-1", "#note-2", "#note-3", "#note-4", "#note-1"]
    for words in (EGYPT, "وافقت الفصائل على اللجنة.", odd.text):
        assert flat(words) in flat(shown.text)
    assert f"document {one.id}, characters 0 to 48" in flat(shown.text)
    assert "This corpus does not say." in shown.text
    assert "prefers-color-scheme: dark" in exported(TALKS, "html")
    assert "@media print" in exported(TALKS, "html")


def test_json_has_what_is_needed_to_check_every_citation() -> None:
    shown = json.loads(exported(TALKS, "json"))
    texts = {document["id"]: document["text"] for document in shown["documents"]}
    cited = [
        citation for message in shown["messages"] for claim in message["claims"] for citation in claim["citations"]
    ]
    assert len(cited) == 5
    for citation in cited:
        assert texts[citation["document_id"]][citation["start"] : citation["end"]] == citation["quote"]
    assert [message["abstained"] for message in shown["messages"]] == [False, True, False]
    assert shown["messages"][1]["retrieved"][0]["document_id"] == one.id
    assert (shown["id"], shown["title"], shown["questions"]) == ("c1", "The talks", 3)


@given(st.lists(answers(), max_size=3))
def test_any_answer_can_be_exported(given: list[Answer]) -> None:
    whole = transcript(*given)
    texts = {document["id"]: document["text"] for document in Exported.whole(whole).as_object()["documents"]}
    for form in KINDS:
        assert exported(whole, form)
    assert as_text(whole)
    for answer in given:
        for citation in answer.citations:
            assert texts[citation.document.id][citation.span.start : citation.span.end] == citation.quote


def test_reports_that_have_left_the_corpus_are_told() -> None:
    gone = (RemovedDocument(one), RemovedDocument(two, "a" * 16))
    left = transcript(
        answered("Who?", quoted(cite(1, one, EGYPT)), quoted(cite(2, two, "Cairo"))), gone=gone, lost=("x",)
    )
    for shown in (as_markdown(left), Page(exported(left, "html")).text, as_text(left)):
        told = flat(shown)
        assert "Round 1 (Paper 1, undated) is no longer in the corpus; it is quoted as it was." in told
        assert "has been replaced by a newer version; it is quoted as it was." in told
        assert "1 report that this answer cited cannot be found any more" in told
        assert EGYPT in told
    documents = {document["id"]: document for document in Exported.whole(left).as_object()["documents"]}
    assert (documents[one.id]["in_corpus"], documents[one.id]["replaced_by"]) == (False, None)
    assert (documents[two.id]["in_corpus"], documents[two.id]["replaced_by"]) == (False, "a" * 16)


def test_prose_is_labelled_where_it_is_not_supported() -> None:
    claims = (
        Claim("1. Egypt hosted.", (cite(1, one, EGYPT),), "supported"),
        Claim("- Eight came.", (cite(1, one, EGYPT),), "contradicted", ("another number",)),
    )
    written = transcript(answered("Who?", *claims, mode="writing"))
    assert "1\\. Egypt hosted. \\[1\\]\n" in as_markdown(written)
    assert "\\- Eight came. \\[1\\]\n*(The evidence says otherwise: another number)*" in as_markdown(written)
    page = exported(written, "html")
    assert '<s aria-label="not supported">- Eight came.</s>' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_markup(text: str) -> None:
    document = Document.make(f"Before. {text} After.", text, key=text, publisher=text, url=text)
    citation = cite(1, document, document.text)
    given = (
        answered(text, quoted(citation), searched_for=f"x {text}", unmentioned=(text,)),
        answered(text, searched_for=text),
        answered(text, Claim(text, (citation,), "unchecked", (text,)), mode="writing"),
    )
    whole = transcript(*given, title=text, gone=(RemovedDocument(document),))
    allowed = {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section", "blockquote", "span",
        "a", "bdi", "i", "ol", "li", "s", "em",
    }  # fmt: skip
    page = Page(exported(whole, "html"))
    assert {tag for tag, _ in page.tags} <= allowed
    leads = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert all(lead.startswith("#note-") for lead in leads)
    made = rendered(as_markdown(whole))
    assert {tag for tag, _ in Page(made).tags} <= {"h1", "h2", "p", "em", "blockquote", "ol", "li"}
    assert flat(document.text) in flat(Page(made).text), "the quoted words are what they were"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_words_stay_words_in_markdown(words: str) -> None:
    made = rendered(plain(words))
    inside = re.sub(r"\A<p>|</p>\n?\Z", "", made)
    assert flat(unescape(inside)) == flat(words)
    assert "<" not in inside


def test_a_file_is_named_by_day_and_title() -> None:
    assert file_name(transcript(title="Who leads Türkiye’s team?"), "md") == "2025-11-25-who-leads-turkiyes-team.md"
    assert file_name(transcript(title='../"القاهرة"\r\n'), "html") == "2025-11-25-conversation.html"
    assert file_name(replace(TALKS), "json") == "2025-11-25-the-talks.json"
