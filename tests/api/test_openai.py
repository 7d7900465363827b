"""OpenAI's own client against `/v1`."""

from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from markdown_it import MarkdownIt
from openai.types.chat import ChatCompletionMessageParam

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.api.routes import openai_models
from dragoman.assistant.render.chat_markdown import words_of
from dragoman.evals.bench.openai_server import Play, claims, evidence_of, serving
from dragoman.web.server import running
from tests.api.conftest import HOSTILE, LOCAL
from tests.assistant.writers import written_by

QUESTION = "Which factions signed the joint statement in Cairo?"
NOBODY = "Who won the 2022 World Cup?"


def client_of(address: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0, timeout=60)


@pytest.fixture
def client(address: str) -> Iterator[openai.OpenAI]:
    with client_of(address) as made:
        yield made


def asked(*messages: tuple[str, Any]) -> list[ChatCompletionMessageParam]:
    return [{"role": role, "content": content} for role, content in messages]  # type: ignore[misc,list-item]


def holds(content: str, annotations: list[dict[str, Any]], address: str) -> None:
    """Each annotation covers its number, and its words stand at their offsets in their document."""
    assert annotations
    for one in annotations:
        cited, place = one["url_citation"], one["dragoman"]
        assert content[cited["start_index"] : cited["end_index"]] == f"[{place['marker']}]"
        text = httpx.get(f"{address}/api/documents/{place['document_id']}").json()["text"]
        assert text[place["start"] : place["end"]] == place["quote"]
        assert place["permalink"].startswith(f"{address}/?document={place['document_id']}&start={place['start']}&end=")
        assert cited["url"].startswith("http")


def test_models(client: openai.OpenAI) -> None:
    assert [one.id for one in client.models.list()] == ["dragoman"]


def test_a_completion(client: openai.OpenAI, address: str) -> None:
    made = client.chat.completions.create(
        model="anything", messages=asked(("system", "Be a pirate."), ("user", QUESTION)), temperature=0.2, seed=1
    )
    openai_models.Completion.model_validate(made.to_dict())
    [choice] = made.choices
    assert choice.finish_reason == "stop"
    content = choice.message.content or ""
    whole = made.to_dict()["dragoman"]
    assert whole["claims"][0]["text"] in content
    assert "**Sources**" in content and "Dragoman brief on" in content
    annotations = [one.to_dict() for one in choice.message.annotations or []]
    holds(content, annotations, address)
    citations = [one for claim in whole["claims"] for one in claim["citations"]]
    assert [one["dragoman"]["marker"] for one in annotations] == [one["marker"] for one in citations]
    assert made.usage is not None and made.usage.total_tokens == 0


def test_a_stream(client: openai.OpenAI, address: str) -> None:
    chunks = list(
        client.chat.completions.create(
            model="dragoman", messages=asked(("user", QUESTION)), stream=True, stream_options={"include_usage": True}
        )
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    content = "".join(one.choices[0].delta.content or "" for one in chunks if one.choices)
    plain = client.chat.completions.create(model="dragoman", messages=asked(("user", QUESTION)))
    assert content == plain.choices[0].message.content
    last = chunks[-2]
    assert last.choices[0].finish_reason == "stop"
    holds(content, last.choices[0].delta.to_dict()["annotations"], address)
    assert last.to_dict()["dragoman"]["question"] == QUESTION
    assert chunks[-1].choices == [] and chunks[-1].usage is not None
    assert len({one.id for one in chunks}) == 1


def test_an_abstention_is_a_message(client: openai.OpenAI) -> None:
    made = client.chat.completions.create(model="dragoman", messages=asked(("user", NOBODY)))
    message = made.choices[0].message
    assert (message.content or "").startswith("This corpus does not say.")
    assert message.annotations == []
    assert made.choices[0].finish_reason == "stop"


def test_a_conversation_with_parts(client: openai.OpenAI) -> None:
    first: Any = [{"type": "text", "text": "Who leads Egyptian"}, {"type": "text", "text": "General Intelligence?"}]
    told = client.chat.completions.create(model="dragoman", messages=asked(("user", first)))
    said = told.choices[0].message.content or ""
    assert "Hassan Rashad" in said
    turns = asked(("user", first), ("assistant", said), ("user", "What did he do in Cairo?"))
    after = client.chat.completions.create(model="dragoman", messages=turns)
    whole: Any = after.to_dict()["dragoman"]
    assert "General Intelligence" in whole["searched_for"]


def test_what_an_earlier_answer_said() -> None:
    content = (
        "“It \\[sic\\] began” — Courier [1][2]\n\nAlso: “x” — y [3]\n\n**Sources**\n\n- \\[1\\] [a](<http://b>) — c"
    )
    assert words_of(content) == "“It [sic] began” — Courier \n\nAlso: “x” — y"


def test_hostile_words_stay_words(client: openai.OpenAI, address: str) -> None:
    question = "How many ships did envoy Zorblatt demand from the harbour of Quux?"
    made = client.chat.completions.create(model="dragoman", messages=asked(("user", question)))
    content = made.choices[0].message.content or ""
    assert "seven ships" in content
    shown = MarkdownIt("commonmark").render(content)
    assert "&lt;script&gt;" in shown
    assert not any(tag in shown for tag in ("<script", "<img", "<a ", "<code", "*b*</"))
    annotations = [one.to_dict() for one in made.choices[0].message.annotations or []]
    holds(content, annotations, address)
    [mine] = [one for one in annotations if HOSTILE in str(one["url_citation"]["title"])]
    assert mine["url_citation"]["url"] == mine["dragoman"]["permalink"], "javascript: never becomes a link"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"messages": []}, "messages"),
        ({}, "'messages' is missing"),
        ({"messages": [{"role": "user", "content": ""}]}, "the question is empty"),
        ({"messages": [{"role": "user", "content": None}]}, "the question is empty"),
        ({"messages": [{"role": "user", "content": "x" * 5000}]}, "at most 4,000"),
        ({"messages": [{"role": "system", "content": "x"}]}, "end the messages with a question"),
        ({"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]}, "not the user's"),
        ({"messages": [{"role": "user", "content": "x"}], "n": 2}, "'n'"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]}, "only text"),
        ({"messages": [{"role": "user", "content": 3}]}, "content"),
        ({"messages": "x"}, "messages"),
    ],
)
def test_what_is_refused_is_refused_in_their_shape(client: openai.OpenAI, body: Any, told: str) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        client.post("/chat/completions", body=body, cast_to=object)
    assert refused.value.status_code == 422
    assert told in refused.value.message
    error: Any = refused.value.body
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"


def test_an_unknown_path_in_their_shape(address: str) -> None:
    refused = httpx.post(f"{address}/v1/embeddings", json={})
    assert refused.status_code == 404
    assert refused.json()["error"]["type"] == "invalid_request_error"


def test_written_claims_are_streamed_as_they_are_checked(dragoman: Dragoman) -> None:
    def two(body: Any) -> Play:
        rows = evidence_of(body)
        return Play(claims(*((row["words"], [row["id"]]) for row in rows[:2])), piece=40)

    with (
        serving(two) as model,
        running(application(written_by(dragoman._home, model.url, model_seconds=60), LOCAL)) as address,
        client_of(address) as client,
    ):
        chunks = list(client.chat.completions.create(model="x", messages=asked(("user", QUESTION)), stream=True))
    content = "".join(one.choices[0].delta.content or "" for one in chunks)
    assert "What stands above" not in content
    last = chunks[-1].choices[0].delta.to_dict()
    whole: Any = chunks[-1].to_dict()["dragoman"]
    assert whole["mode"] == "writing"
    assert [len(claim["citations"]) for claim in whole["claims"]] == [1, 1]
    for one in last["annotations"]:  # type: ignore[attr-defined]
        cited = one["url_citation"]
        assert content[cited["start_index"] : cited["end_index"]] == f"[{one['dragoman']['marker']}]"


def test_what_was_streamed_is_withdrawn_where_the_model_breaks_off(dragoman: Dragoman) -> None:
    def broken(body: Any) -> Play:
        rows = evidence_of(body)
        text = claims(*((row["words"], [row["id"]]) for row in rows[:3]))
        return Play(text, piece=40, cut_after=len(text) // 40 - 1)

    with (
        serving(broken) as model,
        running(application(written_by(dragoman._home, model.url, model_seconds=60), LOCAL)) as address,
        client_of(address) as client,
    ):
        chunks = list(client.chat.completions.create(model="x", messages=asked(("user", QUESTION)), stream=True))
    content = "".join(one.choices[0].delta.content or "" for one in chunks)
    whole: Any = chunks[-1].to_dict()["dragoman"]
    assert whole["mode"] == "quoting"
    before, withdrawn, after = content.partition("What stands above was not kept.")
    assert before.strip() and withdrawn and "**Sources**" in after and "**Sources**" not in before
    for one in chunks[-1].choices[0].delta.to_dict()["annotations"]:  # type: ignore[attr-defined]
        cited = one["url_citation"]
        assert cited["start_index"] > len(before)
        assert content[cited["start_index"] : cited["end_index"]] == f"[{one['dragoman']['marker']}]"
