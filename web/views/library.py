"""The Library tab as HTML: adding reports, the list of documents with its filters, and document sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from ...corpus.wording import day
from ...index.document_list import DocumentEntry, Facets, Listing, Order
from ...index.filters import Filters
from ...index.storage.document_sets import ADDED, BRIEFS_SET, DocumentSet
from .templating import macros

SORTED: dict[Order, str] = {
    "added": "Added",
    "published": "Date",
    "title": "Title",
    "publisher": "Publisher",
    "language": "Language",
    "size": "Length",
}
"""The name of each order of the list."""

FIXED = {BRIEFS_SET: "Bundled briefs", ADDED: "Added here"}
"""The names of the sets that every library has."""

_ORDERS = (
    ("published-1", "newest report first"), ("published-0", "oldest report first"), ("added-1", "last added first"),
    ("title-0", "title"), ("publisher-0", "publisher"), ("size-1", "longest first"), ("size-0", "shortest first"),
    ("language-0", "language"),
)  # fmt: skip
_LANGUAGES = {
    "en": "English", "ar": "Arabic", "he": "Hebrew", "fa": "Persian", "tr": "Turkish", "fr": "French", "de": "German",
    "es": "Spanish", "ru": "Russian", "zh": "Chinese", "ur": "Urdu", "it": "Italian", "pt": "Portuguese",
}  # fmt: skip

_html = macros("library.html")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list; `length` is in words, `dates` tells more of its dates, `language` is named unless English."""

    id: str
    title: str
    language: str
    sets: tuple[str, ...]
    publisher: str | None
    brief: bool
    published: date | None
    added: datetime
    characters: int
    sentences: int
    length: str
    ready: bool
    dates: str

    @classmethod
    def of(cls, one: DocumentEntry) -> "DocumentRow":
        """Return the row of a document; a brief has the publisher and the date of its report."""
        about = one.based_on
        return cls(
            one.id,
            one.title,
            "" if one.language in (None, "en") else language(one.language or ""),
            tuple(one.sets),
            about.publisher if about else one.publisher,
            about is not None,
            one.published or (about.published if about else None),
            one.added,
            one.characters,
            one.sentences,
            _length(one.characters),
            one.state == "ready",
            _dates(one),
        )


def _dates(one: DocumentEntry) -> str:
    """Return the words about a document's last change and where its date was found, each behind a semicolon."""
    updated = f"; updated {day(one.updated)}" if one.updated else ""
    return updated + (f"; date from {one.date_source}" if one.date_source else "")


@dataclass(frozen=True, slots=True)
class SelectField:
    """A field with `options` (value, words); `everything` is what it says if none is chosen."""

    name: str
    label: str
    everything: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @classmethod
    def of(
        cls, name: str, label: str, everything: str, options: Sequence[tuple[str, str]], chosen: str
    ) -> "SelectField":
        """Return the field; the chosen option is listed even if no document matches it any more."""
        values = {value for value, _ in options}
        gone = ((chosen, chosen),) if chosen and chosen not in values else ()
        return cls(name, label, everything, (*gone, *options), chosen)


def shell(*, editing: bool, paths: bool, why: str, accepted: Sequence[str]) -> Markup:
    """Return the initial HTML of the tab: forms and dialogs, into which the rest is loaded.

    `paths`: folders of the server's machine may be named. `why` says why nothing can be changed, unless `editing`.
    `accepted` has suffixes of files.
    """
    return _html.shell(editing, paths, f"{why[:1].upper()}{why[1:].rstrip('.')}.", accepted, _ORDERS)


def language(code: str) -> str:
    """Return a language's name, or its code if it has none here."""
    return _LANGUAGES.get(code, code)


def set_name(name: str) -> str:
    """Return the name under which a set is shown."""
    return FIXED.get(name, name)


def listing(value: Listing, order: Order, descending: bool, page: int, *, any_filter: bool, editing: bool) -> Markup:
    """Return a page of the list as a table; `page` is the most documents on one."""
    last = value.start + len(value.documents)
    shown = f", {value.start + 1:,} to {last:,} shown" if len(value.documents) < value.total else ""
    way = "descending" if descending else "ascending"
    columns: tuple[Order, ...] = ("title", "publisher", "published", "size")
    heads = [(name, SORTED[name], way if name == order else "") for name in columns]
    pages = (
        ("Previous", max(0, value.start - page), value.start > 0),
        ("Next", value.start + page, last < value.total),
    )
    rows = [DocumentRow.of(one) for one in value.documents]
    return _html.listing(value.total, shown, heads, rows, pages if value.total > page else (), any_filter, editing)


def _length(characters: int) -> str:
    """Return the length of a text in words, as readers count it: about six characters each in English."""
    words = max(1, round(characters / 6))
    if words < 1000:
        return f"{max(10, round(words, -1)) if words > 10 else words} words"
    return f"{words / 1000:.1f}k words" if words < 100_000 else f"{words // 1000:,}k words"


def fields(facets: Facets, sets: Sequence[DocumentSet], chosen: Filters) -> Markup:
    """Return the fields that filter documents, each with its options."""
    named = [(one.name, f"{set_name(one.name)} ({one.documents:,})") for one in sets]
    publishers = [(name, f"{name} ({count:,})") for name, count in sorted(facets.publishers, key=_by_name)]
    languages = [(name, f"{language(name)} ({count:,})") for name, count in facets.languages]
    publisher = chosen.publishers[0] if chosen.publishers else ""
    return _html.fields(
        (
            SelectField.of("set", "Document set", "All documents", named, chosen.within or ""),
            SelectField.of("publisher", "Publisher", "All publishers", publishers, publisher),
        ),
        _iso(chosen.since),
        _iso(chosen.until),
        _iso(facets.first),
        _iso(facets.last),
        (SelectField.of("language", "Language", "All languages", languages, chosen.language or ""),)
        if languages
        else (),
    )


def _by_name(pair: tuple[str, int]) -> str:
    return pair[0].casefold()


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def filter_bar(facets: Facets, sets: Sequence[DocumentSet]) -> Markup:
    """Return the filters of a question: one line that says what is asked, which opens to the fields."""
    dates = "all dates"
    if facets.first and facets.last:
        dates = f"{facets.first:%b %Y} to {facets.last:%b %Y}"
    return _html.filter_bar(dates, fields(facets, sets, Filters()))


def sets(values: Sequence[DocumentSet], editing: bool) -> Markup:
    """Return the document sets, each with what can be done with it."""
    return _html.sets([(one.name, set_name(one.name), one.documents, editing and not one.fixed) for one in values])
