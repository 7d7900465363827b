"""The Library tab: the documents, adding and removing them, document sets; and the filters of a question.

Long work is a job of the home (`assistant.library.jobs`): it continues when the page is closed, and the page asks for its
progress. Every change requires permission from `Access`. Addresses from visitors are fetched from the public web only.
Paths of the server's machine are accepted only if it listens on a loopback address, so that the visitor is its user.
"""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from pydantic import Field

from ...api.access import EDITING_OFF
from ...api.change_log import changed, counted_names, without_secrets
from ...assistant.contract.fields import Body
from ...assistant.contract.parsing import checked
from ...assistant.contract.requests import Request as FilterRequest
from ...assistant.library.sources import BRIEFS_FOLDER, Link
from ...corpus.errors import InputError
from ...corpus.readers.file_types import LOOKED_AT
from ...index.document_list import ORDERS, PAGE, Order
from ...index.filters import Filters
from ..fragments import Skip, fragments
from ..site import Site
from ..views import library, library_jobs
from .panel import Panel

Ids = Annotated[list[str], Field(min_length=1, max_length=10_000)]


class DocumentsRequest(Body):
    """Documents that were ticked."""

    ids: Ids


class SetRequest(Body):
    """A document set, with the documents to add or drop, or its new name."""

    name: str
    ids: list[str] = Field(default=[], max_length=10_000)
    new: str = ""


class SourceRequest(Body):
    """An address, a path of the server's machine, or the bundled briefs."""

    url: str = ""
    path: str = ""
    briefs: bool = False


def make(site: Site) -> Panel:
    """Return the tab."""
    access = site.access
    shell = library.shell(editing=access.editing, paths=_takes_paths(site), why=EDITING_OFF, accepted=sorted(LOOKED_AT))
    routes = fragments("/library")
    _add_reading(routes, site)
    _add_adding(routes, site)
    _add_changing(routes, site)
    return Panel("library", "Library", shell, routes)


def _add_reading(routes: APIRouter, site: Site) -> None:
    dragoman = site.dragoman

    @routes.get("/list")
    def listed(
        search: Annotated[str, Query(max_length=500)] = "",
        publisher: str = "",
        since: str = "",
        until: str = "",
        language: str = "",
        within: Annotated[str, Query(alias="set")] = "",
        sort: str = "published-1",
        start: Skip = 0,
        *,
        request: Request,
    ) -> str:
        filters = _filters(publisher, since, until, language, within)
        order, descending = _order(sort)
        page = dragoman.document_list.page(
            search=search, filters=filters, order=order, descending=descending, start=start
        )
        filtered = bool(filters) or bool(search.strip())
        return library.listing(page, order, descending, PAGE, any_filter=filtered, editing=site.editable(request))

    @routes.get("/fields")
    def fields(
        publisher: str = "",
        since: str = "",
        until: str = "",
        language: str = "",
        within: Annotated[str, Query(alias="set")] = "",
    ) -> str:
        chosen = _filters(publisher, since, until, language, within)
        return library.fields(dragoman.document_list.facets(), dragoman.sets.all(), chosen)

    @routes.get("/filters")
    def filters() -> str:
        return library.filter_bar(dragoman.document_list.facets(), dragoman.sets.all())

    @routes.get("/sets")
    def sets(request: Request) -> str:
        return library.sets(dragoman.sets.all(), site.editable(request))

    @routes.get("/jobs")
    def progress(request: Request) -> str:
        held = dragoman.jobs
        # Names of files and paths are not shown to visitors who may only read.
        jobs = held.all() if site.editable(request) else ()
        return library_jobs.jobs(jobs, dragoman.document_count(), held.changes)


def _add_adding(routes: APIRouter, site: Site) -> None:
    access, dragoman = site.access, site.dragoman

    @routes.post("/upload")
    def upload(
        request: Request, files: Annotated[list[UploadFile], File()], names: Annotated[list[str], Form()]
    ) -> str:
        # The names are sent beside the files, since not every browser puts the folders into a file's own name.
        access.check_editing()
        uploads = dragoman.jobs.uploads
        given = uploads.keep_all((name, file.file) for file, name in zip(files, names, strict=False))
        changed(request, counted_names("file", names))
        return library_jobs.job_marker(dragoman.jobs.add(given).id)

    @routes.post("/add")
    def add(request: Request, source: SourceRequest) -> str:
        access.check_editing()
        if source.briefs:
            changed(request, "the bundled briefs")
            return library_jobs.job_marker(dragoman.jobs.add([BRIEFS_FOLDER]).id)
        if source.url.strip():
            changed(request, without_secrets(source.url))
            return library_jobs.job_marker(dragoman.jobs.add([Link.of(source.url)]).id)
        changed(request, source.path.strip())
        return library_jobs.job_marker(dragoman.jobs.add([_path(source.path)]).id)

    def _path(typed: str) -> Path:
        if not _takes_paths(site):
            raise InputError("paths are taken only where the server listens on its own machine; upload the files")
        path = Path(typed.strip()).expanduser()
        if not typed.strip() or not path.is_absolute():
            raise InputError(
                f"{typed.strip()[:200]!r} is not a whole path; give one from the root, as /home/me/reports"
            )
        return path


def _add_changing(routes: APIRouter, site: Site) -> None:
    access, dragoman = site.access, site.dragoman

    @routes.post("/remove")
    def remove(request: Request, chosen: DocumentsRequest) -> str:
        access.check_editing()
        changed(request, counted_names("document", chosen.ids))
        return library_jobs.job_marker(dragoman.jobs.remove(chosen.ids).id)

    @routes.post("/reindex")
    def reindex() -> str:
        access.check_editing()
        return library_jobs.job_marker(dragoman.jobs.reindex().id)

    @routes.post("/stop/{job_id}")
    def stop(request: Request, job_id: str) -> str:
        access.check_editing()
        changed(request, f"job {job_id}")
        return library_jobs.job_marker(dragoman.jobs.stop(job_id).id)

    @routes.post("/sets/put")
    def put(request: Request, change: SetRequest) -> str:
        access.check_editing()
        changed(request, f"into {change.name}: {counted_names('document', change.ids)}")
        dragoman.sets.put(change.name, change.ids)
        return library.sets(dragoman.sets.all(), access.editing)

    @routes.post("/sets/drop")
    def drop(request: Request, change: SetRequest) -> str:
        access.check_editing()
        changed(request, f"out of {change.name}: {counted_names('document', change.ids)}")
        dragoman.sets.drop(change.name, change.ids)
        return library.sets(dragoman.sets.all(), access.editing)

    @routes.post("/sets/rename")
    def rename(request: Request, change: SetRequest) -> str:
        access.check_editing()
        changed(request, f"{change.name} is now {change.new}")
        dragoman.sets.rename(change.name, change.new)
        return library.sets(dragoman.sets.all(), access.editing)

    @routes.post("/sets/forget")
    def forget(request: Request, change: SetRequest) -> str:
        access.check_editing()
        changed(request, change.name)
        dragoman.sets.delete(change.name)
        return library.sets(dragoman.sets.all(), access.editing)


def _takes_paths(site: Site) -> bool:
    """Whether visitors are this machine's own user, who may read its files anyway."""
    return site.access.local and not site.access.users


def _filters(publisher: str, since: str, until: str, language: str, within: str) -> Filters:
    given = {"publisher": publisher, "since": since, "until": until, "language": language, "set": within}
    return checked(FilterRequest, {name: value for name, value in given.items() if value.strip()}).filters


def _order(sort: str) -> tuple[Order, bool]:
    name, _, way = sort.partition("-")
    order = next((one for one in ORDERS if one == name), None)
    if order is None:
        raise InputError(f"nothing is sorted by {name!r}; give one of {', '.join(ORDERS)}")
    return order, way == "1"
