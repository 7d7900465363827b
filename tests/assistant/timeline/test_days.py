"""The timeline: the contents of a day, events in several reports, filters, and the command."""

import json
from datetime import date
from pathlib import Path

import pytest

from dragoman import Dragoman
from dragoman.assistant.timeline.days import Day
from dragoman.corpus.types import Document
from dragoman.index.filters import UtteranceQuery
from dragoman.index.ingest import ingest
from tests.command import run


def day(dragoman: Dragoman, wanted: date) -> Day:
    (found,) = [one for one in dragoman.chronicle.timeline().days if one.day == wanted]
    return found


def test_what_several_reports_tell_is_one_entry_and_the_headline(briefed: Dragoman) -> None:
    found = day(briefed, date(2025, 10, 23))
    headline = found.headline
    assert headline is not None
    assert {one.document.based_on.publisher for one in headline.citations if one.document.based_on} == {
        "ILKHA",
        "Dawn (text: AFP)",
    }
    assert "Hamas and Fatah" in headline.text
    for entry in found.events:
        assert len({one.document.id for one in entry.citations}) == len(entry.citations) == len(entry.bases)
        for one in entry.citations:
            assert one.quote == one.document.text[one.span.start : one.span.end]


def test_days_are_in_order_and_counted_alike(briefed: Dragoman) -> None:
    found = briefed.chronicle.timeline()
    assert [one.day for one in found.days] == sorted({one.day for one in found.days})
    counted = {one.day: one for one in briefed.chronicle.counts()}
    assert list(counted) == [one.day for one in found.days]
    for one in found.days:
        told = counted[one.day]
        assert (len(one.reports), len(one.utterances)) == (told.reports, told.utterances)
        assert sum(len(entry.citations) for entry in one.events) <= told.events or not told.events
    assert {entry.precision for entry in found.months} == {"month"}
    assert sum(one.reports for one in counted.values()) == 32  # one brief has no date


def test_filters(briefed: Dragoman) -> None:
    found = briefed.chronicle.timeline(UtteranceQuery(since=date(2025, 10, 20), until=date(2025, 10, 25)))
    assert {one.day.month for one in found.days} == {10}
    assert all(20 <= one.day.day <= 25 for one in found.days)
    rubio = UtteranceQuery(speaker="Marco Rubio")
    for one in briefed.chronicle.timeline(rubio).days:
        assert all("Rubio" in entry.text for entry in one.events)
        assert all("Rubio" in (said.speaker or "") for said in one.utterances)
    assert any(one.reports for one in briefed.chronicle.timeline(rubio).days)
    assert briefed.chronicle.counts(rubio)
    about = briefed.chronicle.timeline(UtteranceQuery(about="Rafah crossing", publisher="BSS"))
    assert {one.day.isoformat() for one in about.days if one.events} == {"2025-10-14", "2025-12-03"}
    assert briefed.chronicle.timeline(UtteranceQuery(speaker="Nobody At All")).days == ()


def test_arabic_undated_and_empty_documents(tmp_path: Path) -> None:
    with Dragoman.open(tmp_path / "home", lasting=False) as dragoman:
        assert dragoman.chronicle.read().timeline().days == ()
        assert dragoman.chronicle.counts() == ()
        texts = [
            ("a", "واجتمعت الوفود في القاهرة يوم 24 أكتوبر 2025. وقال وزير الخارجية المصري بدر عبد العاطي: «اتفقنا»."),
            ("b", "The delegations met in a hotel. “We agreed on nothing at all,” Omar Hayya said."),
            ("c", "Nothing."),
        ]
        ingest(dragoman._home, [Document.make(text, name, key=name) for name, text in texts])
        found = dragoman.chronicle.read().timeline()
        assert [(one.day.isoformat(), len(one.events)) for one in found.days] == [("2025-10-24", 1)]
        assert "Omar Hayya" in {one.name for one in dragoman.chronicle.people()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("timeline")
    (folder / "report.md").write_text(
        "---\ntitle: A round\npublished: 2025-11-05\npublisher: Test Courier\n---\n"
        "Fourteen delegations met in Cairo on Sunday. “We will come,” Salma Haddad said.\n",
        encoding="utf-8",
    )
    assert run("ingest", str(folder / "report.md"), home=folder / "home").returncode == 0
    return folder / "home"


def test_the_commands(home: Path) -> None:
    done = run("timeline", "--json", home=home)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [one["day"] for one in found["days"]] == ["2025-11-02", "2025-11-05"]
    (cited,) = found["days"][0]["events"][0]["citations"]
    shown = json.loads(run("show", cited["document_id"], "--json", home=home).stdout)
    assert shown["text"][cited["start"] : cited["end"]] == cited["quote"] == found["days"][0]["headline"]
    assert cited["basis"].startswith("“Sunday”")
    assert "1 report, 1 utterance" in run("timeline", home=home).stdout
    assert "Salma Haddad" in run("people", home=home).stdout
    (person,) = json.loads(run("people", "--json", "--kind", "person", home=home).stdout)
    assert (person["name"], person["days"]) == ("Salma Haddad", [["2025-11-05", 1]])
    assert run("people", "--kind", "ghost", home=home).returncode == 2
    assert run("timeline", "--since", "soon", home=home).returncode == 2
