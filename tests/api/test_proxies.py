"""What is believed of a proxy's headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Scope

from dragoman.api.proxies import ForgedHeader, Proxies
from dragoman.corpus.errors import InputError

PROXY = "10.0.0.2"
TRUSTING = Proxies.of("10.0.0.0/24, fd00::1", "X-Forwarded-User")


def scope(peer: str | None, *headers: tuple[str, str | bytes], scheme: str = "http") -> Scope:
    sent = [(name.lower().encode(), value.encode() if isinstance(value, str) else value) for name, value in headers]
    return {"type": "http", "scheme": scheme, "client": (peer, 4711) if peer is not None else None, "headers": sent}


@pytest.mark.parametrize("peer", ["10.0.1.2", "127.0.0.1", "::1", "fd00::2", "", "unix", None, "10.0.0.2.example"])
def test_nothing_is_believed_of_other_addresses(peer: str | None) -> None:
    forged = scope(peer, ("X-Forwarded-User", "ana"), ("X-Forwarded-For", "10.0.0.9"), ("X-Forwarded-Proto", "https"))
    assert TRUSTING.user(forged) is None
    assert TRUSTING.address(forged) == (peer or "")
    assert not TRUSTING.secure(forged)


@pytest.mark.parametrize("peer", [PROXY, "::ffff:10.0.0.2", "fd00::1"])
def test_the_proxy_is_believed(peer: str) -> None:
    sent = scope(peer, ("x-FORWARDED-user", " ana "), ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https"))
    assert TRUSTING.user(sent) == "ana"
    assert TRUSTING.address(sent) == "192.0.2.7"
    assert TRUSTING.secure(sent)
    bare = scope(peer)
    assert TRUSTING.user(bare) is None
    assert TRUSTING.address(bare) == peer
    assert not TRUSTING.secure(bare)


def test_without_settings_nothing_is_believed() -> None:
    sent = scope(
        "127.0.0.1", ("X-Forwarded-User", "ana"), ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Proto", "https")
    )
    assert Proxies().user(sent) is None
    assert Proxies().address(sent) == "127.0.0.1"
    assert not Proxies().secure(sent)
    assert Proxies().secure(scope("127.0.0.1", scheme="https"))


@pytest.mark.parametrize("value", ["", "  ", "a\x00b", "a\nb", "\x1b[31mana", "a\u202eb", b"\xff\xfe", "\x7f"])
def test_a_name_that_cannot_be_one_is_refused(value: str | bytes) -> None:
    with pytest.raises(ForgedHeader, match="X-Forwarded-User"):
        TRUSTING.user(scope(PROXY, ("X-Forwarded-User", value)))


def test_a_header_that_comes_twice_is_refused() -> None:
    # A proxy that appends its own to the client's.
    with pytest.raises(ForgedHeader, match="2 times"):
        TRUSTING.user(scope(PROXY, ("X-Forwarded-User", "editor"), ("x-forwarded-user", "ana")))


@given(forged=st.lists(st.ip_addresses().map(str) | st.text(st.characters(codec="latin-1"), max_size=20), max_size=5))
def test_no_client_chooses_its_address(forged: list[str]) -> None:
    headers = [("X-Forwarded-For", ", ".join(forged)), ("X-Forwarded-For", "192.0.2.7, 10.0.0.9")]
    assert TRUSTING.address(scope(PROXY, *((name, value.encode("latin-1")) for name, value in headers))) == "192.0.2.7"
    # Directly from the client's own address, the header counts as not sent.
    assert TRUSTING.address(scope("192.0.2.8", *headers[:1])) == "192.0.2.8"


@pytest.mark.parametrize("sent", ["unknown", "a, , b", "192.0.2.7:443", "[::1]:80", ""])
def test_what_is_no_address_is_not_taken_for_one(sent: str) -> None:
    assert TRUSTING.address(scope(PROXY, ("X-Forwarded-For", sent))) == PROXY


@pytest.mark.parametrize("protocols", [("http",), ("https", "http"), ("https,http",), ("",)])
def test_only_https_alone_is_secure(protocols: tuple[str, ...]) -> None:
    assert not TRUSTING.secure(scope(PROXY, *(("X-Forwarded-Proto", one) for one in protocols)))


@pytest.mark.parametrize(
    ("addresses", "header", "named"),
    [
        ("proxy.example", None, "proxy.example"),
        ("10.0.0.2/40", None, "10.0.0.2/40"),
        ("0.0.0.0/0", None, "trusts everybody"),
        ("10.0.0.2 ::/0", None, "trusts everybody"),
        ("", "X-Forwarded-User", "DRAGOMAN_PROXY_ADDRESSES"),
        ("10.0.0.2", "X Forwarded", "X Forwarded"),
        ("10.0.0.2", "", "name a header"),
        ("10.0.0.2", "Cookie", "Cookie"),
        ("10.0.0.2", "X-Forwarded-For", "X-Forwarded-For"),
    ],
)
def test_settings_that_cannot_be_used(addresses: str, header: str | None, named: str) -> None:
    with pytest.raises(InputError, match=named):
        Proxies.of(addresses, header)
