"""The tools that find and read, `search`, `ask`, `said` and `get_document`: words at their offsets."""

from typing import Any

from mcp import Client

from dragoman import Dragoman
from dragoman.assistant.contract.answers import Answer
from tests.api.mcp_client import SIGNED, given, play, words

MEMBERS = "How many members does the committee for Gaza have?"


def rounded(answer: dict[str, Any]) -> dict[str, Any]:
    """Round an answer's scores: the last digits differ between processes, one of which searches without Chroma."""
    return {**answer, "retrieved": [{**hit, "score": round(hit["score"], 3)} for hit in answer["retrieved"]]}


def test_search(tools_address: str) -> None:
    async def scene(client: Client) -> None:
        found = await given(client, "search", query="Turkish troops", k=2, since="2025-10-20")
        assert [hit["rank"] for hit in found["hits"]] == [1, 2]
        evidence = {**found["hits"][0]["evidence"], "document_id": found["hits"][0]["document_id"]}
        assert await words(client, evidence) == evidence["text"]

    play(f"{tools_address}/mcp", scene)


def test_ask(tools_home: Dragoman, tools_address: str) -> None:
    async def scene(client: Client) -> None:
        answer = await given(client, "ask", question=SIGNED)
        for claim in answer["claims"]:
            for citation in claim["citations"]:
                assert await words(client, citation) == citation["quote"]
        history = [{"role": "user", "content": SIGNED}, {"role": "assistant", "content": answer["text"]}]
        when = (await given(client, "ask", question="And when?", history=history))["searched_for"]
        assert when == SIGNED.replace("Which", "When"), "completed by the question before"
        assert (await given(client, "ask", question="Who won the 2022 World Cup?"))["abstained"]
        differing = await given(client, "ask", question=MEMBERS)
        same = {**Answer.of(tools_home.ask(MEMBERS)).as_object(), "seconds": differing["seconds"]}
        assert rounded(differing) == rounded(same), "as `ask --json` has it"
        assert differing["differs"] and all(one["reasons"] or one["earlier"] for one in differing["differs"])
        assert differing["trace"] is None

    play(f"{tools_address}/mcp", scene)


def test_said(tools_address: str) -> None:
    async def scene(client: Client) -> None:
        for one in (await given(client, "said", speaker="netanyahu", limit=2))["utterances"]:
            assert one["speaker"] == "Benjamin Netanyahu"
            assert one["based_on"]["url"].startswith("https://"), "a brief names the report that it is about"
            assert await words(client, one) == one["text"]

    play(f"{tools_address}/mcp", scene)


def test_a_document_is_read_page_by_page(tools_address: str, tools_home: Dragoman) -> None:
    async def scene(client: Client) -> None:
        found = (await given(client, "search", query="committee", k=1))["hits"][0]["document_id"]
        start, read = 0, ""
        while start is not None:
            page = await given(client, "get_document", document_id=found, start=start, max_chars=500)
            assert len(page["text"]) <= 500
            read, start = read + page["text"], page["next_start"]
        assert read == tools_home.show(found).text

    play(f"{tools_address}/mcp", scene)
