"""Who may change the corpus."""

import pytest

from dragoman.api.access import Access, is_loopback
from dragoman.assistant.settings import Settings
from dragoman.corpus.errors import NotAllowed


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.10", "localhost", "LOCALHOST.", "::1", "[::1]", "::ffff:127.0.0.1"]
)
def test_own_addresses(host: str) -> None:
    assert is_loopback(host)
    assert Access.of("auto", host) == Access(editing=True, local=True)
    assert not Access.of("off", host).editing


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.4", "reports.example", "localhost.example", "127.0.0.1.example"]
)
def test_addresses_that_others_reach(host: str) -> None:
    assert not is_loopback(host)
    assert Access.of("auto", host) == Access(editing=False, local=False)
    assert Access.of("on", host).editing


def test_refusing_says_what_to_do() -> None:
    Access(editing=True, local=False).check_editing()
    with pytest.raises(NotAllowed, match="DRAGOMAN_EDITING=on"):
        Access(editing=False, local=True).check_editing()


def test_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().editing == "auto"
    monkeypatch.setenv("DRAGOMAN_EDITING", "off")
    assert Settings().editing == "off"
