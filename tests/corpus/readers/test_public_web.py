"""Addresses from strangers: the public web only, at every hop, over a real server and the real resolver."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from dragoman.corpus.errors import UnreadableSource
from dragoman.corpus.readers import web
from dragoman.corpus.readers.public_web import PublicTransport, is_public
from dragoman.corpus.types import Document
from tests.corpus.readers.inputs import ENGLISH

INSIDE = "leads to this machine or its network"


class _Site(BaseHTTPRequestHandler):
    """A site on 127.0.0.1 and 127.0.0.2, which stand for a public host and for a host of the server's own network."""

    def do_GET(self) -> None:
        port = self.headers["Host"].rpartition(":")[2]
        moved = {
            "/inside": f"http://127.0.0.2:{port}/secret",
            "/again": f"http://127.0.0.1:{port}/page",
            "/number": f"http://2130706434:{port}/secret",
        }
        self.server.asked.append((self.connection.getsockname()[0], self.headers["Host"], self.path))  # type: ignore[attr-defined]
        feed = (
            "<rss><channel><title>Wire</title>"
            + "".join(f"<item><title>{n}</title><link>http://127.0.0.{n}:{port}/page</link></item>" for n in (1, 2))
            + "</channel></rss>"
        )
        body = feed if self.path == "/feed" else f"<html><body><article><p>{ENGLISH}</p></article></body></html>"
        self.send_response(302 if self.path in moved else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path in moved:
            self.send_header("Location", moved[self.path])
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("0.0.0.0", 0), _Site) as running:
        running.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def first_only() -> PublicTransport:
    """A transport that treats 127.0.0.1 as the public web, and nothing else."""
    return PublicTransport(lambda address: str(address) == "127.0.0.1")


def read(url: str, transport: PublicTransport) -> list[Document | UnreadableSource]:
    return list(web.read(url, 5, transport))


def test_a_page_is_read_under_its_own_name(server: ThreadingHTTPServer) -> None:
    port = server.server_address[1]
    server.asked.clear()  # type: ignore[attr-defined]
    (found,) = read(f"http://127.0.0.1:{port}/again", first_only())
    assert isinstance(found, Document)
    assert found.url == f"http://127.0.0.1:{port}/page"
    assert [host for _, host, _ in server.asked] == [f"127.0.0.1:{port}"] * 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/inside", "/number"])
def test_redirects_into_the_network_are_not_followed(server: ThreadingHTTPServer, path: str) -> None:
    server.asked.clear()  # type: ignore[attr-defined]
    (found,) = read(f"http://127.0.0.1:{server.server_address[1]}{path}", first_only())
    assert isinstance(found, UnreadableSource)
    assert INSIDE in str(found)
    assert [asked[2] for asked in server.asked] == [path]  # type: ignore[attr-defined]


def test_entries_of_a_feed_are_held_to_it_too(server: ThreadingHTTPServer) -> None:
    found = read(f"http://127.0.0.1:{server.server_address[1]}/feed", first_only())
    assert [type(one) for one in found] == [Document, UnreadableSource]
    assert INSIDE in str(found[1])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_has_many_names_and_none_will_do(server: ThreadingHTTPServer, host: str) -> None:
    server.asked.clear()  # type: ignore[attr-defined]
    (found,) = read(f"http://{host}:{server.server_address[1]}/page", PublicTransport())
    assert isinstance(found, UnreadableSource)
    assert not server.asked  # type: ignore[attr-defined]


def test_a_host_that_is_not_there() -> None:
    (found,) = read("http://nowhere.invalid/", PublicTransport())
    assert "cannot be found" in str(found)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 240.0.0.1
    ::1 :: fe80::1 fc00::1 fd12:3456::1 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
    2002:7f00:1::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 192.0.2.1 198.18.0.1""".split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.67", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(ip_address(address))
