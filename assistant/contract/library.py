"""The shapes of what is told of the corpus and of the server."""

from typing import Any, Literal

from pydantic import Field

from .shapes import Named, Shape


class Listed(Named):
    """A document in the list."""

    id: str
    language: str | None
    characters: int = Field(description="Unicode code points of its text.")
    passages: int
    sentences: int
    added: str = Field(description="UTC, ISO 8601.")
    state: Literal["ready", "waiting"] = Field(description="waiting: found already, but not by the fast search yet.")
    sets: list[str] = Field(description="The document sets that people have put it in.")


class Documents(Shape):
    """A page of the list of documents."""

    total: int
    offset: int
    limit: int
    documents: list[Listed]


class Mark(Shape):
    """Where a page of a PDF, or a turn of a transcript, begins."""

    kind: Literal["page", "cue"]
    start: int
    end: int
    label: str
    speaker: str | None


class Document(Named):
    """A document, as citations refer to it."""

    id: str
    text: str
    language: str | None
    marks: list[Mark]
    metadata: dict[str, Any]


class Failure(Shape):
    """A source that gave no text."""

    source: str
    error: str


class Ingested(Shape):
    """What became of the sources."""

    added: int
    updated: int
    unchanged: int
    failed: list[Failure]
    documents: int
    sentences: int
    seconds: float


class Removed(Shape):
    """The document that was forgotten."""

    removed: str
    title: str


class Stats(Shape):
    """How much there is, and what the index was made with."""

    documents: int
    passages: int
    sentences: int
    unsent: int = Field(description="Changes that the vector store has yet to be told of.")
    made_with: dict[str, str]
    writes: str | None = Field(description="The model that writes the answers; null where they are quoted.")
    editing: bool = Field(description="Whether documents may be added and removed here.")


class Health(Shape):
    """The process lives."""

    status: Literal["ok"]


class Ready(Shape):
    """Whether the corpus can be asked, and why not."""

    ready: bool
    reason: str | None
    documents: int | None
