"""HTML from values: nothing in a document becomes markup, and what is marked is what is cited."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.render import citations
from dragoman.assistant.types import Answer, Citation, Claim
from dragoman.corpus.types import Document, Mark, Passage, Sentence, Source, Span
from dragoman.index.retrieval.search import Hit
from dragoman.web.views import ask
from dragoman.web.views.markup import problem
from dragoman.web.views.source import body as body_of
from dragoman.web.views.source import no_source, source

HOSTILE = (
    "<script>parent.stolen=1</script>",
    '<img src=x onerror="parent.stolen=1">',
    "<style>body{display:none}</style>",
    '"><svg onload=parent.stolen=1>',
    "javascript:parent.stolen=1",
    "${parent.stolen=1} {{constructor}} `</textarea>",
    "' onfocus='parent.stolen=1' autofocus='",
)
BRIEF = Document.make(
    "Cairo hosted the talks.\n\nEgypt gave the number as fifteen. Fatah agreed.",
    "Factions accept a committee",
    key="brief",
    publisher="Dragoman briefs",
    language="en",
    based_on=Source("Arab News", "Committee agreed", "https://arabnews.example/a?b=1&c=2", date(2026, 1, 14)),
)
REPORT = Document.make(
    "The list - all of it - was accepted.", "Accepted", key="report", publisher="i24NEWS", url="https://i24.example/x"
)


class Tags(HTMLParser):
    """Collects what a browser would make elements and attributes of."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def words(document: Document, quote: str) -> Span:
    start = document.text.index(quote)
    return Span(start, start + len(quote))


def cite(marker: int, document: Document, quote: str) -> Citation:
    return Citation(marker, document, words(document, quote))


def claim(*citations: Citation) -> Claim:
    return Claim(citations[0].quote, citations, "supported")


def answered(*claims: Claim, **changed: object) -> Answer:
    made = Answer("How many?", "How many members?", claims, (), False, 0.9, "quoting", 0.24)
    return replace(made, **changed)  # type: ignore[arg-type]


def text_of(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def marked(markup: str, kind: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'<mark class="{kind}">(.*?)</mark>', markup, re.DOTALL)]


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span, list[Span]]:
    alphabet = st.one_of(st.sampled_from("a<>&\"'\n\r \t“ش😀"), st.characters(exclude_categories=["Cs"]))
    text = draw(st.text(alphabet, min_size=1, max_size=80))
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    spans = ends.map(lambda pair: Span(*pair))
    return text, draw(spans), draw(st.lists(spans, max_size=4))


@given(texts_with_spans())
def test_a_body_without_its_tags_is_the_text(case: tuple[str, Span, list[Span]]) -> None:
    text, cited, also = case
    assert text_of(body_of(text, cited, also)) == text


@given(texts_with_spans())
def test_what_is_marked_is_what_is_cited(case: tuple[str, Span, list[Span]]) -> None:
    text, cited, also = case
    gaps = {at for match in re.finditer(r"\n\s*\n", text) for at in range(*match.span())}

    def shown(positions: set[int]) -> str:
        return "".join(text[at] for at in sorted(positions) if at not in gaps)

    faint = {at for span in also for at in range(span.start, span.end)} - set(range(cited.start, cited.end))
    body = body_of(text, cited, also)
    # A paragraph of white space alone has no words to mark.
    assert "".join(marked(body, "cited")).split() == shown(set(range(cited.start, cited.end))).split()
    assert "".join("".join(marked(body, "also")).split()) == "".join(shown(faint).split())


def test_the_cited_words_are_marked_exactly_and_others_faintly() -> None:
    page = source(BRIEF, words(BRIEF, "Egypt gave the number as fifteen."), [words(BRIEF, "Fatah agreed.")])
    assert marked(page, "cited") == ["Egypt gave the number as fifteen."]
    assert marked(page, "also") == ["Fatah agreed."]
    assert '<p dir="auto">Cairo hosted the talks.</p>' in page


def test_a_brief_is_attributed_as_a_brief_and_links_to_the_report() -> None:
    page = source(BRIEF, words(BRIEF, "Fatah agreed."))
    assert "Dragoman brief on Arab News, 14 January 2026" in page
    assert 'href="https://arabnews.example/a?b=1&amp;c=2"' in page
    assert 'rel="noopener noreferrer"' in page
    assert ":~:text=" not in page


def test_a_report_links_to_its_words() -> None:
    url = citations.original(REPORT, "The list - all of it - was accepted.")
    assert url == "https://i24.example/x#:~:text=The%20list%20%2D%20all%20of%20it%20%2D%20was%20accepted."


def test_a_long_quotation_is_linked_by_its_ends() -> None:
    url = citations.original(REPORT, " ".join(f"w{number}" for number in range(20)))
    assert url == "https://i24.example/x#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "java\nscript:x",
        " https://a.example",
        "http:",
        "//a",
        "http://[",
        "",
    ],
)
def test_only_addresses_of_web_pages_become_links(url: str) -> None:
    page = source(replace(REPORT, url=url), Span(0, 3))
    assert "<a " not in page


def test_a_quotation_is_copied_with_its_source() -> None:
    told = citations.copyable(BRIEF, words(BRIEF, "Fatah agreed."))
    assert told == (
        "“Fatah agreed.” — Dragoman brief on Arab News, 14 January 2026 (about https://arabnews.example/a?b=1&c=2)"
    )


def test_words_that_hold_quotation_marks_are_put_into_single_ones() -> None:
    said = replace(REPORT, text="He said: “No.”", url=None)
    assert citations.copyable(said, Span(0, len(said.text))) == "‘He said: “No.”’ — i24NEWS, undated"


@pytest.mark.parametrize(
    ("words", "shown"),
    [("وافقت الفصائل.", "«وافقت الفصائل.»"), ("قال: «لا».", "“قال: «لا».”"), ("2025 «x»", "‘2025 «x»’")],
)
def test_arabic_is_quoted_as_arabic_is(words: str, shown: str) -> None:
    assert citations.copyable(replace(REPORT, text=words, url=None), Span(0, len(words))).startswith(shown)


def test_an_answer_shows_the_cited_words_and_never_the_claims() -> None:
    lied = Claim("Egypt gave the number as eight.", (cite(1, BRIEF, "Egypt gave the number as fifteen."),), "supported")
    card = ask.answer(answered(lied))
    assert "fifteen" in card
    assert "eight" not in card


def test_an_answer_names_reports_that_agree_and_numbers_its_chips() -> None:
    first = claim(cite(1, BRIEF, "Egypt gave the number as fifteen."), cite(2, REPORT, REPORT.text))
    card = ask.answer(answered(first, claim(cite(3, BRIEF, "Fatah agreed."))), turn=4)
    assert "2 reports say this" in card
    assert 'aria-label="Citation 2: Accepted, i24NEWS, undated"' in card
    assert re.findall(r'data-turn="4" data-marker="(\d)"', card) == ["1", "2", "3"]
    place = words(BRIEF, "Fatah agreed.")
    assert f'data-document="{BRIEF.id}" data-start="{place.start}" data-end="{place.end}"' in card
    assert "2 sources cited" in card
    assert "searched: <i>How many members?</i>" in card
    assert "0.2 s" in card


def test_two_citations_of_one_report_are_not_two_reports() -> None:
    same = claim(cite(1, BRIEF, "Egypt gave the number as fifteen."), cite(2, BRIEF, "Fatah agreed."))
    assert "reports say this" not in ask.answer(answered(same))


def test_prose_that_is_not_supported_says_so() -> None:
    doubted = Claim("<b>Eight</b> members.", (cite(1, BRIEF, "Fatah agreed."),), "contradicted", ("another number",))
    card = ask.answer(answered(doubted, mode="writing"))
    assert "&lt;b&gt;Eight&lt;/b&gt; members." in card
    assert "The evidence says otherwise: another number" in card


def test_abstaining_says_what_was_searched_and_offers_the_nearest_passage() -> None:
    span = Span(0, 10)
    hit = Hit(Passage(BRIEF, span), Sentence(BRIEF, span), 0.1, 1)
    card = ask.answer(answered(abstained=True, hits=(hit,)), documents=33)
    assert "This corpus does not say." in card
    assert "<i>How many members?</i> in 33 documents" in card
    assert 'class="nearest"' in card
    assert 'class="nearest"' not in ask.answer(answered(abstained=True), documents=1)
    assert "Not an answer." in source(BRIEF, span, nearest=True)


def test_a_page_and_a_speaker_are_named() -> None:
    marks = (Mark("page", Span(0, 5), "2"), Mark("cue", Span(0, 3), "00:01:05.000", "Jane Doe"))
    page = source(replace(REPORT, marks=marks), Span(4, 8))
    assert "page 2 · at 00:01:05.000, Jane Doe" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_document_or_question_becomes_markup(text: str) -> None:
    report = Document.make(
        f"Before. {text} After.",
        text,
        key=text,
        publisher=text,
        url=text,
        language=text,
        based_on=Source(text, text, text),
    )
    whole = Citation(1, report, Span(0, len(report.text)))
    hits = (Hit(Passage(report, whole.span), Sentence(report, whole.span), 0.1, 1),)
    answers = (
        answered(claim(whole), question=text, searched_for=text),
        answered(abstained=True, question=text, searched_for=text, hits=hits),
        answered(Claim(text, (whole,), "unchecked", (text,)), mode="writing"),
    )
    page = "".join(
        (
            ask.conversation(answers, 3, asking=text),
            ask.conversation((), 3, trouble=text),
            ask.welcome([text]),
            ask.state(text, question=text, conversation=text),
            ask.header([("ask", text)], 3, text),
            ask.suggestions([text], 1),
            problem(text),
            no_source(),
            source(report, whole.span, gone=True),
            source(replace(report, based_on=None), whole.span, nearest=True),
        )
    )
    tags = Tags(page)
    assert tags.names <= {
        "a", "article", "b", "bdi", "blockquote", "button", "details", "div", "h1", "h2", "h3", "i", "li", "mark", "nav",
        "p", "s", "small", "span", "summary", "ul",
    }  # fmt: skip
    assert {name for name, _ in tags.attributes} <= {
        "aria-hidden", "aria-label", "aria-pressed", "class", "data-asking", "data-conversation", "data-copy",
        "data-document", "data-end", "data-link", "data-marker", "data-open", "data-question", "data-said", "data-start",
        "data-tab", "data-turn", "data-turns", "data-wide", "dir", "hidden", "href", "id", "lang", "title", "type",
    }  # fmt: skip
    addresses = [value for name, value in tags.attributes if name == "href"]
    assert addresses == ["#main", "/"]
    assert "stolen" not in re.sub(r'="[^"]*"', "", re.sub(r">[^<]*<", "><", page))
