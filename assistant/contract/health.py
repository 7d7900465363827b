"""How the corpus and the server are: counts, readiness, checks of the index and of the configuration."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field

from ...index import health
from ...index.replacing.backup_file import COUNTED
from ...index.replacing.kept_backups import KeptBackup
from .. import diagnostics
from ..diagnostics import State
from .base import Shape


class CorpusCounts(Shape):
    """How much there is."""

    documents: int
    passages: int
    sentences: int
    unsent: int = Field(description="Changes that the vector store does not have yet.")


class ServerStats(CorpusCounts):
    """How much there is, what the index was made with, and what the server does."""

    made_with: dict[str, str]
    writes: str | None = Field(description="The model that writes the answers; null if they are quoted.")
    editing: bool = Field(description="Whether documents may be added and removed here.")


class IndexStats(CorpusCounts):
    """How much there is, what the index was made with, and where it is."""

    made_with: dict[str, str]
    home: str

    @classmethod
    def of(cls, counts: Mapping[str, int], made_with: dict[str, str], home: Path) -> "IndexStats":
        """Describe an index."""
        return IndexStats(**counts, made_with=made_with, home=str(home))


class _Healthy(Shape):
    healthy: bool


class IndexHealth(CorpusCounts, _Healthy):
    """What a check of the index found."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, value: health.IndexHealth) -> "IndexHealth":
        """Describe a check."""
        return IndexHealth(healthy=value.healthy, **value.counts, problems=value.problems, notes=value.notes)


class Backup(Shape):
    """A backup that a home keeps by itself."""

    path: str
    made: datetime
    reason: str = Field(description="Why: before-restore, before-rebuild, or damaged (a file that could not be read).")
    bytes: int
    version: str | None = Field(description="The version that made it; null if it has no record.")
    documents: int | None
    passages: int | None
    conversations: int | None

    @classmethod
    def of(cls, value: KeptBackup) -> "Backup":
        """Describe a backup."""
        record = value.record
        counts = {name: record.counts.get(name, 0) if record else None for name in COUNTED}
        return Backup(
            path=str(value.path),
            made=value.made,
            reason=value.reason,
            bytes=value.size,
            version=record.version if record else None,
            **counts,
        )


class Diagnostic(Shape):
    """One part of the configuration."""

    name: str
    state: State
    told: str = Field(description="How it is, and what to do if it is wrong.")


class Diagnosis(_Healthy):
    """What `doctor` finds."""

    findings: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, found: Iterable[diagnostics.Diagnostic]) -> "Diagnosis":
        """Describe the configuration; it is healthy if nothing is wrong."""
        findings = tuple(Diagnostic.model_validate(one) for one in found)
        return Diagnosis(healthy=all(one.state != "wrong" for one in findings), findings=findings)


class Alive(Shape):
    """The process is running."""

    status: Literal["ok"] = "ok"


class Readiness(Shape):
    """Whether the corpus can be asked, and why not."""

    ready: bool
    reason: str | None
    documents: int | None
    note: str | None = Field(default=None, description="What to know although the corpus can be asked.")
