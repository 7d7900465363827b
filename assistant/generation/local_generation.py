"""A causal language model of transformers in this process: loading, prompting, and a generation that can be stopped.

This module imports torch, so it is imported only where such a model is configured.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any, Self

import torch
import transformers
from jinja2 import TemplateError

from ..runtime.cancellation import Stop
from .model_name import folder

Turn = Mapping[str, str]
"""`role` (`system`, `user` or `assistant`) and `content`."""

_NAMES = {"system": "System", "user": "User", "assistant": "Assistant"}
_PLAIN_STOPS = ("\nUser:", "\nSystem:")  # a model without a chat template would go on with the reader's turn


class CausalModel:
    """A loaded model with its tokenizer; threads may share it. Decoding is greedy."""

    def __init__(self, tokenizer: Any, model: Any) -> None:
        """Both as transformers loads them."""
        self.tokenizer = tokenizer
        self.model = model
        room = getattr(model.config.get_text_config(), "max_position_embeddings", None)
        self.window = int(room) if room else None
        """Tokens of the context window, prompt and reply together; `None` if the model does not say."""

    @classmethod
    def load(cls, source: str) -> Self:
        """Load from a folder, without any request to the network, or by name from the hub or its cache on this machine.

        The weights keep their precision, and go to the accelerator if there is one. Code that comes with a model is not
        run.

        Raises:
            OSError: there is no such model.
            ValueError: it is not a model that writes text.
        """
        place = folder(source)
        name, local = str(place or source), place is not None
        transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        tokenizer = transformers.AutoTokenizer.from_pretrained(name, local_files_only=local)
        model: Any = transformers.AutoModelForCausalLM.from_pretrained(name, local_files_only=local, dtype="auto")
        accelerator = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None
        return cls(tokenizer, model.to(accelerator or "cpu").eval())

    def begin(self, turns: Sequence[Turn], stops: Sequence[str], tokens: int, seconds: float) -> "Generation":
        """Answer the last turn in at most `tokens` tokens; ends after `seconds`, or before any of the strings `stops`."""
        own = () if self.tokenizer.chat_template else _PLAIN_STOPS
        return Generation(self, turns, (*filter(None, stops), *own), tokens, seconds)

    def prompt(self, turns: Sequence[Turn]) -> Any:
        """Ids and mask, each (1, tokens), in the tokenizer's chat template where it has one.

        If a template accepts no system turn, or not two turns of one role in a row, these are merged into one turn.
        Without a template, each turn is a paragraph that begins with its role.
        """
        if not self.tokenizer.chat_template:
            written = [f"{_NAMES.get(turn['role'], turn['role'])}: {turn['content']}" for turn in turns]
            return self.tokenizer("\n\n".join([*written, "Assistant:"]), return_tensors="pt")
        try:
            return self._templated(turns)
        except TemplateError:
            return self._templated(merged(turns))

    def _templated(self, turns: Sequence[Turn]) -> Any:
        # Only templates of reasoning models know the last argument, others ignore it; reasoning costs time and tokens.
        return self.tokenizer.apply_chat_template(
            [dict(turn) for turn in turns],
            add_generation_prompt=True,
            return_dict=True,
            return_tensors="pt",
            enable_thinking=False,
        )


def merged(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with each system turn as a user's, and neighbours of one role as one turn."""
    result: list[Turn] = []
    for turn in turns:
        role, content = "user" if turn["role"] == "system" else turn["role"], turn["content"]
        if result and result[-1]["role"] == role:
            content = f"{result.pop()['content']}\n\n{content}"
        result.append({"role": role, "content": content})
    return result


@dataclass(frozen=True, slots=True)
class GenerationEnd:
    """How a generation ended: tokens read and written; `whole` if no limit cut it short."""

    read: int
    written: int
    whole: bool


class Generation:
    """A reply, which a thread of its own begins to write at once; iterate over its words once, then see `ended`."""

    def __init__(
        self, causal: CausalModel, turns: Sequence[Turn], stops: Sequence[str], tokens: int, seconds: float
    ) -> None:
        """See `CausalModel.begin`."""
        self.ended: GenerationEnd | None = None
        self._causal = causal
        self._turns = turns
        self._stops = stops
        self._tokens = tokens
        self._seconds = seconds
        self._stop = Stop()
        self._streamer = transformers.TextIteratorStreamer(
            causal.tokenizer, skip_prompt=True, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        self._end: Future[GenerationEnd] = Future()
        threading.Thread(target=self._work, name="dragoman-generation").start()

    def stop(self) -> None:
        """End it at its next token; from any thread, at any time."""
        self._stop.press()

    def __iter__(self) -> Iterator[str]:
        """The text in whole words.

        Raises:
            ValueError: the prompt leaves no room in the context window.
        """
        words = self._words()
        yield from until(words, self._stops)
        if self.ended is None:  # one of `stops` was written
            self.stop()
            for _ in words:  # the end is at most a token away
                pass
            if self.ended is not None:
                self.ended = replace(self.ended, whole=True)

    def _words(self) -> Iterator[str]:
        yield from filter(None, self._streamer)
        self.ended = self._end.result()

    def _work(self) -> None:
        try:
            self._end.set_result(self._written())
        except Exception as error:  # noqa: BLE001  # raised where the words are read
            self._end.set_exception(error)
            self._streamer.on_finalized_text("", stream_end=True)  # only a whole generation ends its stream

    def _written(self) -> GenerationEnd:
        model, inputs = self._causal.model, self._causal.prompt(self._turns)
        read, window = inputs["input_ids"].shape[-1], self._causal.window
        room = self._tokens if window is None else min(self._tokens, window - read)
        if room <= 0:
            raise ValueError(f"the prompt has {read:,} tokens, and the model has room for {window:,}")
        ends = model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [] if ends is None else [ends]
        pad = self._causal.tokenizer.pad_token_id
        (tokens,) = model.generate(
            input_ids=inputs["input_ids"].to(model.device),
            attention_mask=inputs["attention_mask"].to(model.device),
            streamer=self._streamer,
            stopping_criteria=transformers.StoppingCriteriaList([_StopPressed(self._stop)]),
            max_new_tokens=room,
            max_time=self._seconds,
            pad_token_id=pad if pad is not None else next(iter(ends), 0),
            do_sample=False,
            num_beams=1,
        )
        return GenerationEnd(read, len(tokens) - read, int(tokens[-1]) in ends)


def until(pieces: Iterable[str], stops: Sequence[str]) -> Iterator[str]:
    """The text of the pieces up to whichever of `stops` is complete first; a stop may run across pieces.

    The last characters, fewer than the longest stop has, are held back until they cannot belong to a stop any more.
    """
    held, back = "", max(map(len, stops), default=1) - 1
    for piece in pieces:
        held += piece
        found = [(at + len(stop), at) for stop in stops if (at := held.find(stop)) >= 0]
        if found:
            held = held[: min(found)[1]]
            break
        if len(held) > back:
            yield held[: len(held) - back]
            held = held[len(held) - back :]
    if held:
        yield held


class _StopPressed(transformers.StoppingCriteria):
    """Ends a generation at its next token once `stop` is pressed."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:  # noqa: ARG002  # transformers' names
        """`input_ids` (batch, tokens): whether each of the batch is done, (batch,)."""
        return torch.full((input_ids.shape[0],), self._stop.pressed, dtype=torch.bool, device=input_ids.device)
