"""The page's items: the worst first, each with what was found, what was right, and the words that differ marked."""

from collections import Counter
from collections.abc import Sequence

from ..run_file import EvalRun, ItemResult, PlacedText
from .text import counted, differing, escaped, number, shortened

OPEN = 8
"""How many failures are unfolded at first."""

MOST = 1_500
"""How many items a page holds; a browser gets slow beyond. Failures come first."""

FOUND = 3
"""How many of the found places are shown."""

_LONGEST = 500  # characters of one text that are shown
_CHANGES = 40


def items(run: EvalRun) -> str:
    """The section of items with its filters."""
    if not run.items:
        return "</main>"
    failures = run.failures
    ordered = [*failures, *(item for item in run.items if not item.failed)]
    kinds = Counter(item.kind for item in run.items)
    failed = Counter(item.kind for item in failures)
    options = "".join(
        f'<option value="{escaped(kind)}">{escaped(_label(kind))} ({failed[kind]} of {count} failed)</option>'
        for kind, count in kinds.items()
    )
    rows = "".join(_item(item, at, item.failed and at < OPEN) for at, item in enumerate(ordered[:MOST]))
    left = (
        f'<p class="caution">{counted(len(ordered) - MOST, "item")} more are in the run file.</p>'
        if len(ordered) > MOST
        else ""
    )
    intro = (
        f"{counted(len(failures), 'failure')} among {counted(len(run.items), 'item')}, worst first."
        if failures
        else f"All {counted(len(run.items), 'item')} passed."
    )
    printed = '<p class="printed">Printed: failures only.</p>' if failures else ""
    return (
        f'<section aria-labelledby="items"><h2 id="items">Items</h2><p>{intro} Marks: '
        '<mark class="extra">found but not right</mark>, <mark class="lacking">right but not found</mark>, '
        f'<mark class="both">right and found</mark>.</p>{printed}'
        '<form class="filters" hidden><label>Search <input type="search" id="words" autocomplete="off"></label>'
        f'<label>Kind <select id="kind"><option value="">every kind</option>{options}</select></label>'
        '<label>Outcome <select id="state"><option value="">all</option><option value="failed">failed</option>'
        '<option value="passed">passed</option></select></label><p id="count" role="status"></p></form>'
        f'<div class="items">{rows}</div>{left}</section>\n</main>'
    )


def changes(run: EvalRun, baseline: EvalRun) -> str:
    """Items that fail now and did not in the baseline, and the other way; matched by their ids."""
    then = {item.id: item.failed for item in baseline.items}
    worse = [item for item in run.items if item.failed and then.get(item.id) is False]
    better = [item for item in run.items if not item.failed and then.get(item.id)]
    if not then or not run.items:
        return ""
    parts = "".join(
        f"<h3>{title} ({len(found)})</h3>{_named(found)}"
        for title, found in (("Fail now, passed before", worse), ("Pass now, failed before", better))
        if found
    )
    return (
        '<section aria-labelledby="changes"><h2 id="changes">Against the baseline</h2>'
        f"{parts or '<p>No item that both runs have changed sides.</p>'}</section>\n"
    )


def _named(found: Sequence[ItemResult]) -> str:
    rows = "".join(
        f"<li><b>{escaped(item.id)}</b> <bdi>{escaped(shortened(item.question, 160))}</bdi> "
        f"<small>{escaped(item.why)}</small></li>"
        for item in found[:_CHANGES]
    )
    more = f"<li>and {len(found) - _CHANGES} more</li>" if len(found) > _CHANGES else ""
    return f'<ul class="changes">{rows}{more}</ul>'


def _item(item: ItemResult, at: int, unfolded: bool) -> str:
    state = "failed" if item.failed else "passed"
    sign = "✗" if item.failed else "✓"
    parts = []
    found = item.found or item.retrieved
    if item.abstained:
        parts.append('<p class="none">It abstained; what it found was not shown as an answer.</p>')
    elif item.answer and not any(_holds(item.answer, place.text) for place in found):
        # An answer that quotes what was found would only say it twice.
        parts.append(f'<h4>Answered</h4><blockquote dir="auto">{escaped(_cut(item.answer))}</blockquote>')
    pair = _places("What was found", found, item.gold, "extra") + _places("What was right", item.gold, found, "lacking")
    parts.append(f'<div class="sides">{pair}</div>' if pair else "")
    scores = {name: number(score) for name, score in item.scores.items()}
    if item.confidence is not None:
        scores["confidence"] = number(item.confidence)
    if item.seconds:
        scores["seconds"] = number(item.seconds)
    told = "".join(f"<div><dt>{escaped(name)}</dt><dd>{value}</dd></div>" for name, value in scores.items())
    return (
        f'<details class="item {state}" id="item-{at + 1}" data-kind="{escaped(item.kind)}" data-state="{state}"'
        f'{" open" if unfolded else ""}><summary><span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="unseen">{state}</span><span class="id">{escaped(item.id)}</span>'
        f'<span class="kind">{escaped(_label(item.kind))}</span>'
        f'<span class="question" dir="auto">{escaped(_cut(item.question))}</span></summary>'
        f'<div class="body"><p class="why">{escaped(item.why)}</p>{"".join(parts)}'
        f'<dl class="scores">{told}</dl></div></details>\n'
    )


def _places(title: str, places: Sequence[PlacedText], others: Sequence[PlacedText], kind: str) -> str:
    if not places and not others:
        return ""
    shown = places[:FOUND] if kind == "extra" else places
    rows = "".join(f"<li>{_place(place, others, kind)}</li>" for place in shown)
    more = f'<p class="more">and {len(places) - len(shown)} more</p>' if len(places) > len(shown) else ""
    nothing = "Nothing." if kind == "extra" else "No passage."
    body = f"<ol>{rows}</ol>{more}" if places else f'<p class="none">{nothing}</p>'
    return f"<div><h4>{title}</h4>{body}</div>"


def _place(place: PlacedText, others: Sequence[PlacedText], kind: str) -> str:
    where = " · ".join(
        escaped(part)
        for part in (place.document or "", f"{place.start}–{place.end}" if place.start is not None else "")
        if part
    )
    hit = any(
        place.overlaps(other) or _holds(place.text, other.text) or _holds(other.text, place.text) for other in others
    )
    label = ' <b class="hit">✓ the right place</b>' if hit and kind == "extra" else ""
    return f'<p class="place">{where}{label}</p><blockquote dir="auto">{_marked(place, others, kind)}</blockquote>'


def _marked(place: PlacedText, others: Sequence[PlacedText], kind: str) -> str:
    for other in others:
        at = place.text.find(other.text) if other.text.strip() else -1
        if at >= 0:
            before, after = place.text[:at], place.text[at + len(other.text) :]
            before = before if len(before) <= _LONGEST // 2 else "…" + before[-_LONGEST // 2 :]
            return f'{escaped(before)}<mark class="both">{escaped(_cut(other.text))}</mark>{escaped(_cut(after))}'
    text = _cut(place.text)
    best = min(
        (differing(text, _cut(other.text)) for other in others),
        key=lambda pieces: (not any(one for one, _ in pieces), sum(len(words) for one, words in pieces if one)),
        default=[(False, text)],
    )
    return "".join(f'<mark class="{kind}">{escaped(words)}</mark>' if one else escaped(words) for one, words in best)


def _holds(text: str, words: str) -> bool:
    return bool(words.strip()) and words in text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _label(kind: str) -> str:
    return shortened(kind.replace("_", " "), 40)
