"""The library: the documents, adding and removing them, document sets; and the filters of a question.

What takes long is a job of the home (`assistant.library.jobs`), so it goes on when the page is closed; the page asks how far it
is. Everything that changes something asks `Access` first. A visitor's addresses are fetched from the public web only;
paths of the server's machine are taken only where it listens on a loopback address, so that the visitor is its user.
"""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from pydantic import BaseModel, Field

from ...api.access import EDITING_OFF
from ...assistant.contract.requests import Request, checked
from ...assistant.library.sources import BRIEFS, Link
from ...corpus.errors import InputError
from ...corpus.readers.file_types import LOOKED_AT
from ...index.document_list import ORDERS, PAGE, Order
from ...index.filters import Filters
from ..fragments import fragments
from ..views import jobs as jobs_html
from ..views import library, library_forms
from ..visitors import Site
from .panel import Panel

Ids = Annotated[list[str], Field(min_length=1, max_length=10_000)]


class Chosen(BaseModel):
    """Documents that were ticked."""

    ids: Ids


class Named(BaseModel):
    """A document set, the documents to put in or take out, or its new name."""

    name: str
    ids: list[str] = Field(default=[], max_length=10_000)
    new: str = ""


class Source(BaseModel):
    """An address, a path of the server's machine, or the bundled briefs."""

    url: str = ""
    path: str = ""
    briefs: bool = False


def make(site: Site) -> Panel:
    """The tab."""
    access = site.access
    shell = library_forms.shell(editing=access.editing, paths=access.local, why=EDITING_OFF, accepted=sorted(LOOKED_AT))
    routes = fragments("/library")
    _looking(routes, site)
    _adding(routes, site)
    _changing(routes, site)
    return Panel("library", "Library", shell, routes)


def _looking(routes: APIRouter, site: Site) -> None:
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
        start: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> str:
        filters = _filters(publisher, since, until, language, within)
        order, descending = _order(sort)
        page = dragoman.document_list.page(
            search=search, filters=filters, order=order, descending=descending, start=start
        )
        filtered = bool(filters) or bool(search.strip())
        return library.listing(page, order, descending, PAGE, any_filter=filtered, editing=site.access.editing)

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
    def sets() -> str:
        return library.sets(dragoman.sets.all(), site.access.editing)

    @routes.get("/jobs")
    def jobs() -> str:
        held = dragoman.jobs
        # Names of files and paths are not for those who may only look.
        told = held.all() if site.access.editing else ()
        return jobs_html.jobs(told, dragoman.document_count(), held.changes)


def _adding(routes: APIRouter, site: Site) -> None:
    access, dragoman = site.access, site.dragoman

    @routes.post("/upload")
    def upload(files: Annotated[list[UploadFile], File()], names: Annotated[list[str], Form()]) -> str:
        # The names come beside the files, for not every browser tells the folders in a file's own name.
        access.check_editing()
        uploads = dragoman.jobs.uploads
        given = uploads.keep_all((name, file.file) for file, name in zip(files, names, strict=False))
        return jobs_html.begun(dragoman.jobs.add(given).id)

    @routes.post("/add")
    def add(source: Source) -> str:
        access.check_editing()
        if source.briefs:
            return jobs_html.begun(dragoman.jobs.add([BRIEFS]).id)
        if source.url.strip():
            return jobs_html.begun(dragoman.jobs.add([Link.of(source.url)]).id)
        return jobs_html.begun(dragoman.jobs.add([_path(source.path)]).id)

    def _path(typed: str) -> Path:
        if not access.local:
            raise InputError("paths are taken only where the server listens on its own machine; upload the files")
        path = Path(typed.strip()).expanduser()
        if not typed.strip() or not path.is_absolute():
            raise InputError(
                f"{typed.strip()[:200]!r} is not a whole path; give one from the root, as /home/me/reports"
            )
        return path


def _changing(routes: APIRouter, site: Site) -> None:
    access, dragoman = site.access, site.dragoman

    @routes.post("/remove")
    def remove(chosen: Chosen) -> str:
        access.check_editing()
        return jobs_html.begun(dragoman.jobs.remove(chosen.ids).id)

    @routes.post("/reindex")
    def reindex() -> str:
        access.check_editing()
        return jobs_html.begun(dragoman.jobs.reindex().id)

    @routes.post("/stop/{job_id}")
    def stop(job_id: str) -> str:
        access.check_editing()
        return jobs_html.begun(dragoman.jobs.stop(job_id).id)

    @routes.post("/sets/put")
    def put(given: Named) -> str:
        access.check_editing()
        dragoman.sets.put(given.name, given.ids)
        return library.sets(dragoman.sets.all(), access.editing)

    @routes.post("/sets/drop")
    def drop(given: Named) -> str:
        access.check_editing()
        dragoman.sets.drop(given.name, given.ids)
        return library.sets(dragoman.sets.all(), access.editing)

    @routes.post("/sets/rename")
    def rename(given: Named) -> str:
        access.check_editing()
        dragoman.sets.rename(given.name, given.new)
        return library.sets(dragoman.sets.all(), access.editing)

    @routes.post("/sets/forget")
    def forget(given: Named) -> str:
        access.check_editing()
        dragoman.sets.delete(given.name)
        return library.sets(dragoman.sets.all(), access.editing)


def _filters(publisher: str, since: str, until: str, language: str, within: str) -> Filters:
    given = {"publisher": publisher, "since": since, "until": until, "language": language, "set": within}
    return checked(Request, {name: value for name, value in given.items() if value.strip()}).filters


def _order(sort: str) -> tuple[Order, bool]:
    name, _, way = sort.partition("-")
    order = next((one for one in ORDERS if one == name), None)
    if order is None:
        raise InputError(f"nothing is sorted by {name!r}; give one of {', '.join(ORDERS)}")
    return order, way == "1"
