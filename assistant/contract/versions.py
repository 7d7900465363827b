"""What became of a document: its earlier versions, the changes to its description, and what was removed."""

from pydantic import Field

from ...index.storage import earlier_versions
from ...index.storage.edits import Edit
from .base import Shape
from .documents import DocumentReference, reference_fields


class EarlierVersion(DocumentReference):
    """A version that is not searched any more, and can be brought back by its id."""

    characters: int = Field(description="Unicode code points of its text.")
    left: str = Field(description="When it was replaced or removed. UTC, ISO 8601.")
    reason: str = Field(description="`replaced` or `removed`.")

    @classmethod
    def listed(cls, value: earlier_versions.EarlierVersion) -> "EarlierVersion":
        """Describe an earlier version."""
        document = value.document
        return EarlierVersion(
            id=document.id,
            **reference_fields(document),
            characters=len(document.text),
            left=value.left.isoformat(),
            reason=value.reason,
        )


class DescriptionEdit(Shape):
    """A change that a user made to a document's description; null is no value."""

    field: str = Field(description="`title`, `publisher`, `published` or `language`.")
    before: str | None
    after: str | None
    made: str = Field(description="UTC, ISO 8601.")
    by: str = Field(
        description="Who made it; `local` over HTTP where nobody signs in, and empty for those who may not edit."
    )


class DocumentHistory(Shape):
    """What became of a document, the latest version and the first change first."""

    document_id: str
    versions: tuple[EarlierVersion, ...]
    edits: tuple[DescriptionEdit, ...]

    @classmethod
    def of(
        cls, document_id: str, versions: tuple[earlier_versions.EarlierVersion, ...], made: tuple[Edit, ...]
    ) -> "DocumentHistory":
        """Describe a document's earlier versions and changes."""
        return DocumentHistory(
            document_id=document_id,
            versions=tuple(map(EarlierVersion.listed, versions)),
            edits=tuple(
                DescriptionEdit(
                    field=one.field, before=one.before, after=one.after, made=one.made.isoformat(), by=one.by
                )
                for one in made
            ),
        )


class RemovedDocuments(Shape):
    """The documents that were removed in the last 30 days, the latest first."""

    documents: tuple[EarlierVersion, ...]
