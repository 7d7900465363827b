"""The tab "Who said what" as HTML: who speaks, and what one of them said over time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup

from ...assistant.timeline.calendar_bins import Bin
from ...assistant.timeline.speakers import Speaker
from ...corpus.types import Document, Span, Utterance
from ...corpus.wording import day
from . import chart
from .templating import macros
from .timeline import KINDS

Talk = tuple[Document, Span, str, int]
"""A document that somebody speaks in: the first of the words, their day, and how many statements there are."""

SHOWN = 30
"""Speakers of one kind that are listed before "Show all"."""

_GROUPS = (
    ("person", "People", True),
    ("organisation", "Organisations", True),
    ("unnamed", "Unnamed sources", False),
    ("report", "Reporters’ text", False),
)
_SPEAKER_KINDS = {
    "person": "person",
    "organisation": "organisation",
    "unnamed": "not named",
    "report": "reporters’ text",
}
_KIND_OPTIONS = (("", "All"), ("direct", "In quotation marks"), ("partial", "Partly quoted"), ("indirect", "Reported"))
_FORMS = (("csv", "CSV"), ("json", "JSON"))

_html = macros("said.html")


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """Speakers of one kind: those that are `shown`, of `total`."""

    kind: str
    title: str
    open: bool
    shown: Sequence[Speaker]
    total: int


def shell() -> Markup:
    """Return the initial HTML of the tab; the rest is loaded into it."""
    return _html.shell(_KIND_OPTIONS)


def publishers(names: Iterable[str]) -> Markup:
    """Return the suggestions for the field of the publisher."""
    return _html.publishers(names)


def speaker_list(found: Sequence[Speaker], chosen: str | None, wanted: str, *, whole: bool, filtered: bool) -> Markup:
    """Return the list of speakers by kind.

    `chosen` is the name of the speaker who is shown, `wanted` is what was typed to find a name. `whole` shows all of each
    kind; `filtered`: the list may be empty because of the filters.
    """
    if not found:
        return _html.no_speakers(filtered)
    groups = []
    for kind, title, opened in _GROUPS:
        group = [one for one in found if one.kind == kind]
        if group:
            shown = group if whole or wanted else group[:SHOWN]
            on = opened or bool(wanted) or any(one.name == chosen for one in group)
            groups.append(SpeakerGroup(kind, title, on, shown, len(group)))
    return _html.speaker_list(groups, chosen)


def unknown_speaker(name: str) -> Markup:
    """Return the message shown if there is no speaker of this name."""
    return _html.unknown_speaker(name)


def speaker(
    one: Speaker,
    said: Sequence[Utterance],
    shown: Sequence[Bin],
    filters: Mapping[str, str],
    following: int | None,
    talks: Sequence[Talk],
    *,
    oldest: bool,
) -> Markup:
    """Return one speaker: roles, how often over time, the talks and reports, and the words by day, with links to save them.

    `filters` go into the links; `following` says after how many utterances the next page begins.
    """
    parts = ((one.direct, KINDS["direct"]), (one.partial, KINDS["partial"]), (one.indirect, KINDS["indirect"]))
    charted = len(shown) > 1
    return _html.speaker(
        one,
        _SPEAKER_KINDS[one.kind],
        chart.days(one.first, one.last) if one.first and one.last else "",
        [name for name in one.spellings if name != one.name],
        [f"{number:,} {words}" for number, words in parts if number],
        chart.small(shown) if charted else "",
        [chart.days(each.first, each.last) for each in (shown[0], shown[-1])] if charted else (),
        [(f"/page/said/export?{urlencode({**filters, 'form': form})}", name) for form, name in _FORMS],
        oldest,
        any(each.said_on is None for each in said),
        talks,
        words_by_day(said, following),
    )


def words_by_day(said: Sequence[Utterance], following: int | None) -> Markup:
    """Return utterances by day."""
    days = [
        (when.isoformat() if when else "", day(when) if when else "", list(rows))
        for when, rows in groupby(said, key=_day)
    ]
    return _html.words_by_day(days, KINDS, following)


def talks_of(said: Sequence[Utterance]) -> list[Talk]:
    """Return the documents of utterances in their order, each with its first words, the day and the number of utterances."""
    first: dict[str, Utterance] = {}
    for one in said:
        kept = first.setdefault(one.document.id, one)
        if one.span < kept.span:
            first[one.document.id] = one
    numbers = Counter(one.document.id for one in said)
    return [
        (one.document, one.span, day(when) if (when := _day(one)) else "", numbers[name]) for name, one in first.items()
    ]


def _day(one: Utterance) -> date | None:
    return one.said_on or one.document.published
