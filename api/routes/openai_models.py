"""Requests and responses of OpenAI's API, as far as they apply here; other fields of a request are ignored."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

from ...assistant.contract import limits
from ...assistant.contract.answers import Answer, Citation
from ...assistant.contract.base import Shape
from ...assistant.contract.fields import Body, Count
from ...corpus.errors import InputError, QuestionError

TURNS = 200
"""Messages in one request, at most."""

PARTS = 100
"""Parts of one message, at most."""

Words = Annotated[str, Field(max_length=limits.TURN)]


class Part(BaseModel):
    """A piece of a message."""

    type: str = Field(max_length=100)
    text: Words | None = None


class ChatMessage(BaseModel):
    """One message; only those of user and assistant count."""

    role: str = Field(max_length=100)
    content: Words | Annotated[list[Part], Field(max_length=PARTS)] | None = None

    def words(self) -> str:
        """Get the message's text.

        Raises:
            InputError: it contains something other than text.
        """
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        other = next((part.type for part in self.content if part.type not in ("text", "input_text", "refusal")), None)
        if other is not None:
            raise InputError(f"a message has a part of type '{other[:40]}'; only text can be asked")
        return "\n".join(part.text or "" for part in self.content)


class StreamOptions(BaseModel):
    """Options of a stream."""

    model_config = ConfigDict(strict=True)

    include_usage: bool | None = None


class ChatBody(Body):
    """A request for a completion."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "model": "dragoman",
                    "messages": [{"role": "user", "content": "Who leads Egyptian General Intelligence?"}],
                }
            ]
        },
    )

    messages: Annotated[tuple[ChatMessage, ...], Strict(False)] = Field(min_length=1, max_length=TURNS)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Count | None = Field(default=None, json_schema_extra={"minimum": 1, "maximum": 1})

    @property
    def usage_wanted(self) -> bool:
        """Whether a stream should end with its usage."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def question(self) -> str:
        """Get the last message, which is the question.

        Raises:
            InputError: the request does not ask for one answer to one question.
        """
        if self.n not in (None, 1):
            raise InputError("one answer is given to a question; leave 'n' out, or give 1")
        last = self._said()[-1:]
        if not last or last[0].role != "user":
            raise QuestionError("the last message is not the user's; end the messages with a question")
        return last[0].words()

    def earlier(self) -> list[tuple[Literal["user", "assistant"], str]]:
        """Get (role, words) of the messages before the question."""
        return [
            ("user" if one.role == "user" else "assistant", words)
            for one in self._said()[:-1]
            if (words := one.words()).strip()
        ]

    def _said(self) -> list[ChatMessage]:
        return [one for one in self.messages if one.role in ("user", "assistant")]


class UrlCitation(Shape):
    """The place of a number in the content, and its address."""

    start_index: int = Field(description="Where the number, such as `[1]`, begins in the content (code points).")
    end_index: int
    title: str
    url: str = Field(description="Of the report on the web, else of the words on this server's page.")


class CitedPlace(Citation):
    """The words that a number refers to, in their document."""

    permalink: str = Field(description="The address of the words on this server's page.")


class Annotation(Shape):
    """One number of the content, with the words that it refers to."""

    type: Literal["url_citation"]
    url_citation: UrlCitation
    dragoman: CitedPlace


class Completed(Shape):
    """The answer as a message."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[Annotation]


class Choice(Shape):
    """The one answer."""

    index: int
    message: Completed
    finish_reason: Literal["stop"]
    logprobs: None


class Usage(Shape):
    """Tokens as the model's server counts them; 0 without a model or counts."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(Shape):
    """A completion; `dragoman` is what `/api/ask` answers."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    dragoman: Answer


class Model(Shape):
    """The one model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(Shape):
    """The list of models."""

    object: Literal["list"]
    data: list[Model]
