"""Pages, files and feeds from a real web server on this machine."""

import base64
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers import read, web
from dragoman.corpus.readers.addresses import shown
from dragoman.corpus.readers.feeds import feed_entries
from dragoman.corpus.types import Document
from tests.corpus.readers.hostile_texts import feed_of_many_entries
from tests.corpus.readers.inputs import ARABIC, ENGLISH, pdf, reason_of

PAGE = f"""<html lang="en"><head><title>Talks end</title><link rel="canonical" href="CANONICAL"></head>
<body><article><h1>Talks end</h1><p>{ENGLISH}</p><p>The parties will meet again on Monday, a statement said.</p>
</article></body></html>"""
LONG = f"<p>{ENGLISH}</p>" * 12
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gulf Wire</title>
<item><title>Linked</title><link>/page</link><pubDate>Sat, 25 Oct 2025 10:00:00 GMT</pubDate></item>
<item><title>Whole</title><link>/never-asked-for</link><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Gone, but quoted</title><link>/missing</link><description>{ARABIC}</description></item>
<item><title>Gone</title><link>/missing</link></item>
<item><title>Of this machine</title><link>file:///etc/passwd</link></item>
</channel></rss>"""
PRIVATE_FEED = """<rss version="2.0"><channel><title>Gulf Wire</title>
<item><title>A</title><link>/private</link></item><item><title>B</title><link>http://user:secret@HOST/private</link></item>
</channel></rss>"""


class _Site(BaseHTTPRequestHandler):
    """A small site: each path is one case."""

    def do_GET(self) -> None:
        host = self.headers["Host"]
        page = PAGE.replace("CANONICAL", f"http://{host}/canonical")
        answers: dict[str, tuple[str, bytes]] = {
            "/page": ("text/html; charset=utf-8", page.encode()),
            "/claims": ("text/html", PAGE.replace("CANONICAL", "https://other.example/1").encode()),
            "/old": (
                "text/html; charset=windows-1256",
                f"<html><body><p>{ARABIC}</p>".replace("ُ", "").encode("cp1256"),
            ),
            "/report": ("application/pdf", pdf(["The mission's report says", "that the talks go on."])),
            "/notes.php": ("text/plain", ENGLISH.encode()),
            "/notes.md": ("text/plain", b"# Notes\n\nSome *words* here"),
            "/rows": ("application/json", b'[{"id": "1", "text": "A row"}]'),
            "/picture": ("image/png", b"\x89PNG"),
            "/feed": ("application/rss+xml", FEED.encode()),
            "/empty-feed": ("application/rss+xml", b"<rss><channel><title>x</title></channel></rss>"),
            "/nothing": ("text/html", b""),
            "/private-feed": ("application/rss+xml", PRIVATE_FEED.replace("HOST", host).encode()),
            "/large": ("text/plain", b"word " * (web.LARGEST // 5 + 1)),
        }
        redirects = {
            "/to-private": "/private",
            "/with-user": f"http://other:secret@{host}/missing",
            "/private-elsewhere": f"http://127.0.0.1:{host.rpartition(':')[2]}/private",
            "/moved": "/page",
            "/circle": "/circle",
            "/ftp": "ftp://a.example/x",
            "/file": "file:///etc/passwd",
        }
        if self.path in redirects:
            self._answer(302, "text/plain", b"", redirects[self.path])
        elif self.path == "/private":
            known = self.headers["Authorization"] == f"Basic {base64.b64encode(b'user:secret').decode()}"
            self._answer(200 if known else 401, "text/plain", ENGLISH.encode())
        elif self.path == "/slow":
            time.sleep(1)
            self._answer(200, "text/plain", b"late")
        elif self.path in ("/login", "/broken"):
            self._answer({"/login": 403, "/broken": 503}[self.path], "text/html", b"no")
        elif self.path.partition("?")[0] in answers:
            self._answer(200, *answers[self.path.partition("?")[0]])
        else:
            self._answer(404, "text/html", b"no")

    def _answer(self, status: int, media_type: str, body: bytes, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):  # the reader has given up, as it should
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that http.server calls
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Start the site; yield its address without a trailing slash."""
    with pytest.MonkeyPatch.context() as patch, ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        patch.setenv("NO_PROXY", "*")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def _document(address: str) -> Document:
    [found] = read(address)
    assert isinstance(found, Document), found
    return found


def test_a_page_has_its_own_address_and_its_host_as_publisher(site: str) -> None:
    for path in ("/page", "/moved", "/page?utm=1"):
        found = _document(site + path)
        assert (found.url, found.key) == (f"{site}/canonical", f"{site}/canonical")
        assert (found.title, found.publisher) == ("Talks end", "127.0.0.1")
        assert ENGLISH in found.text


def test_a_page_cannot_claim_to_be_of_another_host(site: str) -> None:
    found = _document(f"{site}/claims")
    assert found.url == f"{site}/claims"
    assert found.publisher == "127.0.0.1"


def test_the_encoding_that_the_server_names(site: str) -> None:
    assert _document(f"{site}/old").text == ARABIC.replace("ُ", "")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/report", "The mission's report says"),
        ("/notes.php", ENGLISH),
        ("/notes.md", "Notes\n\nSome words here"),
        ("/rows", "A row"),
    ],
)
def test_files_go_to_the_reader_of_their_kind(site: str, path: str, text: str) -> None:
    found = _document(site + path)
    assert found.text.startswith(text)
    assert found.url == site + path


def test_a_password_in_an_address_is_used_and_not_kept(site: str, caplog: pytest.LogCaptureFixture) -> None:
    mine = site.replace("//", "//user:secr%65t@")
    with caplog.at_level("INFO"):
        found = _document(f"{mine}/private")
        assert (found.key, found.url) == (f"{site}/private",) * 2
        assert _document(f"{mine}/to-private").key == found.key, "a redirect on the same host needs it, too"
        [refused] = read(site + "/private")
        assert "401" in str(refused)
        entries = list(read(f"{mine}/private-feed"))
        assert [one.key for one in entries if isinstance(one, Document)] == [found.key] * 2
        for path in ("/missing", "/with-user", "/circle", "/ftp"):
            entries += read(mine + path)
        entries += read("http://user:secret@[::1/")
        entries += read("ftp://user:secret@a.example/x")
        entries += read("http://user:sec/secret@a.example/x")
    assert len(entries) == 9
    assert "secr" not in repr(entries) + "".join(map(str, entries)) + caplog.text


def test_a_password_is_not_sent_to_another_host(site: str) -> None:
    mine = site.replace("//127.0.0.1", "//user:secret@localhost")
    [found] = read(f"{mine}/private-elsewhere")
    assert "401" in str(found)
    assert str(found).startswith(site.replace("127.0.0.1", "localhost"))


@pytest.mark.parametrize(
    ("address", "without"),
    [
        ("https://user:secret@a.example:80/x?y=a@b", "https://a.example:80/x?y=a@b"),
        ("https://user:sec@ret@a.example", "https://a.example"),
        ("https://user:sec/ret@a.example/", "https://a.example/"),
        ("https://token@a.example/", "https://a.example/"),
        ("https://a.example/@user/1", "https://a.example/@user/1"),
        ("https://a.example:8080/@user", "https://a.example:8080/@user"),
        ("reports/a@b.txt", "reports/a@b.txt"),
        ("//user:secret@a.example", "//user:secret@a.example"),
    ],
)
def test_addresses_are_shown_without_passwords(address: str, without: str) -> None:
    assert shown(address) == without
    assert shown(without) == without


def test_a_feed_may_be_as_long_as_it_likes() -> None:
    found = list(feed_entries(feed_of_many_entries(0.01), "http://a.example/feed"))
    assert len(found) == 500
    assert {one.own for one in found} == {"The talks go on."}


def test_a_feed_gives_its_entries_and_goes_on_after_a_bad_one(site: str) -> None:
    linked, whole, quoted, gone, refused = read(f"{site}/feed")
    assert isinstance(linked, Document)
    assert (linked.url, linked.published, linked.publisher) == (f"{site}/canonical", date(2025, 10, 25), "Gulf Wire")
    assert isinstance(whole, Document)
    assert (whole.title, whole.url, whole.text.count(ENGLISH)) == ("Whole", f"{site}/never-asked-for", 12)
    assert isinstance(quoted, Document)
    assert (quoted.title, quoted.text) == ("Gone, but quoted", ARABIC)
    assert str(gone) == f"{site}/missing: answers with status 404 (Not Found); check the address."
    assert isinstance(refused, UnreadableSource)
    assert refused.reason.startswith("has no text")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "404"),
        ("/login", "403"),
        ("/broken", "503"),
        ("/circle", "redirects in a circle"),
        ("/ftp", "neither http nor https"),
        ("/file", "neither http nor https"),
        ("/picture", "is image/png"),
        ("/nothing", "is empty"),
        ("/empty-feed", "without entries"),
        ("/large", "larger than 20 MB"),
    ],
)
def test_failures_are_one_sentence_each(site: str, path: str, reason: str) -> None:
    assert reason in reason_of(site + path)


def test_a_server_that_does_not_answer(site: str) -> None:
    [found] = web.read(f"{site}/slow", timeout=0.2)
    assert isinstance(found, UnreadableSource)
    assert "did not answer within 0.2 seconds" in found.reason


def test_addresses_that_cannot_be_reached(site: str) -> None:
    assert "TLS" in reason_of(site.replace("http:", "https:"))
    assert "host that cannot be found" in reason_of("http://no-such-host.invalid/")
    assert "cannot be connected to" in reason_of("http://127.0.0.1:1/")
    assert "not a valid web address" in reason_of("http://[::1")
    assert "not a valid web address" in reason_of("http://a..b\u2024/")
