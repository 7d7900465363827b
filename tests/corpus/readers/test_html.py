"""Web pages: the main text, the fields, and nothing that a visitor does not see."""

from datetime import date

import pytest

from tests.corpus.readers.inputs import ARABIC, ENGLISH, document, reason

PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="CHARSET"><title>Talks end - Gulf Wire</title>
<meta property="og:title" content="Talks end"><meta property="og:site_name" content="Gulf Wire">
<link rel="canonical" href="https://gulf.example/1">
<meta property="article:published_time" content="2025-10-25T10:00:00Z"></head>
<body><nav>Home About Contact</nav><article><h1>Talks end</h1><p>{ENGLISH}</p>
<p style="Display : None">HIDDEN one, which is long enough to be taken for a paragraph of the article itself.</p>
<p hidden>HIDDEN two, which is long enough to be taken for a paragraph of the article itself.</p>
<p aria-hidden="true">HIDDEN three, which is long enough to be taken for a paragraph of the article.</p>
<script>var HIDDEN = 1</script><style>HIDDEN</style><template>HIDDEN</template><!-- HIDDEN -->
<p>The parties will meet again on Monday, the ministry said in a statement after the session.</p><p>{ARABIC}</p>
</article><footer>Copyright 2019 Gulf Wire</footer></body></html>"""


def test_the_main_text_and_its_fields() -> None:
    found = document("talks.html", PAGE.replace("CHARSET", "utf-8"))
    assert (found.title, found.publisher, found.url) == ("Talks end", "Gulf Wire", "https://gulf.example/1")
    assert (found.published, found.language) == (date(2025, 10, 25), "en")
    assert ENGLISH in found.text
    assert ARABIC in found.text
    assert "HIDDEN" not in found.text
    assert "Copyright" not in found.text


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-8", "utf-16"])
def test_the_encoding_that_the_page_declares(encoding: str) -> None:
    page = PAGE.replace("CHARSET", encoding).replace("ُ", "")
    assert ARABIC.replace("ُ", "") in document("talks.html", page.encode(encoding)).text


def test_a_wrong_declaration_does_not_spoil_the_text() -> None:
    assert ARABIC in document("talks.html", PAGE.replace("CHARSET", "windows-1252")).text


def test_a_malformed_date_is_none() -> None:
    page = PAGE.replace("2025-10-25T10:00:00Z", "2025-99-99").replace("CHARSET", "utf-8")
    assert document("talks.html", page).published is None


def test_a_page_without_an_article_gives_what_can_be_seen() -> None:
    found = document("short.html", "<html><body><p>Short note</p><script>x()</script><p>Second</p></body></html>")
    assert found.text.split() == ["Short", "note", "Second"]
    assert found.title == "Short"


@pytest.mark.parametrize("page", ["<html><body><script>app()</script></body></html>", "<html></html>", "<!-- x -->"])
def test_a_page_without_words_is_refused(page: str) -> None:
    assert "has no text" in reason("a.html", page) or "not a web page" in reason("a.html", page)


@pytest.mark.parametrize("sign", ["\x1b", "\x0c", "&#1;", "&#x1B;", "&#27", "\ufffe"])
def test_control_characters_are_left_out(sign: str) -> None:
    found = document(
        "a.html", f"<html><body><h1>Talks{sign} in Cairo</h1><p>Egypt hosted{sign} the talks.</p></body></html>"
    )
    assert "Egypt hosted the talks." in found.text
    assert found.title == "Talks in Cairo"
