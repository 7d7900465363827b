"""A causal language model of transformers in this process: loading it, its prompts, and a generation that can be ended.

Imports torch, so it is imported only where such a model is configured.
"""

import queue
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import torch
import transformers
from jinja2 import TemplateError

from .model_name import folder

Turn = Mapping[str, str]
"""`role` (`system`, `user` or `assistant`) and `content`."""

_NAMES = {"system": "System", "user": "User", "assistant": "Assistant"}
_PLAIN_STOPS = ("\nUser:", "\nSystem:")  # a model that knows no turns would go on with the reader's


class Causal:
    """A loaded model with its tokenizer; threads may share it. Decoding is greedy."""

    def __init__(self, tokenizer: Any, model: Any) -> None:
        """Both as transformers loads them."""
        self.tokenizer = tokenizer
        self.model = model
        room = getattr(model.config.get_text_config(), "max_position_embeddings", None)
        self.window = int(room) if room else None
        """Tokens of the context window, prompt and reply together, where the model tells."""

    @classmethod
    def load(cls, source: str) -> Self:
        """From a folder, of which nothing but its files is read, or by name from the hub and its cache on this machine.

        The weights keep their precision, and go to the accelerator where there is one. Code that comes with a model is
        not run.

        Raises:
            OSError: there is no such model.
            ValueError: it is none that writes text.
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
        """Answer the last turn with at most `tokens`, ending at the next one after `seconds`, or before any of `stops`."""
        own = () if self.tokenizer.chat_template else _PLAIN_STOPS
        return Generation(self, turns, (*filter(None, stops), *own), tokens, seconds)

    def prompt(self, turns: Sequence[Turn]) -> Any:
        """Ids and mask, each (1, tokens), in the tokenizer's chat template where it has one.

        A template that takes no rules, or not two turns of one role, is given them as one turn. Without a template, each
        turn is a paragraph that begins with its role.
        """
        if not self.tokenizer.chat_template:
            written = [f"{_NAMES.get(turn['role'], turn['role'])}: {turn['content']}" for turn in turns]
            return self.tokenizer("\n\n".join([*written, "Assistant:"]), return_tensors="pt")
        try:
            return self._templated(turns)
        except TemplateError:
            return self._templated(merged(turns))

    def _templated(self, turns: Sequence[Turn]) -> Any:
        # The templates of models that can think aloud know the last word, others ignore it; thoughts cost time and tokens.
        return self.tokenizer.apply_chat_template(
            [dict(turn) for turn in turns],
            add_generation_prompt=True,
            return_dict=True,
            return_tensors="pt",
            enable_thinking=False,
        )


def merged(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with the rules in the user's, and neighbours of one role as one turn."""
    made: list[Turn] = []
    for turn in turns:
        role, content = "user" if turn["role"] == "system" else turn["role"], turn["content"]
        if made and made[-1]["role"] == role:
            content = f"{made.pop()['content']}\n\n{content}"
        made.append({"role": role, "content": content})
    return made


@dataclass(frozen=True, slots=True)
class Ended:
    """How a generation came to its end: tokens read and written; `whole` where no limit cut it short."""

    read: int
    written: int
    whole: bool


class Generation:
    """A reply, written in a thread of its own from the start; iterate over its words once, then see `ended`."""

    def __init__(
        self, causal: Causal, turns: Sequence[Turn], stops: Sequence[str], tokens: int, seconds: float
    ) -> None:
        """See `Causal.begin`."""
        self.ended: Ended | None = None
        self._causal = causal
        self._turns = turns
        self._stops = stops
        self._tokens = tokens
        self._seconds = seconds
        self._asked = threading.Event()
        self._pieces: queue.SimpleQueue[str | Exception | Ended] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="dragoman-generation").start()

    def stop(self) -> None:
        """End it at its next token; from any thread, at any time."""
        self._asked.set()

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
        while not isinstance(piece := self._pieces.get(), Ended):
            if isinstance(piece, Exception):
                raise piece
            yield piece
        self.ended = piece

    def _work(self) -> None:
        try:
            self._pieces.put(self._written())
        except Exception as error:  # noqa: BLE001  # raised where the words are read
            self._pieces.put(error)

    def _written(self) -> Ended:
        model, inputs = self._causal.model, self._causal.prompt(self._turns)
        read, window = inputs["input_ids"].shape[-1], self._causal.window
        room = self._tokens if window is None else min(self._tokens, window - read)
        if room <= 0:
            raise ValueError(f"the prompt has {read:,} tokens, and the model has room for {window:,}")
        ends = model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [] if ends is None else [ends]
        pad = self._causal.tokenizer.pad_token_id
        (made,) = model.generate(
            input_ids=inputs["input_ids"].to(model.device),
            attention_mask=inputs["attention_mask"].to(model.device),
            streamer=_Words(self._causal.tokenizer, self._pieces),
            stopping_criteria=transformers.StoppingCriteriaList([_Asked(self._asked)]),
            max_new_tokens=room,
            max_time=self._seconds,
            pad_token_id=pad if pad is not None else next(iter(ends), 0),
            do_sample=False,
            num_beams=1,
        )
        return Ended(read, len(made) - read, int(made[-1]) in ends)


def until(pieces: Iterable[str], stops: Sequence[str]) -> Iterator[str]:
    """The text of the pieces up to whichever of `stops` is complete first; it may run across pieces.

    No character is given before it is known to be outside: the last ones, fewer than the longest stop has, are held back.
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


class _Asked(transformers.StoppingCriteria):
    """Ends a generation at its next token once `asked` is set."""

    def __init__(self, asked: threading.Event) -> None:
        self._asked = asked

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:  # noqa: ARG002  # transformers' names
        """`input_ids` (batch, tokens): whether each of the batch is done."""
        return torch.full((input_ids.shape[0],), self._asked.is_set(), dtype=torch.bool, device=input_ids.device)


class _Words(transformers.TextStreamer):
    """Puts the words of a generation into a queue. Its end is told by whoever started it, since a failed one has none."""

    def __init__(self, tokenizer: Any, pieces: "queue.SimpleQueue[Any]") -> None:
        super().__init__(tokenizer, skip_prompt=True, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        self._pieces = pieces

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:  # noqa: ARG002  # transformers' names
        """`text` is new and will not change."""
        if text:
            self._pieces.put(text)
