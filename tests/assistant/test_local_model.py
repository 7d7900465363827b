"""A real transformers model with random weights, built here, through the local `huggingface:` provider."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.dragoman import Dragoman
from assistant.settings import Settings
from assistant.types import Checked, Written
from tests.assistant.writers import QUESTION, reason

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
def dragoman(noise: Path, tmp_path: Path) -> Iterator[Dragoman]:
    settings = Settings(model=f"huggingface:{noise}", model_seconds=20)
    with Dragoman.open(tmp_path, settings) as opened:
        opened.ingest(["library"])
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
