"""Dated events: against hand-made labels for the briefs, by example, and for any text."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.library.sources import BRIEFS_FOLDER
from dragoman.corpus.clean import clean
from dragoman.corpus.events import Event, events
from dragoman.corpus.language.dates import dates
from dragoman.corpus.readers import read_one
from dragoman.corpus.types import Document

GOLDEN = Path(__file__).parents[1] / "data" / "events.jsonl"
PUBLISHED = date(2025, 11, 5)  # a Wednesday


def document(text: str, published: date | None = PUBLISHED) -> Document:
    return Document.make(clean(text), "A title", key="k", published=published)


def days(text: str, published: date | None = PUBLISHED) -> list[str]:
    """Return the days of the events; for a range both ends."""
    return [_day(one) for one in events(document(text, published))]


def _day(one: Event) -> str:
    return one.day.isoformat() if one.until == one.day else f"{one.day}..{one.until}"


@pytest.fixture(scope="module")
def briefs() -> dict[str, Document]:
    read = {path.stem: next(iter(read_one(path))) for path in sorted(BRIEFS_FOLDER.glob("*.md"))}
    return {name: one for name, one in read.items() if isinstance(one, Document)}


def test_the_briefs_events_are_found_and_hardly_others(briefs: dict[str, Document]) -> None:
    golden = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    wanted = {(one["document"], one["quote"], one["day"], one.get("until", one["day"])) for one in golden}
    assert len(wanted) == len(golden) >= 60
    for name, quote, _, _ in wanted:
        assert quote in briefs[name].text
    found = {
        (name, one.text, one.day.isoformat(), one.until.isoformat())
        for name, brief in briefs.items()
        for one in events(brief)
    }
    assert len(wanted & found) / len(wanted) >= 0.95, wanted - found
    assert len(wanted & found) / len(found) >= 0.9, found - wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The factions signed a joint statement on 24 October 2025 in Cairo.", ["2025-10-24"]),
        ("The delegation left Cairo for Doha on October 24.", ["2025-10-24"]),
        ("The delegation left Cairo on Friday, October 24, after two rounds.", ["2025-10-24"]),
        ("The envoys met in Doha on 2025-10-24 for a second round.", ["2025-10-24"]),
        ("Talks were held in Cairo on 23 to 24 October behind closed doors.", ["2025-10-23..2025-10-24"]),
        ("Talks were held in Cairo from 30 October to 2 November.", ["2025-10-30..2025-11-02"]),
        ("The conference was held in Sharm el-Sheikh October 12-13, 2025, with leaders.", ["2025-10-12..2025-10-13"]),
        ("A conference on rebuilding opened in Cairo in November 2024.", ["2024-11-01..2024-11-30"]),
        ("The delegations met on Monday in a hotel near the Nile.", ["2025-11-03"]),
        ("The delegations will meet on Monday in a hotel near the Nile.", ["2025-11-10"]),
        ("The army shelled two villages yesterday near the border.", ["2025-11-04"]),
        ("The talks are due to resume in Doha on 9 November, officials expect.", ["2025-11-09"]),
        ("The ceasefire began on 10 October and the summit opened on 13 October.", ["2025-10-10", "2025-10-13"]),
        ("واجتمعت الوفود في القاهرة يوم 24 أكتوبر 2025 لبحث المرحلة الثانية.", ["2025-10-24"]),
        ("واجتمعت الوفود في القاهرة يوم الأربعاء الماضي لبحث المرحلة الثانية.", ["2025-10-29"]),
        ("اجتمعت الوفود في بيروت في ٢٤ تشرين الأول/أكتوبر ٢٠٢٥ لبحث المرحلة الثانية.", ["2025-10-24"]),
    ],
)
def test_days_are_resolved(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Tuesday that the talks were going well.",
        "“The talks are going well,” the minister said on Tuesday.",
        "The minister on Tuesday said that the talks were going well.",
        "CAIRO, Oct 24 (Reuters) - Factions want a committee for Gaza.",
        "Published on 24 October 2025 by the newsroom.",
        "Friday, 24 October 2025",
        "The families of those taken in the October 7 attack want answers.",
        "The bus stopped in 6 October City near the market.",
        "“Today we are close to a deal for everybody,” the minister said.",
        "Nothing in this sentence names any day at all.",
        "The deal may march on in many cases.",
    ],
)
def test_sentences_that_are_not_events(text: str) -> None:
    assert days(text) == []


def test_acts_of_speech_are_events_with_their_basis() -> None:
    (one,) = events(document("Egypt denied on Monday that a deal on the crossing had been made."))
    assert one.day == date(2025, 11, 3)
    assert one.when.of(one.document.text) == "Monday"
    assert one.basis == "“Monday”: the last one up to publication on 2025-11-05"
    assert one.precision == "day"


def test_without_a_publication_date_only_full_dates_count() -> None:
    text = "The army left on Monday. Talks began on 24 October. The truce began on 10 October 2025."
    assert days(text, None) == ["2025-10-10"]
    assert days("Talks were held in May. A summit was held in Cairo in May 2024.", None) == ["2024-05-01..2024-05-31"]


pieces = st.sampled_from(
    ["24 October 2025", "on Friday", "October 23-24", "in May", "yesterday", "31 February", "2025-13-40", "99/99/2025",
     "“", "”", "said", "met in Cairo", ".", "\n", "\n\n", "the envoys", "7 أكتوبر", "أمس", "will", "9 Sept.", "two weeks ago",
     "from 30 December to 2 January", "29 February", "٣١ فبراير", "May 3, 2024", ","]
)  # fmt: skip


@given(st.lists(pieces | st.text(max_size=8), max_size=30), st.none() | st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_spans_lie_in_the_text_and_days_in_their_sentences(words: list[str], published: date | None) -> None:
    made = document(" ".join(words), published)
    for one in events(made):
        assert 0 <= one.span.start <= one.when.start < one.when.end <= one.span.end <= len(made.text)
        assert one.day <= one.until
        assert (one.precision == "day") == (one.day == one.until)
        assert one.basis.startswith(f"“{one.when.of(made.text)}”")


@given(st.lists(pieces | st.text(max_size=8), max_size=30), st.none() | st.dates())
def test_expressions_do_not_overlap(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    behind = 0
    for one in dates(text, 0, len(text), published):
        assert behind <= one.start < one.end <= len(text)
        behind = one.end


@pytest.mark.parametrize(
    "text",
    [
        "The night train did not run on 4 May 2026.",
        "The port denied that a ship had sunk on 4 May 2026.",
        "Had the ship sailed on 4 May 2026, it would have been lost.",
        "If the fog stays on 12 May 2026, the lights will be lit.",
        "The regatta planned for 4 May 2026 was cancelled.",
        "No ship left the harbour on 4 May 2026.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert events(Document.make(clean(text), "t", key="k", published=date(2026, 5, 8))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The night train ran again on 4 May 2026.",
        "The two ports will sign the lease on 12 May 2026.",
        "The bridge that no one had wanted to build opened on 4 May 2026.",
    ],
)
def test_what_happened_or_is_planned_is_an_event(text: str) -> None:
    assert len(events(Document.make(clean(text), "t", key="k", published=date(2026, 5, 8)))) == 1
