"""Who may change the corpus."""

from typing import Literal

import pytest

from dragoman.api.access import Access, is_loopback
from dragoman.assistant.settings import Settings
from dragoman.corpus.errors import NotAllowed


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.10", "localhost", "LOCALHOST.", "::1", "[::1]", "::ffff:127.0.0.1"]
)
def test_own_addresses(host: str) -> None:
    assert is_loopback(host)
    assert Access.of(host) == Access(editing=True, local=True)
    assert not Access.of(host, editing="off").editing
    assert Access.of(host, users="on") == Access(editing=True, local=True, users=True, metrics="read")


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.4", "reports.example", "localhost.example", "127.0.0.1.example"]
)
def test_addresses_that_others_reach(host: str) -> None:
    assert not is_loopback(host)
    assert Access.of(host) == Access(editing=True, local=False, users=True, metrics="read")
    assert Access.of(host, users="off") == Access(editing=False, local=False, metrics="closed")
    assert Access.of(host, users="off", editing="on").editing
    assert not Access.of(host, editing="off").editing


def test_a_proxy_makes_a_local_server_one_for_others() -> None:
    assert Access.of("127.0.0.1", proxied=True) == Access.of("0.0.0.0")


@pytest.mark.parametrize(("setting", "requires"), [("on", "open"), ("off", "closed")])
def test_metrics_by_setting(setting: Literal["on", "off"], requires: str) -> None:
    for host in ("127.0.0.1", "0.0.0.0"):
        assert Access.of(host, metrics=setting).metrics == requires


def test_refusing_says_what_to_do() -> None:
    Access(editing=True, local=False).check_editing()
    with pytest.raises(NotAllowed, match="DRAGOMAN_EDITING=on"):
        Access(editing=False, local=True).check_editing()


def test_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().editing == "auto"
    monkeypatch.setenv("DRAGOMAN_EDITING", "off")
    assert Settings().editing == "off"
