"""The list of documents as HTML, what to filter it by, and document sets.

Titles, publishers and names of sets come from documents and visitors: everything is escaped here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ...assistant.render.markup import escaped
from ...corpus.wording import counted, day
from ...index.document_list import DocumentEntry, Facets, Listing, Order
from ...index.filters import Filters
from ...index.storage.document_sets import ADDED, BRIEFS, DocumentSet

SORTED: dict[Order, str] = {
    "added": "Added",
    "published": "Date",
    "title": "Title",
    "publisher": "Publisher",
    "language": "Language",
    "size": "Length",
}
"""What a list may be sorted by, as people call it."""

FIXED = {BRIEFS: "Bundled briefs", ADDED: "Added here"}
"""What the sets are called that are there by themselves."""

_LANGUAGES = {
    "en": "English", "ar": "Arabic", "he": "Hebrew", "fa": "Persian", "tr": "Turkish", "fr": "French", "de": "German",
    "es": "Spanish", "ru": "Russian", "zh": "Chinese", "ur": "Urdu", "it": "Italian", "pt": "Portuguese",
}  # fmt: skip


def language(code: str) -> str:
    """A language's name, or its code where it has none here."""
    return _LANGUAGES.get(code, code)


def set_name(name: str) -> str:
    """What a set is called."""
    return FIXED.get(name, name)


def listing(value: Listing, order: Order, descending: bool, page: int, *, any_filter: bool, editing: bool) -> str:
    """A page of the list as a table, which a phone shows as cards; `page` is how many documents one has at the most."""
    if not value.total:
        return f'<p class="count" data-total="0" tabindex="-1">No documents</p>{_empty(any_filter, editing)}'
    last = value.start + len(value.documents)
    shown = f", {value.start + 1:,} to {last:,} shown" if len(value.documents) < value.total else ""
    heads = "".join(_head(name, order, descending) for name in ("title", "publisher", "published", "size"))
    rows = "".join(_row(one) for one in value.documents)
    return (
        f'<p class="count" data-total="{value.total}" tabindex="-1">{counted(value.total, "document")}{shown}</p>'
        '<table class="list"><thead><tr><th class="tick"><input type="checkbox" class="all" '
        f'aria-label="Choose all on this page"></th>{heads}<th>State</th></tr></thead><tbody>{rows}</tbody></table>'
        f"{_pager(value, page)}"
    )


def _head(name: Order, order: Order, descending: bool) -> str:
    sorts = f' aria-sort="{"descending" if descending else "ascending"}"' if name == order else ""
    arrow = f'<span aria-hidden="true">{" ↓" if descending else " ↑"}</span>' if sorts else ""
    return f'<th{sorts}><button type="button" class="sort" data-sort="{name}">{SORTED[name]}{arrow}</button></th>'


def _row(one: DocumentEntry) -> str:
    title, about = escaped(one.title), one.based_on
    publisher = about.publisher if about else one.publisher
    who = f'<bdi dir="auto">{escaped(publisher)}</bdi>' if publisher else '<span class="hint">no publisher</span>'
    kind = ' <span class="tag">brief</span>' if about else ""
    published = one.published or (about.published if about else None)
    when = f'<time datetime="{published.isoformat()}">{day(published)}</time>' if published else "undated"
    told = "" if one.language in (None, "en") else f' <span class="tag">{escaped(language(one.language or ""))}</span>'
    sets = "".join(f' <span class="tag set" dir="auto">{escaped(name)}</span>' for name in one.sets)
    size = f"{one.characters:,} characters, {counted(one.sentences, 'sentence')}"
    state = "ready" if one.state == "ready" else '<span class="busy">waiting</span>'
    return (
        f'<tr data-id="{escaped(one.id)}"><td class="tick"><input type="checkbox" class="one" value="{escaped(one.id)}" '
        f'aria-label="Choose {title}"></td><td class="name"><button type="button" class="read" dir="auto" data-open '
        f'data-document="{escaped(one.id)}">{title}</button>{told}{sets}</td><td class="who">{who}{kind}</td>'
        f'<td class="when" title="added {moment(one.added)}">{when}</td>'
        f'<td class="size" title="{size}">{_length(one.characters)}</td>'
        f'<td class="state">{state}</td></tr>'
    )


def _length(characters: int) -> str:
    """How long a text is, as readers think of it: in words, of which English has one in six characters."""
    words = max(1, round(characters / 6))
    if words < 1000:
        return f"{max(10, round(words, -1)) if words > 10 else words} words"
    return f"{words / 1000:.1f}k words" if words < 100_000 else f"{words // 1000:,}k words"


def _pager(value: Listing, page: int) -> str:
    if value.total <= page:
        return ""
    before, after = value.start > 0, value.start + len(value.documents) < value.total
    buttons = [
        f'<button type="button" class="plain" data-start="{max(0, start)}"{"" if there else " disabled"}>{name}</button>'
        for name, start, there in (
            ("Previous", value.start - page, before),
            ("Next", value.start + page, after),
        )
    ]
    return f'<nav class="row pager" aria-label="Pages of the list">{"".join(buttons)}</nav>'


def _empty(any_filter: bool, editing: bool) -> str:
    if any_filter:
        return '<p class="lede">No document fits. <button type="button" class="quiet clear">Show all documents</button></p>'
    if editing:
        return (
            '<p class="lede">There is nothing here yet. Add reports above, or '
            '<button type="button" class="quiet briefs">add the bundled briefs</button>.</p>'
        )
    return '<p class="lede">There is nothing here yet.</p>'


def fields(facets: Facets, sets: Sequence[DocumentSet], chosen: Filters) -> str:
    """The fields that filter documents, each with what there is to choose from."""
    publisher = chosen.publishers[0] if chosen.publishers else ""
    first = facets.first.isoformat() if facets.first else ""
    last = facets.last.isoformat() if facets.last else ""
    named = [(one.name, f"{set_name(one.name)} ({one.documents:,})") for one in sets]
    publishers = [(name, f"{name} ({count:,})") for name, count in sorted(facets.publishers, key=_by_name)]
    languages = [(name, f"{language(name)} ({count:,})") for name, count in facets.languages]
    return (
        _select("set", "Document set", "All documents", named, chosen.within or "")
        + _select("publisher", "Publisher", "All publishers", publishers, publisher)
        + _date("since", "From", first, last, chosen.since.isoformat() if chosen.since else "")
        + _date("until", "To", first, last, chosen.until.isoformat() if chosen.until else "")
        + (_select("language", "Language", "All languages", languages, chosen.language or "") if languages else "")
    )


def _by_name(pair: tuple[str, int]) -> str:
    return pair[0].casefold()


def _select(name: str, label: str, all_of_them: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    held = list(options)
    if chosen and chosen not in {value for value, _ in held}:
        held.insert(0, (chosen, chosen))
    inside = "".join(
        f'<option value="{escaped(value)}"{" selected" if value == chosen else ""}>{escaped(shown)}</option>'
        for value, shown in held
    )
    return f'<label class="field">{label}<select name="{name}"><option value="">{all_of_them}</option>{inside}</select></label>'


def _date(name: str, label: str, first: str, last: str, chosen: str) -> str:
    bounds = f' min="{first}" max="{last}"' if first else ""
    return f'<label class="field">{label}<input type="date" name="{name}" value="{chosen}"{bounds}></label>'


def filter_bar(facets: Facets, sets: Sequence[DocumentSet]) -> str:
    """The filters of a question: one line that says what is asked, which opens to the fields."""
    span = "all dates"
    if facets.first and facets.last:
        span = f"{facets.first:%b %Y} to {facets.last:%b %Y}"
    return (
        '<details class="filter"><summary><span class="unseen">Filters: </span><span class="chips" '
        f'data-dates="{span}"></span></summary>'
        '<input type="hidden" name="documents" value="">'
        f'<div class="row">{fields(facets, sets, Filters())}'
        '<button type="button" class="plain clear">Ask all documents</button></div></details>'
    )


def sets(values: Sequence[DocumentSet], editing: bool) -> str:
    """The document sets, each with what can be done with it."""
    rows = []
    for one in values:
        name, shown = escaped(one.name), escaped(set_name(one.name))
        change = (
            f'<button type="button" class="quiet" data-rename="{name}">Rename<span class="unseen"> {shown}</span></button>'
            f'<button type="button" class="quiet" data-forget="{name}">Forget<span class="unseen"> {shown}</span></button>'
            if editing and not one.fixed
            else ""
        )
        rows.append(
            f'<li><span class="name" dir="auto">{shown}</span> <span class="hint">{counted(one.documents, "document")}</span>'
            f'<span class="acts"><button type="button" class="quiet" data-set="{name}">Show'
            f'<span class="unseen"> {shown}</span></button><button type="button" class="quiet" data-ask="{name}">Ask only these'
            f'<span class="unseen"> of {shown}</span></button>{change}</span></li>'
        )
    return f'<ul class="sets">{"".join(rows)}</ul>'


def moment(value: datetime) -> str:
    """A moment as it is shown, to the minute."""
    return f"{value:%Y-%m-%d %H:%M} UTC"
