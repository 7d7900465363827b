"""The list of documents, document sets and jobs as JSON objects and as lines of text."""

from collections.abc import Iterable

from ...index.document_list import DocumentEntry, Facets, Listing
from ...index.storage.document_sets import DocumentSet
from ..contract.answers import Object, listed
from ..library.job_log import Job


def listing(value: Listing) -> Object:
    """A page of the list."""
    return {"total": value.total, "offset": value.start, "documents": [listed(one) for one in value.documents]}


def facets(value: Facets) -> Object:
    """What there is to filter by."""
    return {
        "publishers": [{"name": name, "documents": count} for name, count in value.publishers],
        "languages": [{"name": name, "documents": count} for name, count in value.languages],
        "first": value.first.isoformat() if value.first else None,
        "last": value.last.isoformat() if value.last else None,
    }


def document_set(value: DocumentSet) -> Object:
    """A document set; `fixed`: it is there by itself."""
    return {"name": value.name, "documents": value.documents, "fixed": value.fixed}


def job(value: Job) -> Object:
    """How far a job is, and what became of it; times are UTC."""
    return {
        "id": value.id,
        "kind": value.kind,
        "what": value.what,
        "state": value.state,
        "share": round(value.share, 4),
        "documents": value.documents,
        "seconds_left": value.seconds_left,
        "added": value.added,
        "updated": value.updated,
        "unchanged": value.unchanged,
        "removed": value.removed,
        "failures": value.failures,
        "failed": [{"source": one.source, "error": one.reason} for one in value.failed],
        "notes": list(value.notes),
        "queued": value.queued.isoformat(),
        "started": value.started.isoformat() if value.started else None,
        "ended": value.ended.isoformat() if value.ended else None,
    }


def as_table(values: Iterable[DocumentEntry]) -> str:
    """For reading: the id, the day, whose report it is and how long, and its title."""
    lines = []
    for one in values:
        who = one.based_on.publisher if one.based_on else one.publisher or "no publisher"
        kind = " (brief)" if one.based_on else ""
        day = one.published.isoformat() if one.published else "undated"
        state = "" if one.state == "ready" else f" [{one.state}]"
        lines += [f"{one.id}  {day:10}  {who}{kind}, {one.characters:,} characters{state}", f"{'':16}  {one.title}"]
    return "\n".join(lines)
