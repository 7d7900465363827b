"""Jobs as HTML: how far what runs is, and what became of the last ones, with what failed and why.

File names, addresses and reasons come from clients and documents: everything is escaped here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ...assistant.library.job_log import Job, SourceFailure
from ...assistant.render.markup import escaped
from ...corpus.wording import counted
from .library import moment

_NEW = timedelta(minutes=15)  # how long the last one is shown by itself
_TOLD = 50  # failures of one job that are shown
_DOING = {"add": "Adding", "remove": "Removing", "reindex": "Making anew"}
_DONE = {"add": "Added", "remove": "Removed", "reindex": "Made anew"}
_STATES = {"queued": "waits for its turn", "failed": "failed", "stopped": "stopped"}


def jobs(values: Sequence[Job], documents: int, changes: int) -> str:
    """What runs, or what has just run, and before that the others; the page asks again while `data-running` says so."""
    running = [one for one in reversed(values) if not one.over]
    over = [one for one in values if one.over]
    last = [one for one in over[:1] if not running and one.ended and datetime.now(UTC) - one.ended < _NEW]
    shown = "".join(map(_running, running)) + "".join(map(_finished, last))
    earlier = over[len(last) :]
    more = ""
    if earlier:
        inside = "".join(map(_finished, earlier))
        more = (
            f'<details class="earlier" data-key="earlier"><summary>{counted(len(earlier), "earlier job")}</summary>'
            f"{inside}</details>"
        )
    return (
        f'<div class="jobs" data-running="{len(running)}" data-documents="{documents}" data-changes="{changes}">'
        f"{shown}{more}</div>"
    )


def begun(job_id: str) -> str:
    """What a request is answered with that began or stopped a job."""
    return f'<span data-job="{escaped(job_id)}"></span>'


def _running(one: Job) -> str:
    percent = f"{one.share:.0%}"
    told = [counted(one.documents, "document")] if one.documents else []
    if one.seconds_left is not None:
        told.append(f"about {_seconds(one.seconds_left)} left")
    waits = one.state == "queued"
    line = _STATES["queued"] if waits else ", ".join([percent, *told])
    bar = "" if waits else f'<progress max="1" value="{one.share:.3f}" aria-label="Share done">{percent}</progress>'
    return (
        f'<section class="card job" data-job="{escaped(one.id)}" aria-label="{_DOING[one.kind]} {escaped(one.what)}">'
        f'<h3><span>{_DOING[one.kind]}</span> <bdi dir="auto">{escaped(one.what)}</bdi></h3>{bar}'
        f'<p class="row"><span class="told">{line}</span><button type="button" class="plain stop" '
        f'data-key="stop-{escaped(one.id)}" data-stop="{escaped(one.id)}">Stop</button></p>'
        f"{_notes(one)}{_failures(one)}</section>"
    )


def _finished(one: Job) -> str:
    parts = {"added": one.added, "newer version": one.updated, "unchanged": one.unchanged, "removed": one.removed}
    told = [
        f"{number:,} {name}{'s' if name == 'newer version' and number > 1 else ''}" for name, number in parts.items()
    ]
    done = [part for part, number in zip(told, parts.values(), strict=True) if number]
    if one.kind == "reindex" and one.documents:
        done.append(counted(one.documents, "document"))
    if one.state == "done" and not done and not one.failures:
        done.append("nothing to do")
    verdict = {
        "done": f'<span class="verdict {"warn" if one.failures else "ok"}">{_DONE[one.kind]}</span>',
        "failed": '<span class="verdict bad">Failed</span>',
        "stopped": '<span class="verdict warn">Stopped</span>',
    }[one.state]
    when = f'<time class="moment" datetime="{one.ended.isoformat()}">{moment(one.ended)}</time>' if one.ended else ""
    failed = f"{one.failures:,} could not be read" if one.kind == "add" else f"{one.failures:,} were not there"
    line = ", ".join([*done, *([failed] if one.failures else [])])
    return (
        f'<section class="card job over" data-job="{escaped(one.id)}"><h3>{verdict} '
        f'<bdi dir="auto">{escaped(one.what)}</bdi></h3><p class="told">{line}{" · " if line else ""}{when}</p>'
        f"{_notes(one)}{_failures(one)}</section>"
    )


def _notes(one: Job) -> str:
    return "".join(f'<p class="note" dir="auto">{escaped(note)}</p>' for note in one.notes)


def _failures(one: Job) -> str:
    if not one.failed:
        return ""
    inside = "".join(map(_failure, one.failed[:_TOLD]))
    more = one.failures - len(one.failed[:_TOLD])
    rest = f'<li class="hint">and {more:,} more</li>' if more else ""
    opened = " open" if one.over and len(one.failed) <= 5 else ""
    return (
        f'<details class="failed" data-key="failed-{one.over}-{escaped(one.id)}"{opened}><summary>What failed, and why '
        f"({one.failures:,})</summary><ul>{inside}{rest}</ul></details>"
    )


def _failure(one: SourceFailure) -> str:
    return f'<li><b dir="auto">{escaped(one.source)}</b> <span dir="auto">{escaped(one.reason)}</span></li>'


def _seconds(value: float) -> str:
    if value < 60:
        return f"{max(1, round(value))} s"
    minutes = round(value / 60)
    return f"{minutes} min" if minutes < 90 else f"{value / 3600:.1f} h"
