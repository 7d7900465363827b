"""The tab that checks quotations as HTML: its forms, and the report on one quotation.

A verdict is shown as a word with a sign, never by colour alone. Screen readers announce which words are struck out or underlined.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from markupsafe import Markup

from ...assistant.quotes.house_rules import Allowance
from ...assistant.quotes.report import (
    Check,
    Confirmation,
    Extent,
    Place,
    QuoteFlag,
    QuoteReport,
    QuoteVerdict,
    WordStatus,
)
from ...assistant.render.citations import marks
from ...assistant.render.quote_report import MEANINGS, as_markdown, as_text, ignored, status_line
from ...assistant.render.word_edits import Pieces, corrections, pieces
from ...corpus.types import Document, Span
from ...corpus.wording import day
from .templating import macros


class VerdictLabel(NamedTuple):
    """How a verdict or status is shown: its class in the style sheet, its sign and its name."""

    kind: Literal["ok", "warn", "bad", "even"]
    sign: str
    name: str


VERDICTS: dict[QuoteVerdict, VerdictLabel] = {
    "verbatim": VerdictLabel("ok", "✓", "Verbatim"),
    "elided": VerdictLabel("ok", "✓", "Elided"),
    "altered": VerdictLabel("bad", "✕", "Altered"),
    "truncated": VerdictLabel("warn", "!", "Truncated"),
    "stitched": VerdictLabel("bad", "✕", "Stitched"),
    "paraphrase": VerdictLabel("warn", "!", "Paraphrase"),
    "not_found": VerdictLabel("bad", "✕", "Not found here"),
}

STATUSES: dict[WordStatus, VerdictLabel] = {
    "quoted": VerdictLabel("ok", "✓", "Quoted"),
    "reported": VerdictLabel("warn", "!", "Reported, not quoted"),
    "narration": VerdictLabel("warn", "!", "Not a quotation"),
}
ANOTHER = VerdictLabel("bad", "✕", "Another speaker")
DENIED = VerdictLabel("bad", "✕", "Not this speaker")  # the report names nobody else, but denies or doubts it

FLAGS: dict[QuoteFlag, str] = {
    "negation": "a negation",
    "number": "a number",
    "name": "a name",
    "added": "words added",
    "dropped": "words left out",
    "order": "the order of words",
    "omission": "something left out without a mark",
    "character": "single letters",
    "punctuation": "punctuation",
    "spelling": "spelling",
    "condition": "a condition",
    "attribution": "whose claim it is",
    "quantity": "how many or how much",
    "hedge": "how certain it is",
    "restriction": "a restriction",
    "question": "that it is a question",
}
_MATCHED = VerdictLabel("even", "=", "")  # for words that stand there, but may not be printed as a quotation
_WHOSE: dict[WordStatus, str] = {
    "quoted": "",
    "reported": "reported, not quoted",
    "narration": "the report’s own words",
}
_ALLOWANCES: dict[Allowance, str] = {
    "reported": "Allow reported words in quotation marks",
    "narration": "Allow the reports’ own words in quotation marks",
    "misattributed": "Allow another speaker than the source names",
}
PLACES = 8
"""Places that are shown at once; the others can be opened."""

_MOST = 200
_LONGEST = 320  # the most characters shown of a place's words
_MARKS = "“”„«\"'‘’"
_ANSWERS: dict[QuoteVerdict, str] = {
    "verbatim": "Yes, exactly.",
    "elided": "Yes, apart from the cuts and brackets that it marks.",
    "altered": "No; the source wording is different.",
    "truncated": "Yes, but what was left out changes their meaning.",
    "stitched": "Only in pieces, from separate places.",
    "paraphrase": "No, but one sentence says much the same.",
    "not_found": "No match.",
}

_html = macros("check.html")


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place in the list: its words, shortened, and who says them. They are in marks if quoted; else `whose` is set."""

    document: Document
    span: Span
    words: str
    who: str
    said_on: date | None
    whose: str = ""
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class PlaceList:
    """The places of a quotation, of `total`; without any, the nearest words. `pieces`: each has only a part of the words."""

    shown: tuple[PlaceItem, ...]
    more: tuple[PlaceItem, ...]
    total: int
    left_out: int
    pieces: bool
    nearest: PlaceItem | None


class CheckRow(NamedTuple):
    """One of the answers on speaker, publisher and day, in words."""

    name: str
    verdict: Confirmation
    asked: str
    found: str


def shell() -> Markup:
    """Return the forms. The examples depend on the reports and are loaded when the tab is shown."""
    return _html.shell(tuple(_ALLOWANCES.items()))


def examples(quotations: Sequence[tuple[str, str | None]]) -> Markup:
    """Return quotations (words, speaker) to try."""
    return _html.examples(quotations)


def report(value: QuoteReport) -> Markup:
    """Return the whole report on one quotation."""
    return _html.report(
        value,
        badges(value),
        meaning(value),
        VERDICTS[value.verdict] if value.printable or not value.passes else _MATCHED,
        _ANSWERS[value.verdict],
        _status(value),
        (
            _row("Speaker", value.speaker),
            _row("Publisher", value.publisher),
            _row("Said on", value.said_on, dated=True),
        ),
        difference(value),
        brings_marks(value.quote) or value.status in ("reported", "narration"),
        [one for one in value.reasons if not one.startswith("Searched: ")],  # which has a line of its own
        _places(value),
        ignored(value) if value.normalisations else "",
        as_of(value.searched),
        (("Copy as text", as_text(value)), ("Copy as Markdown", as_markdown(value))),
    )


def badges(value: QuoteReport) -> tuple[VerdictLabel, ...]:
    """Return verdict, status and a contradicted speaker, side by side; they are green only if the words may be printed."""
    verdict = VERDICTS[value.verdict]
    shown = [
        verdict if value.printable or not value.passes else VerdictLabel(_MATCHED.kind, _MATCHED.sign, verdict.name)
    ]
    if value.status and (value.passes or value.status != "quoted"):
        status = STATUSES[value.status]
        unproven = value.status == "quoted" and not value.printable
        shown.append(VerdictLabel(_MATCHED.kind, _MATCHED.sign, status.name) if unproven else status)
    if value.speaker.verdict == "different":
        shown.append(ANOTHER if value.speaker.found else DENIED)
    return tuple(shown)


def _status(value: QuoteReport) -> tuple[VerdictLabel, str] | None:
    """Return the answer to whether the words may be printed as a quotation; `None` if no place has them."""
    told = status_line(value)
    if value.status is None or told is None:
        return None
    if value.status == "quoted" and not value.printable:
        return ANOTHER, f"Not as words of {value.speaker.asked}."
    return STATUSES[value.status], told


def meaning(value: QuoteReport) -> str:
    """Return what the verdict means, and what kind of difference there is."""
    if not value.flags or value.passes:
        return MEANINGS[value.verdict]
    lead = "What was left out" if value.verdict == "truncated" else "What differs"
    return f"{MEANINGS[value.verdict]} {lead}: {', '.join(FLAGS[flag] for flag in value.flags)}."


def brings_marks(quote: str) -> bool:
    """Return whether a quotation was entered with its quotation marks, so that none are added."""
    return quote[:1] in _MARKS


def difference(value: QuoteReport) -> Pieces:
    """Return the words with the differences; empty if there is no difference that the quotation does not mark itself."""
    return pieces(corrections(value))


def as_of(extent: Extent) -> date | None:
    """Return the day on which the last document was added."""
    return date.fromisoformat(extent.as_of[:10]) if extent.as_of else None


def _places(value: QuoteReport) -> PlaceList:
    pieces = value.verdict == "stitched"
    first = value.earliest if len(value.places) > 1 and not pieces else None
    items = tuple(_item(one, earliest=one == first) for one in value.places[:_MOST])
    nearest = _item(value.nearest) if value.nearest else None
    total = len(value.places) + value.further
    return PlaceList(items[:PLACES], items[PLACES:], total, total - len(items), pieces, nearest)


def _item(one: Place, *, earliest: bool = False) -> PlaceItem:
    words = one.text if len(one.text) <= _LONGEST else f"{one.text[:220].rstrip()} […] {one.text[-80:].lstrip()}"
    who = f"{one.speaker}{f', {one.role}' if one.role else ''}" if one.speaker else one.role or ""
    before, after = marks(words)
    plain = " ".join(words.split())
    shown = f"{before}{plain}{after}" if one.status == "quoted" else plain
    return PlaceItem(one.document, one.span, shown, who, one.said_on, _WHOSE[one.status], earliest)


def _row(name: str, check: Check, *, dated: bool = False) -> CheckRow:
    asked, found = (
        day(date.fromisoformat(value)) if dated and value else value or "" for value in (check.asked, check.found)
    )
    return CheckRow(name, check.verdict, asked, found)
