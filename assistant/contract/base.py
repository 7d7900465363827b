"""What all responses have in common, the caller's own id, and errors."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

CallerId = str | int | FiniteFloat | None
"""The id that a caller may send with a request; it comes back with the answer."""

OFFSETS = "Offsets are Unicode code points, half-open: `text[start:end]` of the document are the words."


class Shape(BaseModel):
    """A response or a part of one; it has no fields other than those described."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    def as_object(self) -> dict[str, Any]:
        """The shape as JSON has it: dates are strings."""
        return self.model_dump(mode="json")


class Identified(Shape):
    """A response with the caller's id."""

    id: CallerId = Field(None, description="The caller's own id, as it was sent.")

    @classmethod
    def with_id(cls, caller_id: CallerId, shape: Shape) -> Self:
        """Add the caller's id to a shape; `cls` is a subclass of that shape."""
        return cls.model_construct(id=caller_id, **dict(shape))


class ErrorDetail(Shape):
    """What went wrong."""

    type: str = Field(description="The kind of error, such as `QuestionError`.", examples=["QuestionError"])
    message: str = Field(
        description="What is wrong and what to do.",
        examples=["the question is empty; ask in a sentence or a few words"],
    )


class Problem(Identified):
    """An error."""

    error: ErrorDetail
