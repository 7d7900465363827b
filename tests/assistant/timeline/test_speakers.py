"""Speakers: merged spellings, kinds, counts and days."""

from datetime import date

import pytest

from dragoman import Dragoman
from dragoman.assistant.render.tables import people_table
from dragoman.assistant.timeline.speakers import Speaker, find_speaker, merge_spellings, speakers
from dragoman.index.extracted.utterances import UtteranceEntry
from dragoman.index.filters import UtteranceQuery


def heard(speaker: str, role: str | None = None, publisher: str = "Paper A", day: date | None = None) -> UtteranceEntry:
    return UtteranceEntry(speaker, role, "direct", day, (publisher,))


def named(found: tuple[Speaker, ...]) -> dict[str, tuple[str, int]]:
    return {one.name: (one.kind, one.utterances) for one in found}


@pytest.mark.parametrize(
    ("spellings", "groups"),
    [
        (["Khalil al-Hayya", "Khaleel Hayya", "al-Hayya"], [["Khalil al-Hayya", "Khaleel Hayya", "al-Hayya"]]),
        (["Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi"], [["Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi"]]),
        (["President Hobart", "Lena Hobart"], [["Lena Hobart", "President Hobart"]]),
        (["President Hobart", "Lena Hobart", "Max Hobart"], [["Lena Hobart"], ["Max Hobart"], ["President Hobart"]]),
        (["White House", "The White House"], [["White House", "The White House"]]),
        (["World Health Organization", "WHO"], [["World Health Organization", "WHO"]]),
        (["Ali Hassan", "Omar Hassan", "Hassan"], [["Ali Hassan"], ["Omar Hassan"], ["Hassan"]]),
        (["the factions", "the sources"], [["the factions"], ["the sources"]]),
        (["UN News", "UN"], [["UN News"], ["UN"]]),
    ],
)
def test_spellings_of_one_name(spellings: list[str], groups: list[list[str]]) -> None:
    found = merge_spellings({name: len(spellings) - at for at, name in enumerate(spellings)})
    assert {frozenset(group) for group in found} == {frozenset(group) for group in groups}


def test_talks_of_a_speaker() -> None:
    """Each document is listed once, the newest first, with the number of utterances; every spelling counts."""
    rows = [
        UtteranceEntry("Lena Hobart", None, "direct", date(2025, 5, 1), (), "a", "The first talk"),
        UtteranceEntry("Hobart", None, "direct", date(2025, 5, 3), (), "b", "The second talk"),
        UtteranceEntry("Lena Hobart", None, "indirect", None, (), "b", "The second talk"),
    ]
    (one,) = speakers(rows)
    talks = [(talk.document, talk.title, talk.day, talk.utterances) for talk in one.talks]
    assert talks == [("b", "The second talk", date(2025, 5, 3), 2), ("a", "The first talk", date(2025, 5, 1), 1)]
    assert one.reports == 2
    shown = people_table([one])
    assert shown.startswith("People\n")
    assert "also: Hobart" in shown
    assert shown.index("The second talk [b]") < shown.index("The first talk [a]")


def test_one_surname_at_other_times_is_somebody_else() -> None:
    """A surname alone joins the person of that name only if both speak in the same years."""
    rows = [
        heard("Lena Hobart", day=date(1961, 5, 1)),
        heard("President Hobart", day=date(1962, 5, 1)),
        heard("Mr. Hobart", day=date(2005, 5, 1)),
    ]
    assert named(speakers(rows)) == {"Lena Hobart": ("person", 2), "Mr. Hobart": ("person", 1)}


def test_what_a_speaker_is() -> None:
    found = named(
        speakers(
            [
                heard("Marco Rubio", "US Secretary of State"),
                heard("Rubio"),
                heard("The Israeli army"),
                heard("Fatah"),
                heard("the Egyptian source"),
                heard("Participants"),
                heard("Paper A"),
                heard("the report"),
            ]
        )
    )
    assert found == {
        "Marco Rubio": ("person", 2),
        "the Israeli army": ("organisation", 1),
        "Fatah": ("organisation", 1),
        "the Egyptian source": ("unnamed", 1),
        "Participants": ("unnamed", 1),
        "Paper A": ("report", 1),
        "the report": ("report", 1),
    }


def test_counts_days_and_roles() -> None:
    one, two = date(2025, 10, 24), date(2025, 11, 2)
    rows = [heard("Ali Baraka", "Hamas leader", day=two), heard("Baraka", "Hamas leader", day=one), heard("Ali Baraka")]
    (speaker,) = speakers(rows)
    assert (speaker.utterances, speaker.direct, speaker.days) == (3, 3, ((one, 1), (two, 1)))
    assert (speaker.first, speaker.last, speaker.roles) == (one, two, ("Hamas leader",))
    assert find_speaker([speaker], "Barakah") == speaker
    assert find_speaker([speaker], "Omar Nobody") is None


def test_the_briefs_people(briefed: Dragoman) -> None:
    everybody = briefed.chronicle.people()
    assert sum(one.utterances for one in everybody) <= sum(1 for one in briefed.said(limit=10_000) if one.speaker)
    people = {one.name for one in everybody if one.kind == "person"}
    assert {"Donald Trump", "Benjamin Netanyahu", "Marco Rubio", "Ali Shaath", "Abdel Fattah Dawla"} <= people
    bodies = {one.name for one in everybody if one.kind == "organisation"}
    assert {"White House", "COGAT", "Fatah", "Hamas"} <= bodies
    assert not people & {"Reuters", "Daily Sabah", "Al-Qahera News", "Republic of Palestine"}
    rubio = briefed.chronicle.speaker("Secretary Rubio")
    assert rubio is not None
    said = briefed.chronicle.said_by(rubio, limit=100)
    assert len(said) == rubio.utterances
    assert {one.speaker for one in said} == set(rubio.spellings)
    assert briefed.chronicle.people(UtteranceQuery(publisher="WION", about="disarmament"))
