"""The tab "Who said what": all speakers in the reports, one of them over time, and the words as a file."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query
from fastapi.responses import Response
from markupsafe import Markup

from ...assistant.contract import timeline as contract
from ...assistant.render.tables import write_csv
from ...assistant.timeline import calendar_bins
from ...assistant.timeline.chronicle import Chronicle
from ...assistant.timeline.days import DayCounts
from ...assistant.timeline.speakers import Speaker, find_speaker
from ...corpus.errors import InputError
from ...corpus.types import Utterance
from ...index.filters import Filters, Kind, UtteranceQuery
from ..fragments import Skip, fragments
from ..site import Site
from ..views import said as html
from ..views import timeline
from .panel import Panel

_PAGE = 60  # utterances shown at once
_ALL = 100_000  # … saved at once
_BARS = 60


@dataclass(frozen=True, slots=True)
class SaidForm:
    """The form's fields, as a filter and as they were filled in; an empty field limits nothing."""

    query: UtteranceQuery
    filled: Mapping[str, str]

    @property
    def filtered(self) -> bool:
        """Whether anything is limited."""
        return bool(self.filled)


def form(
    about: Annotated[str, Query(max_length=400)] = "",
    publisher: Annotated[str, Query(max_length=400)] = "",
    since: date | Literal[""] = "",
    until: date | Literal[""] = "",
    kind: Kind | Literal[""] = "",
) -> SaidForm:
    """Return the form's fields, as a dependency of routes."""
    limits = Filters(publisher.strip() or None, since or None, until or None)
    query = UtteranceQuery.among(limits, about=about.strip() or None, kind=kind or None)
    fields = {"about": about.strip(), "publisher": publisher.strip(), "since": since, "until": until, "kind": kind}
    return SaidForm(query, {name: str(value) for name, value in fields.items() if value})


SaidFilters = Annotated[SaidForm, Depends(form)]


def make(site: Site) -> Panel:
    """Return the tab with its routes."""
    chronicle = site.dragoman.chronicle
    routes = fragments("/said")

    @routes.get("/people")
    def people(fields: SaidFilters, name: str = "", speaker: str = "", whole: bool = False) -> str:
        unread = chronicle.unread()
        found = chronicle.people(fields.query)
        chosen = find_speaker(found, speaker) if speaker else None
        if name.strip():
            found = tuple(one for one in found if _named(one, name))
        note = timeline.reading_progress(unread) if unread else Markup()
        listed = html.speaker_list(
            found,
            chosen.name if chosen else None,
            name.strip(),
            whole=whole,
            filtered=fields.filtered or bool(name),
        )
        return note + listed + html.publishers(site.dragoman.publishers())

    @routes.get("/speaker")
    def one_speaker(
        fields: SaidFilters,
        speaker: str,
        order: Literal["newest", "oldest"] = "newest",
        skip: Skip = 0,
    ) -> str:
        found = find_speaker(chronicle.people(fields.query), speaker)
        if found is None:
            return html.unknown_speaker(speaker)
        said = chronicle.said_by(found, fields.query, _ALL)
        if not fields.query.about:
            said = tuple(reversed(said)) if order == "oldest" else said
        else:
            said = tuple(sorted(said, key=_when, reverse=order == "newest"))
        page, following = said[skip : skip + _PAGE], skip + _PAGE if len(said) > skip + _PAGE else None
        if skip:
            return html.words_by_day(page, following)
        links = {**fields.filled, "speaker": found.name}
        talks = html.talks_of(said)
        return html.speaker(found, page, _over_time(found), links, following, talks, oldest=order == "oldest")

    @routes.get("/export")
    def export(fields: SaidFilters, form: Literal["csv", "json"], speaker: str = "") -> Response:
        found = _exported(chronicle, fields, speaker)
        name = f"dragoman-said.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        if form == "csv":
            stream = io.StringIO()
            write_csv(found, stream)
            return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
        text = json.dumps([contract.Utterance.of(each).as_object() for each in found], ensure_ascii=False, indent=2)
        return Response(text, media_type="application/json", headers=headers)

    return Panel("said", "Who said what", html.shell(), routes)


def _exported(chronicle: Chronicle, fields: SaidForm, speaker: str) -> Sequence[Utterance]:
    if not speaker:
        return chronicle.said(fields.query, _ALL)
    found = find_speaker(chronicle.people(fields.query), speaker)
    if found is None:
        raise InputError(f"nobody here is called {speaker!r}; choose a name from the list")
    return chronicle.said_by(found, fields.query, _ALL)


def _named(one: Speaker, name: str) -> bool:
    """Return whether the typed text is part of a name or role, or another spelling of the name."""
    part = name.strip().casefold()
    texts = (one.name, *one.spellings, *one.roles)
    return any(part in text.casefold() for text in texts) or find_speaker([one], name) is not None


def _when(one: Utterance) -> date:
    return one.said_on or one.document.published or date.min


def _over_time(one: Speaker) -> Sequence[calendar_bins.Bin]:
    if one.first is None or one.last is None:
        return ()
    unit = calendar_bins.unit_of(one.first, one.last, _BARS)
    return calendar_bins.bins([DayCounts(day, 0, 0, number) for day, number in one.days], one.first, one.last, unit)
