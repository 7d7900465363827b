"""The tools that check, `check_quote` and `check_draft`: the same contract as over HTTP, the rules of a house, and the text."""

import json
from typing import Any

import httpx
import pytest
from mcp import Client

from dragoman import Dragoman
from dragoman.assistant.drafts import checks
from dragoman.assistant.runtime.cancellation import Stop, Stopped
from tests.api.mcp_client import given, play, text, words

WORDS = "Fatah was not present at that gathering"
DRAFT = f"“{WORDS},” said Abdel Fattah Dawla.\n\n“{WORDS},” said Marco Rubio.\n\nIt was a “party”."


def untimed(found: Any) -> Any:
    """A result without the seconds that it took and the caller's id."""
    if isinstance(found, dict):
        return {name: untimed(one) for name, one in found.items() if name not in ("seconds", "id")}
    return [untimed(one) for one in found] if isinstance(found, list) else found


def test_a_quotation_with_the_rules_of_a_house(tools_address: str) -> None:
    async def scene(client: Client) -> None:
        report = await given(client, "check_quote", quote="Fatah was not present at that meeting", speaker="Dawla")
        assert report["verdict"] == "altered" and report["faults"] == ["words"]
        assert report["speaker"]["verdict"] == "confirmed"
        assert await words(client, report["places"][0]) == report["places"][0]["text"]
        asked = {"quote": WORDS.upper(), "speaker": "Marco Rubio"}
        refused = await given(client, "check_quote", **asked)
        assert refused["verdict"] == "verbatim" and refused["faults"] == ["misattributed"]
        assert (await given(client, "check_quote", **asked, allow=["misattributed"]))["faults"] == []
        assert (await given(client, "check_quote", **asked, strict=True))["verdict"] == "altered"

    play(f"{tools_address}/mcp", scene)


def test_the_text_says_what_is_wrong_with_a_quotation(tools_address: str) -> None:
    async def scene(client: Client) -> None:
        asked = {"quote": WORDS, "speaker": "Marco Rubio"}
        shown = text(await client.call_tool("check_quote", asked)).splitlines()
        told = json.loads(shown[2])
        assert told["faults"] == ["misattributed"] and told["printable"] is False
        place = json.loads(shown[3])["place"]
        assert place["report"].startswith("Dragoman brief on ") and place["about"].startswith("https://")
        allowed = text(await client.call_tool("check_quote", {**asked, "allow": told["faults"]})).splitlines()
        assert "faults" not in json.loads(allowed[2])

    play(f"{tools_address}/mcp", scene)


def test_a_draft_is_checked_as_over_http(tools_address: str, http: httpx.Client) -> None:
    async def scene(client: Client) -> None:
        for rules in ({}, {"allow": ["misattributed"]}, {"strict": True}):
            body = {"text": DRAFT, "format": "text", "name": "July", **rules}
            found = await given(client, "check_draft", **body)
            over_http = http.post("/api/draft", json=body).json()
            for one in (found, over_http):
                for quotation in one["quotations"]:
                    quotation["searched"] = None  # the two homes have other paths
            assert untimed(found) == untimed(over_http)
            assert found["passes"] == ("allow" in rules)
        [first, second] = (await given(client, "check_draft", text=DRAFT))["quotations"]
        assert first["passes"] and second["faults"] == ["misattributed"]
        assert await words(client, first["places"][0]) == first["places"][0]["text"]

    play(f"{tools_address}/mcp", scene)


def test_the_text_of_a_draft_has_what_needs_fixing_first(tools_address: str) -> None:
    async def scene(client: Client) -> None:
        shown = text(await client.call_tool("check_draft", {"text": DRAFT})).splitlines()
        assert shown[0] == "2 quotations checked: 1 needs fixing."
        wrong, right, other = (json.loads(line) for line in shown[2:])
        assert wrong["needs_fixing"]["line"] == 3 and wrong["needs_fixing"]["faults"] == ["misattributed"]
        assert "Abdel Fattah Dawla says this" in wrong["needs_fixing"]["advice"]
        assert right["can_stay"]["quote"].startswith(WORDS)
        assert other["not_checked"] == {"line": 5, "quote": "party", "reason": "fewer than three words"}

    play(f"{tools_address}/mcp", scene)


@pytest.mark.parametrize("size", [100, checks.SHORT + 100])
def test_a_draft_is_waited_for_and_stops_with_its_caller(tools_home: Dragoman, size: int) -> None:
    data = (DRAFT + " " * size).encode()
    assert not tools_home.draft_checks.check(data, "a.txt", "a", 60, Stop()).passes
    stop = Stop()
    stop.press()
    with pytest.raises(Stopped):
        tools_home.draft_checks.check(data, "a.txt", "a", 60, stop)
