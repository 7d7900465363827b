"""Who said what, who speaks, the timeline and comparisons over HTTP, as the contract describes them."""

import httpx
import pytest

from dragoman import Dragoman, Filters
from dragoman.assistant.contract import comparison, timeline
from dragoman.index.filters import UtteranceQuery
from tests.api.test_ask import hold, posted


def test_people(http: httpx.Client, dragoman: Dragoman) -> None:
    found = posted(http, "/api/people", {"id": 3})
    timeline.PeopleReply.model_validate(found)
    assert found["id"] == 3
    assert {one["kind"] for one in found["people"]} == {"person", "organisation"}
    everybody = dragoman.people()
    assert [one["name"] for one in found["people"]] == [
        one.name for one in everybody if one.kind != "unnamed" and one.kind != "report"
    ]
    reports = http.get("/api/people?kind=report").json()["people"]
    assert [one["name"] for one in reports] == [one.name for one in everybody if one.kind == "report"]
    one = found["people"][0]
    assert sum(number for _, number in one["days"]) <= one["utterances"]
    about = http.get("/api/people", params={"about": "Turkish troops", "set": "briefs"}).json()["people"]
    assert 0 < len(about) < len(found["people"])
    assert http.get("/api/people?kind=loud").status_code == 422


def test_timeline(http: httpx.Client, dragoman: Dragoman) -> None:
    days = {"since": "2025-10-20", "until": "2025-10-25"}
    found = posted(http, "/api/timeline", {"id": "t", **days})
    timeline.TimelineReply.model_validate(found)
    assert found["id"] == "t" and found["days"]
    assert all("2025-10-20" <= one["day"] <= "2025-10-25" for one in found["days"])
    for day in found["days"]:
        hold(http, *day["utterances"], *(one for event in day["events"] for one in event["citations"]))
    assert http.get("/api/timeline", params=days).json()["days"] == found["days"]
    some = http.get("/api/timeline", params={"speaker": "Rubio", "publisher": "WION"}).json()
    wanted = dragoman.timeline(UtteranceQuery(speaker="Rubio", publisher="WION"))
    assert [one["day"] for one in some["days"]] == [str(one.day) for one in wanted.days]
    assert http.get("/api/timeline?language=ar").json()["days"] == []


def test_compare_documents(http: httpx.Client) -> None:
    events = http.get("/api/compare/events").json()
    comparison.EventList.model_validate(events)
    assert events["events"]
    ids = [one["id"] for one in events["events"][0]["documents"]]
    found = posted(http, "/api/compare", {"id": 5, "documents": ids})
    comparison.ComparisonReply.model_validate(found)
    assert found["id"] == 5 and found["topic"] is None
    assert {one["id"] for one in found["documents"]} == set(ids)
    for row in found["statements"]:
        assert len(row["cells"]) == len(ids)
        hold(http, *(cell for cell in row["cells"] if cell["stand"] != "silent"))
    hold(http, *(one for voice in found["voices"] for one in voice["said"]))
    by_address = http.get("/api/compare", params={"documents": ",".join(ids)}).json()
    assert by_address["statements"] == found["statements"]


def test_compare_a_topic(http: httpx.Client, dragoman: Dragoman) -> None:
    topic = "Which factions signed the joint statement?"
    found = posted(http, "/api/compare", {"about": topic, "since": "2025-10-01", "set": "briefs"})
    comparison.ComparisonReply.model_validate(found)
    assert found["topic"] == topic and found["documents"]
    asked = dragoman.compare_about(topic, Filters(since=None, within="briefs"))
    assert found["documents"][0]["id"] in {one.id for one in asked.documents}


@pytest.mark.parametrize("body", [{}, {"about": "x", "documents": ["a"]}])
def test_what_cannot_be_compared(http: httpx.Client, body: dict[str, object]) -> None:
    assert "either" in posted(http, "/api/compare", {"id": 1, **body}, 422)["error"]["message"]
    assert posted(http, "/api/compare", {"documents": ["nowhere"]}, 404)["error"]["type"] == "UnknownDocument"
