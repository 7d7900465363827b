"""A real transformers model with random weights, built here, through the local `huggingface:` provider."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.dragoman import Dragoman
from dragoman.assistant.settings import Settings
from dragoman.assistant.types import Checked, Written
from tests import loops
from tests.assistant.writers import QUESTION, reason

if TYPE_CHECKING:
    from dragoman.assistant.generation.local_model import LocalModel

ASKED = [("system", "Be brief."), ("user", "Who signed?")]
TURNS = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Who signed?"}]
TEMPLATE = "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:"


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of two small layers that has learnt nothing, with a tokenizer of single bytes."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("noise")
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: number for number, letter in enumerate([*letters, "<end>"])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=16_384,
        eos_token_id=vocabulary["<end>"],
        pad_token_id=vocabulary["<end>"],
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture
def dragoman(briefs_home: Callable[[Path], Path], noise: Path, tmp_path: Path) -> Iterator[Dragoman]:
    settings = Settings(model=f"huggingface:{noise}", model_seconds=20)
    with Dragoman.open(briefs_home(tmp_path), settings) as opened:
        yield opened


def test_noise_gives_no_supported_claim_and_the_quoting_answer(dragoman: Dragoman) -> None:
    events = list(dragoman.stream(QUESTION))
    checked = [event.claim for event in events if isinstance(event, Checked)]
    assert all(claim is None or claim.verdict != "supported" for claim in checked)
    answer = events[-1].answer  # type: ignore[union-attr]  # the last event is the answer
    assert reason(answer)
    assert answer.trace is not None
    assert answer.trace.calls[0].reply, "the model has written something"


def test_a_local_model_is_stopped_too(dragoman: Dragoman) -> None:
    events = dragoman.stream(QUESTION)
    for event in events:
        if isinstance(event, Written):
            break
    events.close()


@pytest.fixture(scope="module")
def local(noise: Path) -> "LocalModel":
    from dragoman.assistant.generation.local_model import LocalModel

    made = LocalModel.load(str(noise), seconds=60)
    made.tokens = 40
    return made


def test_a_stream_is_what_is_returned_at_once(local: "LocalModel") -> None:
    chunks = list(local.stream(ASKED))
    whole = local.invoke(ASKED)
    assert whole.text
    assert "".join(chunk.text for chunk in chunks) == whole.text
    assert whole.response_metadata["finish_reason"] == "length"
    assert whole.usage_metadata is not None
    assert whole.usage_metadata["output_tokens"] == 40
    prompt = "system: Be brief.\nuser: Who signed?\nassistant:"
    assert whole.usage_metadata["input_tokens"] == len(prompt), "a token is a byte"
    assert local.profile == {"max_input_tokens": 16_384}


def test_a_word_that_ends_it(local: "LocalModel") -> None:
    text = str(local.invoke(ASKED).text)
    word = text[10:13]
    until = local.invoke(ASKED, stop=[word])
    assert until.text == text[: text.index(word)]
    assert until.response_metadata["finish_reason"] == "stop"


def test_limits_end_a_generation(local: "LocalModel") -> None:
    most = 15_000
    stopped = local._causal.begin(TURNS, (), most, seconds=600)
    stopped.stop()
    late = local._causal.begin(TURNS, (), most, seconds=0.1)
    for generation in (stopped, late):
        for _ in generation:
            pass
        assert generation.ended is not None
        assert 0 < generation.ended.written < most
        assert not generation.ended.whole


def test_a_cancelled_stream_ends_the_generation(local: "LocalModel") -> None:
    long = local.model_copy(update={"tokens": 15_000, "seconds": 600.0})

    def running() -> list[threading.Thread]:
        return [one for one in threading.enumerate() if one.name == "dragoman-generation"]

    async def left() -> list[threading.Thread]:
        async def read() -> None:
            async for _ in long.astream(ASKED):
                pass

        task = asyncio.create_task(read())
        while not (begun := running()):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return begun

    for thread in loops.run(left()):
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_a_prompt_without_room_is_refused(local: "LocalModel") -> None:
    with pytest.raises(ValueError, match="has room for 16,384"):
        local.invoke("word " * 4_000)


def test_prompts_of_other_tokenizers(noise: Path) -> None:
    from dragoman.assistant.generation.local_generation import CausalModel

    def written(template: str | None) -> str:
        causal = CausalModel.load(str(noise))
        causal.tokenizer.chat_template = template
        return str(causal.tokenizer.decode(causal.prompt(TURNS)["input_ids"][0]))

    assert written(None) == "System: Be brief.\n\nUser: Who signed?\n\nAssistant:"
    strict = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no rules') }}{% endif %}" + TEMPLATE
    assert written(strict) == "user: Be brief.\n\nWho signed?\nassistant:"


@given(
    st.lists(st.text("ab\n", max_size=4), max_size=8),
    st.lists(st.text("ab\n", min_size=1, max_size=3), max_size=3),
)
def test_text_ends_before_the_first_stop_however_it_is_cut(pieces: list[str], stops: list[str]) -> None:
    from dragoman.assistant.generation.local_generation import until

    text = "".join(pieces)
    ends = [(at + len(stop), at) for stop in stops for at in range(len(text)) if text[at:].startswith(stop)]
    assert "".join(until(pieces, stops)) == (text[: min(ends)[1]] if ends else text)
