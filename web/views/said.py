"""The tab "Who said what" as HTML: who speaks, and what one of them said over time."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from ...assistant.render.markup import escaped
from ...assistant.timeline.calendar_bins import Bin
from ...assistant.timeline.speakers import Speaker
from ...corpus.types import Utterance
from ...corpus.wording import counted, day
from . import chart
from .timeline import resolved, utterance

SHOWN = 30
"""Speakers of one kind that are listed before "Show all"."""

_GROUPS = (
    ("person", "People", True),
    ("organisation", "Organisations", True),
    ("unnamed", "Without a name", False),
    ("report", "The reports themselves", False),
)
_TOLD = {
    "person": "person",
    "organisation": "organisation",
    "unnamed": "not named",
    "report": "a report that tells what others did and said",
}
_REPORT_DAYS = (
    '<p class="hint">Where a report does not say when somebody spoke, the words stand on the day of the report.</p>'
)
_FORMS = (("csv", "CSV"), ("json", "JSON"))


def shell(filters: str) -> str:
    """What the tab begins with; the rest is loaded into it."""
    return (
        '<h2 class="title">Who said what</h2><p class="lede">Everybody whom the reports quote or report to have spoken, with '
        "how often. Choose a name to read the words over time.</p>"
        f'{filters}<div class="both"><div class="everybody"><p class="hint busy">Reading who said what</p></div>'
        '<div class="one"></div></div>'
    )


def kind_field() -> str:
    """The choice of how words stand in a report, for the form."""
    options = (("", "All"), ("direct", "In quotation marks"), ("partial", "Partly quoted"), ("indirect", "Reported"))
    choices = "".join(f'<option value="{value}">{words}</option>' for value, words in options)
    return f'<label class="field">How<select name="kind">{choices}</select></label>'


def publishers(names: Iterable[str]) -> str:
    """What the publisher's field offers."""
    options = "".join(f'<option value="{escaped(name)}"></option>' for name in names)
    return f"<datalist>{options}</datalist>"


def everybody(
    found: Sequence[Speaker], chosen: str | None, wanted: str, *, whole: bool, filtered: bool, note: str = ""
) -> str:
    """The list of speakers by kind; `chosen` is the name of the one that is shown, `whole` shows all of each kind.

    `wanted` is what was typed to find a name.
    """
    if not found:
        why = "Nobody fits these words, names and dates. Take one of them away, or clear them all."
        return f'{note}<p class="hint empty">{why if filtered else "No report here quotes anybody yet."}</p>'
    parts = [note]
    for kind, title, opened in _GROUPS:
        group = [one for one in found if one.kind == kind]
        if not group:
            continue
        shown = group if whole or wanted else group[:SHOWN]
        items = "".join(_listed(one, chosen) for one in shown)
        rest = len(group) - len(shown)
        more = f'<button type="button" class="quiet all">Show all {len(group):,}</button>' if rest else ""
        on = opened or bool(wanted) or any(one.name == chosen for one in group)
        parts.append(
            f'<details class="{kind}"{" open" if on else ""}><summary><h3>{title} <span class="hint">{len(group):,}</span></h3>'
            f"</summary><ul>{items}</ul>{more}</details>"
        )
    return "".join(parts)


def _listed(one: Speaker, chosen: str | None) -> str:
    role = f'<span class="role" dir="auto">{escaped(one.roles[0])}</span>' if one.roles else ""
    here = ' aria-current="true"' if one.name == chosen else ""
    return (
        f'<li><button type="button" class="speaker" data-speaker="{escaped(one.name)}"{here}>'
        f'<span class="who"><bdi>{escaped(one.name)}</bdi>{role}</span><span class="count">{one.utterances:,}'
        '<span class="unseen"> utterances</span></span></button></li>'
    )


def nobody() -> str:
    """What stands beside the list before somebody is chosen."""
    return '<div class="nothing"><p>Choose a name.</p><p>The words stand here by day, each with the report it is from.</p></div>'


def unknown(name: str) -> str:
    """Where nobody of this name speaks."""
    why = f"Nobody here is called {escaped(name)}, or nothing of theirs fits what is asked for."
    return f'<p class="hint empty" dir="auto" tabindex="-1">{why}</p>'


def speaker(
    one: Speaker,
    said: Sequence[Utterance],
    shown: Sequence[Bin],
    given: dict[str, str],
    following: int | None,
    *,
    oldest: bool,
) -> str:
    """One speaker: who that is, how often over time, and the words by day, with links to save them.

    `given` is what was asked for, for the links; `following` says after how many utterances the next page begins.
    """
    roles = f'<p class="roles" dir="auto">{escaped("; ".join(one.roles))}</p>' if one.roles else ""
    others = [name for name in one.spellings if name != one.name]
    also = f'<p class="hint" dir="auto">also: {escaped("; ".join(others))}</p>' if others else ""
    parts = ((one.direct, "in quotation marks"), (one.partial, "partly quoted"), (one.indirect, "reported"))
    told = ", ".join(f"{number:,} {words}" for number, words in parts if number)
    range_ = f" · {chart.days(one.first, one.last)}" if one.first and one.last else ""
    picture = ""
    if len(shown) > 1:
        ends = "".join(f"<span>{chart.days(each.first, each.last)}</span>" for each in (shown[0], shown[-1]))
        picture = f'<div class="over-time">{chart.small(shown)}<p class="ends hint">{ends}</p></div>'
    links = "".join(
        f'<a href="/page/said/export?{escaped(urlencode({**given, "form": form}))}" download>{words}</a>'
        for form, words in _FORMS
    )
    order = "Show newest first" if oldest else "Show oldest first"
    return (
        '<button type="button" class="quiet back"><span aria-hidden="true">‹ </span>Everybody</button>'
        f'<header><h3 tabindex="-1" dir="auto">{escaped(one.name)}</h3>{roles}'
        f'<p class="hint">{counted(one.utterances, "utterance")}{range_} · {_TOLD[one.kind]}</p>{also}'
        f'<p class="hint">{told}</p></header>{picture}'
        f'<div class="row does"><button type="button" class="quiet turn-order">{order}</button>'
        f'<span class="saves"><span class="hint">Save as</span> {links}</span></div>'
        f"{_REPORT_DAYS if any(each.said_on is None for each in said) else ''}{words_of(said, following)}"
    )


def words_of(said: Sequence[Utterance], following: int | None) -> str:
    """Utterances by day."""
    parts = []
    for when, rows in groupby(said, key=_day):
        items = "".join(
            f"<li>{utterance(one)}{resolved(one.said_on_basis or '') if one.said_on else ''}</li>" for one in rows
        )
        name = f'<time datetime="{when.isoformat()}">{day(when)}</time>' if when else "Day not known"
        parts.append(f'<section class="of-day"><h4>{name}</h4><ul class="told">{items}</ul></section>')
    more = f'<button type="button" class="plain more" data-skip="{following}">Show more</button>' if following else ""
    return f'<div class="words-by-day">{"".join(parts)}{more}</div>'


def _day(one: Utterance) -> date | None:
    return one.said_on or one.document.published
